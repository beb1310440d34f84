/* Sets of spans against a list that is looked through. */
#include "span-set.h"

enum
{
  N_SPANS = 60,
  N_ROUNDS = 400,
};

typedef struct
{
  guint32 start;
  guint32 end;
} Span;

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint32 first = *(const guint32 *) a, second = *(const guint32 *) b;

  return first < second ? -1 : first > second;
}

static void
test_against_a_list (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      guint n = 1 + (guint) g_rand_int_range (random, 0, N_SPANS), n_added = 0;
      gint width = g_rand_int_range (random, 4, 200);
      Span spans[N_SPANS], added[N_SPANS];
      guint32 edges[2 * N_SPANS];
      for (guint i = 0; i < n; i++)
        {
          guint32 start = (guint32) g_rand_int_range (random, 0, width);
          spans[i] = (Span){ start, start + 1 + (guint32) g_rand_int_range (random, 0, width) };
          edges[2 * i] = spans[i].start;
          edges[2 * i + 1] = spans[i].end;
        }
      qsort (edges, 2 * n, sizeof *edges, compare_numbers);

      g_autoptr (LearnSpanSet) set = learn_span_set_new (edges, 2 * n);
      g_assert_nonnull (set);
      for (guint i = 0; i < n; i++)
        {
          gboolean overlaps = FALSE, crosses = FALSE;
          for (guint j = 0; j < n_added; j++)
            {
              gboolean shares = added[j].start < spans[i].end && spans[i].start < added[j].end;
              gboolean within = added[j].start >= spans[i].start && added[j].end <= spans[i].end;
              gboolean around = added[j].start <= spans[i].start && added[j].end >= spans[i].end;
              overlaps |= shares;
              crosses |= shares && !within && !around;
            }
          g_assert_cmpint (learn_span_set_overlaps (set, spans[i].start, spans[i].end), ==, overlaps);
          g_assert_cmpint (learn_span_set_crosses (set, spans[i].start, spans[i].end), ==, crosses);
          if (g_rand_boolean (random))
            {
              learn_span_set_add (set, spans[i].start, spans[i].end);
              added[n_added++] = spans[i];
            }
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/span-set/against-a-list", test_against_a_list);

  return g_test_run ();
}
