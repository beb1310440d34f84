/* Scoring tokens. */
#include "scorer.h"

#include "row-cache.h"
#include "vectors.h"

#include <string.h>

#define N_OFFSETS (2 * LEARN_REACH + 1)
#define N_SENTENCES (LEARN_SENTENCE_NORMAL + 1)

/* Features are listed and their places fetched for so many tokens at once, so that memory answers while others are
 * listed. */
#define BLOCK 8

/* Shapes that stand together are few cases, and so are clusters of the larger kinds: with the latest of so many at
 * hand, about nine in ten of what is asked for are. More would not fit a processor's nearer caches. */
#define N_SHAPES 1024
#define N_CLUSTERS 2048

/* What is listed for a place, its word's other places and lists, at most. */
#define MAX_PLACE_FEATURES 64

struct _EntityScorer
{
  const EntityModel *model;
  guint n_lanes;
  LearnRowCache words;    /* of each remembered word, by its number: N_OFFSETS rows */
  gint16 *sentences;      /* a row a casing, is_first and is_tweet */
  gint16 *writings;       /* a row a writing elsewhere, casing and is_first */
  gint16 *writings_near;  /* a row a side, writing elsewhere and casing */
  LearnRowCache shapes;   /* a row for what the shapes of three words and the writing of one bring */
  LearnRowCache clusters; /* a row each for what two words' large clusters bring to the right one and the left */
  guint64 shape_keys[LEARN_STRETCH];
  guint64 cluster_keys[LEARN_STRETCH + 1]; /* of a place's word and the one before it */

  guint n_features[BLOCK];
  guint64 features[BLOCK][MAX_PLACE_FEATURES];
  guint n_rows[BLOCK];
  guint32 rows[BLOCK][MAX_PLACE_FEATURES];
};

/* Both ends: one row in four lies across two lines of the processor's cache. */
static inline void
prefetch_weights (const EntityModel *model, guint32 row)
{
  const gint8 *weights = model->weights + (gsize) row * model->chain.n_labels;

  __builtin_prefetch (weights);
  __builtin_prefetch (weights + model->chain.n_labels - 1);
}

/* Rows of weights are read as whole vectors: what lies behind a row's labels is the next row's, and ends in lanes that
 * nobody reads. */
static void
add_weights (const EntityModel *model, const guint32 *rows, guint n_rows, gint16 *scores)
{
  learn_vectors_add_narrow (scores, model->weights, rows, n_rows, model->chain.n_labels);
}

/* Makes a row of scores for each of some groups of features, which end before @ends. All that is looked up is asked for
 * before the first of it is read. */
static void
sum_groups (const EntityModel *model, const guint64 *features, const guint *ends, guint n_groups, gint16 *scores)
{
  guint32 rows[ENTITY_MAX_FEATURES];
  guint row_ends[N_OFFSETS], n_rows = 0;

  for (guint i = 0; i < ends[n_groups - 1]; i++)
    learn_feature_index_prefetch (&model->features, features[i]);
  for (guint group = 0, i = 0; group < n_groups; group++)
    {
      for (; i < ends[group]; i++)
        {
          rows[n_rows] = learn_feature_index_find (&model->features, features[i]);
          if (rows[n_rows] == LEARN_NO_FEATURE)
            continue;
          prefetch_weights (model, rows[n_rows]);
          n_rows++;
        }
      row_ends[group] = n_rows;
    }

  memset (scores, 0, n_groups * model->chain.n_lanes * sizeof *scores);
  for (guint group = 0, first = 0; group < n_groups; first = row_ends[group++])
    add_weights (model, rows + first, row_ends[group] - first, scores + group * model->chain.n_lanes);
}

static void
sum_features (const EntityModel *model, const guint64 *features, guint n, gint16 *scores)
{
  sum_groups (model, features, &n, 1, scores);
}

void
entity_scorer_score_plainly (const EntityModel *model, const LearnStretch *stretch, guint32 place, gint16 *scores)
{
  guint64 features[ENTITY_MAX_FEATURES];
  guint n_firm;
  guint n = entity_features_list_all (stretch, place, ENTITY_FEATURES_ALL, features, &n_firm);

  sum_features (model, features, n, scores);
}

/* Tables of few cases */

static guint
number_sentence (guint casing, gboolean is_first, gboolean is_tweet)
{
  return (casing * 2 + (is_first ? 1 : 0)) * 2 + (is_tweet ? 1 : 0);
}

static guint
number_writing (guint elsewhere, guint casing, gboolean is_first)
{
  return (elsewhere * LEARN_N_CASINGS + casing) * 2 + (is_first ? 1 : 0);
}

static guint
number_writing_near (guint side, guint elsewhere, guint casing)
{
  return (side * LEARN_N_ELSEWHERE + elsewhere) * LEARN_N_CASINGS + casing;
}

static void
fill_tables (EntityScorer *scorer)
{
  guint64 features[ENTITY_MAX_FEATURES];
  guint n;

  for (guint casing = 0; casing < N_SENTENCES; casing++)
    for (guint flags = 0; flags < 4; flags++)
      {
        n = entity_features_list_sentence ((LearnSentenceCasing) casing, flags >> 1, flags & 1, features);
        sum_features (scorer->model, features, n,
                      scorer->sentences + number_sentence (casing, flags >> 1, flags & 1) * scorer->n_lanes);
      }

  for (guint elsewhere = 0; elsewhere < LEARN_N_ELSEWHERE; elsewhere++)
    for (guint casing = 0; casing < LEARN_N_CASINGS; casing++)
      for (guint flag = 0; flag < 2; flag++)
        {
          n = entity_features_list_writing ((guint8) elsewhere, (LearnCasing) casing, flag, features);
          sum_features (scorer->model, features, n,
                        scorer->writings + number_writing (elsewhere, casing, flag) * scorer->n_lanes);
          n = entity_features_list_writing_near ((guint8) elsewhere, (LearnCasing) casing, flag, features);
          sum_features (scorer->model, features, n,
                        scorer->writings_near + number_writing_near (flag, elsewhere, casing) * scorer->n_lanes);
        }
}

EntityScorer *
entity_scorer_new (const EntityModel *model)
{
  g_autoptr (EntityScorer) scorer = g_new0 (EntityScorer, 1);
  guint n_lanes = model->chain.n_lanes;

  scorer->model = model;
  scorer->n_lanes = n_lanes;
  scorer->sentences = g_try_new0 (gint16, N_SENTENCES * 4 * n_lanes);
  scorer->writings = g_try_new0 (gint16, LEARN_N_ELSEWHERE * LEARN_N_CASINGS * 2 * n_lanes);
  scorer->writings_near = g_try_new0 (gint16, LEARN_N_ELSEWHERE * LEARN_N_CASINGS * 2 * n_lanes);
  if (scorer->sentences == NULL || scorer->writings == NULL || scorer->writings_near == NULL
      || !learn_row_cache_init (&scorer->words, LEARN_MEMORY_SIZE, N_OFFSETS * n_lanes)
      || !learn_row_cache_init (&scorer->shapes, N_SHAPES, n_lanes)
      || !learn_row_cache_init (&scorer->clusters, N_CLUSTERS, 2 * n_lanes))
    return NULL;
  fill_tables (scorer);

  return g_steal_pointer (&scorer);
}

void
entity_scorer_free (EntityScorer *scorer)
{
  if (scorer == NULL)
    return;
  learn_row_cache_clear (&scorer->words);
  g_free (scorer->sentences);
  g_free (scorer->writings);
  g_free (scorer->writings_near);
  learn_row_cache_clear (&scorer->shapes);
  learn_row_cache_clear (&scorer->clusters);
  g_free (scorer);
}

/* What a word brings to the tokens around it: a row for each offset. */
static const gint16 *
get_word_rows (EntityScorer *scorer, const LearnMemory *memory, const LearnWord *word)
{
  gboolean is_known;
  gint16 *rows = learn_row_cache_find (&scorer->words, (guint32) (word - memory->words), word->exact, &is_known);
  if (is_known)
    return rows;

  guint64 features[ENTITY_MAX_FEATURES];
  guint ends[N_OFFSETS], n = 0;
  for (int offset = -LEARN_REACH; offset <= LEARN_REACH; offset++)
    {
      n += entity_features_list_word (word, offset, features + n);
      ends[offset + LEARN_REACH] = n;
    }
  sum_groups (scorer->model, features, ends, N_OFFSETS, rows);

  return rows;
}

/* What the shapes around a place bring to it. */
static const gint16 *
get_shape_row (EntityScorer *scorer, const LearnStretch *stretch, guint32 place)
{
  gboolean is_known;
  guint64 key = scorer->shape_keys[place];
  gint16 *row
      = learn_row_cache_find (&scorer->shapes, learn_row_cache_choose_slot (&scorer->shapes, key), key, &is_known);
  if (is_known)
    return row;

  guint64 features[ENTITY_MAX_FEATURES];
  guint n = entity_features_list_shapes (stretch, place, features);
  n += entity_features_list_shape_writing (stretch, place, features + n);
  sum_features (scorer->model, features, n, row);

  return row;
}

/* What the large clusters of two words side by side bring to the right one, and behind it what they do to the left one.
 */
static const gint16 *
get_cluster_rows (EntityScorer *scorer, guint64 key, const LearnWord *left, const LearnWord *right)
{
  gboolean is_known;
  gint16 *rows
      = learn_row_cache_find (&scorer->clusters, learn_row_cache_choose_slot (&scorer->clusters, key), key, &is_known);
  if (is_known)
    return rows;

  guint64 features[2 * ENTITY_N_LARGE_CLUSTERS];
  guint ends[2], n = 0;
  for (guint side = 0; side < 2; side++)
    {
      n += entity_features_list_large_clusters (left, right, side, features + n);
      ends[side] = n;
    }
  sum_groups (scorer->model, features, ends, 2, rows);

  return rows;
}

static guint64
hash_clusters (const LearnWord *word)
{
  return word->clusters[0] + word->clusters[1];
}
G_STATIC_ASSERT (ENTITY_N_LARGE_CLUSTERS == 2);

static guint64
make_shape_key (const LearnStretch *stretch, guint32 place)
{
  const LearnWord *const *words = stretch->words + place;
  guint64 shapes = learn_hash_mix (learn_hash_mix (words[-1]->shape, words[0]->shape), words[1]->shape);

  return learn_hash_mix (shapes, (guint) stretch->sentence_casing << 8 | stretch->elsewhere[place]);
}

/* Of the word at a place and the one before it. */
static guint64
make_cluster_key (const LearnStretch *stretch, guint32 place)
{
  const LearnWord *const *words = stretch->words + place;

  return learn_hash_mix (hash_clusters (words[-1]), hash_clusters (words[0]));
}

/* Finds where what few cases bring to a place stands, and asks for it and for what a word brings. */
static void
prepare_tables (EntityScorer *scorer, const LearnStretch *stretch, const LearnMemory *memory, guint32 place)
{
  scorer->shape_keys[place] = make_shape_key (stretch, place);
  scorer->cluster_keys[place + 1] = make_cluster_key (stretch, place + 1);
  learn_row_cache_prefetch (&scorer->shapes, learn_row_cache_choose_slot (&scorer->shapes, scorer->shape_keys[place]));
  learn_row_cache_prefetch (&scorer->clusters,
                            learn_row_cache_choose_slot (&scorer->clusters, scorer->cluster_keys[place + 1]));
  learn_row_cache_prefetch (&scorer->words, (guint32) (stretch->words[place + LEARN_REACH] - memory->words));
}

/* Adds to @scores, which has what the clusters of a place and the one before bring, what those of it and the next do,
 * what few cases do, and what the words do of which @near has the rows, from the first within reach. Returns what the
 * next place begins with. */
static const gint16 *
sum_tables (EntityScorer *scorer, const LearnStretch *stretch, guint32 place, const gint16 *const *near, gint16 *scores)
{
  const LearnWord *const *words = stretch->words + place;
  const guint8 *elsewhere = stretch->elsewhere + place;
  gboolean is_first = stretch->is_sentence_start && place == 0;
  guint n_lanes = scorer->n_lanes;
  const gint16 *clusters = get_cluster_rows (scorer, scorer->cluster_keys[place + 1], words[0], words[1]);

  const gint16 *rows[7 + N_OFFSETS] = {
    scores,
    clusters + n_lanes,
    get_shape_row (scorer, stretch, place),
    scorer->sentences + number_sentence (stretch->sentence_casing, is_first, stretch->is_tweet) * n_lanes,
    scorer->writings + number_writing (elsewhere[0], words[0]->casing, is_first) * n_lanes,
    scorer->writings_near + number_writing_near (0, elsewhere[-1], words[-1]->casing) * n_lanes,
    scorer->writings_near + number_writing_near (1, elsewhere[1], words[1]->casing) * n_lanes,
  };
  for (guint side = 0; side < N_OFFSETS; side++)
    rows[7 + side] = near[side] + side * n_lanes;
  learn_vectors_sum (scores, rows, G_N_ELEMENTS (rows), n_lanes);

  return clusters;
}

void
entity_scorer_score (EntityScorer *scorer, const LearnStretch *stretch, const LearnMemory *memory, guint32 n,
                     gint16 *scores)
{
  const EntityModel *model = scorer->model;
  const LearnFeatureIndex index = model->features; /* here it stays in registers */
  guint n_lanes = scorer->n_lanes;
  const gint16 *begun = get_cluster_rows (scorer, make_cluster_key (stretch, 0), stretch->words[-1], stretch->words[0]);

  for (guint32 first = 0; first < n; first += BLOCK)
    {
      guint32 n_block = MIN (n - first, BLOCK);

      for (guint32 i = 0; i < n_block; i++)
        {
          guint64 *features = scorer->features[i];
          guint n_features = entity_features_list_place (stretch, first + i, features);
          n_features += entity_features_list_small_clusters (stretch, first + i, features + n_features);
          n_features += entity_features_list_phrase (stretch, first + i, features + n_features);
          n_features += entity_features_list_others (stretch, first + i, features + n_features);
          n_features += entity_features_list_lists (stretch, first + i, features + n_features);
          for (guint k = 0; k < n_features; k++)
            learn_feature_index_prefetch (&index, features[k]);
          scorer->n_features[i] = n_features;
          prepare_tables (scorer, stretch, memory, first + i);
        }

      for (guint32 i = 0; i < n_block; i++)
        {
          guint n_rows = 0;
          for (guint k = 0; k < scorer->n_features[i]; k++)
            {
              guint32 row = learn_feature_index_find (&index, scorer->features[i][k]);
              scorer->rows[i][n_rows] = row;
              n_rows += row != LEARN_NO_FEATURE ? 1 : 0;
            }
          for (guint k = 0; k < n_rows; k++)
            prefetch_weights (model, scorer->rows[i][k]);
          scorer->n_rows[i] = n_rows;
        }

      const gint16 *near[BLOCK + 2 * LEARN_REACH];
      for (guint32 i = 0; i < n_block + 2 * LEARN_REACH; i++)
        near[i] = get_word_rows (scorer, memory, stretch->words[(gssize) (first + i) - LEARN_REACH]);
      for (guint32 i = 0; i < n_block; i++)
        {
          gint16 *row = scores + (gsize) (first + i) * n_lanes;
          memcpy (row, begun, n_lanes * sizeof *row);
          begun = sum_tables (scorer, stretch, first + i, near + i, row);
          add_weights (model, scorer->rows[i], scorer->n_rows[i], row);
        }
    }
}
