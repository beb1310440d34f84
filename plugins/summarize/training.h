/* Learning the ranker from texts with summaries written by others. */
#pragma once

#include "gbdt.h"
#include "ranker.h"
#include "rouge.h"

G_BEGIN_DECLS

/* A text to learn from, with its layers' arrays and what its references say. */
typedef struct
{
  ArticleInput input;    /* its arrays belong to the text */
  GPtrArray *references; /* RougeText */
  guint n_wanted;        /* sentences that its summary may have */
  double weight;         /* what it counts beside the others */
} TrainingText;

typedef struct
{
  LearnGbdtSettings trees;
  guint n_steps;         /* most choices of each text that are learned from */
  guint n_rounds;        /* of the model's own prefixes */
  double replaced_share; /* of the oracle's prefixes in which one sentence is replaced */
} TrainingSettings;

typedef struct
{
  guint32 *hashes;
  guint8 *weights;
  gsize n_words;
  GBytes *trees;
  const char *problem; /* of a round's trees, where those are why there is no model */
} TrainedRanker;

void training_text_free (TrainingText *text);

/**
 * ranker_train:
 * @vocabulary: of the references
 * @texts: (element-type TrainingText): what to learn from
 * @progress: (nullable): told how far it is; returns %FALSE to stop
 * @trained: (out caller-allocates): to be cleared with trained_ranker_clear()
 *
 * Returns: %FALSE if @progress stopped it, there was nothing to learn from, or trees could not be had
 */
gboolean ranker_train (RougeVocabulary *vocabulary, GPtrArray *texts, const TrainingSettings *settings,
                       LearnGbdtProgress progress, gpointer user_data, TrainedRanker *trained);

void trained_ranker_clear (TrainedRanker *trained);

G_END_DECLS
