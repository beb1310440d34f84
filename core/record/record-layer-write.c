/* Writing the rows of a layer. */
#include "record-layer-write-private.h"

#include "json-append-private.h"
#include "record-types-private.h"
#include "schema-private.h"

#include <obelus/obelus-record.h>
#include <stdlib.h>

enum
{
  LONGEST_WALK = 256, /* bytes over which counting is cheaper than asking the document */
  FIXED_SIZE = 48,    /* of the keys that every row has, and their punctuation */
};

/* Columns of the core in the order of their table, then others by name, so that equal documents make equal records
 * whatever order their columns were added in. */
static int
rank_column (ObelusLayer *layer, const char *name)
{
  const ObelusSchemaLayer *schema = obelus_schema_find_layer (obelus_layer_get_name (layer));

  for (int i = 0; schema != NULL && schema->columns[i].name != NULL; i++)
    if (strcmp (schema->columns[i].name, name) == 0)
      return i;
  return G_MAXINT;
}

static int
compare_columns (gconstpointer a, gconstpointer b, gpointer data)
{
  ObelusLayer *layer = data;
  const char *one = obelus_layer_get_column_name (layer, ((const ObelusColumnWriting *) a)->index);
  const char *other = obelus_layer_get_column_name (layer, ((const ObelusColumnWriting *) b)->index);
  int rank = rank_column (layer, one), other_rank = rank_column (layer, other);

  if (rank != other_rank)
    return rank < other_rank ? -1 : 1;
  return strcmp (one, other);
}

static gboolean
has_any_value (ObelusLayer *layer, guint column)
{
  GBytes *validity = obelus_layer_get_validity_bytes (layer, column);
  guint32 n_rows = obelus_layer_get_n_rows (layer);

  if (validity == NULL)
    return n_rows > 0;

  const guint8 *bits = g_bytes_get_data (validity, NULL);

  for (guint32 i = 0; i < n_rows / 8; i++)
    if (bits[i] != 0)
      return TRUE;
  for (guint32 row = n_rows / 8 * 8; row < n_rows; row++)
    if (obelus_layer_has_value (layer, column, row))
      return TRUE;
  return FALSE;
}

static void
prepare_column (ObelusLayer *layer, guint index, ObelusColumnWriting *column)
{
  const char *name = obelus_layer_get_column_name (layer, index);
  GBytes *validity = obelus_layer_get_validity_bytes (layer, index);
  GString *key = g_string_new (", ");

  obelus_json_append_string (key, name, -1);
  g_string_append (key, ": ");
  column->index = index;
  column->type = obelus_layer_get_column_type (layer, index);
  column->key_length = key->len;
  column->key = g_string_free (key, FALSE);
  column->validity = validity != NULL ? g_bytes_get_data (validity, NULL) : NULL;
  column->is_typed = rank_column (layer, name) == G_MAXINT
                     && (column->type == OBELUS_COLUMN_REFERENCE || !has_any_value (layer, index));
  switch (column->type)
    {
    case OBELUS_COLUMN_INTEGER:
      column->cells.integers = obelus_layer_get_integers (layer, index);
      break;
    case OBELUS_COLUMN_REAL:
      column->cells.reals = obelus_layer_get_reals (layer, index);
      break;
    case OBELUS_COLUMN_STRING:
      column->cells.strings = obelus_layer_get_string_indices (layer, index);
      break;
    case OBELUS_COLUMN_REFERENCE:
      column->cells.references = obelus_layer_get_references (layer, index);
      break;
    }
}

static gboolean
is_wanted (const char *const *names, const char *name)
{
  return names == NULL || g_strv_contains (names, name);
}

/* References to layers that are left out are left out too: what is written can be read. */
static void
prepare_columns (ObelusLayerWriting *writing, const char *const *names)
{
  guint n_columns = obelus_layer_get_n_columns (writing->layer);

  writing->columns = g_new0 (ObelusColumnWriting, n_columns);
  for (guint i = 0; i < n_columns; i++)
    {
      const char *target = obelus_layer_get_column_target (writing->layer, i);

      if (target == NULL || is_wanted (names, target))
        prepare_column (writing->layer, i, &writing->columns[writing->n_columns++]);
    }
  g_qsort_with_data (writing->columns, (gint) writing->n_columns, sizeof *writing->columns, compare_columns,
                     writing->layer);
}

static void
writing_free (gpointer data)
{
  ObelusLayerWriting *writing = data;

  for (guint i = 0; i < writing->n_columns; i++)
    g_free (writing->columns[i].key);
  g_free (writing->columns);
  g_free (writing);
}

static guint64
add_lengths (ObelusLayer *layer, guint32 *longest)
{
  const guint32 *starts = obelus_layer_get_starts (layer);
  const guint32 *ends = obelus_layer_get_ends (layer);
  guint64 sum = 0;

  *longest = 0;
  for (guint32 row = 0; row < obelus_layer_get_n_rows (layer); row++)
    {
      sum += ends[row] - starts[row];
      *longest = MAX (*longest, ends[row] - starts[row]);
    }
  return sum;
}

/* The most bytes that one cell of a column takes with its key. */
static gsize
bound_cell (ObelusLayer *layer, const ObelusColumnWriting *column)
{
  gsize longest = 0;

  if (column->type != OBELUS_COLUMN_STRING)
    return column->key_length + OBELUS_JSON_NUMBER_SIZE;
  for (guint32 i = 0; i < obelus_layer_get_vocabulary_size (layer, column->index); i++)
    {
      gsize length;

      obelus_layer_get_vocabulary_string (layer, column->index, (gint32) i, &length);
      longest = MAX (longest, length);
    }
  return column->key_length + obelus_json_bound_string (longest);
}

static gsize
bound_row (const ObelusLayerWriting *writing, guint32 longest_span)
{
  gsize bound = FIXED_SIZE + 2 * OBELUS_JSON_NUMBER_SIZE;

  if (writing->has_text)
    bound += obelus_json_bound_string (longest_span);
  for (guint i = 0; i < writing->n_columns; i++)
    bound += bound_cell (writing->layer, &writing->columns[i]);
  return bound;
}

GPtrArray *
obelus_layer_writings_new (ObelusDocument *document, ObelusOffsetUnit unit, const char *const *names)
{
  GPtrArray *writings = g_ptr_array_new_with_free_func (writing_free);
  guint32 length;
  const char *text = obelus_document_get_text (document, &length);
  gboolean is_identity = unit == OBELUS_OFFSET_BYTE || obelus_document_get_length (document, unit) == length;
  /* Rows repeat the text they span, for people and scripts. Where they lie upon each other a hundred deep that would
   * make a record of any size from a small document, so that layers that go beyond this do without. */
  guint64 budget = (guint64) length * 64 + (1 << 20);

  for (guint i = 0; i < obelus_document_get_n_layers (document); i++)
    {
      ObelusLayer *layer = obelus_document_get_nth_layer (document, i);

      if (!is_wanted (names, obelus_layer_get_name (layer)))
        continue;

      ObelusLayerWriting *writing = g_new0 (ObelusLayerWriting, 1);
      guint32 longest_span;
      guint64 needed = add_lengths (layer, &longest_span);

      writing->document = document;
      writing->layer = layer;
      writing->unit = unit;
      writing->text = text;
      writing->starts = obelus_layer_get_starts (layer);
      writing->ends = obelus_layer_get_ends (layer);
      writing->is_identity = is_identity;
      writing->has_text = needed <= budget;
      if (writing->has_text)
        budget -= needed;
      prepare_columns (writing, names);
      writing->row_bound = bound_row (writing, longest_span);
      g_ptr_array_add (writings, writing);
    }
  return writings;
}

/* How many units lie in [@start, @end). */
static inline guint32
count_units (const char *text, guint32 start, guint32 end, ObelusOffsetUnit unit)
{
  guint32 n_units = 0;

  for (guint32 i = start; i < end; i++)
    {
      guchar byte = (guchar) text[i];

      n_units += (byte & 0xC0) != 0x80 ? 1 : 0;
      if (unit == OBELUS_OFFSET_UTF16)
        n_units += byte >= 0xF0 ? 1 : 0;
    }
  return n_units;
}

/* Starts only ever grow from row to row, so one sweep over the text converts them all; an end is not far from its
 * start, or else the document is asked. */
static inline void
convert_span (ObelusLayerWriting *writing, guint32 start, guint32 end, guint32 *unit_start, guint32 *unit_end)
{
  if (writing->is_identity)
    {
      *unit_start = start;
      *unit_end = end;
      return;
    }

  if (start - writing->byte <= LONGEST_WALK)
    writing->n_units += count_units (writing->text, writing->byte, start, writing->unit);
  else
    writing->n_units = obelus_document_offset_from_bytes (writing->document, writing->unit, start);
  writing->byte = start;
  *unit_start = writing->n_units;
  *unit_end = end - start <= LONGEST_WALK ? writing->n_units + count_units (writing->text, start, end, writing->unit)
                                          : obelus_document_offset_from_bytes (writing->document, writing->unit, end);
}

static inline gboolean
is_missing (const ObelusColumnWriting *column, guint32 row)
{
  return column->validity != NULL && (column->validity[row / 8] >> (row % 8) & 1) == 0;
}

static inline void
append_cell (ObelusLayerWriting *writing, const ObelusColumnWriting *column, guint32 row, GString *output)
{
  gsize length;
  const char *string;

  switch (column->type)
    {
    case OBELUS_COLUMN_INTEGER:
      obelus_json_append_integer (output, column->cells.integers[row]);
      break;
    case OBELUS_COLUMN_REAL:
      obelus_json_append_real (output, column->cells.reals[row]);
      break;
    case OBELUS_COLUMN_STRING:
      string = obelus_layer_get_vocabulary_string (writing->layer, column->index, column->cells.strings[row], &length);
      obelus_json_append_string (output, string, (gssize) length);
      break;
    case OBELUS_COLUMN_REFERENCE:
      obelus_json_append_integer (output, column->cells.references[row]);
      break;
    }
}

static inline char *
put (char *out, const char *text, gsize length)
{
  memcpy (out, text, length);
  return out + length;
}

void
obelus_layer_writing_append_row (ObelusLayerWriting *writing, guint32 row, GString *output)
{
  guint32 start = writing->starts[row], end = writing->ends[row];
  guint32 unit_start, unit_end;
  char *out = obelus_json_reserve (output, FIXED_SIZE + 2 * OBELUS_JSON_NUMBER_SIZE);

  convert_span (writing, start, end, &unit_start, &unit_end);
  out = put (out, "{\"start\": ", 10);
  out = obelus_json_print_integer (out, unit_start);
  out = put (out, ", \"end\": ", 9);
  out = obelus_json_print_integer (out, unit_end);
  if (writing->has_text)
    {
      out = put (out, ", \"text\": ", 10);
      obelus_json_finish (output, out);
      obelus_json_append_string (output, writing->text + start, end - start);
    }
  else
    {
      obelus_json_finish (output, out);
    }

  for (guint i = 0; i < writing->n_columns; i++)
    {
      const ObelusColumnWriting *column = &writing->columns[i];

      if (is_missing (column, row))
        continue;
      obelus_json_append_bytes (output, column->key, column->key_length);
      append_cell (writing, column, row, output);
    }
  obelus_json_append_bytes (output, "}", 1);
}

gsize
obelus_layer_writing_bound_type (ObelusLayerWriting *writing, const ObelusColumnWriting *column)
{
  const char *target = obelus_layer_get_column_target (writing->layer, column->index);

  return 2 * obelus_json_bound_string (strlen (obelus_layer_get_name (writing->layer)))
         + obelus_json_bound_string (column->key_length)
         + obelus_json_bound_string (target != NULL ? strlen (target) : 0) + 64;
}

void
obelus_layer_writing_append_type (ObelusLayerWriting *writing, const ObelusColumnWriting *column, GString *output)
{
  const char *name = obelus_layer_get_column_name (writing->layer, column->index);
  const char *target = obelus_layer_get_column_target (writing->layer, column->index);
  g_autofree char *type = target != NULL ? g_strconcat (OBELUS_RECORD_REFERENCE, target, NULL)
                                         : g_strdup (obelus_record_type_get_name (column->type));

  obelus_json_append_string (output, name, -1);
  obelus_json_append_bytes (output, ": ", 2);
  obelus_json_append_string (output, type, -1);
}
