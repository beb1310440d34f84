/* Reading lists of clusters, and the table of a model. */
#include "clusters.h"

#include "word-hash.h"

#include <string.h>

/* Homes are so many that about two in three stay empty: few words then stand away from theirs. */
static guint
choose_home_bits (guint max_words)
{
  guint bits = 8;

  while (bits < 18 && (1u << bits) < max_words + max_words / 2)
    bits++;

  return bits;
}

/* Reads `word 14 254 45 1122`; the numbers among 64 and 4,096 are not kept. */
static gboolean
read_line (const char *line, const char *end, gsize *word_length, guint *among_256, guint *among_1024)
{
  const char *space = memchr (line, ' ', (gsize) (end - line));
  char *next;

  if (space == NULL || space == line)
    return FALSE;
  *word_length = (gsize) (space - line);
  g_ascii_strtoull (space, &next, 10);
  *among_256 = (guint) g_ascii_strtoull (next, &next, 10);
  *among_1024 = (guint) g_ascii_strtoull (next, &next, 10);

  return next <= end && *among_256 < 256 && *among_1024 < 1024;
}

GArray *
clusters_new_table (guint max_words)
{
  guint bits = choose_home_bits (max_words);
  GArray *table = g_array_new (FALSE, TRUE, sizeof (guint32));

  g_array_set_size (table, 1 + (1u << bits) + CLUSTER_REACH);
  g_array_index (table, guint32, 0) = GUINT32_TO_LE (bits);

  return table;
}

void
clusters_add (GArray *table, guint32 hash, guint among_1024, guint among_256)
{
  guint bits = GUINT32_FROM_LE (g_array_index (table, guint32, 0));
  guint32 cell = (hash & 0x3FFF) << CLUSTER_CHECK_SHIFT | among_1024 << 8 | among_256;
  guint32 *home = &g_array_index (table, guint32, 1 + (hash >> (32 - bits)));

  for (guint i = 0; i < CLUSTER_REACH && cell != 0; i++)
    if (home[i] == 0)
      {
        home[i] = GUINT32_TO_LE (cell);
        break;
      }
}

GArray *
clusters_compile (const char *text, gsize length, guint max_words)
{
  GArray *words = clusters_new_table (max_words);
  const char *line = text, *limit = text + length;
  guint n_words = 0;

  while (line < limit && n_words < max_words)
    {
      const char *end = memchr (line, '\n', (gsize) (limit - line));
      gsize word_length;
      guint among_256, among_1024;

      if (end == NULL)
        break; /* a number at the end of the bytes could be read beyond them */
      if (read_line (line, end, &word_length, &among_256, &among_1024))
        {
          clusters_add (words, hash_word ((const guchar *) line, word_length), among_1024, among_256);
          n_words++;
        }
      line = end + 1;
    }

  return words;
}

const char *
clusters_read (Clusters *clusters, const guint32 *words, gsize n_words)
{
  if (G_BYTE_ORDER != G_LITTLE_ENDIAN)
    return "is little-endian and this machine is not";
  if (n_words < 1 || words[0] < 1 || words[0] > 18 || n_words != 1 + (1u << words[0]) + CLUSTER_REACH)
    return "has not the size that it says";

  clusters->cells = words + 1;
  clusters->home_shift = 32 - words[0];

  return NULL;
}
