/* What is said around a name: masked words, measures and features from which the feeling towards it follows. */
#pragma once

#include "measures.h"

G_BEGIN_DECLS

/* Words on either side of a target that are looked at, a run of masked words being one */
#define SENTIMENT_TARGET_REACH 40

#define SENTIMENT_TARGET_MEASURES 68

/* Most features of one target */
#define SENTIMENT_TARGET_FEATURES ((2 * SENTIMENT_TARGET_REACH) * 10 + 32)

typedef struct
{
  guint32 start, end;
} SentimentSpan;

/* A target between the words around it. The window has room for both sides and the target itself. */
typedef struct
{
  SentimentWord words[2 * SENTIMENT_TARGET_REACH + 1];
  guint32 n_words;
  guint32 target;  /* its place among the words */
  gboolean begins; /* no word was left out before the first */
} SentimentTargetWindow;

/**
 * sentiment_mask_names:
 * @words: the words of a sentence or a part of one
 * @n_words: how many
 * @starts: where the names that are known start, in this order
 * @ends: the bytes after their last
 * @n_names: how many are known
 * @masked: (out): room for @n_words; whether each belongs to a name
 *
 * Marks the words of names, those given and those that capitals give away, so that no score can follow from who is
 * named.
 */
void sentiment_mask_names (const SentimentWord *words, gsize n_words, const guint32 *starts, const guint32 *ends,
                           gsize n_names, guint8 *masked);

/**
 * sentiment_target_window_init:
 * @window: (out): what is around the target
 * @words: the words of a sentence or a part of one
 * @n_words: how many
 * @masked: from [func@sentiment_mask_names]
 * @target: the target's bytes
 *
 * Returns: %FALSE if no word lies in @target
 */
gboolean sentiment_target_window_init (SentimentTargetWindow *window, const SentimentWord *words, gsize n_words,
                                       const guint8 *masked, SentimentSpan target);

/* Fills [const@SENTIMENT_TARGET_MEASURES] finite numbers. */
void sentiment_target_measure (const SentimentTargetWindow *window, double *measures);

/**
 * sentiment_target_list_features:
 * @window: what is around a target
 * @features: (out): room for [const@SENTIMENT_TARGET_FEATURES] hashes
 * @places: (out) (nullable): as much room; for each feature the word of the window it is about
 *
 * Returns: how many there are; one may come twice
 */
gsize sentiment_target_list_features (const SentimentTargetWindow *window, guint64 *features, guint8 *places);

G_END_DECLS
