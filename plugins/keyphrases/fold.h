/* Words without case, marks and inflection. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Longer tokens are no words of a language; they are told apart byte by byte. */
#define LONGEST_WORD 64

/* Room for a folded word */
#define FOLDED_BYTES (LONGEST_WORD + 8)

/**
 * word_fold:
 * @text: a token
 * @length: its length in bytes
 * @folded: (out caller-allocates): FOLDED_BYTES bytes for its letters and digits in small letters: `us` of `U.S.`
 * @is_ascii: (out): whether they are all ASCII
 *
 * Returns: their length; 0 for what is no word, LONGEST_WORD where it is too long
 */
gsize word_fold (const char *text, gsize length, char *folded, gboolean *is_ascii);

/* The length of a folded English word without the ending of a plural (Harman 1991, with `es` behind hissing sounds);
 * changes @folded. */
gsize word_strip_plural (char *folded, gsize length);

/* The hash of a folded word without its inflection, which English words lose by Porter's rules; changes @folded. */
guint64 word_hash_folded (char *folded, gsize length, gboolean is_ascii, gboolean is_english);

/**
 * word_hash:
 * @text: a token
 * @length: its length in bytes
 *
 * Returns: the same for all cases and inflections of an English word; 0 without a letter or digit
 */
guint64 word_hash (const char *text, gsize length);

G_END_DECLS
