/* Turning a builder into a layer. */
#pragma once

#include "layer-builder-private.h"

/* Finds another layer of the document by name, or NULL. */
typedef ObelusLayer *(*ObelusLayerFinder) (gpointer document, const char *name);

/* Checks everything that a faulty plugin could get wrong and makes the layer. NULL with OBELUS_ERROR_INVALID_LAYER
 * otherwise; @fault_offset is then the byte of the text the error is about, or OBELUS_NO_OFFSET. The builder is spent.
 */
ObelusLayer *obelus_commit_build (ObelusLayerBuilder *builder, const char *text, guint32 length, const char *stage,
                                  ObelusLayerFinder find_layer, gpointer document, guint32 *fault_offset,
                                  GError **error);
