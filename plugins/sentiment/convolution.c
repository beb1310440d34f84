/* Looks for the best place of each filter: a sum of rows a word, and whole numbers only. */
#include "convolution.h"
#include "model.h"
#include "optional-section.h"

#include <string.h>

/* Words whose rows are asked for ahead */
#define PREFETCH 6

gboolean
sentiment_convolution_init (SentimentConvolution *convolution, ObelusModel *file, GError **error)
{
  gsize n_rows, n_filters;

  memset (convolution, 0, sizeof *convolution);
  if (!learn_model_has_section (file, "convolution"))
    return TRUE;

  convolution->rows = obelus_model_get_section (file, "convolution", sizeof *convolution->rows, &n_rows, error);
  if (convolution->rows == NULL)
    return FALSE;
  convolution->filters = obelus_model_get_section (file, "filters", sizeof *convolution->filters, &n_filters, error);
  if (convolution->filters == NULL)
    return FALSE;
  if (n_rows < SENTIMENT_FIRST_WORD_ROW || n_rows > G_MAXUINT16)
    return obelus_model_fail (file, "convolution", "has too few or too many rows", error);
  if (n_filters != 1 || !sentiment_are_sound (convolution->filters->weights, SENTIMENT_N_FILTERS)
      || !(convolution->filters->share >= 0.0 && convolution->filters->share <= 1.0))
    return obelus_model_fail (file, "filters", "has numbers that no trainer writes", error);
  for (guint i = 0; i < SENTIMENT_N_FILTERS; i++)
    if (ABS (convolution->filters->biases[i]) > SENTIMENT_MOST_BIAS)
      return obelus_model_fail (file, "filters", "has numbers that no trainer writes", error);
  convolution->n_rows = (guint32) n_rows;
  return TRUE;
}

void
sentiment_convolution_add (const SentimentConvolution *convolution, SentimentConvolved *convolved,
                           const SentimentWord *words, gsize n_words, guint32 *lasts, guint32 first_word)
{
  /* Of the function's own, since bytes of a table might be anybody's */
  gint16 biases[SENTIMENT_N_FILTERS], highest[SENTIMENT_N_FILTERS], sums[SENTIMENT_N_FILTERS];

  if (convolution->n_rows == 0)
    return;
  memcpy (biases, convolution->filters->biases, sizeof biases);
  memcpy (highest, convolved->highest, sizeof highest);
  const SentimentConvolutionRow *second = sentiment_convolution_get_row (convolution, convolved->before[0]);
  const SentimentConvolutionRow *first = sentiment_convolution_get_row (convolution, convolved->before[1]);
  for (gsize i = 0; i < n_words; i++)
    {
      guint16 row = sentiment_get_convolution_row (&words[i]);
      const SentimentConvolutionRow *third = sentiment_convolution_get_row (convolution, row);
      if (i + PREFETCH < n_words)
        __builtin_prefetch (
            sentiment_convolution_get_row (convolution, sentiment_get_convolution_row (&words[i + PREFETCH])));

      for (guint filter = 0; filter < SENTIMENT_N_FILTERS; filter++)
        sums[filter] = (gint16) (biases[filter] + third->places[0][filter] + second->places[1][filter]
                                 + first->places[2][filter]);
      for (guint filter = 0; filter < SENTIMENT_N_FILTERS && lasts != NULL; filter++)
        if (sums[filter] > highest[filter])
          lasts[filter] = first_word + (guint32) i;
      for (guint filter = 0; filter < SENTIMENT_N_FILTERS; filter++)
        highest[filter] = MAX (highest[filter], sums[filter]);
      first = second;
      second = third;
      convolved->before[1] = convolved->before[0];
      convolved->before[0] = row;
    }
  memcpy (convolved->highest, highest, sizeof highest);
}

double
sentiment_convolution_get_value (const SentimentConvolution *convolution, const SentimentConvolved *convolved)
{
  double value = 0.0;

  for (guint filter = 0; filter < SENTIMENT_N_FILTERS && convolution->n_rows > 0; filter++)
    value += convolution->filters->weights[filter] * convolved->highest[filter];
  return value;
}
