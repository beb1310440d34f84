/* The document: a shared text, metadata, and the layers as they stand now. */
#include "document-private.h"

#include "commit-private.h"
#include "layer-private.h"
#include "metadata-private.h"
#include "memory-private.h"
#include "offset-map-private.h"
#include "source-runs-private.h"
#include "utf8-private.h"

#include <obelus/obelus-error.h>

#include <string.h>

/* A text with its offset map, which documents over the same text share. */
typedef struct
{
  char *bytes;
  guint32 length;
  gboolean is_borrowed;
  ObelusOffsetMap *offsets; /* made when first needed */
  ObelusSourceRun *runs;    /* NULL where the text is its source */
  guint32 n_runs;
} SharedText;

struct _ObelusDocument
{
  GObject parent;
  char *id;
  SharedText *text;
  GArray *metadata;                /* of ObelusMetadataItem; NULL while there is none */
  ObelusVocabulary *metadata_keys; /* an index of many; NULL for few */
  GPtrArray *layers;               /* of ObelusLayer, in order of first commit */
  gboolean in_stage;
};

G_DEFINE_FINAL_TYPE (ObelusDocument, obelus_document, G_TYPE_OBJECT)

static void
clear_text (gpointer data)
{
  SharedText *text = data;
  if (!text->is_borrowed)
    g_free (text->bytes);
  g_free (text->runs);
  g_clear_pointer (&text->offsets, obelus_offset_map_free);
}

static void
release_text (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_text);
}

static void
obelus_document_finalize (GObject *object)
{
  ObelusDocument *document = OBELUS_DOCUMENT (object);

  g_free (document->id);
  if (document->text != NULL)
    release_text (document->text);
  g_clear_pointer (&document->metadata, g_array_unref);
  g_clear_pointer (&document->metadata_keys, obelus_vocabulary_unref);
  g_ptr_array_unref (document->layers);

  G_OBJECT_CLASS (obelus_document_parent_class)->finalize (object);
}

static void
obelus_document_class_init (ObelusDocumentClass *class)
{
  G_OBJECT_CLASS (class)->finalize = obelus_document_finalize;
}

static void
obelus_document_init (ObelusDocument *document)
{
  document->layers = g_ptr_array_new_with_free_func (g_object_unref);
}

/* Text */

static gboolean
check_length (gsize length, GError **error)
{
  if (length <= OBELUS_MAX_TEXT_LENGTH)
    return TRUE;
  g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_TOO_LARGE,
               "the text has %" G_GSIZE_FORMAT " bytes; a document holds at most %u: split it", length,
               OBELUS_MAX_TEXT_LENGTH);
  return FALSE;
}

static ObelusDocument *
new_document (const char *id, char *text, guint32 length)
{
  ObelusDocument *document = g_object_new (OBELUS_TYPE_DOCUMENT, NULL);

  document->id = g_strdup (id != NULL ? id : "");
  document->text = g_atomic_rc_box_new0 (SharedText);
  document->text->bytes = text;
  document->text->length = length;
  return document;
}

ObelusDocument *
obelus_document_new_take (const char *id, char *text, gsize length, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);
  g_autofree char *owned = text;

  if (!check_length (length, error))
    return NULL;
  gsize valid = obelus_utf8_validate (text, length);
  if (valid < length)
    {
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_TEXT,
                   "the text is not valid UTF-8 at byte %" G_GSIZE_FORMAT " (0x%02X)", valid, (guchar) text[valid]);
      return NULL;
    }

  return new_document (id, g_steal_pointer (&owned), (guint32) length);
}

ObelusDocument *
obelus_document_new_borrowing (const char *id, const char *text, guint32 length)
{
  ObelusDocument *document = new_document (id, (char *) text, length);

  document->text->is_borrowed = TRUE;
  return document;
}

ObelusDocument *
obelus_document_new (const char *id, const char *text, gssize length, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);
  gsize size = length < 0 ? strlen (text) : (gsize) length;

  if (!check_length (size, error))
    return NULL;
  char *copy = g_try_malloc (size + 1);
  if (copy == NULL)
    {
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_NO_MEMORY, "no memory for a text of %" G_GSIZE_FORMAT " bytes",
                   size);
      return NULL;
    }
  memcpy (copy, text, size);
  copy[size] = '\0';
  return obelus_document_new_take (id, copy, size, error);
}

ObelusDocument *
obelus_document_new_with_layers (ObelusDocument *document, const char *const *names)
{
  ObelusDocument *other = g_object_new (OBELUS_TYPE_DOCUMENT, NULL);

  other->id = g_strdup (document->id);
  other->text = g_atomic_rc_box_acquire (document->text);
  if (document->metadata != NULL)
    other->metadata = obelus_metadata_copy (document->metadata);
  for (guint i = 0; i < document->layers->len; i++)
    {
      ObelusLayer *layer = document->layers->pdata[i];
      if (g_strv_contains (names, layer->name))
        g_ptr_array_add (other->layers, g_object_ref (layer));
    }
  return other;
}

const char *
obelus_document_get_id (ObelusDocument *document)
{
  g_return_val_if_fail (OBELUS_IS_DOCUMENT (document), "");
  return document->id;
}

gboolean
obelus_document_check_memory (ObelusDocument *document, GError **error)
{
  enum
  {
    BYTES_OF_WORK = 8 /* for each byte of text; no shipped stage takes more beside the layers it makes */
  };
  gsize length = document->text->length;

  return length < OBELUS_MEMORY_WORTH_ASKING || obelus_memory_check (length * BYTES_OF_WORK, error);
}

void
obelus_document_set_id (ObelusDocument *document, const char *id)
{
  g_free (document->id);
  document->id = g_strdup (id);
}

const char *
obelus_document_get_text (ObelusDocument *document, guint32 *length)
{
  g_return_val_if_fail (OBELUS_IS_DOCUMENT (document), NULL);
  if (length != NULL)
    *length = document->text->length;
  return document->text->bytes;
}

GBytes *
obelus_document_get_text_bytes (ObelusDocument *document)
{
  g_return_val_if_fail (OBELUS_IS_DOCUMENT (document), NULL);
  SharedText *text = document->text;
  if (text->is_borrowed)
    return g_bytes_new (text->bytes, text->length);
  return g_bytes_new_with_free_func (text->bytes, text->length, release_text, g_atomic_rc_box_acquire (text));
}

/* Metadata */

static void
set_metadata (ObelusDocument *document, const char *key, const char *value, gsize length, gboolean is_json)
{
  if (document->metadata == NULL)
    document->metadata = obelus_metadata_new ();
  obelus_metadata_set (document->metadata, &document->metadata_keys, key, value, length, is_json);
}

void
obelus_document_set_metadata (ObelusDocument *document, const char *key, const char *value, gssize length)
{
  g_return_if_fail (OBELUS_IS_DOCUMENT (document) && !document->in_stage);
  g_return_if_fail (key != NULL && value != NULL);
  set_metadata (document, key, value, length < 0 ? strlen (value) : (gsize) length, FALSE);
}

void
obelus_document_set_metadata_json (ObelusDocument *document, const char *key, const char *json)
{
  g_return_if_fail (OBELUS_IS_DOCUMENT (document) && !document->in_stage);
  g_return_if_fail (key != NULL && json != NULL);
  set_metadata (document, key, json, strlen (json), TRUE);
}

const char *
obelus_document_get_metadata (ObelusDocument *document, const char *key, gsize *length)
{
  g_return_val_if_fail (OBELUS_IS_DOCUMENT (document) && key != NULL, NULL);
  const ObelusMetadataItem *item
      = document->metadata != NULL ? obelus_metadata_find (document->metadata, &document->metadata_keys, key) : NULL;
  if (item == NULL)
    return NULL;
  if (length != NULL)
    *length = item->length;
  return item->value;
}

guint
obelus_document_get_n_metadata (ObelusDocument *document)
{
  g_return_val_if_fail (OBELUS_IS_DOCUMENT (document), 0);
  return document->metadata != NULL ? document->metadata->len : 0;
}

const char *
obelus_document_get_metadata_key (ObelusDocument *document, guint index, gboolean *is_json)
{
  g_return_val_if_fail (index < obelus_document_get_n_metadata (document), NULL);
  const ObelusMetadataItem *item = &g_array_index (document->metadata, ObelusMetadataItem, index);
  if (is_json != NULL)
    *is_json = item->is_json;
  return item->key;
}

void
obelus_document_take_metadata (ObelusDocument *document, GArray *metadata)
{
  g_clear_pointer (&document->metadata, g_array_unref);
  g_clear_pointer (&document->metadata_keys, obelus_vocabulary_unref);
  document->metadata = metadata;
}

const ObelusMetadataItem *
obelus_document_get_nth_metadata (ObelusDocument *document, guint index)
{
  return &g_array_index (document->metadata, ObelusMetadataItem, index);
}

/* Layers */

static gint
find_layer_index (ObelusDocument *document, const char *name)
{
  for (guint i = 0; i < document->layers->len; i++)
    if (strcmp (((ObelusLayer *) document->layers->pdata[i])->name, name) == 0)
      return (gint) i;
  return -1;
}

ObelusLayer *
obelus_document_peek_layer (ObelusDocument *document, const char *name)
{
  gint index = find_layer_index (document, name);
  return index < 0 ? NULL : document->layers->pdata[index];
}

ObelusLayer *
obelus_document_get_layer (ObelusDocument *document, const char *name)
{
  g_return_val_if_fail (OBELUS_IS_DOCUMENT (document) && name != NULL, NULL);
  return document->in_stage ? NULL : obelus_document_peek_layer (document, name);
}

guint
obelus_document_get_n_layers (ObelusDocument *document)
{
  g_return_val_if_fail (OBELUS_IS_DOCUMENT (document), 0);
  return document->in_stage ? 0 : document->layers->len;
}

ObelusLayer *
obelus_document_get_nth_layer (ObelusDocument *document, guint index)
{
  g_return_val_if_fail (index < obelus_document_get_n_layers (document), NULL);
  return document->layers->pdata[index];
}

guint
obelus_document_get_n_stage_layers (ObelusDocument *document)
{
  return document->layers->len;
}

ObelusLayer *
obelus_document_peek_nth_layer (ObelusDocument *document, guint index)
{
  return document->layers->pdata[index];
}

void
obelus_document_take_layer (ObelusDocument *document, ObelusLayer *layer)
{
  g_ptr_array_add (document->layers, layer);
}

void
obelus_document_begin_stage (ObelusDocument *document)
{
  document->in_stage = TRUE;
}

void
obelus_document_end_stage (ObelusDocument *document)
{
  document->in_stage = FALSE;
}

/* The layer with its references to the revised layer rewritten; NULL if memory could not be had. */
static ObelusLayer *
remap_references (ObelusLayer *layer, const char *target, const guint32 *row_map)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func ((GDestroyNotify) obelus_column_unref);
  gboolean refers = FALSE;

  for (guint i = 0; i < layer->columns->len; i++)
    {
      ObelusColumn *column = layer->columns->pdata[i];
      gboolean is_affected = g_strcmp0 (column->target, target) == 0;
      ObelusColumn *mapped
          = is_affected ? obelus_column_remap (column, layer->n_rows, row_map) : obelus_column_ref (column);
      if (mapped == NULL)
        return NULL;
      g_ptr_array_add (columns, mapped);
      refers |= is_affected;
    }
  return refers ? obelus_layer_new_with_columns (layer, g_steal_pointer (&columns)) : g_object_ref (layer);
}

/* All layers as they stand after the revision, so that a failure leaves the document as it was. */
static GPtrArray *
revise_layers (ObelusDocument *document, ObelusLayerBuilder *builder, ObelusLayer *revised, GError **error)
{
  g_autoptr (GPtrArray) layers = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < document->layers->len; i++)
    {
      ObelusLayer *old = document->layers->pdata[i];
      ObelusLayer *layer
          = old == builder->base ? g_object_ref (revised) : remap_references (old, builder->name, builder->row_map);
      if (layer == NULL)
        {
          g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_NO_MEMORY,
                       "layer '%s': no memory to rewrite the references of layer '%s'", builder->name, old->name);
          return NULL;
        }
      g_ptr_array_add (layers, layer);
    }
  return g_steal_pointer (&layers);
}

static ObelusLayer *
find_layer (gpointer document, const char *name)
{
  return obelus_document_peek_layer (document, name);
}

gboolean
obelus_document_commit_from_stage (ObelusDocument *document, ObelusLayerBuilder *builder, const char *stage,
                                   guint32 *fault_offset, GError **error)
{
  guint32 offset;
  g_autoptr (ObelusLayer) layer = obelus_commit_build (builder, document->text->bytes, document->text->length, stage,
                                                       find_layer, document, &offset, error);
  if (fault_offset != NULL)
    *fault_offset = offset;
  if (layer == NULL)
    return FALSE;

  if (builder->kind == OBELUS_BUILD_NEW)
    g_ptr_array_add (document->layers, g_steal_pointer (&layer));
  else if (builder->kind == OBELUS_BUILD_EXTENSION)
    {
      gint index = find_layer_index (document, builder->name);
      g_object_unref (document->layers->pdata[index]);
      document->layers->pdata[index] = g_steal_pointer (&layer);
    }
  else
    {
      GPtrArray *layers = revise_layers (document, builder, layer, error);
      if (layers == NULL)
        return FALSE;
      g_ptr_array_unref (document->layers);
      document->layers = layers;
    }
  return TRUE;
}

gboolean
obelus_document_commit (ObelusDocument *document, ObelusLayerBuilder *builder, GError **error)
{
  g_return_val_if_fail (OBELUS_IS_DOCUMENT (document) && builder != NULL, FALSE);
  if (document->in_stage)
    {
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_UNDECLARED,
                   "layer '%s' was committed behind the stage's back: use obelus_context_commit ()", builder->name);
      return FALSE;
    }
  return obelus_document_commit_from_stage (document, builder, "", NULL, error);
}

/* Offsets */

static const ObelusOffsetMap *
get_offsets (ObelusDocument *document)
{
  SharedText *text = document->text;
  ObelusOffsetMap *map = g_atomic_pointer_get (&text->offsets);
  if (map != NULL)
    return map;

  map = obelus_offset_map_new (text->bytes, text->length);
  if (!g_atomic_pointer_compare_and_exchange (&text->offsets, NULL, map))
    {
      obelus_offset_map_free (map); /* another document over this text was first */
      map = g_atomic_pointer_get (&text->offsets);
    }
  return map;
}

guint32
obelus_document_get_length (ObelusDocument *document, ObelusOffsetUnit unit)
{
  g_return_val_if_fail (OBELUS_IS_DOCUMENT (document), 0);
  if (unit == OBELUS_OFFSET_BYTE)
    return document->text->length;
  return obelus_offset_map_get_length (get_offsets (document), unit);
}

guint32
obelus_document_offset_from_bytes (ObelusDocument *document, ObelusOffsetUnit unit, guint32 offset)
{
  g_return_val_if_fail (OBELUS_IS_DOCUMENT (document), 0);
  g_return_val_if_fail (offset <= document->text->length, 0);
  return obelus_offset_map_from_bytes (get_offsets (document), unit, offset);
}

gboolean
obelus_document_offset_to_bytes (ObelusDocument *document, ObelusOffsetUnit unit, guint32 offset, guint32 *byte_offset)
{
  g_return_val_if_fail (OBELUS_IS_DOCUMENT (document) && byte_offset != NULL, FALSE);
  return obelus_offset_map_to_bytes (get_offsets (document), unit, offset, byte_offset);
}

/* The source */

gboolean
obelus_document_set_source_runs (ObelusDocument *document, const ObelusSourceRun *runs, guint32 n_runs, GError **error)
{
  g_return_val_if_fail (OBELUS_IS_DOCUMENT (document) && !document->in_stage, FALSE);
  g_return_val_if_fail (runs != NULL || n_runs == 0, FALSE);
  SharedText *text = document->text;

  if (!obelus_source_runs_check (runs, n_runs, text->bytes, text->length, error))
    return FALSE;

  ObelusSourceRun *copy = NULL;
  if (n_runs > 0)
    {
      copy = g_try_new (ObelusSourceRun, n_runs);
      if (copy == NULL)
        {
          g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_NO_MEMORY, "no memory for the way back to the source");
          return FALSE;
        }
      memcpy (copy, runs, n_runs * sizeof *runs);
    }
  g_free (text->runs);
  text->runs = copy;
  text->n_runs = n_runs;
  return TRUE;
}

const ObelusSourceRun *
obelus_document_get_source_runs (ObelusDocument *document, guint32 *n_runs)
{
  g_return_val_if_fail (OBELUS_IS_DOCUMENT (document) && n_runs != NULL, NULL);
  *n_runs = document->text->n_runs;
  return document->text->runs;
}

guint64
obelus_document_offset_to_source (ObelusDocument *document, guint32 offset)
{
  g_return_val_if_fail (OBELUS_IS_DOCUMENT (document), 0);
  g_return_val_if_fail (offset <= document->text->length, 0);
  const SharedText *text = document->text;

  if (text->runs == NULL)
    return offset;

  const ObelusSourceRun *run = obelus_source_runs_find (text->runs, text->n_runs, offset);
  if (run->step == 0)
    return run->source + (offset - run->start);

  const ObelusOffsetMap *map = get_offsets (document);
  guint32 n_characters = obelus_offset_map_from_bytes (map, OBELUS_OFFSET_CODEPOINT, offset)
                         - obelus_offset_map_from_bytes (map, OBELUS_OFFSET_CODEPOINT, run->start);
  return run->source + (guint64) n_characters * run->step;
}
