/* Intervals against what they must be: the spread that theory gives, and nothing of chance that a seed does not decide.
 */
#include "bootstrap.h"

#include <math.h>

/* A unit in which of one thing there is, one was found, rightly or not. */
static void
add_unit (LearnBootstrap *bootstrap, guint kind, gboolean is_right)
{
  const LearnCount count = { 1, 1, is_right ? 1 : 0 };

  learn_bootstrap_begin_unit (bootstrap);
  learn_bootstrap_count (bootstrap, kind, &count);
}

static LearnInterval *
run (const LearnBootstrap *bootstrap, guint n_kinds, guint n_samples, guint64 seed)
{
  LearnInterval *intervals = learn_bootstrap_run (bootstrap, n_kinds, n_samples, 0.95, seed);
  g_assert_nonnull (intervals);

  return intervals;
}

/* Of n things of which a share p is right, the share in a sample is spread with √(p (1 − p) / n), and 95 % of a normal
 * distribution lie within 1.96 of that. */
static void
test_width (void)
{
  g_autoptr (LearnBootstrap) bootstrap = learn_bootstrap_new ();
  for (guint i = 0; i < 1000; i++)
    add_unit (bootstrap, 0, i % 5 != 0);
  g_assert_cmpuint (learn_bootstrap_get_n_units (bootstrap), ==, 1000);

  const double half = 1.96 * sqrt (0.8 * 0.2 / 1000);
  g_autofree LearnInterval *intervals = run (bootstrap, 1, 4000, 1);
  for (guint i = 0; i < 2 * LEARN_N_SCORES; i++)
    {
      g_assert_cmpfloat_with_epsilon (intervals[i].low, 0.8 - half, 0.002);
      g_assert_cmpfloat_with_epsilon (intervals[i].high, 0.8 + half, 0.002);
    }
}

/* What always happens together is one piece of evidence: units are drawn whole. */
static void
test_units_are_whole (void)
{
  g_autoptr (LearnBootstrap) together = learn_bootstrap_new ();
  for (guint i = 0; i < 10; i++)
    {
      learn_bootstrap_begin_unit (together);
      for (guint k = 0; k < 100; k++)
        learn_bootstrap_count (together, 0, &(LearnCount){ 1, 1, i < 8 ? 1 : 0 });
    }

  g_autofree LearnInterval *intervals = run (together, 1, 2000, 1);
  g_assert_cmpfloat (intervals[LEARN_F1].low, <, 0.6);
  g_assert_cmpfloat (intervals[LEARN_F1].high, ==, 1.0);
}

static void
test_kinds (void)
{
  g_autoptr (LearnBootstrap) bootstrap = learn_bootstrap_new ();
  for (guint i = 0; i < 200; i++)
    {
      add_unit (bootstrap, 2, TRUE);
      learn_bootstrap_count (bootstrap, 0, &(LearnCount){ 1, 0, 0 });
      learn_bootstrap_count (bootstrap, 2, &(LearnCount){ 1, 0, 0 });
    }

  g_autofree LearnInterval *intervals = run (bootstrap, 3, 100, 1);
  const LearnInterval *missed = &intervals[0], *absent = &intervals[LEARN_N_SCORES],
                      *half = &intervals[2 * LEARN_N_SCORES], *all = &intervals[3 * LEARN_N_SCORES];
  g_assert_cmpfloat (missed[LEARN_F1].high, ==, 0.0);
  g_assert_cmpfloat (absent[LEARN_F1].high, ==, 0.0);
  g_assert_cmpfloat (half[LEARN_PRECISION].low, ==, 1.0);
  g_assert_cmpfloat (half[LEARN_RECALL].low, ==, 0.5);
  g_assert_cmpfloat (half[LEARN_RECALL].high, ==, 0.5);
  g_assert_cmpfloat_with_epsilon (all[LEARN_RECALL].low, 1.0 / 3.0, 1e-12);
}

static void
test_seeds_decide (void)
{
  g_autoptr (LearnBootstrap) bootstrap = learn_bootstrap_new ();
  for (guint i = 0; i < 300; i++)
    add_unit (bootstrap, 0, i % 3 != 0);

  g_autofree LearnInterval *one = run (bootstrap, 1, 50, 1), *again = run (bootstrap, 1, 50, 1),
                           *other = run (bootstrap, 1, 50, 2);
  g_assert_cmpmem (one, 6 * sizeof *one, again, 6 * sizeof *again);
  g_assert_true (one[0].low != other[0].low || one[0].high != other[0].high);
}

static void
test_nothing (void)
{
  g_autoptr (LearnBootstrap) bootstrap = learn_bootstrap_new ();
  g_autofree LearnInterval *none = run (bootstrap, 0, 1, 1);
  g_assert_cmpfloat (none[LEARN_F1].high, ==, 0.0);

  learn_bootstrap_begin_unit (bootstrap);
  g_autofree LearnInterval *empty = run (bootstrap, 1, 10, 1);
  g_assert_cmpfloat (empty[LEARN_F1].high, ==, 0.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bootstrap/width", test_width);
  g_test_add_func ("/bootstrap/units-are-whole", test_units_are_whole);
  g_test_add_func ("/bootstrap/kinds", test_kinds);
  g_test_add_func ("/bootstrap/seeds-decide", test_seeds_decide);
  g_test_add_func ("/bootstrap/nothing", test_nothing);

  return g_test_run ();
}
