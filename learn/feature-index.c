/* Building and checking feature indices. */
#include "feature-index.h"

enum
{
  HEADER_N_HOMES,
  HEADER_N_ROWS,
  HEADER_ROW_MASK,
  HEADER_RESERVED,
  HEADER_SIZE
};

/* Three slots in five are full: a look-up of an unknown feature then reads 1.5 neighbours on average. */
static guint32
choose_n_homes (guint32 n)
{
  return n + n / 3 * 2 + 1;
}

static int
compare_homes (gconstpointer a, gconstpointer b, gpointer hashes)
{
  guint64 x = ((const guint64 *) hashes)[*(const guint32 *) a];
  guint64 y = ((const guint64 *) hashes)[*(const guint32 *) b];

  return x < y ? -1 : x > y;
}

GArray *
learn_feature_index_build (const guint64 *hashes, guint32 n)
{
  return learn_feature_index_build_at (hashes, NULL, n, n);
}

GArray *
learn_feature_index_build_at (const guint64 *hashes, const guint32 *rows, guint32 n, guint32 n_rows)
{
  guint32 row_mask = 1;
  while (row_mask < n_rows)
    row_mask = row_mask << 1 | 1;

  /* In the order of their hashes, features fall into place from left to right and no search for room is needed. */
  g_autofree guint32 *order = g_new (guint32, MAX (n, 1));
  for (guint32 i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data (order, (gint) n, sizeof *order, compare_homes, (gpointer) hashes);

  guint32 n_homes = choose_n_homes (n);
  guint32 header[HEADER_SIZE] = { GUINT32_TO_LE (n_homes), GUINT32_TO_LE (n_rows), GUINT32_TO_LE (row_mask), 0 };
  GArray *words = g_array_new (FALSE, TRUE, sizeof (guint32));
  g_array_append_vals (words, header, HEADER_SIZE);

  guint32 next = 0;
  for (guint32 i = 0; i < n; i++)
    {
      guint64 hash = hashes[order[i]];
      guint32 slot = MAX (next, learn_hash_scale (hash, n_homes));
      guint32 row = rows != NULL ? rows[order[i]] : order[i];
      guint32 value = ((guint32) hash & ~row_mask) | (row + 1);

      g_array_set_size (words, HEADER_SIZE + slot + 1);
      g_array_index (words, guint32, HEADER_SIZE + slot) = GUINT32_TO_LE (value);
      next = slot + 1;
    }
  g_array_set_size (words, HEADER_SIZE + MAX (next, n_homes) + 1);

  return words;
}

const char *
learn_feature_index_read (LearnFeatureIndex *index, const guint32 *words, gsize n_words)
{
  if (G_BYTE_ORDER != G_LITTLE_ENDIAN)
    return "is a feature index, which is little-endian, and this machine is not";
  if (n_words <= HEADER_SIZE)
    return "is a feature index shorter than its header";

  *index = (LearnFeatureIndex){
    .slots = words + HEADER_SIZE,
    .n_homes = words[HEADER_N_HOMES],
    .n_rows = words[HEADER_N_ROWS],
    .row_mask = words[HEADER_ROW_MASK],
  };
  index->n_groups = (guint32) MIN (n_words - HEADER_SIZE, G_MAXUINT32) - MIN (n_words - HEADER_SIZE, 3);
  if (index->n_homes == 0 || index->n_homes > n_words - HEADER_SIZE)
    return "is a feature index shorter than it says";
  if (words[n_words - 1] != 0)
    return "is a feature index without an end";
  if ((index->row_mask & (index->row_mask + 1)) != 0)
    return "is a feature index whose mask has holes";

  return NULL;
}
