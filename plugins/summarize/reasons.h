/* Why a sentence was chosen: what it gained by each kind of feature over a sentence of the text that is average in it.
 */
#pragma once

#include "choice.h"
#include "gbdt.h"

G_BEGIN_DECLS

/* In the order of the features. */
typedef enum
{
  REASON_PLACE,
  REASON_LENGTH,
  REASON_CENTRALITY,
  REASON_LEAD,
  REASON_NAMES,
  REASON_SPEECH,
  REASON_WORDING,
  REASON_NOVELTY,
  REASON_QUERY,
  N_REASONS
} Reason;

/* As rows of the layer name them. */
extern const char *const reason_names[N_REASONS];

typedef struct
{
  GArray *shares;                  /* float: N_REASONS a chosen sentence, in the order of choice */
  double means[N_STATIC_FEATURES]; /* of the sentences that were judged */
  guint8 average[N_FEATURES];      /* the bins of those means */
} Reasons;

void reasons_init (Reasons *reasons);
void reasons_clear (Reasons *reasons);

/* Begins a text: what its sentences are like before any is chosen. */
void reasons_begin (Reasons *reasons, const Article *article, const FeatureTable *table);

/**
 * reasons_add:
 * @reasons: reasons that have begun
 * @trees: what judged
 * @choice: what is chosen so far, the sentence not being among it
 * @asked: guint32: the candidates it was chosen from
 * @candidate: the sentence
 * @query_gain: what it gained by the words of the query
 *
 * The share of a kind of features is what the trees say of the sentence, less what they say of one that differs from it
 * only in being average in them.
 */
void reasons_add (Reasons *reasons, const LearnGbdt *trees, Choice *choice, const GArray *asked, guint32 candidate,
                  float query_gain);

static inline const float *
reasons_get (const Reasons *reasons, guint place)
{
  return &g_array_index (reasons->shares, float, (gsize) place *N_REASONS);
}

G_END_DECLS
