/* From a feature's hash to its row of weights: a hash table without its keys, mapped from a model.
 *
 * A slot holds the row's number and as many bits of the hash as are left of 32. A feature that the model does not know
 * is taken for one that it knows about once in 2^bits look-ups, which costs far less accuracy than the keys would cost
 * room. Probing runs forward only and the last slot is always empty, so that no look-up leaves the table whatever it
 * holds. */
#pragma once

#include "hash.h"

#ifdef __SSE2__
#include <xmmintrin.h>
#endif

typedef struct
{
  const guint32 *slots;
  guint32 n_homes;  /* slots at which probing may begin; more may follow */
  guint32 n_groups; /* slots that three more follow */
  guint32 n_rows;
  guint32 row_mask; /* 2^k − 1; a slot's low bits are row + 1, 0 in an empty slot */
} LearnFeatureIndex;

#define LEARN_NO_FEATURE G_MAXUINT32

/* Makes the words of an index over @n different hashes, of which hashes[i] gets row i: a little-endian section for a
 * model. */
GArray *learn_feature_index_build (const guint64 *hashes, guint32 n);

/* The same where hashes[i] gets rows[i], which is below @n_rows: for rows of several lengths, numbered by where they
 * begin. */
GArray *learn_feature_index_build_at (const guint64 *hashes, const guint32 *rows, guint32 n, guint32 n_rows);

/* Uses the words that learn_feature_index_build () made; they must outlive the index. Returns NULL, or in English what
 * is wrong with them. */
const char *learn_feature_index_read (LearnFeatureIndex *index, const guint32 *words, gsize n_words);

static inline void
learn_feature_index_prefetch (const LearnFeatureIndex *index, guint64 hash)
{
  __builtin_prefetch (&index->slots[learn_hash_scale (hash, index->n_homes)]);
}

/* The row that a slot names, or LEARN_NO_FEATURE, which is all ones, and so is the row that an empty slot names. A jump
 * over each of the features that are not known would seldom be foreseen. */
static inline guint32
learn_feature_index_read_slot (const LearnFeatureIndex *index, guint32 slot)
{
  guint32 row = (slot & index->row_mask) - 1;

  return row | -(guint32) (row >= index->n_rows);
}

/* The feature's row, or LEARN_NO_FEATURE, slot by slot. */
static inline guint32
learn_feature_index_find_plainly (const LearnFeatureIndex *index, guint64 hash)
{
  guint32 mark = (guint32) hash & ~index->row_mask;
  const guint32 *slot = &index->slots[learn_hash_scale (hash, index->n_homes)];

  while (*slot != 0 && (*slot & ~index->row_mask) != mark)
    slot++;

  return learn_feature_index_read_slot (index, *slot);
}

/* Four slots. */
typedef guint32 LearnSlots __attribute__ ((vector_size (16)));

/* Of lanes that are all ones or 0, a bit each. */
static inline guint
learn_slots_get_bits (LearnSlots lanes)
{
#ifdef __SSE2__
  return (guint) _mm_movemask_ps ((__m128) lanes);
#else
  return (lanes[0] & 1) | (lanes[1] & 2) | (lanes[2] & 4) | (lanes[3] & 8);
#endif
}

/* The same. How many slots must be passed is nothing that a processor guesses well, so four are looked at together. */
static inline guint32
learn_feature_index_find (const LearnFeatureIndex *index, guint64 hash)
{
  guint32 home = learn_hash_scale (hash, index->n_homes);
  if (home >= index->n_groups)
    return learn_feature_index_find_plainly (index, hash);

  guint32 mark = (guint32) hash & ~index->row_mask;
  LearnSlots slots;
  memcpy (&slots, &index->slots[home], sizeof slots);
  guint stops = learn_slots_get_bits ((LearnSlots) (slots == 0) | (LearnSlots) ((slots & ~index->row_mask) == mark));
  if (stops == 0)
    return learn_feature_index_find_plainly (index, hash);

  return learn_feature_index_read_slot (index, index->slots[home + (guint) __builtin_ctz (stops)]);
}
