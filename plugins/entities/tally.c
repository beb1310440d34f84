/* Counting pairs of names. */
#include "tally.h"

#include <math.h>
#include <string.h>

static void
type_free (gpointer data)
{
  EntityTypeTally *type = data;

  g_free (type->name);
  g_free (type);
}

EntityTally *
entity_tally_new (void)
{
  EntityTally *tally = g_new0 (EntityTally, 1);
  tally->types = g_ptr_array_new_with_free_func (type_free);
  tally->numbers = g_hash_table_new (g_str_hash, g_str_equal); /* of names that the types own */
  tally->bootstrap = learn_bootstrap_new ();

  return tally;
}

void
entity_tally_free (EntityTally *tally)
{
  if (tally == NULL)
    return;
  g_hash_table_unref (tally->numbers);
  g_ptr_array_unref (tally->types);
  g_free (tally->pairs[0]);
  g_free (tally->pairs[1]);
  learn_bootstrap_free (tally->bootstrap);
  g_free (tally);
}

static void
widen (EntityTally *tally)
{
  guint width = MAX (16, 2 * tally->width);

  for (guint k = 0; k < 2; k++)
    {
      guint64 *wider = g_new0 (guint64, (gsize) width * width);
      for (guint i = 0; i < tally->width; i++)
        for (guint j = 0; j < tally->width; j++)
          wider[i * width + j] = tally->pairs[k][i * tally->width + j];
      g_free (tally->pairs[k]);
      tally->pairs[k] = wider;
    }
  tally->width = width;
}

gint
entity_tally_find_type (EntityTally *tally, const char *name)
{
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (tally->numbers, name));
  if (known > 0)
    return (gint) known - 1;
  if (tally->types->len == ENTITY_MOST_JUDGED_TYPES)
    return -1;

  EntityTypeTally *type = g_new0 (EntityTypeTally, 1);
  type->name = g_strdup (name);
  g_ptr_array_add (tally->types, type);
  g_hash_table_insert (tally->numbers, type->name, GUINT_TO_POINTER (tally->types->len));
  if (tally->types->len > tally->width)
    widen (tally);

  return (gint) tally->types->len - 1;
}

static void
count_score (EntityTally *tally, double score, gboolean is_right)
{
  if (isnan (score))
    return;

  double place = CLAMP (score, 0.0, 1.0) * ENTITY_N_BINS;
  EntityBin *bin = &tally->bins[MIN ((guint) place, ENTITY_N_BINS - 1)];
  bin->n++;
  bin->n_right += is_right ? 1 : 0;
  bin->sum += score;
}

void
entity_tally_count (EntityTally *tally, const EntityPair *pair)
{
  EntityVerdict verdict = entity_pair_judge (pair);
  guint64 n_right = verdict == ENTITY_RIGHT ? 1 : 0;

  tally->verdicts[verdict]++;
  if (pair->gold != NULL)
    {
      EntityTypeTally *type = g_ptr_array_index (tally->types, pair->gold->type);
      const LearnCount count = { .n_gold = 1, .n_right = n_right };
      learn_count_add (&type->count, &count);
      learn_bootstrap_count (tally->bootstrap, pair->gold->type, &count);
      type->n_missed += verdict == ENTITY_MISSED ? 1 : 0;
    }
  if (pair->found != NULL)
    {
      EntityTypeTally *type = g_ptr_array_index (tally->types, pair->found->type);
      const LearnCount count = { .n_found = 1 };
      learn_count_add (&type->count, &count);
      learn_bootstrap_count (tally->bootstrap, pair->found->type, &count);
      type->n_spurious += verdict == ENTITY_SPURIOUS ? 1 : 0;
      count_score (tally, pair->found->score, n_right == 1);
    }
  if (pair->gold != NULL && pair->found != NULL)
    {
      gboolean has_other_span = verdict == ENTITY_OTHER_SPAN || verdict == ENTITY_OTHER_BOTH;
      tally->pairs[has_other_span ? 1 : 0][pair->gold->type * tally->width + pair->found->type]++;
    }
}

guint64
entity_tally_get_pairs (const EntityTally *tally, guint gold, guint found, gboolean has_other_span)
{
  return tally->pairs[has_other_span ? 1 : 0][gold * tally->width + found];
}

LearnCount
entity_tally_sum (const EntityTally *tally)
{
  LearnCount sum = { 0 };

  for (guint i = 0; i < tally->types->len; i++)
    learn_count_add (&sum, &entity_tally_get_type (tally, i)->count);

  return sum;
}

EntityBin
entity_tally_sum_bins (const EntityTally *tally)
{
  EntityBin sum = { 0 };

  for (guint i = 0; i < ENTITY_N_BINS; i++)
    {
      sum.n += tally->bins[i].n;
      sum.n_right += tally->bins[i].n_right;
      sum.sum += tally->bins[i].sum;
    }

  return sum;
}

double
entity_tally_get_calibration_error (const EntityTally *tally)
{
  double sum = 0.0;
  guint64 n = 0;

  for (guint i = 0; i < ENTITY_N_BINS; i++)
    {
      const EntityBin *bin = &tally->bins[i];
      sum += fabs (bin->sum - (double) bin->n_right);
      n += bin->n;
    }

  return n > 0 ? sum / (double) n : 0.0;
}

static int
compare_numbers (gconstpointer a, gconstpointer b, gpointer data)
{
  const EntityTally *tally = data;
  const guint *x = a, *y = b;

  return strcmp (entity_tally_get_type (tally, *x)->name, entity_tally_get_type (tally, *y)->name);
}

GArray *
entity_tally_sort_types (const EntityTally *tally)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < tally->types->len; i++)
    g_array_append_val (numbers, i);
  g_array_sort_with_data (numbers, compare_numbers, (gpointer) tally);

  return numbers;
}

guint64
entity_tally_count_mistakes (const EntityTally *tally)
{
  guint64 n = 0;

  for (guint verdict = ENTITY_RIGHT + 1; verdict < ENTITY_N_VERDICTS; verdict++)
    n += tally->verdicts[verdict];

  return n;
}

LearnInterval
entity_bin_get_interval (const EntityBin *bin)
{
  const double z = 1.959964, n = (double) bin->n, p = (double) bin->n_right / n;
  const double middle = p + z * z / (2.0 * n), half = z * sqrt (p * (1.0 - p) / n + z * z / (4.0 * n * n));
  const double whole = 1.0 + z * z / n;

  /* Rounding may lead out of 0 … 1. */
  return (LearnInterval){ MAX ((middle - half) / whole, 0.0), MIN ((middle + half) / whole, 1.0) };
}
