/* Sets of spans as two trees over their edges. */
#include "span-set.h"

#include <string.h>

/* Each tree has a leaf for each different edge, and in each inner node the greatest of what is below it. */
struct _LearnSpanSet
{
  guint32 *edges;
  gsize n;
  guint32 *latest;   /* by start: the greatest end of the spans that begin there; 0 for none */
  guint32 *earliest; /* by end: how far the least start is from the last number there is; 0 for none */
};

LearnSpanSet *
learn_span_set_new (const guint32 *edges, gsize n_edges)
{
  g_autoptr (LearnSpanSet) set = g_try_new0 (LearnSpanSet, 1);
  if (set == NULL)
    return NULL;

  set->edges = g_try_new (guint32, MAX (n_edges, 1));
  set->latest = g_try_new0 (guint32, 2 * MAX (n_edges, 1));
  set->earliest = g_try_new0 (guint32, 2 * MAX (n_edges, 1));
  if (set->edges == NULL || set->latest == NULL || set->earliest == NULL)
    return NULL;
  for (gsize i = 0; i < n_edges; i++)
    if (set->n == 0 || edges[i] != set->edges[set->n - 1])
      set->edges[set->n++] = edges[i];

  return g_steal_pointer (&set);
}

void
learn_span_set_free (LearnSpanSet *set)
{
  if (set == NULL)
    return;
  g_free (set->edges);
  g_free (set->latest);
  g_free (set->earliest);
  g_free (set);
}

/* How many edges are before @edge. */
static gsize
find_rank (const LearnSpanSet *set, guint32 edge)
{
  gsize low = 0, high = set->n;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      if (set->edges[middle] < edge)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static void
raise_leaf (guint32 *tree, gsize n, gsize leaf, guint32 value)
{
  for (gsize node = leaf + n; node > 0 && tree[node] < value; node /= 2)
    tree[node] = value;
}

/* The greatest of the leaves from @first up to but not @last. */
static guint32
find_greatest (const guint32 *tree, gsize n, gsize first, gsize last)
{
  guint32 greatest = 0;

  for (gsize left = first + n, right = last + n; left < right; left /= 2, right /= 2)
    {
      if (left % 2 == 1)
        {
          greatest = MAX (greatest, tree[left]);
          left++;
        }
      if (right % 2 == 1)
        {
          right--;
          greatest = MAX (greatest, tree[right]);
        }
    }

  return greatest;
}

void
learn_span_set_add (LearnSpanSet *set, guint32 start, guint32 end)
{
  raise_leaf (set->latest, set->n, find_rank (set, start), end);
  raise_leaf (set->earliest, set->n, find_rank (set, end), G_MAXUINT32 - start);
}

gboolean
learn_span_set_overlaps (const LearnSpanSet *set, guint32 start, guint32 end)
{
  return find_greatest (set->latest, set->n, 0, find_rank (set, end)) > start;
}

gboolean
learn_span_set_crosses (const LearnSpanSet *set, guint32 start, guint32 end)
{
  gsize first = find_rank (set, start) + 1, last = find_rank (set, end);

  if (first >= last)
    return FALSE;

  return find_greatest (set->latest, set->n, first, last) > end
         || find_greatest (set->earliest, set->n, first, last) > G_MAXUINT32 - start;
}
