/* A tag model, as the tagger uses it. */
#pragma once

#include "feature-index.h"
#include "labels.h"
#include "lemmas.h"
#include "lexicon.h"

#include <obelus/obelus-model.h>

/* A model's sections, as they are mapped, and what little is made of them in memory. */
typedef struct
{
  char *language; /* as in its card; NULL for any */
  TagLabels labels;
  guint n_lanes;      /* labels with padding, a multiple of 8: scores come in rows of so many */
  guint64 all_labels; /* as bits */
  guint64 names;      /* labels of names, of verbs and of marks, as bits */
  guint64 verbs;
  guint64 stops;
  gint32 margin; /* see TagSettings */
  gint32 sure;
  LearnLexicon lexicon;
  LearnWordTable classes;
  LearnFeatureIndex features;
  const guint8 *weights;
  const gint16 *pairs; /* n_labels × n_labels: [from][to] */
  TagLemmas lemmas;
} TagModel;

/* Sets what follows from a model's labels, with which of them count (see TagSettings). */
void tag_model_settle (TagModel *model, gint32 margin, gint32 sure);

/* NULL with an error if a section is missing or damaged. @file must outlive the result. */
TagModel *tag_model_new (ObelusModel *file, GError **error);
void tag_model_free (TagModel *model);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TagModel, tag_model_free)
