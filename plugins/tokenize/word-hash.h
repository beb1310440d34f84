/* The hash of a word as lexicon, clusters and features know it: letter case of ASCII aside. */
#pragma once

#include "hash.h"

/* More bytes than these are not looked at. */
#define LONGEST_HASHED_WORD 32

/* Capital letters of ASCII among eight bytes as small ones. */
static inline guint64
lower_eight (guint64 bytes)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  guint64 low = bytes & (ones * 0x7F);
  guint64 is_capital = ((low + ones * (0x80 - 'A')) ^ (low + ones * (0x7F - 'Z'))) & ~bytes & (ones * 0x80);

  return bytes | is_capital >> 2;
}

static inline guint64
load_eight (const guchar *bytes)
{
  guint64 piece;

  memcpy (&piece, bytes, 8);

  return GUINT64_FROM_LE (piece);
}

static inline guint32
load_four (const guchar *bytes)
{
  guint32 piece;

  memcpy (&piece, bytes, 4);

  return GUINT32_FROM_LE (piece);
}

/* Never 0. Reads no byte beyond the word; the last piece overlaps the one before it instead. */
static inline guint32
hash_word (const guchar *word, gsize length)
{
  length = MIN (length, LONGEST_HASHED_WORD);

  guint64 hash = learn_hash_mix (0, length);
  if (length >= 8)
    {
      for (gsize i = 0; i + 8 < length; i += 8)
        hash = learn_hash_mix (hash, lower_eight (load_eight (word + i)));
      hash = learn_hash_mix (hash, lower_eight (load_eight (word + length - 8)));
    }
  else if (length >= 4)
    hash = learn_hash_mix (hash, lower_eight (load_four (word) | (guint64) load_four (word + length - 4) << 32));
  else if (length > 0)
    hash = learn_hash_mix (hash,
                           lower_eight (word[0] | (guint64) word[length / 2] << 8 | (guint64) word[length - 1] << 16));

  guint32 folded = (guint32) (hash >> 32);

  return folded != 0 ? folded : 1;
}
