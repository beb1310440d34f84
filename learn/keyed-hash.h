/* Hashes for tables that are filled from texts: with a key that is the process's own, so that nobody can write a text
 * whose words all fall into one place and make look-ups as slow as a search. What is stored or told never depends on
 * them; see hash.h for hashes that do not change. */
#pragma once

#include "hash.h"

/* A #GHashFunc for strings. */
guint learn_keyed_string_hash (gconstpointer string);

/* A #GHashFunc for pointers to #gint64. */
guint learn_keyed_int64_hash (gconstpointer number);

/* An odd number, the process's own. */
guint64 learn_hash_multiplier (void);

/* Where a hash that anybody can compute falls among @n places (Dietzfelbinger and others, "A reliable randomized
 * algorithm for the closest-pair problem", 1997: two hashes meet in one place no more often than by chance). */
static inline guint32
learn_hash_place (guint64 hash, guint32 n)
{
  return learn_hash_scale (hash * learn_hash_multiplier (), n);
}

/* SipHash-1-3 of some bytes. */
guint64 learn_siphash (gconstpointer bytes, gsize length, const guint64 key[2]);
