/* What is said around a name as features. A word's row has a weight for each place in which the word may stand; runs
 * touch the name. */
#pragma once

#include "targets.h"

G_BEGIN_DECLS

/* Where a word stands, seen from the target */
typedef enum
{
  SENTIMENT_CONTEXT_NEAR_LEFT,
  SENTIMENT_CONTEXT_CLOSE_LEFT,
  SENTIMENT_CONTEXT_FAR_LEFT,
  SENTIMENT_CONTEXT_NEAR_RIGHT,
  SENTIMENT_CONTEXT_CLOSE_RIGHT,
  SENTIMENT_CONTEXT_FAR_RIGHT,
  SENTIMENT_CONTEXT_CLAUSE, /* as well as one of these: in the target's clause */
  SENTIMENT_N_CONTEXTS,

  /* What is learned for several of these at once, and added to each of them afterwards */
  SENTIMENT_CONTEXT_LEFT = SENTIMENT_N_CONTEXTS,
  SENTIMENT_CONTEXT_RIGHT,
  SENTIMENT_CONTEXT_BESIDE_LEFT, /* near or close */
  SENTIMENT_CONTEXT_BESIDE_RIGHT,
  SENTIMENT_CONTEXT_ANYWHERE,
  SENTIMENT_N_LEARNED_CONTEXTS,

  SENTIMENT_CONTEXT_RUN = SENTIMENT_N_LEARNED_CONTEXTS, /* of a run, which has one place only */
} SentimentContext;

/* Whether what is learned for @learned counts in @context */
gboolean sentiment_context_includes (SentimentContext learned, SentimentContext context);

/* Rows that a word has */
typedef enum
{
  SENTIMENT_ROW_WORD,
  SENTIMENT_ROW_STEM,
  SENTIMENT_ROW_CLUSTER,
  SENTIMENT_ROW_PAIR,   /* with the word before it */
  SENTIMENT_ROW_VECTOR, /* from how the word is used elsewhere */
  SENTIMENT_N_ROWS,
} SentimentRow;

/* Hashes of a word's rows; 0 for none */
typedef struct
{
  guint64 rows[SENTIMENT_N_ROWS];
} SentimentTargetKeys;

/* Most runs of one target */
#define SENTIMENT_TARGET_RUNS 24

/* Most features of one target that are learned */
#define SENTIMENT_TARGET_FEATURES (2 * SENTIMENT_TARGET_REACH * 7 + SENTIMENT_TARGET_RUNS)

/* The row in which a model keeps what follows from a word's vector */
guint64 sentiment_target_hash_vector (guint64 word);

/**
 * sentiment_target_hash_words:
 * @words: the words of a sentence or a part of one, names masked
 * @n_words: how many
 * @keys: (out): room for @n_words
 */
void sentiment_target_hash_words (const SentimentWord *words, gsize n_words, SentimentTargetKeys *keys);

/* Where word @i of a window stands, by side and distance; it is not the target. */
SentimentContext sentiment_target_window_get_context (const SentimentTargetWindow *window, guint32 i);

/* Whether row @row of word @i counts: a pair with the target itself does not. */
static inline gboolean
sentiment_target_window_has_row (const SentimentTargetWindow *window, guint32 i, SentimentRow row)
{
  return row != SENTIMENT_ROW_PAIR || i != window->target + 1;
}

/* A run of words that touch the target */
typedef struct
{
  guint64 hash;
  guint32 place; /* the word of the window it ends at, or the target */
} SentimentTargetRun;

/* Fills @runs, which has room for [const@SENTIMENT_TARGET_RUNS], and returns how many there are. */
gsize sentiment_target_list_runs (const SentimentTargetWindow *window, SentimentTargetRun *runs);

/* What is learned: a row in a context, or a run. */
typedef struct
{
  guint64 hash;
  SentimentContext context;
} SentimentTargetFeature;

/**
 * sentiment_target_list_features:
 * @window: what is around a target
 * @keys: of the words that the window was made of
 * @features: (out): room for [const@SENTIMENT_TARGET_FEATURES]
 *
 * Returns: how many there are; one may come twice
 */
gsize sentiment_target_list_features (const SentimentTargetWindow *window, const SentimentTargetKeys *keys,
                                      SentimentTargetFeature *features);

/* What all features of a target are multiplied by, so that a long sentence says no more than a short one */
static inline double
sentiment_target_window_get_norm (const SentimentTargetWindow *window)
{
  return 1.0 / sqrt (window->n_words + 3.0);
}

G_END_DECLS
