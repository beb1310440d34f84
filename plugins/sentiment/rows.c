/* Fills the rows of the layer `sentiment`. */
#include "rows.h"

#include <math.h>

void
sentiment_rows_init (SentimentRows *rows, ObelusLayerBuilder *builder, double min_positive, double min_negative)
{
  rows->builder = builder;
  rows->target = G_MAXUINT;
  rows->unit = obelus_layer_builder_add_column (builder, "unit", OBELUS_COLUMN_STRING);
  rows->label = obelus_layer_builder_add_column (builder, "label", OBELUS_COLUMN_STRING);
  rows->score = obelus_layer_builder_add_column (builder, "score", OBELUS_COLUMN_REAL);
  rows->positive = obelus_layer_builder_add_column (builder, "positive", OBELUS_COLUMN_REAL);
  rows->neutral = obelus_layer_builder_add_column (builder, "neutral", OBELUS_COLUMN_REAL);
  rows->negative = obelus_layer_builder_add_column (builder, "negative", OBELUS_COLUMN_REAL);
  for (guint i = 0; i < SENTIMENT_N_CLASSES; i++)
    rows->labels[i] = obelus_layer_builder_intern (builder, sentiment_class_names[i], -1);
  for (guint i = 0; i < SENTIMENT_N_UNITS; i++)
    rows->units[i] = obelus_layer_builder_intern (builder, sentiment_unit_names[i], -1);
  rows->min_positive = min_positive;
  rows->min_negative = min_negative;
}

static void
set_labelled (SentimentRows *rows, guint32 row, SentimentUnit unit, SentimentVerdict verdict, SentimentClass label)
{
  obelus_layer_builder_set_string_index (rows->builder, rows->unit, row, rows->units[unit]);
  obelus_layer_builder_set_string_index (rows->builder, rows->label, row, rows->labels[label]);
  obelus_layer_builder_set_real (rows->builder, rows->score, row, verdict.score);
  obelus_layer_builder_set_real (rows->builder, rows->positive, row, verdict.positive);
  obelus_layer_builder_set_real (rows->builder, rows->neutral, row, verdict.neutral);
  obelus_layer_builder_set_real (rows->builder, rows->negative, row, verdict.negative);
}

void
sentiment_rows_set (SentimentRows *rows, guint32 row, SentimentUnit unit, SentimentVerdict verdict)
{
  set_labelled (rows, row, unit, verdict,
                sentiment_verdict_get_label (&verdict, rows->min_positive, rows->min_negative));
}

/* A target is labelled as what is likeliest: its score is the difference of two shares and says less. */
void
sentiment_rows_add_target (SentimentRows *rows, SentimentSpan span, guint32 entity,
                           const double shares[SENTIMENT_N_CLASSES])
{
  gint positive = (gint) floor (shares[SENTIMENT_CLASS_POSITIVE] * 10000.0 + 0.5);
  gint negative = MIN ((gint) floor (shares[SENTIMENT_CLASS_NEGATIVE] * 10000.0 + 0.5), 10000 - positive);
  gint neutral = 10000 - positive - negative;
  SentimentClass label = neutral >= MAX (positive, negative) ? SENTIMENT_CLASS_NEUTRAL
                         : positive > negative               ? SENTIMENT_CLASS_POSITIVE
                                                             : SENTIMENT_CLASS_NEGATIVE;
  SentimentVerdict verdict = {
    .score = (positive - negative) / 10000.0,
    .positive = positive / 10000.0,
    .neutral = neutral / 10000.0,
    .negative = negative / 10000.0,
  };
  guint32 row = obelus_layer_builder_append (rows->builder, span.start, span.end);

  if (rows->target == G_MAXUINT)
    rows->target = obelus_layer_builder_add_reference (rows->builder, "target", "entity");
  set_labelled (rows, row, SENTIMENT_UNIT_TARGET, verdict, label);
  obelus_layer_builder_set_reference (rows->builder, rows->target, row, entity);
}
