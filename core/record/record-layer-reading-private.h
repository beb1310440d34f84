/* What reading the rows of a layer and committing them share. */
#pragma once

#include "layer-builder-private.h"
#include "record-column-private.h"
#include "record-layer-read-private.h"
#include "record-span-private.h"

#include <obelus/obelus-error.h>

struct _ObelusLayerReading
{
  char *name;
  const ObelusSchemaLayer *schema;
  ObelusLayerBuilder *builder;
  guint32 n_rows;
  GPtrArray *columns; /* of ObelusReadColumn */
  GArray *order;      /* of guint: which key stood at which place of the row before, most likely to stand there again */
  ObelusSpanReader spans;
};

/* Sets an error that names the layer and a row of it. Always FALSE. */
gboolean obelus_layer_reading_fail (ObelusLayerReading *reading, guint32 row, ObelusError code, GError **error,
                                    const char *format, ...) G_GNUC_PRINTF (5, 6);
