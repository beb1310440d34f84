/* Learning how far a model can be trusted. */
#pragma once

#include "example.h"

#include <obelus/obelus-model.h>

/* Finds the names of @examples (EntityExample), which were not learned from, with the sections that @model has so far,
 * and adds a calibration to them. @judged has for each source the types that it would label, as bits: names of others
 * are neither right nor wrong. */
gboolean entity_calibration_learn (GPtrArray *examples, const guint64 *judged, ObelusModelBuilder *model,
                                   GError **error);
