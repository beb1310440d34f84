/* Gradient-boosted trees: bins, the packed form and prediction. */
#include "gbdt.h"
#include "gbdt-private.h"

#include <stdlib.h>
#include <string.h>

/* Bins */

static int
compare_values (gconstpointer a, gconstpointer b)
{
  float x = *(const float *) a, y = *(const float *) b;
  return x < y ? -1 : x > y;
}

/* Thresholds halfway between neighbouring values, at the sorted sample's quantiles. */
static guint
choose_thresholds (const float *sorted, gsize n_values, guint n_thresholds, float *thresholds)
{
  gsize n_distinct = n_values > 0 ? 1 : 0;
  for (gsize i = 1; i < n_values; i++)
    n_distinct += sorted[i] > sorted[i - 1] ? 1 : 0;

  guint n = 0;
  for (gsize i = 1; i < n_values; i++)
    {
      if (!(sorted[i] > sorted[i - 1]))
        continue;
      /* Few values: a threshold between any two. Many: only where another quantile is reached. */
      if (n_distinct > n_thresholds && i * (n_thresholds + 1) / n_values <= n)
        continue;
      float middle = sorted[i - 1] + (sorted[i] - sorted[i - 1]) * 0.5f;
      thresholds[n++] = middle < sorted[i] ? middle : sorted[i - 1];
      if (n == n_thresholds)
        break;
    }
  return n;
}

LearnBins *
learn_bins_new (const float *values, gsize n_rows, guint n_features, guint n_thresholds)
{
  g_return_val_if_fail (n_thresholds > 0 && n_thresholds <= LEARN_GBDT_MAX_THRESHOLDS, NULL);

  LearnBins *bins = g_new0 (LearnBins, 1);
  bins->n_features = n_features;
  bins->starts = g_new0 (guint32, n_features + 1);
  bins->thresholds = g_new0 (float, (gsize) n_features *n_thresholds + 1);

  g_autofree float *column = g_new (float, n_rows + 1);
  for (guint feature = 0; feature < n_features; feature++)
    {
      for (gsize row = 0; row < n_rows; row++)
        column[row] = values[row * n_features + feature];
      qsort (column, n_rows, sizeof *column, compare_values);
      guint32 start = bins->starts[feature];
      bins->starts[feature + 1] = start + choose_thresholds (column, n_rows, n_thresholds, bins->thresholds + start);
    }
  return bins;
}

/* How many of the ascending thresholds lie below a value. */
static inline guint
find_bin (const float *thresholds, guint n, float value)
{
  guint low = 0;
  while (n > 0)
    {
      guint half = n / 2;
      if (thresholds[low + half] < value)
        {
          low += half + 1;
          n -= half + 1;
        }
      else
        n = half;
    }
  return low;
}

void
learn_bins_apply (const LearnBins *bins, const float *values, guint8 *row)
{
  for (guint feature = 0; feature < bins->n_features; feature++)
    row[feature] = find_bin (bins->thresholds + bins->starts[feature],
                             bins->starts[feature + 1] - bins->starts[feature], values[feature]);
}

void
learn_bins_free (LearnBins *bins)
{
  g_free (bins->starts);
  g_free (bins->thresholds);
  g_free (bins);
}

/* The packed form: see gbdt-private.h */

struct _LearnGbdt
{
  guint n_features;
  guint n_trees;
  guint n_leaves;
  guint32 *starts;
  float *thresholds;
  LearnNode *nodes;
  gint32 *leaves;
};

static guint32
take_number (const guint8 **cursor)
{
  guint32 number;
  memcpy (&number, *cursor, sizeof number);
  *cursor += sizeof number;
  return GUINT32_FROM_LE (number);
}

/* Children lie behind their node, so that every walk ends. */
static gboolean
check_nodes (const LearnGbdt *trees)
{
  int n_nodes = (int) trees->n_leaves - 1;
  for (gsize i = 0; i < (gsize) trees->n_trees * n_nodes; i++)
    {
      const LearnNode *node = &trees->nodes[i];
      int place = i % n_nodes;
      for (int side = 0; side < 2; side++)
        if (node->children[side] >= 0 ? node->children[side] <= place || node->children[side] >= n_nodes
                                      : ~node->children[side] >= (int) trees->n_leaves)
          return FALSE;
      if (node->feature >= trees->n_features)
        return FALSE;
    }
  return TRUE;
}

static const char *
read_trees (LearnGbdt *trees, const guint8 *data, gsize length, guint n_features)
{
  const guint8 *cursor = data;
  if (length < 5 * sizeof (guint32) || take_number (&cursor) != LEARN_GBDT_MAGIC)
    return "does not hold trees of this version";
  trees->n_features = take_number (&cursor);
  trees->n_trees = take_number (&cursor);
  trees->n_leaves = take_number (&cursor);
  guint32 n_thresholds = take_number (&cursor);
  if (trees->n_features != n_features)
    return "was made for other features";
  if (trees->n_trees > 100000 || trees->n_leaves < 2 || trees->n_leaves > LEARN_GBDT_MAX_LEAVES
      || n_thresholds > n_features * LEARN_GBDT_MAX_THRESHOLDS)
    return "has sizes that no trainer makes";

  gsize n_nodes = (gsize) trees->n_trees * (trees->n_leaves - 1);
  gsize n_values = (gsize) trees->n_trees * trees->n_leaves;
  gsize expected
      = 5 * 4 + ((gsize) n_features + 1) * 4 + (gsize) n_thresholds * 4 + n_nodes * sizeof (LearnNode) + n_values * 4;
  if (length != expected)
    return "has another length than its header says";

  trees->starts = g_new (guint32, n_features + 1);
  for (guint i = 0; i <= n_features; i++)
    {
      trees->starts[i] = take_number (&cursor);
      if (trees->starts[i] > n_thresholds
          || (i > 0
              && (trees->starts[i] < trees->starts[i - 1]
                  || trees->starts[i] - trees->starts[i - 1] > LEARN_GBDT_MAX_THRESHOLDS)))
        return "has thresholds out of order";
    }
  trees->thresholds = g_new (float, n_thresholds + 1);
  for (guint32 i = 0; i < n_thresholds; i++)
    {
      guint32 bits = take_number (&cursor);
      memcpy (&trees->thresholds[i], &bits, sizeof bits);
    }
  trees->nodes = g_new (LearnNode, n_nodes + 1);
  memcpy (trees->nodes, cursor, n_nodes * sizeof (LearnNode));
  cursor += n_nodes * sizeof (LearnNode);
  trees->leaves = g_new (gint32, n_values + 1);
  for (gsize i = 0; i < n_values; i++)
    trees->leaves[i] = (gint32) take_number (&cursor);
  return check_nodes (trees) ? NULL : "has nodes that lead nowhere";
}

LearnGbdt *
learn_gbdt_new (gconstpointer data, gsize length, guint n_features, const char **problem)
{
  g_autoptr (LearnGbdt) trees = g_new0 (LearnGbdt, 1);
  *problem = read_trees (trees, data, length, n_features);
  return *problem == NULL ? g_steal_pointer (&trees) : NULL;
}

void
learn_gbdt_free (LearnGbdt *trees)
{
  g_free (trees->starts);
  g_free (trees->thresholds);
  g_free (trees->nodes);
  g_free (trees->leaves);
  g_free (trees);
}

void
learn_gbdt_bin_range (const LearnGbdt *trees, const float *values, guint first, guint n_values, guint8 *row)
{
  for (guint feature = first; feature < first + n_values; feature++)
    row[feature] = find_bin (trees->thresholds + trees->starts[feature],
                             trees->starts[feature + 1] - trees->starts[feature], values[feature]);
}

void
learn_gbdt_bin (const LearnGbdt *trees, const float *values, guint8 *row)
{
  learn_gbdt_bin_range (trees, values, 0, trees->n_features, row);
}

gint32
learn_gbdt_predict (const LearnGbdt *trees, const guint8 *row)
{
  const LearnNode *nodes = trees->nodes;
  const gint32 *leaves = trees->leaves;
  guint32 sum = 0; /* wraps rather than overflows */

  for (guint tree = 0; tree < trees->n_trees; tree++)
    {
      int place = 0;
      do
        place = nodes[place].children[row[nodes[place].feature] > nodes[place].bin];
      while (place >= 0);
      sum += (guint32) leaves[~place];
      nodes += trees->n_leaves - 1;
      leaves += trees->n_leaves;
    }
  return (gint32) sum;
}
