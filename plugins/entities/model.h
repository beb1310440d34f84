/* A model of names, as the tagger uses it. */
#pragma once

#include "calibration.h"
#include "chain.h"
#include "feature-index.h"
#include "lexicon.h"

#include <obelus/obelus-model.h>

/* A model's sections, as they are mapped, and what little is made of them in memory. */
typedef struct
{
  char *language; /* BCP 47; NULL for any */
  char **types;   /* PER, ORG, … */
  guint n_types;
  LearnLexicon lexicon;
  LearnFeatureIndex features;
  const gint8 *weights; /* a row of n_labels a feature */
  LearnChain chain;
  const EntityCalibration *calibration; /* NULL where scores are what the chain says */
} EntityModel;

/* NULL with an error if a section is missing or damaged. @file must outlive the result. */
EntityModel *entity_model_new (ObelusModel *file, GError **error);
void entity_model_free (EntityModel *model);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntityModel, entity_model_free)
