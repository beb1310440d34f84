/* A sample of rows that stays small however many there are, for the thresholds of features. */
#pragma once

#include "gbdt.h"

G_BEGIN_DECLS

typedef struct _LearnRowSample LearnRowSample;

/**
 * learn_row_sample_new:
 * @n_features: values a row
 * @stride: of so many rows one is taken
 * @most_rows: how many are kept, an even number; where there are more, every second one is dropped and the stride
 * doubled
 *
 * Returns: (transfer full): an empty sample; %NULL where no memory is left for @most_rows rows
 */
LearnRowSample *learn_row_sample_new (guint n_features, gsize stride, gsize most_rows);
void learn_row_sample_free (LearnRowSample *sample);

/* Passes the next row. Returns where its values are to be written, or %NULL if it is not taken. */
float *learn_row_sample_next (LearnRowSample *sample);

/* How many rows were passed, taken or not. */
gsize learn_row_sample_count (const LearnRowSample *sample);

/* Thresholds chosen from the rows that are kept, as learn_bins_new() does. */
LearnBins *learn_row_sample_make_bins (const LearnRowSample *sample, guint n_thresholds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LearnRowSample, learn_row_sample_free)

G_END_DECLS
