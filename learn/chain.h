/* Linear chains: the best sequence of labels, and how sure it is, given a score for every label at every place and for
 * every pair of neighbours.
 *
 * Scores are whole numbers, so that the best sequence is the same on every machine. */
#pragma once

#include <glib.h>

#define LEARN_CHAIN_MAX_LABELS 64

/* The score of what may not be. */
#define LEARN_CHAIN_FORBIDDEN (-16384)

/* Scores of a label at a place are within ±LEARN_CHAIN_MAX_SCORE or forbidden, those of a pair within ±2048. */
#define LEARN_CHAIN_MAX_SCORE 12800

/* Labels from which any of eight others is reached, the lowest first, and the weights of those ways: eight for each. */
typedef struct
{
  guint n;
  guint8 labels[LEARN_CHAIN_MAX_LABELS];
  float *weights;
} LearnChainSources;

typedef struct
{
  guint n_labels;
  guint n_lanes;  /* labels with padding, a multiple of 8: scores and sums come in rows of so many */
  gint16 *scores; /* n_labels × n_lanes: [from][to] */
  guint64 firsts; /* labels a sequence may begin with, and end with, as bits */
  guint64 lasts;
  float unit;     /* what one point of score is worth in natural logarithms of probability */
  float *weights; /* n_labels × n_lanes: exp (unit × score), 0 where forbidden */
  float *powers;  /* exp (−unit × i), and a 0 behind */
  guint n_powers;

  /* what need not be looked at: */
  guint64 sources[LEARN_CHAIN_MAX_LABELS / 8];            /* labels that lead to any of eight, as bits */
  LearnChainSources forwards[LEARN_CHAIN_MAX_LABELS / 8]; /* the same, and labels that any of eight leads to */
  LearnChainSources backwards[LEARN_CHAIN_MAX_LABELS / 8];
  gint16 *leads;    /* by how much label 0 must be ahead of a label for nothing to be gained from that */
  gint16 *is_label; /* −1, and 0 where there is padding */
} LearnChain;

/* Working memory of one thread, grown as needed and reused. */
typedef struct
{
  guint32 n_places;
  gint16 *backs;
  float *potentials;
  float *forwards;
  float *backwards;
  float *norms;
} LearnChainScratch;

/* @scores are n_labels × n_labels scores [from][to], LEARN_CHAIN_FORBIDDEN where @to may not follow @from. */
void learn_chain_init (LearnChain *chain, guint n_labels, const gint16 *scores, guint64 firsts, guint64 lasts,
                       float unit);
void learn_chain_clear (LearnChain *chain);

/* Returns FALSE if memory for @n_places could not be had. */
gboolean learn_chain_scratch_reserve (LearnChainScratch *scratch, const LearnChain *chain, guint32 n_places);
void learn_chain_scratch_clear (LearnChainScratch *scratch);

/* Puts the best sequence of labels for @n places (at least 1, reserved) into @labels (Viterbi 1967). @scores are
 * n × n_lanes. Of two equally good ways to a label the one over the smaller label is taken. */
void learn_chain_decode (const LearnChain *chain, LearnChainScratch *scratch, const gint16 *scores, guint32 n,
                         guint8 *labels);

/* Prepares probabilities for the same @n places (forward-backward; Rabiner 1989, section III), to be asked for spans
 * that end at @first or later. */
void learn_chain_weigh (const LearnChain *chain, LearnChainScratch *scratch, const gint16 *scores, guint32 n,
                        guint32 first);

/* The probability that the @n places from @first have just these @labels. */
float learn_chain_get_probability (const LearnChain *chain, const LearnChainScratch *scratch, guint32 first,
                                   const guint8 *labels, guint32 n);
