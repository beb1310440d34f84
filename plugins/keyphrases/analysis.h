/* A text from its layers to its phrases with all that is known of them. */
#pragma once

#include "features.h"

G_BEGIN_DECLS

typedef struct
{
  Words *words;
  Phrases *phrases;
  NameSpan *names;
  guint32 n_names;
  FeatureText text;
} Analysis;

/* @frequencies: (nullable): how common words are; must live as long as the analysis. */
Analysis *analysis_new (const LearnFrequencyTable *frequencies);
void analysis_free (Analysis *analysis);

/* Reads a text in place of the one before; @entities may be NULL. What is read refers to the layers. %FALSE where no
 * memory is left or the work was cancelled. */
gboolean analysis_read (Analysis *analysis, const TextInput *input, ObelusLayer *entities);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Analysis, analysis_free)

G_END_DECLS
