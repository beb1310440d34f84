/* Scoring tokens. */
#include "scorer.h"

#include "vectors.h"

#include <string.h>

#define N_OFFSETS (2 * LEARN_REACH + 1)
#define N_SENTENCES (LEARN_SENTENCE_NORMAL + 1)

/* Features are listed and their places fetched for so many tokens at once, so that memory answers while others are
 * listed. */
#define BLOCK 8

/* What is listed for a place, its word's other places and lists, at most. */
#define MAX_PLACE_FEATURES 64

struct _EntityScorer
{
  const EntityModel *model;
  guint n_lanes;
  gint16 *words;                   /* of each remembered word: N_OFFSETS rows */
  guint32 ages[LEARN_MEMORY_SIZE]; /* the memory's age when a word's rows were made */
  gint16 *sentences;               /* a row a casing, is_first and is_tweet */
  gint16 *writings;                /* a row a writing elsewhere, casing and is_first */
  gint16 *writings_near;           /* a row a side, writing elsewhere and casing */

  guint n_features[BLOCK];
  guint64 features[BLOCK][MAX_PLACE_FEATURES];
  guint n_rows[BLOCK];
  guint32 rows[BLOCK][MAX_PLACE_FEATURES];
};

/* Rows of weights are read as whole vectors: what lies behind a row's labels is the next row's, and ends in lanes that
 * nobody reads. */
static void
add_weights (const EntityModel *model, const guint32 *rows, guint n_rows, gint16 *scores)
{
  learn_vectors_add_narrow (scores, model->weights, rows, n_rows, model->chain.n_labels, model->chain.n_lanes);
}

static void
sum_features (const EntityModel *model, const guint64 *features, guint n, gint16 *scores)
{
  guint32 rows[ENTITY_MAX_FEATURES];
  guint n_rows = 0;

  for (guint i = 0; i < n; i++)
    learn_feature_index_prefetch (&model->features, features[i]);
  for (guint i = 0; i < n; i++)
    {
      rows[n_rows] = learn_feature_index_find (&model->features, features[i]);
      if (rows[n_rows] == LEARN_NO_FEATURE)
        continue;
      __builtin_prefetch (model->weights + (gsize) rows[n_rows] * model->chain.n_labels);
      n_rows++;
    }
  add_weights (model, rows, n_rows, scores);
}

void
entity_scorer_score_plainly (const EntityModel *model, const LearnStretch *stretch, guint32 place, gint16 *scores)
{
  guint64 features[ENTITY_MAX_FEATURES];
  guint n_firm;
  guint n = entity_features_list_all (stretch, place, ENTITY_FEATURES_ALL, features, &n_firm);

  memset (scores, 0, model->chain.n_lanes * sizeof *scores);
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
  scorer->words = g_try_new (gint16, (gsize) LEARN_MEMORY_SIZE * N_OFFSETS * n_lanes);
  scorer->sentences = g_try_new0 (gint16, N_SENTENCES * 4 * n_lanes);
  scorer->writings = g_try_new0 (gint16, LEARN_N_ELSEWHERE * LEARN_N_CASINGS * 2 * n_lanes);
  scorer->writings_near = g_try_new0 (gint16, LEARN_N_ELSEWHERE * LEARN_N_CASINGS * 2 * n_lanes);
  if (scorer->words == NULL || scorer->sentences == NULL || scorer->writings == NULL || scorer->writings_near == NULL)
    return NULL;
  fill_tables (scorer);

  return g_steal_pointer (&scorer);
}

void
entity_scorer_free (EntityScorer *scorer)
{
  if (scorer == NULL)
    return;
  g_free (scorer->words);
  g_free (scorer->sentences);
  g_free (scorer->writings);
  g_free (scorer->writings_near);
  g_free (scorer);
}

/* What a word brings to the tokens around it: a row for each offset. */
static const gint16 *
get_word_rows (EntityScorer *scorer, const LearnMemory *memory, const LearnWord *word)
{
  guint32 number = (guint32) (word - memory->words);
  gint16 *rows = scorer->words + (gsize) number * N_OFFSETS * scorer->n_lanes;
  if (scorer->ages[number] == memory->ages[number])
    return rows;

  memset (rows, 0, N_OFFSETS * scorer->n_lanes * sizeof *rows);
  for (int offset = -LEARN_REACH; offset <= LEARN_REACH; offset++)
    {
      guint64 features[ENTITY_MAX_FEATURES];
      guint n = entity_features_list_word (word, offset, features);
      sum_features (scorer->model, features, n, rows + (guint) (offset + LEARN_REACH) * scorer->n_lanes);
    }
  scorer->ages[number] = memory->ages[number];

  return rows;
}

/* Asks for them ahead of use. */
static void
prefetch_word_rows (const EntityScorer *scorer, const LearnMemory *memory, const LearnWord *word)
{
  const gint16 *rows = scorer->words + (gsize) (word - memory->words) * N_OFFSETS * scorer->n_lanes;

  for (guint i = 0; i < N_OFFSETS * scorer->n_lanes; i += 32)
    __builtin_prefetch (rows + i);
}

/* Sums what few cases bring, and what the words do of which @near has the rows, from the first within reach. */
static void
sum_tables (EntityScorer *scorer, const LearnStretch *stretch, guint32 place, const gint16 *const *near, gint16 *scores)
{
  const LearnWord *const *words = stretch->words + place;
  const guint8 *elsewhere = stretch->elsewhere + place;
  gboolean is_first = stretch->is_sentence_start && place == 0;
  guint n_lanes = scorer->n_lanes;

  const gint16 *rows[4 + N_OFFSETS] = {
    scorer->sentences + number_sentence (stretch->sentence_casing, is_first, stretch->is_tweet) * n_lanes,
    scorer->writings + number_writing (elsewhere[0], words[0]->casing, is_first) * n_lanes,
    scorer->writings_near + number_writing_near (0, elsewhere[-1], words[-1]->casing) * n_lanes,
    scorer->writings_near + number_writing_near (1, elsewhere[1], words[1]->casing) * n_lanes,
  };
  for (guint side = 0; side < N_OFFSETS; side++)
    rows[4 + side] = near[side] + side * n_lanes;
  learn_vectors_sum (scores, rows, G_N_ELEMENTS (rows), n_lanes);
}

void
entity_scorer_score (EntityScorer *scorer, const LearnStretch *stretch, const LearnMemory *memory, guint32 n,
                     gint16 *scores)
{
  const EntityModel *model = scorer->model;
  const LearnFeatureIndex index = model->features; /* here it stays in registers */
  guint n_lanes = scorer->n_lanes;

  for (guint32 first = 0; first < n; first += BLOCK)
    {
      guint32 n_block = MIN (n - first, BLOCK);

      for (guint32 i = 0; i < n_block; i++)
        {
          guint64 *features = scorer->features[i];
          guint n_features = entity_features_list_place (stretch, first + i, features);
          n_features += entity_features_list_others (stretch, first + i, features + n_features);
          n_features += entity_features_list_lists (stretch, first + i, features + n_features);
          for (guint k = 0; k < n_features; k++)
            learn_feature_index_prefetch (&index, features[k]);
          scorer->n_features[i] = n_features;
          prefetch_word_rows (scorer, memory, stretch->words[first + i + LEARN_REACH]);
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
            __builtin_prefetch (model->weights + (gsize) scorer->rows[i][k] * model->chain.n_labels);
          scorer->n_rows[i] = n_rows;
        }

      const gint16 *near[BLOCK + 2 * LEARN_REACH];
      for (guint32 i = 0; i < n_block + 2 * LEARN_REACH; i++)
        near[i] = get_word_rows (scorer, memory, stretch->words[(gssize) (first + i) - LEARN_REACH]);
      for (guint32 i = 0; i < n_block; i++)
        {
          gint16 *row = scores + (gsize) (first + i) * n_lanes;
          sum_tables (scorer, stretch, first + i, near + i, row);
          add_weights (model, scorer->rows[i], scorer->n_rows[i], row);
        }
    }
}
