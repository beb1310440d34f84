/* Learns a convolution from rated and labelled texts, and folds it into tables. */
#pragma once

#include "convolution.h"
#include "fit.h"
#include "word-vectors.h"

G_BEGIN_DECLS

typedef struct _SentimentConvolutionFit SentimentConvolutionFit;

/* Tables as a model holds them */
typedef struct
{
  GArray *rows; /* SentimentConvolutionRow */
  SentimentFilters filters;
} SentimentConvolutionTables;

SentimentConvolutionFit *sentiment_convolution_fit_new (void);
void sentiment_convolution_fit_free (SentimentConvolutionFit *fit);

/* As sentiment_fit_add (). A text that is too long to be read as one piece is not learned from. */
void sentiment_convolution_fit_add (SentimentConvolutionFit *fit, const SentimentLexicon *lexicon, const char *source,
                                    SentimentGold gold, double value, double weight, guint fold, const char *text,
                                    guint32 length);

/**
 * sentiment_convolution_fit_place_words:
 * @fit: what is learned from, with all texts
 * @slots: the table of words
 * @n_slots: how many slots it has
 * @vectors: vectors of words, the commonest first
 *
 * Gives a row to each word of the table that is common or that two texts have, if there is a vector for it.
 */
void sentiment_convolution_fit_place_words (SentimentConvolutionFit *fit, SentimentEntry *slots, gsize n_slots,
                                            const SentimentVectors *vectors);

/**
 * sentiment_convolution_fit_solve:
 * @fit: what is learned from
 * @left_out: the fold whose samples do not count, or −1
 *
 * Stochastic gradient descent on vectors, filters and weights at once (Kim, *Convolutional Neural Networks for Sentence
 * Classification*, EMNLP 2014), always in the same order.
 *
 * Returns: (transfer full) (nullable): the tables, or %NULL if the work was cancelled
 */
SentimentConvolutionTables *sentiment_convolution_fit_solve (SentimentConvolutionFit *fit, gint left_out);
void sentiment_convolution_tables_free (SentimentConvolutionTables *tables);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SentimentConvolutionFit, sentiment_convolution_fit_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SentimentConvolutionTables, sentiment_convolution_tables_free)

G_END_DECLS
