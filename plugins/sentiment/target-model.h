/* Judges how a text feels towards a target: a linear function of measures and features for each class. */
#pragma once

#include "classes.h"
#include "targets.h"

G_BEGIN_DECLS

/* A slot of the table of features; all zero where it is free. */
typedef struct
{
  guint32 fingerprint; /* upper half of the feature's hash, never 0 */
  gint8 weights[SENTIMENT_N_CLASSES];
  guint8 reserved;
} SentimentTargetSlot;

G_STATIC_ASSERT (sizeof (SentimentTargetSlot) == 8);

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
  const SentimentTargetSlot *slots; /* NULL where the model knows nothing of targets */
  guint32 mask;
  const SentimentTargetMeasure *measures;
  SentimentTargetConstants constants;
} SentimentTargetModel;

/* Takes the sections of a model that are about targets; a model without them leaves @model empty. */
gboolean sentiment_target_model_init (SentimentTargetModel *model, ObelusModel *file, GError **error);

/**
 * sentiment_target_model_judge:
 * @model: a model that knows of targets
 * @window: what is around a target
 * @shares: (out): for each class how likely it is; they add up to 1
 */
void sentiment_target_model_judge (const SentimentTargetModel *model, const SentimentTargetWindow *window,
                                   double *shares);

/* What the measures that follow from these sums say for positive, less what they say for negative */
double sentiment_target_model_compare (const SentimentTargetModel *model, const SentimentTargetSums *sums,
                                       const SentimentTargetWindow *window);

/* Adds to each word's share what its features say for positive, less what they say for negative. */
void sentiment_target_model_share_features (const SentimentTargetModel *model, const SentimentTargetWindow *window,
                                            double *shares);

/**
 * sentiment_target_slots_pack:
 * @hashes: hashes of features
 * @weights: their weights, one a class, not all 0
 * @n: how many
 * @n_slots: (out): how many slots the table has, a power of two
 *
 * Returns: (transfer full): the table as a model holds it
 */
SentimentTargetSlot *sentiment_target_slots_pack (const guint64 *hashes, gint8 (*weights)[SENTIMENT_N_CLASSES], gsize n,
                                                  gsize *n_slots);

G_END_DECLS
