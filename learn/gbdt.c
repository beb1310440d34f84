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

/* A node for many rows at once: rows whose bin is larger cannot reach those of eight leaves that `reachable` lacks.
 * Both numbers stand in all four bytes, ready to be made vectors of. */
typedef struct
{
  guint32 feature;
  guint32 bin;
  guint32 reachable;
} Sieve;

#define MOST_SIEVED_LEAVES 16
#define MOST_SIEVES \
  (2 * (MOST_SIEVED_LEAVES - 1)) /* of a tree: a node may be one for its first eight leaves and its last */
#define BLOCK 64

struct _LearnGbdt
{
  guint n_features;
  guint n_trees;
  guint n_leaves;
  guint32 *starts;
  float *thresholds;
  LearnNode *nodes;
  gint32 *leaves;
  Sieve *sieves;         /* of all trees; NULL if they have too many leaves */
  guint8 (*n_sieves)[2]; /* of each tree: those for its first eight leaves, and those for its last */
  gint32 *sieved_leaves; /* from left to right, MOST_SIEVED_LEAVES a tree */
};

/* Many rows at once: after QuickScorer (Lucchese and others, SIGIR 2015). Leaves are numbered from left to right. Each
 * node where a row goes right rules out the leaves on its left; the first that is left over is the row's. No branch
 * depends on data, and rows lie side by side. */

typedef struct
{
  const LearnNode *nodes;
  const gint32 *leaves;
  Sieve sieves[2][MOST_SIEVED_LEAVES];
  gint32 *sieved_leaves;
  guint n_leaves;
  guint8 n_sieves[2];
  guint n_nodes;
} Sieving;

static guint32
repeat_byte (guint byte)
{
  return (byte & 0xff) * 0x01010101u;
}

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
  guint left = (1u << sieving->n_leaves) - (1u << first);
  if (sieving->n_nodes++ == MOST_SIEVED_LEAVES - 1)
    return FALSE;
  for (guint half = 0; half < 2; half++)
    if ((left >> 8 * half & 0xff) != 0)
      sieving->sieves[half][sieving->n_sieves[half]++]
          = (Sieve){ node->feature, repeat_byte (node->bin), repeat_byte (~left >> 8 * half) };
  return sieve_child (sieving, node->children[1]);
}

static int
compare_sieves (gconstpointer a, gconstpointer b)
{
  const Sieve *x = a, *y = b;
  return (int) x->feature - (int) y->feature;
}

#define LEADS_NOWHERE "has nodes that lead nowhere"

static const char *
make_sieves (LearnGbdt *trees)
{
  guint n_nodes = trees->n_leaves - 1;
  if (trees->n_leaves > MOST_SIEVED_LEAVES)
    return NULL;

  trees->sieves = g_try_new (Sieve, (gsize) trees->n_trees * MOST_SIEVES + 1);
  trees->n_sieves = g_try_malloc0_n ((gsize) trees->n_trees + 1, sizeof *trees->n_sieves);
  trees->sieved_leaves = g_try_new0 (gint32, (gsize) trees->n_trees * MOST_SIEVED_LEAVES + 1);
  if (trees->sieves == NULL || trees->n_sieves == NULL || trees->sieved_leaves == NULL)
    return "is larger than memory holds";
  Sieve *sieves = trees->sieves;
  for (guint tree = 0; tree < trees->n_trees; tree++)
    {
      Sieving sieving = { .nodes = trees->nodes + (gsize) tree * n_nodes,
                          .leaves = trees->leaves + (gsize) tree * trees->n_leaves,
                          .sieved_leaves = trees->sieved_leaves + (gsize) tree * MOST_SIEVED_LEAVES };
      if (!sieve_child (&sieving, 0))
        return LEADS_NOWHERE;
      for (guint half = 0; half < 2; half++)
        {
          /* Any order leaves the same leaves. By feature, those of a batch's fixed values come first: fix_block ()
           * stops behind them. */
          qsort (sieving.sieves[half], sieving.n_sieves[half], sizeof *sieving.sieves[half], compare_sieves);
          trees->n_sieves[tree][half] = sieving.n_sieves[half];
          for (guint i = 0; i < sieving.n_sieves[half]; i++)
            *sieves++ = sieving.sieves[half][i];
        }
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
  g_free (trees->n_sieves);
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

typedef guint8 Bytes __attribute__ ((vector_size (16)));
typedef guint32 Words __attribute__ ((vector_size (16)));
typedef float Reals __attribute__ ((vector_size (16)));

/* Bins of a block of rows, a feature's side by side. */
typedef struct
{
  Bytes bins[256][BLOCK / 16];
} Columns;

static inline Bytes
sieve_sixteen (Bytes bins, const Sieve *sieve)
{
  return (Bytes) (bins <= (Bytes) ((Words){ 0 } + sieve->bin)) | (Bytes) ((Words){ 0 } + sieve->reachable);
}

/* Which of eight leaves each row of a block can reach, as bits. Vectors are spelled out: of loops over bytes compilers
 * make some that go through memory. */
static inline void
sieve_leaves (const Columns *columns, const Sieve *sieves, guint n_sieves, Bytes *reachable)
{
  Bytes kept[BLOCK / 16];
  memset (kept, 0xff, sizeof kept);

  for (guint i = 0; i < n_sieves; i++)
    for (guint k = 0; k < BLOCK / 16; k++)
      kept[k] &= sieve_sixteen (columns->bins[sieves[i].feature][k], &sieves[i]);
  memcpy (reachable, kept, sizeof kept);
}

/* Adds to each row's sum the first leaf that it can reach. There is one: no sieve rules out the tree's last leaf, nor
 * the places behind it. */
static inline void
add_leaves (Bytes first_eight, Bytes last_eight, const gint32 *leaves, guint n_rows, guint32 *sums)
{
  guint16 reachable[16];
  Bytes low = __builtin_shufflevector (first_eight, last_eight, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  Bytes high
      = __builtin_shufflevector (first_eight, last_eight, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  memcpy (reachable, &low, sizeof low);
  memcpy (reachable + 8, &high, sizeof high);
  for (guint row = 0; row < n_rows; row++)
    sums[row] += (guint32) leaves[(guint) __builtin_ctz (GUINT16_FROM_LE (reachable[row]))];
}

static void
sieve_block (const LearnGbdt *trees, const Columns *columns, gint32 *sums)
{
  const Sieve *sieves = trees->sieves;
  const gint32 *leaves = trees->sieved_leaves;
  guint32 block_sums[BLOCK] = { 0 }; /* wrap rather than overflow */

  for (guint tree = 0; tree < trees->n_trees; tree++)
    {
      Bytes reachable[2][BLOCK / 16];
      for (guint half = 0; half < 2; half++)
        {
          sieve_leaves (columns, sieves, trees->n_sieves[tree][half], reachable[half]);
          sieves += trees->n_sieves[tree][half];
        }
      for (guint k = 0; k < BLOCK / 16; k++)
        add_leaves (reachable[0][k], reachable[1][k], leaves, 16, block_sums + k * 16);
      leaves += MOST_SIEVED_LEAVES;
    }
  memcpy (sums, block_sums, sizeof block_sums);
}

/* Bins of sixteen values at once. With the few dozen thresholds that features have, to hold all against them is faster
 * than to search. */
static void
find_bins (const float *thresholds, guint n, const float *values, guint8 *bins)
{
  Reals reals[4];
  Words counts[4] = { { 0 } };

  memcpy (reals, values, sizeof reals);
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < 4; k++)
      counts[k] -= (Words) (thresholds[i] < reals[k]);
  for (guint i = 0; i < 16; i++)
    bins[i] = (guint8) counts[i / 4][i % 4];
}

void
learn_gbdt_judge (const LearnGbdt *trees, const float *values, gsize n_rows, gint32 *sums)
{
  Columns columns;
  gint32 block_sums[BLOCK];
  guint n_features = trees->n_features;

  for (gsize row = 0; trees->sieves == NULL && row < n_rows; row++)
    {
      guint8 bins[256];
      learn_gbdt_bin_range (trees, values + row * n_features, 0, n_features, bins);
      sums[row] = learn_gbdt_predict (trees, bins);
    }
  for (gsize first = 0; trees->sieves != NULL && first < n_rows; first += BLOCK)
    {
      guint n = (guint) MIN (n_rows - first, BLOCK);
      for (guint feature = 0; feature < n_features; feature++)
        {
          const guint32 start = trees->starts[feature], n_thresholds = trees->starts[feature + 1] - start;
          float column[BLOCK];
          for (guint row = 0; row < BLOCK; row++)
            column[row] = values[(first + MIN (row, n - 1)) * n_features + feature];
          for (guint row = 0; row < BLOCK; row += 16)
            find_bins (trees->thresholds + start, n_thresholds, column + row, (guint8 *) columns.bins[feature] + row);
        }
      sieve_block (trees, &columns, block_sums);
      memcpy (sums + first, block_sums, sizeof *sums * n);
    }
}

/* Rows that are judged again and again, sixteen at once */

typedef struct
{
  Bytes halves[2];
} Reachable;

struct _LearnGbdtBatch
{
  const LearnGbdt *trees;
  guint n_rows;
  guint n_fixed;
  gboolean is_fixed; /* what follows from the fixed values has been found */
  GArray *values;    /* float: sixteen of each feature, a block */
  GArray *bins;      /* Bytes: theirs */
  GArray *reachable; /* Reachable: of each tree, a block, after the sieves of fixed values */
  GArray *n_sieves;  /* guint8: how many of each half of each tree those are */
};

LearnGbdtBatch *
learn_gbdt_batch_new (void)
{
  LearnGbdtBatch *batch = g_new0 (LearnGbdtBatch, 1);
  batch->values = g_array_new (FALSE, TRUE, sizeof (float));
  batch->bins = g_array_new (FALSE, FALSE, sizeof (Bytes));
  batch->reachable = g_array_new (FALSE, FALSE, sizeof (Reachable));
  batch->n_sieves = g_array_new (FALSE, FALSE, sizeof (guint8));
  return batch;
}

void
learn_gbdt_batch_free (LearnGbdtBatch *batch)
{
  g_array_unref (batch->values);
  g_array_unref (batch->bins);
  g_array_unref (batch->reachable);
  g_array_unref (batch->n_sieves);
  g_free (batch);
}

void
learn_gbdt_batch_begin (LearnGbdtBatch *batch, const LearnGbdt *trees, guint n_rows, guint n_fixed)
{
  guint n_blocks = (n_rows + 15) / 16;
  batch->trees = trees;
  batch->n_rows = n_rows;
  batch->n_fixed = n_fixed;
  batch->is_fixed = FALSE;
  g_array_set_size (batch->values, n_blocks * trees->n_features * 16);
  g_array_set_size (batch->bins, n_blocks * trees->n_features);
  g_array_set_size (batch->reachable, n_blocks * trees->n_trees);
  g_array_set_size (batch->n_sieves, 2 * trees->n_trees);
}

void
learn_gbdt_batch_set (LearnGbdtBatch *batch, guint row, guint first, const float *values, guint n_values)
{
  float *places = &g_array_index (batch->values, float, (row / 16 * batch->trees->n_features + first) * 16 + row % 16);
  for (guint i = 0; i < n_values; i++)
    places[i * 16] = values[i];
}

/* Finds which leaves the fixed values leave, so that only the other sieves are looked at each time. */
static void
fix_block (LearnGbdtBatch *batch, const Bytes *bins, Reachable *reachable)
{
  const LearnGbdt *trees = batch->trees;
  const Sieve *sieves = trees->sieves;
  for (guint tree = 0; tree < trees->n_trees; tree++)
    for (guint half = 0; half < 2; half++)
      {
        guint n = 0;
        Bytes kept;
        memset (&kept, 0xff, sizeof kept);
        for (; n < trees->n_sieves[tree][half] && sieves[n].feature < batch->n_fixed; n++)
          kept &= sieve_sixteen (bins[sieves[n].feature], &sieves[n]);
        reachable[tree].halves[half] = kept;
        g_array_index (batch->n_sieves, guint8, 2 * tree + half) = (guint8) n;
        sieves += trees->n_sieves[tree][half];
      }
}

static void
judge_block (LearnGbdtBatch *batch, const Bytes *bins, const Reachable *reachable, guint n_rows, guint32 *sums)
{
  const LearnGbdt *trees = batch->trees;
  const Sieve *sieves = trees->sieves;
  const gint32 *leaves = trees->sieved_leaves;
  for (guint tree = 0; tree < trees->n_trees; tree++)
    {
      Reachable left = reachable[tree];
      for (guint half = 0; half < 2; half++)
        {
          guint n_sieves = trees->n_sieves[tree][half];
          for (guint i = g_array_index (batch->n_sieves, guint8, 2 * tree + half); i < n_sieves; i++)
            left.halves[half] &= sieve_sixteen (bins[sieves[i].feature], &sieves[i]);
          sieves += n_sieves;
        }
      add_leaves (left.halves[0], left.halves[1], leaves, n_rows, sums);
      leaves += MOST_SIEVED_LEAVES;
    }
}

/* Trees with too many leaves for sieves: one row after another. */
static void
walk_block (const LearnGbdt *trees, const Bytes *bins, guint n_rows, guint32 *sums)
{
  for (guint row = 0; row < n_rows; row++)
    {
      guint8 own[256];
      for (guint feature = 0; feature < trees->n_features; feature++)
        own[feature] = bins[feature][row];
      sums[row] = (guint32) learn_gbdt_predict (trees, own);
    }
}

void
learn_gbdt_batch_predict (LearnGbdtBatch *batch, gint32 *sums)
{
  const LearnGbdt *trees = batch->trees;
  for (guint first = 0; first < batch->n_rows; first += 16)
    {
      const float *values = &g_array_index (batch->values, float, first * trees->n_features);
      Bytes *bins = &g_array_index (batch->bins, Bytes, first / 16 * trees->n_features);
      Reachable *reachable = &g_array_index (batch->reachable, Reachable, first / 16 * trees->n_trees);
      guint n = MIN (batch->n_rows - first, 16);
      guint32 block_sums[16] = { 0 }; /* wrap rather than overflow */
      for (guint feature = batch->is_fixed ? batch->n_fixed : 0; feature < trees->n_features; feature++)
        find_bins (trees->thresholds + trees->starts[feature], trees->starts[feature + 1] - trees->starts[feature],
                   values + feature * 16, (guint8 *) &bins[feature]);
      if (trees->sieves != NULL && !batch->is_fixed)
        fix_block (batch, bins, reachable);
      if (trees->sieves != NULL)
        judge_block (batch, bins, reachable, n, block_sums);
      else
        walk_block (trees, bins, n, block_sums);
      memcpy (sums + first, block_sums, sizeof *sums * n);
    }
  batch->is_fixed = TRUE;
}
