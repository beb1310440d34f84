/* Gradient-boosted trees: training by histograms of integers. */
#include "gbdt.h"
#include "gbdt-private.h"
#include "random.h"

#include <string.h>

/* Weights are held in units of 2⁻¹², targets and predictions in units of 2⁻²⁰: no sum of their products leaves 64 bits
 * for the rows, targets and weights that the interface allows. */
#define WEIGHT_UNIT 4096.0
#define VALUE_UNIT LEARN_GBDT_UNIT

/* Most of the time goes into adding rows to buckets, so that one is a vector: two numbers and one addition. The weights
 * of fewer than 2²⁵ rows, 2¹² each on average, leave room for the number of rows above them. */
typedef gint64 Bucket __attribute__ ((vector_size (16), aligned (8)));
#define COUNT_SHIFT 38
G_STATIC_ASSERT (LEARN_GBDT_ROWS_BITS + 13 <= COUNT_SHIFT && COUNT_SHIFT + LEARN_GBDT_ROWS_BITS < 64);

static inline Bucket
make_bucket (gint64 weight, gint64 residual)
{
  return (Bucket){ weight * residual, weight + (G_GINT64_CONSTANT (1) << COUNT_SHIFT) };
}

static inline gint64
get_gradient (Bucket bucket)
{
  return bucket[0];
}

static inline gint64
get_weight (Bucket bucket)
{
  return bucket[1] & ((G_GINT64_CONSTANT (1) << COUNT_SHIFT) - 1);
}

static inline gint64
get_n_rows (Bucket bucket)
{
  return bucket[1] >> COUNT_SHIFT;
}

/* Rows of a leaf lie apart in memory: each is asked for some while before it is read. */
#define ROWS_AHEAD 12

typedef struct
{
  guint32 begin, end; /* its rows, a range of `order` */
  Bucket total;
  Bucket *histogram; /* `width` buckets a feature of the tree */
  double gain;       /* of its best split; 0 for none */
  guint feature;
  guint bin;
  int parent; /* node that leads here, −1 for the root */
  int side;
} Leaf;

typedef struct
{
  const LearnBins *bins;
  const LearnGbdtSettings *settings;
  const guint8 *rows;
  gsize n_rows;
  guint width;
  double shrinkage;

  gint32 *residuals;
  gint32 *weights;
  guint32 *order;
  guint32 *spare;
  guint *features; /* those that this tree may use */
  guint n_used;
  LearnRandom random;

  Leaf leaves[LEARN_GBDT_MAX_LEAVES];
  guint n_leaves;
  Bucket *histograms;
} Trainer;

static void
draw_features (Trainer *trainer)
{
  guint n = trainer->bins->n_features;
  for (guint i = 0; i < n; i++)
    trainer->features[i] = i;
  for (guint i = 0; i < trainer->n_used; i++)
    {
      guint other = i + learn_random_below (&trainer->random, n - i);
      guint feature = trainer->features[i];
      trainer->features[i] = trainer->features[other];
      trainer->features[other] = feature;
    }
}

/* The rows that the tree learns from, in order. */
static guint32
draw_rows (Trainer *trainer)
{
  guint64 limit = (guint64) (trainer->settings->row_share * 4294967296.0);
  guint32 n = 0;
  for (guint32 row = 0; row < trainer->n_rows; row++)
    if (limit >= G_GUINT64_CONSTANT (0x100000000) || (learn_random_next (&trainer->random) >> 32) < limit)
      trainer->order[n++] = row;
  return n;
}

static void
fill_histogram (Trainer *trainer, Leaf *leaf)
{
  guint n_features = trainer->bins->n_features;
  Bucket *histogram = leaf->histogram;
  memset (histogram, 0, sizeof *histogram * trainer->width * trainer->n_used);

  for (guint32 i = leaf->begin; i < leaf->end; i++)
    {
      guint32 row = trainer->order[i], later = trainer->order[MIN (i + ROWS_AHEAD, leaf->end - 1)];
      const guint8 *bins = trainer->rows + (gsize) row * n_features;
      Bucket own = make_bucket (trainer->weights[row], trainer->residuals[row]);
      __builtin_prefetch (trainer->rows + (gsize) later * n_features);
      __builtin_prefetch (trainer->rows + (gsize) later * n_features + 64);
      for (guint f = 0; f < trainer->n_used; f++)
        histogram[f * trainer->width + bins[trainer->features[f]]] += own;
    }
}

static void
subtract_histogram (Trainer *trainer, Bucket *from, const Bucket *part)
{
  for (gsize i = 0; i < (gsize) trainer->width * trainer->n_used; i++)
    from[i] -= part[i];
}

static void
sum_leaf (Trainer *trainer, Leaf *leaf)
{
  leaf->total = (Bucket){ 0, 0 };
  for (guint32 i = leaf->begin; i < leaf->end; i++)
    leaf->total += make_bucket (trainer->weights[trainer->order[i]], trainer->residuals[trainer->order[i]]);
}

/* How much of the squared error a leaf takes away. */
static inline double
rate_bucket (const Trainer *trainer, Bucket bucket)
{
  double gradient = (double) get_gradient (bucket);
  return gradient * gradient / ((double) get_weight (bucket) + trainer->shrinkage);
}

static void
find_split (Trainer *trainer, Leaf *leaf)
{
  gint64 fewest = MAX (trainer->settings->min_leaf_rows, 1);
  double whole = rate_bucket (trainer, leaf->total);
  leaf->gain = 0.0;

  for (guint f = 0; f < trainer->n_used; f++)
    {
      guint feature = trainer->features[f];
      guint n_bins = trainer->bins->starts[feature + 1] - trainer->bins->starts[feature] + 1;
      const Bucket *buckets = leaf->histogram + (gsize) f * trainer->width;
      Bucket left = { 0, 0 };
      for (guint bin = 0; bin + 1 < n_bins; bin++)
        {
          left += buckets[bin];
          if (get_n_rows (left) < fewest)
            continue;
          if (get_n_rows (leaf->total - left) < fewest)
            break;
          double gain = rate_bucket (trainer, left) + rate_bucket (trainer, leaf->total - left) - whole;
          if (gain > leaf->gain * (1.0 + 1e-12) && gain > 1.0)
            {
              leaf->gain = gain;
              leaf->feature = feature;
              leaf->bin = bin;
            }
        }
    }
}

/* Rows that go left stay in front; both sides keep their order. */
static guint32
part_rows (Trainer *trainer, const Leaf *leaf)
{
  guint n_features = trainer->bins->n_features;
  guint32 n_left = leaf->begin, n_right = 0;
  for (guint32 i = leaf->begin; i < leaf->end; i++)
    {
      guint32 row = trainer->order[i];
      if (trainer->rows[(gsize) row * n_features + leaf->feature] <= leaf->bin)
        trainer->order[n_left++] = row;
      else
        trainer->spare[n_right++] = row;
    }
  memcpy (trainer->order + n_left, trainer->spare, sizeof *trainer->spare * n_right);
  return n_left;
}

static void
split_leaf (Trainer *trainer, guint index, LearnNode *nodes, guint n_nodes)
{
  Leaf *left = &trainer->leaves[index];
  Leaf *right = &trainer->leaves[trainer->n_leaves];
  nodes[n_nodes] = (LearnNode){ left->feature, left->bin, { ~(int) index, ~(int) trainer->n_leaves } };
  if (left->parent >= 0)
    nodes[left->parent].children[left->side] = n_nodes;

  guint32 middle = part_rows (trainer, left);
  Bucket *spare = right->histogram;
  *right = (Leaf){ .begin = middle, .end = left->end, .histogram = spare, .parent = (int) n_nodes, .side = 1 };
  left->end = middle;
  left->parent = (int) n_nodes;
  left->side = 0;
  sum_leaf (trainer, left);
  sum_leaf (trainer, right);
  trainer->n_leaves++;

  /* Only the smaller side is counted; the other is what remains of the parent. */
  gboolean left_is_smaller = left->end - left->begin < right->end - right->begin;
  Leaf *smaller = left_is_smaller ? left : right, *larger = left_is_smaller ? right : left;
  Bucket *parent = left->histogram;
  smaller->histogram = spare;
  larger->histogram = parent;
  fill_histogram (trainer, smaller);
  subtract_histogram (trainer, larger->histogram, smaller->histogram);
  find_split (trainer, left);
  find_split (trainer, right);
}

static void
grow_tree (Trainer *trainer, LearnNode *nodes, gint32 *leaves)
{
  guint n_leaves = trainer->settings->n_leaves;
  draw_features (trainer);
  for (guint i = 0; i < n_leaves; i++)
    trainer->leaves[i].histogram = trainer->histograms + (gsize) i * trainer->width * trainer->n_used;

  Leaf *root = &trainer->leaves[0];
  root->begin = 0;
  root->end = draw_rows (trainer);
  root->parent = -1;
  root->side = 0;
  sum_leaf (trainer, root);
  fill_histogram (trainer, root);
  find_split (trainer, root);
  trainer->n_leaves = 1;

  /* Nodes of a tree that stops early lead to its first leaf. */
  for (guint i = 0; i + 1 < n_leaves; i++)
    nodes[i] = (LearnNode){ 0, 255, { ~0, ~0 } };

  while (trainer->n_leaves < n_leaves)
    {
      guint best = 0;
      for (guint i = 1; i < trainer->n_leaves; i++)
        if (trainer->leaves[i].gain > trainer->leaves[best].gain)
          best = i;
      if (!(trainer->leaves[best].gain > 0.0))
        break;
      split_leaf (trainer, best, nodes, trainer->n_leaves - 1);
    }

  for (guint i = 0; i < trainer->n_leaves; i++)
    {
      Bucket total = trainer->leaves[i].total;
      double value = trainer->settings->rate * (double) get_gradient (total)
                     / ((double) get_weight (total) + trainer->shrinkage);
      leaves[i] = (gint32) (value < 0 ? value - 0.5 : value + 0.5);
    }
}

/* Takes a tree's prediction off the residuals of all rows, drawn or not. */
static double
apply_tree (Trainer *trainer, const LearnNode *nodes, const gint32 *leaves)
{
  guint n_features = trainer->bins->n_features;
  double loss = 0.0, weights = 0.0;
  for (gsize row = 0; row < trainer->n_rows; row++)
    {
      const guint8 *bins = trainer->rows + row * n_features;
      int place = 0;
      do
        place = nodes[place].children[bins[nodes[place].feature] > nodes[place].bin];
      while (place >= 0);
      trainer->residuals[row] -= leaves[~place];
      double residual = trainer->residuals[row] / VALUE_UNIT;
      loss += trainer->weights[row] * residual * residual;
      weights += trainer->weights[row];
    }
  return weights > 0.0 ? loss / weights : 0.0;
}

static void
append_number (GByteArray *output, guint32 number)
{
  number = GUINT32_TO_LE (number);
  g_byte_array_append (output, (const guint8 *) &number, sizeof number);
}

/* Packs the trees with only those thresholds that a node compares with; renumbers the bins of the nodes. */
static GBytes *
pack_trees (const LearnBins *bins, guint n_trees, guint n_leaves, LearnNode *nodes, const gint32 *leaves)
{
  guint n_features = bins->n_features;
  guint32 n_all = bins->starts[n_features];
  gsize n_nodes = (gsize) n_trees * (n_leaves - 1);
  g_autofree guint8 *used = g_new0 (guint8, n_all + 1);
  g_autofree guint32 *place = g_new0 (guint32, n_all + 1);

  for (gsize i = 0; i < n_nodes; i++)
    if (nodes[i].bin < bins->starts[nodes[i].feature + 1] - bins->starts[nodes[i].feature])
      used[bins->starts[nodes[i].feature] + nodes[i].bin] = 1;
  guint32 n_used = 0;
  for (guint32 i = 0; i < n_all; i++)
    {
      place[i] = n_used;
      n_used += used[i];
    }
  place[n_all] = n_used;

  GByteArray *output = g_byte_array_new ();
  append_number (output, LEARN_GBDT_MAGIC);
  append_number (output, n_features);
  append_number (output, n_trees);
  append_number (output, n_leaves);
  append_number (output, n_used);
  for (guint f = 0; f <= n_features; f++)
    append_number (output, place[bins->starts[f]]);
  for (guint32 i = 0; i < n_all; i++)
    if (used[i])
      {
        guint32 bits;
        memcpy (&bits, &bins->thresholds[i], sizeof bits);
        append_number (output, bits);
      }
  for (gsize i = 0; i < n_nodes; i++)
    {
      LearnNode node = nodes[i];
      guint32 start = bins->starts[node.feature];
      node.bin = node.bin < bins->starts[node.feature + 1] - start ? place[start + node.bin] - place[start] : 255;
      g_byte_array_append (output, (const guint8 *) &node, sizeof node);
    }
  for (gsize i = 0; i < (gsize) n_trees * n_leaves; i++)
    append_number (output, (guint32) leaves[i]);
  return g_byte_array_free_to_bytes (output);
}

static void
set_rows (Trainer *trainer, const float *targets, const float *weights)
{
  double sum = 0.0;
  for (gsize row = 0; row < trainer->n_rows; row++)
    sum += weights == NULL ? 1.0 : weights[row];
  double scale = sum > 0.0 ? WEIGHT_UNIT * (double) trainer->n_rows / sum : 0.0;

  for (gsize row = 0; row < trainer->n_rows; row++)
    {
      double target = (double) targets[row] * VALUE_UNIT;
      double weight = (weights == NULL ? 1.0 : weights[row]) * scale;
      trainer->residuals[row] = (gint32) (target < 0 ? target - 0.5 : target + 0.5);
      trainer->weights[row] = (gint32) (weight + 0.5);
    }
}

GBytes *
learn_gbdt_train (const LearnBins *bins, const guint8 *rows, const float *targets, const float *weights, gsize n_rows,
                  const LearnGbdtSettings *settings, LearnGbdtProgress progress, gpointer user_data)
{
  g_return_val_if_fail (n_rows > 0 && n_rows < (gsize) 1 << LEARN_GBDT_ROWS_BITS, NULL);
  g_return_val_if_fail (settings->n_leaves >= 2 && settings->n_leaves <= LEARN_GBDT_MAX_LEAVES, NULL);

  Trainer trainer
      = { .bins = bins, .settings = settings, .rows = rows, .n_rows = n_rows, .random = { settings->seed } };
  for (guint f = 0; f < bins->n_features; f++)
    trainer.width = MAX (trainer.width, bins->starts[f + 1] - bins->starts[f] + 1);
  trainer.n_used = CLAMP ((guint) (bins->n_features * settings->feature_share + 0.5), 1, bins->n_features);
  trainer.shrinkage = settings->shrinkage * WEIGHT_UNIT + 1e-6;

  g_autofree gint32 *residuals = trainer.residuals = g_try_new (gint32, n_rows);
  g_autofree gint32 *row_weights = trainer.weights = g_try_new (gint32, n_rows);
  g_autofree guint32 *order = trainer.order = g_try_new (guint32, n_rows);
  g_autofree guint32 *spare = trainer.spare = g_try_new (guint32, n_rows);
  g_autofree guint *features = trainer.features = g_new (guint, bins->n_features);
  g_autofree Bucket *histograms = trainer.histograms
      = g_try_new (Bucket, (gsize) settings->n_leaves * trainer.width * trainer.n_used);
  g_autofree LearnNode *nodes = g_new (LearnNode, (gsize) settings->n_trees * (settings->n_leaves - 1) + 1);
  g_autofree gint32 *leaves = g_new0 (gint32, (gsize) settings->n_trees * settings->n_leaves + 1);
  if (residuals == NULL || row_weights == NULL || order == NULL || spare == NULL || histograms == NULL)
    return NULL;
  set_rows (&trainer, targets, weights);

  for (guint tree = 0; tree < settings->n_trees; tree++)
    {
      LearnNode *tree_nodes = nodes + (gsize) tree * (settings->n_leaves - 1);
      gint32 *tree_leaves = leaves + (gsize) tree * settings->n_leaves;
      grow_tree (&trainer, tree_nodes, tree_leaves);
      double loss = apply_tree (&trainer, tree_nodes, tree_leaves);
      if (progress != NULL && !progress ((tree + 1.0) / settings->n_trees, loss, user_data))
        return NULL;
    }
  return pack_trees (bins, settings->n_trees, settings->n_leaves, nodes, leaves);
}
