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

/* How many of the ascending thresholds lie below a value. Without branches on it: values are as good as random. */
static inline guint
find_bin (const float *thresholds, guint n, float value)
{
  guint low = 0;
  while (n > 1)
    {
      /* A mask and no choice: which way it goes is a coin's throw, and a branch would often be guessed wrong. */
      guint half = n / 2;
      low += half & -(guint) (thresholds[low + half - 1] < value);
      n -= half;
    }
  return n == 0 ? 0 : low + (thresholds[low] < value ? 1 : 0);
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

/* A node for many rows at once: rows whose bin is larger cannot reach the leaves that `reachable` lacks. */
typedef struct
{
  guint8 feature;
  guint8 bin;
  guint16 reachable;
} Sieve;

#define MOST_SIEVED_LEAVES 16
#define BLOCK 32

struct _LearnGbdt
{
  guint n_features;
  guint n_trees;
  guint n_leaves;
  guint32 *starts;
  float *thresholds;
  LearnNode *nodes;
  gint32 *leaves;
  Sieve *sieves;         /* n_leaves − 1 a tree; NULL if trees have too many leaves */
  gint32 *sieved_leaves; /* from left to right, MOST_SIEVED_LEAVES a tree */
};

/* Many rows at once: after QuickScorer (Lucchese and others, SIGIR 2015). Leaves are numbered from left to right. Each
 * node where a row goes right rules out the leaves on its left; the first that is left over is the row's. No branch
 * depends on data, and rows lie side by side. */

typedef struct
{
  const LearnNode *nodes;
  const gint32 *leaves;
  Sieve *sieves;
  gint32 *sieved_leaves;
  guint n_leaves;
  guint n_sieves;
} Sieving;

/* Children lie behind their node, so the depth is that of a tree of 16 leaves at most; a node that two others lead to
 * makes too many. */
static gboolean
sieve_child (Sieving *sieving, int child)
{
  if (child < 0)
    {
      if (sieving->n_leaves == MOST_SIEVED_LEAVES)
        return FALSE;
      sieving->sieved_leaves[sieving->n_leaves++] = sieving->leaves[~child];
      return TRUE;
    }

  guint first = sieving->n_leaves;
  const LearnNode *node = &sieving->nodes[child];
  if (!sieve_child (sieving, node->children[0]))
    return FALSE;
  guint16 left = (guint16) ((1u << sieving->n_leaves) - (1u << first));
  if (sieving->n_sieves == MOST_SIEVED_LEAVES - 1)
    return FALSE;
  sieving->sieves[sieving->n_sieves++] = (Sieve){ node->feature, node->bin, (guint16) ~left };
  return sieve_child (sieving, node->children[1]);
}

#define LEADS_NOWHERE "has nodes that lead nowhere"

static const char *
make_sieves (LearnGbdt *trees)
{
  guint n_nodes = trees->n_leaves - 1;
  if (trees->n_leaves > MOST_SIEVED_LEAVES)
    return NULL;

  trees->sieves = g_try_new (Sieve, (gsize) trees->n_trees * (MOST_SIEVED_LEAVES - 1) + 1);
  trees->sieved_leaves = g_try_new0 (gint32, (gsize) trees->n_trees * MOST_SIEVED_LEAVES + 1);
  if (trees->sieves == NULL || trees->sieved_leaves == NULL)
    return "is larger than memory holds";
  for (guint tree = 0; tree < trees->n_trees; tree++)
    {
      Sieving sieving = { .nodes = trees->nodes + (gsize) tree * n_nodes,
                          .leaves = trees->leaves + (gsize) tree * trees->n_leaves,
                          .sieves = trees->sieves + (gsize) tree * (MOST_SIEVED_LEAVES - 1),
                          .sieved_leaves = trees->sieved_leaves + (gsize) tree * MOST_SIEVED_LEAVES };
      if (!sieve_child (&sieving, 0))
        return LEADS_NOWHERE;
      for (; sieving.n_sieves < MOST_SIEVED_LEAVES - 1; sieving.n_sieves++)
        sieving.sieves[sieving.n_sieves] = (Sieve){ 0, 255, 0xffff };
    }
  return NULL;
}

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
  if (trees->n_features != n_features || n_features == 0 || n_features > 256)
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

  trees->starts = g_try_new (guint32, n_features + 1);
  trees->thresholds = g_try_new (float, n_thresholds + 1);
  trees->nodes = g_try_new (LearnNode, n_nodes + 1);
  trees->leaves = g_try_new (gint32, n_values + 1);
  if (trees->starts == NULL || trees->thresholds == NULL || trees->nodes == NULL || trees->leaves == NULL)
    return "is larger than memory holds";
  for (guint i = 0; i <= n_features; i++)
    {
      trees->starts[i] = take_number (&cursor);
      if (trees->starts[i] > n_thresholds
          || (i > 0
              && (trees->starts[i] < trees->starts[i - 1]
                  || trees->starts[i] - trees->starts[i - 1] > LEARN_GBDT_MAX_THRESHOLDS)))
        return "has thresholds out of order";
    }
  for (guint32 i = 0; i < n_thresholds; i++)
    {
      guint32 bits = take_number (&cursor);
      memcpy (&trees->thresholds[i], &bits, sizeof bits);
    }
  memcpy (trees->nodes, cursor, n_nodes * sizeof (LearnNode));
  cursor += n_nodes * sizeof (LearnNode);
  for (gsize i = 0; i < n_values; i++)
    trees->leaves[i] = (gint32) take_number (&cursor);
  return check_nodes (trees) ? make_sieves (trees) : LEADS_NOWHERE;
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
  g_free (trees->sieves);
  g_free (trees->sieved_leaves);
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

static void
sieve_block (const LearnGbdt *trees, const guint8 *columns, gint32 *sums)
{
  const Sieve *sieves = trees->sieves;
  const gint32 *leaves = trees->sieved_leaves;
  guint32 block_sums[BLOCK] = { 0 }; /* wrap rather than overflow */

  for (guint tree = 0; tree < trees->n_trees; tree++)
    {
      /* Bytes, so that compilers make vectors of them. */
      guint8 low[BLOCK], high[BLOCK];
      memset (low, 0xff, sizeof low);
      memset (high, 0xff, sizeof high);
      for (guint i = 0; i + 1 < trees->n_leaves; i++)
        {
          const guint8 *column = columns + sieves[i].feature * BLOCK;
          guint8 bin = sieves[i].bin;
          guint8 keep_low = sieves[i].reachable & 0xff, keep_high = sieves[i].reachable >> 8;
          for (guint row = 0; row < BLOCK; row++)
            {
              guint8 left = column[row] > bin ? 0x00 : 0xff;
              low[row] &= left | keep_low;
              high[row] &= left | keep_high;
            }
        }
      for (guint row = 0; row < BLOCK; row++)
        block_sums[row] += (guint32) leaves[__builtin_ctz (low[row] | (guint) high[row] << 8 | 0x8000u)];
      sieves += MOST_SIEVED_LEAVES - 1;
      leaves += MOST_SIEVED_LEAVES;
    }
  memcpy (sums, block_sums, sizeof block_sums);
}

void
learn_gbdt_predict_many (const LearnGbdt *trees, const guint8 *const *rows, gsize n_rows, gint32 *sums)
{
  guint8 columns[256 * BLOCK];
  gint32 block_sums[BLOCK];

  if (trees->sieves == NULL)
    {
      for (gsize row = 0; row < n_rows; row++)
        sums[row] = learn_gbdt_predict (trees, rows[row]);
      return;
    }
  for (gsize first = 0; first < n_rows; first += BLOCK)
    {
      guint n = (guint) MIN (n_rows - first, BLOCK);
      for (guint row = 0; row < BLOCK; row++)
        for (guint feature = 0; feature < trees->n_features; feature++)
          columns[feature * BLOCK + row] = rows[first + MIN (row, n - 1)][feature];
      sieve_block (trees, columns, block_sums);
      memcpy (sums + first, block_sums, sizeof *sums * n);
    }
}
