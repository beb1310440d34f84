/* An entity model's sections, read and checked. */
#include "model.h"

#include "labels.h"
#include "model-sections.h"
#include "optional-section.h"
#include "templates.h"

#include <obelus/obelus-error.h>

#include <string.h>

static gboolean
read_types (EntityModel *model, ObelusModel *file, GError **error)
{
  gsize length;
  const char *names = obelus_model_get_section (file, ENTITY_SECTION_TYPES, 1, &length, error);
  if (names == NULL)
    return FALSE;
  if (length == 0 || names[length - 1] != '\0')
    return obelus_model_fail (file, ENTITY_SECTION_TYPES, "has names without an end", error);

  model->types = g_new0 (char *, model->n_types + 1);
  const char *end = names + length;
  for (guint i = 0; i < model->n_types; i++)
    {
      if (names >= end)
        return obelus_model_fail (file, ENTITY_SECTION_TYPES, "has fewer names than the settings say", error);
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
    return obelus_model_fail (file, ENTITY_SECTION_FEATURES, problem, error);

  model->weights = obelus_model_get_section (file, ENTITY_SECTION_WEIGHTS, 1, &n_weights, error);
  if (model->weights == NULL)
    return FALSE;
  gsize n_labels = entity_count_labels (model->n_types);
  if (n_weights < (gsize) model->features.n_rows * n_labels + ENTITY_WEIGHTS_PADDING)
    return obelus_model_fail (file, ENTITY_SECTION_WEIGHTS, "has fewer weights than there are features", error);

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
    return obelus_model_fail (file, ENTITY_SECTION_PAIRS, "has not as many pairs as the labels make", error);

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
  const char *problem = learn_lexicon_read_clusters (&model->lexicon, clusters, n_clusters);
  if (problem != NULL)
    return obelus_model_fail (file, ENTITY_SECTION_CLUSTERS, problem, error);
  problem = learn_lexicon_read_names (&model->lexicon, names, n_names);

  return problem == NULL || obelus_model_fail (file, ENTITY_SECTION_NAMES, problem, error);
}

static gboolean
read_calibration (EntityModel *model, ObelusModel *file, GError **error)
{
  gsize n;

  if (!learn_model_has_section (file, ENTITY_SECTION_CALIBRATION))
    return TRUE;
  model->calibration
      = obelus_model_get_section (file, ENTITY_SECTION_CALIBRATION, sizeof *model->calibration, &n, error);
  if (model->calibration == NULL)
    return FALSE;
  if (n != 1 || model->calibration->sparse.low < 0 || model->calibration->sparse.high < 0
      || model->calibration->dense.low < 0 || model->calibration->dense.high < 0)
    return obelus_model_fail (file, ENTITY_SECTION_CALIBRATION, "is not two curves that rise", error);

  return TRUE;
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
    return obelus_model_fail (file, ENTITY_SECTION_SETTINGS, "is for features of another version", error), NULL;
  if (settings->n_types == 0 || settings->n_types > ENTITY_MAX_TYPES || settings->points == 0
      || settings->points > 10000 || settings->temperature == 0 || settings->temperature > 100000)
    return obelus_model_fail (file, ENTITY_SECTION_SETTINGS, "has numbers that no trainer writes", error), NULL;

  g_autoptr (EntityModel) model = g_new0 (EntityModel, 1);
  model->n_types = settings->n_types;
  if (!obelus_model_dup_language (file, &model->language, error) || !read_types (model, file, error)
      || !read_weights (model, file, error) || !read_lexicon (model, file, error)
      || !read_chain (model, file, settings, error) || !read_calibration (model, file, error))
    return NULL;

  return g_steal_pointer (&model);
}

void
entity_model_free (EntityModel *model)
{
  if (model == NULL)
    return;
  g_free (model->language);
  g_strfreev (model->types);
  learn_chain_clear (&model->chain);
  g_free (model);
}
