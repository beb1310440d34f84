/* The layers and columns that every plugin may rely on; everything else is named vendor.name. */
#pragma once

#include <obelus/obelus-layer.h>

typedef struct
{
  const char *name;
  ObelusColumnType type;
  const char *target; /* layer of a reference */
} ObelusSchemaColumn;

typedef struct
{
  const char *name;
  const ObelusSchemaColumn *columns; /* ends with a NULL name */
} ObelusSchemaLayer;

/* Returns NULL if no core layer has this name. */
const ObelusSchemaLayer *obelus_schema_find_layer (const char *name);

/* Returns NULL if the layer has no core column of this name. */
const ObelusSchemaColumn *obelus_schema_layer_find_column (const ObelusSchemaLayer *layer, const char *name);

/* For suggestions and listings: the core layers, ends with a NULL name. */
const ObelusSchemaLayer *obelus_schema_get_layers (void);

/* Longest name of a layer or column, in bytes. */
#define OBELUS_SCHEMA_MAX_NAME 64

/* Whether a name is made of lower-case words with dots between. */
gboolean obelus_schema_is_name (const char *name);

/* Whether a name is two or more lower-case words with dots between: vendor.name. */
gboolean obelus_schema_is_vendor_name (const char *name);
