/* Judges how a text feels towards a target: a linear function of measures and features for each class, mixed with what
 * filters say. */
#pragma once

#include "classes.h"
#include "row-cache.h"
#include "target-features.h"
#include "target-filters.h"

G_BEGIN_DECLS

/* Weights of features are for positive and for negative, in both less what they are for neutral. */
enum
{
  SENTIMENT_LEAN_POSITIVE,
  SENTIMENT_LEAN_NEGATIVE,
  SENTIMENT_N_LEANS,
};

/* A slot of the table of rows; all zero where it is free. */
typedef struct
{
  guint32 fingerprint; /* upper half of the row's hash, never 0 */
  gint8 weights[SENTIMENT_N_CONTEXTS][SENTIMENT_N_LEANS];
  guint8 reserved[2];
} SentimentTargetRowSlot;

G_STATIC_ASSERT (sizeof (SentimentTargetRowSlot) == 20);

/* A slot of the table of runs; all zero where it is free. */
typedef struct
{
  guint32 fingerprint;
  gint8 weights[SENTIMENT_N_LEANS];
  guint8 reserved[2];
} SentimentTargetRunSlot;

G_STATIC_ASSERT (sizeof (SentimentTargetRunSlot) == 8);

/* (value − center) × scale, cut off at ±4, times the weight for each class */
typedef struct
{
  double center, scale;
  double weights[SENTIMENT_N_CLASSES];
} SentimentTargetMeasure;

typedef struct
{
  double step; /* what one unit of a feature's weight is worth */
  double intercepts[SENTIMENT_N_CLASSES];
} SentimentTargetConstants;

typedef struct
{
  const SentimentTargetRowSlot *rows; /* NULL where the model knows nothing of targets */
  const SentimentTargetRunSlot *runs;
  guint32 row_mask, run_mask;
  const SentimentTargetMeasure *measures;
  SentimentTargetConstants constants;
  SentimentTargetFilters filters;
} SentimentTargetModel;

/* What a model knows of a word, looked up once for all targets of a sentence */
typedef struct
{
  gint16 weights[SENTIMENT_N_CONTEXTS][SENTIMENT_N_LEANS]; /* sums of the rows that are the word's alone */
  const SentimentTargetRowSlot *pair;
} SentimentTargetWord;

/* Weights of a row */
#define SENTIMENT_TARGET_SCORES (SENTIMENT_N_CONTEXTS * SENTIMENT_N_LEANS)

/* Words whose sums are kept, a power of two */
#define SENTIMENT_TARGET_MEMORY 4096

/* Takes the sections of a model that are about targets; a model without them leaves @model empty. */
gboolean sentiment_target_model_init (SentimentTargetModel *model, ObelusModel *file, GError **error);

/**
 * sentiment_target_model_find_words:
 * @model: a model that knows of targets
 * @memory: a thread's memory of words that were looked up, for [const@SENTIMENT_TARGET_MEMORY] cases of
 *   [const@SENTIMENT_TARGET_SCORES] scores
 * @words: the words of a sentence or a part of one, names masked
 * @n_words: how many
 * @found: (out): room for @n_words
 */
void sentiment_target_model_find_words (const SentimentTargetModel *model, LearnRowCache *memory,
                                        const SentimentWord *words, gsize n_words, SentimentTargetWord *found);

/**
 * sentiment_target_model_judge:
 * @model: a model that knows of targets
 * @window: what is around a target
 * @found: what the model knows of the words that the window was made of
 * @shares: (out): for each class how likely it is; they add up to 1
 */
void sentiment_target_model_judge (const SentimentTargetModel *model, const SentimentTargetWindow *window,
                                   const SentimentTargetWord *found, double *shares);

/* What the measures that follow from these sums say for positive, less what they say for negative */
double sentiment_target_model_compare (const SentimentTargetModel *model, const SentimentTargetSums *sums,
                                       const SentimentTargetWindow *window);

/* Adds to each word's share what its features and filters say for positive, less what they say for negative. */
void sentiment_target_model_share_features (const SentimentTargetModel *model, const SentimentTargetWindow *window,
                                            const SentimentTargetWord *found, double *shares);

/**
 * sentiment_target_slots_pack:
 * @hashes: hashes of rows or runs
 * @slots: what stands in their slots, without fingerprints
 * @size: bytes of a slot
 * @n: how many
 * @n_slots: (out): how many slots the table has, a power of two
 *
 * Returns: (transfer full): the table as a model holds it
 */
gpointer sentiment_target_slots_pack (const guint64 *hashes, gconstpointer slots, gsize size, gsize n, gsize *n_slots);

G_END_DECLS
