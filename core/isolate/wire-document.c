/* A document on its way to a worker: text, facts, and the layers that the stage can get at. */
#include "document-private.h"
#include "layer-private.h"
#include "schema-private.h"
#include "wire-private.h"

#include <string.h>

typedef struct
{
  guint32 text_length;
  guint32 n_metadata;
  guint32 n_runs;
  guint32 n_layers;
} DocumentHead;

typedef struct
{
  guint32 n_rows;
  guint32 n_columns;
} LayerHead;

typedef struct
{
  guint32 type;
  guint32 has_validity;
  guint32 has_vocabulary; /* 1: its own follows; 2: that of the last column that had one */
  guint32 n_strings;
  guint64 text_size;
} ColumnHead;

/* Which layers */

/* Whether a core layer that the stage makes refers to @layer. */
static gboolean
is_referred_to (const ObelusLayerList *gives, const char *layer)
{
  for (guint i = 0; i < gives->n_items; i++)
    {
      const ObelusSchemaLayer *made = obelus_schema_find_layer (gives->items[i].layer);
      for (const ObelusSchemaColumn *column = made != NULL ? made->columns : NULL;
           column != NULL && column->name != NULL; column++)
        if (g_strcmp0 (column->target, layer) == 0)
          return TRUE;
    }
  return FALSE;
}

static gboolean
is_reachable (const ObelusLayer *layer, const ObelusLayerList *needs, const ObelusLayerList *gives)
{
  return obelus_layer_list_mentions (needs, layer->name) || obelus_layer_list_mentions (gives, layer->name)
         || is_referred_to (gives, layer->name);
}

/* Packing */

static void
pack_column (ObelusPack *pack, const ObelusColumn *column, guint32 n_rows, const ObelusVocabulary **last)
{
  ColumnHead head = { .type = column->type, .has_validity = column->validity != NULL };
  const gsize *offsets = NULL;
  const char *text = NULL;
  gsize text_size = 0;

  if (column->vocabulary != NULL && column->vocabulary == *last)
    head.has_vocabulary = 2;
  else if (column->vocabulary != NULL)
    {
      text = obelus_vocabulary_get_parts (column->vocabulary, &text_size, &offsets);
      head.has_vocabulary = 1;
      head.n_strings = obelus_vocabulary_get_size (column->vocabulary);
      head.text_size = text_size;
      *last = column->vocabulary;
    }

  obelus_pack_add_struct (pack, &head, sizeof head);
  obelus_pack_add_string (pack, column->name, -1);
  obelus_pack_add_string (pack, column->target, -1);
  obelus_pack_add_string (pack, column->stage, -1);
  obelus_pack_add_array (pack, g_bytes_get_data (column->values, NULL),
                         n_rows * obelus_column_type_get_size (column->type));
  if (head.has_validity)
    obelus_pack_add_array (pack, g_bytes_get_data (column->validity, NULL), obelus_validity_size (n_rows));
  if (head.n_strings > 0)
    {
      obelus_pack_add_array (pack, offsets, ((gsize) head.n_strings + 1) * sizeof *offsets);
      obelus_pack_add_array (pack, text, text_size);
    }
}

static void
pack_layer (ObelusPack *pack, const ObelusLayer *layer)
{
  LayerHead head = { layer->n_rows, layer->columns->len };
  const ObelusVocabulary *last = NULL;

  obelus_pack_add_struct (pack, &head, sizeof head);
  obelus_pack_add_string (pack, layer->name, -1);
  obelus_pack_add_string (pack, layer->stage, -1);
  obelus_pack_add_array (pack, layer->starts, layer->n_rows * sizeof (guint32));
  obelus_pack_add_array (pack, layer->ends, layer->n_rows * sizeof (guint32));
  for (guint i = 0; i < layer->columns->len; i++)
    pack_column (pack, layer->columns->pdata[i], layer->n_rows, &last);
}

void
obelus_wire_pack_document (ObelusPack *pack, ObelusDocument *document, const ObelusLayerList *needs,
                           const ObelusLayerList *gives)
{
  DocumentHead head = { .n_metadata = obelus_document_get_n_metadata (document) };
  const char *text = obelus_document_get_text (document, &head.text_length);
  const ObelusSourceRun *runs = obelus_document_get_source_runs (document, &head.n_runs);
  guint n_layers = obelus_document_get_n_stage_layers (document);

  for (guint i = 0; i < n_layers; i++)
    head.n_layers += is_reachable (obelus_document_peek_nth_layer (document, i), needs, gives);

  obelus_pack_add_struct (pack, &head, sizeof head);
  obelus_pack_add_string (pack, obelus_document_get_id (document), -1);
  obelus_pack_add_array (pack, text, (gsize) head.text_length + 1);
  obelus_pack_add_array (pack, runs, head.n_runs * sizeof *runs);
  for (guint i = 0; i < head.n_metadata; i++)
    {
      const ObelusMetadataItem *item = obelus_document_get_nth_metadata (document, i);
      guint64 is_json = (guint64) item->is_json;
      obelus_pack_add_struct (pack, &is_json, sizeof is_json);
      obelus_pack_add_string (pack, item->key, -1);
      obelus_pack_add_string (pack, item->value, (gssize) item->length);
    }
  for (guint i = 0; i < n_layers; i++)
    {
      const ObelusLayer *layer = obelus_document_peek_nth_layer (document, i);
      if (is_reachable (layer, needs, gives))
        pack_layer (pack, layer);
    }
}

/* Taking out */

/* An array that stays where it is. */
static GBytes *
borrow (ObelusUnpack *unpack, guint64 n_elements, gsize element_size)
{
  gconstpointer data = obelus_unpack_array (unpack, n_elements, element_size);

  return g_bytes_new_static (data != NULL ? data : "", data != NULL ? n_elements * element_size : 0);
}

static ObelusVocabulary *
unpack_vocabulary (ObelusUnpack *unpack, const ColumnHead *head)
{
  if (head->n_strings == 0)
    return obelus_vocabulary_new ();

  const gsize *offsets = obelus_unpack_array (unpack, (guint64) head->n_strings + 1, sizeof *offsets);
  const char *text = obelus_unpack_array (unpack, head->text_size, 1);
  ObelusVocabulary *vocabulary
      = unpack->failed ? NULL : obelus_vocabulary_new_from_parts (text, head->text_size, offsets, head->n_strings);

  unpack->failed |= vocabulary == NULL;
  return vocabulary != NULL ? vocabulary : obelus_vocabulary_new ();
}

/* A name as columns and layers keep it. */
static char *
unpack_name (ObelusUnpack *unpack)
{
  g_autofree char *name = obelus_unpack_string (unpack, NULL);

  return name != NULL ? g_ref_string_new (name) : NULL;
}

static ObelusColumn *
unpack_column (ObelusUnpack *unpack, guint32 n_rows, ObelusVocabulary **last)
{
  ColumnHead head;

  obelus_unpack_struct (unpack, &head, sizeof head);
  if (head.type > OBELUS_COLUMN_REFERENCE)
    unpack->failed = TRUE;
  g_autoptr (GRefString) name = unpack_name (unpack);
  g_autoptr (GRefString) target = unpack_name (unpack);
  g_autoptr (GRefString) stage = unpack_name (unpack);
  if (unpack->failed || name == NULL || stage == NULL)
    {
      unpack->failed = TRUE;
      return NULL;
    }

  g_autoptr (GBytes) values = borrow (unpack, n_rows, obelus_column_type_get_size (head.type));
  g_autoptr (GBytes) validity = head.has_validity ? borrow (unpack, obelus_validity_size (n_rows), 1) : NULL;
  if (head.has_vocabulary == 1)
    {
      g_clear_pointer (last, obelus_vocabulary_unref);
      *last = unpack_vocabulary (unpack, &head);
    }

  ObelusVocabulary *vocabulary = head.has_vocabulary != 0 && *last != NULL ? obelus_vocabulary_ref (*last) : NULL;
  return obelus_column_new (name, head.type, target, stage, g_steal_pointer (&values), g_steal_pointer (&validity),
                            vocabulary);
}

static ObelusLayer *
unpack_layer (ObelusUnpack *unpack)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func ((GDestroyNotify) obelus_column_unref);
  g_autoptr (ObelusVocabulary) last = NULL;
  LayerHead head;

  obelus_unpack_struct (unpack, &head, sizeof head);
  g_autoptr (GRefString) name = unpack_name (unpack);
  g_autoptr (GRefString) stage = unpack_name (unpack);
  g_autoptr (GBytes) starts = borrow (unpack, head.n_rows, sizeof (guint32));
  g_autoptr (GBytes) ends = borrow (unpack, head.n_rows, sizeof (guint32));

  for (guint32 i = 0; i < head.n_columns && !unpack->failed; i++)
    {
      ObelusColumn *column = unpack_column (unpack, head.n_rows, &last);
      if (column != NULL)
        g_ptr_array_add (columns, column);
    }
  if (unpack->failed || name == NULL || stage == NULL)
    return NULL;
  return obelus_layer_new (name, stage, g_steal_pointer (&starts), g_steal_pointer (&ends), g_steal_pointer (&columns));
}

static void
unpack_metadata (ObelusUnpack *unpack, ObelusDocument *document)
{
  guint64 is_json;
  gsize length;

  obelus_unpack_struct (unpack, &is_json, sizeof is_json);
  g_autofree char *key = obelus_unpack_string (unpack, NULL);
  g_autofree char *value = obelus_unpack_string (unpack, &length);

  if (unpack->failed || key == NULL || value == NULL)
    unpack->failed = TRUE;
  else if (is_json)
    obelus_document_set_metadata_json (document, key, value);
  else
    obelus_document_set_metadata (document, key, value, (gssize) length);
}

ObelusDocument *
obelus_wire_unpack_document (ObelusUnpack *unpack)
{
  DocumentHead head;

  obelus_unpack_struct (unpack, &head, sizeof head);
  g_autofree char *id = obelus_unpack_string (unpack, NULL);
  const char *text = obelus_unpack_array (unpack, (guint64) head.text_length + 1, 1);
  const ObelusSourceRun *runs = obelus_unpack_array (unpack, head.n_runs, sizeof *runs);
  g_autoptr (ObelusDocument) document
      = unpack->failed ? NULL : obelus_document_new_borrowing (id, text, head.text_length);

  if (document == NULL || !obelus_document_set_source_runs (document, runs, head.n_runs, NULL))
    return NULL;
  for (guint32 i = 0; i < head.n_metadata && !unpack->failed; i++)
    unpack_metadata (unpack, document);
  for (guint32 i = 0; i < head.n_layers && !unpack->failed; i++)
    {
      ObelusLayer *layer = unpack_layer (unpack);
      if (layer == NULL)
        return NULL;
      obelus_document_take_layer (document, layer);
    }
  return unpack->failed ? NULL : g_steal_pointer (&document);
}
