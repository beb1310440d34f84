/* What a record says of the types of its columns, as it is read: before the layers or behind them. */
#pragma once

#include "record-layer-read-private.h"

/* An array that holds nothing yet. */
GPtrArray *obelus_record_types_new (void);

/* Reads `types` at the cursor. */
gboolean obelus_record_types_read (GPtrArray *types, ObelusJsonScanner *scanner, GError **error);

/* Passes on to @layers (of ObelusLayerReading) what was read about them. In a reply it may be about layers that were
 * passed over. */
gboolean obelus_record_types_declare (GPtrArray *types, GPtrArray *layers, gboolean is_reply, GError **error);
