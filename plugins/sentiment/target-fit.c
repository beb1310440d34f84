/* Fits a multinomial logistic regression, its penalty quadratic, to targets with their classes. */
#include "target-fit.h"
#include "minimize.h"
#include "model.h"
#include "vocabulary.h"

#include <math.h>
#include <string.h>

/* A feature must be seen around so many targets. */
#define LEAST_COUNT 3

/* Sums of vectors are taken over these words. */
static const SentimentContext vector_contexts[] = { SENTIMENT_CONTEXT_BESIDE_LEFT, SENTIMENT_CONTEXT_BESIDE_RIGHT,
                                                    SENTIMENT_CONTEXT_CLAUSE, SENTIMENT_CONTEXT_ANYWHERE };

#define N_VECTOR_CONTEXTS G_N_ELEMENTS (vector_contexts)
#define N_SUMS (N_VECTOR_CONTEXTS * SENTIMENT_VECTOR_SIZE)

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
  const SentimentVectors *vectors;
  GArray *samples;  /* Sample */
  GArray *measures; /* SENTIMENT_TARGET_MEASURES doubles a sample */
  GArray *sums;     /* N_SUMS floats a sample, of vectors */
  GArray *features; /* guint32, their numbers */
  SentimentVocabulary vocabulary;
  GArray *meanings; /* SentimentTargetFeature, one a number */
  GArray *counts;   /* guint32, samples that have the feature at least once */
  GArray *last;     /* guint32, the last sample that had it, plus one */
  SentimentTargetKeys keys[SENTIMENT_WINDOW];
  SentimentTargetFeature found[SENTIMENT_TARGET_FEATURES];
};

SentimentTargetFit *
sentiment_target_fit_new (const SentimentVectors *vectors)
{
  SentimentTargetFit *fit = g_new0 (SentimentTargetFit, 1);

  fit->vectors = vectors;
  fit->samples = g_array_new (FALSE, FALSE, sizeof (Sample));
  fit->measures = g_array_new (FALSE, FALSE, SENTIMENT_TARGET_MEASURES * sizeof (double));
  fit->sums = g_array_new (FALSE, FALSE, N_SUMS * sizeof (float));
  fit->features = g_array_new (FALSE, FALSE, sizeof (guint32));
  sentiment_vocabulary_init (&fit->vocabulary);
  fit->meanings = g_array_new (FALSE, FALSE, sizeof (SentimentTargetFeature));
  fit->counts = g_array_new (FALSE, TRUE, sizeof (guint32));
  fit->last = g_array_new (FALSE, TRUE, sizeof (guint32));
  return fit;
}

void
sentiment_target_fit_free (SentimentTargetFit *fit)
{
  g_array_unref (fit->samples);
  g_array_unref (fit->measures);
  g_array_unref (fit->sums);
  g_array_unref (fit->features);
  sentiment_vocabulary_clear (&fit->vocabulary);
  g_array_unref (fit->meanings);
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
count_feature (SentimentTargetFit *fit, const SentimentTargetFeature *feature, guint32 sample)
{
  guint32 number
      = sentiment_vocabulary_number_feature (&fit->vocabulary, sentiment_mix (feature->hash, feature->context));

  if (number == fit->meanings->len)
    g_array_append_vals (fit->meanings, feature, 1);
  g_array_set_size (fit->counts, fit->vocabulary.hashes->len);
  g_array_set_size (fit->last, fit->vocabulary.hashes->len);
  if (g_array_index (fit->last, guint32, number) != sample + 1)
    {
      g_array_index (fit->last, guint32, number) = sample + 1;
      g_array_index (fit->counts, guint32, number)++;
    }
  return number;
}

/* Sums up the vectors of the words around a target. */
static void
add_sums (SentimentTargetFit *fit, const SentimentTargetWindow *window)
{
  float sums[N_SUMS] = { 0 };

  for (guint32 i = 0; i < window->n_words; i++)
    {
      const float *vector = i == window->target || window->words[i].kind != SENTIMENT_WORD
                                ? NULL
                                : sentiment_vectors_find (fit->vectors, window->words[i].hash);
      if (vector == NULL)
        continue;
      SentimentContext place = sentiment_target_window_get_context (window, i);
      gboolean in_clause = i >= window->clause_start && i < window->clause_end;
      for (guint k = 0; k < N_VECTOR_CONTEXTS; k++)
        if (sentiment_context_includes (vector_contexts[k], place)
            || (in_clause && sentiment_context_includes (vector_contexts[k], SENTIMENT_CONTEXT_CLAUSE)))
          for (guint d = 0; d < SENTIMENT_VECTOR_SIZE; d++)
            sums[k * SENTIMENT_VECTOR_SIZE + d] += vector[d];
    }
  for (guint i = 0; i < N_SUMS; i++)
    sums[i] *= (float) sentiment_target_window_get_norm (window);
  g_array_append_vals (fit->sums, sums, 1);
}

void
sentiment_target_fit_add (SentimentTargetFit *fit, const char *source, SentimentClass class, double weight,
                          const SentimentTargetWindow *window, const SentimentWord *words, gsize n_words)
{
  double measures[SENTIMENT_TARGET_MEASURES];

  sentiment_target_hash_words (words, n_words, fit->keys);
  gsize n = sentiment_target_list_features (window, fit->keys, fit->found);
  Sample sample = {
    .source = sentiment_vocabulary_number_source (&fit->vocabulary, source),
    .class = class,
    .weight = weight,
    .first_feature = fit->features->len,
    .n_features = (guint32) n,
    .norm = sentiment_target_window_get_norm (window),
  };
  for (gsize i = 0; i < n; i++)
    {
      guint32 number = count_feature (fit, &fit->found[i], fit->samples->len);
      g_array_append_val (fit->features, number);
    }
  sentiment_target_measure (window, measures);
  g_array_append_vals (fit->measures, measures, 1);
  add_sums (fit, window);
  g_array_append_val (fit->samples, sample);
}

/* Weights stand class by class beside each other: first of features, then of measures, of sums of vectors, then the
 * intercepts. */
typedef struct
{
  const SentimentTargetFit *fit;
  const SentimentTargetFitSettings *settings;
  guint32 *kept; /* number of a feature → its place, or G_MAXUINT32 */
  guint32 n_kept;
  const double *standards; /* standardised measures */
  const double *weights;   /* of samples, classes balanced */
  gsize first_measure, first_sum, first_intercept;
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
  gsize first_measure = problem->first_measure, first_sum = problem->first_sum;
  gsize first_intercept = problem->first_intercept;
  double value = 0.0;

  for (gsize i = 0; i < first_intercept; i++)
    {
      double penalty = i < first_measure ? problem->settings->feature_penalty
                       : i < first_sum   ? problem->settings->measure_penalty
                                         : problem->settings->vector_penalty;
      value += 0.5 * penalty * x[i] * x[i];
      gradient[i] = penalty * x[i];
    }
  memset (gradient + first_intercept, 0, SENTIMENT_N_CLASSES * sizeof *gradient);

  for (guint s = 0; s < fit->samples->len; s++)
    {
      const Sample *sample = &g_array_index (fit->samples, Sample, s);
      const guint32 *features = &g_array_index (fit->features, guint32, sample->first_feature);
      const double *standards = problem->standards + (gsize) s * SENTIMENT_TARGET_MEASURES;
      const float *sums = &g_array_index (fit->sums, float, (gsize) s *N_SUMS);
      double values[SENTIMENT_N_CLASSES] = { 0 }, sum = 0.0;

      for (guint32 i = 0; i < sample->n_features; i++)
        if (problem->kept[features[i]] != G_MAXUINT32)
          add_products (values, x + (gsize) problem->kept[features[i]] * SENTIMENT_N_CLASSES, sample->norm);
      for (guint i = 0; i < SENTIMENT_TARGET_MEASURES; i++)
        add_products (values, x + first_measure + i * SENTIMENT_N_CLASSES, standards[i]);
      for (guint i = 0; i < N_SUMS; i++)
        add_products (values, x + first_sum + i * SENTIMENT_N_CLASSES, sums[i]);
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
      for (guint i = 0; i < N_SUMS; i++)
        add_errors (gradient + first_sum + i * SENTIMENT_N_CLASSES, values, sums[i]);
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
  guint32 number;
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

/* Weights of a feature for positive and negative, less those for neutral */
static void
get_leans (const double *weights, double *leans)
{
  leans[SENTIMENT_LEAN_POSITIVE] = weights[SENTIMENT_CLASS_POSITIVE] - weights[SENTIMENT_CLASS_NEUTRAL];
  leans[SENTIMENT_LEAN_NEGATIVE] = weights[SENTIMENT_CLASS_NEGATIVE] - weights[SENTIMENT_CLASS_NEUTRAL];
}

/* A row as it is added up from features and from a vector, or a run, which has one context */
typedef struct
{
  double weights[SENTIMENT_N_CONTEXTS][SENTIMENT_N_LEANS];
} Row;

typedef struct
{
  SentimentVocabulary numbers;
  GArray *rows; /* Row, one a number */
} Table;

static void
table_init (Table *table)
{
  sentiment_vocabulary_init (&table->numbers);
  table->rows = g_array_new (FALSE, TRUE, sizeof (Row));
}

static void
table_clear (Table *table)
{
  sentiment_vocabulary_clear (&table->numbers);
  g_array_unref (table->rows);
}

static Row *
table_get (Table *table, guint64 hash)
{
  guint32 number = sentiment_vocabulary_number_feature (&table->numbers, hash);

  if (number == table->rows->len)
    g_array_set_size (table->rows, number + 1);
  return &g_array_index (table->rows, Row, number);
}

static double
table_find_largest (const Table *table)
{
  const double *weights = (const double *) table->rows->data;
  double largest = 0.0;

  for (gsize i = 0; i < (gsize) table->rows->len * SENTIMENT_N_CONTEXTS * SENTIMENT_N_LEANS; i++)
    largest = MAX (largest, fabs (weights[i]));
  return largest;
}

/* Adds what was learned for some contexts to each context of a row; a run has only the first. */
static void
row_add (Row *row, SentimentContext learned, const double *weights)
{
  double leans[SENTIMENT_N_LEANS];

  get_leans (weights, leans);
  for (guint context = 0; context < SENTIMENT_N_CONTEXTS; context++)
    if (learned == SENTIMENT_CONTEXT_RUN ? context == 0 : sentiment_context_includes (learned, context))
      for (guint lean = 0; lean < SENTIMENT_N_LEANS; lean++)
        row->weights[context][lean] += leans[lean];
}

/* Takes the features that matter most. */
static void
gather_features (const Problem *problem, double *x, Table *rows, Table *runs)
{
  const SentimentTargetFit *fit = problem->fit;
  g_autofree Ranked *ranked = g_new (Ranked, problem->n_kept + 1);

  for (guint32 i = 0; i < fit->vocabulary.hashes->len; i++)
    {
      guint32 place = problem->kept[i];
      if (place == G_MAXUINT32)
        continue;
      double *weights = x + (gsize) place * SENTIMENT_N_CLASSES;
      center_classes (weights);
      double size = MAX (MAX (fabs (weights[0]), fabs (weights[1])), fabs (weights[2]));
      ranked[place] = (Ranked){ size, g_array_index (fit->vocabulary.hashes, guint64, i), i };
    }
  qsort (ranked, problem->n_kept, sizeof *ranked, compare_ranked);

  for (guint i = 0; i < MIN (problem->n_kept, problem->settings->max_features); i++)
    {
      guint32 number = ranked[i].number;
      const SentimentTargetFeature *feature = &g_array_index (fit->meanings, SentimentTargetFeature, number);
      Table *table = feature->context == SENTIMENT_CONTEXT_RUN ? runs : rows;
      row_add (table_get (table, feature->hash), feature->context,
               x + (gsize) problem->kept[number] * SENTIMENT_N_CLASSES);
    }
}

/* What was learned of sums is a sum over words, so each word has its part of it. */
static void
gather_vectors (const Problem *problem, const double *x, Table *rows)
{
  const SentimentVectors *vectors = problem->fit->vectors;

  for (guint number = 0; number < sentiment_vectors_get_n_words (vectors); number++)
    {
      const float *vector;
      guint64 hash = sentiment_vectors_get_word (vectors, number, &vector);
      Row *row = table_get (rows, sentiment_target_hash_vector (hash));
      for (guint k = 0; k < N_VECTOR_CONTEXTS; k++)
        {
          double values[SENTIMENT_N_CLASSES] = { 0 };
          for (guint d = 0; d < SENTIMENT_VECTOR_SIZE; d++)
            add_products (values, x + problem->first_sum + (k * SENTIMENT_VECTOR_SIZE + d) * SENTIMENT_N_CLASSES,
                          vector[d]);
          row_add (row, vector_contexts[k], values);
        }
    }
}

/* Adds a table to the model: slots of @size bytes, a fingerprint and weights for the first @n_contexts contexts. */
static void
add_table (const Table *table, const char *name, gsize size, guint n_contexts, double step, ObelusModelBuilder *model)
{
  guint n = table->rows->len, n_used = 0;
  g_autofree guint64 *hashes = g_new (guint64, n + 1);
  g_autofree char *slots = g_malloc0_n (n + 1, size);
  gsize n_slots;

  for (guint i = 0; i < n; i++)
    {
      const Row *row = &g_array_index (table->rows, Row, i);
      gint8 *units = (gint8 *) (slots + n_used * size + sizeof (guint32));
      gboolean is_used = FALSE;
      for (guint context = 0; context < n_contexts; context++)
        for (guint lean = 0; lean < SENTIMENT_N_LEANS; lean++)
          is_used |= (*units++ = (gint8) lround (row->weights[context][lean] / step)) != 0;
      hashes[n_used] = g_array_index (table->numbers.hashes, guint64, i);
      n_used += is_used;
    }
  g_autofree char *packed = sentiment_target_slots_pack (hashes, slots, size, n_used, &n_slots);
  obelus_model_builder_add_section (model, name, packed, n_slots * size);
}

G_STATIC_ASSERT (G_STRUCT_OFFSET (SentimentTargetRowSlot, weights) == sizeof (guint32));
G_STATIC_ASSERT (G_STRUCT_OFFSET (SentimentTargetRunSlot, weights) == sizeof (guint32));

static void
add_tables (const Problem *problem, double *x, SentimentTargetConstants *constants, ObelusModelBuilder *model)
{
  Table rows, runs;

  table_init (&rows);
  table_init (&runs);
  gather_features (problem, x, &rows, &runs);
  gather_vectors (problem, x, &rows);
  double largest = MAX (table_find_largest (&rows), table_find_largest (&runs));
  constants->step = largest > 0.0 ? largest / 127.0 : 1.0;
  add_table (&rows, "target-rows", sizeof (SentimentTargetRowSlot), SENTIMENT_N_CONTEXTS, constants->step, model);
  add_table (&runs, "target-runs", sizeof (SentimentTargetRunSlot), 1, constants->step, model);
  table_clear (&rows);
  table_clear (&runs);
}

void
sentiment_target_fit_solve (SentimentTargetFit *fit, const SentimentTargetFitSettings *settings,
                            ObelusModelBuilder *model)
{
  SentimentTargetMeasure measures[SENTIMENT_TARGET_MEASURES] = { 0 };
  g_autofree double *standards = standardise (fit, measures);
  g_autofree double *weights = balance_classes (fit);
  g_autofree guint32 *kept = g_new (guint32, fit->vocabulary.hashes->len + 1);
  Problem problem = { fit, settings, kept, 0, standards, weights, 0, 0, 0 };

  for (guint i = 0; i < fit->vocabulary.hashes->len; i++)
    kept[i] = g_array_index (fit->counts, guint32, i) >= LEAST_COUNT ? problem.n_kept++ : G_MAXUINT32;
  problem.first_measure = (gsize) problem.n_kept * SENTIMENT_N_CLASSES;
  problem.first_sum = problem.first_measure + SENTIMENT_TARGET_MEASURES * SENTIMENT_N_CLASSES;
  problem.first_intercept = problem.first_sum + N_SUMS * SENTIMENT_N_CLASSES;
  gsize n = problem.first_intercept + SENTIMENT_N_CLASSES;
  g_autofree double *x = g_new0 (double, n);
  minimize (evaluate, &problem, x, n, settings->max_iterations);

  SentimentTargetConstants constants = { 0 };
  add_tables (&problem, x, &constants, model);
  for (guint i = 0; i < SENTIMENT_TARGET_MEASURES; i++)
    memcpy (measures[i].weights, x + problem.first_measure + i * SENTIMENT_N_CLASSES, sizeof measures[i].weights);
  memcpy (constants.intercepts, x + problem.first_intercept, sizeof constants.intercepts);
  obelus_model_builder_add_section (model, "target-measures", measures, sizeof measures);
  obelus_model_builder_add_section (model, "target-constants", &constants, sizeof constants);
}
