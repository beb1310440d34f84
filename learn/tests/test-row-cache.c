/* Sums at hand: a case is known until another takes its slot, and none is known before it was put there. */
#include "random.h"
#include "row-cache.h"

enum
{
  N_SLOTS = 16,
  N_SCORES = 24,
  N_KEYS = 200,
};

/* What the scores of a case are. */
static gint16
make_score (guint64 key, guint i)
{
  return (gint16) (guint16) learn_hash_mix (key, i);
}

static void
test_known_cases_have_their_scores (void)
{
  LearnRowCache cache = { 0 };
  LearnRandom random = { 3 };
  guint64 latest[N_SLOTS] = { 0 };
  guint n_known = 0;

  g_assert_true (learn_row_cache_init (&cache, N_SLOTS, N_SCORES));
  for (guint round = 0; round < 20 * N_KEYS; round++)
    {
      guint64 key = learn_hash_mix (learn_random_below (&random, N_KEYS), 7);
      guint32 slot = learn_row_cache_choose_slot (&cache, key);
      gboolean is_known;
      g_assert_cmpuint (slot, <, N_SLOTS);
      learn_row_cache_prefetch (&cache, slot);
      gint16 *scores = learn_row_cache_find (&cache, slot, key, &is_known);

      g_assert_true (is_known == (latest[slot] == key));
      n_known += is_known ? 1 : 0;
      for (guint i = 0; i < N_SCORES; i++)
        if (is_known)
          g_assert_cmpint (scores[i], ==, make_score (key, i));
        else
          scores[i] = make_score (key, i);
      latest[slot] = key;
    }
  g_assert_cmpuint (n_known, >, 0);
  learn_row_cache_clear (&cache);
}

/* A stand-in for what is beside a sentence has the hash 0. */
static void
test_nothing_is_known_at_first (void)
{
  LearnRowCache cache = { 0 };

  g_assert_true (learn_row_cache_init (&cache, N_SLOTS, N_SCORES));
  for (guint32 slot = 0; slot < N_SLOTS; slot++)
    {
      gboolean is_known;
      g_assert_nonnull (learn_row_cache_find (&cache, slot, 0, &is_known));
      g_assert_false (is_known);
      learn_row_cache_find (&cache, slot, 0, &is_known);
      g_assert_true (is_known);
    }
  learn_row_cache_clear (&cache);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/row-cache/known", test_known_cases_have_their_scores);
  g_test_add_func ("/row-cache/empty", test_nothing_is_known_at_first);

  return g_test_run ();
}
