/* Scores pieces of text with a trained model. */
#pragma once

#include "classes.h"
#include "convolution.h"
#include "domains.h"
#include "measures.h"
#include "vectors.h"

G_BEGIN_DECLS

/* Numbers of a model that are not a table */
typedef struct
{
  double ngram_step;        /* what one unit of an n-gram's weight is worth */
  double subjectivity_step; /* likewise, of its weight for subjectivity */
  double intercept;
  double rules_share; /* share of the rules in a text that is all familiar talk */
} SentimentConstants;

/* One measure: (value − center) × scale, cut off at ±SENTIMENT_MEASURE_LIMIT, times weight */
typedef struct
{
  double center, scale, weight;
  double subjectivity; /* weight for subjectivity */
} SentimentMeasure;

#define SENTIMENT_MEASURE_LIMIT 4.0

/* A value of the learned function that stands for a score near ±1, in units of log-odds */
#define SENTIMENT_SCORE_RANGE 3.0

/* Score = tanh (0.4 × value): near the mean rating of people for mild texts, a little beyond it for strong ones. As
 * log-odds of the two ends, ln ((1 + score) / (1 − score)), a value counts so much: */
#define SENTIMENT_LOG_ODDS 0.8

typedef struct
{
  SentimentLexicon lexicon;
  const guint32 *ngrams; /* 16 bits of a hash, 8 of a weight, 8 of one for subjectivity; 0 marks a free slot */
  guint32 ngram_mask;
  const SentimentMeasure *measures;
  SentimentConstants constants;
  const SentimentShares *domains; /* one a domain */
  SentimentConvolution convolution;
} SentimentModel;

/* What a piece of text feels; shares add up to 1. */
typedef struct
{
  double score;
  double positive, neutral, negative;
} SentimentVerdict;

/* What was found in a piece of text */
typedef struct
{
  double value;        /* of the learned function; 0 is neutral */
  double evidence;     /* how much feeling of either side its words carry, 0…1 */
  double subjectivity; /* whether it says what somebody feels at all, as another function has learned */
  guint64 n_words;
  guint64 n_known; /* words that the lexicon knows */
} SentimentReading;

/* A thread's working memory */
typedef struct
{
  SentimentWord words[SENTIMENT_WINDOW];
  gsize n_words; /* where the words of all of the last piece are there; else 0 */
  guint64 ngrams[SENTIMENT_WINDOW * SENTIMENT_NGRAMS_A_WORD];
  guint8 generation;
  guint8 stamps[]; /* a slot of the n-gram table → the piece in which it was last met */
} SentimentScratch;

/* e to the power of @x, cut off at ±40, the same on every machine */
double sentiment_exponential (double x);

/* Whether all are finite, and so small that no sum of products of such numbers is infinite */
gboolean sentiment_are_sound (const double *numbers, gsize n);

gboolean sentiment_model_init (SentimentModel *model, ObelusModel *file, GError **error);

SentimentScratch *sentiment_scratch_new (const SentimentModel *model);

/* Must come before the first n-gram of a piece is taken. */
void sentiment_scratch_begin_piece (const SentimentModel *model, SentimentScratch *scratch);

/* N-grams of a piece that have a weight */
typedef struct
{
  gint64 units, subjectivity; /* sums of their weights */
  guint64 n;
} SentimentNgrams;

/* The slot of an n-gram, or a free one where the table has none. Eight slots are looked at together: where a search
 * ends is then no guess for the processor, which makes reading 1.15 times as fast. */
static inline guint32
sentiment_find_ngram (const guint32 *slots, guint32 mask, guint64 hash)
{
  const guint32 fingerprint = (guint32) (hash >> 48);
  const LearnWideLanes zero = { 0 }, wanted = zero + fingerprint;

  for (guint32 i = (guint32) hash & mask;;)
    if (i + 8 <= mask)
      {
        LearnWideLanes first, second;
        memcpy (&first, slots + i, sizeof first);
        memcpy (&second, slots + i + 4, sizeof second);
        guint64 ends = learn_vectors_get_bits (learn_vectors_join ((first == zero) | (first >> 16 == wanted),
                                                                   (second == zero) | (second >> 16 == wanted)));
        if (ends != 0)
          return i + (guint32) __builtin_ctzll (ends);
        i += 8;
      }
    else if (slots[i] == 0 || slots[i] >> 16 == fingerprint)
      return i;
    else
      i = (i + 1) & mask;
}

/* Adds an n-gram the first time a piece has it. Returns its weight for the value, 0 if nothing was added. */
static inline gint
sentiment_take_ngram (const SentimentModel *model, SentimentScratch *scratch, guint64 hash, SentimentNgrams *ngrams)
{
  guint32 slot = sentiment_find_ngram (model->ngrams, model->ngram_mask, hash);
  guint32 weights = model->ngrams[slot];

  /* No branches, since neither question has a likely answer. */
  guint32 is_new = (weights != 0) & (scratch->stamps[slot] != scratch->generation);
  scratch->stamps[slot] = scratch->generation;
  weights &= -is_new;
  ngrams->n += is_new;
  ngrams->units += (gint8) (weights >> 8);
  ngrams->subjectivity += (gint8) weights;
  return (gint8) (weights >> 8);
}

/* The share of the rules in a piece's value, 0…1 */
double sentiment_model_get_rules_share (const SentimentModel *model, const SentimentSums *sums);

/* Draws the value of n-grams to 0 where a piece has few that are known. */
#define SENTIMENT_NGRAM_PRIOR 20.0

/* By what the weight of an n-gram counts in a piece that has so many with a weight */
static inline double
sentiment_get_ngram_norm (guint64 n_ngrams)
{
  return 1.0 / sqrt ((double) n_ngrams + SENTIMENT_NGRAM_PRIOR);
}

/* What is left of the value of n-grams in a piece that is familiar talk, 0…1: there they hold less of what other texts
 * taught, and measures take their place. Training knows of it. */
static inline double
sentiment_get_ngram_share (double familiarity)
{
  return 1.0 - 0.4 * familiarity;
}

/* What units of n-gram weights are worth in a piece with so many n-grams, before the rules take their share */
double sentiment_model_get_ngram_value (const SentimentModel *model, const SentimentSums *sums, guint64 n_ngrams,
                                        double units);

/* The share that the filters have in the value of a piece before the rules take theirs, 0…1 */
static inline double
sentiment_model_get_filters_share (const SentimentModel *model)
{
  return model->convolution.n_rows > 0 ? model->convolution.filters->share : 0.0;
}

/* The value of a piece with these sums and n-grams and what the filters make of it, not cut off, and its subjectivity
 * where @subjectivity is not %NULL */
double sentiment_model_combine (const SentimentModel *model, const SentimentSums *sums, const SentimentNgrams *ngrams,
                                double filtered, double *subjectivity);

/**
 * sentiment_model_read:
 * @model: a model
 * @scratch: working memory for this model
 * @text: a text
 * @start: where the piece starts, in bytes
 * @end: the byte after its last
 * @reading: (out): what was found
 *
 * Reads a piece of text once, whatever its length.
 */
void sentiment_model_read (const SentimentModel *model, SentimentScratch *scratch, const char *text, guint32 start,
                           guint32 end, SentimentReading *reading);

/**
 * sentiment_shares_judge:
 * @shares: those of a domain
 * @reading: what was found in a piece of text
 *
 * Turns a value into a score, which is the same in every domain, and shares, rounded to four digits. Text without a
 * known word is neutral.
 */
SentimentVerdict sentiment_shares_judge (const SentimentShares *shares, const SentimentReading *reading);

/* The class of which the verdict has at least the share that a label needs, if the score says the same; else neutral */
SentimentClass sentiment_verdict_get_label (const SentimentVerdict *verdict, double min_positive, double min_negative);

/* The weights of an n-gram, in units */
typedef struct
{
  gint8 value, subjectivity;
} SentimentUnits;

/**
 * sentiment_ngrams_pack:
 * @hashes: hashes of n-grams
 * @weights: their weights, not both 0
 * @n: how many
 * @n_slots: (out): how many slots the table has, a power of two
 *
 * Returns: (transfer full): the table as a model holds it
 */
guint32 *sentiment_ngrams_pack (const guint64 *hashes, const SentimentUnits *weights, gsize n, gsize *n_slots);

G_END_DECLS
