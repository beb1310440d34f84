/* Scoring tokens. */
#include "scorer.h"

#include "classes.h"
#include "row-cache.h"
#include "vectors.h"

#include <string.h>

#define N_OFFSETS (2 * TAG_WORD_REACH + 1)
#define N_WRITINGS ((LEARN_SENTENCE_NORMAL + 1) * LEARN_N_ELSEWHERE * LEARN_N_CASINGS * 2)

/* Features are listed and their places fetched for so many tokens at once, so that memory answers while others are
 * listed. */
#define BLOCK 8

#define NO_LABEL_SCORE (-20000)

/* What is listed for a place, at most. */
#define MAX_PLACE_FEATURES 40
#define MAX_COMMON_FEATURES 8

/* So many of the common features are at hand, each with its weights in a row of all labels: nine in ten of those asked
 * for, which have most of the weights that there are to add. */
#define N_COMMON 2048

/* The class of a remembered word, known by its hash. */
typedef struct
{
  guint64 exact;
  TagClass class;
  gboolean is_known;
} Known;

struct _TagScorer
{
  const TagModel *model;
  const LearnMemory *memory;
  guint n_lanes;
  LearnRowCache words;  /* of each remembered word, by its number: N_OFFSETS rows */
  LearnRowCache common; /* a row a common feature */
  Known classes[LEARN_MEMORY_SIZE];
  gint16 *writings; /* a row a sentence's casing, writing elsewhere, word's casing and is_first */
};

/* Adds a row of weights if it is the feature's (see TAG_SECTION_WEIGHTS), four pairs at a time; what is read of the
 * next row adds nothing. Whatever the row holds, nothing outside of @scores, which has TAG_MAX_LABELS, is touched. */
static inline void
add_weights (gint16 *scores, const guint8 *row, guint64 feature)
{
  if (row[1] != (guint8) feature)
    return;

  gint n_left = row[0];
  for (row += 2; n_left > 0; row += 8, n_left -= 4)
    {
      guint64 pairs;
      memcpy (&pairs, row, sizeof pairs);
      pairs &= n_left < 4 ? ((guint64) 1 << 16 * n_left) - 1 : G_MAXUINT64;
      for (guint shift = 0; shift < 64; shift += 16)
        {
          guint16 pair = (guint16) (pairs >> shift);
          gint16 *score = &scores[pair & (TAG_MAX_LABELS - 1)];
          *score = (gint16) (*score + (gint8) (pair >> 8));
        }
    }
}

static void
find_rows (const TagModel *model, const guint64 *features, guint n, guint32 *rows)
{
  for (guint i = 0; i < n; i++)
    learn_feature_index_prefetch (&model->features, features[i]);
  for (guint i = 0; i < n; i++)
    {
      rows[i] = learn_feature_index_find (&model->features, features[i]);
      if (rows[i] != LEARN_NO_FEATURE)
        __builtin_prefetch (model->weights + 2 * (gsize) rows[i]);
    }
}

static void
sum_features (const TagModel *model, const guint64 *features, guint n, gint16 *scores)
{
  gint16 sums[TAG_MAX_LABELS] = { 0 };
  guint32 rows[TAG_MAX_FEATURES];

  find_rows (model, features, n, rows);
  for (guint i = 0; i < n; i++)
    if (rows[i] != LEARN_NO_FEATURE)
      add_weights (sums, model->weights + 2 * (gsize) rows[i], features[i]);
  memcpy (scores, sums, model->n_lanes * sizeof *scores);
}

void
tag_scorer_score_plainly (const TagModel *model, const TagStretch *stretch, guint32 place, gint16 *scores)
{
  guint64 features[TAG_MAX_FEATURES];
  guint n = tag_features_list_all (stretch, place, features);

  sum_features (model, features, n, scores);
}

static guint
number_writing (guint sentence, guint elsewhere, guint casing, gboolean is_first)
{
  return ((sentence * LEARN_N_ELSEWHERE + elsewhere) * LEARN_N_CASINGS + casing) * 2 + (is_first ? 1 : 0);
}

static void
fill_writings (TagScorer *scorer)
{
  for (guint sentence = 0; sentence <= LEARN_SENTENCE_NORMAL; sentence++)
    for (guint elsewhere = 0; elsewhere < LEARN_N_ELSEWHERE; elsewhere++)
      for (guint casing = 0; casing < LEARN_N_CASINGS; casing++)
        for (guint is_first = 0; is_first < 2; is_first++)
          {
            guint64 features[TAG_MAX_FEATURES];
            guint n = tag_features_list_writing ((LearnSentenceCasing) sentence, (guint8) elsewhere,
                                                 (LearnCasing) casing, is_first != 0, features);
            guint number = number_writing (sentence, elsewhere, casing, is_first != 0);
            gint16 *row = scorer->writings + number * scorer->n_lanes;
            sum_features (scorer->model, features, n, row);
            /* what is no label is never near the best */
            for (guint lane = scorer->model->labels.n; lane < scorer->n_lanes; lane++)
              row[lane] = NO_LABEL_SCORE;
          }
}

TagScorer *
tag_scorer_new (const TagModel *model, const LearnMemory *memory)
{
  g_autoptr (TagScorer) scorer = g_try_new0 (TagScorer, 1); /* half a megabyte */

  if (scorer == NULL)
    return NULL;
  scorer->model = model;
  scorer->memory = memory;
  scorer->n_lanes = model->n_lanes;
  scorer->writings = g_try_new (gint16, (gsize) N_WRITINGS * model->n_lanes);
  if (scorer->writings == NULL || !learn_row_cache_init (&scorer->words, LEARN_MEMORY_SIZE, N_OFFSETS * model->n_lanes)
      || !learn_row_cache_init (&scorer->common, N_COMMON, model->n_lanes))
    return NULL;
  fill_writings (scorer);

  return g_steal_pointer (&scorer);
}

void
tag_scorer_free (TagScorer *scorer)
{
  if (scorer == NULL)
    return;
  learn_row_cache_clear (&scorer->words);
  learn_row_cache_clear (&scorer->common);
  g_free (scorer->writings);
  g_free (scorer);
}

TagClass
tag_scorer_get_class (TagScorer *scorer, const LearnWord *word)
{
  gsize number = (gsize) (word - scorer->memory->words);

  Known *known = &scorer->classes[number];

  if (!known->is_known || known->exact != word->exact)
    *known = (Known){ word->exact, tag_classes_find (&scorer->model->classes, word->lower), TRUE };

  return known->class;
}

/* Sums what a word brings to the tokens around it: a row for each offset. All that is looked up for it is asked for
 * before the first of it is read. */
static void
sum_word_features (const TagModel *model, const LearnWord *word, TagClass class, const TagKin *kin, gint16 *rows)
{
  guint64 features[TAG_MAX_FEATURES];
  guint32 places[TAG_MAX_FEATURES];
  guint ends[N_OFFSETS], n = 0;

  for (int offset = -TAG_WORD_REACH; offset <= TAG_WORD_REACH; offset++)
    {
      n += tag_features_list_word (word, class, offset, features + n);
      if (offset == 0)
        n += tag_features_list_kin (word, kin, features + n);
      ends[offset + TAG_WORD_REACH] = n;
    }
  find_rows (model, features, n, places);
  for (guint side = 0, i = 0; side < N_OFFSETS; side++)
    {
      gint16 sums[TAG_MAX_LABELS] = { 0 };
      for (; i < ends[side]; i++)
        if (places[i] != LEARN_NO_FEATURE)
          add_weights (sums, model->weights + 2 * (gsize) places[i], features[i]);
      memcpy (rows + side * model->n_lanes, sums, model->n_lanes * sizeof *rows);
    }
}

/* What the word at a place, which may be beyond the stretch, brings to the tokens around it. */
static const gint16 *
get_word_rows (TagScorer *scorer, const LearnStretch *stretch, gint64 place)
{
  const LearnWord *word = stretch->words[place];
  gsize number = (gsize) (word - scorer->memory->words);
  gboolean is_known;
  gint16 *rows = learn_row_cache_find (&scorer->words, (guint32) number, word->exact, &is_known);

  if (!is_known)
    {
      const LearnTokens *tokens = stretch->tokens;
      gsize token = (gsize) (stretch->first + place);
      TagClass class = tag_scorer_get_class (scorer, word);
      TagKin kin = { 0 };

      if (number > LEARN_MEMORY_BEHIND)
        tag_kin_find (&scorer->model->classes, class, tokens->text + tokens->starts[token],
                      tokens->ends[token] - tokens->starts[token], &kin);
      sum_word_features (scorer->model, word, class, &kin, rows);
    }

  return rows;
}

/* Scores by what single words bring. Each word's rows lie side by side, so that they come into the nearest cache
 * together. */
static void
score_words (TagScorer *scorer, const TagStretch *stretch, guint32 n, gint16 *scores)
{
  const LearnStretch *words = &stretch->words;
  guint n_lanes = scorer->n_lanes;
  const gint16 *near[N_OFFSETS]; /* the rows of the words around a place */

  for (gint64 i = -TAG_WORD_REACH; i < (gint64) n + TAG_WORD_REACH; i++)
    learn_row_cache_prefetch (&scorer->words, (guint32) (words->words[i] - scorer->memory->words));

  for (guint side = 1; side < N_OFFSETS; side++)
    near[side] = get_word_rows (scorer, words, (gint64) side - 1 - TAG_WORD_REACH);
  for (guint32 i = 0; i < n; i++)
    {
      gboolean is_first = words->is_sentence_start && i == 0;
      guint writing = number_writing (words->sentence_casing, words->elsewhere[i], words->words[i]->casing, is_first);
      const gint16 *rows[1 + N_OFFSETS] = { scorer->writings + writing * n_lanes };

      memmove (near, near + 1, (N_OFFSETS - 1) * sizeof *near);
      near[N_OFFSETS - 1] = get_word_rows (scorer, words, (gint64) i + TAG_WORD_REACH);
      for (guint side = 0; side < N_OFFSETS; side++)
        rows[1 + side] = near[side] + side * n_lanes;
      learn_vectors_sum (scores + (gsize) i * n_lanes, rows, G_N_ELEMENTS (rows), n_lanes);
    }
}

/* Adds a common feature's weights. */
static void
add_common (TagScorer *scorer, guint64 feature, gint16 *scores)
{
  gboolean is_known;
  gint16 *row = learn_row_cache_find (&scorer->common, learn_row_cache_choose_slot (&scorer->common, feature), feature,
                                      &is_known);
  if (!is_known)
    sum_features (scorer->model, &feature, 1, row);

  const gint16 *rows[] = { scores, row };
  learn_vectors_sum (scores, rows, G_N_ELEMENTS (rows), scorer->n_lanes);
}

/* Adds what stands together to the scores of a few tokens. */
static void
score_places (TagScorer *scorer, const TagStretch *stretch, const guint32 *places, guint n, gint16 *scores)
{
  const TagModel *model = scorer->model;
  const LearnFeatureIndex index = model->features; /* here it stays in registers */
  guint n_lanes = scorer->n_lanes;
  guint64 features[BLOCK][MAX_PLACE_FEATURES], common[BLOCK][MAX_COMMON_FEATURES];
  guint n_features[BLOCK], n_common[BLOCK];
  guint32 rows[BLOCK][MAX_PLACE_FEATURES];

  for (guint i = 0; i < n; i++)
    {
      n_features[i] = tag_features_list_place (stretch, places[i], features[i]);
      n_features[i] += tag_features_list_class_writing (stretch, places[i], features[i] + n_features[i]);
      n_features[i] += tag_features_list_clusters (stretch, places[i], TAG_SMALL_CLUSTERS, features[i] + n_features[i]);
      n_common[i] = tag_features_list_clusters (stretch, places[i], TAG_LARGE_CLUSTERS, common[i]);
      n_common[i] += tag_features_list_casings (stretch, places[i], common[i] + n_common[i]);
      for (guint k = 0; k < n_features[i]; k++)
        learn_feature_index_prefetch (&index, features[i][k]);
      for (guint k = 0; k < n_common[i]; k++)
        learn_row_cache_prefetch (&scorer->common, learn_row_cache_choose_slot (&scorer->common, common[i][k]));
    }

  for (guint i = 0; i < n; i++)
    {
      guint n_rows = 0;
      for (guint k = 0; k < n_features[i]; k++)
        {
          guint64 feature = features[i][k];
          guint32 row = learn_feature_index_find (&index, feature);
          features[i][n_rows] = feature;
          rows[i][n_rows] = row;
          n_rows += row != LEARN_NO_FEATURE ? 1 : 0;
        }
      for (guint k = 0; k < n_rows; k++)
        __builtin_prefetch (model->weights + 2 * (gsize) rows[i][k]);
      n_features[i] = n_rows;
    }

  for (guint i = 0; i < n; i++)
    {
      gint16 sums[TAG_MAX_LABELS];
      gint16 *row = scores + (gsize) places[i] * n_lanes;
      memcpy (sums, row, n_lanes * sizeof *sums);
      for (guint k = 0; k < n_features[i]; k++)
        add_weights (sums, model->weights + 2 * (gsize) rows[i][k], features[i][k]);
      memcpy (row, sums, n_lanes * sizeof *sums);
      for (guint k = 0; k < n_common[i]; k++)
        add_common (scorer, common[i][k], row);
    }
}

void
tag_scorer_score (TagScorer *scorer, const TagStretch *stretch, guint32 n, gint16 *scores)
{
  guint32 unsure[BLOCK];
  guint n_unsure = 0;

  score_words (scorer, stretch, n, scores);
  for (guint32 i = 0; i < n; i++)
    {
      guint64 near
          = learn_vectors_find_near (scores + (gsize) i * scorer->n_lanes, scorer->n_lanes, scorer->model->sure);
      if ((near & (near - 1)) != 0)
        unsure[n_unsure++] = i;
      if (n_unsure == BLOCK || (i + 1 == n && n_unsure > 0))
        {
          score_places (scorer, stretch, unsure, n_unsure, scores);
          n_unsure = 0;
        }
    }
}
