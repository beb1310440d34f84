/* Sums of rows of scores that were made of late, with a hash of what they were made of: where few cases are most of
 * what is met, a look-up of the case takes the place of one of each of its features.
 *
 * A slot holds one case, the latest. */
#pragma once

#include "hash.h"

#define LEARN_ROW_CACHE_LINE 64

typedef struct
{
  guint n_slots;
  gsize slot_size; /* a key and its rows, as whole lines of the processor's cache */
  guint8 *slots;   /* begins with a line */
  gpointer memory;
} LearnRowCache;

/* Makes room for @n_slots cases, a power of two, of @n_scores scores. FALSE where no memory is left. */
static inline gboolean
learn_row_cache_init (LearnRowCache *cache, guint n_slots, guint n_scores)
{
  gsize size = sizeof (guint64) + n_scores * sizeof (gint16);

  cache->n_slots = n_slots;
  cache->slot_size = (size + LEARN_ROW_CACHE_LINE - 1) / LEARN_ROW_CACHE_LINE * LEARN_ROW_CACHE_LINE;
  cache->memory = g_try_malloc0 (n_slots * cache->slot_size + LEARN_ROW_CACHE_LINE);
  if (cache->memory == NULL)
    return FALSE;
  cache->slots = (guint8 *) cache->memory + LEARN_ROW_CACHE_LINE - (guintptr) cache->memory % LEARN_ROW_CACHE_LINE;

  return TRUE;
}

static inline void
learn_row_cache_clear (LearnRowCache *cache)
{
  g_free (cache->memory);
}

/* The slot of a case that has no number of its own. */
static inline guint32
learn_row_cache_choose_slot (const LearnRowCache *cache, guint64 key)
{
  return (guint32) (key >> 32) & (cache->n_slots - 1);
}

static inline void
learn_row_cache_prefetch (const LearnRowCache *cache, guint32 slot)
{
  const guint8 *begin = cache->slots + slot * cache->slot_size;

  for (gsize at = 0; at < cache->slot_size; at += LEARN_ROW_CACHE_LINE)
    __builtin_prefetch (begin + at);
}

/* The scores of a case, valid until another is looked up in the same slot. Where @is_known is FALSE, they are those of
 * another, and the caller has to put right ones there. */
static inline gint16 *
learn_row_cache_find (LearnRowCache *cache, guint32 slot, guint64 key, gboolean *is_known)
{
  guint64 *begin = (guint64 *) (gpointer) (cache->slots + slot * cache->slot_size);

  key |= 1; /* what is empty has none */
  *is_known = *begin == key;
  *begin = key;

  return (gint16 *) (begin + 1);
}
