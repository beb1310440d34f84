/* Fits a multinomial logistic regression, its penalty quadratic, to targets with their classes. */
#include "target-fit.h"
#include "minimize.h"
#include "model.h"
#include "vocabulary.h"

#include <math.h>
#include <string.h>

/* A feature must be seen around so many targets. */
#define LEAST_COUNT 2

typedef struct
{
  guint source;
  SentimentClass class;
  double weight;
  guint32 first_feature, n_features; /* in features */
  double norm;                       /* the value of each */
} Sample;

struct _SentimentTargetFit
{
  const SentimentLexicon *lexicon;
  GArray *samples;  /* Sample */
  GArray *measures; /* SENTIMENT_TARGET_MEASURES doubles a sample */
  GArray *features; /* guint32, their numbers */
  SentimentVocabulary vocabulary;
  GArray *counts; /* guint32, samples that have the feature at least once */
  GArray *last;   /* guint32, the last sample that had it, plus one */
  SentimentWord words[SENTIMENT_WINDOW];
  guint8 masked[SENTIMENT_WINDOW];
  SentimentTargetWindow window;
  guint64 found[SENTIMENT_TARGET_FEATURES];
};

SentimentTargetFit *
sentiment_target_fit_new (const SentimentLexicon *lexicon)
{
  SentimentTargetFit *fit = g_new0 (SentimentTargetFit, 1);

  fit->lexicon = lexicon;
  fit->samples = g_array_new (FALSE, FALSE, sizeof (Sample));
  fit->measures = g_array_new (FALSE, FALSE, SENTIMENT_TARGET_MEASURES * sizeof (double));
  fit->features = g_array_new (FALSE, FALSE, sizeof (guint32));
  sentiment_vocabulary_init (&fit->vocabulary);
  fit->counts = g_array_new (FALSE, TRUE, sizeof (guint32));
  fit->last = g_array_new (FALSE, TRUE, sizeof (guint32));
  return fit;
}

void
sentiment_target_fit_free (SentimentTargetFit *fit)
{
  g_array_unref (fit->samples);
  g_array_unref (fit->measures);
  g_array_unref (fit->features);
  sentiment_vocabulary_clear (&fit->vocabulary);
  g_array_unref (fit->counts);
  g_array_unref (fit->last);
  g_free (fit);
}

guint
sentiment_target_fit_get_n_samples (SentimentTargetFit *fit)
{
  return fit->samples->len;
}

/* The number of a feature of sample @sample, counted once a sample */
static guint32
count_feature (SentimentTargetFit *fit, guint64 hash, guint32 sample)
{
  guint32 number = sentiment_vocabulary_number_feature (&fit->vocabulary, hash);

  g_array_set_size (fit->counts, fit->vocabulary.hashes->len);
  g_array_set_size (fit->last, fit->vocabulary.hashes->len);
  if (g_array_index (fit->last, guint32, number) != sample + 1)
    {
      g_array_index (fit->last, guint32, number) = sample + 1;
      g_array_index (fit->counts, guint32, number)++;
    }
  return number;
}

gboolean
sentiment_target_fit_add (SentimentTargetFit *fit, const char *source, SentimentClass class, double weight,
                          const char *text, guint32 length, SentimentSpan target)
{
  double measures[SENTIMENT_TARGET_MEASURES];
  guint32 position = 0;
  gboolean found = FALSE;

  while (!found && position < length)
    {
      gsize n_words = sentiment_scan_words (fit->lexicon, text, &position, length, fit->words, SENTIMENT_WINDOW);
      sentiment_mask_names (fit->words, n_words, &target.start, &target.end, 1, fit->masked);
      found = sentiment_target_window_init (&fit->window, fit->words, n_words, fit->masked, target);
    }
  if (!found)
    return FALSE;

  gsize n = sentiment_target_list_features (&fit->window, fit->found, NULL);
  Sample sample = {
    .source = sentiment_vocabulary_number_source (&fit->vocabulary, source),
    .class = class,
    .weight = weight,
    .first_feature = fit->features->len,
    .n_features = (guint32) n,
    .norm = 1.0 / sqrt ((double) n + 1.0),
  };
  for (gsize i = 0; i < n; i++)
    {
      guint32 number = count_feature (fit, fit->found[i], fit->samples->len);
      g_array_append_val (fit->features, number);
    }
  sentiment_target_measure (&fit->window, measures);
  g_array_append_vals (fit->measures, measures, 1);
  g_array_append_val (fit->samples, sample);
  return TRUE;
}

/* Weights stand class by class beside each other: first of features, then of measures, then the intercepts. */
typedef struct
{
  const SentimentTargetFit *fit;
  const SentimentTargetFitSettings *settings;
  guint32 *kept; /* number of a feature → its place, or G_MAXUINT32 */
  guint32 n_kept;
  const double *standards; /* standardised measures */
  const double *weights;   /* of samples, classes balanced */
} Problem;

static void
add_products (double *values, const double *weights, double factor)
{
  for (guint class = 0; class < SENTIMENT_N_CLASSES; class ++)
    values[class] += factor * weights[class];
}

static void
add_errors (double *gradient, const double *errors, double factor)
{
  for (guint class = 0; class < SENTIMENT_N_CLASSES; class ++)
    gradient[class] += factor * errors[class];
}

static double
evaluate (const double *x, double *gradient, gpointer data)
{
  const Problem *problem = data;
  const SentimentTargetFit *fit = problem->fit;
  gsize first_measure = (gsize) problem->n_kept * SENTIMENT_N_CLASSES;
  gsize first_intercept = first_measure + SENTIMENT_TARGET_MEASURES * SENTIMENT_N_CLASSES;
  double value = 0.0;

  for (gsize i = 0; i < first_intercept; i++)
    {
      double penalty = i < first_measure ? problem->settings->feature_penalty : problem->settings->measure_penalty;
      value += 0.5 * penalty * x[i] * x[i];
      gradient[i] = penalty * x[i];
    }
  memset (gradient + first_intercept, 0, SENTIMENT_N_CLASSES * sizeof *gradient);

  for (guint s = 0; s < fit->samples->len; s++)
    {
      const Sample *sample = &g_array_index (fit->samples, Sample, s);
      const guint32 *features = &g_array_index (fit->features, guint32, sample->first_feature);
      const double *standards = problem->standards + (gsize) s * SENTIMENT_TARGET_MEASURES;
      double values[SENTIMENT_N_CLASSES] = { 0 }, sum = 0.0;

      for (guint32 i = 0; i < sample->n_features; i++)
        if (problem->kept[features[i]] != G_MAXUINT32)
          add_products (values, x + (gsize) problem->kept[features[i]] * SENTIMENT_N_CLASSES, sample->norm);
      for (guint i = 0; i < SENTIMENT_TARGET_MEASURES; i++)
        add_products (values, x + first_measure + i * SENTIMENT_N_CLASSES, standards[i]);
      add_products (values, x + first_intercept, 1.0);

      double highest = MAX (MAX (values[0], values[1]), values[2]);
      for (guint class = 0; class < SENTIMENT_N_CLASSES; class ++)
        sum += exp (values[class] - highest);
      value += problem->weights[s] * (log (sum) + highest - values[sample->class]);
      for (guint class = 0; class < SENTIMENT_N_CLASSES; class ++)
        values[class]
            = problem->weights[s] * (exp (values[class] - highest) / sum - (class == sample->class ? 1.0 : 0.0));

      for (guint32 i = 0; i < sample->n_features; i++)
        if (problem->kept[features[i]] != G_MAXUINT32)
          add_errors (gradient + (gsize) problem->kept[features[i]] * SENTIMENT_N_CLASSES, values, sample->norm);
      for (guint i = 0; i < SENTIMENT_TARGET_MEASURES; i++)
        add_errors (gradient + first_measure + i * SENTIMENT_N_CLASSES, values, standards[i]);
      add_errors (gradient + first_intercept, values, 1.0);
    }
  return value;
}

/* Each class of a source counts the same, and the source as a whole as before. */
static double *
balance_classes (const SentimentTargetFit *fit)
{
  g_autofree double *sums = g_new0 (double, fit->vocabulary.sources->len *SENTIMENT_N_CLASSES);
  double *weights = g_new (double, fit->samples->len + 1);

  for (guint s = 0; s < fit->samples->len; s++)
    {
      const Sample *sample = &g_array_index (fit->samples, Sample, s);
      sums[sample->source * SENTIMENT_N_CLASSES + sample->class] += sample->weight;
    }
  for (guint s = 0; s < fit->samples->len; s++)
    {
      const Sample *sample = &g_array_index (fit->samples, Sample, s);
      const double *classes = sums + sample->source * SENTIMENT_N_CLASSES;
      double all = classes[0] + classes[1] + classes[2];
      weights[s]
          = classes[sample->class] > 0.0 ? sample->weight * all / (SENTIMENT_N_CLASSES * classes[sample->class]) : 0.0;
    }
  return weights;
}

static double *
standardise (const SentimentTargetFit *fit, SentimentTargetMeasure *measures)
{
  guint n = fit->samples->len;
  const double *all = (const double *) fit->measures->data;
  double *standards = g_new (double, (gsize) n *SENTIMENT_TARGET_MEASURES + 1);

  for (guint i = 0; i < SENTIMENT_TARGET_MEASURES; i++)
    {
      double sum = 0.0, squares = 0.0;
      for (guint s = 0; s < n; s++)
        sum += all[(gsize) s * SENTIMENT_TARGET_MEASURES + i];
      double mean = sum / MAX (n, 1);
      for (guint s = 0; s < n; s++)
        {
          double apart = all[(gsize) s * SENTIMENT_TARGET_MEASURES + i] - mean;
          squares += apart * apart;
        }
      measures[i].center = mean;
      measures[i].scale = squares > 0.0 ? 1.0 / sqrt (squares / n) : 0.0;
      for (guint s = 0; s < n; s++)
        {
          double standard = (all[(gsize) s * SENTIMENT_TARGET_MEASURES + i] - mean) * measures[i].scale;
          standards[(gsize) s * SENTIMENT_TARGET_MEASURES + i]
              = CLAMP (standard, -SENTIMENT_MEASURE_LIMIT, SENTIMENT_MEASURE_LIMIT);
        }
    }
  return standards;
}

/* A feature with its largest weight, for choosing those that matter */
typedef struct
{
  double size;
  guint64 hash;
  guint32 place;
} Ranked;

static gint
compare_ranked (gconstpointer a, gconstpointer b)
{
  const Ranked *x = a, *y = b;

  if (x->size != y->size)
    return x->size > y->size ? -1 : 1;
  return x->hash < y->hash ? -1 : x->hash > y->hash;
}

/* Of each class only what sets it apart from the others says anything. */
static void
center_classes (double *weights)
{
  double mean = (weights[0] + weights[1] + weights[2]) / SENTIMENT_N_CLASSES;

  for (guint class = 0; class < SENTIMENT_N_CLASSES; class ++)
    weights[class] -= mean;
}

static void
add_features (const Problem *problem, double *x, SentimentTargetConstants *constants, ObelusModelBuilder *model)
{
  const SentimentTargetFit *fit = problem->fit;
  g_autofree Ranked *ranked = g_new (Ranked, problem->n_kept + 1);
  double largest = 0.0;

  for (guint32 i = 0; i < fit->vocabulary.hashes->len; i++)
    {
      guint32 place = problem->kept[i];
      if (place == G_MAXUINT32)
        continue;
      double *weights = x + (gsize) place * SENTIMENT_N_CLASSES;
      center_classes (weights);
      double size = MAX (MAX (fabs (weights[0]), fabs (weights[1])), fabs (weights[2]));
      ranked[place] = (Ranked){ size, g_array_index (fit->vocabulary.hashes, guint64, i), place };
      largest = MAX (largest, size);
    }
  qsort (ranked, problem->n_kept, sizeof *ranked, compare_ranked);
  constants->step = largest > 0.0 ? largest / 127.0 : 1.0;

  guint n = MIN (problem->n_kept, problem->settings->max_features), n_used = 0;
  g_autofree guint64 *hashes = g_new (guint64, n + 1);
  g_autofree gint8 (*units)[SENTIMENT_N_CLASSES] = g_malloc ((n + 1) * sizeof *units);
  for (guint i = 0; i < n; i++)
    {
      const double *weights = x + (gsize) ranked[i].place * SENTIMENT_N_CLASSES;
      gboolean is_used = FALSE;
      for (guint class = 0; class < SENTIMENT_N_CLASSES; class ++)
        {
          units[n_used][class] = (gint8) lround (weights[class] / constants->step);
          is_used |= units[n_used][class] != 0;
        }
      hashes[n_used] = ranked[i].hash;
      n_used += is_used;
    }

  gsize n_slots;
  g_autofree SentimentTargetSlot *slots = sentiment_target_slots_pack (hashes, units, n_used, &n_slots);
  obelus_model_builder_add_section (model, "target-features", slots, n_slots * sizeof *slots);
}

void
sentiment_target_fit_solve (SentimentTargetFit *fit, const SentimentTargetFitSettings *settings,
                            ObelusModelBuilder *model)
{
  SentimentTargetMeasure measures[SENTIMENT_TARGET_MEASURES] = { 0 };
  g_autofree double *standards = standardise (fit, measures);
  g_autofree double *weights = balance_classes (fit);
  g_autofree guint32 *kept = g_new (guint32, fit->vocabulary.hashes->len + 1);
  Problem problem = { fit, settings, kept, 0, standards, weights };

  for (guint i = 0; i < fit->vocabulary.hashes->len; i++)
    kept[i] = g_array_index (fit->counts, guint32, i) >= LEAST_COUNT ? problem.n_kept++ : G_MAXUINT32;
  gsize first_measure = (gsize) problem.n_kept * SENTIMENT_N_CLASSES;
  gsize first_intercept = first_measure + SENTIMENT_TARGET_MEASURES * SENTIMENT_N_CLASSES;
  g_autofree double *x = g_new0 (double, first_intercept + SENTIMENT_N_CLASSES);
  minimize (evaluate, &problem, x, first_intercept + SENTIMENT_N_CLASSES, settings->max_iterations);

  SentimentTargetConstants constants = { 0 };
  add_features (&problem, x, &constants, model);
  for (guint i = 0; i < SENTIMENT_TARGET_MEASURES; i++)
    memcpy (measures[i].weights, x + first_measure + i * SENTIMENT_N_CLASSES, sizeof measures[i].weights);
  memcpy (constants.intercepts, x + first_intercept, sizeof constants.intercepts);
  obelus_model_builder_add_section (model, "target-measures", measures, sizeof measures);
  obelus_model_builder_add_section (model, "target-constants", &constants, sizeof constants);
}
