/* Learns the weights of a sentiment model from rated and labelled texts. */
#pragma once

#include "measures.h"

G_BEGIN_DECLS

/* How a text says what it feels */
typedef enum
{
  SENTIMENT_GOLD_SCORE,    /* −1…1 */
  SENTIMENT_GOLD_POLARITY, /* −1 or 1 */
  SENTIMENT_GOLD_CLASS,    /* −1, 0 or 1 */
} SentimentGold;

/* The value that a learned function should have for a text that feels so */
double sentiment_get_wanted_value (SentimentGold gold, double value);

/* What is learned: two linear functions of measures and n-grams */
typedef enum
{
  SENTIMENT_FUNCTION_VALUE,        /* what is felt */
  SENTIMENT_FUNCTION_SUBJECTIVITY, /* whether anything is */
  SENTIMENT_N_FUNCTIONS
} SentimentFunction;

typedef struct
{
  double centers[SENTIMENT_N_MEASURES], scales[SENTIMENT_N_MEASURES];
  double weights[SENTIMENT_N_FUNCTIONS][SENTIMENT_N_MEASURES];
  GArray *hashes;                               /* guint64 of n-grams with a weight */
  GArray *ngram_weights[SENTIMENT_N_FUNCTIONS]; /* double, one a hash */
} SentimentWeights;

typedef struct
{
  double ngram_penalty, measure_penalty;
  guint max_ngrams;
  guint max_iterations;
} SentimentFitSettings;

typedef struct _SentimentFit SentimentFit;

SentimentFit *sentiment_fit_new (const SentimentLexicon *lexicon);
void sentiment_fit_free (SentimentFit *fit);

/**
 * sentiment_fit_add:
 * @fit: what is learned from
 * @source: where the text is from; each source has an intercept of its own
 * @gold: what kind of value @value is
 * @value: what the text feels
 * @weight: how much the text counts
 * @fold: the part that it is in
 * @text: the text
 * @length: its length in bytes
 *
 * Returns: the number of the sample
 */
guint sentiment_fit_add (SentimentFit *fit, const char *source, SentimentGold gold, double value, double weight,
                         guint fold, const char *text, guint32 length);

/**
 * sentiment_fit_solve:
 * @fit: what is learned from
 * @settings: how
 * @left_out: the fold whose samples do not count, or −1
 *
 * Ridge regression (Hoerl and Kennard, Technometrics 1970) of scores, labels standing for scores, with an intercept for
 * each source: first on all n-grams that two samples have, then on those whose weights were largest. Subjectivity is
 * learned likewise from labels of sources that have neutral texts.
 *
 * Returns: (transfer full) (nullable): the weights; the intercepts are dropped. %NULL if the work was cancelled
 */
SentimentWeights *sentiment_fit_solve (SentimentFit *fit, const SentimentFitSettings *settings, gint left_out);
void sentiment_weights_free (SentimentWeights *weights);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SentimentFit, sentiment_fit_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SentimentWeights, sentiment_weights_free)

G_END_DECLS
