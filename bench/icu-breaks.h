/* Words and sentences by ICU's break iterators, to hold others against. */
#pragma once

#include <glib.h>

typedef struct _IcuBreaks IcuBreaks;

/* NULL if this was built without ICU. The text is in UTF-16 before the clock starts, which favours ICU. */
IcuBreaks *icu_breaks_new (const char *text, gsize length);
void icu_breaks_free (IcuBreaks *breaks);

/* Goes over all boundaries of words and of sentences, and counts the words that are not white space. */
void icu_breaks_divide (IcuBreaks *breaks);
guint64 icu_breaks_get_n_words (const IcuBreaks *breaks);
