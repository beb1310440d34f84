/* Committing a layer that was read: its columns get their types, and references wait for the layers they refer to. */
#include "record-layer-reading-private.h"

#include <string.h>

/* A reference to rows of a layer that is not there yet. */
static gboolean
must_wait (ObelusLayerReading *reading, const ObelusReadColumn *column, const ObelusLayerTarget *target)
{
  const char *name = obelus_read_column_get_target (column);

  return name != NULL && strcmp (name, reading->name) != 0 && target->get_layer (name, target->user_data) == NULL;
}

/* Of a column of the core without a single value there is nothing to keep. */
static gboolean
is_needed (const ObelusReadColumn *column)
{
  return column->n_cells > 0 || column->is_declared;
}

static gboolean
has_equal_rows (ObelusLayerReading *reading, ObelusLayer *layer)
{
  const gsize size = (gsize) reading->n_rows * sizeof (guint32);

  return obelus_layer_get_n_rows (layer) == reading->n_rows
         && (size == 0
             || (memcmp (obelus_layer_get_starts (layer), reading->builder->starts, size) == 0
                 && memcmp (obelus_layer_get_ends (layer), reading->builder->ends, size) == 0));
}

/* A builder of columns for a layer that is there. The strings of cells are numbered by the vocabulary that they were
 * read into, which moves over. */
static ObelusLayerBuilder *
extend (ObelusLayerReading *reading, ObelusLayer *layer)
{
  ObelusLayerBuilder *builder = obelus_layer_builder_new_extending (layer);
  ObelusVocabulary *own = builder->vocabulary;

  builder->vocabulary = reading->builder->vocabulary;
  reading->builder->vocabulary = own;
  return builder;
}

gboolean
obelus_layer_reading_commit (ObelusLayerReading *reading, const ObelusLayerTarget *target, GError **error)
{
  ObelusLayer *there = target->get_layer (reading->name, target->user_data);
  g_autoptr (ObelusLayerBuilder) extension = NULL;

  if (there != NULL && !has_equal_rows (reading, there))
    return obelus_layer_reading_fail (
        reading, 0, OBELUS_ERROR_INVALID_LAYER, error,
        "the layer has other rows than the one that is there; columns can be added to it, but its rows "
        "must come back as they were");
  if (there != NULL)
    extension = extend (reading, there);

  for (guint i = 0; i < reading->columns->len; i++)
    {
      ObelusReadColumn *column = reading->columns->pdata[i];
      guint32 row;
      const char *problem;

      if (there != NULL && target->wants_column != NULL
          && !target->wants_column (reading->name, column->name, target->user_data))
        continue;
      problem = obelus_read_column_settle (column, &row);
      if (problem != NULL)
        return obelus_layer_reading_fail (reading, row, OBELUS_ERROR_INVALID_INPUT, error, "column '%s' %s",
                                          column->name, problem);
      column->waits = must_wait (reading, column, target);
      if (is_needed (column) && !column->waits)
        obelus_read_column_build (column, there != NULL ? extension : reading->builder);
    }
  if (there != NULL && obelus_layer_builder_get_n_columns (extension) == 0)
    return TRUE;
  return target->commit (there != NULL ? extension : reading->builder, target->user_data, error);
}

gboolean
obelus_layer_reading_commit_references (ObelusLayerReading *reading, const ObelusLayerTarget *target, GError **error)
{
  g_autoptr (ObelusLayerBuilder) builder = NULL;

  for (guint i = 0; i < reading->columns->len; i++)
    {
      const ObelusReadColumn *column = reading->columns->pdata[i];

      if (!is_needed (column) || !column->waits)
        continue;
      if (must_wait (reading, column, target))
        return obelus_layer_reading_fail (
            reading, column->n_cells > 0 ? column->rows[0] : 0, OBELUS_ERROR_INVALID_LAYER, error,
            "column '%s' refers to rows of layer '%s', which the record does not have; add the layer or "
            "leave the column out",
            column->name, obelus_read_column_get_target (column));
      if (builder == NULL)
        builder = obelus_layer_builder_new_extending (target->get_layer (reading->name, target->user_data));
      obelus_read_column_build (column, builder);
    }
  return builder == NULL || target->commit (builder, target->user_data, error);
}
