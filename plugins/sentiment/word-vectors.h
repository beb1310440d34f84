/* Vectors of words: what is learned of a word goes to words that are used alike. */
#pragma once

#include <obelus/obelus-plugin.h>

G_BEGIN_DECLS

#define SENTIMENT_VECTOR_SIZE 32

typedef struct _SentimentVectors SentimentVectors;

SentimentVectors *sentiment_vectors_new (void);
void sentiment_vectors_free (SentimentVectors *vectors);

/**
 * sentiment_vectors_add:
 * @vectors: vectors
 * @file: lines of a word, a tab and a sign for each number of its vector, from `0` for −31 to `n` for 31 eighths; those
 *   that begin with `# ` are comments
 *
 * Returns: how many lines gave no word
 */
guint sentiment_vectors_add (SentimentVectors *vectors, GBytes *file);

guint sentiment_vectors_get_n_words (const SentimentVectors *vectors);

/* The hash of word @number; @vector has [const@SENTIMENT_VECTOR_SIZE] numbers. */
guint64 sentiment_vectors_get_word (const SentimentVectors *vectors, guint number, const float **vector);

/* The vector of a word by its hash, or %NULL */
const float *sentiment_vectors_find (const SentimentVectors *vectors, guint64 hash);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SentimentVectors, sentiment_vectors_free)

G_END_DECLS
