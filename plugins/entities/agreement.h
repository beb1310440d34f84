/* Names that are written alike in one document are mostly of one type (Krishnan and Manning 2006). */
#pragma once

#include "tagger.h"

/* Gives names of @spans the type that their document gives what is written like them, where it is much surer of that:
 * others of the same letters, and longer names that begin or end with them (`Randall Cunningham … Cunningham`). Returns
 * FALSE if memory could not be had. */
gboolean entity_agreement_apply (const LearnTokens *tokens, guint n_types, EntitySpan *spans, guint32 n);
