/* Words that occur in the same places have a cluster in common: what the model knows of words it has not learned from.
 *
 * A table of cells of 32 bits: 14 bits of the word's hash, 10 of its cluster among 1,024, and 8 of that among 256. A
 * word stands at its home or a few cells behind. Words that are not there and have the hash of one that is (about one
 * in 20,000) are taken for it. */
#pragma once

#include "word-classes.h"

#include <glib.h>

#define CLUSTER_REACH 8
#define CLUSTERS_N_FINE 1024
#define CLUSTER_CHECK_SHIFT 18

typedef struct _Clusters
{
  const guint32 *cells; /* CLUSTER_REACH more than there are homes */
  guint home_shift;
  const guint8 *classes; /* the WordClass of each of CLUSTERS_N_FINE clusters; NULL: not known */
} Clusters;

/* An empty table for about @max_words words. */
GArray *clusters_new_table (guint max_words);

/* Adds a word by its hash (word-hash.h). One that finds no room near its home is left out. */
void clusters_add (GArray *table, guint32 hash, guint among_1024, guint among_256);

/* Makes the section of a model from lines of a word and its clusters among 64, 256, 1,024 and 4,096, the commonest word
 * first, of which the first @max_words are taken. */
GArray *clusters_compile (const char *text, gsize length, guint max_words);

/* Uses the words of a section in place. Returns NULL, or in English what is wrong with them. */
const char *clusters_read (Clusters *clusters, const guint32 *words, gsize n_words);

/* The clusters of the word of a hash (word-hash.h): among 1,024 in the bits from 8 on, among 256 in the low 8; 0 for
 * none. */
static inline guint32
clusters_find (const Clusters *clusters, guint32 hash)
{
  if (clusters->cells == NULL)
    return 0;

  const guint32 *cell = clusters->cells + (hash >> clusters->home_shift);
  guint32 check = (hash & 0x3FFF) << CLUSTER_CHECK_SHIFT;

  for (guint i = 0; i < CLUSTER_REACH && cell[i] != 0; i++)
    if ((cell[i] & 0xFFFC0000) == check)
      return cell[i] & 0x3FFFF;

  return 0;
}
