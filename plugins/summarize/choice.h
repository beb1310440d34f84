/* The sentences chosen so far, how many more may be, and how another stands beside them. */
#pragma once

#include "sentence-features.h"

G_BEGIN_DECLS

/* How long a summary may be; 0 sets no limit. It has never fewer than one sentence, if the text has one. */
typedef struct
{
  guint32 n_sentences;
  guint32 n_words;
  guint32 n_bytes; /* of the sentences, with one between each two */
} Budget;

typedef struct
{
  const Article *article;
  const FeatureTable *table;
  Budget budget;
  GArray *chosen;   /* guint32: candidates in the order of choice */
  GArray *scores;   /* float: what each of them was thought to add */
  GArray *sorted;   /* guint32: the candidates in text order */
  GArray *covering; /* guint32: a word, how many chosen sentences hold it */
  GArray *masses;   /* float: a word, the sum over them of its share of their vectors */
  GArray *heads;    /* guint32: a word, its newest posting + 1 */
  GArray *postings; /* Posting: chosen sentences by word, newest first */
  GArray *overlaps; /* float: scratch, a chosen sentence */
  float n_wanted;   /* about how many sentences the budget is for */
  guint32 n_words;
  guint32 n_bytes;
  double covered_mass;
} Choice;

void choice_init (Choice *choice);
void choice_clear (Choice *choice);

/* Begins with nothing chosen. */
void choice_begin (Choice *choice, const Article *article, const FeatureTable *table, Budget budget);

void choice_add (Choice *choice, guint32 candidate, float score);

gboolean choice_holds (const Choice *choice, guint32 candidate);

/* Whether there is room for the words and bytes of a candidate. */
gboolean choice_fits (const Choice *choice, guint32 candidate);

/* Whether no other sentence may be chosen, however short. */
gboolean choice_is_full (const Choice *choice);

/* The largest cosine of the candidate with one of the chosen sentences, 0 if there is none. */
float choice_find_nearest (Choice *choice, guint32 candidate);

/* Computes the N_DYNAMIC_FEATURES of a candidate beside what is chosen, in time linear in its length. */
void choice_compute (Choice *choice, guint32 candidate, float *values);

G_END_DECLS
