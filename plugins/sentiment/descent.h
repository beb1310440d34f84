/* Stochastic gradient descent, as the learners of filters take it: chance that is always the same, steps for numbers
 * that every text has a part in, and for vectors of which a text touches few. */
#pragma once

#include "word-vectors.h"

G_BEGIN_DECLS

typedef struct
{
  guint64 state; /* not 0 */
} SentimentRandom;

/* 0 ≤ number < 1 */
float sentiment_random_draw_uniform (SentimentRandom *random);

/* About normal, variance 1 */
float sentiment_random_draw_normal (SentimentRandom *random);

/* Puts numbers into an order of chance (Fisher and Yates). */
void sentiment_random_shuffle (SentimentRandom *random, guint *numbers, guint n);

/* How fast the steps of a descent are: they start slowly and become smaller. */
typedef struct
{
  guint n_steps, n_done;
  float pace;
  double first_left, second_left; /* of the moments, what the first steps have not filled yet */
  double first_decay, second_decay;
} SentimentDescent;

void sentiment_descent_init (SentimentDescent *descent, guint n_steps);

/* Begins the next step. */
void sentiment_descent_begin_step (SentimentDescent *descent);

/* Numbers that are learned, and what goes with each; all have @n floats. */
typedef struct
{
  gsize n;
  float *values;
  float *means;          /* running means of the values, which are what is kept; may be NULL */
  float *gradients;      /* zero between steps */
  float *first, *second; /* running means of the gradients and of their squares, zero before the first step */
} SentimentLearned;

/**
 * sentiment_descent_step:
 * @descent: a descent in a step
 * @learned: numbers with their gradients
 * @rate: the largest step
 * @decay: what the penalty of a number's square is multiplied by
 *
 * Adam (Kingma and Ba, ICLR 2015)
 */
void sentiment_descent_step (const SentimentDescent *descent, const SentimentLearned *learned, float rate, float decay);

/* What learning changes in the vectors of words, by row */
typedef struct
{
  float *changes;
  float *squares;   /* of their gradients, summed */
  float *gradients; /* zero between steps */
  GArray *touched;  /* rows with a gradient */
  guint8 *is_touched;
} SentimentVectorChanges;

void sentiment_vector_changes_init (SentimentVectorChanges *changes, guint n_rows);
void sentiment_vector_changes_clear (SentimentVectorChanges *changes);

/* The [const@SENTIMENT_VECTOR_SIZE] changes of a row */
static inline const float *
sentiment_vector_changes_get (const SentimentVectorChanges *changes, guint16 row)
{
  return changes->changes + (gsize) row * SENTIMENT_VECTOR_SIZE;
}

/* The gradients of a row, to be added to */
float *sentiment_vector_changes_touch (SentimentVectorChanges *changes, guint16 row);

/* Adds the gradient of a penalty on the squares of a row's changes, times @scale. */
void sentiment_vector_changes_decay (SentimentVectorChanges *changes, guint16 row, float scale);

/* Follows the gradients of a batch of @n texts (Duchi, Hazan and Singer, JMLR 2011). */
void sentiment_vector_changes_step (SentimentVectorChanges *changes, const SentimentDescent *descent, float rate,
                                    guint n);

G_END_DECLS
