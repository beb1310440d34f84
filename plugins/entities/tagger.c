/* From features to scores, from scores to names. */
#include "tagger.h"

#include "labels.h"
#include "model-sections.h"

#include <obelus/obelus-error.h>

#include <string.h>

struct _EntityTagger
{
  const EntityModel *model;
  EntityScan *scan;
  gboolean handles;
  LearnChainScratch chain;
  gint16 *scores;
  guint8 labels[ENTITY_STRETCH];
  GArray *spans; /* EntitySpan */
};

static gboolean
fail (GError **error, ObelusModel *file, const char *problem)
{
  g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_MODEL, "%s: %s; train the model again with this version",
               obelus_model_get_name (file), problem);

  return FALSE;
}

static gboolean
read_types (EntityModel *model, ObelusModel *file, GError **error)
{
  gsize length;
  const char *names = obelus_model_get_section (file, ENTITY_SECTION_TYPES, 1, &length, error);
  if (names == NULL)
    return FALSE;
  if (length == 0 || names[length - 1] != '\0')
    return fail (error, file, "the names of the types have no end");

  model->types = g_new0 (char *, model->n_types + 1);
  const char *end = names + length;
  for (guint i = 0; i < model->n_types; i++)
    {
      if (names >= end)
        return fail (error, file, "there are fewer types than it says");
      model->types[i] = g_strdup (names);
      names += strlen (names) + 1;
    }

  return TRUE;
}

static gboolean
read_weights (EntityModel *model, ObelusModel *file, GError **error)
{
  gsize n_words, n_weights;
  const guint32 *words = obelus_model_get_section (file, ENTITY_SECTION_FEATURES, sizeof *words, &n_words, error);
  if (words == NULL)
    return FALSE;
  const char *problem = learn_feature_index_read (&model->features, words, n_words);
  if (problem != NULL)
    return fail (error, file, problem);

  model->weights = obelus_model_get_section (file, ENTITY_SECTION_WEIGHTS, 1, &n_weights, error);
  if (model->weights == NULL)
    return FALSE;
  gsize n_labels = entity_count_labels (model->n_types);
  if (n_weights < (gsize) model->features.n_rows * n_labels + ENTITY_WEIGHTS_PADDING)
    return fail (error, file, "there are fewer weights than features");

  return TRUE;
}

static gboolean
read_chain (EntityModel *model, ObelusModel *file, const EntitySettings *settings, GError **error)
{
  guint n_labels = entity_count_labels (model->n_types);
  gsize n_pairs;
  const gint16 *pairs = obelus_model_get_section (file, ENTITY_SECTION_PAIRS, sizeof *pairs, &n_pairs, error);
  if (pairs == NULL)
    return FALSE;
  if (n_pairs != n_labels * n_labels)
    return fail (error, file, "there are not as many pairs as the labels make");

  gint16 scores[LEARN_CHAIN_MAX_LABELS * LEARN_CHAIN_MAX_LABELS];
  guint64 firsts = 0, lasts = 0;
  for (guint from = 0; from < n_labels; from++)
    {
      firsts |= entity_label_is_opening ((guint8) from) ? (guint64) 1 << from : 0;
      lasts |= entity_label_is_closed ((guint8) from) ? (guint64) 1 << from : 0;
      for (guint to = 0; to < n_labels; to++)
        scores[from * n_labels + to] = entity_label_may_follow ((guint8) from, (guint8) to)
                                           ? CLAMP (pairs[from * n_labels + to], -2048, 2047)
                                           : LEARN_CHAIN_FORBIDDEN;
    }
  learn_chain_init (&model->chain, n_labels, scores, firsts, lasts,
                    1000.0f / ((float) settings->points * (float) settings->temperature));

  return TRUE;
}

static gboolean
read_lexicon (EntityModel *model, ObelusModel *file, GError **error)
{
  gsize n_clusters, n_names;
  const guint64 *clusters = obelus_model_get_section (file, ENTITY_SECTION_CLUSTERS, 8, &n_clusters, error);
  if (clusters == NULL)
    return FALSE;
  const guint64 *names = obelus_model_get_section (file, ENTITY_SECTION_NAMES, 8, &n_names, error);
  if (names == NULL)
    return FALSE;
  const char *problem = entity_lexicon_read (&model->lexicon, clusters, n_clusters, names, n_names);

  return problem == NULL || fail (error, file, problem);
}

EntityModel *
entity_model_new (ObelusModel *file, GError **error)
{
  gsize n_settings;
  const EntitySettings *settings
      = obelus_model_get_section (file, ENTITY_SECTION_SETTINGS, sizeof *settings, &n_settings, error);
  if (settings == NULL)
    return NULL;
  if (n_settings != 1 || settings->features_version != ENTITY_FEATURES_VERSION)
    return fail (error, file, "its features are of another version"), NULL;
  if (settings->n_types == 0 || settings->n_types > ENTITY_MAX_TYPES || settings->points == 0
      || settings->points > 10000 || settings->temperature == 0 || settings->temperature > 100000)
    return fail (error, file, "its settings make no sense"), NULL;

  g_autoptr (EntityModel) model = g_new0 (EntityModel, 1);
  model->n_types = settings->n_types;
  if (!read_types (model, file, error) || !read_weights (model, file, error) || !read_lexicon (model, file, error)
      || !read_chain (model, file, settings, error))
    return NULL;

  return g_steal_pointer (&model);
}

void
entity_model_free (EntityModel *model)
{
  if (model == NULL)
    return;
  g_strfreev (model->types);
  learn_chain_clear (&model->chain);
  g_free (model);
}

EntityTagger *
entity_tagger_new (const EntityModel *model)
{
  g_autoptr (EntityTagger) tagger = g_new0 (EntityTagger, 1);
  tagger->model = model;
  tagger->scan = entity_scan_new (&model->lexicon);
  tagger->scores = g_new (gint16, ENTITY_STRETCH * model->chain.n_lanes);
  tagger->spans = g_array_sized_new (FALSE, FALSE, sizeof (EntitySpan), 64);
  if (!learn_chain_scratch_reserve (&tagger->chain, &model->chain, ENTITY_STRETCH))
    return NULL;

  return g_steal_pointer (&tagger);
}

void
entity_tagger_free (EntityTagger *tagger)
{
  if (tagger == NULL)
    return;
  entity_scan_free (tagger->scan);
  learn_chain_scratch_clear (&tagger->chain);
  g_free (tagger->scores);
  g_array_unref (tagger->spans);
  g_free (tagger);
}

void
entity_tagger_set_handles (EntityTagger *tagger, gboolean handles)
{
  tagger->handles = handles;
}

/* Adds the weights of the features to a row of scores. Rows are read as whole vectors: what lies behind a row's labels
 * is the next row's and ends in lanes that nobody reads. */
static void
add_weights (const EntityModel *model, const guint64 *features, guint n, gint16 *scores)
{
  guint n_labels = model->chain.n_labels, n_lanes = model->chain.n_lanes;

  for (guint i = 0; i < n; i++)
    {
      guint32 row = learn_feature_index_find (&model->features, features[i]);
      if (row == LEARN_NO_FEATURE)
        continue;
      const gint8 *weights = model->weights + (gsize) row * n_labels;
      for (guint lane = 0; lane < n_lanes; lane += 8)
        for (guint k = 0; k < 8; k++)
          scores[lane + k] = (gint16) (scores[lane + k] + weights[lane + k]);
    }
}

static void
score_place (EntityTagger *tagger, const EntityStretch *stretch, guint32 place, gint16 *scores)
{
  guint64 features[ENTITY_MAX_FEATURES];
  guint n_unlisted;
  guint n = entity_features_list_place (stretch, place, features, &n_unlisted);

  for (int offset = -ENTITY_REACH; offset <= ENTITY_REACH; offset++)
    n += entity_features_list_word (&stretch->words[(gssize) place + offset], offset, features + n);
  memset (scores, 0, tagger->model->chain.n_lanes * sizeof *scores);
  for (guint i = 0; i < n; i++)
    learn_feature_index_prefetch (&tagger->model->features, features[i]);
  add_weights (tagger->model, features, n, scores);
}

/* Leaves a handle, and what a lone @ makes one, only the way outside. */
static void
forbid_handles (EntityTagger *tagger, const EntityTokens *tokens, guint32 first, guint32 n)
{
  guint n_lanes = tagger->model->chain.n_lanes;

  for (guint32 i = 0; i < n; i++)
    {
      guint32 token = first + i;
      gboolean is_handle = tokens->text[tokens->starts[token]] == '@'
                           || (token > 0 && tokens->ends[token - 1] - tokens->starts[token - 1] == 1
                               && tokens->text[tokens->starts[token - 1]] == '@');
      if (is_handle)
        for (guint label = 1; label < tagger->model->chain.n_labels; label++)
          tagger->scores[i * n_lanes + label] = LEARN_CHAIN_FORBIDDEN;
    }
}

/* Turns the labels of a stretch into spans. */
static void
collect_spans (EntityTagger *tagger, guint32 first, guint32 n)
{
  const EntityModel *model = tagger->model;
  gboolean is_weighed = FALSE;

  for (guint32 i = 0, begin = 0; i < n; i++)
    {
      guint8 label = tagger->labels[i];
      if (label == ENTITY_OUTSIDE)
        continue;
      begin = entity_label_is_opening (label) ? i : begin;
      if (!entity_label_is_closed (label))
        continue;

      if (!is_weighed)
        learn_chain_weigh (&model->chain, &tagger->chain, tagger->scores, n);
      is_weighed = TRUE;
      EntitySpan span = {
        .first = first + begin,
        .n = i - begin + 1,
        .type = entity_label_get_type_number (label),
        .score
        = learn_chain_get_probability (&model->chain, &tagger->chain, begin, tagger->labels + begin, i - begin + 1),
      };
      g_array_append_val (tagger->spans, span);
    }
}

const EntitySpan *
entity_tagger_tag (EntityTagger *tagger, const EntityTokens *tokens, const EntitySentence *sentences,
                   guint32 n_sentences, guint32 *n_spans)
{
  const EntityModel *model = tagger->model;

  g_array_set_size (tagger->spans, 0);
  *n_spans = 0;
  if (!entity_scan_begin (tagger->scan, tokens, sentences, n_sentences))
    return NULL;

  for (guint32 s = 0; s < n_sentences; s++)
    {
      EntityStretch stretch;
      guint32 first, n;

      entity_scan_enter_sentence (tagger->scan, s);
      while (entity_scan_next_stretch (tagger->scan, &stretch, &first, &n))
        {
          for (guint32 place = 0; place < n; place++)
            score_place (tagger, &stretch, place, tagger->scores + (gsize) place * model->chain.n_lanes);
          if (!tagger->handles)
            forbid_handles (tagger, tokens, first, n);
          learn_chain_decode (&model->chain, &tagger->chain, tagger->scores, n, tagger->labels);
          collect_spans (tagger, first, n);
        }
    }
  *n_spans = tagger->spans->len;

  return (const EntitySpan *) (gpointer) tagger->spans->data;
}
