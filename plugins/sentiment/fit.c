/* Fits linear functions of measures and n-grams to all sources at once. */
#include "fit.h"
#include "conjugate-gradients.h"
#include "model.h"
#include "vocabulary.h"

#include <math.h>
#include <string.h>

typedef struct
{
  guint source;
  SentimentGold gold;
  double value, weight;
  guint fold;
  guint32 first_ngram, n_ngrams; /* in ngrams */
  double ngram_share;
} Sample;

struct _SentimentFit
{
  const SentimentLexicon *lexicon;
  GArray *samples;  /* Sample */
  GArray *measures; /* SENTIMENT_N_MEASURES doubles a sample */
  GArray *ngrams;   /* guint32, their numbers */
  SentimentVocabulary vocabulary;
  SentimentWord words[SENTIMENT_WINDOW];
  guint64 found[SENTIMENT_WINDOW * SENTIMENT_NGRAMS_A_WORD];
};

SentimentFit *
sentiment_fit_new (const SentimentLexicon *lexicon)
{
  SentimentFit *fit = g_new0 (SentimentFit, 1);

  fit->lexicon = lexicon;
  fit->samples = g_array_new (FALSE, FALSE, sizeof (Sample));
  fit->measures = g_array_new (FALSE, FALSE, SENTIMENT_N_MEASURES * sizeof (double));
  fit->ngrams = g_array_new (FALSE, FALSE, sizeof (guint32));
  sentiment_vocabulary_init (&fit->vocabulary);
  return fit;
}

void
sentiment_fit_free (SentimentFit *fit)
{
  g_array_unref (fit->samples);
  g_array_unref (fit->measures);
  g_array_unref (fit->ngrams);
  sentiment_vocabulary_clear (&fit->vocabulary);
  g_free (fit);
}

static gint
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;

  return x < y ? -1 : x > y;
}

static void
drop_doubles (GArray *numbers, guint32 first)
{
  guint32 *begin = &g_array_index (numbers, guint32, first);
  guint n = numbers->len - first, kept = 0;

  qsort (begin, n, sizeof *begin, compare_numbers);
  for (guint i = 0; i < n; i++)
    if (kept == 0 || begin[kept - 1] != begin[i])
      begin[kept++] = begin[i];
  g_array_set_size (numbers, first + kept);
}

guint
sentiment_fit_add (SentimentFit *fit, const char *source, SentimentGold gold, double value, double weight, guint fold,
                   const char *text, guint32 length)
{
  Sample sample = { .source = sentiment_vocabulary_number_source (&fit->vocabulary, source),
                    .gold = gold,
                    .value = value,
                    .weight = weight,
                    .fold = fold };
  SentimentSums sums = { 0 };
  double measures[SENTIMENT_N_MEASURES];
  guint32 position = 0;

  sample.first_ngram = fit->ngrams->len;
  while (position < length)
    {
      gsize n_words = sentiment_scan_words (fit->lexicon, text, &position, length, fit->words, SENTIMENT_WINDOW);
      gsize n_ngrams = sentiment_sums_add (&sums, fit->words, n_words, fit->found, NULL);
      for (gsize i = 0; i < n_ngrams; i++)
        {
          guint32 number = sentiment_vocabulary_number_feature (&fit->vocabulary, fit->found[i]);
          g_array_append_val (fit->ngrams, number);
        }
    }
  if (fit->ngrams->len > sample.first_ngram)
    drop_doubles (fit->ngrams, sample.first_ngram);
  sample.n_ngrams = fit->ngrams->len - sample.first_ngram;
  sample.ngram_share = sentiment_get_ngram_share (sentiment_sums_get_familiarity (&sums));

  sentiment_sums_measure (&sums, measures);
  g_array_append_val (fit->samples, sample);
  g_array_append_vals (fit->measures, measures, 1);
  return fit->samples->len - 1;
}

/* A measure that hardly varies in the training texts would weigh too much where it does vary. This holds most of all
 * for those of the way of writing, whose meaning changes from one kind of text to another. */
#define MIN_DEVIATION 0.05
#define MIN_STYLE_DEVIATION 1.0

/* The score that a label stands for: texts that were called positive or negative have such scores on average. */
#define CLASS_SCORE 0.5
#define POLARITY_SCORE 0.4

double
sentiment_get_wanted_value (SentimentGold gold, double value)
{
  switch (gold)
    {
    case SENTIMENT_GOLD_POLARITY:
      return SENTIMENT_SCORE_RANGE * POLARITY_SCORE * value;
    case SENTIMENT_GOLD_CLASS:
      return SENTIMENT_SCORE_RANGE * CLASS_SCORE * value;
    case SENTIMENT_GOLD_SCORE:
    default:
      return SENTIMENT_SCORE_RANGE * value;
    }
}

/* The weight of an n-gram whose texts all lean to one side is cheap, that of one found on either side is dear: a prior
 * in place of the scaled features of Wang and Manning, ACL 2012. How much they lean is the sum of their centred values
 * by its standard error, drawn to 0 for rare n-grams; the penalty is PENALTY_SCALE / (LEAST_LEAN + lean). */
#define LEAN_PRIOR 3.0
#define LEAST_LEAN 0.5
#define PENALTY_SCALE 1.86

/* Part of the first residual that may be left */
#define TOLERANCE 1e-4

/* One problem: which variables there are and which samples count. The value of a sample is A x plus what its source has
 * of its own, A a row of n-grams, each with the value that the model gives it, and of standardised measures. */
typedef struct
{
  const SentimentFit *fit;
  const SentimentFitSettings *settings;
  gint left_out;
  SentimentFunction function;
  const gint32 *columns;       /* an n-gram's number → variable, or −1 */
  const double *measures;      /* standardised */
  gsize n_ngrams, n_variables; /* n-grams, then measures */
  double *penalties;           /* of variables */
  double *norms;               /* of samples: the value of each n-gram */
  double *values;              /* of samples */
  double *source_weights;      /* of all samples of a source */
} Problem;

static gboolean
is_counted (const Problem *problem, const Sample *sample)
{
  return (gint) sample->fold != problem->left_out
         && (problem->function == SENTIMENT_FUNCTION_VALUE || sample->gold == SENTIMENT_GOLD_CLASS);
}

static const guint32 *
get_ngrams (const SentimentFit *fit, const Sample *sample)
{
  return (const guint32 *) (gpointer) fit->ngrams->data + sample->first_ngram;
}

/* Takes away what the samples of a source have in common: how eagerly its raters say what they feel is not a matter of
 * the text. This leaves the least squares as they were with an intercept for each source. */
static void
center_values (const Problem *problem)
{
  const GArray *samples = problem->fit->samples;
  g_autofree double *sums = g_new0 (double, problem->fit->vocabulary.sources->len + 1);

  for (guint s = 0; s < samples->len; s++)
    {
      const Sample *sample = &g_array_index (samples, Sample, s);
      if (is_counted (problem, sample))
        sums[sample->source] += sample->weight * problem->values[s];
    }
  for (guint s = 0; s < samples->len; s++)
    {
      const Sample *sample = &g_array_index (samples, Sample, s);
      if (is_counted (problem, sample) && problem->source_weights[sample->source] > 0.0)
        problem->values[s] -= sums[sample->source] / problem->source_weights[sample->source];
    }
}

/* @result += Aᵀ W values */
static void
add_transposed (const Problem *problem, double *result)
{
  const SentimentFit *fit = problem->fit;

  for (guint s = 0; s < fit->samples->len; s++)
    {
      const Sample *sample = &g_array_index (fit->samples, Sample, s);
      if (!is_counted (problem, sample))
        continue;

      const double *measures = problem->measures + (gsize) s * SENTIMENT_N_MEASURES;
      const guint32 *ngrams = get_ngrams (fit, sample);
      double value = sample->weight * problem->values[s], ngram_value = value * problem->norms[s];
      for (guint32 i = 0; i < sample->n_ngrams; i++)
        {
          gint32 column = problem->columns[ngrams[i]];
          if (column >= 0)
            result[column] += ngram_value;
        }
      for (guint i = 0; i < SENTIMENT_N_MEASURES; i++)
        result[problem->n_ngrams + i] += value * measures[i];
    }
}

/* @result = (Aᵀ W A + penalties) @x, A centred by source */
static void
multiply (const double *x, double *result, gpointer data)
{
  const Problem *problem = data;
  const SentimentFit *fit = problem->fit;

  for (guint s = 0; s < fit->samples->len; s++)
    {
      const Sample *sample = &g_array_index (fit->samples, Sample, s);
      if (!is_counted (problem, sample))
        continue;

      const double *measures = problem->measures + (gsize) s * SENTIMENT_N_MEASURES;
      const guint32 *ngrams = get_ngrams (fit, sample);
      double sum = 0.0, value = 0.0;
      for (guint32 i = 0; i < sample->n_ngrams; i++)
        {
          gint32 column = problem->columns[ngrams[i]];
          sum += column >= 0 ? x[column] : 0.0;
        }
      for (guint i = 0; i < SENTIMENT_N_MEASURES; i++)
        value += x[problem->n_ngrams + i] * measures[i];
      problem->values[s] = value + sum * problem->norms[s];
    }
  center_values (problem);

  for (gsize i = 0; i < problem->n_variables; i++)
    result[i] = x[i] * problem->penalties[i];
  add_transposed (problem, result);
}

/* The diagonal of that matrix, but for the centring */
static void
get_diagonal (const Problem *problem, double *diagonal)
{
  const SentimentFit *fit = problem->fit;

  for (gsize i = 0; i < problem->n_variables; i++)
    diagonal[i] = problem->penalties[i];
  for (guint s = 0; s < fit->samples->len; s++)
    {
      const Sample *sample = &g_array_index (fit->samples, Sample, s);
      if (!is_counted (problem, sample))
        continue;

      const double *measures = problem->measures + (gsize) s * SENTIMENT_N_MEASURES;
      const guint32 *ngrams = get_ngrams (fit, sample);
      double square = sample->weight * problem->norms[s] * problem->norms[s];
      for (guint32 i = 0; i < sample->n_ngrams; i++)
        {
          gint32 column = problem->columns[ngrams[i]];
          if (column >= 0)
            diagonal[column] += square;
        }
      for (guint i = 0; i < SENTIMENT_N_MEASURES; i++)
        diagonal[problem->n_ngrams + i] += sample->weight * measures[i] * measures[i];
    }
}

/* Says how dear each variable is. The values of the samples are those wanted, centred. */
static void
set_penalties (const Problem *problem)
{
  const SentimentFit *fit = problem->fit;
  const SentimentFitSettings *settings = problem->settings;
  double *penalties = problem->penalties;
  g_autofree double *weights = g_new0 (double, problem->n_ngrams + 1);
  g_autofree double *sums = g_new0 (double, problem->n_ngrams + 1);

  for (gsize i = 0; i < problem->n_variables; i++)
    penalties[i] = i < problem->n_ngrams ? settings->ngram_penalty : settings->measure_penalty;
  if (problem->function != SENTIMENT_FUNCTION_VALUE)
    return;

  for (guint s = 0; s < fit->samples->len; s++)
    {
      const Sample *sample = &g_array_index (fit->samples, Sample, s);
      const guint32 *ngrams = get_ngrams (fit, sample);
      for (guint32 i = 0; i < sample->n_ngrams && is_counted (problem, sample); i++)
        {
          gint32 column = problem->columns[ngrams[i]];
          if (column < 0)
            continue;
          weights[column] += sample->weight;
          sums[column] += sample->weight * problem->values[s];
        }
    }
  for (gsize i = 0; i < problem->n_ngrams; i++)
    penalties[i] *= PENALTY_SCALE / (LEAST_LEAN + fabs (sums[i]) / sqrt (weights[i] + LEAN_PRIOR));
}

/* The value that the function should have for a sample */
static double
get_wanted (const Problem *problem, const Sample *sample)
{
  if (problem->function == SENTIMENT_FUNCTION_SUBJECTIVITY)
    return SENTIMENT_SCORE_RANGE * CLASS_SCORE * fabs (sample->value);
  return sentiment_get_wanted_value (sample->gold, sample->value);
}

/* Ridge regression on the n-grams that have a column, beginning at @x: n-grams, then measures.
 * FALSE if the work was cancelled. */
static gboolean
solve_problem (Problem *problem, gsize n_ngrams, double *x)
{
  const SentimentFit *fit = problem->fit;
  guint n_samples = fit->samples->len;
  g_autofree double *norms = g_new0 (double, n_samples + 1);
  g_autofree double *values = g_new0 (double, n_samples + 1);
  g_autofree double *source_weights = g_new0 (double, fit->vocabulary.sources->len + 1);

  problem->n_ngrams = n_ngrams;
  problem->n_variables = n_ngrams + SENTIMENT_N_MEASURES;
  problem->norms = norms;
  problem->values = values;
  problem->source_weights = source_weights;
  for (guint s = 0; s < n_samples; s++)
    {
      const Sample *sample = &g_array_index (fit->samples, Sample, s);
      const guint32 *ngrams = get_ngrams (fit, sample);
      guint64 n_known = 0;
      for (guint32 i = 0; i < sample->n_ngrams; i++)
        n_known += problem->columns[ngrams[i]] >= 0;
      norms[s] = sentiment_get_ngram_norm (n_known);
      if (problem->function == SENTIMENT_FUNCTION_VALUE)
        norms[s] *= sample->ngram_share;
      values[s] = get_wanted (problem, sample);
      source_weights[sample->source] += is_counted (problem, sample) ? sample->weight : 0.0;
    }

  g_autofree double *target = g_new0 (double, problem->n_variables);
  g_autofree double *diagonal = g_new (double, problem->n_variables);
  g_autofree double *penalties = g_new (double, problem->n_variables);
  problem->penalties = penalties;
  center_values (problem);
  set_penalties (problem);
  add_transposed (problem, target);
  get_diagonal (problem, diagonal);
  return sentiment_solve_linear (multiply, problem, target, diagonal, x, problem->n_variables, TOLERANCE,
                                 problem->settings->max_iterations);
}

static double *
standardize (SentimentFit *fit, gint left_out, SentimentWeights *weights)
{
  const double *raw = (const double *) (gpointer) fit->measures->data;
  gsize n_samples = fit->samples->len;
  double *measures = g_new (double, n_samples *SENTIMENT_N_MEASURES);

  for (guint i = 0; i < SENTIMENT_N_MEASURES; i++)
    {
      double sum = 0.0, squares = 0.0, total = 0.0;
      for (gsize s = 0; s < n_samples; s++)
        {
          const Sample *sample = &g_array_index (fit->samples, Sample, s);
          double value = raw[s * SENTIMENT_N_MEASURES + i];
          if ((gint) sample->fold == left_out)
            continue;
          sum += sample->weight * value;
          squares += sample->weight * value * value;
          total += sample->weight;
        }
      double mean = total > 0.0 ? sum / total : 0.0;
      double variance = total > 0.0 ? squares / total - mean * mean : 0.0;
      weights->centers[i] = mean;
      double least = i >= SENTIMENT_FIRST_STYLE && i <= SENTIMENT_LAST_STYLE ? MIN_STYLE_DEVIATION : MIN_DEVIATION;
      weights->scales[i] = variance > 1e-12 ? 1.0 / MAX (sqrt (variance), least) : 0.0;
      for (gsize s = 0; s < n_samples; s++)
        measures[s * SENTIMENT_N_MEASURES + i] = CLAMP ((raw[s * SENTIMENT_N_MEASURES + i] - mean) * weights->scales[i],
                                                        -SENTIMENT_MEASURE_LIMIT, SENTIMENT_MEASURE_LIMIT);
    }
  return measures;
}

/* Gives a variable to each n-gram that two of the samples that count have. */
static gint32 *
number_columns (SentimentFit *fit, gint left_out, gsize *n_columns)
{
  g_autofree guint8 *seen = g_new0 (guint8, fit->vocabulary.hashes->len + 1);
  gint32 *columns = g_new (gint32, fit->vocabulary.hashes->len + 1);
  gint32 n = 0;

  for (guint s = 0; s < fit->samples->len; s++)
    {
      const Sample *sample = &g_array_index (fit->samples, Sample, s);
      const guint32 *ngrams = (const guint32 *) (gpointer) fit->ngrams->data + sample->first_ngram;
      if ((gint) sample->fold != left_out)
        for (guint32 i = 0; i < sample->n_ngrams; i++)
          seen[ngrams[i]] = (guint8) MIN (seen[ngrams[i]] + 1, 2);
    }
  for (guint i = 0; i < fit->vocabulary.hashes->len; i++)
    columns[i] = seen[i] >= 2 ? n++ : -1;
  *n_columns = n;
  return columns;
}

static gint
compare_descending (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x > y ? -1 : x < y;
}

static double
get_size (double *x[SENTIMENT_N_FUNCTIONS], gsize column)
{
  return MAX (fabs (x[SENTIMENT_FUNCTION_VALUE][column]), fabs (x[SENTIMENT_FUNCTION_SUBJECTIVITY][column]));
}

/* Leaves a variable to those n-grams only that have the largest weight in either function; each @x keeps these, and
 * behind them the measures'. Returns how many there are. */
static gsize
keep_largest (SentimentFit *fit, gint32 *columns, gsize n_columns, guint max_ngrams, double *x[SENTIMENT_N_FUNCTIONS])
{
  g_autofree double *sizes = g_new (double, n_columns + 1);
  gint32 n = 0;

  for (gsize i = 0; i < n_columns; i++)
    sizes[i] = get_size (x, i);
  qsort (sizes, n_columns, sizeof *sizes, compare_descending);
  double least = sizes[max_ngrams];

  /* Columns were numbered in this order, so none is overwritten before it is read. */
  for (guint i = 0; i < fit->vocabulary.hashes->len; i++)
    if (columns[i] >= 0)
      {
        gint32 column = columns[i];
        columns[i] = get_size (x, (gsize) column) > least ? n++ : -1;
        for (guint function = 0; function < SENTIMENT_N_FUNCTIONS && columns[i] >= 0; function++)
          x[function][columns[i]] = x[function][column];
      }
  for (guint function = 0; function < SENTIMENT_N_FUNCTIONS; function++)
    memmove (x[function] + n, x[function] + n_columns, SENTIMENT_N_MEASURES * sizeof (double));
  return (gsize) n;
}

static gboolean
solve_all (Problem *problem, gsize n_columns, double *x[SENTIMENT_N_FUNCTIONS])
{
  for (guint function = 0; function < SENTIMENT_N_FUNCTIONS; function++)
    {
      problem->function = (SentimentFunction) function;
      if (!solve_problem (problem, n_columns, x[function]))
        return FALSE;
    }

  return TRUE;
}

SentimentWeights *
sentiment_fit_solve (SentimentFit *fit, const SentimentFitSettings *settings, gint left_out)
{
  g_autofree SentimentWeights *weights = g_new0 (SentimentWeights, 1);
  gsize n_columns = 0;

  g_autofree double *measures = standardize (fit, left_out, weights);
  g_autofree gint32 *columns = number_columns (fit, left_out, &n_columns);
  Problem problem
      = { .fit = fit, .settings = settings, .left_out = left_out, .columns = columns, .measures = measures };

  g_autofree double *value = g_new0 (double, n_columns + SENTIMENT_N_MEASURES);
  g_autofree double *subjectivity = g_new0 (double, n_columns + SENTIMENT_N_MEASURES);
  double *x[SENTIMENT_N_FUNCTIONS] = { value, subjectivity };
  if (!solve_all (&problem, n_columns, x))
    return NULL;
  if (n_columns > settings->max_ngrams)
    {
      n_columns = keep_largest (fit, columns, n_columns, settings->max_ngrams, x);
      if (!solve_all (&problem, n_columns, x))
        return NULL;
    }

  weights->hashes = g_array_new (FALSE, FALSE, sizeof (guint64));
  for (guint i = 0; i < fit->vocabulary.hashes->len; i++)
    if (columns[i] >= 0)
      g_array_append_val (weights->hashes, g_array_index (fit->vocabulary.hashes, guint64, i));
  for (guint function = 0; function < SENTIMENT_N_FUNCTIONS; function++)
    {
      /* Columns are numbered in the order of hashes. */
      weights->ngram_weights[function] = g_array_new (FALSE, FALSE, sizeof (double));
      g_array_append_vals (weights->ngram_weights[function], x[function], (guint) n_columns);
      memcpy (weights->weights[function], x[function] + n_columns, sizeof weights->weights[function]);
    }
  return g_steal_pointer (&weights);
}

void
sentiment_weights_free (SentimentWeights *weights)
{
  g_array_unref (weights->hashes);
  for (guint function = 0; function < SENTIMENT_N_FUNCTIONS; function++)
    g_array_unref (weights->ngram_weights[function]);
  g_free (weights);
}
