/* Reads vectors of words. */
#include "word-vectors.h"
#include "lines.h"
#include "words.h"

#include <string.h>

#define LEAST '0'
#define ZERO 'O'
#define MOST 'n'
#define STEP 0.125f

typedef struct
{
  guint64 hash;
  float vector[SENTIMENT_VECTOR_SIZE];
} Item;

struct _SentimentVectors
{
  GArray *items;       /* Item */
  GHashTable *numbers; /* hash → number in items, plus one */
};

SentimentVectors *
sentiment_vectors_new (void)
{
  SentimentVectors *vectors = g_new0 (SentimentVectors, 1);

  vectors->items = g_array_new (FALSE, FALSE, sizeof (Item));
  vectors->numbers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return vectors;
}

void
sentiment_vectors_free (SentimentVectors *vectors)
{
  g_array_unref (vectors->items);
  g_hash_table_unref (vectors->numbers);
  g_free (vectors);
}

static gboolean
read_item (const char *line, gsize length, Item *item)
{
  const char *tab = memchr (line, '\t', length);

  if (tab == NULL || line + length - (tab + 1) < SENTIMENT_VECTOR_SIZE)
    return FALSE;
  for (guint i = 0; i < SENTIMENT_VECTOR_SIZE; i++)
    {
      char sign = tab[1 + i];
      if (sign < LEAST || sign > MOST)
        return FALSE;
      item->vector[i] = (float) (sign - ZERO) * STEP;
    }
  item->hash = sentiment_hash_form (line, (gsize) (tab - line));
  return item->hash != 0;
}

guint
sentiment_vectors_add (SentimentVectors *vectors, GBytes *file)
{
  gsize size, length;
  const char *at = g_bytes_get_data (file, &size), *end = at + size, *line;
  guint n_unused = 0;

  while (learn_line_read (&at, end, &line, &length))
    {
      Item item;
      if (length == 0 || (length >= 2 && memcmp (line, "# ", 2) == 0))
        continue;
      if (!read_item (line, length, &item))
        {
          n_unused++;
          continue;
        }
      if (g_hash_table_contains (vectors->numbers, &item.hash))
        continue;
      g_array_append_val (vectors->items, item);
      g_hash_table_insert (vectors->numbers, g_memdup2 (&item.hash, sizeof item.hash),
                           GUINT_TO_POINTER (vectors->items->len));
    }
  return n_unused;
}

guint
sentiment_vectors_get_n_words (const SentimentVectors *vectors)
{
  return vectors->items->len;
}

guint64
sentiment_vectors_get_word (const SentimentVectors *vectors, guint number, const float **vector)
{
  const Item *item = &g_array_index (vectors->items, Item, number);

  *vector = item->vector;
  return item->hash;
}

const float *
sentiment_vectors_find (const SentimentVectors *vectors, guint64 hash)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (vectors->numbers, &hash));

  return number == 0 ? NULL : g_array_index (vectors->items, Item, number - 1).vector;
}
