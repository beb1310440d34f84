/* Samples of rows: which rows they take, and that thinning takes what a longer stride would have. */
#include "row-sample.h"

enum
{
  N_FEATURES = 3
};

/* Passes @n_rows rows, whose first value is their number. */
static LearnRowSample *
pass_rows (gsize stride, gsize most_rows, guint n_rows)
{
  LearnRowSample *sample = learn_row_sample_new (N_FEATURES, stride, most_rows);

  for (guint row = 0; row < n_rows; row++)
    {
      float *values = learn_row_sample_next (sample);
      for (guint f = 0; values != NULL && f < N_FEATURES; f++)
        values[f] = (float) (row + f);
    }
  g_assert_cmpuint (learn_row_sample_count (sample), ==, n_rows);
  return sample;
}

/* Whether the thresholds tell the same of all rows. */
static void
assert_equal_bins (const LearnRowSample *one, const LearnRowSample *two, guint n_rows)
{
  g_autoptr (LearnBins) bins = learn_row_sample_make_bins (one, LEARN_GBDT_MAX_THRESHOLDS);
  g_autoptr (LearnBins) others = learn_row_sample_make_bins (two, LEARN_GBDT_MAX_THRESHOLDS);

  for (guint row = 0; row < n_rows; row++)
    {
      const float values[N_FEATURES] = { (float) row, (float) row + 1, (float) row + 2 };
      guint8 bin[N_FEATURES], other[N_FEATURES];
      learn_bins_apply (bins, values, bin);
      learn_bins_apply (others, values, other);
      g_assert_cmpmem (bin, sizeof bin, other, sizeof other);
    }
}

static void
test_one_of_so_many_rows_is_taken (void)
{
  g_autoptr (LearnRowSample) sample = learn_row_sample_new (N_FEATURES, 4, 64);

  for (guint row = 0; row < 64; row++)
    g_assert_true ((learn_row_sample_next (sample) != NULL) == (row % 4 == 0));
}

static void
test_thinning_is_a_longer_stride (void)
{
  for (guint n_rows = 1; n_rows < 400; n_rows++)
    {
      guint stride = 3;
      while ((n_rows + stride - 1) / stride > 16)
        stride *= 2;
      g_autoptr (LearnRowSample) thinned = pass_rows (3, 16, n_rows);
      g_autoptr (LearnRowSample) plain = pass_rows (stride, 1024, n_rows);
      assert_equal_bins (thinned, plain, n_rows);
    }
}

static void
test_no_memory_is_told (void)
{
  g_assert_null (learn_row_sample_new (N_FEATURES, 1, G_MAXSIZE / 2 - 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/row-sample/stride", test_one_of_so_many_rows_is_taken);
  g_test_add_func ("/row-sample/thinning", test_thinning_is_a_longer_stride);
  g_test_add_func ("/row-sample/memory", test_no_memory_is_told);
  return g_test_run ();
}
