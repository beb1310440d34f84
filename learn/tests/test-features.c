/* Feature indices and counters against plain look-ups, and hashes against themselves on other days. */
#include "feature-counter.h"
#include "feature-index.h"
#include "random.h"
#include "real.h"

#include <math.h>

/* Models hold hashes: if these change, every model is void. */
static void
test_hash_is_fixed (void)
{
  g_assert_cmphex (learn_hash_mix (1, 2), ==, G_GUINT64_CONSTANT (0x70fd5634a142a985));
  g_assert_cmphex (learn_hash_bytes ("obelus and more", 15, 0), ==, G_GUINT64_CONSTANT (0x5bddc71c2c230de6));
  g_assert_cmphex (learn_hash_mix (1, 2), !=, learn_hash_mix (2, 1));
}

static void
test_index_finds_what_it_holds (void)
{
  LearnRandom random = { 7 };
  enum
  {
    N = 20000
  };
  g_autofree guint64 *hashes = g_new (guint64, N);
  for (guint i = 0; i < N; i++)
    hashes[i] = learn_random_next (&random);

  g_autoptr (GArray) words = learn_feature_index_build (hashes, N);
  LearnFeatureIndex index;
  g_assert_cmpstr (learn_feature_index_read (&index, (const guint32 *) (gpointer) words->data, words->len), ==, NULL);

  for (guint i = 0; i < N; i++)
    g_assert_cmpuint (learn_feature_index_find (&index, hashes[i]), ==, i);

  guint n_mistaken = 0;
  for (guint i = 0; i < 100000; i++)
    {
      guint64 hash = learn_random_next (&random);
      guint32 row = learn_feature_index_find (&index, hash);
      g_assert_cmphex (row, ==, learn_feature_index_find_plainly (&index, hash));
      n_mistaken += row != LEARN_NO_FEATURE ? 1 : 0;
    }
  g_test_message ("%u of 100000 unknown features were taken for known ones", n_mistaken);
  g_assert_cmpuint (n_mistaken, <, 20);
}

/* Where four slots cannot be read at once, as at the end of a table, they are read singly. */
static void
test_small_indices_find_what_they_hold (void)
{
  LearnRandom random = { 11 };

  for (guint32 n = 1; n < 40; n++)
    {
      guint64 hashes[40];
      for (guint32 i = 0; i < n; i++)
        hashes[i] = learn_random_next (&random);
      g_autoptr (GArray) words = learn_feature_index_build (hashes, n);
      LearnFeatureIndex index;
      g_assert_cmpstr (learn_feature_index_read (&index, (const guint32 *) (gpointer) words->data, words->len), ==,
                       NULL);

      for (guint32 i = 0; i < n; i++)
        g_assert_cmpuint (learn_feature_index_find (&index, hashes[i]), ==, i);
      for (guint i = 0; i < 1000; i++)
        g_assert_cmphex (learn_feature_index_find (&index, learn_random_next (&random)), ==, LEARN_NO_FEATURE);
    }
}

static void
test_index_may_be_empty (void)
{
  g_autoptr (GArray) words = learn_feature_index_build (NULL, 0);
  LearnFeatureIndex index;
  g_assert_cmpstr (learn_feature_index_read (&index, (const guint32 *) (gpointer) words->data, words->len), ==, NULL);
  g_assert_cmphex (learn_feature_index_find (&index, 12345), ==, LEARN_NO_FEATURE);
}

static void
test_damaged_index_is_refused (void)
{
  const guint64 hashes[] = { 1, 2, 3 };
  g_autoptr (GArray) words = learn_feature_index_build (hashes, 3);
  guint32 *data = (guint32 *) (gpointer) words->data;
  LearnFeatureIndex index;

  g_assert_cmpstr (learn_feature_index_read (&index, data, 3), !=, NULL);
  g_assert_cmpstr (learn_feature_index_read (&index, data, 6), !=, NULL);
  data[words->len - 1] = 1;
  g_assert_cmpstr (learn_feature_index_read (&index, data, words->len), !=, NULL);
  data[words->len - 1] = 0;
  data[0] = GUINT32_TO_LE (1000);
  g_assert_cmpstr (learn_feature_index_read (&index, data, words->len), !=, NULL);
}

static void
test_counter_keeps_what_occurs_twice (void)
{
  g_autoptr (LearnFeatureCounter) counter = learn_feature_counter_new (24);
  for (guint pass = 0; pass < 2; pass++)
    for (guint64 i = 0; i < 100000; i++)
      {
        guint64 hash = learn_hash_mix (i % 70000, 5);
        if (pass == 0)
          learn_feature_counter_note (counter, hash);
        else
          learn_feature_counter_number (counter, hash);
      }

  guint32 n = learn_feature_counter_get_n_features (counter), n_twice = 0;
  for (guint32 i = 0; i < n; i++)
    n_twice += learn_feature_counter_get_counts (counter)[i] == 2 ? 1 : 0;
  g_assert_cmpuint (n_twice, ==, 30000);
  g_assert_cmpuint (n, <, 30800); /* some that occur once look like others */
  g_assert_cmphex (learn_feature_counter_get_hashes (counter)[1], ==, learn_hash_mix (1, 5));
}

static void
test_exp_is_exp (void)
{
  for (float x = -80.0f; x < 80.0f; x += 0.37f)
    g_assert_cmpfloat (fabs (learn_exp (x) / exp (x) - 1.0), <, 1e-6);
  g_assert_cmpfloat (learn_exp (0.0f), ==, 1.0f);
  g_assert_cmpfloat (learn_exp (-1000.0f), <, 1e-37f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learn/hash/fixed", test_hash_is_fixed);
  g_test_add_func ("/learn/index/finds", test_index_finds_what_it_holds);
  g_test_add_func ("/learn/index/small", test_small_indices_find_what_they_hold);
  g_test_add_func ("/learn/index/empty", test_index_may_be_empty);
  g_test_add_func ("/learn/index/damaged", test_damaged_index_is_refused);
  g_test_add_func ("/learn/counter/twice", test_counter_keeps_what_occurs_twice);
  g_test_add_func ("/learn/real/exp", test_exp_is_exp);

  return g_test_run ();
}
