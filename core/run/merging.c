/* Several documents as one. */
#include "merging-private.h"
#include "json-append-private.h"
#include "memory-private.h"

#include <obelus/obelus-error.h>
#include <string.h>

/* No paragraph of one text goes on in the next. */
#define SEPARATOR "\n\n"
#define SEPARATOR_LENGTH 2

struct _ObelusMerging
{
  ObelusReading *reading;
  GPtrArray *documents;
  guint64 length; /* of their texts with what stands between */
  const char *source;
  gboolean is_done;
};

ObelusMerging *
obelus_merging_new (ObelusReading *reading)
{
  ObelusMerging *merging = g_new0 (ObelusMerging, 1);

  merging->reading = reading;
  merging->documents = g_ptr_array_new_with_free_func (g_object_unref);

  return merging;
}

void
obelus_merging_free (ObelusMerging *merging)
{
  if (merging == NULL)
    return;

  g_ptr_array_unref (merging->documents);
  g_free (merging);
}

/* Takes the item's document, or makes an error of it. */
static gboolean
add_document (ObelusMerging *merging, ObelusReadItem *item)
{
  guint32 length;
  obelus_document_get_text (item->document, &length);
  const guint64 total = merging->length + (merging->documents->len > 0 ? SEPARATOR_LENGTH : 0) + length;

  if (obelus_document_get_n_layers (item->document) > 0)
    g_set_error (&item->error, OBELUS_ERROR, OBELUS_ERROR_INVALID_INPUT,
                 "brings the layer '%s', and only texts can be merged; give the text alone",
                 obelus_layer_get_name (obelus_document_get_nth_layer (item->document, 0)));
  else if (total > OBELUS_MAX_TEXT_LENGTH)
    g_set_error (&item->error, OBELUS_ERROR, OBELUS_ERROR_TOO_LARGE,
                 "would make the merged text longer than %u bytes; merge fewer texts", OBELUS_MAX_TEXT_LENGTH);
  if (item->error != NULL)
    {
      item->id = g_strdup (obelus_document_get_id (item->document));
      g_clear_object (&item->document);
      return FALSE;
    }

  merging->length = total;
  merging->source = item->source;
  g_ptr_array_add (merging->documents, g_steal_pointer (&item->document));
  return TRUE;
}

static char *
join_texts (ObelusMerging *merging, ObelusLayerBuilder *inputs)
{
  char *text = g_try_malloc (merging->length + 1);
  if (text == NULL)
    return NULL;

  const guint name = obelus_layer_builder_add_column (inputs, "name", OBELUS_COLUMN_STRING);
  guint32 at = 0;
  obelus_layer_builder_reserve (inputs, merging->documents->len);
  for (guint i = 0; i < merging->documents->len; i++)
    {
      ObelusDocument *document = merging->documents->pdata[i];
      guint32 length;
      const char *bytes = obelus_document_get_text (document, &length);

      if (i > 0)
        {
          memcpy (text + at, SEPARATOR, SEPARATOR_LENGTH);
          at += SEPARATOR_LENGTH;
        }
      memcpy (text + at, bytes, length);
      const guint32 row = obelus_layer_builder_append (inputs, at, at + length);
      obelus_layer_builder_set_string (inputs, name, row, obelus_document_get_id (document), -1);
      at += length;
    }
  text[at] = '\0';

  return text;
}

static gboolean
name_inputs (ObelusMerging *merging, ObelusDocument *merged, GError **error)
{
  g_autoptr (GString) names = g_string_new ("[");
  gsize size = 2;

  for (guint i = 0; i < merging->documents->len; i++)
    size += obelus_json_bound_string (strlen (obelus_document_get_id (merging->documents->pdata[i]))) + 1;
  if (!obelus_string_reserve (names, size, error))
    return FALSE;
  for (guint i = 0; i < merging->documents->len; i++)
    {
      if (i > 0)
        g_string_append_c (names, ',');
      obelus_json_append_any_string (names, obelus_document_get_id (merging->documents->pdata[i]));
    }
  g_string_append_c (names, ']');
  obelus_document_set_metadata_json (merged, "inputs", names->str);

  return TRUE;
}

static ObelusDocument *
merge (ObelusMerging *merging, const char *id, GError **error)
{
  g_autoptr (ObelusLayerBuilder) inputs = obelus_layer_builder_new ("obelus.input");
  char *text = join_texts (merging, inputs);
  if (text == NULL)
    {
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_NO_MEMORY,
                   "there is no memory for the merged text; merge fewer texts");
      return NULL;
    }

  g_autoptr (ObelusDocument) merged = obelus_document_new_take (id, text, merging->length, error);
  if (merged == NULL || !name_inputs (merging, merged, error) || !obelus_document_commit (merged, inputs, error))
    return NULL;
  return g_steal_pointer (&merged);
}

gboolean
obelus_merging_next (ObelusMerging *merging, ObelusReadItem *item)
{
  while (!merging->is_done && obelus_reading_next (merging->reading, item))
    if (item->document == NULL || !add_document (merging, item))
      return TRUE;

  if (merging->is_done || merging->documents->len == 0 || obelus_reading_is_cancelled (merging->reading, NULL))
    return FALSE;

  const char *first = obelus_document_get_id (merging->documents->pdata[0]);
  const guint n_others = merging->documents->len - 1;
  g_autofree char *id = n_others == 0 ? g_strdup (first) : g_strdup_printf ("%s and %u more", first, n_others);
  *item = (ObelusReadItem){ .plugin = "", .offset = OBELUS_NO_OFFSET, .source = merging->source };
  item->document = merge (merging, id, &item->error);
  if (item->document == NULL)
    item->id = g_steal_pointer (&id);
  g_ptr_array_set_size (merging->documents, 0);
  merging->is_done = TRUE;

  return TRUE;
}
