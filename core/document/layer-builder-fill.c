/* Filling a builder with whole arrays that nobody vouches for. */
#include "layer-builder-private.h"
#include "layer-private.h"

#include <obelus/obelus-error.h>

#include <string.h>

void
obelus_layer_builder_fill_vocabulary (ObelusLayerBuilder *builder, const char *text, gsize text_size,
                                      const gsize *offsets, guint32 n_strings)
{
  if (builder->fault != NULL)
    return;

  g_clear_pointer (&builder->vocabulary, obelus_vocabulary_unref);
  builder->vocabulary = obelus_vocabulary_new_from_parts (text, text_size, offsets, n_strings);
  if (builder->vocabulary == NULL)
    obelus_layer_builder_fail (builder, OBELUS_ERROR_INVALID_LAYER,
                               "its %u strings are not what strings must be, or there is no memory for them",
                               n_strings);
}

/* Cells */

/* Room for all cells of a column that has none yet. */
static gboolean
make_cells (ObelusLayerBuilder *builder, ObelusBuildColumn *column)
{
  column->values = g_try_malloc_n (builder->n_rows, obelus_column_type_get_size (column->type));
  column->validity = g_try_malloc (obelus_validity_size (builder->n_rows));
  if (column->values != NULL && column->validity != NULL)
    {
      column->capacity = builder->n_rows;
      return TRUE;
    }
  obelus_layer_builder_fail (builder, OBELUS_ERROR_NO_MEMORY, "no memory for %u cells of column '%s'", builder->n_rows,
                             column->name);
  return FALSE;
}

static gboolean
fill_validity (ObelusLayerBuilder *builder, ObelusBuildColumn *column, const guint8 *validity)
{
  gsize size = obelus_validity_size (builder->n_rows);

  if (validity == NULL)
    memset (column->validity, 0xFF, size);
  else
    memcpy (column->validity, validity, size);
  if (builder->n_rows % 8 != 0)
    column->validity[size - 1] &= (guint8) ((1u << (builder->n_rows % 8)) - 1);

  guint32 n_valid = 0;
  for (gsize i = 0; i < size; i++)
    n_valid += (guint32) __builtin_popcount (column->validity[i]);
  column->n_valid = n_valid;
  return n_valid < builder->n_rows;
}

/* A cell that is missing holds what missing cells hold, whatever was sent. */
static void
clear_missing (ObelusLayerBuilder *builder, ObelusBuildColumn *column)
{
  gsize size = obelus_column_type_get_size (column->type);
  gboolean is_number = column->type == OBELUS_COLUMN_INTEGER || column->type == OBELUS_COLUMN_REAL;

  for (guint32 row = 0; row < builder->n_rows; row++)
    if (!obelus_validity_get (column->validity, row))
      memset (column->values + row * size, is_number ? 0 : 0xFF, size);
}

/* What the setters of cells would not have taken: a string that is not there, a value that means "missing". */
static void
check_present (ObelusLayerBuilder *builder, const ObelusBuildColumn *column)
{
  guint32 limit = G_MAXUINT32;

  if (column->type == OBELUS_COLUMN_STRING)
    limit = builder->vocabulary != NULL ? obelus_vocabulary_get_size (builder->vocabulary) : 0;
  else if (column->type != OBELUS_COLUMN_REFERENCE)
    return;

  const guint32 *values = (const guint32 *) (gconstpointer) column->values;
  for (guint32 row = 0; row < builder->n_rows; row++)
    if (G_UNLIKELY (values[row] >= limit) && obelus_validity_get (column->validity, row))
      {
        obelus_layer_builder_fail (builder, OBELUS_ERROR_INVALID_LAYER, "row %u: column '%s' holds %s", row,
                                   column->name,
                                   column->type == OBELUS_COLUMN_STRING ? "a string that is not there" : "no row");
        return;
      }
}

void
obelus_layer_builder_fill_column (ObelusLayerBuilder *builder, guint column, gconstpointer values,
                                  const guint8 *validity)
{
  ObelusBuildColumn *cells = obelus_layer_builder_get_column (builder, column);

  if (builder->fault != NULL || builder->n_rows == 0 || cells->capacity != 0 || !make_cells (builder, cells))
    return;

  memcpy (cells->values, values, builder->n_rows * obelus_column_type_get_size (cells->type));
  if (fill_validity (builder, cells, validity))
    clear_missing (builder, cells);
  check_present (builder, cells);
}

void
obelus_layer_builder_fill_row_map (ObelusLayerBuilder *builder, const guint32 *row_map)
{
  if (builder->fault != NULL)
    return;

  guint32 n_old_rows = builder->base->n_rows;
  if (n_old_rows > 0)
    memcpy (builder->row_map, row_map, (gsize) n_old_rows * sizeof *row_map);
  for (guint32 row = 0; row < n_old_rows; row++)
    if (builder->row_map[row] != OBELUS_NO_ROW && builder->row_map[row] >= builder->n_rows)
      {
        obelus_layer_builder_fail (builder, OBELUS_ERROR_INVALID_LAYER,
                                   "there is no new row %u to stand for old row %u", builder->row_map[row], row);
        return;
      }
}
