/* Validating UTF-8 and finding character boundaries. */
#pragma once

#include <obelus/obelus-text.h>

#if defined(__x86_64__) && defined(__GNUC__)
#define OBELUS_UTF8_HAS_AVX2

/* How many bytes from the start are certainly valid: less than what is there by up to 67, or up to 67 before the first
 * invalid byte. What is returned is a character boundary. Only for processors with AVX2. */
gsize obelus_utf8_validate_avx2 (const char *text, gsize length);
#endif

/* Like obelus_utf8_validate (), character by character: what the faster ways are held against. */
gsize obelus_utf8_validate_plain (const char *text, gsize length);

/* Length of the well-formed sequence at text[0], 0 if there is none; @part is then how many bytes belong to the
 * ill-formed part, at least 1. @available is at least 1. */
gsize obelus_utf8_measure_sequence (const char *text, gsize available, gsize *part);

/* Whether a character starts at text[offset]; also true at the end of the text. */
static inline gboolean
obelus_utf8_is_boundary (const char *text, gsize offset)
{
  return (gint8) text[offset] >= -0x40; /* continuation bytes are 0x80 to 0xBF */
}
