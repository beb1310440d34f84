/* Learns filters over the words beside targets, and folds them into tables. */
#pragma once

#include "target-filters.h"
#include "word-rows.h"

G_BEGIN_DECLS

typedef struct _SentimentTargetFiltersFit SentimentTargetFiltersFit;

SentimentTargetFiltersFit *sentiment_target_filters_fit_new (void);
void sentiment_target_filters_fit_free (SentimentTargetFiltersFit *fit);

/**
 * sentiment_target_filters_fit_add:
 * @fit: what is learned from
 * @source: where the text is from; within a source the classes count the same
 * @shares: how likely each class is
 * @weight: how much the sample counts
 * @window: what is around the target
 */
void sentiment_target_filters_fit_add (SentimentTargetFiltersFit *fit, const char *source,
                                       const double shares[SENTIMENT_N_CLASSES], double weight,
                                       const SentimentTargetWindow *window);

/* Counts the forms of all words, which must outlive @counts. */
void sentiment_target_filters_fit_count (const SentimentTargetFiltersFit *fit, GHashTable *counts);

/**
 * sentiment_target_filters_fit_solve:
 * @fit: what is learned from
 * @lexicon: with the rows of words
 * @word_rows: what these are described by
 * @share: of the value of a target that the filters are to make
 * @model: takes the tables, if there is anything to learn from
 *
 * Stochastic gradient descent on vectors, filters and weights at once, always in the same order. Nothing is added where
 * the work was cancelled.
 */
void sentiment_target_filters_fit_solve (SentimentTargetFiltersFit *fit, const SentimentLexicon *lexicon,
                                         const SentimentWordRows *word_rows, double share, ObelusModelBuilder *model);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SentimentTargetFiltersFit, sentiment_target_filters_fit_free)

G_END_DECLS
