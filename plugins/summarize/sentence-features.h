/* What the ranker's trees look at: features of each sentence. */
#pragma once

#include "article.h"

G_BEGIN_DECLS

#define N_STATIC_FEATURES 79
#define N_DYNAMIC_FEATURES 19
#define N_FEATURES (N_STATIC_FEATURES + N_DYNAMIC_FEATURES)

/* Where each kind of features begins. */
enum
{
  FEATURES_PLACE = 0,
  FEATURES_LENGTH = 12,
  FEATURES_CENTRALITY = 20,
  FEATURES_LEAD = 39,
  FEATURES_NAMES = 45,
  FEATURES_SPEECH = 53,
  FEATURES_WORDING = 59,
  FEATURES_NOVELTY = N_STATIC_FEATURES, /* those of a sentence beside the chosen ones */
  FEATURE_NEAREST                       /* its largest cosine with one of them */
};

/* The features of an article's candidates that do not change while sentences are chosen. */
typedef struct
{
  GArray *values;     /* float: N_STATIC_FEATURES a candidate */
  GArray *norms;      /* float: a candidate, the length of its vector of word weights */
  GArray *centrality; /* float: a candidate, 1 on average */
  GArray *word_sums;  /* double: scratch, a word */
  GArray *mass;       /* double: scratch, a candidate */
  GArray *spare;      /* double: scratch, a candidate */
  GArray *links;      /* guint32: scratch, words that candidates share */
  GArray *link_ends;  /* guint32: scratch, a candidate, where its own end */
  GArray *inverses;   /* double: scratch, a candidate, 1 over the logarithm of its length */
  GArray *gathered;   /* double: scratch, a candidate */
  GArray *order;      /* guint32: scratch, a candidate */
  double total_mass;  /* of all words: weight times sentences that hold it */
} FeatureTable;

void feature_table_init (FeatureTable *table);
void feature_table_clear (FeatureTable *table);

/* Computes the features of all candidates, in time linear in the text. */
void feature_table_compute (FeatureTable *table, const Article *article);

static inline const float *
feature_table_get_row (const FeatureTable *table, guint32 candidate)
{
  return &g_array_index (table->values, float, (gsize) candidate *N_STATIC_FEATURES);
}

G_END_DECLS
