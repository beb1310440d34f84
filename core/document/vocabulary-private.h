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

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObelusVocabulary, obelus_vocabulary_unref)
