/* Where the words of an article are: for each, the sentences that hold it. */
#pragma once

#include "article.h"

G_BEGIN_DECLS

typedef struct
{
  guint32 candidate;
  guint32 count; /* how often the sentence says the word */
} Occurrence;

typedef struct
{
  GArray *firsts;      /* guint32: a word, its first of `occurrences`; one more for where the last ends */
  GArray *occurrences; /* Occurrence: by word, then in text order */
} WordIndex;

void word_index_init (WordIndex *index);
void word_index_clear (WordIndex *index);

/* Reads an article, in time linear in its words. Cancelled, it leaves an index without occurrences. */
void word_index_read (WordIndex *index, const Article *article);

/* The occurrences of a word, which end where those of the next begin. */
static inline guint32
word_index_get_first (const WordIndex *index, guint32 word)
{
  return g_array_index (index->firsts, guint32, word);
}

static inline const Occurrence *
word_index_get (const WordIndex *index, guint32 place)
{
  return &g_array_index (index->occurrences, Occurrence, place);
}

G_END_DECLS
