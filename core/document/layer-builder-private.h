/* A builder as commits see it. */
#pragma once

#include <obelus/obelus-layer-builder.h>

typedef enum
{
  OBELUS_BUILD_NEW,
  OBELUS_BUILD_EXTENSION, /* adds columns to the base layer's rows */
  OBELUS_BUILD_REVISION,  /* takes the base layer's place */
} ObelusBuildKind;

const char *obelus_layer_builder_get_layer_name (ObelusLayerBuilder *builder);
ObelusBuildKind obelus_layer_builder_get_kind (ObelusLayerBuilder *builder);

/* The columns that were added so far, so that a context can hold them against what its component declared. */
guint obelus_layer_builder_get_n_columns (ObelusLayerBuilder *builder);
const char *obelus_layer_builder_get_column_name (ObelusLayerBuilder *builder, guint column);
