/* A builder as contexts and commits see it. */
#pragma once

#include "column-private.h"

#include <obelus/obelus-layer-builder.h>

typedef enum
{
  OBELUS_BUILD_NEW,
  OBELUS_BUILD_EXTENSION, /* adds columns to the base layer's rows */
  OBELUS_BUILD_REVISION,  /* takes the base layer's place */
} ObelusBuildKind;

typedef struct
{
  char *name;   /* GRefString */
  char *target; /* GRefString; of references only */
  ObelusColumnType type;
  guint8 *values;
  guint8 *validity; /* a bit a row */
  guint32 capacity; /* rows that values and validity have room for */
  guint32 n_valid;
  gboolean has_strings; /* whether the builder's vocabulary is used */
} ObelusBuildColumn;

struct _ObelusLayerBuilder
{
  gatomicrefcount references;
  ObelusBuildKind kind;
  char *name;        /* GRefString */
  ObelusLayer *base; /* of extensions and revisions */
  guint32 *starts;
  guint32 *ends;
  guint32 n_rows;
  guint32 capacity;
  GArray *columns; /* of ObelusBuildColumn */
  ObelusVocabulary *vocabulary;
  guint32 *row_map; /* of revisions: a new row for each old one, or OBELUS_NO_ROW */
  GError *fault;    /* the first thing that went wrong */
  gboolean spent;
};

const char *obelus_layer_builder_get_layer_name (ObelusLayerBuilder *builder);
ObelusBuildKind obelus_layer_builder_get_kind (ObelusLayerBuilder *builder);

/* The columns that were added so far, so that a context can hold them against what its component declared. */
guint obelus_layer_builder_get_n_columns (ObelusLayerBuilder *builder);
const char *obelus_layer_builder_get_column_name (ObelusLayerBuilder *builder, guint column);
ObelusBuildColumn *obelus_layer_builder_get_column (ObelusLayerBuilder *builder, guint column);

/* Remembers the first fault. */
void obelus_layer_builder_fail (ObelusLayerBuilder *builder, gint code, const char *format, ...) G_GNUC_PRINTF (3, 4);

/* Gives every column room for every row, so that a commit can take the buffers. */
gboolean obelus_layer_builder_settle (ObelusLayerBuilder *builder);

/* Filling a builder with whole arrays that may be anything, and that somebody may be changing meanwhile: they are
 * copied first, and the copy is checked as far as the setters of cells do. What is wrong becomes the builder's fault.
 * Rows come first, with obelus_layer_builder_append_spans (), then the vocabulary, then columns. */

void obelus_layer_builder_fill_vocabulary (ObelusLayerBuilder *builder, const char *text, gsize text_size,
                                           const gsize *offsets, guint32 n_strings);

/* @values has a cell a row. @validity is a bit a row, or NULL where no cell is missing. */
void obelus_layer_builder_fill_column (ObelusLayerBuilder *builder, guint column, gconstpointer values,
                                       const guint8 *validity);

/* @row_map has a new row, or OBELUS_NO_ROW, for each row of the layer that the builder revises. */
void obelus_layer_builder_fill_row_map (ObelusLayerBuilder *builder, const guint32 *row_map);
