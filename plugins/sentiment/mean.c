/* Weighs the sentences of a text. */
#include "mean.h"

#include <math.h>

/* A text of up to so many words is read as one piece: a tweet, a line of a review. A text of more than the second
 * number is what its sentences are; between the two the one fades into the other. */
#define SHORT_TEXT 60
#define LONG_TEXT 180

/* In a longer text the first sentence says what it is about and the last part what to think of it. On 2,000 whole film
 * reviews the second of these is worth two points of accuracy. */
#define FIRST_WEIGHT 1.5
#define LAST_WEIGHT 2.0
#define LAST_PART 0.85

/* What happens in a story is sadder than the story: the mean of sentences lies below zero for reviews (0.27) and news
 * (0.21) alike, and its spread is smaller than that of single sentences. */
#define MEAN_OFFSET 0.23
#define MEAN_GAIN 1.5

/* Longer sentences count more, up to so many words */
#define LONG_SENTENCE 40

double
sentiment_mean_add (SentimentMean *mean, const SentimentReading *reading, double position)
{
  if (reading->n_words == 0)
    return 0.0;

  double weight = sqrt ((double) MIN (reading->n_words, LONG_SENTENCE));
  if (mean->n_words == 0)
    weight *= FIRST_WEIGHT;
  if (position >= LAST_PART)
    weight *= LAST_WEIGHT;
  mean->sum += weight * reading->value;
  mean->evidence += weight * reading->evidence;
  mean->subjectivity += weight * reading->subjectivity;
  mean->weight += weight;
  mean->n_words += reading->n_words;
  mean->n_known += reading->n_known;
  return weight;
}

SentimentReading
sentiment_mean_finish (const SentimentMean *mean)
{
  SentimentReading reading = { .n_words = mean->n_words, .n_known = mean->n_known };

  if (mean->n_words > 0)
    {
      reading.value = MEAN_GAIN * (mean->sum / mean->weight + MEAN_OFFSET);
      reading.evidence = mean->evidence / mean->weight;
      reading.subjectivity = mean->subjectivity / mean->weight;
    }
  return reading;
}

double
sentiment_mean_get_part (const SentimentMean *mean, double weighted)
{
  return mean->weight > 0.0 ? MEAN_GAIN * weighted / mean->weight : 0.0;
}

double
sentiment_mean_get_share (const SentimentMean *mean)
{
  if (mean->n_words <= SHORT_TEXT)
    return 0.0;
  return mean->n_words < LONG_TEXT ? (double) (mean->n_words - SHORT_TEXT) / (LONG_TEXT - SHORT_TEXT) : 1.0;
}
