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

/* The words of texts, one after the other, and their rows once words have them; texts need not be scanned again. */
typedef struct
{
  GArray *places; /* what the row of each word follows from */
  GArray *rows;   /* guint16 */
} SentimentPlaces;

void sentiment_places_init (SentimentPlaces *places);
void sentiment_places_clear (SentimentPlaces *places);

/* Adds words, and returns the number of the first. */
guint32 sentiment_places_add (SentimentPlaces *places, const SentimentWord *words, gsize n_words);

/* Counts forms by their hashes, which stay the places'. */
void sentiment_places_count (const SentimentPlaces *places, GHashTable *counts);

/* Finds the row of each word. */
void sentiment_places_find_rows (SentimentPlaces *places, const SentimentLexicon *lexicon);

/**
 * sentiment_word_rows_new:
 * @slots: the table of words
 * @n_slots: how many slots it has
 * @vectors: vectors of words, the commonest first
 * @counts: how often forms stand in texts, see sentiment_places_count ()
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

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SentimentWordRows, sentiment_word_rows_free)

G_END_DECLS
