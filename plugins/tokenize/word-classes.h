/* What part of speech most words of a cluster are: enough to see where a clause has its verb. */
#pragma once

#include <obelus/obelus-plugin.h>

typedef enum
{
  WORD_CLASS_UNKNOWN,
  WORD_CLASS_NOUN,
  WORD_CLASS_NAME,
  WORD_CLASS_PRONOUN,
  WORD_CLASS_FINITE, /* verb with tense or mood */
  WORD_CLASS_VERB,   /* other forms */
  WORD_CLASS_ADJECTIVE,
  WORD_CLASS_ADVERB,
  WORD_CLASS_ADPOSITION,
  WORD_CLASS_DETERMINER,
  WORD_CLASS_CONJUNCTION,
  WORD_CLASS_SUBORDINATOR,
  WORD_CLASS_NUMERAL,
  WORD_CLASS_INTERJECTION,
  WORD_CLASS_PARTICLE,
  WORD_CLASS_OTHER,
  N_WORD_CLASSES,
} WordClass;

struct _Clusters;

/* Counts the classes of words, and of each cluster's words, in annotated documents. */
typedef struct _WordClassCounts WordClassCounts;

WordClassCounts *word_class_counts_new (void);
void word_class_counts_free (WordClassCounts *counts);
void word_class_counts_add (WordClassCounts *counts, const struct _Clusters *clusters, ObelusDocument *document);

/* The commonest class of each cluster, CLUSTERS_N_FINE of them, a byte each. */
GBytes *word_class_counts_finish (const WordClassCounts *counts);

/* The commonest class of each word that occurs more than once, as a table of `clusters.h` that has it for a cluster
 * among 256. */
GArray *word_class_counts_list_words (const WordClassCounts *counts);
