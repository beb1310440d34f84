/* Learns a convolution over words with rectified maxima and a linear sum of these, and folds it into tables.
 *
 * Kim, EMNLP 2014; maxima instead of means, so that a text of any length is the few places that say most. */
#include "convolution-fit.h"
#include "vocabulary.h"

#include <math.h>
#include <string.h>

#define WIDTH SENTIMENT_FILTER_WIDTH
#define N_FILTERS SENTIMENT_N_FILTERS
#define N_INPUTS SENTIMENT_N_ROW_INPUTS

/* Longer texts are what their sentences are. */
#define MOST_WORDS 128

#define BATCH 64
#define EPOCHS 10
#define RATE 4e-3f /* of filters and weights */
#define VECTOR_RATE 0.1f
#define FILTER_DROP 0.5f /* share of maxima that are not seen at a step */
#define DECAY 1e-4f
#define SEED 1

typedef struct
{
  guint source, fold;
  float value, weight;
  guint32 first, n_words; /* in places */
} Sample;

struct _SentimentConvolutionFit
{
  GArray *samples; /* Sample */
  SentimentPlaces places;
  const SentimentWordRows *word_rows;
  SentimentVocabulary vocabulary;
  SentimentWord words[MOST_WORDS + 2];
};

SentimentConvolutionFit *
sentiment_convolution_fit_new (void)
{
  SentimentConvolutionFit *fit = g_new0 (SentimentConvolutionFit, 1);

  fit->samples = g_array_new (FALSE, FALSE, sizeof (Sample));
  sentiment_places_init (&fit->places);
  sentiment_vocabulary_init (&fit->vocabulary);
  return fit;
}

void
sentiment_convolution_fit_free (SentimentConvolutionFit *fit)
{
  g_array_unref (fit->samples);
  sentiment_places_clear (&fit->places);
  sentiment_vocabulary_clear (&fit->vocabulary);
  g_free (fit);
}

void
sentiment_convolution_fit_add (SentimentConvolutionFit *fit, const SentimentLexicon *lexicon, const char *source,
                               SentimentGold gold, double value, double weight, guint fold, const char *text,
                               guint32 length)
{
  Sample sample = { .source = sentiment_vocabulary_number_source (&fit->vocabulary, source),
                    .fold = fold,
                    .value = (float) sentiment_get_wanted_value (gold, value),
                    .weight = (float) weight };
  guint32 position = 0;

  sample.n_words = (guint32) sentiment_scan_words (lexicon, text, &position, length, fit->words, MOST_WORDS + 2);
  if (sample.n_words == 0 || position < length || sample.n_words > MOST_WORDS)
    return;
  sample.first = sentiment_places_add (&fit->places, fit->words, sample.n_words);
  g_array_append_val (fit->samples, sample);
}

void
sentiment_convolution_fit_count (const SentimentConvolutionFit *fit, GHashTable *counts)
{
  sentiment_places_count (&fit->places, counts);
}

void
sentiment_convolution_fit_take_rows (SentimentConvolutionFit *fit, const SentimentLexicon *lexicon,
                                     const SentimentWordRows *word_rows)
{
  fit->word_rows = word_rows;
  sentiment_places_find_rows (&fit->places, lexicon);
}

/* All numbers that every text has a part in; each is also the shape of a gradient. */
typedef struct
{
  float filters[WIDTH][N_INPUTS][N_FILTERS];
  float biases[N_FILTERS];
  float weights[N_FILTERS];
} Parameters;

#define N_PARAMETERS (sizeof (Parameters) / sizeof (float))

typedef struct
{
  const SentimentConvolutionFit *fit;
  SentimentRandom random;
  SentimentDescent descent;
  Parameters parameters, mean, gradient, first_moment, second_moment; /* the mean is what is kept */
  float across[WIDTH][N_FILTERS][N_INPUTS]; /* the filters again, for what goes back to words */
  float *intercepts, *intercept_gradients, *intercept_moments;
  SentimentVectorChanges vectors;
} Learner;

/* One text as the filters see it */
typedef struct
{
  guint32 n_words;
  guint16 rows[MOST_WORDS];
  float inputs[MOST_WORDS][N_INPUTS];
  float highest[N_FILTERS];
  gint32 lasts[N_FILTERS]; /* the last word under the maximum; −1 where no place is above 0 */
} Pass;

static void
load_words (Learner *learner, const Sample *sample, Pass *pass)
{
  const SentimentConvolutionFit *fit = learner->fit;
  const guint16 *rows = (const guint16 *) (gpointer) fit->places.rows->data + sample->first;

  pass->n_words = sample->n_words;
  for (guint32 i = 0; i < pass->n_words; i++)
    pass->rows[i]
        = sentiment_word_rows_load (fit->word_rows, &learner->vectors, &learner->random, rows[i], pass->inputs[i]);
}

static void
find_maxima (const Parameters *parameters, Pass *pass)
{
  for (guint filter = 0; filter < N_FILTERS; filter++)
    {
      pass->highest[filter] = 0.0f;
      pass->lasts[filter] = -1;
    }
  for (guint32 i = 0; i < pass->n_words; i++)
    {
      float sums[N_FILTERS];
      memcpy (sums, parameters->biases, sizeof sums);
      for (guint32 place = 0; place < WIDTH && place <= i; place++)
        for (guint k = 0; k < N_INPUTS; k++)
          {
            const float *filters = parameters->filters[place][k];
            float input = pass->inputs[i - place][k];
            for (guint filter = 0; filter < N_FILTERS; filter++)
              sums[filter] += input * filters[filter];
          }
      for (guint filter = 0; filter < N_FILTERS; filter++)
        if (sums[filter] > pass->highest[filter])
          {
            pass->highest[filter] = sums[filter];
            pass->lasts[filter] = (gint32) i;
          }
    }
}

/* Adds what a text has of the gradient, @scale being its weight in the batch. */
static void
learn_from (Learner *learner, const Sample *sample, Pass *pass, float scale)
{
  const Parameters *parameters = &learner->parameters;
  Parameters *gradient = &learner->gradient;
  float kept[N_FILTERS], value = learner->intercepts[sample->source];

  load_words (learner, sample, pass);
  find_maxima (parameters, pass);
  for (guint filter = 0; filter < N_FILTERS; filter++)
    {
      kept[filter]
          = sentiment_random_draw_uniform (&learner->random) < FILTER_DROP ? 0.0f : 1.0f / (1.0f - FILTER_DROP);
      value += kept[filter] * pass->highest[filter] * parameters->weights[filter];
    }

  float error = 2.0f * scale * sample->weight * (value - sample->value);
  learner->intercept_gradients[sample->source] += error;
  for (guint filter = 0; filter < N_FILTERS; filter++)
    {
      float back = error * kept[filter] * parameters->weights[filter];
      gradient->weights[filter] += error * kept[filter] * pass->highest[filter];
      if (pass->lasts[filter] < 0 || kept[filter] == 0.0f)
        continue;
      gradient->biases[filter] += back;
      for (gint32 place = 0; place < WIDTH && place <= pass->lasts[filter]; place++)
        {
          gint32 word = pass->lasts[filter] - place;
          const float *across = learner->across[place][filter], *inputs = pass->inputs[word];
          float *vector = sentiment_vector_changes_touch (&learner->vectors, pass->rows[word]);
          for (guint k = 0; k < N_INPUTS; k++)
            gradient->filters[place][k][filter] += back * inputs[k];
          for (guint k = 0; k < SENTIMENT_VECTOR_SIZE; k++)
            vector[k] += back * across[k];
        }
    }
  for (guint32 i = 0; i < pass->n_words; i++)
    sentiment_vector_changes_decay (&learner->vectors, pass->rows[i], scale);
}

/* Follows the gradient of a batch of @n texts. */
static void
step (Learner *learner, guint n)
{
  guint n_sources = learner->fit->vocabulary.sources->len;
  const SentimentLearned parameters = { N_PARAMETERS,
                                        (float *) &learner->parameters,
                                        (float *) &learner->mean,
                                        (float *) &learner->gradient,
                                        (float *) &learner->first_moment,
                                        (float *) &learner->second_moment };
  const SentimentLearned intercepts = { n_sources,
                                        learner->intercepts,
                                        NULL,
                                        learner->intercept_gradients,
                                        learner->intercept_moments,
                                        learner->intercept_moments + n_sources };

  sentiment_descent_begin_step (&learner->descent);
  sentiment_descent_step (&learner->descent, &parameters, RATE, DECAY);
  sentiment_descent_step (&learner->descent, &intercepts, RATE, 0.0f);
  sentiment_vector_changes_step (&learner->vectors, &learner->descent, VECTOR_RATE, n);
  for (guint place = 0; place < WIDTH; place++)
    for (guint k = 0; k < N_INPUTS; k++)
      for (guint filter = 0; filter < N_FILTERS; filter++)
        learner->across[place][filter][k] = learner->parameters.filters[place][k][filter];
}

static void
learner_init (Learner *learner, const SentimentConvolutionFit *fit, guint n_steps)
{
  guint n_sources = fit->vocabulary.sources->len;

  memset (learner, 0, sizeof *learner);
  learner->fit = fit;
  learner->random.state = G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) * SEED;
  sentiment_descent_init (&learner->descent, n_steps);
  for (guint i = 0; i < WIDTH * N_INPUTS * N_FILTERS; i++)
    (&learner->parameters.filters[0][0][0])[i]
        = sentiment_random_draw_normal (&learner->random) / sqrtf (WIDTH * N_INPUTS);
  for (guint i = 0; i < N_FILTERS; i++)
    learner->parameters.weights[i] = sentiment_random_draw_normal (&learner->random) / sqrtf (N_FILTERS);
  for (guint place = 0; place < WIDTH; place++)
    for (guint k = 0; k < N_INPUTS; k++)
      for (guint filter = 0; filter < N_FILTERS; filter++)
        learner->across[place][filter][k] = learner->parameters.filters[place][k][filter];
  learner->mean = learner->parameters;
  learner->intercepts = g_new0 (float, n_sources + 1);
  learner->intercept_gradients = g_new0 (float, n_sources + 1);
  learner->intercept_moments = g_new0 (float, 2 * n_sources + 1);
  sentiment_vector_changes_init (&learner->vectors, sentiment_word_rows_get_n (fit->word_rows));
}

static void
learner_clear (Learner *learner)
{
  g_free (learner->intercepts);
  g_free (learner->intercept_gradients);
  g_free (learner->intercept_moments);
  sentiment_vector_changes_clear (&learner->vectors);
}

/* What each row adds to each filter at each place, in whole numbers */
static SentimentConvolutionTables *
fold (const Learner *learner)
{
  const SentimentWordRows *word_rows = learner->fit->word_rows;
  const Parameters *parameters = &learner->mean;
  guint n_rows = sentiment_word_rows_get_n (word_rows);
  SentimentConvolutionTables *tables = g_new0 (SentimentConvolutionTables, 1);
  g_autofree float *sums = g_new0 (float, (gsize) n_rows *WIDTH *N_FILTERS);
  float largest[N_FILTERS] = { 0 };

  tables->rows = g_array_new (FALSE, TRUE, sizeof (SentimentConvolutionRow));
  g_array_set_size (tables->rows, n_rows);
  for (guint row = 0; row < n_rows; row++)
    for (guint place = 0; place < WIDTH; place++)
      {
        float inputs[N_INPUTS], *to = sums + ((gsize) row * WIDTH + place) * N_FILTERS;
        sentiment_word_rows_get_learned (word_rows, &learner->vectors, (guint16) row, inputs);
        for (guint k = 0; k < N_INPUTS; k++)
          for (guint filter = 0; filter < N_FILTERS; filter++)
            to[filter] += inputs[k] * parameters->filters[place][k][filter];
        for (guint filter = 0; filter < N_FILTERS; filter++)
          largest[filter] = MAX (largest[filter], fabsf (to[filter]));
      }
  for (guint filter = 0; filter < N_FILTERS; filter++)
    {
      double unit = MAX (largest[filter] / 127.0, 1e-9);
      tables->filters.weights[filter] = parameters->weights[filter] * unit;
      tables->filters.biases[filter]
          = (gint16) CLAMP (lround (parameters->biases[filter] / unit), -SENTIMENT_MOST_BIAS, SENTIMENT_MOST_BIAS);
      for (guint row = 0; row < n_rows; row++)
        for (guint place = 0; place < WIDTH; place++)
          g_array_index (tables->rows, SentimentConvolutionRow, row).places[place][filter]
              = (gint8) lround (sums[((gsize) row * WIDTH + place) * N_FILTERS + filter] / unit);
    }
  return tables;
}

SentimentConvolutionTables *
sentiment_convolution_fit_solve (SentimentConvolutionFit *fit, gint left_out)
{
  g_autofree guint *order = g_new (guint, fit->samples->len + 1);
  g_autofree Learner *learner = g_new (Learner, 1);
  g_autofree Pass *pass = g_new (Pass, 1);
  double weight = 0.0;
  guint n = 0;

  for (guint i = 0; i < fit->samples->len; i++)
    {
      const Sample *sample = &g_array_index (fit->samples, Sample, i);
      if ((gint) sample->fold == left_out)
        continue;
      weight += sample->weight;
      order[n++] = i;
    }

  learner_init (learner, fit, EPOCHS * ((n + BATCH - 1) / BATCH));
  for (guint epoch = 0; epoch < EPOCHS && weight > 0.0; epoch++)
    {
      sentiment_random_shuffle (&learner->random, order, n);
      for (guint first = 0; first < n && !obelus_is_cancelled_at (0); first += BATCH)
        {
          guint n_texts = MIN (BATCH, n - first);
          float scale = (float) (n / (weight * n_texts));
          for (guint i = first; i < first + n_texts; i++)
            learn_from (learner, &g_array_index (fit->samples, Sample, order[i]), pass, scale);
          step (learner, n_texts);
        }
    }
  SentimentConvolutionTables *tables = obelus_is_cancelled_at (0) ? NULL : fold (learner);
  learner_clear (learner);
  return tables;
}

void
sentiment_convolution_tables_free (SentimentConvolutionTables *tables)
{
  g_array_unref (tables->rows);
  g_free (tables);
}
