/* What trainers of chains have in common. */
#include "chain-lesson.h"

LearnChainPlan
learn_chain_plan (ObelusContext *context)
{
  return (LearnChainPlan){
    .n_epochs = (guint) obelus_context_get_integer (context, "epochs"),
    .n_averaged = (guint) obelus_context_get_integer (context, "averaged"),
    .rate = (float) obelus_context_get_real (context, "rate"),
    .decay = (float) obelus_context_get_real (context, "decay"),
    .dropout = (float) obelus_context_get_real (context, "dropout"),
    .seed = (guint64) obelus_context_get_integer (context, "seed"),
  };
}

/* What comes before and behind is a tenth of the work. */
static gboolean
tell (double share, guint epoch, double loss, gpointer user_data)
{
  ObelusContext *context = user_data;

  obelus_context_report_progress (context, 0.05 + 0.9 * share, "epoch %u, loss %.4f a token", epoch + 1, loss);
  return !obelus_context_is_cancelled (context, NULL);
}

gboolean
learn_chain_fit (LearnChainTrainer *trainer, const LearnChainPlan *plan, LearnFeatureCounter *counter,
                 ObelusContext *context, GError **error)
{
  if (learn_chain_trainer_run (trainer, plan, learn_feature_counter_get_n_features (counter),
                               learn_feature_counter_get_counts (counter), context != NULL ? tell : NULL, context))
    return TRUE;

  g_set_error_literal (error, OBELUS_ERROR, OBELUS_ERROR_CANCELLED, "training was stopped");
  return FALSE;
}
