/* The graph of an article's sentences, joined by the words they share, and how central a walk over it finds each. */
#pragma once

#include "word-index.h"

G_BEGIN_DECLS

typedef enum
{
  GRAPH_LEXRANK, /* Erkan and Radev, 2004: joined if their idf-modified cosine is above 0.1 */
  GRAPH_TEXTRANK /* Mihalcea and Tarau, 2004: the more, the more words they share for their lengths */
} GraphKind;

typedef struct
{
  WordIndex index;
  GArray *next;      /* guint32: scratch, a word, its first occurrence not behind the sentence at hand */
  GArray *rarities;  /* float: a word, its inverse sentence frequency */
  GArray *lengths;   /* float: a sentence, what its similarities are divided by */
  GArray *sums;      /* float: scratch, what the sentence at hand shares with each of those ahead */
  GArray *firsts;    /* guint32: a sentence, its first of `edges` */
  GArray *edges;     /* Edge: to sentences ahead */
  GArray *degrees;   /* float: a sentence */
  GArray *shares;    /* float: scratch, what a sentence gives along an edge of weight 1 */
  GArray *new_ranks; /* float: scratch, a sentence */
} SentenceGraph;

void sentence_graph_init (SentenceGraph *graph);
void sentence_graph_clear (SentenceGraph *graph);

/**
 * sentence_graph_rank:
 * @graph: buffers that are used again
 * @article: an article
 * @kind: how sentences are joined
 * @ranks: (out): a rank for each candidate, 1 on average
 *
 * A sentence is compared with the 256 before and after it, with fewer if the text has more than some 16,000 sentences:
 * time and memory are linear in the text. Up to 257 sentences that is every pair. Cancelled, it stops somewhere.
 */
void sentence_graph_rank (SentenceGraph *graph, const Article *article, GraphKind kind, float *ranks);

G_END_DECLS
