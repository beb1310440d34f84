/* Applying and fitting calibrations. */
#include "calibration.h"

#include "logarithm.h"
#include "real.h"

#include <math.h>

/* Of a document of no length it is supposed that 2 in 100 tokens are names, and 100 tokens must have been seen before
 * their own names count as much as that. */
#define SUPPOSED_NAMES 2.0
#define SUPPOSED_TOKENS 100.0

/* Half-way between the two kinds of text: one name in 14 tokens. */
#define MIDDLE_DENSITY 0.07

/* A probability rounded to 0 or 1 has no odds. */
#define LEAST_DOUBT 0.0005f

/* Beyond, a score of three digits no longer changes. */
#define MOST_LOG_ODDS 9.0

/* Of a curve, and of both. */
#define N_PARTS 3
#define N_WEIGHTS (2 * N_PARTS)
#define N_STEPS 30

/* How strongly curves are drawn to the model's own probability: as by so many names that are as often right as it says.
 */
#define PRIOR 5.0

/* Of two names in a document the more probable one has at least a slightly higher score. */
#define MIN_SLOPE 0.05

double
entity_calibration_weigh_dense (guint32 n_names, guint32 n_tokens)
{
  double others = n_names > 0 ? (double) n_names - 1.0 : 0.0;
  double ratio = (others + SUPPOSED_NAMES) / ((double) n_tokens + SUPPOSED_TOKENS) / MIDDLE_DENSITY;
  double power = ratio * ratio * ratio * ratio;

  return power / (power + 1.0);
}

/* What a curve's offset and slopes are multiplied by. */
static void
find_parts (float probability, double parts[N_PARTS])
{
  double p = CLAMP (probability, LEAST_DOUBT, 1.0f - LEAST_DOUBT);

  parts[0] = 1.0;
  parts[1] = learn_log (p);
  parts[2] = -learn_log (1.0 - p);
}

static double
find_probability (double log_odds)
{
  return 1.0 / (1.0 + (double) learn_exp ((float) -CLAMP (log_odds, -MOST_LOG_ODDS, MOST_LOG_ODDS)));
}

float
entity_calibration_apply (const EntityCalibration *calibration, float probability, double dense)
{
  const EntityCalibrationCurve *a = &calibration->sparse, *b = &calibration->dense;
  double parts[N_PARTS];

  find_parts (probability, parts);
  double sparse_sum = a->offset + a->low * parts[1] + a->high * parts[2];
  double dense_sum = b->offset + b->low * parts[1] + b->high * parts[2];

  return (float) find_probability ((sparse_sum + dense * (dense_sum - sparse_sum)) / 1000.0);
}

/* Fitting */

typedef struct
{
  guint source;
  double inputs[N_WEIGHTS]; /* of the weights: a curve's for sparse names, then one's for dense ones */
  double is_right;
} Row;

struct _EntityCalibrationFit
{
  GArray *rows;   /* Row */
  GArray *counts; /* guint32: rows of each source */
};

EntityCalibrationFit *
entity_calibration_fit_new (void)
{
  EntityCalibrationFit *fit = g_new0 (EntityCalibrationFit, 1);
  fit->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  fit->counts = g_array_new (FALSE, TRUE, sizeof (guint32));

  return fit;
}

void
entity_calibration_fit_free (EntityCalibrationFit *fit)
{
  if (fit == NULL)
    return;
  g_array_unref (fit->rows);
  g_array_unref (fit->counts);
  g_free (fit);
}

void
entity_calibration_fit_add (EntityCalibrationFit *fit, guint source, float probability, double dense, gboolean is_right)
{
  double parts[N_PARTS];
  Row row = { .source = source, .is_right = is_right ? 1.0 : 0.0 };

  find_parts (probability, parts);
  for (guint i = 0; i < N_PARTS; i++)
    {
      row.inputs[i] = (1.0 - dense) * parts[i];
      row.inputs[N_PARTS + i] = dense * parts[i];
    }
  g_array_append_val (fit->rows, row);
  if (source >= fit->counts->len)
    g_array_set_size (fit->counts, source + 1);
  g_array_index (fit->counts, guint32, source)++;
}

/* Solves the symmetric positive definite system @matrix · x = @vector in place, by elimination. */
static void
solve (double matrix[N_WEIGHTS][N_WEIGHTS], double *vector)
{
  for (guint i = 0; i < N_WEIGHTS; i++)
    for (guint k = i + 1; k < N_WEIGHTS; k++)
      {
        double factor = matrix[k][i] / matrix[i][i];
        for (guint j = i; j < N_WEIGHTS; j++)
          matrix[k][j] -= factor * matrix[i][j];
        vector[k] -= factor * vector[i];
      }
  for (guint i = N_WEIGHTS; i-- > 0;)
    {
      for (guint j = i + 1; j < N_WEIGHTS; j++)
        vector[i] -= matrix[i][j] * vector[j];
      vector[i] /= matrix[i][i];
    }
}

/* How much a name of each source counts, so that sources count the same and all together as many as there are. */
static double *
weigh_sources (const EntityCalibrationFit *fit)
{
  double *weights = g_new0 (double, MAX (fit->counts->len, 1));
  guint n_sources = 0;

  for (guint i = 0; i < fit->counts->len; i++)
    n_sources += g_array_index (fit->counts, guint32, i) > 0 ? 1 : 0;
  for (guint i = 0; i < fit->counts->len; i++)
    if (g_array_index (fit->counts, guint32, i) > 0)
      weights[i] = (double) fit->rows->len / ((double) n_sources * g_array_index (fit->counts, guint32, i));

  return weights;
}

/* One of Newton's steps: to the top of the parabola that the likelihood, with the prior, looks like from here. */
static void
step (const EntityCalibrationFit *fit, const double *source_weights, double *weights)
{
  static const double drawn_to[N_WEIGHTS] = { 0.0, 1.0, 1.0, 0.0, 1.0, 1.0 };
  double gradient[N_WEIGHTS], curvature[N_WEIGHTS][N_WEIGHTS] = { { 0.0 } };

  for (guint i = 0; i < N_WEIGHTS; i++)
    {
      gradient[i] = PRIOR * (drawn_to[i] - weights[i]);
      curvature[i][i] = PRIOR;
    }
  for (guint r = 0; r < fit->rows->len; r++)
    {
      const Row *row = &g_array_index (fit->rows, Row, r);
      double sum = 0.0;
      for (guint i = 0; i < N_WEIGHTS; i++)
        sum += weights[i] * row->inputs[i];
      double probability = find_probability (sum), weight = source_weights[row->source];
      for (guint i = 0; i < N_WEIGHTS; i++)
        {
          gradient[i] += weight * (row->is_right - probability) * row->inputs[i];
          for (guint j = 0; j < N_WEIGHTS; j++)
            curvature[i][j] += weight * probability * (1.0 - probability) * row->inputs[i] * row->inputs[j];
        }
    }

  solve (curvature, gradient);
  for (guint i = 0; i < N_WEIGHTS; i++)
    weights[i] += CLAMP (gradient[i], -1.0, 1.0);
}

static gint32
count_thousandths (double value, double least)
{
  return (gint32) floor (CLAMP (value, least, 20.0) * 1000.0 + 0.5);
}

static EntityCalibrationCurve
make_curve (const double *weights)
{
  return (EntityCalibrationCurve){ count_thousandths (weights[0], -20.0), count_thousandths (weights[1], MIN_SLOPE),
                                   count_thousandths (weights[2], MIN_SLOPE) };
}

EntityCalibration
entity_calibration_fit_finish (const EntityCalibrationFit *fit)
{
  g_autofree double *source_weights = weigh_sources (fit);
  double weights[N_WEIGHTS] = { 0.0, 1.0, 1.0, 0.0, 1.0, 1.0 };

  for (guint i = 0; i < N_STEPS; i++)
    step (fit, source_weights, weights);

  return (EntityCalibration){ make_curve (weights), make_curve (weights + N_PARTS) };
}
