/* Gradient-boosted regression trees: small, binned, and the same bits everywhere. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A feature's values are told apart only by at most 255 thresholds: a value's bin is how many thresholds lie below it.
 * Trees compare bins, so that rows are bytes while training and while predicting, and all sums are of integers.
 */

#define LEARN_GBDT_MAX_THRESHOLDS 255
#define LEARN_GBDT_MAX_LEAVES 64
#define LEARN_GBDT_ROWS_BITS 25

/* Bins */

typedef struct _LearnBins LearnBins;

/**
 * learn_bins_new:
 * @values: a sample of rows, one after another
 * @n_rows: how many rows
 * @n_features: how many values a row has
 * @n_thresholds: most thresholds for a feature, up to %LEARN_GBDT_MAX_THRESHOLDS
 *
 * Chooses thresholds at quantiles of the sample, halfway between neighbouring values.
 */
LearnBins *learn_bins_new (const float *values, gsize n_rows, guint n_features, guint n_thresholds);

void learn_bins_apply (const LearnBins *bins, const float *values, guint8 *row);

void learn_bins_free (LearnBins *bins);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LearnBins, learn_bins_free)

/* Training */

/**
 * LearnGbdtSettings:
 * @n_trees: trees
 * @n_leaves: leaves of a tree, 2 … %LEARN_GBDT_MAX_LEAVES
 * @min_leaf_rows: rows a leaf has at least
 * @rate: how much of each tree's fit is kept
 * @feature_share: share of the features that each tree may use
 * @row_share: share of the rows that each tree learns from
 * @shrinkage: weight, in average rows, that draws a leaf's value to zero
 * @seed: of the draws of features and rows
 */
typedef struct
{
  guint n_trees;
  guint n_leaves;
  guint min_leaf_rows;
  double rate;
  double feature_share;
  double row_share;
  double shrinkage;
  guint64 seed;
} LearnGbdtSettings;

/**
 * LearnGbdtProgress:
 *
 * Told after each tree how large a share is done and what the weighted mean squared error is.
 *
 * Returns: %FALSE to stop
 */
typedef gboolean (*LearnGbdtProgress) (double share, double loss, gpointer user_data);

/**
 * learn_gbdt_train:
 * @bins: how the rows were binned
 * @rows: `n_rows × n_features` bins
 * @targets: what to predict, within ±1000
 * @weights: (nullable): what each row counts, not negative
 * @n_rows: how many rows, at least one and fewer than 2²⁵
 * @progress: (nullable): called after each tree
 *
 * Fits trees to the squared error, leaf by leaf where it gains most. Equal input gives equal bytes.
 *
 * Returns: (transfer full): the packed trees, little-endian; %NULL if @progress stopped it or no memory is left for as
 *   many rows
 */
GBytes *learn_gbdt_train (const LearnBins *bins, const guint8 *rows, const float *targets, const float *weights,
                          gsize n_rows, const LearnGbdtSettings *settings, LearnGbdtProgress progress,
                          gpointer user_data);

/* Predicting */

typedef struct _LearnGbdt LearnGbdt;

/**
 * learn_gbdt_new:
 * @data: packed trees; copied
 * @length: their length in bytes
 * @n_features: how many values the caller's rows have
 * @problem: (out): what is wrong with @data if so
 *
 * Returns: (transfer full): the trees; %NULL if @data is none for rows of @n_features values
 */
LearnGbdt *learn_gbdt_new (gconstpointer data, gsize length, guint n_features, const char **problem);

/* Bins of a row's values from @first on, for rows of which a part stays the same. */
void learn_gbdt_bin_range (const LearnGbdt *trees, const float *values, guint first, guint n_values, guint8 *row);

/* The sum of the leaves in units of 2⁻²⁰. */
gint32 learn_gbdt_predict (const LearnGbdt *trees, const guint8 *row);

/**
 * learn_gbdt_judge:
 * @trees: trees
 * @values: `n_rows × n_features` values
 * @n_rows: how many rows
 * @sums: (out caller-allocates): for each what learn_gbdt_predict() gives of its bins
 *
 * Looks at each tree for many rows at once, several times as fast a row where trees have no more than 16 leaves.
 */
void learn_gbdt_judge (const LearnGbdt *trees, const float *values, gsize n_rows, gint32 *sums);

/* Rows that are judged again and again while only their last values change */

typedef struct _LearnGbdtBatch LearnGbdtBatch;

LearnGbdtBatch *learn_gbdt_batch_new (void);
void learn_gbdt_batch_free (LearnGbdtBatch *batch);

/**
 * learn_gbdt_batch_begin:
 * @batch: a batch, whose memory is used again
 * @trees: trees, which must outlive what is done with the rows
 * @n_rows: how many rows; a few hundred at once are best
 * @n_fixed: how many of a row's first values stay as they are
 */
void learn_gbdt_batch_begin (LearnGbdtBatch *batch, const LearnGbdt *trees, guint n_rows, guint n_fixed);

/* Sets values of a row from @first on. The fixed ones count as they are when they are judged first. */
void learn_gbdt_batch_set (LearnGbdtBatch *batch, guint row, guint first, const float *values, guint n_values);

/* Leaves for each row what learn_gbdt_predict() gives; sums of rows whose values were not all set mean nothing. */
void learn_gbdt_batch_predict (LearnGbdtBatch *batch, gint32 *sums);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LearnGbdtBatch, learn_gbdt_batch_free)

void learn_gbdt_free (LearnGbdt *trees);

#define LEARN_GBDT_UNIT 1048576.0

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LearnGbdt, learn_gbdt_free)

G_END_DECLS
