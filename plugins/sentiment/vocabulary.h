/* Numbers for what training meets: hashes of features and names of sources, in the order in which they were first seen.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  GArray *hashes;      /* guint64, one a feature */
  GHashTable *numbers; /* hash → number in hashes, plus one */
  GPtrArray *sources;  /* strings */
} SentimentVocabulary;

void sentiment_vocabulary_init (SentimentVocabulary *vocabulary);
void sentiment_vocabulary_clear (SentimentVocabulary *vocabulary);

/* The number of a feature, which is its place in @hashes; a new one is the last. */
guint32 sentiment_vocabulary_number_feature (SentimentVocabulary *vocabulary, guint64 hash);

/* The number of a source, which is its place in @sources. */
guint sentiment_vocabulary_number_source (SentimentVocabulary *vocabulary, const char *name);

G_END_DECLS
