/* Judges targets with a trained model. */
#include "target-model.h"
#include "model.h"
#include "optional-section.h"

#include <math.h>
#include <string.h>

/* Words whose slots are asked for before they are needed */
#define PREFETCH 4

/* Takes a table of slots of @size bytes, each of which begins with its fingerprint. */
static gconstpointer
get_table (ObelusModel *file, const char *name, gsize size, guint32 *mask, GError **error)
{
  gsize n_slots, n_free = 0;
  const char *slots = obelus_model_get_section (file, name, size, &n_slots, error);

  if (slots == NULL)
    return NULL;
  /* A search ends at a free slot. */
  for (gsize i = 0; i < n_slots; i++)
    n_free += *(const guint32 *) (gconstpointer) (slots + i * size) == 0;
  if (n_slots == 0 || n_slots > G_MAXINT32 || (n_slots & (n_slots - 1)) != 0 || n_free == 0)
    {
      obelus_model_fail (file, name, "is no table whose size is a power of two, with a free slot", error);
      return NULL;
    }
  *mask = (guint32) (n_slots - 1);
  return slots;
}

gboolean
sentiment_target_model_init (SentimentTargetModel *model, ObelusModel *file, GError **error)
{
  gsize n_measures, n_constants;

  memset (model, 0, sizeof *model);
  if (!learn_model_has_section (file, "target-rows"))
    return TRUE;

  const SentimentTargetRowSlot *rows = get_table (file, "target-rows", sizeof *rows, &model->row_mask, error);
  if (rows == NULL)
    return FALSE;
  const SentimentTargetRunSlot *runs = get_table (file, "target-runs", sizeof *runs, &model->run_mask, error);
  if (runs == NULL)
    return FALSE;
  const SentimentTargetMeasure *measures
      = obelus_model_get_section (file, "target-measures", sizeof *measures, &n_measures, error);
  if (measures == NULL)
    return FALSE;
  const SentimentTargetConstants *constants
      = obelus_model_get_section (file, "target-constants", sizeof *constants, &n_constants, error);
  if (constants == NULL)
    return FALSE;

  if (n_measures != SENTIMENT_TARGET_MEASURES
      || !sentiment_are_sound ((const double *) measures, n_measures * sizeof *measures / sizeof (double)))
    return obelus_model_fail (file, "target-measures", "is for other measures, or has numbers that no trainer writes",
                              error);
  if (n_constants != 1 || !sentiment_are_sound ((const double *) constants, sizeof *constants / sizeof (double)))
    return obelus_model_fail (file, "target-constants", "has numbers that no trainer writes", error);

  model->rows = rows;
  model->runs = runs;
  model->measures = measures;
  model->constants = *constants;
  return sentiment_target_filters_init (&model->filters, file, error);
}

/* What the linear function has of a target's value */
static double
get_linear_share (const SentimentTargetModel *model)
{
  return model->filters.n_rows > 0 ? model->filters.constants->regression_share : 1.0;
}

static guint32
get_fingerprint (guint64 hash)
{
  return (guint32) (hash >> 32) | 1;
}

static const SentimentTargetRowSlot *
find_row (const SentimentTargetModel *model, guint64 hash)
{
  guint32 fingerprint = get_fingerprint (hash);

  for (guint32 i = (guint32) hash & model->row_mask;; i = (i + 1) & model->row_mask)
    if (model->rows[i].fingerprint == fingerprint || model->rows[i].fingerprint == 0)
      return &model->rows[i];
}

static const SentimentTargetRunSlot *
find_run (const SentimentTargetModel *model, guint64 hash)
{
  guint32 fingerprint = get_fingerprint (hash);

  for (guint32 i = (guint32) hash & model->run_mask;; i = (i + 1) & model->run_mask)
    if (model->runs[i].fingerprint == fingerprint || model->runs[i].fingerprint == 0)
      return &model->runs[i];
}

/* Sums what is known of a word whatever stands beside it. */
static void
sum_rows (const SentimentTargetModel *model, const SentimentTargetKeys *keys, gint16 *sums)
{
  memset (sums, 0, SENTIMENT_TARGET_SCORES * sizeof *sums);
  for (guint row = 0; row < SENTIMENT_N_ROWS; row++)
    if (row != SENTIMENT_ROW_PAIR && keys->rows[row] != 0)
      {
        const gint8 *weights = find_row (model, keys->rows[row])->weights[0];
        for (guint i = 0; i < SENTIMENT_TARGET_SCORES; i++)
          sums[i] += weights[i];
      }
}

void
sentiment_target_model_find_words (const SentimentTargetModel *model, LearnRowCache *memory, const SentimentWord *words,
                                   gsize n_words, SentimentTargetWord *found)
{
  static const SentimentTargetRowSlot nothing = { 0 };
  SentimentTargetKeys keys[SENTIMENT_WINDOW];

  sentiment_target_hash_words (words, n_words, keys);
  /* Looking up is mostly waiting for slots, so they are asked for ahead. */
  for (gsize i = 0; i < n_words + PREFETCH; i++)
    {
      if (i < n_words)
        {
          guint64 word = keys[i].rows[SENTIMENT_ROW_WORD], pair = keys[i].rows[SENTIMENT_ROW_PAIR];
          learn_row_cache_prefetch (memory, learn_row_cache_choose_slot (memory, word));
          __builtin_prefetch (&model->rows[(guint32) pair & model->row_mask]);
        }
      if (i >= PREFETCH)
        {
          const SentimentTargetKeys *key = &keys[i - PREFETCH];
          guint64 word = key->rows[SENTIMENT_ROW_WORD], pair = key->rows[SENTIMENT_ROW_PAIR];
          gboolean is_known;
          gint16 *sums = learn_row_cache_find (memory, learn_row_cache_choose_slot (memory, word), word, &is_known);
          if (!is_known)
            sum_rows (model, key, sums);
          memcpy (found[i - PREFETCH].weights, sums, sizeof found->weights);
          found[i - PREFETCH].pair = pair == 0 ? &nothing : find_row (model, pair);
        }
    }
}

/* Adds what word @i of a window says; it is not the target. A pair with the target itself does not count. */
static void
add_word (const SentimentTargetWindow *window, const SentimentTargetWord *found, guint32 i, gint *units)
{
  const SentimentTargetWord *word = &found[window->places[i]];
  SentimentContext context = sentiment_target_window_get_context (window, i);
  gboolean has_pair = sentiment_target_window_has_row (window, i, SENTIMENT_ROW_PAIR);
  gboolean in_clause = i >= window->clause_start && i < window->clause_end;

  for (guint lean = 0; lean < SENTIMENT_N_LEANS; lean++)
    {
      gint here = word->weights[context][lean], clause = word->weights[SENTIMENT_CONTEXT_CLAUSE][lean];
      if (has_pair)
        {
          here += word->pair->weights[context][lean];
          clause += word->pair->weights[SENTIMENT_CONTEXT_CLAUSE][lean];
        }
      units[lean] += here + (in_clause ? clause : 0);
    }
}

static double
standardize (const SentimentTargetMeasure *measure, double value)
{
  double standard = (value - measure->center) * measure->scale;

  return CLAMP (standard, -SENTIMENT_MEASURE_LIMIT, SENTIMENT_MEASURE_LIMIT);
}

void
sentiment_target_model_judge (const SentimentTargetModel *model, const SentimentTargetWindow *window,
                              const SentimentTargetWord *found, double *shares)
{
  double measures[SENTIMENT_TARGET_MEASURES], values[SENTIMENT_N_CLASSES], highest = -G_MAXDOUBLE, sum = 0.0;
  SentimentTargetRun runs[SENTIMENT_TARGET_RUNS];
  gint units[SENTIMENT_N_LEANS] = { 0 };
  gsize n_runs = sentiment_target_list_runs (window, runs);

  for (gsize i = 0; i < n_runs; i++)
    __builtin_prefetch (&model->runs[(guint32) runs[i].hash & model->run_mask]);
  for (guint32 i = 0; i < window->n_words; i++)
    if (i != window->target)
      add_word (window, found, i, units);
  for (gsize i = 0; i < n_runs; i++)
    for (guint lean = 0; lean < SENTIMENT_N_LEANS; lean++)
      units[lean] += find_run (model, runs[i].hash)->weights[lean];

  double step = model->constants.step * sentiment_target_window_get_norm (window);
  memcpy (values, model->constants.intercepts, sizeof values);
  values[SENTIMENT_CLASS_POSITIVE] += step * units[SENTIMENT_LEAN_POSITIVE];
  values[SENTIMENT_CLASS_NEGATIVE] += step * units[SENTIMENT_LEAN_NEGATIVE];

  sentiment_target_measure (window, measures);
  for (guint i = 0; i < SENTIMENT_TARGET_MEASURES; i++)
    {
      double standard = standardize (&model->measures[i], measures[i]);
      for (guint class = 0; class < SENTIMENT_N_CLASSES; class ++)
        values[class] += model->measures[i].weights[class] * standard;
    }

  if (model->filters.n_rows > 0)
    {
      SentimentTargetMaxima maxima;
      double filtered[SENTIMENT_N_CLASSES];
      sentiment_target_filters_find (&model->filters, window, &maxima);
      sentiment_target_filters_judge (&model->filters, &maxima, filtered);
      for (guint class = 0; class < SENTIMENT_N_CLASSES; class ++)
        values[class] = get_linear_share (model) * values[class] + model->filters.constants->share * filtered[class];
    }

  for (guint class = 0; class < SENTIMENT_N_CLASSES; class ++)
    highest = MAX (highest, values[class]);
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
  return get_linear_share (model) * value;
}

void
sentiment_target_model_share_features (const SentimentTargetModel *model, const SentimentTargetWindow *window,
                                       const SentimentTargetWord *found, double *shares)
{
  SentimentTargetRun runs[SENTIMENT_TARGET_RUNS];
  gsize n_runs = sentiment_target_list_runs (window, runs);
  double step = get_linear_share (model) * model->constants.step * sentiment_target_window_get_norm (window);

  for (guint32 i = 0; i < window->n_words; i++)
    {
      gint units[SENTIMENT_N_LEANS] = { 0 };
      if (i == window->target)
        continue;
      add_word (window, found, i, units);
      shares[i] += step * (units[SENTIMENT_LEAN_POSITIVE] - units[SENTIMENT_LEAN_NEGATIVE]);
    }
  for (gsize i = 0; i < n_runs; i++)
    {
      const gint8 *weights = find_run (model, runs[i].hash)->weights;
      shares[runs[i].place] += step * (weights[SENTIMENT_LEAN_POSITIVE] - weights[SENTIMENT_LEAN_NEGATIVE]);
    }
  if (model->filters.n_rows > 0)
    {
      SentimentTargetMaxima maxima;
      sentiment_target_filters_find (&model->filters, window, &maxima);
      sentiment_target_filters_share (&model->filters, window, &maxima, model->filters.constants->share, shares);
    }
}

gpointer
sentiment_target_slots_pack (const guint64 *hashes, gconstpointer slots, gsize size, gsize n, gsize *n_slots)
{
  const char *from = slots;

  *n_slots = 16;
  while (*n_slots * 3 < n * 4)
    *n_slots *= 2;

  char *table = g_malloc0_n (*n_slots, size);
  for (gsize k = 0; k < n; k++)
    {
      guint32 fingerprint = get_fingerprint (hashes[k]);
      gsize i = (guint32) hashes[k] & (*n_slots - 1);
      while (*(guint32 *) (gpointer) (table + i * size) != 0)
        i = (i + 1) & (*n_slots - 1);
      memcpy (table + i * size, from + k * size, size);
      memcpy (table + i * size, &fingerprint, sizeof fingerprint);
    }
  return table;
}
