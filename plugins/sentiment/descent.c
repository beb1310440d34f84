/* Takes the steps of a stochastic gradient descent. */
#include "descent.h"

#include <math.h>

#define WARM_UP 50
#define LAST_RATE 0.05f
#define MEAN_DECAY 0.998f
#define FIRST_DECAY 0.9
#define SECOND_DECAY 0.99
#define VECTOR_DECAY 1e-3f

/* Xorshift (Marsaglia, Journal of Statistical Software 2003), scrambled by a product */
static guint64
draw (SentimentRandom *random)
{
  guint64 x = random->state;

  x ^= x << 13;
  x ^= x >> 7;
  x ^= x << 17;
  random->state = x;
  return x * G_GUINT64_CONSTANT (0x2545f4914f6cdd1d);
}

float
sentiment_random_draw_uniform (SentimentRandom *random)
{
  return (float) (draw (random) >> 40) / 16777216.0f;
}

float
sentiment_random_draw_normal (SentimentRandom *random)
{
  float sum = -6.0f;

  for (guint i = 0; i < 12; i++)
    sum += sentiment_random_draw_uniform (random);
  return sum;
}

void
sentiment_random_shuffle (SentimentRandom *random, guint *numbers, guint n)
{
  for (guint i = n; i > 1; i--)
    {
      guint k = (guint) (draw (random) % i);
      guint number = numbers[i - 1];
      numbers[i - 1] = numbers[k];
      numbers[k] = number;
    }
}

void
sentiment_descent_init (SentimentDescent *descent, guint n_steps)
{
  *descent = (SentimentDescent){ .n_steps = n_steps, .first_decay = 1.0, .second_decay = 1.0 };
}

void
sentiment_descent_begin_step (SentimentDescent *descent)
{
  float done = (float) ++descent->n_done;

  descent->pace = MIN (1.0f, done / WARM_UP) * (1.0f - (1.0f - LAST_RATE) * done / (float) descent->n_steps);
  descent->first_decay *= FIRST_DECAY;
  descent->second_decay *= SECOND_DECAY;
  descent->first_left = 1.0 - descent->first_decay;
  descent->second_left = 1.0 - descent->second_decay;
}

void
sentiment_descent_step (const SentimentDescent *descent, const SentimentLearned *learned, float rate, float decay)
{
  float done = (float) descent->n_done, kept = MIN (MEAN_DECAY, done / (done + 10.0f));

  for (gsize i = 0; i < learned->n; i++)
    {
      float *value = &learned->values[i], *first = &learned->first[i], *second = &learned->second[i];
      float gradient = learned->gradients[i] + 2.0f * decay * *value;
      *first = (float) FIRST_DECAY * *first + (float) (1.0 - FIRST_DECAY) * gradient;
      *second = (float) SECOND_DECAY * *second + (float) (1.0 - SECOND_DECAY) * gradient * gradient;
      *value -= rate * descent->pace * (*first / (float) descent->first_left)
                / (sqrtf (*second / (float) descent->second_left) + 1e-6f);
      if (learned->means != NULL)
        learned->means[i] = kept * learned->means[i] + (1.0f - kept) * *value;
      learned->gradients[i] = 0.0f;
    }
}

void
sentiment_vector_changes_init (SentimentVectorChanges *changes, guint n_rows)
{
  gsize n = (gsize) n_rows * SENTIMENT_VECTOR_SIZE;

  changes->changes = g_new0 (float, n + 1);
  changes->squares = g_new (float, n + 1);
  changes->gradients = g_new0 (float, n + 1);
  changes->touched = g_array_new (FALSE, FALSE, sizeof (guint16));
  changes->is_touched = g_new0 (guint8, n_rows + 1);
  for (gsize i = 0; i < n; i++)
    changes->squares[i] = 1e-3f;
}

void
sentiment_vector_changes_clear (SentimentVectorChanges *changes)
{
  g_free (changes->changes);
  g_free (changes->squares);
  g_free (changes->gradients);
  g_array_unref (changes->touched);
  g_free (changes->is_touched);
}

float *
sentiment_vector_changes_touch (SentimentVectorChanges *changes, guint16 row)
{
  if (!changes->is_touched[row])
    {
      changes->is_touched[row] = 1;
      g_array_append_val (changes->touched, row);
    }
  return changes->gradients + (gsize) row * SENTIMENT_VECTOR_SIZE;
}

void
sentiment_vector_changes_decay (SentimentVectorChanges *changes, guint16 row, float scale)
{
  const float *changed = sentiment_vector_changes_get (changes, row);
  float *gradients = sentiment_vector_changes_touch (changes, row);

  for (guint k = 0; k < SENTIMENT_VECTOR_SIZE; k++)
    gradients[k] += 2.0f * VECTOR_DECAY * scale * changed[k];
}

void
sentiment_vector_changes_step (SentimentVectorChanges *changes, const SentimentDescent *descent, float rate, guint n)
{
  for (guint i = 0; i < changes->touched->len; i++)
    {
      guint16 row = g_array_index (changes->touched, guint16, i);
      gsize at = (gsize) row * SENTIMENT_VECTOR_SIZE;
      changes->is_touched[row] = 0;
      for (gsize k = at; k < at + SENTIMENT_VECTOR_SIZE; k++)
        {
          float gradient = changes->gradients[k] * (float) n;
          changes->squares[k] += gradient * gradient;
          changes->changes[k] -= rate * descent->pace * gradient / sqrtf (changes->squares[k]);
          changes->gradients[k] = 0.0f;
        }
    }
  g_array_set_size (changes->touched, 0);
}
