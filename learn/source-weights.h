/* How much the documents of a source count in learning, as people say it. */
#pragma once

#include <obelus/obelus-plugin.h>

/* Sets @weight to that of the first `part:weight` item of the option `weights` whose part is in the source's name, or
 * to 1 if there is none. FALSE with an error if an item is no such thing. */
gboolean learn_find_source_weight (ObelusContext *context, const char *source, double *weight, GError **error);
