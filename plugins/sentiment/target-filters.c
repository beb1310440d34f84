/* Looks for the strongest word of each filter, in whole numbers. */
#include "target-filters.h"
#include "model.h"
#include "optional-section.h"

#include <string.h>

#define N_FILTERS SENTIMENT_N_TARGET_FILTERS

gboolean
sentiment_target_filters_init (SentimentTargetFilters *filters, ObelusModel *file, GError **error)
{
  gsize n_rows, n_constants;

  memset (filters, 0, sizeof *filters);
  if (!learn_model_has_section (file, "target-filters"))
    return TRUE;

  const SentimentTargetFilterRow *rows
      = obelus_model_get_section (file, "target-filters", sizeof *rows, &n_rows, error);
  if (rows == NULL)
    return FALSE;
  const SentimentTargetFilterConstants *constants
      = obelus_model_get_section (file, "target-filter-constants", sizeof *constants, &n_constants, error);
  if (constants == NULL)
    return FALSE;
  if (n_rows < SENTIMENT_FIRST_WORD_ROW || n_rows > G_MAXUINT16)
    return obelus_model_fail (file, "target-filters", "has too few or too many rows", error);

  gboolean is_sound
      = n_constants == 1
        && sentiment_are_sound ((const double *) constants,
                                G_STRUCT_OFFSET (SentimentTargetFilterConstants, biases) / sizeof (double))
        && constants->regression_share >= 0.0 && constants->share >= 0.0;
  const gint16 *biases = is_sound ? constants->biases[0][0] : NULL;
  for (gsize i = 0; is_sound && i < sizeof constants->biases / sizeof *biases; i++)
    is_sound = ABS (biases[i]) <= SENTIMENT_MOST_BIAS;
  if (!is_sound)
    return obelus_model_fail (file, "target-filter-constants", "has numbers that no trainer writes", error);

  filters->rows = rows;
  filters->n_rows = (guint32) n_rows;
  filters->constants = constants;
  return TRUE;
}

/* What a word adds to each filter: its row and its distance */
typedef struct
{
  const gint8 *units;
  const gint16 *biases;
} Addends;

static inline Addends
get_addends (const SentimentTargetFilters *filters, const SentimentTargetWindow *window, guint side, guint32 i)
{
  guint16 row = sentiment_target_window_get_row (window, i);
  guint32 distance = i < window->target ? window->target - i : i - window->target;

  return (Addends){ filters->rows[row < filters->n_rows ? row : 0].filters,
                    filters->constants->biases[side][sentiment_get_target_band (distance)] };
}

/* The words of a side, the target among them */
static void
get_side (const SentimentTargetWindow *window, guint side, guint32 *first, guint32 *end)
{
  *first = side == 0 ? 0 : window->target;
  *end = side == 0 ? window->target + 1 : window->n_words;
}

void
sentiment_target_filters_find (const SentimentTargetFilters *filters, const SentimentTargetWindow *window,
                               SentimentTargetMaxima *maxima)
{
  memset (maxima, 0, sizeof *maxima);
  for (guint side = 0; side < SENTIMENT_N_TARGET_SIDES && filters->n_rows > 0; side++)
    {
      gint16 highest[N_FILTERS] = { 0 }, sums[N_FILTERS];
      guint32 first, end;
      get_side (window, side, &first, &end);
      for (guint32 i = first; i < end; i++)
        {
          Addends addends = get_addends (filters, window, side, i);
          for (guint filter = 0; filter < N_FILTERS; filter++)
            sums[filter] = (gint16) (addends.biases[filter] + addends.units[filter]);
          for (guint filter = 0; filter < N_FILTERS; filter++)
            highest[filter] = MAX (highest[filter], sums[filter]);
        }
      memcpy (maxima->highest[side], highest, sizeof highest);
    }
}

void
sentiment_target_filters_judge (const SentimentTargetFilters *filters, const SentimentTargetMaxima *maxima,
                                double values[SENTIMENT_N_CLASSES])
{
  memcpy (values, filters->constants->intercepts, sizeof filters->constants->intercepts);
  for (guint side = 0; side < SENTIMENT_N_TARGET_SIDES; side++)
    for (guint filter = 0; filter < N_FILTERS; filter++)
      for (guint class = 0; class < SENTIMENT_N_CLASSES; class ++)
        values[class] += filters->constants->weights[side][filter][class] * maxima->highest[side][filter];
}

void
sentiment_target_filters_share (const SentimentTargetFilters *filters, const SentimentTargetWindow *window,
                                const SentimentTargetMaxima *maxima, double scale, double *shares)
{
  for (guint side = 0; side < SENTIMENT_N_TARGET_SIDES && filters->n_rows > 0; side++)
    {
      gboolean is_found[N_FILTERS] = { FALSE };
      guint32 first, end;
      get_side (window, side, &first, &end);
      for (guint32 i = first; i < end; i++)
        {
          Addends addends = get_addends (filters, window, side, i);
          for (guint filter = 0; filter < N_FILTERS; filter++)
            {
              gint highest = maxima->highest[side][filter];
              const double *weights = filters->constants->weights[side][filter];
              if (is_found[filter] || highest == 0 || addends.biases[filter] + addends.units[filter] < highest)
                continue;
              is_found[filter] = TRUE;
              shares[i] += scale * highest * (weights[SENTIMENT_CLASS_POSITIVE] - weights[SENTIMENT_CLASS_NEGATIVE]);
            }
        }
    }
}
