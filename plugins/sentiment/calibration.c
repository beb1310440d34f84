/* Counts how often stated probabilities are right. */
#include "calibration.h"

#include <math.h>

static void
add (SentimentCalibration *calibration, double said, gboolean is_right)
{
  guint bin = MIN ((guint) (CLAMP (said, 0.0, 1.0) * SENTIMENT_CALIBRATION_BINS), SENTIMENT_CALIBRATION_BINS - 1);

  calibration->bins[bin].said += said;
  calibration->bins[bin].n++;
  calibration->bins[bin].n_right += is_right;
}

void
sentiment_calibration_add (SentimentCalibration *calibration, const double shares[SENTIMENT_N_CLASSES],
                           SentimentClass gold, gboolean has_neutral)
{
  double decided = shares[SENTIMENT_CLASS_POSITIVE] + shares[SENTIMENT_CLASS_NEGATIVE];

  for (guint class = 0; class < SENTIMENT_N_CLASSES; class ++)
    if (has_neutral)
      add (calibration, shares[class], class == gold);
    else if (class != SENTIMENT_CLASS_NEUTRAL)
      add (calibration, decided > 0.0 ? shares[class] / decided : 0.5, class == gold);
}

void
sentiment_calibration_report (const SentimentCalibration *calibration, GString *report)
{
  double distance = 0.0;
  guint64 n = 0;

  g_string_append (report, "probability   said      right     n\n");
  for (guint i = 0; i < SENTIMENT_CALIBRATION_BINS; i++)
    {
      const SentimentCalibrationBin *bin = &calibration->bins[i];
      if (bin->n == 0)
        continue;
      double said = bin->said / (double) bin->n, right = (double) bin->n_right / (double) bin->n;
      g_autofree char *name = g_strdup_printf ("%u-%u %%", i * 100 / SENTIMENT_CALIBRATION_BINS,
                                               (i + 1) * 100 / SENTIMENT_CALIBRATION_BINS);
      g_string_append_printf (report, "%-12s  %.4f    %.4f    %" G_GUINT64_FORMAT "\n", name, said, right, bin->n);
      distance += fabs (said - right) * (double) bin->n;
      n += bin->n;
    }
  g_string_append_printf (report, "calibration   %.4f (ECE)\n", n > 0 ? distance / (double) n : 0.0);
}
