/* Models of boosted trees that judge by features some of which say how common words are. */
#include "tree-model.h"

#define SECTION_HASHES "word-hashes"
#define SECTION_WEIGHTS "word-weights"
#define SECTION_TREES "trees"

gboolean
learn_tree_model_load (LearnTreeModel *model, ObelusModel *file, guint n_features, GError **error)
{
  gsize n_hashes, n_weights, n_bytes;
  const char *problem = NULL;

  *model = (LearnTreeModel){ NULL, NULL };
  const guint32 *hashes = obelus_model_get_section (file, SECTION_HASHES, sizeof (guint32), &n_hashes, error);
  if (hashes == NULL)
    return FALSE;
  const guint8 *weights = obelus_model_get_section (file, SECTION_WEIGHTS, 1, &n_weights, error);
  if (weights == NULL)
    return FALSE;
  gconstpointer trees = obelus_model_get_section (file, SECTION_TREES, 1, &n_bytes, error);
  if (trees == NULL)
    return FALSE;

  if (n_hashes != n_weights)
    return obelus_model_fail (file, SECTION_WEIGHTS, "has not as many weights as there are words", error);
  model->frequencies = learn_frequency_table_new (hashes, weights, n_hashes);
  if (model->frequencies == NULL)
    return obelus_model_fail (file, SECTION_HASHES, "has words that are out of order", error);
  model->trees = learn_gbdt_new (trees, n_bytes, n_features, &problem);
  if (model->trees == NULL)
    return obelus_model_fail (file, SECTION_TREES, problem, error);
  return TRUE;
}

void
learn_tree_model_clear (LearnTreeModel *model)
{
  g_clear_pointer (&model->frequencies, learn_frequency_table_free);
  g_clear_pointer (&model->trees, learn_gbdt_free);
}

void
learn_tree_model_write (ObelusModelBuilder *file, const guint32 *hashes, const guint8 *weights, gsize n_words,
                        GBytes *trees)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (trees, &length);

  obelus_model_builder_add_section (file, SECTION_HASHES, hashes, n_words * sizeof *hashes);
  obelus_model_builder_add_section (file, SECTION_WEIGHTS, weights, n_words);
  obelus_model_builder_add_section (file, SECTION_TREES, data, length);
}

LearnGbdtSettings
learn_tree_settings (ObelusContext *context)
{
  return (LearnGbdtSettings){
    .n_trees = (guint) obelus_context_get_integer (context, "trees"),
    .n_leaves = (guint) obelus_context_get_integer (context, "leaves"),
    .min_leaf_rows = (guint) obelus_context_get_integer (context, "leaf-rows"),
    .rate = obelus_context_get_real (context, "rate"),
    .feature_share = obelus_context_get_real (context, "features"),
    .row_share = 1.0,
    .shrinkage = 1.0,
    .seed = (guint64) obelus_context_get_integer (context, "seed"),
  };
}

gboolean
learn_tree_report (double share, double loss, gpointer user_data)
{
  ObelusContext *context = user_data;

  obelus_context_report_progress (context, share, "fitting trees, mean squared error %.4f", loss);
  return !obelus_context_is_cancelled (context, NULL);
}
