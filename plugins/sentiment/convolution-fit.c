/* Learns a convolution over words with rectified maxima and a linear sum of these, and folds it into tables.
 *
 * Kim, EMNLP 2014; maxima instead of means, so that a text of any length is the few places that say most. */
#include "convolution-fit.h"
#include "vocabulary.h"

#include <math.h>
#include <string.h>

#define WIDTH SENTIMENT_FILTER_WIDTH
#define N_FILTERS SENTIMENT_N_FILTERS

/* What a word is described by: its vector, three ratings, and that it is there */
#define N_RATINGS 3
#define N_INPUTS (SENTIMENT_VECTOR_SIZE + N_RATINGS + 1)

/* Longer texts are what their sentences are. */
#define MOST_WORDS 128

/* Words that have a row even if no text has them, so that what is learned of words reaches those used alike */
#define N_COMMON 22000

#define BATCH 64
#define EPOCHS 10
#define RATE 4e-3f       /* of filters and weights (Adam; Kingma and Ba, ICLR 2015) */
#define VECTOR_RATE 0.1f /* of vectors (Duchi, Hazan and Singer, JMLR 2011) */
#define FILTER_DROP 0.5f /* share of maxima that are not seen at a step */
#define WORD_DROP 0.1f   /* share of words that are seen as others with their rating */
#define DECAY 1e-4f
#define VECTOR_DECAY 1e-3f
#define VECTOR_SCALE 0.6f
#define SEED 1
#define MEAN_DECAY 0.998f /* of the running mean of filters and weights, which is what is kept */
#define WARM_UP 50
#define LAST_RATE 0.05f

typedef struct
{
  guint source, fold;
  float value, weight;
  guint32 first, n_words; /* in places and rows */
} Sample;

/* What the row of a word follows from */
typedef struct
{
  guint64 hash;
  guint8 kind, run;
} Place;

struct _SentimentConvolutionFit
{
  GArray *samples; /* Sample */
  GArray *places;  /* Place, one a word of a text */
  GArray *rows;    /* guint16, likewise */
  GArray *inputs;  /* N_INPUTS floats a row */
  GArray *levels;  /* guint16 a row: that of words with its rating */
  SentimentVocabulary vocabulary;
  SentimentWord words[MOST_WORDS + 2];
};

static void
add_inputs (SentimentConvolutionFit *fit, const float *vector, double rating, double opinion, double induced,
            guint16 level)
{
  float inputs[N_INPUTS] = { 0 };

  for (guint i = 0; vector != NULL && i < SENTIMENT_VECTOR_SIZE; i++)
    inputs[i] = VECTOR_SCALE * vector[i];
  inputs[SENTIMENT_VECTOR_SIZE] = (float) (rating / 50.0);
  inputs[SENTIMENT_VECTOR_SIZE + 1] = (float) (opinion / 50.0);
  inputs[SENTIMENT_VECTOR_SIZE + 2] = (float) (induced / 25.0);
  inputs[N_INPUTS - 1] = 1.0f;
  g_array_append_vals (fit->inputs, inputs, N_INPUTS);
  g_array_append_val (fit->levels, level);
}

static guint
get_n_rows (const SentimentConvolutionFit *fit)
{
  return fit->inputs->len / N_INPUTS;
}

SentimentConvolutionFit *
sentiment_convolution_fit_new (void)
{
  SentimentConvolutionFit *fit = g_new0 (SentimentConvolutionFit, 1);

  fit->samples = g_array_new (FALSE, FALSE, sizeof (Sample));
  fit->places = g_array_new (FALSE, FALSE, sizeof (Place));
  fit->rows = g_array_new (FALSE, FALSE, sizeof (guint16));
  fit->inputs = g_array_new (FALSE, TRUE, sizeof (float));
  fit->levels = g_array_new (FALSE, FALSE, sizeof (guint16));
  sentiment_vocabulary_init (&fit->vocabulary);
  return fit;
}

/* How often each form stands in the texts, by its hash */
static GHashTable *
count_forms (const SentimentConvolutionFit *fit)
{
  GHashTable *counts = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < fit->places->len; i++)
    {
      guint64 *hash = &g_array_index (fit->places, Place, i).hash;
      g_hash_table_insert (counts, hash, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, hash)) + 1));
    }
  return counts;
}

void
sentiment_convolution_fit_place_words (SentimentConvolutionFit *fit, SentimentEntry *slots, gsize n_slots,
                                       const SentimentVectors *vectors)
{
  const SentimentLexicon lexicon = { .slots = slots, .mask = (guint32) (n_slots - 1) };
  g_autoptr (GHashTable) counts = count_forms (fit);

  add_inputs (fit, NULL, 0.0, 0.0, 0.0, 0);
  g_array_index (fit->inputs, float, N_INPUTS - 1) = 0.0f; /* nothing */
  for (guint16 row = 1; row <= SENTIMENT_N_SIGN_ROWS; row++)
    add_inputs (fit, NULL, 0.0, 0.0, 0.0, row);
  for (gint level = 0; level < SENTIMENT_N_RATING_LEVELS; level++)
    {
      double rating = (level - SENTIMENT_N_RATING_LEVELS / 2) * 12.5;
      add_inputs (fit, NULL, rating, CLAMP (rating, -40.0, 40.0), rating,
                  (guint16) (SENTIMENT_FIRST_LEVEL_ROW + level));
    }
  for (guint i = 0; i < sentiment_vectors_get_n_words (vectors) && get_n_rows (fit) < G_MAXUINT16; i++)
    {
      const float *vector;
      guint64 hash = sentiment_vectors_get_word (vectors, i, &vector);
      const SentimentEntry *entry = sentiment_lexicon_find (&lexicon, hash);
      if (entry->fingerprint == 0 || entry->row != 0
          || (i >= N_COMMON && GPOINTER_TO_UINT (g_hash_table_lookup (counts, &hash)) < 2))
        continue;
      const SentimentWord word = { .kind = SENTIMENT_WORD, .entry = *entry };
      guint16 level = sentiment_get_convolution_row (&word);
      slots[entry - slots].row = (guint16) get_n_rows (fit);
      add_inputs (fit, vector, entry->rating, entry->opinion, entry->induced, level);
    }

  for (guint i = 0; i < fit->places->len; i++)
    {
      const Place *place = &g_array_index (fit->places, Place, i);
      SentimentWord word = { .kind = place->kind, .run = place->run };
      word.entry = *sentiment_lexicon_find (&lexicon, place->hash);
      guint16 row = sentiment_get_convolution_row (&word);
      g_array_append_val (fit->rows, row);
    }
}

void
sentiment_convolution_fit_free (SentimentConvolutionFit *fit)
{
  g_array_unref (fit->samples);
  g_array_unref (fit->places);
  g_array_unref (fit->rows);
  g_array_unref (fit->inputs);
  g_array_unref (fit->levels);
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
                    .weight = (float) weight,
                    .first = fit->places->len };
  guint32 position = 0;

  sample.n_words = (guint32) sentiment_scan_words (lexicon, text, &position, length, fit->words, MOST_WORDS + 2);
  if (sample.n_words == 0 || position < length || sample.n_words > MOST_WORDS)
    return;
  for (guint32 i = 0; i < sample.n_words; i++)
    {
      Place place = { .hash = fit->words[i].hash, .kind = fit->words[i].kind, .run = fit->words[i].run };
      g_array_append_val (fit->places, place);
    }
  g_array_append_val (fit->samples, sample);
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
  guint64 random;
  Parameters parameters, mean, gradient, first_moment, second_moment;
  float across[WIDTH][N_FILTERS][N_INPUTS]; /* the filters again, for what goes back to words */
  float *intercepts, *intercept_gradients, *intercept_moments;
  float *changes;   /* of the vectors, by row */
  float *squares;   /* of their gradients, summed */
  float *gradients; /* of the vectors, by row; zero between steps */
  GArray *touched;  /* rows with a gradient */
  guint8 *is_touched;
  guint n_steps;
  double first_decay, second_decay; /* of the moments, to the power of the steps */
} Learner;

/* Xorshift (Marsaglia, Journal of Statistical Software 2003), scrambled by a product */
static guint64
draw (Learner *learner)
{
  guint64 x = learner->random;

  x ^= x << 13;
  x ^= x >> 7;
  x ^= x << 17;
  learner->random = x;
  return x * G_GUINT64_CONSTANT (0x2545f4914f6cdd1d);
}

/* 0 ≤ number < 1 */
static float
draw_uniform (Learner *learner)
{
  return (float) (draw (learner) >> 40) / 16777216.0f;
}

/* About normal, variance 1 */
static float
draw_normal (Learner *learner)
{
  float sum = -6.0f;

  for (guint i = 0; i < 12; i++)
    sum += draw_uniform (learner);
  return sum;
}

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
  const guint16 *rows = (const guint16 *) (gpointer) fit->rows->data + sample->first;
  const float *inputs = (const float *) (gpointer) fit->inputs->data;

  pass->n_words = sample->n_words;
  for (guint32 i = 0; i < pass->n_words; i++)
    {
      guint16 row = draw_uniform (learner) < WORD_DROP ? g_array_index (fit->levels, guint16, rows[i]) : rows[i];
      const float *changes = learner->changes + (gsize) row * SENTIMENT_VECTOR_SIZE;
      pass->rows[i] = row;
      memcpy (pass->inputs[i], inputs + (gsize) row * N_INPUTS, sizeof pass->inputs[i]);
      for (guint k = 0; k < SENTIMENT_VECTOR_SIZE; k++)
        pass->inputs[i][k] += changes[k];
    }
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

/* The gradients of the vectors of a word */
static float *
touch (Learner *learner, guint16 row)
{
  if (!learner->is_touched[row])
    {
      learner->is_touched[row] = 1;
      g_array_append_val (learner->touched, row);
    }
  return learner->gradients + (gsize) row * SENTIMENT_VECTOR_SIZE;
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
      kept[filter] = draw_uniform (learner) < FILTER_DROP ? 0.0f : 1.0f / (1.0f - FILTER_DROP);
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
          float *vector = touch (learner, pass->rows[word]);
          for (guint k = 0; k < N_INPUTS; k++)
            gradient->filters[place][k][filter] += back * inputs[k];
          for (guint k = 0; k < SENTIMENT_VECTOR_SIZE; k++)
            vector[k] += back * across[k];
        }
    }
  for (guint32 i = 0; i < pass->n_words; i++)
    {
      const float *changes = learner->changes + (gsize) pass->rows[i] * SENTIMENT_VECTOR_SIZE;
      float *vector = touch (learner, pass->rows[i]);
      for (guint k = 0; k < SENTIMENT_VECTOR_SIZE; k++)
        vector[k] += 2.0f * VECTOR_DECAY * scale * changes[k];
    }
}

static void
adapt (float *value, float gradient, float *first, float *second, float rate, double first_left, double second_left)
{
  *first = 0.9f * *first + 0.1f * gradient;
  *second = 0.99f * *second + 0.01f * gradient * gradient;
  *value -= rate * (*first / (float) first_left) / (sqrtf (*second / (float) second_left) + 1e-6f);
}

/* Follows the gradient of a batch of @n texts. */
static void
step (Learner *learner, guint n, guint n_steps)
{
  float *values = (float *) &learner->parameters, *gradients = (float *) &learner->gradient;
  float *first = (float *) &learner->first_moment, *second = (float *) &learner->second_moment;
  float *means = (float *) &learner->mean;
  float done = (float) ++learner->n_steps;
  float pace = MIN (1.0f, done / WARM_UP) * (1.0f - (1.0f - LAST_RATE) * done / (float) n_steps);
  float kept = MIN (MEAN_DECAY, done / (done + 10.0f));

  learner->first_decay *= 0.9;
  learner->second_decay *= 0.99;
  double first_left = 1.0 - learner->first_decay, second_left = 1.0 - learner->second_decay;
  for (gsize i = 0; i < N_PARAMETERS; i++)
    {
      adapt (&values[i], gradients[i] + 2.0f * DECAY * values[i], &first[i], &second[i], RATE * pace, first_left,
             second_left);
      means[i] = kept * means[i] + (1.0f - kept) * values[i];
    }
  guint n_sources = learner->fit->vocabulary.sources->len;
  for (guint i = 0; i < n_sources; i++)
    adapt (&learner->intercepts[i], learner->intercept_gradients[i], &learner->intercept_moments[i],
           &learner->intercept_moments[n_sources + i], RATE * pace, first_left, second_left);

  for (guint i = 0; i < learner->touched->len; i++)
    {
      guint16 row = g_array_index (learner->touched, guint16, i);
      gsize at = (gsize) row * SENTIMENT_VECTOR_SIZE;
      learner->is_touched[row] = 0;
      for (gsize k = at; k < at + SENTIMENT_VECTOR_SIZE; k++)
        {
          float gradient = learner->gradients[k] * (float) n;
          learner->squares[k] += gradient * gradient;
          learner->changes[k] -= VECTOR_RATE * pace * gradient / sqrtf (learner->squares[k]);
          learner->gradients[k] = 0.0f;
        }
    }
  g_array_set_size (learner->touched, 0);
  memset (&learner->gradient, 0, sizeof learner->gradient);
  memset (learner->intercept_gradients, 0, n_sources * sizeof (float));
  for (guint place = 0; place < WIDTH; place++)
    for (guint k = 0; k < N_INPUTS; k++)
      for (guint filter = 0; filter < N_FILTERS; filter++)
        learner->across[place][filter][k] = learner->parameters.filters[place][k][filter];
}

static void
learner_init (Learner *learner, const SentimentConvolutionFit *fit)
{
  guint n_rows = get_n_rows (fit), n_sources = fit->vocabulary.sources->len;
  gsize n_changes = (gsize) n_rows * SENTIMENT_VECTOR_SIZE;

  memset (learner, 0, sizeof *learner);
  learner->fit = fit;
  learner->random = G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) * SEED;
  learner->first_decay = learner->second_decay = 1.0;
  for (guint i = 0; i < WIDTH * N_INPUTS * N_FILTERS; i++)
    (&learner->parameters.filters[0][0][0])[i] = draw_normal (learner) / sqrtf (WIDTH * N_INPUTS);
  for (guint i = 0; i < N_FILTERS; i++)
    learner->parameters.weights[i] = draw_normal (learner) / sqrtf (N_FILTERS);
  for (guint place = 0; place < WIDTH; place++)
    for (guint k = 0; k < N_INPUTS; k++)
      for (guint filter = 0; filter < N_FILTERS; filter++)
        learner->across[place][filter][k] = learner->parameters.filters[place][k][filter];
  learner->mean = learner->parameters;
  learner->intercepts = g_new0 (float, n_sources + 1);
  learner->intercept_gradients = g_new0 (float, n_sources + 1);
  learner->intercept_moments = g_new0 (float, 2 * n_sources + 1);
  learner->changes = g_new0 (float, n_changes);
  learner->squares = g_new (float, n_changes);
  learner->gradients = g_new0 (float, n_changes);
  learner->touched = g_array_new (FALSE, FALSE, sizeof (guint16));
  learner->is_touched = g_new0 (guint8, n_rows);
  for (gsize i = 0; i < n_changes; i++)
    learner->squares[i] = 1e-3f;
}

static void
learner_clear (Learner *learner)
{
  g_free (learner->intercepts);
  g_free (learner->intercept_gradients);
  g_free (learner->intercept_moments);
  g_free (learner->changes);
  g_free (learner->squares);
  g_free (learner->gradients);
  g_array_unref (learner->touched);
  g_free (learner->is_touched);
}

/* Puts numbers into an order of chance (Fisher and Yates). */
static void
shuffle (Learner *learner, guint *numbers, guint n)
{
  for (guint i = n; i > 1; i--)
    {
      guint k = (guint) (draw (learner) % i);
      guint number = numbers[i - 1];
      numbers[i - 1] = numbers[k];
      numbers[k] = number;
    }
}

/* What each row adds to each filter at each place, in whole numbers */
static SentimentConvolutionTables *
fold (const Learner *learner)
{
  const float *inputs = (const float *) (gpointer) learner->fit->inputs->data;
  const Parameters *parameters = &learner->mean;
  guint n_rows = get_n_rows (learner->fit);
  SentimentConvolutionTables *tables = g_new0 (SentimentConvolutionTables, 1);
  g_autofree float *sums = g_new0 (float, (gsize) n_rows *WIDTH *N_FILTERS);
  float largest[N_FILTERS] = { 0 };

  tables->rows = g_array_new (FALSE, TRUE, sizeof (SentimentConvolutionRow));
  g_array_set_size (tables->rows, n_rows);
  for (guint row = 0; row < n_rows; row++)
    for (guint place = 0; place < WIDTH; place++)
      {
        float *to = sums + ((gsize) row * WIDTH + place) * N_FILTERS;
        for (guint k = 0; k < N_INPUTS; k++)
          {
            float input = inputs[(gsize) row * N_INPUTS + k];
            if (k < SENTIMENT_VECTOR_SIZE)
              input += learner->changes[(gsize) row * SENTIMENT_VECTOR_SIZE + k];
            for (guint filter = 0; filter < N_FILTERS; filter++)
              to[filter] += input * parameters->filters[place][k][filter];
          }
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

  learner_init (learner, fit);
  guint n_batches = (n + BATCH - 1) / BATCH;
  for (guint epoch = 0; epoch < EPOCHS && weight > 0.0; epoch++)
    {
      shuffle (learner, order, n);
      for (guint first = 0; first < n && !obelus_is_cancelled_at (0); first += BATCH)
        {
          guint n_texts = MIN (BATCH, n - first);
          float scale = (float) (n / (weight * n_texts));
          for (guint i = first; i < first + n_texts; i++)
            learn_from (learner, &g_array_index (fit->samples, Sample, order[i]), pass, scale);
          step (learner, n_texts, EPOCHS * n_batches);
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
