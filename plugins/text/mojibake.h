/* UTF-8 that was taken for windows-1252 and saved as UTF-8 again: `cafÃ©` for `café`. */
#pragma once

#include <glib.h>

/* How many characters of a text look as if they had been made so; counts no further than @enough. O(length). */
guint mojibake_count (const char *text, gsize length, guint enough);

/* Appends @text, which is valid UTF-8, as it was before. The result is no longer than the text. */
void mojibake_mend (const char *text, gsize length, GString *mended);
