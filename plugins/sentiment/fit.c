/* Fits one linear function of measures and n-grams to all sources at once. */
#include "fit.h"
#include "minimize.h"
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
  double norm;                   /* value of each n-gram */
} Sample;

struct _SentimentFit
{
  const SentimentLexicon *lexicon;
  guint n_folds;
  GArray *samples;  /* Sample */
  GArray *measures; /* SENTIMENT_N_MEASURES doubles a sample */
  GArray *ngrams;   /* guint32, their numbers */
  SentimentVocabulary vocabulary;
  SentimentWord words[SENTIMENT_WINDOW];
  guint64 found[SENTIMENT_WINDOW * SENTIMENT_NGRAMS_A_WORD];
};

SentimentFit *
sentiment_fit_new (const SentimentLexicon *lexicon, guint n_folds)
{
  SentimentFit *fit = g_new0 (SentimentFit, 1);

  fit->lexicon = lexicon;
  fit->n_folds = n_folds;
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

guint
sentiment_fit_get_n_samples (SentimentFit *fit)
{
  return fit->samples->len;
}

guint
sentiment_fit_get_fold (const char *text, guint32 length, guint n_folds)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (guint32 i = 0; i < length; i++)
    if (g_ascii_isalpha (text[i]))
      hash = (hash ^ (guint8) g_ascii_tolower (text[i])) * G_GUINT64_CONSTANT (0x100000001b3);
  return (guint) ((hash >> 24) % n_folds);
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
sentiment_fit_add (SentimentFit *fit, const char *source, SentimentGold gold, double value, double weight,
                   const char *text, guint32 length)
{
  Sample sample = { .source = sentiment_vocabulary_number_source (&fit->vocabulary, source),
                    .gold = gold,
                    .value = value,
                    .weight = weight };
  SentimentSums sums = { 0 };
  double measures[SENTIMENT_N_MEASURES];
  guint32 position = 0;

  sample.fold = sentiment_fit_get_fold (text, length, fit->n_folds);
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
  sample.norm = 1.0 / sqrt (sums.n_signs + 1.0);

  sentiment_sums_measure (&sums, measures);
  g_array_append_val (fit->samples, sample);
  g_array_append_vals (fit->measures, measures, 1);
  return fit->samples->len - 1;
}

/* A measure that hardly varies in the training texts would weigh too much where it does vary. This holds most of all
 * for those of the way of writing, whose meaning changes from one kind of text to another. */
#define MIN_DEVIATION 0.05
#define MIN_STYLE_DEVIATION 1.0

/* What a source has of its own: how eagerly its raters say what they feel is not a matter of the text. */
enum
{
  SOURCE_INTERCEPT,
  SOURCE_THRESHOLD,
  SOURCE_LOG_SLOPE,
  N_SOURCE_VARIABLES
};

#define SOURCE_PENALTY 1.0

/* One problem: which variables there are and which samples count */
typedef struct
{
  SentimentFit *fit;
  const SentimentFitSettings *settings;
  gint left_out;
  const gint32 *columns;       /* an n-gram's number → variable, or −1 */
  const double *measures;      /* standardised */
  gsize n_ngrams, n_variables; /* n-grams, measures, then what each source has of its own */
  gsize first_measure, first_source;
} Problem;

static double
logistic (double x)
{
  return 1.0 / (1.0 + exp (-x));
}

/* −log of the logistic function */
static double
get_log_loss (double x)
{
  return x > 0.0 ? log1p (exp (-x)) : -x + log1p (exp (x));
}

/* Loss of one sample and its derivatives by the function's value and by the threshold */
static double
get_loss (const Sample *sample, double z, double threshold, double *by_z, double *by_threshold)
{
  *by_threshold = 0.0;
  switch (sample->gold)
    {
    case SENTIMENT_GOLD_SCORE:
      *by_z = z - SENTIMENT_SCORE_RANGE * sample->value;
      return 0.5 * *by_z * *by_z;

    case SENTIMENT_GOLD_POLARITY:
      *by_z = -sample->value * logistic (-sample->value * z);
      return get_log_loss (sample->value * z);

    case SENTIMENT_GOLD_CLASS:
    default:
      {
        /* Two thresholds: is it more than neutral, is it less */
        double up = sample->value > 0.5 ? 1.0 : -1.0, down = sample->value < -0.5 ? 1.0 : -1.0;
        double more = z - threshold, less = -z - threshold;
        double d_more = -up * logistic (-up * more), d_less = -down * logistic (-down * less);
        *by_z = d_more - d_less;
        *by_threshold = -d_more - d_less;
        return get_log_loss (up * more) + get_log_loss (down * less);
      }
    }
}

static double
evaluate_problem (const double *x, double *gradient, gpointer data)
{
  const Problem *problem = data;
  const SentimentFit *fit = problem->fit;
  const double *weights = x + problem->first_measure, *sources = x + problem->first_source;
  double value = 0.0;

  for (gsize i = 0; i < problem->n_variables; i++)
    {
      double penalty = i < problem->first_measure  ? problem->settings->ngram_penalty
                       : i < problem->first_source ? problem->settings->measure_penalty
                                                   : SOURCE_PENALTY;
      gradient[i] = penalty * x[i];
      value += 0.5 * penalty * x[i] * x[i];
    }

  for (guint s = 0; s < fit->samples->len; s++)
    {
      const Sample *sample = &g_array_index (fit->samples, Sample, s);
      if ((gint) sample->fold == problem->left_out)
        continue;

      const double *measures = problem->measures + (gsize) s * SENTIMENT_N_MEASURES;
      const guint32 *ngrams = (const guint32 *) (gpointer) fit->ngrams->data + sample->first_ngram;
      const double *own = sources + N_SOURCE_VARIABLES * sample->source;
      double *own_gradient = gradient + problem->first_source + N_SOURCE_VARIABLES * sample->source;
      double core = 0.0, sum = 0.0, slope = exp (own[SOURCE_LOG_SLOPE]), by_z, by_threshold;

      for (guint i = 0; i < SENTIMENT_N_MEASURES; i++)
        core += weights[i] * measures[i];
      if (problem->n_ngrams > 0)
        for (guint32 i = 0; i < sample->n_ngrams; i++)
          {
            gint32 column = problem->columns[ngrams[i]];
            sum += column >= 0 ? x[column] : 0.0;
          }
      core += sum * sample->norm;

      double z = slope * core + own[SOURCE_INTERCEPT];
      value += sample->weight * get_loss (sample, z, own[SOURCE_THRESHOLD], &by_z, &by_threshold);
      by_z *= sample->weight;

      own_gradient[SOURCE_INTERCEPT] += by_z;
      own_gradient[SOURCE_THRESHOLD] += sample->weight * by_threshold;
      own_gradient[SOURCE_LOG_SLOPE] += by_z * slope * core;
      by_z *= slope;
      for (guint i = 0; i < SENTIMENT_N_MEASURES; i++)
        gradient[problem->first_measure + i] += by_z * measures[i];
      if (problem->n_ngrams > 0)
        for (guint32 i = 0; i < sample->n_ngrams; i++)
          {
            gint32 column = problem->columns[ngrams[i]];
            if (column >= 0)
              gradient[column] += by_z * sample->norm;
          }
    }

  return value;
}

static double *
solve_problem (Problem *problem, gsize n_ngrams, const double *ngram_weights)
{
  problem->n_ngrams = n_ngrams;
  problem->first_measure = n_ngrams;
  problem->first_source = n_ngrams + SENTIMENT_N_MEASURES;
  problem->n_variables = problem->first_source + N_SOURCE_VARIABLES * problem->fit->vocabulary.sources->len;

  double *x = g_new0 (double, problem->n_variables);
  if (ngram_weights != NULL)
    memcpy (x, ngram_weights, n_ngrams * sizeof *x);
  minimize (evaluate_problem, problem, x, problem->n_variables, problem->settings->max_iterations);
  return x;
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

/* Leaves a variable to those n-grams only whose weights are largest. Returns the weights that stay. */
static double *
keep_largest (SentimentFit *fit, gint32 *columns, const double *x, guint max_ngrams, gsize *n_columns)
{
  g_autofree double *sizes = g_new (double, *n_columns + 1);
  double *kept = g_new (double, *n_columns + 1);
  double least = -1.0;
  gint32 n = 0;

  for (gsize i = 0; i < *n_columns; i++)
    sizes[i] = fabs (x[i]);
  qsort (sizes, *n_columns, sizeof *sizes, compare_descending);
  if (*n_columns > max_ngrams)
    least = sizes[max_ngrams];

  for (guint i = 0; i < fit->vocabulary.hashes->len; i++)
    if (columns[i] >= 0)
      {
        double weight = x[columns[i]];
        columns[i] = fabs (weight) > least ? n++ : -1;
        if (columns[i] >= 0)
          kept[columns[i]] = weight;
      }
  *n_columns = n;
  return kept;
}

static void
collect_ngrams (SentimentFit *fit, const gint32 *columns, const double *x, double factor, SentimentWeights *weights)
{
  for (guint i = 0; i < fit->vocabulary.hashes->len; i++)
    if (columns[i] >= 0)
      {
        double weight = x[columns[i]] * factor;
        g_array_append_val (weights->hashes, g_array_index (fit->vocabulary.hashes, guint64, i));
        g_array_append_val (weights->ngram_weights, weight);
      }
}

SentimentWeights *
sentiment_fit_solve (SentimentFit *fit, const SentimentFitSettings *settings, gint left_out)
{
  SentimentWeights *weights = g_new0 (SentimentWeights, 1);
  gsize n_columns = 0;

  weights->hashes = g_array_new (FALSE, FALSE, sizeof (guint64));
  weights->ngram_weights = g_array_new (FALSE, FALSE, sizeof (double));

  g_autofree double *measures = standardize (fit, left_out, weights);
  g_autofree gint32 *columns = number_columns (fit, left_out, &n_columns);
  Problem problem
      = { .fit = fit, .settings = settings, .left_out = left_out, .columns = columns, .measures = measures };

  double share = settings->measures_only;
  if (share < 1.0)
    {
      g_autofree double *all = solve_problem (&problem, n_columns, NULL);
      g_autofree double *kept = keep_largest (fit, columns, all, settings->max_ngrams, &n_columns);
      g_autofree double *x = solve_problem (&problem, n_columns, kept);
      for (guint i = 0; i < SENTIMENT_N_MEASURES; i++)
        weights->weights[i] += (1.0 - share) * x[problem.first_measure + i];
      collect_ngrams (fit, columns, x, 1.0 - share, weights);
    }
  if (share > 0.0)
    {
      g_autofree double *x = solve_problem (&problem, 0, NULL);
      for (guint i = 0; i < SENTIMENT_N_MEASURES; i++)
        weights->weights[i] += share * x[problem.first_measure + i];
    }
  return weights;
}

void
sentiment_weights_free (SentimentWeights *weights)
{
  g_array_unref (weights->hashes);
  g_array_unref (weights->ngram_weights);
  g_free (weights);
}
