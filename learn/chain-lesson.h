/* What trainers of chains have in common: the options that say how, and who is told how far the work is. */
#pragma once

#include "chain-trainer.h"
#include "feature-counter.h"

#include <obelus/obelus-plugin.h>

/* The plan that the options epochs, averaged, rate, decay, dropout and seed of a trainer make. */
LearnChainPlan learn_chain_plan (ObelusContext *context);

/* Learns from all sequences the features that @counter has counted; @context, NULL for none, is told. FALSE with an
 * error if the work was cancelled. */
gboolean learn_chain_fit (LearnChainTrainer *trainer, const LearnChainPlan *plan, LearnFeatureCounter *counter,
                          ObelusContext *context, GError **error);
