/* Gives words rows. */
#include "word-rows.h"

#include <string.h>

/* Words that have a row even if no text has them, so that what is learned of words reaches those used alike. Others
 * need to stand in texts so often, those that people rated less often. */
#define N_COMMON 12000
#define LEAST_COUNT 6
#define LEAST_RATED_COUNT 2

#define VECTOR_SCALE 0.6f
#define WORD_DROP 0.1f /* share of words that are seen as others with their rating */

static void
add_inputs (SentimentWordRows *rows, const float *vector, double rating, double opinion, double induced, guint16 level)
{
  float inputs[SENTIMENT_N_ROW_INPUTS] = { 0 };

  for (guint i = 0; vector != NULL && i < SENTIMENT_VECTOR_SIZE; i++)
    inputs[i] = VECTOR_SCALE * vector[i];
  inputs[SENTIMENT_VECTOR_SIZE] = (float) (rating / 50.0);
  inputs[SENTIMENT_VECTOR_SIZE + 1] = (float) (opinion / 50.0);
  inputs[SENTIMENT_VECTOR_SIZE + 2] = (float) (induced / 25.0);
  inputs[SENTIMENT_N_ROW_INPUTS - 1] = 1.0f;
  g_array_append_vals (rows->inputs, inputs, SENTIMENT_N_ROW_INPUTS);
  g_array_append_val (rows->levels, level);
}

typedef struct
{
  guint64 hash;
  guint8 kind, run;
} Place;

void
sentiment_places_init (SentimentPlaces *places)
{
  places->places = g_array_new (FALSE, FALSE, sizeof (Place));
  places->rows = g_array_new (FALSE, FALSE, sizeof (guint16));
}

void
sentiment_places_clear (SentimentPlaces *places)
{
  g_array_unref (places->places);
  g_array_unref (places->rows);
}

guint32
sentiment_places_add (SentimentPlaces *places, const SentimentWord *words, gsize n_words)
{
  guint32 first = places->places->len;

  for (gsize i = 0; i < n_words; i++)
    {
      Place place = { .hash = words[i].hash, .kind = (guint8) words[i].kind, .run = (guint8) words[i].run };
      g_array_append_val (places->places, place);
    }
  return first;
}

void
sentiment_places_count (const SentimentPlaces *places, GHashTable *counts)
{
  for (guint i = 0; i < places->places->len; i++)
    {
      guint64 *hash = &g_array_index (places->places, Place, i).hash;
      g_hash_table_insert (counts, hash, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, hash)) + 1));
    }
}

void
sentiment_places_find_rows (SentimentPlaces *places, const SentimentLexicon *lexicon)
{
  g_array_set_size (places->rows, places->places->len);
  for (guint i = 0; i < places->places->len; i++)
    {
      const Place *place = &g_array_index (places->places, Place, i);
      SentimentWord word = { .kind = place->kind, .run = place->run };
      word.entry = *sentiment_lexicon_find (lexicon, place->hash);
      g_array_index (places->rows, guint16, i) = sentiment_get_convolution_row (&word);
    }
}

SentimentWordRows *
sentiment_word_rows_new (SentimentEntry *slots, gsize n_slots, const SentimentVectors *vectors, GHashTable *counts)
{
  const SentimentLexicon lexicon = { .slots = slots, .mask = (guint32) (n_slots - 1) };
  SentimentWordRows *rows = g_new (SentimentWordRows, 1);

  rows->inputs = g_array_new (FALSE, TRUE, sizeof (float));
  rows->levels = g_array_new (FALSE, FALSE, sizeof (guint16));
  add_inputs (rows, NULL, 0.0, 0.0, 0.0, 0);
  g_array_index (rows->inputs, float, SENTIMENT_N_ROW_INPUTS - 1) = 0.0f; /* nothing */
  for (guint16 row = 1; row <= SENTIMENT_N_SIGN_ROWS; row++)
    add_inputs (rows, NULL, 0.0, 0.0, 0.0, row);
  for (gint level = 0; level < SENTIMENT_N_RATING_LEVELS; level++)
    {
      double rating = (level - SENTIMENT_N_RATING_LEVELS / 2) * 12.5;
      add_inputs (rows, NULL, rating, CLAMP (rating, -40.0, 40.0), rating,
                  (guint16) (SENTIMENT_FIRST_LEVEL_ROW + level));
    }
  for (guint i = 0; i < sentiment_vectors_get_n_words (vectors) && sentiment_word_rows_get_n (rows) < G_MAXUINT16; i++)
    {
      const float *vector;
      guint64 hash = sentiment_vectors_get_word (vectors, i, &vector);
      const SentimentEntry *entry = sentiment_lexicon_find (&lexicon, hash);
      if (entry->fingerprint == 0 || entry->row != 0)
        continue;
      guint least = entry->rating != 0 || entry->opinion != 0 ? LEAST_RATED_COUNT : LEAST_COUNT;
      if (i >= N_COMMON && GPOINTER_TO_UINT (g_hash_table_lookup (counts, &hash)) < least)
        continue;
      const SentimentWord word = { .kind = SENTIMENT_WORD, .entry = *entry };
      guint16 level = sentiment_get_convolution_row (&word);
      slots[entry - slots].row = (guint16) sentiment_word_rows_get_n (rows);
      add_inputs (rows, vector, entry->rating, entry->opinion, entry->induced, level);
    }
  return rows;
}

void
sentiment_word_rows_free (SentimentWordRows *rows)
{
  g_array_unref (rows->inputs);
  g_array_unref (rows->levels);
  g_free (rows);
}

void
sentiment_word_rows_get_learned (const SentimentWordRows *rows, const SentimentVectorChanges *changes, guint16 row,
                                 float *inputs)
{
  const float *changed = sentiment_vector_changes_get (changes, row);

  memcpy (inputs, &g_array_index (rows->inputs, float, (gsize) row *SENTIMENT_N_ROW_INPUTS),
          SENTIMENT_N_ROW_INPUTS * sizeof *inputs);
  for (guint k = 0; k < SENTIMENT_VECTOR_SIZE; k++)
    inputs[k] += changed[k];
}

guint16
sentiment_word_rows_load (const SentimentWordRows *rows, const SentimentVectorChanges *changes, SentimentRandom *random,
                          guint16 row, float *inputs)
{
  if (sentiment_random_draw_uniform (random) < WORD_DROP)
    row = g_array_index (rows->levels, guint16, row);
  sentiment_word_rows_get_learned (rows, changes, row, inputs);
  return row;
}
