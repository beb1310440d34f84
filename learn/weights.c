/* Making and checking tables of weights. */
#include "weights.h"

/* Smaller ones are left out: half of all, which the development texts do not miss. */
#define SMALLEST_WEIGHT 6

typedef struct
{
  guint64 hash;
  guint32 slot;
} Entry;

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  guint64 x = ((const Entry *) a)->hash, y = ((const Entry *) b)->hash;

  return x < y ? -1 : x > y;
}

/* Three slots in five are full. */
static guint32
choose_n_homes (guint32 n)
{
  return n + n / 3 * 2 + 1;
}

GArray *
learn_weights_compile (const guint64 *hashes, const gint8 *weights, guint32 n)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));

  for (guint32 i = 0; i < n; i++)
    if (ABS (weights[i]) >= SMALLEST_WEIGHT)
      {
        Entry entry = { hashes[i], ((guint32) hashes[i] & 0xFFFFFF00) | (guint8) weights[i] };
        g_array_append_val (entries, entry);
      }

  /* In the order of their hashes, features fall into place from left to right and no search for room is needed. */
  g_array_sort (entries, compare_entries);
  guint32 n_homes = choose_n_homes (entries->len), next = 0;
  GArray *words = g_array_new (FALSE, TRUE, sizeof (guint32));
  guint32 header = GUINT32_TO_LE (n_homes);
  g_array_append_val (words, header);
  for (guint32 i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);
      guint32 place = MAX (next, learn_hash_scale (entry->hash, n_homes));

      g_array_set_size (words, place + 2);
      g_array_index (words, guint32, place + 1) = GUINT32_TO_LE (entry->slot);
      next = place + 1;
    }
  g_array_set_size (words, MAX (next, n_homes) + 2);

  return words;
}

const char *
learn_weights_read (LearnWeights *weights, const guint32 *words, gsize n_words)
{
  if (G_BYTE_ORDER != G_LITTLE_ENDIAN)
    return "is little-endian and this machine is not";
  if (n_words < 2 || words[0] == 0 || words[0] > n_words - 1)
    return "is shorter than it says";
  if (words[n_words - 1] != 0)
    return "has no end";

  weights->slots = words + 1;
  weights->n_homes = words[0];

  return NULL;
}
