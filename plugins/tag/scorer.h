/* A score for every label of every token: sums of the weights of its features.
 *
 * What depends on one word is summed once a word and then added as it is, and what a common feature brings to all labels
 * is kept at hand, with the same result to the bit, since whole numbers may be added in any order. */
#pragma once

#include "model.h"
#include "templates.h"

typedef struct _TagScorer TagScorer;

/* @memory must outlive the scorer. NULL if memory could not be had. */
TagScorer *tag_scorer_new (const TagModel *model, const LearnMemory *memory);
void tag_scorer_free (TagScorer *scorer);

/* The class of a word in the memory. */
TagClass tag_scorer_get_class (TagScorer *scorer, const LearnWord *word);

/* Fills @scores with a row of n_lanes for each of the stretch's @n tokens. */
void tag_scorer_score (TagScorer *scorer, const TagStretch *stretch, guint32 n, gint16 *scores);

/* The same for one token, feature by feature. */
void tag_scorer_score_plainly (const TagModel *model, const TagStretch *stretch, guint32 place, gint16 *scores);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TagScorer, tag_scorer_free)
