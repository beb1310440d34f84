/* Scores that hold: from the probability that a model gives to a name to how often such names are right.
 *
 * A model is too sure of itself where texts are not like those that it learned from, but only of what it is nearly
 * certain of: of its doubts it says the truth. So the odds' logarithm is bent apart for likely and for unlikely names,
 * as by Kull, Silva Filho and Flach's (2017) beta calibration. There are two curves, since names are trusted too little
 * by one that suits both newspaper pages, which are full of them, and all else; how dense names are in a document says
 * how much each counts.
 */
#pragma once

#include <glib.h>

/* In thousandths: the odds' logarithm of a probability p becomes offset + low · ln p − high · ln (1 − p). Neither slope
 * is negative, so that of two names in a document the more probable one never has the lower score. */
typedef struct
{
  gint32 offset;
  gint32 low;
  gint32 high;
} EntityCalibrationCurve;

typedef struct
{
  EntityCalibrationCurve sparse;
  EntityCalibrationCurve dense;
} EntityCalibration;

/* How much the curve for texts full of names counts (0…1) in a document with @n_names among @n_tokens. */
double entity_calibration_weigh_dense (guint32 n_names, guint32 n_tokens);

/* The score of a name of @probability. */
float entity_calibration_apply (const EntityCalibration *calibration, float probability, double dense);

/* Fitting the curves to names that were found in texts that the model did not learn from. */
typedef struct _EntityCalibrationFit EntityCalibrationFit;

EntityCalibrationFit *entity_calibration_fit_new (void);
void entity_calibration_fit_free (EntityCalibrationFit *fit);

/* Adds a name; sources are numbered from 0. */
void entity_calibration_fit_add (EntityCalibrationFit *fit, guint source, float probability, double dense,
                                 gboolean is_right);

/* Fits to all names, each source counting the same. Where there is little to go by, scores stay near what the model
 * gives. */
EntityCalibration entity_calibration_fit_finish (const EntityCalibrationFit *fit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntityCalibrationFit, entity_calibration_fit_free)
