/* Where words and sentences end by Unicode Standard Annex 29. */
#pragma once

#include <glib.h>

/* Each returns the end of the segment that starts at @at, which is before @end. The text is valid UTF-8. One call after
 * the other, they take time linear in the text. */
guint32 unicode_end_word (const guchar *text, guint32 at, guint32 end);
guint32 unicode_end_sentence (const guchar *text, guint32 at, guint32 end);

/* Whether text[start, end) is white space and nothing else. */
gboolean unicode_is_space (const guchar *text, guint32 start, guint32 end);
