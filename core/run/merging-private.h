/* Several documents as one. */
#pragma once

#include "reading-private.h"

typedef struct _ObelusMerging ObelusMerging;

/* Reads all that @reading has, which the merging does not own. */
ObelusMerging *obelus_merging_new (ObelusReading *reading);
void obelus_merging_free (ObelusMerging *merging);

/* Gives first what could not be read, an error each, and then one document of all the texts: with an empty line between
 * two of them, their names in the metadata `inputs` and where each is in the layer `obelus.input`. FALSE at the end,
 * and when reading is cancelled. */
gboolean obelus_merging_next (ObelusMerging *merging, ObelusReadItem *item);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObelusMerging, obelus_merging_free)
