/* UTF-8 as documents hold it: it may contain U+0000, which GLib's functions refuse. */
#pragma once

#include <obelus/obelus-macros.h>

G_BEGIN_DECLS

/**
 * obelus_utf8_validate:
 * @text: (array length=length): bytes
 * @length: how many
 *
 * U+0000 is valid; overlong forms, surrogates and values above U+10FFFF are not (Unicode 15, table 3-7).
 *
 * Returns: how many bytes from the start of @text are valid UTF-8: @length if all of them are
 */
OBELUS_API gsize obelus_utf8_validate (const char *text, gsize length);

/**
 * obelus_utf8_replace_invalid: (skip)
 * @text: bytes
 * @length: how many
 * @new_length: (out): how many bytes the copy has
 * @n_replaced: (out): how many parts were replaced
 *
 * Copies text, putting U+FFFD for each maximal ill-formed part (Unicode 15, section 3.9, "U+FFFD Substitution of
 * Maximal Subparts").
 *
 * Returns: (transfer full) (nullable): valid UTF-8 with a NUL behind; %NULL if memory could not be had
 */
OBELUS_API char *obelus_utf8_replace_invalid (const char *text, gsize length, gsize *new_length, gsize *n_replaced);

G_END_DECLS
