/* Boosted trees: what they learn, that they are the same each time, and that damaged ones are refused. */
#include "gbdt.h"
#include "logarithm.h"
#include "random.h"

#include <math.h>
#include <string.h>

enum
{
  N_FEATURES = 4,
  N_ROWS = 4000
};

typedef struct
{
  float *values;
  float *targets;
  guint8 *rows;
  LearnBins *bins;
} Sample;

/* A step in one feature that depends on another: what a linear model cannot have. The last two features are noise. */
static float
get_truth (const float *values)
{
  return values[0] > 0.5f ? (values[1] > 0.25f ? 2.0f : -1.0f) : 0.5f;
}

static void
sample_init (Sample *sample)
{
  LearnRandom random = { 7 };
  sample->values = g_new (float, N_ROWS *N_FEATURES);
  sample->targets = g_new (float, N_ROWS);
  sample->rows = g_new (guint8, N_ROWS * N_FEATURES);
  for (guint row = 0; row < N_ROWS; row++)
    {
      for (guint f = 0; f < N_FEATURES; f++)
        sample->values[row * N_FEATURES + f] = (float) learn_random_below (&random, 1000) / 1000.0f;
      sample->targets[row] = get_truth (sample->values + row * N_FEATURES);
    }
  sample->bins = learn_bins_new (sample->values, N_ROWS, N_FEATURES, 63);
  for (guint row = 0; row < N_ROWS; row++)
    learn_bins_apply (sample->bins, sample->values + row * N_FEATURES, sample->rows + row * N_FEATURES);
}

static void
sample_clear (Sample *sample)
{
  g_free (sample->values);
  g_free (sample->targets);
  g_free (sample->rows);
  learn_bins_free (sample->bins);
}

static const LearnGbdtSettings settings = { .n_trees = 60,
                                            .n_leaves = 6,
                                            .min_leaf_rows = 20,
                                            .rate = 0.2,
                                            .feature_share = 1.0,
                                            .row_share = 1.0,
                                            .shrinkage = 0.1,
                                            .seed = 1 };

static GBytes *
train (const Sample *sample, const LearnGbdtSettings *with, const float *weights)
{
  return learn_gbdt_train (sample->bins, sample->rows, sample->targets, weights, N_ROWS, with, NULL, NULL);
}

static LearnGbdt *
read_trees (GBytes *bytes)
{
  gsize length;
  const char *problem;
  gconstpointer data = g_bytes_get_data (bytes, &length);
  LearnGbdt *trees = learn_gbdt_new (data, length, N_FEATURES, &problem);
  g_assert_cmpstr (problem, ==, NULL);
  return trees;
}

static float
predict (const LearnGbdt *trees, const float *values)
{
  guint8 row[N_FEATURES];
  learn_gbdt_bin_range (trees, values, 0, N_FEATURES, row);
  return (float) (learn_gbdt_predict (trees, row) / LEARN_GBDT_UNIT);
}

static void
test_learns_a_step_that_depends (void)
{
  Sample sample;
  sample_init (&sample);
  g_autoptr (GBytes) bytes = train (&sample, &settings, NULL);
  g_autoptr (LearnGbdt) trees = read_trees (bytes);

  const float cases[][N_FEATURES]
      = { { 0.9f, 0.9f, 0.1f, 0.9f }, { 0.9f, 0.1f, 0.9f, 0.1f }, { 0.1f, 0.9f, 0.5f, 0.5f } };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpfloat_with_epsilon (predict (trees, cases[i]), get_truth (cases[i]), 0.1);
  sample_clear (&sample);
}

static void
test_equal_input_gives_equal_bytes (void)
{
  Sample sample;
  LearnGbdtSettings drawn = settings;
  drawn.feature_share = 0.5;
  drawn.row_share = 0.7;
  sample_init (&sample);
  g_autoptr (GBytes) one = train (&sample, &drawn, NULL);
  g_autoptr (GBytes) two = train (&sample, &drawn, NULL);
  drawn.seed = 2;
  g_autoptr (GBytes) other = train (&sample, &drawn, NULL);
  g_assert_true (g_bytes_equal (one, two));
  g_assert_false (g_bytes_equal (one, other));
  sample_clear (&sample);
}

/* Rows of no weight must not be learned from. */
static void
test_weights_count (void)
{
  Sample sample;
  sample_init (&sample);
  g_autofree float *weights = g_new (float, N_ROWS);
  for (guint row = 0; row < N_ROWS; row++)
    weights[row] = sample.targets[row] == 2.0f ? 0.0f : 1.0f;
  g_autoptr (GBytes) bytes = train (&sample, &settings, weights);
  g_autoptr (LearnGbdt) trees = read_trees (bytes);
  const float high[N_FEATURES] = { 0.9f, 0.9f, 0.5f, 0.5f };
  g_assert_cmpfloat (predict (trees, high), <, 1.0f);
  sample_clear (&sample);
}

/* However many rows are asked for, and whether trees are small enough to be sieved or not. */
static void
test_many_rows_are_predicted_as_one (void)
{
  Sample sample;
  sample_init (&sample);
  for (guint n_leaves = 2; n_leaves <= 30; n_leaves += 7)
    {
      LearnGbdtSettings with = settings;
      with.n_leaves = n_leaves;
      g_autoptr (GBytes) bytes = train (&sample, &with, NULL);
      g_autoptr (LearnGbdt) trees = read_trees (bytes);
      guint8 rows[100][N_FEATURES];
      gint32 sums[100];
      for (guint i = 0; i < 100; i++)
        learn_gbdt_bin_range (trees, sample.values + i * N_FEATURES, 0, N_FEATURES, rows[i]);
      for (guint n = 1; n <= 100; n += 33)
        {
          learn_gbdt_judge (trees, sample.values, n, sums);
          for (guint i = 0; i < n; i++)
            g_assert_cmpint (sums[i], ==, learn_gbdt_predict (trees, rows[i]));
        }
    }
  sample_clear (&sample);
}

/* Whatever share of the values stays, and however often the others change. */
static void
test_batches_are_predicted_as_rows (void)
{
  Sample sample;
  sample_init (&sample);
  g_autoptr (LearnGbdtBatch) batch = learn_gbdt_batch_new ();
  for (guint n_leaves = 2; n_leaves <= 30; n_leaves += 7)
    {
      LearnGbdtSettings with = settings;
      with.n_leaves = n_leaves;
      g_autoptr (GBytes) bytes = train (&sample, &with, NULL);
      g_autoptr (LearnGbdt) trees = read_trees (bytes);
      for (guint n_fixed = 0; n_fixed <= N_FEATURES; n_fixed++)
        {
          guint n = 10 + 13 * n_fixed;
          learn_gbdt_batch_begin (batch, trees, n, n_fixed);
          for (guint round = 0; round < 3; round++)
            {
              gint32 sums[100];
              g_assert_cmpuint (n, <=, G_N_ELEMENTS (sums));
              for (guint i = 0; i < n; i++)
                {
                  if (round == 0)
                    learn_gbdt_batch_set (batch, i, 0, sample.values + i * N_FEATURES, n_fixed);
                  learn_gbdt_batch_set (batch, i, n_fixed, sample.values + (i + round) * N_FEATURES + n_fixed,
                                        N_FEATURES - n_fixed);
                }
              learn_gbdt_batch_predict (batch, sums);
              for (guint i = 0; i < n; i++)
                {
                  float values[N_FEATURES];
                  guint8 row[N_FEATURES];
                  memcpy (values, sample.values + (i + round) * N_FEATURES, sizeof values);
                  memcpy (values, sample.values + i * N_FEATURES, sizeof *values * n_fixed);
                  learn_gbdt_bin_range (trees, values, 0, N_FEATURES, row);
                  g_assert_cmpint (sums[i], ==, learn_gbdt_predict (trees, row));
                }
            }
        }
    }
  sample_clear (&sample);
}

/* A packed tree knows only the thresholds it uses; its predictions must be those of the bins it was trained with. */
static void
test_values_at_thresholds_go_left (void)
{
  const float values[] = { 1, 2, 3, 4 };
  g_autoptr (LearnBins) bins = learn_bins_new (values, 4, 1, 255);
  const float cases[] = { 0.0f, 1.0f, 1.5f, 1.6f, 3.5f, 9.0f };
  const guint8 expected[] = { 0, 0, 0, 1, 2, 3 };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint8 bin;
      learn_bins_apply (bins, &cases[i], &bin);
      g_assert_cmpuint (bin, ==, expected[i]);
    }
}

static gboolean
stop (double share, double loss, gpointer user_data)
{
  (void) loss;
  *(guint *) user_data += 1;
  return share < 0.1;
}

static void
test_stops_when_told (void)
{
  Sample sample;
  guint n_calls = 0;
  sample_init (&sample);
  GBytes *bytes = learn_gbdt_train (sample.bins, sample.rows, sample.targets, NULL, N_ROWS, &settings, stop, &n_calls);
  g_assert_null (bytes);
  g_assert_cmpuint (n_calls, ==, 6);
  sample_clear (&sample);
}

/* Every byte changed and every shorter length: refused, or read without harm. */
static void
test_damaged_trees_do_no_harm (void)
{
  Sample sample;
  LearnGbdtSettings few = settings;
  const char *problem;
  gsize length;
  few.n_trees = 2;
  sample_init (&sample);
  g_autoptr (GBytes) bytes = train (&sample, &few, NULL);
  const guint8 *data = g_bytes_get_data (bytes, &length);
  g_autoptr (LearnGbdtBatch) batch = learn_gbdt_batch_new ();

  for (gsize n = 0; n < length; n++)
    g_assert_null (learn_gbdt_new (data, n, N_FEATURES, &problem));
  g_assert_null (learn_gbdt_new (data, length, N_FEATURES + 1, &problem));
  g_assert_cmpstr (problem, ==, "was made for other features");

  g_autofree guint8 *copy = g_memdup2 (data, length);
  for (gsize i = 0; i < length; i++)
    for (guint bit = 0; bit < 8; bit++)
      {
        copy[i] ^= 1 << bit;
        g_autoptr (LearnGbdt) trees = learn_gbdt_new (copy, length, N_FEATURES, &problem);
        if (trees != NULL)
          {
            gint32 sum;
            predict (trees, sample.values);
            learn_gbdt_batch_begin (batch, trees, 1, 1);
            learn_gbdt_batch_set (batch, 0, 0, sample.values, N_FEATURES);
            learn_gbdt_batch_predict (batch, &sum);
            learn_gbdt_judge (trees, sample.values, 1, &sum);
          }
        else
          g_assert_nonnull (problem);
        copy[i] ^= 1 << bit;
      }
  sample_clear (&sample);
}

static void
test_logarithm_is_close (void)
{
  for (double x = 1e-6; x < 1e9; x *= 1.37)
    g_assert_cmpfloat_with_epsilon (learn_log (x), log (x), 1e-8 * MAX (1.0, fabs (log (x))));
  g_assert_cmpfloat (learn_log2 (8.0), ==, 3.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gbdt/learns-a-step-that-depends", test_learns_a_step_that_depends);
  g_test_add_func ("/gbdt/equal-input-gives-equal-bytes", test_equal_input_gives_equal_bytes);
  g_test_add_func ("/gbdt/weights-count", test_weights_count);
  g_test_add_func ("/gbdt/many-rows-are-predicted-as-one", test_many_rows_are_predicted_as_one);
  g_test_add_func ("/gbdt/batches-are-predicted-as-rows", test_batches_are_predicted_as_rows);
  g_test_add_func ("/gbdt/values-at-thresholds-go-left", test_values_at_thresholds_go_left);
  g_test_add_func ("/gbdt/stops-when-told", test_stops_when_told);
  g_test_add_func ("/gbdt/damaged-trees-do-no-harm", test_damaged_trees_do_no_harm);
  g_test_add_func ("/gbdt/logarithm-is-close", test_logarithm_is_close);
  return g_test_run ();
}
