/* The ranker: chooses sentences one after another, each beside those already chosen. */
#pragma once

#include "best-first.h"
#include "centroid.h"
#include "choice.h"
#include "gbdt.h"
#include "reasons.h"
#include "sentence-graph.h"
#include "sum-basic.h"

G_BEGIN_DECLS

/* In the order of the choices of the processor's option `method`. */
typedef enum
{
  RANKER_LEARNED,
  RANKER_LEAD,
  RANKER_LEXRANK,
  RANKER_TEXTRANK,
  RANKER_SUMBASIC,
  RANKER_CENTROID
} RankerMethod;

/* How sentences are chosen. All but the method is for RANKER_LEARNED. */
typedef struct
{
  RankerMethod method;
  const LearnGbdt *trees;
  guint32 n_query;    /* content words of the query; 0 for none */
  gboolean explains;  /* whether reasons are kept */
  float query_weight; /* what a sentence with all words of the query gains */
  float leaning_cost; /* what one loses that needs a sentence before it, left out */
  float blemish_cost; /* … that holds half a quotation, two sentences run together, words to a picture, or hardly any */
  float repeating_cost; /* what one loses that says word for word what a chosen one says */
} Preference;

/* The preferences of the processor, in the units of the scores, which are about 1 for a sentence that must not be left
 * out. */
#define QUERY_WEIGHT 1.5f
#define LEANING_COST 0.2f
#define BLEMISH_COST 0.2f
#define REPEATING_COST 0.6f

typedef struct
{
  FeatureTable table;
  Choice choice;
  SentenceGraph graph;
  Centroid centroid;
  SumBasic basic;
  Reasons reasons;       /* of the chosen, if they were asked for; of RANKER_LEARNED only */
  GArray *ranks;         /* float: scratch of the classic methods, a candidate */
  LearnGbdtBatch *batch; /* rows of those that are judged at once */
  GArray *asked;         /* guint32: scratch, candidates that may be chosen next */
  GArray *sums;          /* gint32: scratch, what the trees say of each row */
  GArray *nearest;       /* float: scratch, the largest cosine of each row with a chosen one */
  GArray *heap;          /* Scored: scratch, candidates */
} Ranker;

Ranker *ranker_new (void);
void ranker_free (Ranker *ranker);

/* Chooses; leaves the candidates in `choice` (in the order of choice and in text order) with their scores. Cancelled,
 * it stops somewhere. */
void ranker_choose (Ranker *ranker, const Article *article, const Budget *budget, const Preference *preference);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ranker, ranker_free)

G_END_DECLS
