/* Layers as they are read from a record: cells are collected, then typed, then committed. */
#pragma once

#include "json-scan-private.h"

#include <obelus/obelus-document.h>

typedef struct _ObelusLayerReading ObelusLayerReading;

/* Reads the list of rows at the cursor. */
ObelusLayerReading *obelus_layer_reading_new (const char *name, ObelusJsonScanner *scanner, ObelusDocument *document,
                                              ObelusOffsetUnit unit, GError **error);
void obelus_layer_reading_free (ObelusLayerReading *reading);

const char *obelus_layer_reading_get_name (ObelusLayerReading *reading);

/* Takes over what `types` says of a column. */
gboolean obelus_layer_reading_declare (ObelusLayerReading *reading, const char *column, ObelusColumnType type,
                                       const char *target, GError **error);

/* Commits the layer without its references to other layers, which may not be there yet. */
gboolean obelus_layer_reading_commit (ObelusLayerReading *reading, ObelusDocument *document, GError **error);

/* Adds the references, when all layers stand. */
gboolean obelus_layer_reading_commit_references (ObelusLayerReading *reading, ObelusDocument *document, GError **error);
