/* A 64-bit checksum in four lanes, as fast as memory is read. */
#include "checksum-private.h"

#include <string.h>

/*
 * Lane i takes word 4k + i of the input, read as a little-endian 64-bit number:
 *
 *   lane = rotate ((lane xor word) * multiplier[i], 29)
 *
 * The four lanes depend on nothing but themselves, so that a processor works on all four multiplications at once;
 * xxHash made this shape well known. The last stripe is filled up with zeros. The lanes are then folded into one number
 * that begins with the length, each fold followed by the finaliser of MurmurHash3 (shift, multiply, shift) so that
 * every bit of a lane reaches every bit of the result.
 *
 * A step is a bijection of the word (an odd multiplier has an inverse modulo 2^64), each later step is a bijection of
 * the lane, and each fold a bijection of the lane and of what was folded before. Hence damage within one word always
 * changes the result; other damage escapes once in 2^64.
 *
 * The constants are the first 64 bits behind the binary point of the golden ratio and of the square roots of 2, 3 and
 * 5, all odd: numbers without a purpose.
 */
enum
{
  N_LANES = 4,
  STRIPE = N_LANES * sizeof (guint64),
};

static const guint64 multipliers[N_LANES] = {
  G_GUINT64_CONSTANT (0x9e3779b97f4a7c15),
  G_GUINT64_CONSTANT (0x6a09e667f3bcc909),
  G_GUINT64_CONSTANT (0xbb67ae8584caa73b),
  G_GUINT64_CONSTANT (0x3c6ef372fe94f82b),
};

static inline guint64
read_word (const guchar *bytes)
{
  guint64 word;

  memcpy (&word, bytes, sizeof word);
  return GUINT64_FROM_LE (word);
}

static inline guint64
add_word (guint64 lane, guint64 word, guint64 multiplier)
{
  guint64 product = (lane ^ word) * multiplier;

  return product << 29 | product >> 35;
}

static inline guint64
finalise (guint64 value)
{
  value = (value ^ value >> 33) * multipliers[0];
  value = (value ^ value >> 29) * multipliers[2];
  return value ^ value >> 32;
}

guint64
obelus_checksum (gconstpointer data, gsize length)
{
  const guchar *bytes = data;
  const guchar *end = length == 0 ? bytes : bytes + length / STRIPE * STRIPE;
  gsize rest = length % STRIPE;
  guint64 a = multipliers[0], b = multipliers[1], c = multipliers[2], d = multipliers[3];
  guint64 sum = length;

  for (; bytes < end; bytes += STRIPE)
    {
      a = add_word (a, read_word (bytes), multipliers[0]);
      b = add_word (b, read_word (bytes + 8), multipliers[1]);
      c = add_word (c, read_word (bytes + 16), multipliers[2]);
      d = add_word (d, read_word (bytes + 24), multipliers[3]);
    }

  if (rest > 0)
    {
      guchar stripe[STRIPE] = { 0 };

      memcpy (stripe, bytes, rest);
      a = add_word (a, read_word (stripe), multipliers[0]);
      b = add_word (b, read_word (stripe + 8), multipliers[1]);
      c = add_word (c, read_word (stripe + 16), multipliers[2]);
      d = add_word (d, read_word (stripe + 24), multipliers[3]);
    }

  sum = finalise (sum ^ a);
  sum = finalise (sum ^ b);
  sum = finalise (sum ^ c);
  return finalise (sum ^ d);
}
