/* Centroid scores of sentences, as in MEAD (Radev, Jing, Styś and Tam, 2004). */
#pragma once

#include "word-index.h"

G_BEGIN_DECLS

typedef struct
{
  WordIndex index;
  GArray *values;  /* float: a word, its value in the centroid */
  GArray *overlap; /* guint32: a word, how often the first sentence says it */
} Centroid;

void centroid_init (Centroid *centroid);
void centroid_clear (Centroid *centroid);

/* Computes a score for each candidate from its centroid words, its place, and what it shares with the first sentence.
 */
void centroid_score (Centroid *centroid, const Article *article, float *scores);

G_END_DECLS
