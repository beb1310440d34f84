/* From a word's hash to a few bits of knowledge: a hash table without its keys, mapped from a model.
 *
 * It consists of 64-bit words: the high bits mark the key, the low ones are the value, 0 is an empty place. The first
 * is the number of places at which a search begins; the last is always 0 and ends every search, whatever the table
 * holds. */
#pragma once

#include "hash.h"

typedef struct
{
  const guint64 *places;
  guint64 n_homes; /* 0: there is no table */
} LearnWordTable;

typedef struct
{
  guint64 hash;
  guint64 value;
} LearnWordEntry;

/* Makes a section of a model of entries (LearnWordEntry, sorted in place) with different hashes and values of
 * @value_bits bits. */
GArray *learn_word_table_compile (GArray *entries, guint value_bits);

/* Uses the words of a section. Returns NULL, or in English what it is that a table of words should not be. */
const char *learn_word_table_read (LearnWordTable *table, const guint64 *words, gsize n_words);

/* Returns the place of the hash, whose low @value_bits bits are the value, or 0. What is found is never 0: marks have a
 * bit set always. */
static inline guint64
learn_word_table_find (const LearnWordTable *table, guint value_bits, guint64 hash)
{
  if (table->n_homes == 0)
    return 0;

  guint64 value_mask = ((guint64) 1 << value_bits) - 1;
  guint64 mark = hash << value_bits | (guint64) 1 << 63;
  for (const guint64 *place = table->places + learn_hash_scale (hash, (guint32) table->n_homes); *place != 0; place++)
    if ((*place & ~value_mask) == mark)
      return *place;

  return 0;
}
