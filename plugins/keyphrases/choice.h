/* Which of a text's phrases are its key phrases. */
#pragma once

#include "features.h"
#include "gbdt.h"

G_BEGIN_DECLS

/* So many of the best phrases are looked at while near duplicates are left out. */
#define MOST_CANDIDATES 4096

typedef struct
{
  guint32 phrase; /* number */
  gint32 score;   /* in units of 1 / LEARN_GBDT_UNIT */
} KeyPhrase;

/**
 * choice_make:
 * @trees: judge phrases
 * @text: the text's phrases and what they are beside
 * @n_wanted: how many phrases
 * @least_score: the lowest score of a key phrase, in units of the trees
 * @chosen: (element-type KeyPhrase): set to the key phrases, the best first
 *
 * Of phrases that say nearly the same the best is chosen: of those whose words are all words of the other, and of those
 * with one head (last word) whose words are for the greater part the same.
 *
 * Returns: %FALSE where no memory is left or the work was cancelled
 */
gboolean choice_make (const LearnGbdt *trees, const FeatureText *text, guint32 n_wanted, gint32 least_score,
                      GArray *chosen);

G_END_DECLS
