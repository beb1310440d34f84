/* The rows that words have in tables of filters, and what each row is described by before anything is learned. */
#pragma once

#include "convolution.h"
#include "word-vectors.h"

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

static inline const float *
sentiment_word_rows_get_inputs (const SentimentWordRows *rows, guint16 row)
{
  return (const float *) (gpointer) rows->inputs->data + (gsize) row * SENTIMENT_N_ROW_INPUTS;
}

/* Appends the row of each place. */
void sentiment_find_rows (const SentimentLexicon *lexicon, const SentimentPlace *places, guint n, GArray *found);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SentimentWordRows, sentiment_word_rows_free)

G_END_DECLS
