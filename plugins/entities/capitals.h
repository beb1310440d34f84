/* Who writes names with capitals writes all of them so. */
#pragma once

#include "tagger.h"

/* Leaves out of @spans, of @n names of one document in order, those in small letters where nearly all others have a
 * capital: there they are common words. In posts and mail, where some names have none, and in models whose names are no
 * proper ones all stay. So do those on lines of which no sentence begins with a capital: they are by a writer who gives
 * none, as there may be in a thread. Returns how many stay. */
guint32 entity_capitals_apply (const LearnTokens *tokens, const LearnSentence *sentences, guint32 n_sentences,
                               EntitySpan *spans, guint32 n);
