/* Collecting the cells of a column before its type is known. */
#include "record-column-private.h"

#include <string.h>

ObelusReadColumn *
obelus_read_column_new (const char *name, gsize length, const ObelusSchemaColumn *core)
{
  ObelusReadColumn *column = g_new0 (ObelusReadColumn, 1);

  column->name = g_strndup (name, length);
  column->name_length = length;
  column->quoted = g_strdup_printf ("\"%s\"", column->name); /* names need no escapes */
  column->quoted_length = length + 2;
  column->core = core;
  column->last_row = OBELUS_NO_ROW;
  return column;
}

void
obelus_read_column_free (gpointer data)
{
  ObelusReadColumn *column = data;

  g_free (column->name);
  g_free (column->quoted);
  g_free (column->declared_target);
  g_free (column->rows);
  g_free (column->cells);
  g_free (column);
}

gboolean
obelus_read_column_grow (ObelusReadColumn *column)
{
  guint32 capacity = column->capacity < 16                ? 16
                     : column->capacity > G_MAXUINT32 / 2 ? G_MAXUINT32
                                                          : column->capacity * 2;
  guint32 *rows = g_try_realloc_n (column->rows, capacity, sizeof *rows);

  if (rows == NULL)
    return FALSE;
  column->rows = rows;

  ObelusReadCell *cells = g_try_realloc_n (column->cells, capacity, sizeof *cells);

  if (cells == NULL)
    return FALSE;
  column->cells = cells;
  column->capacity = capacity;
  return TRUE;
}

void
obelus_read_column_widen (ObelusReadColumn *column)
{
  for (guint32 i = 0; i < column->n_cells; i++)
    column->cells[i].real = (double) column->cells[i].integer;
  column->kind = OBELUS_CELLS_REAL;
}

ObelusColumnType
obelus_read_column_get_type (const ObelusReadColumn *column)
{
  if (column->core != NULL)
    return column->core->type;
  if (column->is_declared)
    return column->declared_type;
  switch (column->kind)
    {
    case OBELUS_CELLS_REAL:
      return OBELUS_COLUMN_REAL;
    case OBELUS_CELLS_STRING:
      return OBELUS_COLUMN_STRING;
    default:
      return OBELUS_COLUMN_INTEGER;
    }
}

const char *
obelus_read_column_get_target (const ObelusReadColumn *column)
{
  return column->core != NULL ? column->core->target : column->declared_target;
}

const char *
obelus_read_column_settle (ObelusReadColumn *column, guint32 *row)
{
  ObelusColumnType type = obelus_read_column_get_type (column);

  *row = column->n_cells > 0 ? column->rows[0] : 0;
  if (column->kind == OBELUS_CELLS_NONE)
    return NULL;
  if (type == OBELUS_COLUMN_REAL && column->kind == OBELUS_CELLS_INTEGER)
    obelus_read_column_widen (column);

  switch (type)
    {
    case OBELUS_COLUMN_INTEGER:
      return column->kind == OBELUS_CELLS_INTEGER ? NULL : "holds integers, without fraction or exponent";
    case OBELUS_COLUMN_REAL:
      return column->kind == OBELUS_CELLS_REAL ? NULL : "holds numbers";
    case OBELUS_COLUMN_STRING:
      return column->kind == OBELUS_CELLS_STRING ? NULL : "holds strings";
    case OBELUS_COLUMN_REFERENCE:
      break;
    }

  if (column->kind != OBELUS_CELLS_INTEGER)
    return "holds references: numbers of rows, from 0";
  for (guint32 i = 0; i < column->n_cells; i++)
    {
      *row = column->rows[i];
      if (column->cells[i].integer < 0 || column->cells[i].integer >= OBELUS_NO_ROW)
        return "holds references: numbers of rows, from 0";
    }
  return NULL;
}

void
obelus_read_column_build (const ObelusReadColumn *column, ObelusLayerBuilder *builder)
{
  ObelusColumnType type = obelus_read_column_get_type (column);

  if (type == OBELUS_COLUMN_REFERENCE)
    {
      guint index = obelus_layer_builder_add_reference (builder, column->name, obelus_read_column_get_target (column));

      for (guint32 i = 0; i < column->n_cells; i++)
        obelus_layer_builder_set_reference (builder, index, column->rows[i], (guint32) column->cells[i].integer);
      return;
    }

  guint index = obelus_layer_builder_add_column (builder, column->name, type);

  for (guint32 i = 0; i < column->n_cells; i++)
    {
      if (type == OBELUS_COLUMN_INTEGER)
        obelus_layer_builder_set_integer (builder, index, column->rows[i], column->cells[i].integer);
      else if (type == OBELUS_COLUMN_REAL)
        obelus_layer_builder_set_real (builder, index, column->rows[i], column->cells[i].real);
      else
        obelus_layer_builder_set_string_index (builder, index, column->rows[i], column->cells[i].string);
    }
}
