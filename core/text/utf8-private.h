/* Finding character boundaries. */
#pragma once

#include <obelus/obelus-text.h>

/* Whether a character starts at text[offset]; also true at the end of the text. */
static inline gboolean
obelus_utf8_is_boundary (const char *text, gsize offset)
{
  return ((guchar) text[offset] & 0xC0) != 0x80;
}
