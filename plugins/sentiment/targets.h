/* What is said around a name: masked words, measures and features from which the feeling towards it follows. */
#pragma once

#include "measures.h"

G_BEGIN_DECLS

/* Words on either side of a target that are looked at, a run of masked words being one */
#define SENTIMENT_TARGET_REACH 40

#define SENTIMENT_TARGET_MEASURES 68

/* Most features of one target */
#define SENTIMENT_TARGET_FEATURES ((2 * SENTIMENT_TARGET_REACH) * 10 + 32)

/* The hash of what stands for a name that is not the target */
#define SENTIMENT_NAME_SYMBOL G_GUINT64_CONSTANT (0x6e616d6500000001)

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

/* The clause around the target: words from *@first to before *@last */
void sentiment_target_window_find_clause (const SentimentTargetWindow *window, guint32 *first, guint32 *last);

/* Whether word @i is the target or another name, whose letters no score depends on */
gboolean sentiment_target_window_is_name (const SentimentTargetWindow *window, guint32 i);

/* Fills [const@SENTIMENT_TARGET_MEASURES] finite numbers. */
void sentiment_target_measure (const SentimentTargetWindow *window, double *measures);

/* How far ratings carry is told apart in so many ways. */
#define SENTIMENT_TARGET_REACHES 3

typedef struct
{
  double positive, negative;
} SentimentSides;

/* Sums of the ratings around a target, from which its measures follow */
typedef struct
{
  SentimentSides faded[SENTIMENT_N_LEXICONS][2][SENTIMENT_TARGET_REACHES]; /* by side: left, right */
  SentimentSides clause[SENTIMENT_N_LEXICONS], whole[SENTIMENT_N_LEXICONS];
  double nearest[2];    /* what the nearest word of feeling on each side feels, faded with distance */
  guint32 distances[2]; /* how far away it is, in words; 0 for none */
  guint32 clause_start, clause_end;
} SentimentTargetSums;

/* [func@sentiment_target_measure] in steps: no rating yet, one word's ratings more, the measures. */
void sentiment_target_sums_init (SentimentTargetSums *sums, const SentimentTargetWindow *window);
void sentiment_target_sums_add (SentimentTargetSums *sums, const SentimentTargetWindow *window, guint32 i,
                                const double ratings[SENTIMENT_N_LEXICONS]);
void sentiment_target_sums_measure (const SentimentTargetSums *sums, const SentimentTargetWindow *window,
                                    double *measures);

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
