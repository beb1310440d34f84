/* The rows that words have in tables of filters, and what each row is described by before anything is learned. */
#pragma once

#include "convolution.h"
#include "descent.h"

G_BEGIN_DECLS

/* A word's vector, three ratings, and that it is there */
#define SENTIMENT_N_ROW_INPUTS (SENTIMENT_VECTOR_SIZE + 4)

typedef struct
{
  GArray *inputs; /* SENTIMENT_N_ROW_INPUTS floats a row */
  GArray *levels; /* guint16 a row: that of words with its rating */
} SentimentWordRows;

/* What the row of a word follows from, so that texts need not be scanned again when words have their rows */
typedef struct
{
  guint64 hash;
  guint8 kind, run;
} SentimentPlace;

static inline SentimentPlace
sentiment_get_place (const SentimentWord *word)
{
  return (SentimentPlace){ .hash = word->hash, .kind = (guint8) word->kind, .run = (guint8) word->run };
}

/* Counts forms by their hashes, which stay the callers'. */
void sentiment_count_places (GHashTable *counts, const SentimentPlace *places, guint n);

/**
 * sentiment_word_rows_new:
 * @slots: the table of words
 * @n_slots: how many slots it has
 * @vectors: vectors of words, the commonest first
 * @counts: how often forms stand in texts, see sentiment_count_places ()
 *
 * Gives a row to each word of the table that is common or that texts have often, if there is a vector for it.
 */
SentimentWordRows *sentiment_word_rows_new (SentimentEntry *slots, gsize n_slots, const SentimentVectors *vectors,
                                            GHashTable *counts);
void sentiment_word_rows_free (SentimentWordRows *rows);

static inline guint
sentiment_word_rows_get_n (const SentimentWordRows *rows)
{
  return rows->levels->len;
}

/**
 * sentiment_word_rows_load:
 * @rows: rows of words
 * @changes: what learning has changed in their vectors
 * @random: chance
 * @row: the row of a word
 * @inputs: (out): room for [const@SENTIMENT_N_ROW_INPUTS], what the row is described by now
 *
 * One word in ten is seen as others with its rating, so that these are learned of as well.
 *
 * Returns: the row that is seen
 */
guint16 sentiment_word_rows_load (const SentimentWordRows *rows, const SentimentVectorChanges *changes,
                                  SentimentRandom *random, guint16 row, float *inputs);

/* What a row is described by after learning */
void sentiment_word_rows_get_learned (const SentimentWordRows *rows, const SentimentVectorChanges *changes, guint16 row,
                                      float *inputs);

/* Appends the row of each place. */
void sentiment_find_rows (const SentimentLexicon *lexicon, const SentimentPlace *places, guint n, GArray *found);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SentimentWordRows, sentiment_word_rows_free)

G_END_DECLS
