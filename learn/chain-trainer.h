/* Learning a linear chain's weights: a conditional random field (Lafferty, McCallum and Pereira 2001) with AdaGrad
 * (Duchi, Hazan and Singer 2011), dropped features, and labels that may be hidden.
 *
 * One thread, single precision, a fixed order: equal input gives equal bits. */
#pragma once

#include <glib.h>

typedef struct _LearnChainTrainer LearnChainTrainer;

/* Features of one place that carry this bit belong to its group: what knows the answer so well that it is now and then
 * dropped as a whole, lest nothing else be learned. */
#define LEARN_CHAIN_GROUP 0x80000000u

typedef struct
{
  guint n_epochs;
  guint n_averaged;    /* the result is the average of what the last so many epochs left */
  float rate;          /* falls to a tenth over the epochs */
  float decay;         /* L2; a feature's share is divided by how often it occurs, at each touch */
  float dropout;       /* chance of a feature to be left out */
  float group_dropout; /* chance of a place's group to be left out */
  guint64 seed;
} LearnChainPlan;

/* Told after each thousandth of the work; returns FALSE to stop. @loss is the mean loss a place so far in this epoch.
 */
typedef gboolean (*LearnChainProgress) (double share, guint epoch, double loss, gpointer user_data);

/* @legal[from] has a bit for each label that may follow; @firsts and @lasts for those a sequence may begin and end
 * with. */
LearnChainTrainer *learn_chain_trainer_new (guint n_labels, const guint64 *legal, guint64 firsts, guint64 lasts);
void learn_chain_trainer_free (LearnChainTrainer *trainer);

/* Adds a sequence of @n places. @ends[i] is how many of @features belong to the places up to and with i. @allowed[i]
 * has a bit for each label that the place may have: one bit for what is known, more for what is hidden. @weight is how
 * much the sequence counts. */
void learn_chain_trainer_add (LearnChainTrainer *trainer, const guint32 *features, const guint32 *ends,
                              const guint64 *allowed, guint32 n, float weight);

/* Learns from all sequences, once. @counts says how often each of the @n_features occurs. Returns FALSE if @progress
 * stopped it. */
gboolean learn_chain_trainer_run (LearnChainTrainer *trainer, const LearnChainPlan *plan, guint32 n_features,
                                  const guint32 *counts, LearnChainProgress progress, gpointer user_data);

/* The result: a feature's weight for each label, and the scores of pairs, n_labels × n_labels [from][to]. */
const float *learn_chain_trainer_get_weights (LearnChainTrainer *trainer, guint32 feature);
float learn_chain_trainer_get_pair (LearnChainTrainer *trainer, guint from, guint to);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LearnChainTrainer, learn_chain_trainer_free)
