/* One column of a layer that is being read. */
#pragma once

#include "schema-private.h"

#include <obelus/obelus-layer-builder.h>

typedef union
{
  gint64 integer;
  double real;
  gint32 string; /* as interned by the layer's builder */
} ObelusReadCell;

typedef enum
{
  OBELUS_CELLS_NONE,
  OBELUS_CELLS_INTEGER, /* references too, until their type is known */
  OBELUS_CELLS_REAL,
  OBELUS_CELLS_STRING,
} ObelusCellKind;

typedef struct
{
  char *name;
  gsize name_length;
  char *quoted; /* the key as JSON spells it */
  gsize quoted_length;
  const ObelusSchemaColumn *core; /* NULL for a column of one's own */

  gboolean is_declared; /* in `types` */
  ObelusColumnType declared_type;
  char *declared_target;

  ObelusCellKind kind;
  guint32 n_cells;
  guint32 capacity;
  guint32 *rows;
  ObelusReadCell *cells;
  guint32 last_row; /* that has a cell, or OBELUS_NO_ROW */
  gboolean waits;   /* for the layer that it refers to */
} ObelusReadColumn;

ObelusReadColumn *obelus_read_column_new (const char *name, gsize length, const ObelusSchemaColumn *core);
void obelus_read_column_free (gpointer column);

/* Makes room for one more cell. FALSE if memory could not be had. */
gboolean obelus_read_column_grow (ObelusReadColumn *column);

static inline gboolean
obelus_read_column_append (ObelusReadColumn *column, guint32 row, ObelusReadCell cell)
{
  if (G_UNLIKELY (column->n_cells == column->capacity) && !obelus_read_column_grow (column))
    return FALSE;
  column->rows[column->n_cells] = row;
  column->cells[column->n_cells++] = cell;
  return TRUE;
}

/* Turns integers into reals. */
void obelus_read_column_widen (ObelusReadColumn *column);

/* The column's type, by the core's table, by `types`, or by its cells. */
ObelusColumnType obelus_read_column_get_type (const ObelusReadColumn *column);

/* The layer that a reference column refers to, or NULL. */
const char *obelus_read_column_get_target (const ObelusReadColumn *column);

/* Checks the cells against the type that is known by now. Returns NULL, or what is wrong (static), and in which row. */
const char *obelus_read_column_settle (ObelusReadColumn *column, guint32 *row);

/* Adds the column with its cells to a builder that has the rows. */
void obelus_read_column_build (const ObelusReadColumn *column, ObelusLayerBuilder *builder);
