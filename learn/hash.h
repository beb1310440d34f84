/* Hashing of features: the same numbers on every machine, since models store them. */
#pragma once

#include <glib.h>
#include <string.h>

/* Odd constants with about as many ones as zeros, as multiplicative hashing wants them. */
#define LEARN_HASH_FIRST G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)
#define LEARN_HASH_SECOND G_GUINT64_CONSTANT (0xd6e8feb86659fd93)

/* Combines two hashes; the order matters. One multiplication on the path of each, so that conjunctions of features cost
 * next to nothing once their parts are hashed. */
static inline guint64
learn_hash_mix (guint64 a, guint64 b)
{
  guint64 h = (a ^ (b * LEARN_HASH_FIRST)) * LEARN_HASH_SECOND;

  return h ^ (h >> 32);
}

/* Hash of some bytes. */
static inline guint64
learn_hash_bytes (const void *data, gsize length, guint64 seed)
{
  const guint8 *bytes = data;
  guint64 h = learn_hash_mix (seed, length);

  for (; length >= 8; bytes += 8, length -= 8)
    {
      guint64 piece;
      memcpy (&piece, bytes, 8);
      h = learn_hash_mix (h, GUINT64_FROM_LE (piece));
    }
  if (length > 0)
    {
      guint64 piece = 0;
      memcpy (&piece, bytes, length);
      h = learn_hash_mix (h, GUINT64_FROM_LE (piece));
    }

  return h;
}

/* Where a hash falls among @n places. Uses the high half of the hash. */
static inline guint32
learn_hash_scale (guint64 hash, guint32 n)
{
  return (guint32) (((hash >> 32) * n) >> 32);
}
