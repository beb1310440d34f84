/* Lists within a paragraph: `1. Flour 2. Sugar 3. Eggs`. */
#pragma once

#include "tokens.h"

/* If the paragraph of the tokens [first, end) begins with the mark of a list's item and the next mark follows, a
 * sentence begins with each mark and none ends behind one. The paragraph's sentences are those from @first_sentence on.
 * Returns FALSE if memory could not be had. */
gboolean list_marks_apply (const char *text, const Spans *tokens, guint32 first, guint32 end, Spans *sentences,
                           guint32 first_sentence);
