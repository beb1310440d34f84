/* Learning the weights of features and of pairs of labels. */
#pragma once

#include "classes.h"
#include "example.h"
#include "lesson.h"

/* What is learned from. */
typedef struct
{
  GPtrArray *examples; /* TagExample */
  const TagLabels *labels;
  const LearnLexicon *lexicon;
  TagClassCounter *classes;
} TagWeightsSource;

/* Sections of a model. */
typedef struct
{
  GArray *index;    /* guint32 */
  GByteArray *rows; /* with their padding */
  gint16 *pairs;
} TagWeights;

void tag_weights_clear (TagWeights *weights);

gboolean tag_weights_learn (TagWeights *weights, const TagWeightsSource *source, const TagPlan *plan,
                            ObelusContext *context, GError **error);
