/* Putting a builder's rows into a layer's order. */
#include "layer-builder-private.h"

#include "layer-private.h"

#include <obelus/obelus-error.h>

#include <string.h>

/* Whether row @b stands before row @a, though it was appended behind it. */
static inline gboolean
is_before (const ObelusLayerBuilder *builder, guint32 b, guint32 a)
{
  return builder->starts[b] < builder->starts[a]
         || (builder->starts[b] == builder->starts[a] && builder->ends[b] > builder->ends[a]);
}

static gboolean
is_sorted (const ObelusLayerBuilder *builder)
{
  for (guint32 row = 1; row < builder->n_rows; row++)
    if (is_before (builder, row, row - 1))
      return FALSE;
  return TRUE;
}

/* A stable merge sort of row numbers, runs doubling from one row. */
static void
sort_rows (const ObelusLayerBuilder *builder, guint32 *rows, guint32 *spare)
{
  guint32 n = builder->n_rows;
  guint32 *from = rows, *to = spare;

  for (guint32 row = 0; row < n; row++)
    rows[row] = row;
  for (guint64 width = 1; width < n; width *= 2)
    {
      for (guint64 left = 0; left < n; left += 2 * width)
        {
          guint64 middle = MIN (left + width, n), end = MIN (left + 2 * width, n);
          guint64 a = left, b = middle;
          for (guint64 out = left; out < end; out++)
            to[out] = a < middle && (b >= end || !is_before (builder, from[b], from[a])) ? from[a++] : from[b++];
        }
      guint32 *swap = from;
      from = to;
      to = swap;
    }
  if (from != rows)
    memcpy (rows, from, n * sizeof *rows);
}

static void
permute_spans (guint32 *values, const guint32 *rows, guint32 *spare, guint32 n)
{
  for (guint32 i = 0; i < n; i++)
    spare[i] = values[rows[i]];
  memcpy (values, spare, n * sizeof *values);
}

static gboolean
permute_column (ObelusBuildColumn *column, const guint32 *rows, guint32 n)
{
  gsize size = obelus_column_type_get_size (column->type);
  guint8 *values = g_try_malloc_n (n, size);
  guint8 *validity = g_try_malloc0 (obelus_validity_size (n));

  if (values == NULL || validity == NULL)
    {
      g_free (values);
      g_free (validity);
      return FALSE;
    }
  for (guint32 i = 0; i < n; i++)
    {
      memcpy (values + i * size, column->values + rows[i] * size, size);
      if (obelus_validity_get (column->validity, rows[i]))
        obelus_validity_set (validity, i);
    }
  g_free (column->values);
  g_free (column->validity);
  column->values = values;
  column->validity = validity;
  column->capacity = n;
  return TRUE;
}

static void
renumber (guint32 *references, guint32 n, const guint32 *new_rows, guint32 n_rows)
{
  for (guint32 i = 0; i < n; i++)
    if (references[i] < n_rows)
      references[i] = new_rows[references[i]];
}

void
obelus_layer_builder_sort (ObelusLayerBuilder *builder)
{
  g_return_if_fail (builder != NULL);
  guint32 n = builder->n_rows;

  if (builder->fault != NULL || builder->spent || builder->kind == OBELUS_BUILD_EXTENSION || is_sorted (builder)
      || !obelus_layer_builder_settle (builder))
    return;

  g_autofree guint32 *rows = g_try_new (guint32, n);
  g_autofree guint32 *spare = g_try_new (guint32, n);
  gboolean has_memory = rows != NULL && spare != NULL;
  if (has_memory)
    {
      sort_rows (builder, rows, spare);
      permute_spans (builder->starts, rows, spare, n);
      permute_spans (builder->ends, rows, spare, n);
    }
  for (guint i = 0; i < builder->columns->len && has_memory; i++)
    has_memory = permute_column (obelus_layer_builder_get_column (builder, i), rows, n);
  if (!has_memory)
    {
      obelus_layer_builder_fail (builder, OBELUS_ERROR_NO_MEMORY, "no memory to sort %u rows", n);
      return;
    }

  /* From here @spare says where each row went. */
  for (guint32 i = 0; i < n; i++)
    spare[rows[i]] = i;
  for (guint i = 0; i < builder->columns->len; i++)
    {
      ObelusBuildColumn *column = obelus_layer_builder_get_column (builder, i);
      if (column->type == OBELUS_COLUMN_REFERENCE && strcmp (column->target, builder->name) == 0)
        renumber ((guint32 *) column->values, n, spare, n);
    }
  if (builder->row_map != NULL)
    renumber (builder->row_map, builder->base->n_rows, spare, n);
}
