/* Learns a convolution from rated and labelled texts, and folds it into tables. */
#pragma once

#include "convolution.h"
#include "fit.h"
#include "word-rows.h"

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

/* Counts the forms of all texts, which must outlive @counts. */
void sentiment_convolution_fit_count (const SentimentConvolutionFit *fit, GHashTable *counts);

/* Takes the rows of words before it is solved; they must outlive it. */
void sentiment_convolution_fit_take_rows (SentimentConvolutionFit *fit, const SentimentLexicon *lexicon,
                                          const SentimentWordRows *word_rows);

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
