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

SentimentTargetFit *sentiment_target_fit_new (const SentimentLexicon *lexicon, const SentimentVectors *vectors);
void sentiment_target_fit_free (SentimentTargetFit *fit);

/**
 * sentiment_target_fit_add:
 * @fit: what is learned from
 * @source: where the text is from; within a source the classes count the same
 * @class: what is said of the target
 * @weight: how much the sample counts
 * @text: a sentence or a short text
 * @length: its length in bytes
 * @target: the target's bytes
 *
 * Returns: %FALSE if there is no word in the target's place
 */
gboolean sentiment_target_fit_add (SentimentTargetFit *fit, const char *source, SentimentClass class, double weight,
                                   const char *text, guint32 length, SentimentSpan target);

guint sentiment_target_fit_get_n_samples (SentimentTargetFit *fit);

/* Solves it, and adds the sections of the solution to a model. */
void sentiment_target_fit_solve (SentimentTargetFit *fit, const SentimentTargetFitSettings *settings,
                                 ObelusModelBuilder *model);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SentimentTargetFit, sentiment_target_fit_free)

G_END_DECLS
