/* "did you mean …?" */
#pragma once

#include <glib.h>

/* The one of @candidates (NULL-terminated) that is nearest to @word by edit distance (transpositions count one), or
 * NULL if none is near enough to be meant: more than a third of the word's length, at least 1, off. */
const char *obelus_suggest (const char *word, const char *const *candidates);
