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

/* The layer of that name in an array of ObelusLayerReading; NULL if there is none. */
ObelusLayerReading *obelus_layer_readings_find (GPtrArray *readings, const char *name);

/* Takes over what `types` says of a column. */
gboolean obelus_layer_reading_declare (ObelusLayerReading *reading, const char *column, ObelusColumnType type,
                                       const char *target, GError **error);

/* Where layers go that were read: a document of their own, or one that a stage works on. */
typedef struct
{
  /* A layer as it stands now; NULL if there is none. */
  ObelusLayer *(*get_layer) (const char *name, gpointer user_data);
  /* Whether a column is to be added to a layer that is there; NULL for all. */
  gboolean (*wants_column) (const char *layer, const char *column, gpointer user_data);
  gboolean (*commit) (ObelusLayerBuilder *builder, gpointer user_data, GError **error);
  gpointer user_data;
} ObelusLayerTarget;

/* Commits the layer without its references to other layers that are not there yet. A layer that is there already must
 * have the same rows, and columns are added to it. */
gboolean obelus_layer_reading_commit (ObelusLayerReading *reading, const ObelusLayerTarget *target, GError **error);

/* Adds the references that were left out, when all layers stand. */
gboolean obelus_layer_reading_commit_references (ObelusLayerReading *reading, const ObelusLayerTarget *target,
                                                 GError **error);
