/* The sections of a model, as its trainer wrote them and as they are used in place. */
#include "model.h"

/* Uses a section of weights that the trainer made, in place. */
static gboolean
read_weights (ObelusModel *model, const char *section, LearnWeights *weights, GError **error)
{
  gsize n_words;
  const guint32 *words = obelus_model_get_section (model, section, sizeof *words, &n_words, error);
  if (words == NULL)
    return FALSE;
  const char *problem = learn_weights_read (weights, words, n_words);

  return problem == NULL || obelus_model_fail (model, section, problem, error);
}

static gboolean
read_gate (ObelusModel *model, Gate *gate, GError **error)
{
  gsize n;
  gate->weights = obelus_model_get_section (model, "gate", sizeof *gate->weights, &n, error);
  if (gate->weights == NULL)
    return FALSE;
  if (n != 1u << GATE_BITS)
    return obelus_model_fail (model, "gate", "has not as many weights as it has places", error);

  const gint32 *limits = obelus_model_get_section (model, "gate-limits", sizeof *limits, &n, error);
  if (limits == NULL)
    return FALSE;
  if (n != 3)
    return obelus_model_fail (model, "gate-limits", "does not hold three sums", error);
  gate->first_no = GINT32_FROM_LE (limits[0]);
  gate->no = GINT32_FROM_LE (limits[1]);
  gate->yes = GINT32_FROM_LE (limits[2]);

  return TRUE;
}

static gboolean
read_table (ObelusModel *model, const char *name, Clusters *clusters, GError **error)
{
  gsize n_words;
  const guint32 *words = obelus_model_get_section (model, name, sizeof *words, &n_words, error);
  if (words == NULL)
    return FALSE;
  const char *problem = clusters_read (clusters, words, n_words);

  return problem == NULL || obelus_model_fail (model, name, problem, error);
}

static gboolean
read_clusters (ObelusModel *model, Clusters *clusters, GError **error)
{
  gsize n;

  if (!read_table (model, "clusters", clusters, error))
    return FALSE;
  clusters->classes = obelus_model_get_section (model, "word-classes", sizeof *clusters->classes, &n, error);
  if (clusters->classes == NULL)
    return FALSE;

  return n == CLUSTERS_N_FINE
         || obelus_model_fail (model, "word-classes", "does not hold a class for each cluster", error);
}

gboolean
tokenize_model_read (ObelusModel *model, Rules *rules, Boundaries *boundaries, GError **error)
{
  return read_weights (model, "decision", &rules->decisions, error)
         && read_weights (model, "boundary", &boundaries->weights, error) && read_gate (model, &boundaries->gate, error)
         && read_clusters (model, &boundaries->clusters, error) && read_table (model, "words", &rules->words, error);
}
