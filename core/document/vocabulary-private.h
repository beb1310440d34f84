/* The different strings of some columns, numbered in the order in which they came. */
#pragma once

#include <glib.h>

typedef struct _ObelusVocabulary ObelusVocabulary;

ObelusVocabulary *obelus_vocabulary_new (void);
ObelusVocabulary *obelus_vocabulary_ref (ObelusVocabulary *vocabulary);
void obelus_vocabulary_unref (ObelusVocabulary *vocabulary);

/* Returns the string's number, adding it if it is new; −1 if memory or numbers ran out. Only while nobody else holds
 * it. */
gint32 obelus_vocabulary_add (ObelusVocabulary *vocabulary, const char *string, gsize length);

/* Returns −2 if the string is not there. */
gint32 obelus_vocabulary_find (const ObelusVocabulary *vocabulary, const char *string, gsize length);

guint32 obelus_vocabulary_get_size (const ObelusVocabulary *vocabulary);
const char *obelus_vocabulary_get (const ObelusVocabulary *vocabulary, guint32 index, gsize *length);

/* The strings as they lie in memory: end to end, a NUL behind each, and where each starts, with one more offset for the
 * end. Without strings both are NULL. */
const char *obelus_vocabulary_get_parts (const ObelusVocabulary *vocabulary, gsize *text_size, const gsize **offsets);

/* A vocabulary of strings that lie like that, copied and then checked, whoever may be changing them meanwhile: that
 * they end with a NUL each, are valid UTF-8 and differ. NULL if they do not, or if memory could not be had. */
ObelusVocabulary *obelus_vocabulary_new_from_parts (const char *text, gsize text_size, const gsize *offsets,
                                                    guint32 n_strings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObelusVocabulary, obelus_vocabulary_unref)
