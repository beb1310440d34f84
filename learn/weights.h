/* Weights of features by their hashes: one load finds one, where an index with its weights apart needs two.
 *
 * A slot holds 24 bits of the hash above a weight of 8. Probing runs forward only and the last slot is always empty, so
 * that no look-up leaves the table whatever it holds. */
#pragma once

#include "hash.h"

typedef struct
{
  const guint32 *slots; /* NULL: there are no weights */
  guint32 n_homes;      /* slots at which probing may begin; more may follow */
} LearnWeights;

/* Makes a section of a model of the weights that are far enough from 0 to matter. */
GArray *learn_weights_compile (const guint64 *hashes, const gint8 *weights, guint32 n);

/* Uses a section in place. Returns NULL, or in English what is wrong with it. */
const char *learn_weights_read (LearnWeights *weights, const guint32 *words, gsize n_words);

/* The sum of the weights of @n features. All places are asked for before the first is read: most are not in the nearest
 * cache, and a look-up is 1.5 times as fast so. */
static inline gint32
learn_weights_sum (const LearnWeights *weights, const guint64 *features, guint n)
{
  gint32 sum = 0;

  for (guint i = 0; i < n; i++)
    __builtin_prefetch (&weights->slots[learn_hash_scale (features[i], weights->n_homes)]);
  for (guint i = 0; i < n; i++)
    {
      guint32 check = (guint32) features[i] & 0xFFFFFF00;

      for (const guint32 *slot = &weights->slots[learn_hash_scale (features[i], weights->n_homes)]; *slot != 0; slot++)
        if ((*slot & 0xFFFFFF00) == check)
          {
            sum += (gint8) (*slot & 0xFF);
            break;
          }
    }

  return sum;
}
