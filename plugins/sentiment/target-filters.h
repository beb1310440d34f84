/* Filters over the words beside a target, folded into tables: what a word adds to each filter, and what its distance
 * does. Each filter says what the word says that moves it most on either side. */
#pragma once

#include "classes.h"
#include "convolution.h"
#include "targets.h"

G_BEGIN_DECLS

#define SENTIMENT_N_TARGET_FILTERS 24

/* Distances from the target that are told apart, on each side; the first is the target itself. */
#define SENTIMENT_N_TARGET_BANDS 8
#define SENTIMENT_N_TARGET_SIDES 2

/* What a word adds to each filter; a word has the same row here as in the convolution. */
typedef struct
{
  gint8 filters[SENTIMENT_N_TARGET_FILTERS];
} SentimentTargetFilterRow;

typedef struct
{
  /* What the value of a target has of the regression's value, and of the filters'. Together they are more than 1: what
   * two ways of judging have in common is surer than either. */
  double regression_share, share;
  double intercepts[SENTIMENT_N_CLASSES];
  /* What one unit of a filter's maximum is worth */
  double weights[SENTIMENT_N_TARGET_SIDES][SENTIMENT_N_TARGET_FILTERS][SENTIMENT_N_CLASSES];
  gint16 biases[SENTIMENT_N_TARGET_SIDES][SENTIMENT_N_TARGET_BANDS][SENTIMENT_N_TARGET_FILTERS];
} SentimentTargetFilterConstants;

typedef struct
{
  const SentimentTargetFilterRow *rows;
  guint32 n_rows; /* 0 where a model has no such filters */
  const SentimentTargetFilterConstants *constants;
} SentimentTargetFilters;

/* What the filters find on either side of a target, at least 0 */
typedef struct
{
  gint16 highest[SENTIMENT_N_TARGET_SIDES][SENTIMENT_N_TARGET_FILTERS];
} SentimentTargetMaxima;

/* The row of word @i of a window; the target itself adds nothing but its place. */
static inline guint16
sentiment_target_window_get_row (const SentimentTargetWindow *window, guint32 i)
{
  return i == window->target ? 0 : sentiment_get_convolution_row (&window->words[i]);
}

/* How far away a word is, in bands */
static inline guint
sentiment_get_target_band (guint32 distance)
{
  return distance <= 4 ? distance : distance <= 7 ? 5 : distance <= 12 ? 6 : 7;
}

/**
 * sentiment_target_filters_init:
 * @filters: filters
 * @file: a model
 * @error: return location for an error
 *
 * Returns: %FALSE if the model's tables are not sound; a model without any has no filters
 */
gboolean sentiment_target_filters_init (SentimentTargetFilters *filters, ObelusModel *file, GError **error);

/* Looks for what moves each filter most. */
void sentiment_target_filters_find (const SentimentTargetFilters *filters, const SentimentTargetWindow *window,
                                    SentimentTargetMaxima *maxima);

/* What the maxima say for each class */
void sentiment_target_filters_judge (const SentimentTargetFilters *filters, const SentimentTargetMaxima *maxima,
                                     double values[SENTIMENT_N_CLASSES]);

/* Adds to the share of each word what it says for positive, less what it says for negative, times @scale: a maximum is
 * what the first word that reaches it says. */
void sentiment_target_filters_share (const SentimentTargetFilters *filters, const SentimentTargetWindow *window,
                                     const SentimentTargetMaxima *maxima, double scale, double *shares);

G_END_DECLS
