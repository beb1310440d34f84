/* SipHash, and the process's own key. */
#include "keyed-hash.h"

/* After Aumasson and Bernstein, "SipHash: a fast short-input PRF" (INDOCRYPT 2012), with one round a word and three at
 * the end, as hash tables of several languages have it. */

static inline guint64
rotate (guint64 word, guint n)
{
  return word << n | word >> (64 - n);
}

static inline void
mix (guint64 *v)
{
  v[0] += v[1];
  v[2] += v[3];
  v[1] = rotate (v[1], 13) ^ v[0];
  v[3] = rotate (v[3], 16) ^ v[2];
  v[0] = rotate (v[0], 32);
  v[2] += v[1];
  v[0] += v[3];
  v[1] = rotate (v[1], 17) ^ v[2];
  v[3] = rotate (v[3], 21) ^ v[0];
  v[2] = rotate (v[2], 32);
}

static inline void
add_word (guint64 *v, guint64 word)
{
  v[3] ^= word;
  mix (v);
  v[0] ^= word;
}

guint64
learn_siphash (gconstpointer bytes, gsize length, const guint64 key[2])
{
  guint64 v[4] = {
    key[0] ^ G_GUINT64_CONSTANT (0x736f6d6570736575),
    key[1] ^ G_GUINT64_CONSTANT (0x646f72616e646f6d),
    key[0] ^ G_GUINT64_CONSTANT (0x6c7967656e657261),
    key[1] ^ G_GUINT64_CONSTANT (0x7465646279746573),
  };
  const guint8 *at = bytes, *end = at + length / 8 * 8;
  guint64 word, last = 0;

  for (; at < end; at += 8)
    {
      memcpy (&word, at, 8);
      add_word (v, GUINT64_FROM_LE (word));
    }
  memcpy (&last, at, length % 8);
  add_word (v, GUINT64_FROM_LE (last) | (guint64) length << 56);
  v[2] ^= 0xff;
  for (guint i = 0; i < 3; i++)
    mix (v);

  return v[0] ^ v[1] ^ v[2] ^ v[3];
}

static guint64
draw (void)
{
  return (guint64) g_random_int () << 32 | g_random_int ();
}

static const guint64 *
get_key (void)
{
  static guint64 key[2];
  static gsize is_drawn;

  if (g_once_init_enter (&is_drawn))
    {
      key[0] = draw ();
      key[1] = draw ();
      g_once_init_leave (&is_drawn, 1);
    }
  return key;
}

guint
learn_keyed_string_hash (gconstpointer string)
{
  return (guint) learn_siphash (string, strlen (string), get_key ());
}

guint
learn_keyed_int64_hash (gconstpointer number)
{
  return (guint) learn_siphash (number, sizeof (gint64), get_key ());
}

guint64
learn_hash_multiplier (void)
{
  return get_key ()[0] | 1;
}
