/* How often stated probabilities are right. */
#pragma once

#include "classes.h"

#include <glib.h>

G_BEGIN_DECLS

#define SENTIMENT_CALIBRATION_BINS 10

typedef struct
{
  double said; /* sum of the probabilities */
  guint64 n, n_right;
} SentimentCalibrationBin;

/* Probabilities by their size */
typedef struct
{
  SentimentCalibrationBin bins[SENTIMENT_CALIBRATION_BINS];
} SentimentCalibration;

/* Adds what is said of each class of a text whose class is @gold; without @has_neutral the choice is between the two
 * others, and what is said of neutral is divided between them. */
void sentiment_calibration_add (SentimentCalibration *calibration, const double shares[SENTIMENT_N_CLASSES],
                                SentimentClass gold, gboolean has_neutral);

/* Appends a table, and the expected calibration error: the mean distance between what is said and how often it is so,
 * by bins (Naeini, Cooper and Hauskrecht, AAAI 2015). */
void sentiment_calibration_report (const SentimentCalibration *calibration, GString *report);

G_END_DECLS
