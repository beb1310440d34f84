/* A tag model's sections, read and checked. */
#include "model.h"

#include "model-sections.h"
#include "templates.h"

#include <string.h>

static gboolean
read_labels (TagModel *model, ObelusModel *file, guint n_labels, GError **error)
{
  gsize length;
  const char *names = obelus_model_get_section (file, TAG_SECTION_LABELS, 1, &length, error);
  if (names == NULL)
    return FALSE;
  if (length == 0 || names[length - 1] != '\0')
    return obelus_model_fail (file, TAG_SECTION_LABELS, "has names without an end", error);

  const char *end = names + length;
  model->labels.names = g_new0 (char *, n_labels + 1);
  for (; model->labels.n < n_labels; model->labels.n++)
    {
      if (names >= end || *names == '\0' || *names == '/' || !g_utf8_validate (names, -1, NULL))
        return obelus_model_fail (file, TAG_SECTION_LABELS, "has not as many names as the settings say", error);
      model->labels.names[model->labels.n] = g_strdup (names);
      names += strlen (names) + 1;
    }
  return TRUE;
}

static gboolean
read_weights (TagModel *model, ObelusModel *file, GError **error)
{
  gsize n_words, n_bytes, n_pairs;
  const guint32 *words = obelus_model_get_section (file, TAG_SECTION_FEATURES, sizeof *words, &n_words, error);
  if (words == NULL)
    return FALSE;
  const char *problem = learn_feature_index_read (&model->features, words, n_words);
  if (problem != NULL)
    return obelus_model_fail (file, TAG_SECTION_FEATURES, problem, error);

  model->weights = obelus_model_get_section (file, TAG_SECTION_WEIGHTS, 1, &n_bytes, error);
  if (model->weights == NULL)
    return FALSE;
  if (n_bytes < 2 * (gsize) model->features.n_rows + TAG_WEIGHTS_PADDING)
    return obelus_model_fail (file, TAG_SECTION_WEIGHTS, "is shorter than the features say", error);

  model->pairs = obelus_model_get_section (file, TAG_SECTION_PAIRS, sizeof *model->pairs, &n_pairs, error);
  if (model->pairs == NULL)
    return FALSE;
  if (n_pairs != (gsize) model->labels.n * model->labels.n)
    return obelus_model_fail (file, TAG_SECTION_PAIRS, "has not as many pairs as the labels make", error);

  return TRUE;
}

static gboolean
read_table (LearnWordTable *table, ObelusModel *file, const char *section, GError **error)
{
  gsize n_words;
  const guint64 *words = obelus_model_get_section (file, section, sizeof *words, &n_words, error);
  if (words == NULL)
    return FALSE;
  const char *problem = learn_word_table_read (table, words, n_words);

  return problem == NULL || obelus_model_fail (file, section, problem, error);
}

static gboolean
read_lemmas (TagModel *model, ObelusModel *file, GError **error)
{
  gsize n_bytes, n_numbers, n_words;
  const guint8 *scripts = obelus_model_get_section (file, TAG_SECTION_SCRIPTS, 1, &n_bytes, error);
  if (scripts == NULL)
    return FALSE;
  const char *problem = tag_lemmas_read_scripts (&model->lemmas, scripts, n_bytes);
  if (problem != NULL)
    return obelus_model_fail (file, TAG_SECTION_SCRIPTS, problem, error);

  const guint16 *choices = obelus_model_get_section (file, TAG_SECTION_CHOICES, sizeof *choices, &n_numbers, error);
  if (choices == NULL)
    return FALSE;
  problem = tag_lemmas_read_choices (&model->lemmas, choices, n_numbers, model->labels.n);
  if (problem != NULL)
    return obelus_model_fail (file, TAG_SECTION_CHOICES, problem, error);

  const guint32 *rules = obelus_model_get_section (file, TAG_SECTION_RULES, sizeof *rules, &n_words, error);
  if (rules == NULL)
    return FALSE;
  problem = learn_weights_read (&model->lemmas.rules, rules, n_words);
  if (problem != NULL)
    return obelus_model_fail (file, TAG_SECTION_RULES, problem, error);

  return read_table (&model->lemmas.words, file, TAG_SECTION_LEMMAS, error);
}

void
tag_model_settle (TagModel *model, gint32 margin, gint32 sure)
{
  model->n_lanes = (model->labels.n + 7) / 8 * 8;
  model->all_labels = model->labels.n < 64 ? ((guint64) 1 << model->labels.n) - 1 : G_MAXUINT64;
  model->names = tag_labels_select (&model->labels, "PROPN", NULL);
  model->verbs = tag_labels_select (&model->labels, "VERB", "AUX");
  model->stops = tag_labels_select (&model->labels, "PUNCT", NULL);
  model->margin = margin;
  model->sure = sure;
}

TagModel *
tag_model_new (ObelusModel *file, GError **error)
{
  gsize n_settings;
  const TagSettings *settings
      = obelus_model_get_section (file, TAG_SECTION_SETTINGS, sizeof *settings, &n_settings, error);
  if (settings == NULL)
    return NULL;
  if (n_settings != 1 || settings->features_version != TAG_FEATURES_VERSION)
    return obelus_model_fail (file, TAG_SECTION_SETTINGS, "is for features of another version", error), NULL;
  if (settings->n_labels == 0 || settings->n_labels > TAG_MAX_LABELS || settings->margin > G_MAXINT16
      || settings->sure > G_MAXINT16)
    return obelus_model_fail (file, TAG_SECTION_SETTINGS, "has numbers that no trainer writes", error), NULL;

  g_autoptr (TagModel) model = g_new0 (TagModel, 1);
  model->lemmas.lexicon = &model->lexicon;
  if (!obelus_model_dup_language (file, &model->language, error)
      || !read_labels (model, file, settings->n_labels, error) || !read_weights (model, file, error)
      || !read_table (&model->lexicon.clusters, file, TAG_SECTION_CLUSTERS, error)
      || !read_table (&model->classes, file, TAG_SECTION_CLASSES, error) || !read_lemmas (model, file, error))
    return NULL;
  tag_model_settle (model, (gint32) settings->margin, (gint32) settings->sure);

  return g_steal_pointer (&model);
}

void
tag_model_free (TagModel *model)
{
  if (model == NULL)
    return;
  g_free (model->language);
  tag_labels_clear (&model->labels);
  tag_lemmas_clear (&model->lemmas);
  g_free (model);
}
