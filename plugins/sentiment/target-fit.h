/* Learns how texts feel towards targets. */
#pragma once

#include "target-model.h"
#include "word-vectors.h"

G_BEGIN_DECLS

typedef struct
{
  double feature_penalty, measure_penalty, vector_penalty;
  guint max_features;
  guint max_iterations;
} SentimentTargetFitSettings;

typedef struct _SentimentTargetFit SentimentTargetFit;

SentimentTargetFit *sentiment_target_fit_new (const SentimentVectors *vectors);
void sentiment_target_fit_free (SentimentTargetFit *fit);

/**
 * sentiment_target_fit_add:
 * @fit: what is learned from
 * @source: where the text is from; within a source the classes count the same
 * @class: what is said of the target
 * @weight: how much the sample counts
 * @window: what is around the target
 * @words: the words that the window was made of
 * @n_words: at most [const@SENTIMENT_WINDOW]
 */
void sentiment_target_fit_add (SentimentTargetFit *fit, const char *source, SentimentClass class, double weight,
                               const SentimentTargetWindow *window, const SentimentWord *words, gsize n_words);

guint sentiment_target_fit_get_n_samples (SentimentTargetFit *fit);

/* Solves it, and adds the sections of the solution to a model. */
void sentiment_target_fit_solve (SentimentTargetFit *fit, const SentimentTargetFitSettings *settings,
                                 ObelusModelBuilder *model);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SentimentTargetFit, sentiment_target_fit_free)

G_END_DECLS
