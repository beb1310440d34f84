/* What a longer text feels, from what its sentences feel. */
#pragma once

#include "model.h"

G_BEGIN_DECLS

/* Zero at the beginning of a text */
typedef struct
{
  double sum, evidence, subjectivity, weight;
  guint64 n_words, n_known;
} SentimentMean;

/* Adds a sentence that starts at @position, 0 being the beginning of the text and 1 its end. Returns its weight. */
double sentiment_mean_add (SentimentMean *mean, const SentimentReading *reading, double position);

/* What the sentences make of the text */
SentimentReading sentiment_mean_finish (const SentimentMean *mean);

/* What a sentence adds to the value of the text, by its value times its weight */
double sentiment_mean_get_part (const SentimentMean *mean, double weighted);

/* The share that the sentences have in the value of the text; the text as one piece has the rest. */
double sentiment_mean_get_share (const SentimentMean *mean);

G_END_DECLS
