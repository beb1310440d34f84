/* Learns a classifier over the words beside a target: filters one word wide, which know how far away it is; of each the
 * maximum on either side, rectified; a linear sum of these for each class.
 *
 * Words by their distance: Zeng et al., COLING 2014. What counts is the best word of each side and not their sum, which
 * is what the regression of target-fit.c learns. */
#include "target-filters-fit.h"
#include "vocabulary.h"

#include <math.h>
#include <string.h>

#define N_FILTERS SENTIMENT_N_TARGET_FILTERS
#define N_INPUTS SENTIMENT_N_ROW_INPUTS
#define N_SIDES SENTIMENT_N_TARGET_SIDES
#define N_BANDS SENTIMENT_N_TARGET_BANDS
#define N_CLASSES SENTIMENT_N_CLASSES
#define MOST_WORDS (2 * SENTIMENT_TARGET_REACH + 1)

#define BATCH 64
#define EPOCHS 10
#define RATE 4e-3f /* of filters and weights */
#define VECTOR_RATE 0.05f
#define FILTER_DROP 0.3f /* share of maxima that are not seen at a step */
#define DECAY 1e-4f
#define SEED 1

/* How much surer regression and filters are together */
#define SURENESS 1.15

typedef struct
{
  guint source;
  float shares[N_CLASSES], weight;
  guint32 first; /* in places */
  guint8 n_words, target;
} Sample;

struct _SentimentTargetFiltersFit
{
  GArray *samples; /* Sample */
  SentimentPlaces places;
  const SentimentWordRows *word_rows;
  SentimentVocabulary vocabulary;
};

SentimentTargetFiltersFit *
sentiment_target_filters_fit_new (void)
{
  SentimentTargetFiltersFit *fit = g_new0 (SentimentTargetFiltersFit, 1);

  fit->samples = g_array_new (FALSE, FALSE, sizeof (Sample));
  sentiment_places_init (&fit->places);
  sentiment_vocabulary_init (&fit->vocabulary);
  return fit;
}

void
sentiment_target_filters_fit_free (SentimentTargetFiltersFit *fit)
{
  g_array_unref (fit->samples);
  sentiment_places_clear (&fit->places);
  sentiment_vocabulary_clear (&fit->vocabulary);
  g_free (fit);
}

void
sentiment_target_filters_fit_add (SentimentTargetFiltersFit *fit, const char *source, const double shares[N_CLASSES],
                                  double weight, const SentimentTargetWindow *window)
{
  Sample sample = { .source = sentiment_vocabulary_number_source (&fit->vocabulary, source),
                    .weight = (float) weight,
                    .first = sentiment_places_add (&fit->places, window->words, window->n_words),
                    .n_words = (guint8) window->n_words,
                    .target = (guint8) window->target };

  for (guint class = 0; class < N_CLASSES; class ++)
    sample.shares[class] = (float) shares[class];
  g_array_append_val (fit->samples, sample);
}

void
sentiment_target_filters_fit_count (const SentimentTargetFiltersFit *fit, GHashTable *counts)
{
  sentiment_places_count (&fit->places, counts);
}

/* All numbers that every target has a part in; each is also the shape of a gradient. */
typedef struct
{
  float filters[N_INPUTS][N_FILTERS];
  float biases[N_SIDES][N_BANDS][N_FILTERS];
  float weights[N_SIDES][N_FILTERS][N_CLASSES];
  float intercepts[N_CLASSES];
} Parameters;

#define N_PARAMETERS (sizeof (Parameters) / sizeof (float))

typedef struct
{
  const SentimentTargetFiltersFit *fit;
  SentimentRandom random;
  SentimentDescent descent;
  Parameters parameters, mean, gradient, first_moment, second_moment; /* the mean is what is kept */
  float across[N_FILTERS][N_INPUTS]; /* the filters again, for what goes back to words */
  SentimentVectorChanges vectors;
} Learner;

/* One target as the filters see it */
typedef struct
{
  guint16 rows[MOST_WORDS];
  float inputs[MOST_WORDS][N_INPUTS];
  float highest[N_SIDES][N_FILTERS];
  gint words[N_SIDES][N_FILTERS]; /* under the maximum; −1 where none is above 0 */
} Pass;

static void
load_words (Learner *learner, const Sample *sample, Pass *pass)
{
  const SentimentWordRows *word_rows = learner->fit->word_rows;
  const guint16 *rows = (const guint16 *) (gpointer) learner->fit->places.rows->data + sample->first;

  for (guint i = 0; i < sample->n_words; i++)
    pass->rows[i] = sentiment_word_rows_load (word_rows, &learner->vectors, &learner->random, rows[i], pass->inputs[i]);
}

static guint
get_band (const Sample *sample, guint word)
{
  return sentiment_get_target_band (word < sample->target ? sample->target - word : word - sample->target);
}

static void
find_maxima (const Parameters *parameters, const Sample *sample, Pass *pass)
{
  memset (pass->highest, 0, sizeof pass->highest);
  for (guint side = 0; side < N_SIDES; side++)
    for (guint filter = 0; filter < N_FILTERS; filter++)
      pass->words[side][filter] = -1;
  for (guint i = 0; i < sample->n_words; i++)
    {
      float sums[N_FILTERS] = { 0 };
      for (guint k = 0; k < N_INPUTS; k++)
        {
          float input = pass->inputs[i][k];
          for (guint filter = 0; filter < N_FILTERS; filter++)
            sums[filter] += input * parameters->filters[k][filter];
        }
      /* The target is on both sides. */
      for (guint side = i > sample->target; side <= (guint) (i >= sample->target); side++)
        for (guint filter = 0; filter < N_FILTERS; filter++)
          {
            float sum = sums[filter] + parameters->biases[side][get_band (sample, i)][filter];
            if (sum > pass->highest[side][filter])
              {
                pass->highest[side][filter] = sum;
                pass->words[side][filter] = (gint) i;
              }
          }
    }
}

/* Turns values into the errors of the shares that follow from them, less @shares. */
static void
find_errors (float values[N_CLASSES], const float shares[N_CLASSES])
{
  float highest = MAX (MAX (values[0], values[1]), values[2]), sum = 0.0f, all = shares[0] + shares[1] + shares[2];

  for (guint class = 0; class < N_CLASSES; class ++)
    sum += values[class] = expf (values[class] - highest);
  for (guint class = 0; class < N_CLASSES; class ++)
    values[class] = all * values[class] / sum - shares[class];
}

/* Adds what a target has of the gradient, @scale being its weight in the batch; @balance is what its source makes of
 * the classes. */
static void
learn_from (Learner *learner, const Sample *sample, const float balance[N_CLASSES], Pass *pass, float scale)
{
  const Parameters *parameters = &learner->parameters;
  Parameters *gradient = &learner->gradient;
  float kept[N_SIDES][N_FILTERS], errors[N_CLASSES], shares[N_CLASSES];

  load_words (learner, sample, pass);
  find_maxima (parameters, sample, pass);
  memcpy (errors, parameters->intercepts, sizeof errors);
  for (guint side = 0; side < N_SIDES; side++)
    for (guint filter = 0; filter < N_FILTERS; filter++)
      {
        kept[side][filter]
            = sentiment_random_draw_uniform (&learner->random) < FILTER_DROP ? 0.0f : 1.0f / (1.0f - FILTER_DROP);
        for (guint class = 0; class < N_CLASSES; class ++)
          errors[class] += kept[side][filter] * pass->highest[side][filter] * parameters->weights[side][filter][class];
      }
  for (guint class = 0; class < N_CLASSES; class ++)
    shares[class] = sample->shares[class] * balance[class];
  find_errors (errors, shares);

  for (guint class = 0; class < N_CLASSES; class ++)
    {
      errors[class] *= scale * sample->weight;
      gradient->intercepts[class] += errors[class];
    }
  for (guint side = 0; side < N_SIDES; side++)
    for (guint filter = 0; filter < N_FILTERS; filter++)
      {
        gint word = pass->words[side][filter];
        float back = 0.0f;
        if (word < 0 || kept[side][filter] == 0.0f)
          continue;
        for (guint class = 0; class < N_CLASSES; class ++)
          {
            float error = errors[class] * kept[side][filter];
            gradient->weights[side][filter][class] += error * pass->highest[side][filter];
            back += error * parameters->weights[side][filter][class];
          }
        gradient->biases[side][get_band (sample, (guint) word)][filter] += back;
        float *vector = sentiment_vector_changes_touch (&learner->vectors, pass->rows[word]);
        for (guint k = 0; k < N_INPUTS; k++)
          gradient->filters[k][filter] += back * pass->inputs[word][k];
        for (guint k = 0; k < SENTIMENT_VECTOR_SIZE; k++)
          vector[k] += back * learner->across[filter][k];
      }
  for (guint i = 0; i < sample->n_words; i++)
    sentiment_vector_changes_decay (&learner->vectors, pass->rows[i], scale);
}

static void
turn_filters (Learner *learner)
{
  for (guint k = 0; k < N_INPUTS; k++)
    for (guint filter = 0; filter < N_FILTERS; filter++)
      learner->across[filter][k] = learner->parameters.filters[k][filter];
}

/* Follows the gradient of a batch of @n targets. */
static void
step (Learner *learner, guint n)
{
  const SentimentLearned parameters = { N_PARAMETERS,
                                        (float *) &learner->parameters,
                                        (float *) &learner->mean,
                                        (float *) &learner->gradient,
                                        (float *) &learner->first_moment,
                                        (float *) &learner->second_moment };

  sentiment_descent_begin_step (&learner->descent);
  sentiment_descent_step (&learner->descent, &parameters, RATE, DECAY);
  sentiment_vector_changes_step (&learner->vectors, &learner->descent, VECTOR_RATE, n);
  turn_filters (learner);
}

static void
learner_init (Learner *learner, const SentimentTargetFiltersFit *fit, guint n_steps)
{
  memset (learner, 0, sizeof *learner);
  learner->fit = fit;
  learner->random.state = G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) * SEED;
  sentiment_descent_init (&learner->descent, n_steps);
  for (guint k = 0; k < N_INPUTS; k++)
    for (guint filter = 0; filter < N_FILTERS; filter++)
      learner->parameters.filters[k][filter] = sentiment_random_draw_normal (&learner->random) / sqrtf (N_INPUTS);
  for (guint side = 0; side < N_SIDES; side++)
    for (guint filter = 0; filter < N_FILTERS; filter++)
      for (guint class = 0; class < N_CLASSES; class ++)
        learner->parameters.weights[side][filter][class]
            = sentiment_random_draw_normal (&learner->random) / sqrtf (N_SIDES * N_FILTERS);
  learner->mean = learner->parameters;
  turn_filters (learner);
  sentiment_vector_changes_init (&learner->vectors, sentiment_word_rows_get_n (fit->word_rows));
}

/* Adds what each row adds to each filter, in whole numbers, and what goes with it. */
static void
add_tables (const Learner *learner, double share, ObelusModelBuilder *model)
{
  const SentimentWordRows *word_rows = learner->fit->word_rows;
  const Parameters *parameters = &learner->mean;
  guint n_rows = sentiment_word_rows_get_n (word_rows);
  g_autofree float *sums = g_new0 (float, (gsize) n_rows *N_FILTERS + 1);
  g_autofree SentimentTargetFilterRow *rows = g_new0 (SentimentTargetFilterRow, n_rows + 1);
  SentimentTargetFilterConstants constants
      = { .regression_share = SURENESS * (1.0 - share), .share = SURENESS * share };

  for (guint row = 0; row < n_rows; row++)
    {
      float inputs[N_INPUTS], *to = sums + (gsize) row * N_FILTERS;
      sentiment_word_rows_get_learned (word_rows, &learner->vectors, (guint16) row, inputs);
      for (guint k = 0; k < N_INPUTS; k++)
        for (guint filter = 0; filter < N_FILTERS; filter++)
          to[filter] += inputs[k] * parameters->filters[k][filter];
    }
  for (guint filter = 0; filter < N_FILTERS; filter++)
    {
      double largest = 127e-9;
      for (gsize row = 0; row < n_rows; row++)
        largest = MAX (largest, fabsf (sums[row * N_FILTERS + filter]));
      double unit = largest / 127.0;
      for (gsize row = 0; row < n_rows; row++)
        rows[row].filters[filter] = (gint8) lround (sums[row * N_FILTERS + filter] / unit);
      for (guint side = 0; side < N_SIDES; side++)
        {
          for (guint band = 0; band < N_BANDS; band++)
            constants.biases[side][band][filter] = (gint16) CLAMP (
                lround (parameters->biases[side][band][filter] / unit), -SENTIMENT_MOST_BIAS, SENTIMENT_MOST_BIAS);
          for (guint class = 0; class < N_CLASSES; class ++)
            constants.weights[side][filter][class] = parameters->weights[side][filter][class] * unit;
        }
    }
  for (guint class = 0; class < N_CLASSES; class ++)
    constants.intercepts[class] = parameters->intercepts[class];
  obelus_model_builder_add_section (model, "target-filters", rows, n_rows * sizeof *rows);
  obelus_model_builder_add_section (model, "target-filter-constants", &constants, sizeof constants);
}

/* What each class of each source is multiplied by, so that it counts the same, and the source as a whole as before */
static float *
balance_classes (const SentimentTargetFiltersFit *fit)
{
  guint n_sources = fit->vocabulary.sources->len;
  float *balances = g_new0 (float, n_sources *N_CLASSES + 1);

  for (guint i = 0; i < fit->samples->len; i++)
    {
      const Sample *sample = &g_array_index (fit->samples, Sample, i);
      for (guint class = 0; class < N_CLASSES; class ++)
        balances[sample->source * N_CLASSES + class] += sample->weight * sample->shares[class];
    }
  for (guint source = 0; source < n_sources; source++)
    {
      float *classes = balances + source * N_CLASSES, all = classes[0] + classes[1] + classes[2];
      for (guint class = 0; class < N_CLASSES; class ++)
        classes[class] = classes[class] > 0.0f ? all / (N_CLASSES * classes[class]) : 0.0f;
    }
  return balances;
}

void
sentiment_target_filters_fit_solve (SentimentTargetFiltersFit *fit, const SentimentLexicon *lexicon,
                                    const SentimentWordRows *word_rows, double share, ObelusModelBuilder *model)
{
  guint n = fit->samples->len;
  g_autofree guint *order = g_new (guint, n + 1);
  g_autofree Learner *learner = g_new (Learner, 1);
  g_autofree Pass *pass = g_new (Pass, 1);
  g_autofree float *balances = balance_classes (fit);
  double weight = 0.0;

  fit->word_rows = word_rows;
  sentiment_places_find_rows (&fit->places, lexicon);
  for (guint i = 0; i < n; i++)
    {
      const Sample *sample = &g_array_index (fit->samples, Sample, i);
      /* The target itself says nothing. */
      g_array_index (fit->places.rows, guint16, sample->first + sample->target) = 0;
      weight += sample->weight;
      order[i] = i;
    }
  if (weight == 0.0)
    return;

  learner_init (learner, fit, EPOCHS * ((n + BATCH - 1) / BATCH));
  for (guint epoch = 0; epoch < EPOCHS; epoch++)
    {
      sentiment_random_shuffle (&learner->random, order, n);
      for (guint first = 0; first < n && !obelus_is_cancelled_at (0); first += BATCH)
        {
          guint n_targets = MIN (BATCH, n - first);
          float scale = (float) (n / (weight * n_targets));
          for (guint i = first; i < first + n_targets; i++)
            {
              const Sample *sample = &g_array_index (fit->samples, Sample, order[i]);
              learn_from (learner, sample, balances + sample->source * N_CLASSES, pass, scale);
            }
          step (learner, n_targets);
        }
    }
  if (!obelus_is_cancelled_at (0))
    add_tables (learner, share, model);
  sentiment_vector_changes_clear (&learner->vectors);
}
