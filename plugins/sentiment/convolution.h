/* A convolution over words, folded into tables: what a word adds to each filter, by its place in the filter's window.
 */
#pragma once

#include "words.h"

G_BEGIN_DECLS

/* Words that a filter sees at once */
#define SENTIMENT_FILTER_WIDTH 3
#define SENTIMENT_N_FILTERS 24

/* Rows that are no word's own: nothing, which pads a piece; signs by kind and run; words without a row of their own, by
 * rating */
#define SENTIMENT_N_SIGN_ROWS 27
#define SENTIMENT_N_RATING_LEVELS 17
#define SENTIMENT_FIRST_LEVEL_ROW (1 + SENTIMENT_N_SIGN_ROWS)
#define SENTIMENT_FIRST_WORD_ROW (SENTIMENT_FIRST_LEVEL_ROW + SENTIMENT_N_RATING_LEVELS)

/* Of a filter's bias, in units */
#define SENTIMENT_MOST_BIAS 10000

/* What a word adds to each filter where it is the last of the window, the last but one, … */
typedef struct
{
  gint8 places[SENTIMENT_FILTER_WIDTH][SENTIMENT_N_FILTERS];
} SentimentConvolutionRow;

typedef struct
{
  double share;                        /* of the value of a piece that the filters make */
  double weights[SENTIMENT_N_FILTERS]; /* what one unit of a filter's maximum is worth */
  gint16 biases[SENTIMENT_N_FILTERS];
} SentimentFilters;

typedef struct
{
  const SentimentConvolutionRow *rows;
  guint32 n_rows; /* 0 where a model has no convolution */
  const SentimentFilters *filters;
} SentimentConvolution;

/* What was found in a piece so far */
typedef struct
{
  gint16 highest[SENTIMENT_N_FILTERS];        /* at least 0 */
  guint16 before[SENTIMENT_FILTER_WIDTH - 1]; /* rows of the words before, the nearest first */
} SentimentConvolved;

/* The row of a word: its own; else that of words with its rating, or of its kind of sign */
static inline guint16
sentiment_get_convolution_row (const SentimentWord *word)
{
  if (word->kind != SENTIMENT_WORD && word->kind != SENTIMENT_EMOTICON)
    return (guint16) (1 + (word->kind % 9) * 3 + CLAMP (word->run, 1, 3) - 1);
  if (word->entry.row != 0)
    return word->entry.row;

  const SentimentEntry *entry = &word->entry;
  gint rating = entry->rating != 0 ? entry->rating : entry->opinion != 0 ? entry->opinion : entry->induced;
  gint level = (CLAMP (rating, -100, 100) * 2 + 200 + 12) / 25;
  return (guint16) (SENTIMENT_FIRST_LEVEL_ROW + level);
}

/* What a row adds to each filter at each place; a row that is not there adds nothing. */
static inline const SentimentConvolutionRow *
sentiment_convolution_get_row (const SentimentConvolution *convolution, guint16 row)
{
  return &convolution->rows[row < convolution->n_rows ? row : 0];
}

/**
 * sentiment_convolution_init:
 * @convolution: a convolution
 * @file: a model
 * @error: return location for an error
 *
 * Returns: %FALSE if the model's tables are not sound; a model without any has no convolution
 */
gboolean sentiment_convolution_init (SentimentConvolution *convolution, ObelusModel *file, GError **error);

/**
 * sentiment_convolution_add:
 * @convolution: a convolution
 * @convolved: zero at the beginning of a piece
 * @words: a window of the piece
 * @n_words: its words
 * @lasts: (nullable): the number of the last word under each filter's maximum is put here, where a maximum is new
 * @first_word: the number of the window's first word in the piece
 */
void sentiment_convolution_add (const SentimentConvolution *convolution, SentimentConvolved *convolved,
                                const SentimentWord *words, gsize n_words, guint32 *lasts, guint32 first_word);

/* What the filters make of a piece, in units of the learned function */
double sentiment_convolution_get_value (const SentimentConvolution *convolution, const SentimentConvolved *convolved);

G_END_DECLS
