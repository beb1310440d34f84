/* Bootstrap intervals over counts of units. */
#include "bootstrap.h"

#include "random.h"

#include <obelus/obelus-plugin.h>

#include <string.h>

typedef struct
{
  guint kind;
  LearnCount count;
} Entry;

struct _LearnBootstrap
{
  GArray *ends;    /* guint, a unit: where its entries end */
  GArray *entries; /* Entry, one a kind that a unit has */
  GArray *latest;  /* guint, a kind: its last entry + 1, or 0 */
};

LearnBootstrap *
learn_bootstrap_new (void)
{
  LearnBootstrap *bootstrap = g_new0 (LearnBootstrap, 1);
  bootstrap->ends = g_array_new (FALSE, FALSE, sizeof (guint));
  bootstrap->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  bootstrap->latest = g_array_new (FALSE, TRUE, sizeof (guint));

  return bootstrap;
}

void
learn_bootstrap_free (LearnBootstrap *bootstrap)
{
  if (bootstrap == NULL)
    return;
  g_array_unref (bootstrap->ends);
  g_array_unref (bootstrap->entries);
  g_array_unref (bootstrap->latest);
  g_free (bootstrap);
}

void
learn_bootstrap_begin_unit (LearnBootstrap *bootstrap)
{
  guint end = bootstrap->entries->len;
  g_array_append_val (bootstrap->ends, end);
}

static guint
get_first_entry (const LearnBootstrap *bootstrap, guint unit)
{
  return unit == 0 ? 0 : g_array_index (bootstrap->ends, guint, unit - 1);
}

void
learn_bootstrap_count (LearnBootstrap *bootstrap, guint kind, const LearnCount *count)
{
  g_return_if_fail (bootstrap->ends->len > 0);

  const guint unit = bootstrap->ends->len - 1;
  if (kind >= bootstrap->latest->len)
    g_array_set_size (bootstrap->latest, kind + 1);
  guint *latest = &g_array_index (bootstrap->latest, guint, kind);

  if (*latest > get_first_entry (bootstrap, unit))
    {
      learn_count_add (&g_array_index (bootstrap->entries, Entry, *latest - 1).count, count);
      return;
    }
  Entry entry = { kind, *count };
  g_array_append_val (bootstrap->entries, entry);
  *latest = bootstrap->entries->len;
  g_array_index (bootstrap->ends, guint, unit) = bootstrap->entries->len;
}

guint
learn_bootstrap_get_n_units (const LearnBootstrap *bootstrap)
{
  return bootstrap->ends->len;
}

/* Draws once: counts a kind, and those of all together behind them. FALSE if cancelled. */
static gboolean
draw (const LearnBootstrap *bootstrap, LearnRandom *random, guint n_kinds, LearnCount *counts)
{
  const Entry *entries = (const Entry *) (gconstpointer) bootstrap->entries->data;
  const guint n_units = bootstrap->ends->len;

  memset (counts, 0, (n_kinds + 1) * sizeof *counts);
  for (guint i = 0; i < n_units; i++)
    {
      if (obelus_is_cancelled_at (i))
        return FALSE;
      guint unit = learn_random_below (random, n_units);
      guint end = g_array_index (bootstrap->ends, guint, unit);
      for (guint k = get_first_entry (bootstrap, unit); k < end; k++)
        if (entries[k].kind < n_kinds)
          learn_count_add (&counts[entries[k].kind], &entries[k].count);
    }
  for (guint kind = 0; kind < n_kinds; kind++)
    learn_count_add (&counts[n_kinds], &counts[kind]);

  return TRUE;
}

static int
compare_reals (gconstpointer a, gconstpointer b)
{
  const double *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

/* The interval between the quantiles of what was drawn, which is put into order. */
static LearnInterval
find_interval (double *values, guint n, double level)
{
  double tail = (1.0 - level) / 2.0 * n;
  guint n_below = MIN ((guint) tail, (n - 1) / 2);

  qsort (values, n, sizeof *values, compare_reals);

  return (LearnInterval){ values[n_below], values[n - 1 - n_below] };
}

LearnInterval *
learn_bootstrap_run (const LearnBootstrap *bootstrap, guint n_kinds, guint n_samples, double level, guint64 seed)
{
  const gsize n_figures = ((gsize) n_kinds + 1) * LEARN_N_SCORES;
  LearnRandom random = { seed };
  g_autofree LearnCount *counts = g_try_new (LearnCount, (gsize) n_kinds + 1);
  g_autofree LearnInterval *intervals = g_try_new (LearnInterval, n_figures);
  /* n_samples values of a figure side by side */
  gsize n_values;
  g_autofree double *values
      = g_size_checked_mul (&n_values, n_figures, n_samples) ? g_try_new (double, n_values) : NULL;

  if (counts == NULL || intervals == NULL || values == NULL)
    return NULL;
  for (guint sample = 0; sample < n_samples; sample++)
    {
      if (!draw (bootstrap, &random, n_kinds, counts))
        return NULL;
      for (gsize figure = 0; figure < n_figures; figure++)
        values[figure * n_samples + sample]
            = learn_count_get_score (&counts[figure / LEARN_N_SCORES], (LearnScore) (figure % LEARN_N_SCORES));
    }
  for (gsize figure = 0; figure < n_figures; figure++)
    intervals[figure] = find_interval (&values[figure * n_samples], n_samples, level);

  return g_steal_pointer (&intervals);
}
