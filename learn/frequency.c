/* How common words are: document frequencies learned from the training texts. */
#include "frequency.h"

#include "logarithm.h"

#include <stdlib.h>

/* Words are found by the upper bits of their hashes first. */
#define N_RANGES 4096u
#define RANGE_SHIFT 20

struct _LearnFrequencyTable
{
  const guint32 *hashes;
  const guint8 *weights;
  guint32 starts[N_RANGES + 1];
};

LearnFrequencyTable *
learn_frequency_table_new (const guint32 *hashes, const guint8 *weights, gsize n)
{
  if (n >= G_MAXUINT32)
    return NULL;
  for (gsize i = 1; i < n; i++)
    if (GUINT32_FROM_LE (hashes[i]) <= GUINT32_FROM_LE (hashes[i - 1]))
      return NULL;

  LearnFrequencyTable *table = g_new0 (LearnFrequencyTable, 1);
  table->hashes = hashes;
  table->weights = weights;
  guint32 place = 0;
  for (guint32 range = 0; range <= N_RANGES; range++)
    {
      while (place < n && (GUINT32_FROM_LE (hashes[place]) >> RANGE_SHIFT) < range)
        place++;
      table->starts[range] = place;
    }
  return table;
}

void
learn_frequency_table_free (LearnFrequencyTable *table)
{
  g_free (table);
}

void
learn_frequency_table_prefetch (const LearnFrequencyTable *table, guint32 hash)
{
  guint32 start = table->starts[hash >> RANGE_SHIFT];

  __builtin_prefetch (table->hashes + start);
  __builtin_prefetch (table->weights + start);
}

float
learn_frequency_table_get (const LearnFrequencyTable *table, guint32 hash)
{
  guint32 range = hash >> RANGE_SHIFT;
  guint32 low = table->starts[range], high = table->starts[range + 1];
  while (high - low > 8)
    {
      guint32 middle = low + (high - low) / 2;
      if (GUINT32_FROM_LE (table->hashes[middle]) <= hash)
        low = middle;
      else
        high = middle;
    }
  /* A range holds a word or three: no look ahead guesses which of them it is. */
  for (; low < high; low++)
    if (GUINT32_FROM_LE (table->hashes[low]) == hash)
      return table->weights[low] / 255.0f;
  return 1.0f;
}

/* Counting */

struct _LearnFrequencyCounter
{
  GHashTable *counts;
  guint32 n_texts;
};

LearnFrequencyCounter *
learn_frequency_counter_new (void)
{
  LearnFrequencyCounter *counter = g_new0 (LearnFrequencyCounter, 1);
  counter->counts = g_hash_table_new (NULL, NULL);
  return counter;
}

void
learn_frequency_counter_free (LearnFrequencyCounter *counter)
{
  g_hash_table_unref (counter->counts);
  g_free (counter);
}

void
learn_frequency_counter_add (LearnFrequencyCounter *counter, const guint32 *hashes, gsize n)
{
  counter->n_texts++;
  for (gsize i = 0; i < n; i++)
    {
      gpointer key = GUINT_TO_POINTER (hashes[i]);
      guint32 count = GPOINTER_TO_UINT (g_hash_table_lookup (counter->counts, key));
      g_hash_table_insert (counter->counts, key, GUINT_TO_POINTER (count + 1));
    }
}

static int
compare_hashes (gconstpointer a, gconstpointer b)
{
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;
  return x < y ? -1 : x > y;
}

gsize
learn_frequency_counter_finish (LearnFrequencyCounter *counter, guint32 least, guint32 **hashes, guint8 **weights)
{
  GHashTableIter iter;
  gpointer key, value;
  gsize n = 0;

  *hashes = g_new (guint32, g_hash_table_size (counter->counts) + 1);
  g_hash_table_iter_init (&iter, counter->counts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (GPOINTER_TO_UINT (value) >= least)
      (*hashes)[n++] = GPOINTER_TO_UINT (key);
  qsort (*hashes, n, sizeof **hashes, compare_hashes);

  /* The logarithm of how many texts there are for each that has the word, as a share of the largest there is. */
  double most = learn_log (1.0 + (double) counter->n_texts / (least > 1 ? least - 1 : 1));
  *weights = g_new (guint8, n + 1);
  for (gsize i = 0; i < n; i++)
    {
      guint32 count = GPOINTER_TO_UINT (g_hash_table_lookup (counter->counts, GUINT_TO_POINTER ((*hashes)[i])));
      double weight = learn_log (1.0 + (double) counter->n_texts / count) / most;
      (*weights)[i] = (guint8) (MIN (weight, 1.0) * 255.0 + 0.5);
      (*hashes)[i] = GUINT32_TO_LE ((*hashes)[i]);
    }
  return n;
}
