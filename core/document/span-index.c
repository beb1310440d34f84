/* A tree of the smallest and largest end in each block of rows. */
#include "span-index-private.h"

#define BLOCK 32

typedef struct
{
  guint32 smallest;
  guint32 largest;
} Range;

struct _ObelusSpanIndex
{
  gatomicrefcount references;
  const guint32 *ends;
  guint32 n_leaves; /* a power of two */
  Range nodes[];    /* node 1 is the root, 2i and 2i+1 are the children of i, leaves are blocks of rows */
};

/* What a walk looks for: an end of at most, or at least, the limit. */
typedef struct
{
  gboolean by;
  guint32 limit;
} Wanted;

static inline gboolean
may_hold (const Range *range, Wanted wanted)
{
  return wanted.by ? range->smallest <= wanted.limit : range->largest >= wanted.limit;
}

ObelusSpanIndex *
obelus_span_index_new (const guint32 *ends, guint32 n_rows)
{
  guint32 n_blocks = n_rows / BLOCK + 1;
  guint32 n_leaves = 1;
  while (n_leaves < n_blocks)
    n_leaves *= 2;

  ObelusSpanIndex *index = g_try_malloc (sizeof *index + 2 * (gsize) n_leaves * sizeof (Range));
  if (index == NULL)
    return NULL;
  g_atomic_ref_count_init (&index->references);
  index->ends = ends;
  index->n_leaves = n_leaves;

  for (guint32 leaf = 0; leaf < n_leaves; leaf++)
    {
      Range range = { G_MAXUINT32, 0 };
      for (guint64 row = (guint64) leaf * BLOCK; row < MIN ((guint64) (leaf + 1) * BLOCK, n_rows); row++)
        {
          range.smallest = MIN (range.smallest, ends[row]);
          range.largest = MAX (range.largest, ends[row]);
        }
      index->nodes[n_leaves + leaf] = range;
    }
  for (guint32 node = n_leaves - 1; node > 0; node--)
    {
      const Range *left = &index->nodes[2 * node], *right = left + 1;
      index->nodes[node].smallest = MIN (left->smallest, right->smallest);
      index->nodes[node].largest = MAX (left->largest, right->largest);
    }
  return index;
}

ObelusSpanIndex *
obelus_span_index_ref (ObelusSpanIndex *index)
{
  g_atomic_ref_count_inc (&index->references);
  return index;
}

void
obelus_span_index_unref (ObelusSpanIndex *index)
{
  if (g_atomic_ref_count_dec (&index->references))
    g_free (index);
}

/* The first leaf behind @leaf that may hold what is wanted; n_leaves if there is none: up until a right sibling may
 * hold it, then down, left first. */
static guint32
find_next_leaf (const ObelusSpanIndex *index, guint32 leaf, Wanted wanted)
{
  guint32 node = index->n_leaves + leaf;

  while (node % 2 == 1 || !may_hold (&index->nodes[node + 1], wanted))
    {
      node /= 2;
      if (node <= 1)
        return index->n_leaves;
    }
  node++;
  while (node < index->n_leaves)
    node = may_hold (&index->nodes[2 * node], wanted) ? 2 * node : 2 * node + 1;
  return node - index->n_leaves;
}

static guint32
find_next (const ObelusSpanIndex *index, guint32 row, guint32 stop, Wanted wanted)
{
  guint32 leaf = row / BLOCK;

  while (row < stop)
    {
      guint32 block_end = (guint32) MIN ((guint64) (leaf + 1) * BLOCK, stop);
      for (; row < block_end; row++)
        if (wanted.by ? index->ends[row] <= wanted.limit : index->ends[row] >= wanted.limit)
          return row;
      leaf = find_next_leaf (index, leaf, wanted);
      if (leaf >= index->n_leaves || (guint64) leaf * BLOCK >= stop)
        break;
      row = leaf * BLOCK;
    }
  return stop;
}

guint32
obelus_span_index_next_ending_by (const ObelusSpanIndex *index, guint32 row, guint32 stop, guint32 limit)
{
  return find_next (index, row, stop, (Wanted){ TRUE, limit });
}

guint32
obelus_span_index_next_ending_from (const ObelusSpanIndex *index, guint32 row, guint32 stop, guint32 limit)
{
  return find_next (index, row, stop, (Wanted){ FALSE, limit });
}
