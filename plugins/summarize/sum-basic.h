/* SumBasic (Nenkova and Vanderwende, 2005): sentences of words that are said often, each word counting less once said.
 */
#pragma once

#include "choice.h"
#include "word-index.h"

G_BEGIN_DECLS

typedef struct
{
  WordIndex index;
  GArray *next;          /* guint32: a word, its first occurrence in a sentence that may still be chosen */
  GArray *probabilities; /* float: a word */
  GArray *heap;          /* Scored: words, the most probable on top */
} SumBasic;

void sum_basic_init (SumBasic *basic);
void sum_basic_clear (SumBasic *basic);

/* Chooses until @choice is full. Cancelled, it stops somewhere. */
void sum_basic_choose (SumBasic *basic, const Article *article, Choice *choice);

G_END_DECLS
