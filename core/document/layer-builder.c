/* Collecting rows and cells. */
#include "layer-builder-private.h"

#include "layer-private.h"
#include "schema-private.h"
#include "utf8-private.h"

#include <obelus/obelus-error.h>

#include <string.h>

/* One row number is kept for OBELUS_NO_ROW. */
#define MAX_ROWS (G_MAXUINT32 - 1)

G_DEFINE_BOXED_TYPE (ObelusLayerBuilder, obelus_layer_builder, obelus_layer_builder_ref, obelus_layer_builder_unref)

static void
clear_column (gpointer data)
{
  ObelusBuildColumn *column = data;
  g_ref_string_release (column->name);
  g_clear_pointer (&column->target, g_ref_string_release);
  g_free (column->values);
  g_free (column->validity);
}

static ObelusLayerBuilder *
new_builder (const char *name, ObelusBuildKind kind, ObelusLayer *base)
{
  ObelusLayerBuilder *builder = g_new0 (ObelusLayerBuilder, 1);
  g_atomic_ref_count_init (&builder->references);
  builder->kind = kind;
  builder->name = g_ref_string_new (name);
  builder->base = base != NULL ? g_object_ref (base) : NULL;
  builder->columns = g_array_new (FALSE, TRUE, sizeof (ObelusBuildColumn));
  g_array_set_clear_func (builder->columns, clear_column);
  return builder;
}

ObelusLayerBuilder *
obelus_layer_builder_new (const char *layer_name)
{
  g_return_val_if_fail (layer_name != NULL, NULL);
  return new_builder (layer_name, OBELUS_BUILD_NEW, NULL);
}

ObelusLayerBuilder *
obelus_layer_builder_new_extending (ObelusLayer *layer)
{
  g_return_val_if_fail (OBELUS_IS_LAYER (layer), NULL);
  ObelusLayerBuilder *builder = new_builder (layer->name, OBELUS_BUILD_EXTENSION, layer);
  builder->n_rows = layer->n_rows;
  return builder;
}

ObelusLayerBuilder *
obelus_layer_builder_new_revising (ObelusLayer *layer)
{
  g_return_val_if_fail (OBELUS_IS_LAYER (layer), NULL);
  ObelusLayerBuilder *builder = new_builder (layer->name, OBELUS_BUILD_REVISION, layer);

  builder->row_map = g_try_new (guint32, MAX (layer->n_rows, 1));
  if (builder->row_map == NULL)
    obelus_layer_builder_fail (builder, OBELUS_ERROR_NO_MEMORY, "no memory for a map of %u rows", layer->n_rows);
  else
    memset (builder->row_map, 0xFF, (gsize) layer->n_rows * sizeof *builder->row_map);
  return builder;
}

ObelusLayerBuilder *
obelus_layer_builder_ref (ObelusLayerBuilder *builder)
{
  g_return_val_if_fail (builder != NULL, NULL);
  g_atomic_ref_count_inc (&builder->references);
  return builder;
}

void
obelus_layer_builder_unref (ObelusLayerBuilder *builder)
{
  if (builder == NULL || !g_atomic_ref_count_dec (&builder->references))
    return;
  g_ref_string_release (builder->name);
  g_clear_object (&builder->base);
  g_free (builder->starts);
  g_free (builder->ends);
  g_array_unref (builder->columns);
  g_clear_pointer (&builder->vocabulary, obelus_vocabulary_unref);
  g_free (builder->row_map);
  g_clear_error (&builder->fault);
  g_free (builder);
}

void
obelus_layer_builder_fail (ObelusLayerBuilder *builder, gint code, const char *format, ...)
{
  if (builder->fault != NULL)
    return;
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  builder->fault = g_error_new (OBELUS_ERROR, code, "layer '%s': %s", builder->name, message);
}

/* Whether calls still do something. */
static inline gboolean
is_sound (ObelusLayerBuilder *builder)
{
  return G_LIKELY (builder->fault == NULL && !builder->spent);
}

const char *
obelus_layer_builder_get_layer_name (ObelusLayerBuilder *builder)
{
  return builder->name;
}

ObelusBuildKind
obelus_layer_builder_get_kind (ObelusLayerBuilder *builder)
{
  return builder->kind;
}

guint
obelus_layer_builder_get_n_columns (ObelusLayerBuilder *builder)
{
  return builder->columns->len;
}

ObelusBuildColumn *
obelus_layer_builder_get_column (ObelusLayerBuilder *builder, guint column)
{
  return &g_array_index (builder->columns, ObelusBuildColumn, column);
}

const char *
obelus_layer_builder_get_column_name (ObelusLayerBuilder *builder, guint column)
{
  return obelus_layer_builder_get_column (builder, column)->name;
}

guint32
obelus_layer_builder_get_n_rows (ObelusLayerBuilder *builder)
{
  g_return_val_if_fail (builder != NULL, 0);
  return builder->n_rows;
}

/* Rows */

static gboolean
set_capacity (ObelusLayerBuilder *builder, guint32 capacity)
{
  guint32 *starts = g_try_renew (guint32, builder->starts, capacity);
  if (starts != NULL)
    builder->starts = starts;
  guint32 *ends = g_try_renew (guint32, builder->ends, capacity);
  if (ends != NULL)
    builder->ends = ends;

  if (starts == NULL || ends == NULL)
    {
      obelus_layer_builder_fail (builder, OBELUS_ERROR_NO_MEMORY, "no memory for %u rows", capacity);
      return FALSE;
    }
  builder->capacity = capacity;
  return TRUE;
}

static gboolean
make_room (ObelusLayerBuilder *builder, guint32 n_more)
{
  if (builder->kind == OBELUS_BUILD_EXTENSION)
    {
      obelus_layer_builder_fail (builder, OBELUS_ERROR_INVALID_LAYER,
                                 "rows cannot be appended while columns are added; revise the layer instead");
      return FALSE;
    }
  guint64 needed = (guint64) builder->n_rows + n_more;
  if (needed > MAX_ROWS)
    {
      obelus_layer_builder_fail (builder, OBELUS_ERROR_TOO_LARGE, "more than %u rows", MAX_ROWS);
      return FALSE;
    }
  if (needed <= builder->capacity)
    return TRUE;
  return set_capacity (builder, (guint32) CLAMP (2 * (guint64) builder->capacity, MAX (needed, 16), MAX_ROWS));
}

void
obelus_layer_builder_reserve (ObelusLayerBuilder *builder, guint32 n_rows)
{
  g_return_if_fail (builder != NULL);
  if (is_sound (builder) && builder->kind != OBELUS_BUILD_EXTENSION && n_rows > builder->capacity && n_rows <= MAX_ROWS)
    set_capacity (builder, n_rows);
}

guint32
obelus_layer_builder_append (ObelusLayerBuilder *builder, guint32 start, guint32 end)
{
  g_return_val_if_fail (builder != NULL, OBELUS_NO_ROW);
  if (!is_sound (builder))
    return OBELUS_NO_ROW;
  if (G_UNLIKELY (builder->n_rows >= builder->capacity || builder->kind == OBELUS_BUILD_EXTENSION))
    if (!make_room (builder, 1))
      return OBELUS_NO_ROW;

  builder->starts[builder->n_rows] = start;
  builder->ends[builder->n_rows] = end;
  return builder->n_rows++;
}

guint32
obelus_layer_builder_append_spans (ObelusLayerBuilder *builder, const guint32 *starts, const guint32 *ends,
                                   guint32 n_spans)
{
  g_return_val_if_fail (builder != NULL, OBELUS_NO_ROW);
  g_return_val_if_fail (n_spans == 0 || (starts != NULL && ends != NULL), OBELUS_NO_ROW);
  if (!is_sound (builder) || !make_room (builder, n_spans))
    return OBELUS_NO_ROW;

  guint32 first = builder->n_rows;
  if (n_spans > 0)
    {
      memcpy (builder->starts + first, starts, n_spans * sizeof *starts);
      memcpy (builder->ends + first, ends, n_spans * sizeof *ends);
      builder->n_rows += n_spans;
    }
  return first;
}

/* Columns */

static guint
add_column (ObelusLayerBuilder *builder, const char *name, ObelusColumnType type, const char *target)
{
  for (guint i = 0; i < builder->columns->len; i++)
    {
      ObelusBuildColumn *column = obelus_layer_builder_get_column (builder, i);
      if (strcmp (column->name, name) != 0)
        continue;
      if (column->type != type || g_strcmp0 (column->target, target) != 0)
        obelus_layer_builder_fail (builder, OBELUS_ERROR_INVALID_LAYER, "column '%s' was added as %s and again as %s",
                                   name, obelus_column_type_get_name (column->type),
                                   obelus_column_type_get_name (type));
      return i;
    }

  ObelusBuildColumn column = {
    .name = g_ref_string_new (name),
    .target = target != NULL ? g_ref_string_new (target) : NULL,
    .type = type,
  };
  g_array_append_val (builder->columns, column);
  return builder->columns->len - 1;
}

guint
obelus_layer_builder_add_column (ObelusLayerBuilder *builder, const char *name, ObelusColumnType type)
{
  g_return_val_if_fail (builder != NULL && name != NULL, 0);
  if (type == OBELUS_COLUMN_REFERENCE)
    obelus_layer_builder_fail (builder, OBELUS_ERROR_INVALID_LAYER,
                               "reference column '%s' needs a target: use obelus_layer_builder_add_reference ()", name);
  else if (type < OBELUS_COLUMN_INTEGER || type > OBELUS_COLUMN_REFERENCE)
    {
      obelus_layer_builder_fail (builder, OBELUS_ERROR_INVALID_LAYER, "column '%s' has no known type", name);
      type = OBELUS_COLUMN_INTEGER;
    }
  return add_column (builder, name, type, NULL);
}

guint
obelus_layer_builder_add_reference (ObelusLayerBuilder *builder, const char *name, const char *target)
{
  g_return_val_if_fail (builder != NULL && name != NULL && target != NULL, 0);
  return add_column (builder, name, OBELUS_COLUMN_REFERENCE, target);
}

/* Makes room for @n_rows cells: new ones are missing. */
static gboolean
grow_column (ObelusLayerBuilder *builder, ObelusBuildColumn *column, guint32 n_rows)
{
  if (n_rows <= column->capacity)
    return TRUE;

  gsize size = obelus_column_type_get_size (column->type);
  guint8 *values = g_try_realloc_n (column->values, n_rows, size);
  if (values != NULL)
    column->values = values;
  guint8 *validity = g_try_realloc (column->validity, obelus_validity_size (n_rows));
  if (validity != NULL)
    column->validity = validity;
  if (values == NULL || validity == NULL)
    {
      obelus_layer_builder_fail (builder, OBELUS_ERROR_NO_MEMORY, "no memory for %u cells of column '%s'", n_rows,
                                 column->name);
      return FALSE;
    }

  /* What a missing cell holds: 0 for numbers, all bits set (−1, OBELUS_NO_ROW) for strings and references. */
  gboolean is_number = column->type == OBELUS_COLUMN_INTEGER || column->type == OBELUS_COLUMN_REAL;
  gsize old_bytes = obelus_validity_size (column->capacity);
  memset (values + column->capacity * size, is_number ? 0 : 0xFF, (n_rows - column->capacity) * size);
  memset (validity + old_bytes, 0, obelus_validity_size (n_rows) - old_bytes);
  column->capacity = n_rows;
  return TRUE;
}

/* The cell's column, after every check; NULL if there is nothing to set. */
static inline ObelusBuildColumn *
find_cell (ObelusLayerBuilder *builder, guint column, guint32 row, ObelusColumnType type)
{
  if (!is_sound (builder))
    return NULL;
  if (G_UNLIKELY (column >= builder->columns->len))
    {
      obelus_layer_builder_fail (builder, OBELUS_ERROR_INVALID_LAYER, "row %u: there is no column %u", row, column);
      return NULL;
    }
  ObelusBuildColumn *cells = obelus_layer_builder_get_column (builder, column);
  if (G_UNLIKELY (cells->type != type))
    {
      obelus_layer_builder_fail (builder, OBELUS_ERROR_INVALID_LAYER, "row %u: column '%s' is %s and was given a %s",
                                 row, cells->name, obelus_column_type_get_name (cells->type),
                                 obelus_column_type_get_name (type));
      return NULL;
    }
  if (G_UNLIKELY (row >= builder->n_rows))
    {
      obelus_layer_builder_fail (builder, OBELUS_ERROR_INVALID_LAYER,
                                 "row %u: column '%s' was given a value but there are only %u rows", row, cells->name,
                                 builder->n_rows);
      return NULL;
    }
  if (G_UNLIKELY (row >= cells->capacity) && !grow_column (builder, cells, MAX (builder->n_rows, builder->capacity)))
    return NULL;
  return cells;
}

static inline void
mark_valid (ObelusBuildColumn *column, guint32 row)
{
  column->n_valid += !obelus_validity_get (column->validity, row);
  obelus_validity_set (column->validity, row);
}

void
obelus_layer_builder_set_integer (ObelusLayerBuilder *builder, guint column, guint32 row, gint64 value)
{
  g_return_if_fail (builder != NULL);
  ObelusBuildColumn *cells = find_cell (builder, column, row, OBELUS_COLUMN_INTEGER);
  if (cells == NULL)
    return;
  ((gint64 *) cells->values)[row] = value;
  mark_valid (cells, row);
}

void
obelus_layer_builder_set_real (ObelusLayerBuilder *builder, guint column, guint32 row, double value)
{
  g_return_if_fail (builder != NULL);
  ObelusBuildColumn *cells = find_cell (builder, column, row, OBELUS_COLUMN_REAL);
  if (cells == NULL)
    return;
  ((double *) cells->values)[row] = value;
  mark_valid (cells, row);
}

void
obelus_layer_builder_set_reference (ObelusLayerBuilder *builder, guint column, guint32 row, guint32 target_row)
{
  g_return_if_fail (builder != NULL);
  ObelusBuildColumn *cells = find_cell (builder, column, row, OBELUS_COLUMN_REFERENCE);
  if (cells == NULL)
    return;
  ((guint32 *) cells->values)[row] = target_row;
  if (target_row != OBELUS_NO_ROW)
    mark_valid (cells, row);
  else if (obelus_validity_get (cells->validity, row))
    {
      obelus_validity_clear (cells->validity, row);
      cells->n_valid--;
    }
}

gint32
obelus_layer_builder_intern (ObelusLayerBuilder *builder, const char *value, gssize length)
{
  g_return_val_if_fail (builder != NULL && value != NULL, -1);
  if (!is_sound (builder))
    return -1;

  gsize size = length < 0 ? strlen (value) : (gsize) length;
  gsize valid = obelus_utf8_validate (value, size);
  if (valid < size)
    {
      obelus_layer_builder_fail (builder, OBELUS_ERROR_INVALID_LAYER,
                                 "a string of %" G_GSIZE_FORMAT " bytes is not valid UTF-8 at byte %" G_GSIZE_FORMAT,
                                 size, valid);
      return -1;
    }
  if (builder->vocabulary == NULL)
    builder->vocabulary = obelus_vocabulary_new ();
  gint32 index = obelus_vocabulary_add (builder->vocabulary, value, size);
  if (index < 0)
    obelus_layer_builder_fail (builder, OBELUS_ERROR_NO_MEMORY, "no memory for one more string");
  return index;
}

void
obelus_layer_builder_set_string_index (ObelusLayerBuilder *builder, guint column, guint32 row, gint32 index)
{
  g_return_if_fail (builder != NULL);
  ObelusBuildColumn *cells = find_cell (builder, column, row, OBELUS_COLUMN_STRING);
  if (cells == NULL)
    return;
  if (index < 0 || builder->vocabulary == NULL || (guint32) index >= obelus_vocabulary_get_size (builder->vocabulary))
    {
      obelus_layer_builder_fail (builder, OBELUS_ERROR_INVALID_LAYER,
                                 "row %u: column '%s' was given string %d, which was not interned", row, cells->name,
                                 index);
      return;
    }
  ((gint32 *) cells->values)[row] = index;
  mark_valid (cells, row);
}

void
obelus_layer_builder_set_string (ObelusLayerBuilder *builder, guint column, guint32 row, const char *value,
                                 gssize length)
{
  g_return_if_fail (builder != NULL && value != NULL);
  gint32 index = obelus_layer_builder_intern (builder, value, length);
  if (index >= 0)
    obelus_layer_builder_set_string_index (builder, column, row, index);
}

void
obelus_layer_builder_replace_row (ObelusLayerBuilder *builder, guint32 old_row, guint32 new_row)
{
  g_return_if_fail (builder != NULL);
  if (!is_sound (builder))
    return;
  if (builder->kind != OBELUS_BUILD_REVISION)
    obelus_layer_builder_fail (builder, OBELUS_ERROR_INVALID_LAYER, "rows can be replaced in a revision only");
  else if (old_row >= builder->base->n_rows)
    obelus_layer_builder_fail (builder, OBELUS_ERROR_INVALID_LAYER, "there is no old row %u to replace", old_row);
  else if (new_row >= builder->n_rows)
    obelus_layer_builder_fail (builder, OBELUS_ERROR_INVALID_LAYER, "there is no new row %u to stand for old row %u",
                               new_row, old_row);
  else
    builder->row_map[old_row] = new_row;
}

gboolean
obelus_layer_builder_settle (ObelusLayerBuilder *builder)
{
  for (guint i = 0; i < builder->columns->len && builder->fault == NULL; i++)
    grow_column (builder, obelus_layer_builder_get_column (builder, i), builder->n_rows);
  return builder->fault == NULL;
}
