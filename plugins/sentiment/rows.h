/* The rows of the layer `sentiment`. */
#pragma once

#include "evidence.h"
#include "model.h"
#include "target-model.h"

G_BEGIN_DECLS

/* Where rows go, with everything that is the same for all of them */
typedef struct
{
  ObelusLayerBuilder *builder;
  guint unit, label, score, positive, neutral, negative;
  guint target; /* G_MAXUINT before the first target */
  gint32 labels[SENTIMENT_N_CLASSES], units[SENTIMENT_N_UNITS];
  double min_positive, min_negative;
} SentimentRows;

/* Adds the columns; @min_positive and @min_negative are the shares from which a text is labelled as one or the other.
 */
void sentiment_rows_init (SentimentRows *rows, ObelusLayerBuilder *builder, double min_positive, double min_negative);

/* Fills a row of a document or a sentence. */
void sentiment_rows_set (SentimentRows *rows, guint32 row, SentimentUnit unit, SentimentVerdict verdict);

/* Adds a row for row @entity of the layer `entity`, from what is likely to be felt towards it. */
void sentiment_rows_add_target (SentimentRows *rows, SentimentSpan span, guint32 entity,
                                const double shares[SENTIMENT_N_CLASSES]);

G_END_DECLS
