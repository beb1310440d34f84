/* What a scored piece of text is described by: a few dozen measures and any number of hashed n-grams. */
#pragma once

#include "words.h"

#include <math.h>

G_BEGIN_DECLS

/* Words that are looked at together; a longer piece is taken in parts of this size. */
#define SENTIMENT_WINDOW 512

/* Most n-grams that end at one word */
#define SENTIMENT_NGRAMS_A_WORD 9

#define SENTIMENT_N_LEXICONS 3

#define SENTIMENT_N_MEASURES 68

/* Among them those of the way of writing, which carry no feeling by themselves */
#define SENTIMENT_FIRST_STYLE 35
#define SENTIMENT_LAST_STYLE 62

/* Words whose n-grams a negator marks, up to the next boundary */
#define SENTIMENT_NEGATION_REACH 5

/* The hash of two things in this order */
static inline guint64
sentiment_mix (guint64 a, guint64 b)
{
  guint64 hash = (a ^ (b + G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) + (a << 6) + (a >> 3)))
                 * G_GUINT64_CONSTANT (0xd6e8feb86659fd93);

  return hash ^ (hash >> 32);
}

/* A sum of any size as a number within ±1: half way at √(@scale / 3) */
static inline double
sentiment_squash (double sum, double scale)
{
  return sum / sqrt (sum * sum + scale);
}

/* Whether a clause ends here: a mark, or a word like "but" */
gboolean sentiment_is_boundary (const SentimentWord *word);

/* Whether word @i of a window turns what follows it round */
gboolean sentiment_is_negator (const SentimentWord *words, gsize n_words, gsize i);

/**
 * sentiment_compose_ratings:
 * @words: a window
 * @n_words: its words
 * @i: one of them
 * @ratings: (out): by mean ratings of people, by lists of opinion words, and as carried over, as negators, boosters and
 *   dampeners before the word change them; 0 where there is none
 * @first: (out): the farthest of these, or @i
 *
 * Returns: whether the word has any rating
 */
gboolean sentiment_compose_ratings (const SentimentWord *words, gsize n_words, gsize i,
                                    double ratings[SENTIMENT_N_LEXICONS], gsize *first);

/* Sums over the words of a piece, from which its measures follow */
typedef struct
{
  guint32 n_words; /* words, numbers and emoticons */
  struct
  {
    double positive, negative; /* sums of ratings as the words around change them */
    double highest, lowest;
    double late;          /* sum over the last third */
    double before, after; /* sums on both sides of the last contrast */
  } lexicon[SENTIMENT_N_LEXICONS];
  double composed; /* ratings with contrast and emphasis weighed in */
  double emoticons_positive, emoticons_negative;
  double n_positive, n_negative; /* rated words, each with a little more for its strength */
  guint32 roles[SENTIMENT_N_ROLES];
  guint32 exclamations, questions, stops, ellipses, commas, quotes;
  guint32 capitals, capitalized, lengthened, hashtags, references, numbers, emoticons, negated;
  gboolean has_contrast;
} SentimentSums;

/* A word of feeling as the words around it change it */
typedef struct
{
  double ratings[SENTIMENT_N_LEXICONS];
  guint16 first, word; /* places of the farthest word that changes it and of the word itself */
  gboolean late : 1;   /* in the last third of its window */
  gboolean before : 1; /* the last contrast comes later */
  gboolean after : 1;  /* the last contrast came before */
  gboolean is_emoticon : 1;
} SentimentRated;

/* What the parts of the sums of a window come from */
typedef struct
{
  guint16 n_rated;
  SentimentRated rated[SENTIMENT_WINDOW];
  guint16 lasts[SENTIMENT_WINDOW * SENTIMENT_NGRAMS_A_WORD]; /* the word at which each n-gram ends */
  guint8 widths[SENTIMENT_WINDOW * SENTIMENT_NGRAMS_A_WORD]; /* how many words it spans */
} SentimentDetails;

/**
 * sentiment_sums_add:
 * @sums: sums, zero at the beginning of a piece
 * @words: a window of the piece
 * @n_words: at most [const@SENTIMENT_WINDOW]
 * @ngrams: (out): room for @n_words × [const@SENTIMENT_NGRAMS_A_WORD] hashes
 * @details: (out) (nullable): where the parts come from
 *
 * Adds a window to the sums of a piece.
 *
 * Returns: how many hashes were put into @ngrams; one may come twice
 */
gsize sentiment_sums_add (SentimentSums *sums, const SentimentWord *words, gsize n_words, guint64 *ngrams,
                          SentimentDetails *details);

/* Adds the ratings of one word alone. */
void sentiment_sums_add_rated (SentimentSums *sums, const SentimentRated *rated);

/* Takes all ratings away, as if the same were said without a word of feeling; the way of writing stays. */
void sentiment_sums_clear_ratings (SentimentSums *sums);

/**
 * sentiment_sums_measure:
 * @sums: the sums of a whole piece
 * @measures: (out): [const@SENTIMENT_N_MEASURES] finite numbers
 */
void sentiment_sums_measure (const SentimentSums *sums, double *measures);

/**
 * sentiment_sums_get_evidence:
 * @sums: the sums of a whole piece
 *
 * Returns: how much feeling of either side its words carry, 0…1
 */
double sentiment_sums_get_evidence (const SentimentSums *sums);

/**
 * sentiment_sums_compose:
 * @sums: the sums of a whole piece
 *
 * Returns: what the rules alone make of the ratings of its words, −1…1
 */
double sentiment_sums_compose (const SentimentSums *sums);

/**
 * sentiment_sums_get_familiarity:
 * @sums: the sums of a whole piece
 *
 * Returns: how much somebody speaks to somebody: persons, exclamations, emoticons, tags; 0…1
 */
double sentiment_sums_get_familiarity (const SentimentSums *sums);

G_END_DECLS
