/* What the ranker's trees look at: features of each sentence, and of a sentence beside those already chosen. */
#pragma once

#include "article.h"

G_BEGIN_DECLS

#define N_STATIC_FEATURES 70
#define N_DYNAMIC_FEATURES 17
#define N_FEATURES (N_STATIC_FEATURES + N_DYNAMIC_FEATURES)

/* The features of an article's candidates that do not change while sentences are chosen. */
typedef struct
{
  GArray *values;     /* float: N_STATIC_FEATURES a candidate */
  GArray *norms;      /* float: a candidate, the length of its vector of word weights */
  GArray *centrality; /* float: a candidate, 1 on average */
  GArray *word_sums;  /* double: scratch, a word */
  GArray *mass;       /* double: scratch, a candidate */
  GArray *spare;      /* double: scratch, a candidate */
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

/* What has been chosen so far. */
typedef struct
{
  const Article *article;
  const FeatureTable *table;
  GArray *chosen;   /* guint32: candidates in the order of choice */
  GArray *sorted;   /* guint32: the same in text order */
  GArray *covering; /* guint32: a word, how many chosen sentences hold it */
  GArray *masses;   /* float: a word, the sum over them of its share of their vectors */
  GArray *heads;    /* guint32: a word, its newest posting + 1 */
  GArray *postings; /* Posting: chosen sentences by word, newest first */
  GArray *overlaps; /* float: scratch, a chosen sentence */
  guint32 n_words;
  double covered_mass;
} Choice;

void choice_init (Choice *choice);
void choice_clear (Choice *choice);

/* Begins with nothing chosen. */
void choice_begin (Choice *choice, const Article *article, const FeatureTable *table);

void choice_add (Choice *choice, guint32 candidate);

gboolean choice_holds (const Choice *choice, guint32 candidate);

/* Computes the N_DYNAMIC_FEATURES of a candidate beside what is chosen, in time linear in its length. */
void choice_compute (Choice *choice, guint32 candidate, float *values);

G_END_DECLS
