/* The Arrow export with its one limit open to tests. */
#pragma once

#include "layer-private.h"

#include <obelus/obelus-arrow.h>

/* @largest_small: how many bytes the strings of a dictionary with offsets of 32 bits may have. */
gboolean obelus_arrow_export (ObelusLayer *layer, gsize largest_small, struct ArrowSchema *schema,
                              struct ArrowArray *array, GError **error);
