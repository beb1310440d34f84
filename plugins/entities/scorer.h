/* A score for every label of every token: sums of the weights of its features.
 *
 * Most features depend on one word or on one of few cases. Their sums are made once and then added as they are, and so
 * are those of shapes and large clusters that were met together of late. That leaves a token with the dozen features
 * that are about words together: with the same result to the bit, since whole numbers may be added in any order. */
#pragma once

#include "word-memory.h"
#include "model.h"
#include "templates.h"

typedef struct _EntityScorer EntityScorer;

/* NULL where no memory is left for its tables, which are some megabytes. */
EntityScorer *entity_scorer_new (const EntityModel *model);
void entity_scorer_free (EntityScorer *scorer);

/* Fills @scores with a row of n_lanes for each of the stretch's @n tokens, whose words are in @memory. */
void entity_scorer_score (EntityScorer *scorer, const LearnStretch *stretch, const LearnMemory *memory, guint32 n,
                          gint16 *scores);

/* The same for one token, feature by feature. */
void entity_scorer_score_plainly (const EntityModel *model, const LearnStretch *stretch, guint32 place, gint16 *scores);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntityScorer, entity_scorer_free)
