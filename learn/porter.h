/* Porter's stemmer, as the toolkit behind `rouge-score` has it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * learn_porter_stem:
 * @word: ASCII lower-case letters and digits; changed in place, never longer
 * @length: its length
 *
 * Takes the suffixes off a word (M. F. Porter, "An algorithm for suffix stripping", 1980) with the changes that NLTK
 * made to it: some irregular words, `ies` and `ied` of short words, `y` after a consonant only, `alli`, `fulli`,
 * `logi`, `bli`.
 *
 * Returns: the stem's length
 */
gsize learn_porter_stem (char *word, gsize length);

G_END_DECLS
