/* Validating UTF-8 that may contain U+0000, and finding character boundaries. */
#pragma once

#include <glib.h>

/* Returns how many bytes from the start of @text are valid UTF-8: @length if all of them are. U+0000 is valid; overlong
 * forms, surrogates and values above U+10FFFF are not (Unicode 15, table 3-7). */
gsize obelus_utf8_validate (const char *text, gsize length);

/* Whether a character starts at text[offset]; also true at the end of the text. */
static inline gboolean
obelus_utf8_is_boundary (const char *text, gsize offset)
{
  return ((guchar) text[offset] & 0xC0) != 0x80;
}

/* Copies text, putting U+FFFD for each maximal ill-formed part (Unicode 15, section 3.9, "U+FFFD Substitution of
 * Maximal Subparts"). Returns NULL if memory could not be had. @n_replaced is how many there were. */
char *obelus_utf8_replace_invalid (const char *text, gsize length, gsize *new_length, gsize *n_replaced);
