/* Making and checking tables of words. */
#include "word-table.h"

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  guint64 x = ((const LearnWordEntry *) a)->hash, y = ((const LearnWordEntry *) b)->hash;

  return x < y ? -1 : x > y;
}

/* In the order of their hashes entries fall into place from left to right. */
GArray *
learn_word_table_compile (GArray *entries, guint value_bits)
{
  g_array_sort (entries, compare_entries);

  guint64 n_homes = entries->len + entries->len / 4 + 1;
  gsize next = 0;
  GArray *words = g_array_new (FALSE, TRUE, sizeof (guint64));
  g_array_append_val (words, n_homes);
  for (guint i = 0; i < entries->len; i++)
    {
      const LearnWordEntry *entry = &g_array_index (entries, LearnWordEntry, i);
      gsize place = MAX (next, learn_hash_scale (entry->hash, (guint32) n_homes));
      g_array_set_size (words, (guint) place + 2);
      g_array_index (words, guint64, place + 1) = entry->hash << value_bits | (guint64) 1 << 63 | entry->value;
      next = place + 1;
    }
  g_array_set_size (words, (guint) MAX (next, n_homes) + 2);

  return words;
}

const char *
learn_word_table_read (LearnWordTable *table, const guint64 *words, gsize n_words)
{
  if (G_BYTE_ORDER != G_LITTLE_ENDIAN)
    return "is a table of words, which is little-endian, and this machine is not";
  if (n_words < 2 || words[0] == 0 || words[0] > n_words - 1)
    return "is a table of words shorter than it says";
  if (words[n_words - 1] != 0)
    return "is a table of words without an end";
  table->places = words + 1;
  table->n_homes = words[0];

  return NULL;
}
