/* Judges targets with a trained model. */
#include "target-model.h"
#include "model.h"

#include <math.h>
#include <string.h>

static gboolean
has_targets (ObelusModel *file)
{
  for (guint i = 0; i < obelus_model_get_n_sections (file); i++)
    if (g_str_equal (obelus_model_get_section_name (file, i, NULL), "target-features"))
      return TRUE;
  return FALSE;
}

gboolean
sentiment_target_model_init (SentimentTargetModel *model, ObelusModel *file, GError **error)
{
  gsize n_slots, n_measures, n_constants, n_free = 0;

  memset (model, 0, sizeof *model);
  if (!has_targets (file))
    return TRUE;

  const SentimentTargetSlot *slots = obelus_model_get_section (file, "target-features", sizeof *slots, &n_slots, error);
  if (slots == NULL)
    return FALSE;
  const SentimentTargetMeasure *measures
      = obelus_model_get_section (file, "target-measures", sizeof *measures, &n_measures, error);
  if (measures == NULL)
    return FALSE;
  const SentimentTargetConstants *constants
      = obelus_model_get_section (file, "target-constants", sizeof *constants, &n_constants, error);
  if (constants == NULL)
    return FALSE;

  for (gsize i = 0; i < n_slots; i++)
    n_free += slots[i].fingerprint == 0;
  if (n_slots == 0 || n_slots > G_MAXINT32 || (n_slots & (n_slots - 1)) != 0 || n_free == 0)
    return obelus_model_fail (file, "target-features", "is no table whose size is a power of two, with a free slot",
                              error);
  if (n_measures != SENTIMENT_TARGET_MEASURES
      || !sentiment_are_sound ((const double *) measures, n_measures * sizeof *measures / sizeof (double)))
    return obelus_model_fail (file, "target-measures", "is for other measures, or has numbers that no trainer writes",
                              error);
  if (n_constants != 1 || !sentiment_are_sound ((const double *) constants, sizeof *constants / sizeof (double)))
    return obelus_model_fail (file, "target-constants", "has numbers that no trainer writes", error);

  model->slots = slots;
  model->mask = (guint32) (n_slots - 1);
  model->measures = measures;
  model->constants = *constants;
  return TRUE;
}

static const SentimentTargetSlot *
find_slot (const SentimentTargetModel *model, guint64 hash)
{
  guint32 fingerprint = (guint32) (hash >> 32) | 1;

  for (guint32 i = (guint32) hash & model->mask;; i = (i + 1) & model->mask)
    if (model->slots[i].fingerprint == fingerprint || model->slots[i].fingerprint == 0)
      return &model->slots[i];
}

static double
standardize (const SentimentTargetMeasure *measure, double value)
{
  double standard = (value - measure->center) * measure->scale;

  return CLAMP (standard, -SENTIMENT_MEASURE_LIMIT, SENTIMENT_MEASURE_LIMIT);
}

void
sentiment_target_model_judge (const SentimentTargetModel *model, const SentimentTargetWindow *window, double *shares)
{
  double measures[SENTIMENT_TARGET_MEASURES], values[SENTIMENT_N_CLASSES], highest = -G_MAXDOUBLE, sum = 0.0;
  guint64 features[SENTIMENT_TARGET_FEATURES];
  gint64 units[SENTIMENT_N_CLASSES] = { 0 };
  gsize n_features = sentiment_target_list_features (window, features, NULL);

  for (gsize i = 0; i < n_features; i++)
    {
      const SentimentTargetSlot *slot = find_slot (model, features[i]);
      for (guint class = 0; class < SENTIMENT_N_CLASSES; class ++)
        units[class] += slot->weights[class];
    }

  sentiment_target_measure (window, measures);
  for (guint class = 0; class < SENTIMENT_N_CLASSES; class ++)
    {
      values[class] = model->constants.intercepts[class]
                      + model->constants.step * (double) units[class] / sqrt ((double) n_features + 1.0);
      for (guint i = 0; i < SENTIMENT_TARGET_MEASURES; i++)
        values[class] += model->measures[i].weights[class] * standardize (&model->measures[i], measures[i]);
      highest = MAX (highest, values[class]);
    }

  for (guint class = 0; class < SENTIMENT_N_CLASSES; class ++)
    sum += shares[class] = sentiment_exponential (values[class] - highest);
  for (guint class = 0; class < SENTIMENT_N_CLASSES; class ++)
    shares[class] /= sum;
}

double
sentiment_target_model_compare (const SentimentTargetModel *model, const SentimentTargetSums *sums,
                                const SentimentTargetWindow *window)
{
  double measures[SENTIMENT_TARGET_MEASURES], value = 0.0;

  sentiment_target_sums_measure (sums, window, measures);
  for (guint i = 0; i < SENTIMENT_TARGET_MEASURES; i++)
    {
      const double *weights = model->measures[i].weights;
      value += (weights[SENTIMENT_CLASS_POSITIVE] - weights[SENTIMENT_CLASS_NEGATIVE])
               * standardize (&model->measures[i], measures[i]);
    }
  return value;
}

void
sentiment_target_model_share_features (const SentimentTargetModel *model, const SentimentTargetWindow *window,
                                       double *shares)
{
  guint64 features[SENTIMENT_TARGET_FEATURES];
  guint8 places[SENTIMENT_TARGET_FEATURES];
  gsize n_features = sentiment_target_list_features (window, features, places);
  double step = model->constants.step / sqrt ((double) n_features + 1.0);

  for (gsize i = 0; i < n_features; i++)
    {
      const gint8 *weights = find_slot (model, features[i])->weights;
      shares[places[i]] += step * (weights[SENTIMENT_CLASS_POSITIVE] - weights[SENTIMENT_CLASS_NEGATIVE]);
    }
}

SentimentTargetSlot *
sentiment_target_slots_pack (const guint64 *hashes, gint8 (*weights)[SENTIMENT_N_CLASSES], gsize n, gsize *n_slots)
{
  gsize size = 16;

  while (size * 2 < n * 3)
    size *= 2;

  SentimentTargetSlot *slots = g_new0 (SentimentTargetSlot, size);
  for (gsize k = 0; k < n; k++)
    {
      gsize i = (guint32) hashes[k] & (size - 1);
      while (slots[i].fingerprint != 0)
        i = (i + 1) & (size - 1);
      slots[i].fingerprint = (guint32) (hashes[k] >> 32) | 1;
      memcpy (slots[i].weights, weights[k], sizeof slots[i].weights);
    }
  *n_slots = size;
  return slots;
}
