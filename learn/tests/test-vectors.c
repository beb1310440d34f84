/* Sums of rows of scores against plain loops. */
#include "random.h"
#include "vectors.h"

enum
{
  MAX_LANES = 64,
  N_ROWS = 9
};

static gint16
choose_score (LearnRandom *random)
{
  return (gint16) ((gint) learn_random_below (random, 8001) - 4000);
}

static void
test_rows_are_summed (void)
{
  LearnRandom random = { 5 };
  gint16 rows[N_ROWS][MAX_LANES], sums[MAX_LANES + 8];
  const gint16 *pointers[N_ROWS];

  for (guint i = 0; i < N_ROWS; i++)
    {
      pointers[i] = rows[i];
      for (guint lane = 0; lane < MAX_LANES; lane++)
        rows[i][lane] = choose_score (&random);
    }
  for (guint n_lanes = 8; n_lanes <= MAX_LANES; n_lanes += 8)
    for (guint n_rows = 1; n_rows <= N_ROWS; n_rows++)
      {
        sums[n_lanes] = 77;
        learn_vectors_sum (sums, pointers, n_rows, n_lanes);
        for (guint lane = 0; lane < n_lanes; lane++)
          {
            gint16 sum = 0;
            for (guint i = 0; i < n_rows; i++)
              sum = (gint16) (sum + rows[i][lane]);
            g_assert_cmpint (sums[lane], ==, sum);
          }
        g_assert_cmpint (sums[n_lanes], ==, 77);
      }
}

static void
test_rows_of_bytes_are_added (void)
{
  LearnRandom random = { 6 };
  gint8 weights[50 * MAX_LANES + 16];
  guint32 rows[N_ROWS];

  for (guint i = 0; i < sizeof weights; i++)
    weights[i] = (gint8) (guint8) learn_random_below (&random, 256);
  for (guint n_labels = 1; n_labels <= MAX_LANES; n_labels++)
    for (guint n_rows = 0; n_rows <= N_ROWS; n_rows++)
      {
        gint16 sums[MAX_LANES + 8], before[MAX_LANES + 8];
        guint n_lanes = (n_labels + 7) / 8 * 8;
        for (guint i = 0; i < n_rows; i++)
          rows[i] = learn_random_below (&random, 50);
        for (guint lane = 0; lane < MAX_LANES + 8; lane++)
          sums[lane] = before[lane] = choose_score (&random);

        learn_vectors_add_narrow (sums, weights, rows, n_rows, n_labels);
        for (guint lane = 0; lane < n_labels; lane++)
          {
            gint sum = before[lane];
            for (guint i = 0; i < n_rows; i++)
              sum += weights[rows[i] * n_labels + lane];
            g_assert_cmpint (sums[lane], ==, sum);
          }
        g_assert_cmpint (sums[n_lanes], ==, before[n_lanes]);
      }
}

static void
test_near_lanes_are_found (void)
{
  LearnRandom random = { 8 };
  gint16 scores[MAX_LANES];

  for (guint round = 0; round < 2000; round++)
    {
      guint n_lanes = 8 + 8 * learn_random_below (&random, MAX_LANES / 8);
      gint32 margin = (gint32) learn_random_below (&random, round % 2 == 0 ? 400 : 40000);
      gint32 top = G_MININT32;
      guint64 near = 0;
      for (guint lane = 0; lane < n_lanes; lane++)
        {
          scores[lane] = (gint16) ((gint) learn_random_below (&random, round % 3 == 0 ? 65536 : 600) - 32768);
          top = MAX (top, scores[lane]);
        }
      for (guint lane = 0; lane < n_lanes; lane++)
        near |= (guint64) (scores[lane] >= MAX (top - margin, G_MININT16 + 1)) << lane;

      g_assert_cmphex (learn_vectors_find_near (scores, n_lanes, margin), ==, near);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learn/vectors/sum", test_rows_are_summed);
  g_test_add_func ("/learn/vectors/add-narrow", test_rows_of_bytes_are_added);
  g_test_add_func ("/learn/vectors/near", test_near_lanes_are_found);

  return g_test_run ();
}
