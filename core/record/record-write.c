/* Writing a document as a record. */
#include "cancel-private.h"
#include "json-append-private.h"
#include "json-scan-private.h"
#include "record-layer-write-private.h"

#include <obelus/obelus-memory.h>
#include <obelus/obelus-record.h>
#include <string.h>

/* More than a member of a record needs beside its key and its value. */
#define MEMBER_SIZE 256

static const char *const unit_names[] = {
  [OBELUS_OFFSET_BYTE] = "byte",
  [OBELUS_OFFSET_CODEPOINT] = "codepoint",
  [OBELUS_OFFSET_UTF16] = "utf16",
};

/* Where a line feed and spaces go, or a single space. Memory is asked for before anything whose size a document
 * decides; once it was not there, the rest is left out and the record is taken back. */
typedef struct
{
  GString *output;
  guint indent;
  gboolean has_failed;
  GError **error;
} Layout;

static inline gboolean
make_room (Layout *layout, gsize size)
{
  if (G_LIKELY (layout->output->allocated_len - layout->output->len > size))
    return !layout->has_failed;

  layout->has_failed = layout->has_failed || !obelus_string_reserve (layout->output, size, layout->error);
  return !layout->has_failed;
}

/* For what stands @depth deep, beside @size bytes of its own. */
static gboolean
make_room_for_member (Layout *layout, guint depth, gsize size)
{
  return make_room (layout, size + MEMBER_SIZE + (gsize) layout->indent * depth);
}

static void
break_line (Layout *layout, guint depth)
{
  if (layout->indent == 0)
    return;
  gsize n_spaces = (gsize) layout->indent * depth;
  char *out = obelus_json_reserve (layout->output, n_spaces + 1);

  *out++ = '\n';
  memset (out, ' ', n_spaces);
  obelus_json_finish (layout->output, out + n_spaces);
}

static void
separate (Layout *layout, guint depth, gboolean first)
{
  if (!first)
    obelus_json_append_bytes (layout->output, ", ", layout->indent == 0 ? 2 : 1);
  break_line (layout, depth);
}

static void
append_key (Layout *layout, guint depth, gboolean first, const char *key)
{
  separate (layout, depth, first);
  obelus_json_append_any_string (layout->output, key);
  obelus_json_append_bytes (layout->output, ": ", 2);
}

static void
close_object (Layout *layout, guint depth, gboolean empty)
{
  if (!empty)
    break_line (layout, depth);
  obelus_json_append_bytes (layout->output, "}", 1);
}

/* JSON from an embedder may be spelled in many ways, over several lines or wrongly: it is read and written anew, and
 * what is no JSON goes out as the string it is. */
static void
append_json (GString *output, const char *json, gsize length)
{
  enum
  {
    DEPTH = 2 /* the record and its `meta` */
  };
  ObelusJsonScanner scanner;
  gsize start = output->len;
  gboolean sound = obelus_json_scanner_init (&scanner, json, length, NULL);

  if (sound)
    {
      obelus_json_skip_space (&scanner);
      sound = obelus_json_scan_value (&scanner, DEPTH, output, NULL);
      obelus_json_skip_space (&scanner);
      sound = sound && scanner.cursor == scanner.end;
    }
  obelus_json_scanner_clear (&scanner);
  if (!sound)
    {
      g_string_truncate (output, start);
      obelus_json_append_any_string (output, json);
    }
}

static void
append_metadata (Layout *layout, ObelusDocument *document)
{
  guint n_metadata = obelus_document_get_n_metadata (document);

  append_key (layout, 1, FALSE, "meta");
  obelus_json_append_bytes (layout->output, "{", 1);
  for (guint i = 0; i < n_metadata; i++)
    {
      const ObelusMetadataItem *item = obelus_document_get_nth_metadata (document, i);

      /* Also JSON gets no longer by being spelled anew than by becoming a string. */
      if (!make_room_for_member (
              layout, 3, obelus_json_bound_string (strlen (item->key)) + obelus_json_bound_string (item->length)))
        return;
      append_key (layout, 2, i == 0, item->key);
      if (item->is_json)
        append_json (layout->output, item->value, item->length);
      else
        obelus_json_append_string (layout->output, item->value, (gssize) item->length);
    }
  close_object (layout, 1, n_metadata == 0);
}

/* The way back to the source's bytes, for a text that was decoded or repaired. */
static void
append_source_runs (Layout *layout, ObelusDocument *document, ObelusOffsetUnit unit)
{
  guint32 n_runs;
  const ObelusSourceRun *runs = obelus_document_get_source_runs (document, &n_runs);

  if (n_runs == 0)
    return;
  append_key (layout, 1, FALSE, "source_runs");
  obelus_json_append_bytes (layout->output, "[", 1);
  for (guint32 i = 0; i < n_runs; i++)
    {
      if (!make_room_for_member (layout, 3, 0))
        return;
      separate (layout, 2, i == 0);
      obelus_json_append_bytes (layout->output, "{\"start\": ", 10);
      obelus_json_append_integer (layout->output, obelus_document_offset_from_bytes (document, unit, runs[i].start));
      obelus_json_append_bytes (layout->output, ", \"byte\": ", 10);
      obelus_json_append_integer (layout->output, (gint64) runs[i].source);
      if (runs[i].step > 0)
        {
          obelus_json_append_bytes (layout->output, ", \"step\": ", 10);
          obelus_json_append_integer (layout->output, runs[i].step);
        }
      obelus_json_append_bytes (layout->output, "}", 1);
    }
  break_line (layout, 1);
  obelus_json_append_bytes (layout->output, "]", 1);
}

/* The types that cells do not show; see record-types-private.h. */
static void
append_types (Layout *layout, GPtrArray *layers)
{
  gboolean any = FALSE;

  for (guint i = 0; i < layers->len; i++)
    {
      ObelusLayerWriting *layer = layers->pdata[i];
      gboolean first = TRUE;

      for (guint j = 0; j < layer->n_columns; j++)
        {
          const ObelusColumnWriting *column = &layer->columns[j];

          if (!column->is_typed)
            continue;
          if (!make_room_for_member (layout, 3, obelus_layer_writing_bound_type (layer, column)))
            return;
          if (!any)
            {
              append_key (layout, 1, FALSE, "types");
              obelus_json_append_bytes (layout->output, "{", 1);
            }
          if (first)
            {
              append_key (layout, 2, !any, obelus_layer_get_name (layer->layer));
              obelus_json_append_bytes (layout->output, "{", 1);
            }
          if (!first)
            obelus_json_append_bytes (layout->output, ", ", 2);
          obelus_layer_writing_append_type (layer, column, layout->output);
          any = TRUE;
          first = FALSE;
        }
      if (!first)
        obelus_json_append_bytes (layout->output, "}", 1);
    }
  if (any)
    close_object (layout, 1, FALSE);
}

/* Rows stand on lines of their own, each with its cells on that one line. */
static void
append_layer (Layout *layout, ObelusLayerWriting *layer, gboolean first)
{
  guint32 n_rows = obelus_layer_get_n_rows (layer->layer);
  const char *name = obelus_layer_get_name (layer->layer);
  gsize row_size = layer->row_bound + (gsize) layout->indent * 4 + 16;

  if (!make_room_for_member (layout, 3, obelus_json_bound_string (strlen (name))))
    return;
  append_key (layout, 2, first, name);
  obelus_json_append_bytes (layout->output, "[", 1);
  for (guint32 row = 0; row < n_rows; row++)
    {
      if (!make_room (layout, row_size))
        return;
      separate (layout, 3, row == 0);
      obelus_layer_writing_append_row (layer, row, layout->output);
      if (obelus_is_cancelled_at (row + 1))
        {
          layout->has_failed = !obelus_fail_cancelled (layout->error);
          return;
        }
    }
  if (n_rows > 0)
    break_line (layout, 2);
  obelus_json_append_bytes (layout->output, "]", 1);
}

static void
append_document (Layout *layout, ObelusDocument *document, ObelusOffsetUnit unit, const char *const *layers)
{
  GString *output = layout->output;
  guint32 text_length;
  const char *text = obelus_document_get_text (document, &text_length);
  const char *id = obelus_document_get_id (document);

  if (!make_room_for_member (layout, 2,
                             obelus_json_bound_string (strlen (id)) + obelus_json_measure_string (text, text_length)))
    return;
  g_autoptr (GPtrArray) writings = obelus_layer_writings_new (document, unit, layers);

  obelus_json_append_bytes (output, "{", 1);
  append_key (layout, 1, TRUE, "id");
  obelus_json_append_any_string (output, id);
  append_key (layout, 1, FALSE, "text");
  obelus_json_append_string (output, text, text_length);
  append_key (layout, 1, FALSE, "offsets");
  obelus_json_append_string (output, unit_names[unit], -1);
  append_metadata (layout, document);
  append_source_runs (layout, document, unit);
  append_types (layout, writings);
  append_key (layout, 1, FALSE, "layers");
  obelus_json_append_bytes (output, "{", 1);
  for (guint i = 0; i < writings->len; i++)
    append_layer (layout, writings->pdata[i], i == 0);
  close_object (layout, 1, writings->len == 0);
  close_object (layout, 0, FALSE);
}

gboolean
obelus_record_append (GString *output, ObelusDocument *document, ObelusOffsetUnit unit, const char *const *layers,
                      guint indent, GError **error)
{
  g_return_val_if_fail (output != NULL, FALSE);
  g_return_val_if_fail (OBELUS_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail ((guint) unit < G_N_ELEMENTS (unit_names), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  Layout layout = { output, indent, FALSE, error };
  gsize start = output->len;

  append_document (&layout, document, unit, layers);
  if (layout.has_failed)
    g_string_truncate (output, start);

  return !layout.has_failed;
}

void
obelus_record_append_failure (GString *output, const ObelusFailure *failure, guint indent)
{
  g_return_if_fail (output != NULL);
  g_return_if_fail (failure != NULL);

  const char *const members[][2] = {
    { "code", failure->code },
    { "message", failure->message },
    { "stage", failure->stage },
    { "plugin", failure->plugin },
  };
  Layout layout = { output, indent, FALSE, NULL };
  gboolean first = TRUE;

  obelus_json_append_bytes (output, "{", 1);
  append_key (&layout, 1, TRUE, "id");
  obelus_json_append_any_string (output, failure->id != NULL ? failure->id : "");
  append_key (&layout, 1, FALSE, "error");
  obelus_json_append_bytes (output, "{", 1);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      if (members[i][1] == NULL || *members[i][1] == '\0')
        continue;
      append_key (&layout, 2, first, members[i][0]);
      obelus_json_append_any_string (output, members[i][1]);
      first = FALSE;
    }
  if (failure->offset != OBELUS_NO_OFFSET)
    {
      append_key (&layout, 2, first, "offset");
      obelus_json_append_integer (output, failure->offset);
      first = FALSE;
    }
  close_object (&layout, 1, first);
  close_object (&layout, 0, FALSE);
}
