/* Layers: rows and columns behind getters. */
#include "layer-private.h"
#include "span-check-private.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (ObelusLayer, obelus_layer, G_TYPE_OBJECT)

static void
obelus_layer_finalize (GObject *object)
{
  ObelusLayer *layer = OBELUS_LAYER (object);

  g_ref_string_release (layer->name);
  g_ref_string_release (layer->stage);
  g_bytes_unref (layer->start_bytes);
  g_bytes_unref (layer->end_bytes);
  g_ptr_array_unref (layer->columns);
  g_clear_pointer (&layer->index, obelus_span_index_unref);

  G_OBJECT_CLASS (obelus_layer_parent_class)->finalize (object);
}

static void
obelus_layer_class_init (ObelusLayerClass *class)
{
  G_OBJECT_CLASS (class)->finalize = obelus_layer_finalize;
}

static void
obelus_layer_init (ObelusLayer *layer)
{
  layer->monotone = TRUE;
}

ObelusLayer *
obelus_layer_new (char *name, char *stage, GBytes *starts, GBytes *ends, GPtrArray *columns)
{
  ObelusLayer *layer = g_object_new (OBELUS_TYPE_LAYER, NULL);
  gsize size;

  layer->name = g_ref_string_acquire (name);
  layer->stage = g_ref_string_acquire (stage);
  layer->start_bytes = starts;
  layer->end_bytes = ends;
  layer->starts = g_bytes_get_data (starts, &size);
  layer->ends = g_bytes_get_data (ends, NULL);
  layer->n_rows = (guint32) (size / sizeof (guint32));
  layer->columns = columns;

  layer->monotone = obelus_offsets_ascend (layer->ends, layer->n_rows);
  if (!layer->monotone)
    {
      layer->index = obelus_span_index_new (layer->ends, layer->n_rows);
      if (layer->index == NULL)
        g_clear_object (&layer);
    }
  return layer;
}

ObelusLayer *
obelus_layer_new_with_columns (ObelusLayer *layer, GPtrArray *columns)
{
  ObelusLayer *other = g_object_new (OBELUS_TYPE_LAYER, NULL);

  other->name = g_ref_string_acquire (layer->name);
  other->stage = g_ref_string_acquire (layer->stage);
  other->start_bytes = g_bytes_ref (layer->start_bytes);
  other->end_bytes = g_bytes_ref (layer->end_bytes);
  other->starts = layer->starts;
  other->ends = layer->ends;
  other->n_rows = layer->n_rows;
  other->monotone = layer->monotone;
  other->index = layer->index != NULL ? obelus_span_index_ref (layer->index) : NULL;
  other->columns = columns;
  return other;
}

ObelusColumn *
obelus_layer_get_column (ObelusLayer *layer, guint column)
{
  g_return_val_if_fail (OBELUS_IS_LAYER (layer), NULL);
  g_return_val_if_fail (column < layer->columns->len, NULL);
  return layer->columns->pdata[column];
}

const char *
obelus_layer_get_name (ObelusLayer *layer)
{
  g_return_val_if_fail (OBELUS_IS_LAYER (layer), NULL);
  return layer->name;
}

const char *
obelus_layer_get_stage (ObelusLayer *layer)
{
  g_return_val_if_fail (OBELUS_IS_LAYER (layer), NULL);
  return layer->stage;
}

guint32
obelus_layer_get_n_rows (ObelusLayer *layer)
{
  g_return_val_if_fail (OBELUS_IS_LAYER (layer), 0);
  return layer->n_rows;
}

/* The buffer of an empty layer may be NULL in GBytes; callers are promised an array. */
static const guint32 no_offsets[1];

const guint32 *
obelus_layer_get_starts (ObelusLayer *layer)
{
  g_return_val_if_fail (OBELUS_IS_LAYER (layer), no_offsets);
  return layer->starts != NULL ? layer->starts : no_offsets;
}

const guint32 *
obelus_layer_get_ends (ObelusLayer *layer)
{
  g_return_val_if_fail (OBELUS_IS_LAYER (layer), no_offsets);
  return layer->ends != NULL ? layer->ends : no_offsets;
}

GBytes *
obelus_layer_get_start_bytes (ObelusLayer *layer)
{
  g_return_val_if_fail (OBELUS_IS_LAYER (layer), NULL);
  return layer->start_bytes;
}

GBytes *
obelus_layer_get_end_bytes (ObelusLayer *layer)
{
  g_return_val_if_fail (OBELUS_IS_LAYER (layer), NULL);
  return layer->end_bytes;
}

guint
obelus_layer_get_n_columns (ObelusLayer *layer)
{
  g_return_val_if_fail (OBELUS_IS_LAYER (layer), 0);
  return layer->columns->len;
}

gint
obelus_layer_find_column (ObelusLayer *layer, const char *name)
{
  g_return_val_if_fail (OBELUS_IS_LAYER (layer), -1);
  for (guint i = 0; i < layer->columns->len; i++)
    if (strcmp (obelus_layer_get_column (layer, i)->name, name) == 0)
      return (gint) i;
  return -1;
}

const char *
obelus_layer_get_column_name (ObelusLayer *layer, guint column)
{
  return obelus_layer_get_column (layer, column)->name;
}

ObelusColumnType
obelus_layer_get_column_type (ObelusLayer *layer, guint column)
{
  return obelus_layer_get_column (layer, column)->type;
}

const char *
obelus_layer_get_column_stage (ObelusLayer *layer, guint column)
{
  return obelus_layer_get_column (layer, column)->stage;
}

const char *
obelus_layer_get_column_target (ObelusLayer *layer, guint column)
{
  return obelus_layer_get_column (layer, column)->target;
}

GBytes *
obelus_layer_get_column_bytes (ObelusLayer *layer, guint column)
{
  return obelus_layer_get_column (layer, column)->values;
}

GBytes *
obelus_layer_get_validity_bytes (ObelusLayer *layer, guint column)
{
  return obelus_layer_get_column (layer, column)->validity;
}

gboolean
obelus_layer_has_value (ObelusLayer *layer, guint column, guint32 row)
{
  const ObelusColumn *values = obelus_layer_get_column (layer, column);
  g_return_val_if_fail (row < layer->n_rows, FALSE);
  return values->validity == NULL || obelus_validity_get (g_bytes_get_data (values->validity, NULL), row);
}

/* The column's array if it is of the type, NULL otherwise. */
static gconstpointer
get_values (ObelusLayer *layer, guint column, ObelusColumnType type)
{
  const ObelusColumn *values = obelus_layer_get_column (layer, column);
  if (values->type != type)
    return NULL;
  gconstpointer data = g_bytes_get_data (values->values, NULL);
  static const gint64 no_values[1];
  return data != NULL ? data : no_values;
}

const gint64 *
obelus_layer_get_integers (ObelusLayer *layer, guint column)
{
  return get_values (layer, column, OBELUS_COLUMN_INTEGER);
}

const double *
obelus_layer_get_reals (ObelusLayer *layer, guint column)
{
  return get_values (layer, column, OBELUS_COLUMN_REAL);
}

const gint32 *
obelus_layer_get_string_indices (ObelusLayer *layer, guint column)
{
  return get_values (layer, column, OBELUS_COLUMN_STRING);
}

const guint32 *
obelus_layer_get_references (ObelusLayer *layer, guint column)
{
  return get_values (layer, column, OBELUS_COLUMN_REFERENCE);
}

static const ObelusVocabulary *
get_vocabulary (ObelusLayer *layer, guint column)
{
  const ObelusColumn *strings = obelus_layer_get_column (layer, column);
  g_return_val_if_fail (strings->type == OBELUS_COLUMN_STRING, NULL);
  return strings->vocabulary;
}

guint32
obelus_layer_get_vocabulary_size (ObelusLayer *layer, guint column)
{
  const ObelusVocabulary *vocabulary = get_vocabulary (layer, column);
  return vocabulary != NULL ? obelus_vocabulary_get_size (vocabulary) : 0;
}

const char *
obelus_layer_get_vocabulary_string (ObelusLayer *layer, guint column, gint32 index, gsize *length)
{
  const ObelusVocabulary *vocabulary = get_vocabulary (layer, column);
  g_return_val_if_fail (vocabulary != NULL, NULL);
  g_return_val_if_fail (index >= 0 && (guint32) index < obelus_vocabulary_get_size (vocabulary), NULL);
  return obelus_vocabulary_get (vocabulary, (guint32) index, length);
}

gint32
obelus_layer_find_vocabulary_index (ObelusLayer *layer, guint column, const char *string)
{
  const ObelusVocabulary *vocabulary = get_vocabulary (layer, column);
  return vocabulary != NULL ? obelus_vocabulary_find (vocabulary, string, strlen (string)) : -2;
}

const char *
obelus_layer_get_string (ObelusLayer *layer, guint column, guint32 row, gsize *length)
{
  const gint32 *indices = obelus_layer_get_string_indices (layer, column);
  g_return_val_if_fail (indices != NULL && row < layer->n_rows, NULL);
  return indices[row] < 0 ? NULL : obelus_layer_get_vocabulary_string (layer, column, indices[row], length);
}
