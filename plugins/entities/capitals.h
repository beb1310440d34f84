/* Who writes names with capitals writes all of them so. */
#pragma once

#include "tagger.h"

/* Leaves out of @spans, of @n names of one document in order, those in small letters where nearly all others have a
 * capital: there they are common words. In posts and mail, where some names have none, and in models whose names are no
 * proper ones all stay. Returns how many stay. */
guint32 entity_capitals_apply (const LearnTokens *tokens, EntitySpan *spans, guint32 n);
