/* Logistic regression with AdaGrad (Duchi, Hazan and Singer 2011), features left out at random, and the weights of the
 * last epochs of several runs averaged. Equal input gives equal bytes. */
#include "learner.h"

#include "feature-counter.h"
#include "feature-index.h"
#include "random.h"
#include "real.h"
#include "weights.h"

#include <math.h>
#include <string.h>

/* One point of a stored weight, in natural logarithms of odds. */
#define WEIGHT_UNIT (1.0 / 64)

/* Binary logarithm of the rough counters that tell which features occur once. */
#define COUNTER_BITS 24

/* No example has more features. */
#define MOST_FEATURES 64

typedef struct
{
  const guint32 *rows; /* n_features an example; LEARN_NO_FEATURE for one that occurs once */
  const guint8 *labels;
  guint32 n_examples;
  guint n_features;
  float *weights;
  float *squares; /* sums of squared slopes */
} Learning;

/* One pass over the examples in a new order. Returns the mean error. */
static double
learn_epoch (Learning *learning, guint32 *order, LearnRandom *random, float rate, float dropout)
{
  guint32 limit = (guint32) (dropout * 65536.0f);
  float gain = 1.0f / (1.0f - dropout);
  double error = 0;

  learn_random_shuffle (random, order, learning->n_examples);
  for (guint32 e = 0; e < learning->n_examples; e++)
    {
      const guint32 *rows = learning->rows + (gsize) order[e] * learning->n_features;
      guint8 label = learning->labels[order[e]];
      guint32 kept[MOST_FEATURES];
      guint n_kept = 0;
      float score = 0;
      guint64 bits = 0;

      for (guint i = 0; i < learning->n_features; i++)
        {
          if (i % 4 == 0)
            bits = learn_random_next (random);
          gboolean is_kept = (bits & 0xFFFF) >= limit && rows[i] != LEARN_NO_FEATURE;
          bits >>= 16;
          if (is_kept)
            {
              kept[n_kept++] = rows[i];
              score += learning->weights[rows[i]];
            }
        }

      float probability = 1.0f / (1.0f + learn_exp (-score * gain));
      float slope = (probability - (float) label) * gain;
      error += label ? 1.0f - probability : probability;
      for (guint i = 0; i < n_kept; i++)
        {
          float *square = &learning->squares[kept[i]];
          *square += slope * slope;
          learning->weights[kept[i]] -= rate * slope / sqrtf (*square + 1e-3f);
        }
    }

  return error / learning->n_examples;
}

/* Learns as the trainer's options say. @rows holds the places of the examples' features among @n_weights. Returns the
 * weights in points, rounded, as gint8; NULL if cancelled. */
static GArray *
learn (ObelusContext *context, const Examples *examples, const guint32 *rows, guint32 n_weights, const char *name,
       double from, double to, GError **error)
{
  guint32 n_examples = examples->labels->len;
  guint n_epochs = (guint) obelus_context_get_integer (context, "epochs");
  guint n_averaged = (n_epochs + 1) / 2;
  guint n_runs = (guint) obelus_context_get_integer (context, "runs");
  float dropout = (float) obelus_context_get_real (context, "dropout");
  float rate = (float) obelus_context_get_real (context, "rate");
  LearnRandom random = { (guint64) obelus_context_get_integer (context, "seed") };
  g_autofree guint32 *order = g_new (guint32, MAX (n_examples, 1));
  g_autofree float *weights = g_new0 (float, MAX (n_weights, 1));
  g_autofree float *squares = g_new0 (float, MAX (n_weights, 1));
  g_autofree double *sums = g_new0 (double, MAX (n_weights, 1));
  Learning learning
      = { rows, (const guint8 *) examples->labels->data, n_examples, examples->n_features, weights, squares };

  g_assert (examples->n_features <= MOST_FEATURES);
  for (guint32 i = 0; i < n_examples; i++)
    order[i] = i;
  for (guint run = 0; run < n_runs; run++)
    {
      memset (weights, 0, n_weights * sizeof *weights);
      memset (squares, 0, n_weights * sizeof *squares);
      for (guint epoch = 0; epoch < n_epochs; epoch++)
        {
          if (obelus_context_is_cancelled (context, error))
            return NULL;
          float pace = rate * (1.0f - 0.9f * (float) epoch / (float) n_epochs);
          double loss = learn_epoch (&learning, order, &random, pace, dropout);
          double done = (run + (epoch + 1.0) / n_epochs) / n_runs;
          obelus_context_report_progress (context, from + (to - from) * done,
                                          "%s: run %u of %u, epoch %u of %u, mean error %.4f", name, run + 1, n_runs,
                                          epoch + 1, n_epochs, loss);
          if (epoch + n_averaged >= n_epochs)
            for (guint32 i = 0; i < n_weights; i++)
              sums[i] += weights[i];
        }
    }

  GArray *points = g_array_sized_new (FALSE, FALSE, sizeof (gint8), n_weights);
  for (guint32 i = 0; i < n_weights; i++)
    {
      gint8 weight = (gint8) CLAMP (lrint (sums[i] / (n_averaged * n_runs) / WEIGHT_UNIT), -127, 127);
      g_array_append_val (points, weight);
    }

  return points;
}

gboolean
learner_learn (ObelusContext *context, const Examples *examples, const char *name, double from, double to,
               ObelusModelBuilder *model, GError **error)
{
  gsize n_values = (gsize) examples->labels->len * examples->n_features;
  const guint64 *hashes = (const guint64 *) (gconstpointer) examples->hashes->data;
  g_autoptr (LearnFeatureCounter) counter = learn_feature_counter_new (COUNTER_BITS);
  g_autofree guint32 *rows = g_try_new (guint32, MAX (n_values, 1));

  if (counter == NULL || rows == NULL)
    return obelus_context_fail (context, error, OBELUS_ERROR_NO_MEMORY, OBELUS_NO_OFFSET,
                                "no memory is left for learning; learn from fewer documents");

  /* A feature that occurs once tells of its example only. */
  for (gsize i = 0; i < n_values; i++)
    learn_feature_counter_note (counter, hashes[i]);
  for (gsize i = 0; i < n_values; i++)
    rows[i] = learn_feature_counter_number (counter, hashes[i]);

  guint32 n_features = learn_feature_counter_get_n_features (counter);
  g_autoptr (GArray) weights = learn (context, examples, rows, n_features, name, from, to, error);
  if (weights == NULL)
    return FALSE;

  g_autoptr (GArray) section
      = learn_weights_compile (learn_feature_counter_get_hashes (counter), (const gint8 *) weights->data, n_features);
  obelus_model_builder_add_section (model, name, section->data, (gsize) section->len * sizeof (guint32));

  return TRUE;
}

GArray *
learner_learn_table (ObelusContext *context, const Examples *examples, const char *name, guint bits, double from,
                     double to, GError **error)
{
  gsize n_values = (gsize) examples->labels->len * examples->n_features;
  g_autofree guint32 *rows = g_new (guint32, MAX (n_values, 1));

  for (gsize i = 0; i < n_values; i++)
    rows[i] = (guint32) g_array_index (examples->hashes, guint64, i);

  return learn (context, examples, rows, 1u << bits, name, from, to, error);
}
