/* A sample of rows that stays small however many there are, for the thresholds of features. */
#include "row-sample.h"

#include <string.h>

struct _LearnRowSample
{
  guint n_features;
  gsize stride;
  gsize most_rows;
  gsize n_passed;
  gsize n_rows; /* kept */
  float *values;
};

LearnRowSample *
learn_row_sample_new (guint n_features, gsize stride, gsize most_rows)
{
  g_return_val_if_fail (n_features > 0 && stride > 0, NULL);
  g_return_val_if_fail (most_rows >= 2 && most_rows % 2 == 0, NULL);

  float *values = g_try_malloc_n (most_rows, n_features * sizeof *values);
  if (values == NULL)
    return NULL;

  LearnRowSample *sample = g_new0 (LearnRowSample, 1);
  sample->n_features = n_features;
  sample->stride = stride;
  sample->most_rows = most_rows;
  sample->values = values;
  return sample;
}

void
learn_row_sample_free (LearnRowSample *sample)
{
  g_free (sample->values);
  g_free (sample);
}

/* Keeps the rows that a stride twice as long would have taken. */
static void
thin (LearnRowSample *sample)
{
  const gsize n = sample->n_features;

  sample->n_rows /= 2;
  for (gsize row = 1; row < sample->n_rows; row++)
    memcpy (sample->values + row * n, sample->values + 2 * row * n, n * sizeof *sample->values);
  sample->stride *= 2;
}

float *
learn_row_sample_next (LearnRowSample *sample)
{
  const gsize row = sample->n_passed++;

  /* An even number of rows fills it, so that a row which finds it full is taken after thinning too. */
  if (row % sample->stride != 0)
    return NULL;
  if (sample->n_rows == sample->most_rows)
    thin (sample);
  return sample->values + sample->n_rows++ * sample->n_features;
}

gsize
learn_row_sample_count (const LearnRowSample *sample)
{
  return sample->n_passed;
}

LearnBins *
learn_row_sample_make_bins (const LearnRowSample *sample, guint n_thresholds)
{
  return learn_bins_new (sample->values, sample->n_rows, sample->n_features, n_thresholds);
}
