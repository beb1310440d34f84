/* A layer as the core makes it: buffers and columns put together, never changed afterwards. */
#pragma once

#include "column-private.h"
#include "span-index-private.h"

#include <obelus/obelus-layer.h>

struct _ObelusLayer
{
  GObject parent;
  char *name;  /* GRefString */
  char *stage; /* GRefString */
  guint32 n_rows;
  gboolean monotone; /* ends never fall from row to row: no row lies within one before it */
  const guint32 *starts;
  const guint32 *ends;
  GBytes *start_bytes;
  GBytes *end_bytes;
  GPtrArray *columns;     /* of ObelusColumn */
  ObelusSpanIndex *index; /* NULL for monotone layers */
};

/* @name and @stage are GRefStrings. Takes over @starts, @ends and @columns. NULL if memory could not be had. */
ObelusLayer *obelus_layer_new (char *name, char *stage, GBytes *starts, GBytes *ends, GPtrArray *columns);

/* A layer of the same rows with other columns. Takes over @columns. */
ObelusLayer *obelus_layer_new_with_columns (ObelusLayer *layer, GPtrArray *columns);

ObelusColumn *obelus_layer_get_column (ObelusLayer *layer, guint column);
