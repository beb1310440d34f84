/* Learning where sentences end: logistic regression with AdaGrad (Duchi, Hazan and Singer 2011), features left out at
 * random, and the weights of the last epochs of several runs averaged. Equal input gives equal bytes. */
#include "trainer.h"

#include "boundaries.h"
#include "feature-counter.h"
#include "paragraphs.h"
#include "random.h"
#include "real.h"
#include "sentences.h"

#include <math.h>
#include <string.h>

/* One point of a stored weight, in natural logarithms of odds. */
#define WEIGHT_UNIT (1.0 / 64)

/* Binary logarithm of the rough counters that tell which features occur once. */
#define COUNTER_BITS 24

typedef struct
{
  ObelusContext *context;
  Rules *rules;
  GArray *hashes; /* of guint64, BOUNDARY_N_FEATURES an example */
  GArray *labels; /* of guint8 */
  Spans paragraphs;
  Spans rule_sentences;
  Spans tokens;
  Spans multiwords;
} Training;

static void
training_init (Training *training, ObelusContext *context)
{
  memset (training, 0, sizeof *training);
  training->context = context;
  training->rules = rules_new ();
  training->hashes = g_array_new (FALSE, FALSE, sizeof (guint64));
  training->labels = g_array_new (FALSE, FALSE, sizeof (guint8));
  training->paragraphs.has_kinds = TRUE;
  training->tokens.has_kinds = TRUE;
}

static void
training_clear (Training *training)
{
  rules_free (training->rules);
  g_array_unref (training->hashes);
  g_array_unref (training->labels);
  spans_clear (&training->paragraphs);
  spans_clear (&training->rule_sentences);
  spans_clear (&training->tokens);
  spans_clear (&training->multiwords);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Training, training_clear)

/* Examples */

static gboolean
add_document (Training *training, ObelusDocument *document)
{
  guint32 length;
  const char *text = obelus_document_get_text (document, &length);
  ObelusLayer *gold = obelus_document_get_layer (document, "sentence");
  const guint32 *gold_ends = obelus_layer_get_ends (gold);
  guint32 n_gold = obelus_layer_get_n_rows (gold), next_gold = 0, token = 0;
  Spans *tokens = &training->tokens;

  training->paragraphs.n = training->rule_sentences.n = tokens->n = training->multiwords.n = 0;
  if (!paragraphs_divide (training->rules, text, length, PARAGRAPH_BREAKS_AUTO, &training->paragraphs))
    return FALSE;
  for (guint32 i = 0; i < training->paragraphs.n; i++)
    if (!tokens_divide (training->rules, text, training->paragraphs.starts[i], training->paragraphs.ends[i], tokens,
                        &training->multiwords))
      return FALSE;

  Style style = boundaries_judge_style (training->rules, text, tokens);
  for (guint32 i = 0; i < training->paragraphs.n; i++)
    {
      guint32 first = token, end = token, rule = 0;
      BoundaryWalk walk;

      while (end < tokens->n && tokens->starts[end] < training->paragraphs.ends[i])
        end++;
      training->rule_sentences.n = 0;
      if (!sentences_divide (training->rules, text, tokens, first, end, &training->rule_sentences))
        return FALSE;

      boundary_walk_init (&walk, training->rules, text, tokens, first, end, style);
      for (; token + 1 < end; token++)
        {
          boundary_walk_pass (&walk, token);
          while (next_gold < n_gold && gold_ends[next_gold] < tokens->ends[token])
            next_gold++;
          while (rule < training->rule_sentences.n && training->rule_sentences.ends[rule] < tokens->ends[token])
            rule++;

          guint8 label = next_gold < n_gold && gold_ends[next_gold] == tokens->ends[token];
          if (boundary_walk_is_candidate (&walk, token))
            {
              guint64 features[BOUNDARY_N_FEATURES];
              gboolean rule_ends
                  = rule < training->rule_sentences.n && training->rule_sentences.ends[rule] == tokens->ends[token];
              boundary_walk_extract (&walk, token, rule_ends, features);
              g_array_append_vals (training->hashes, features, BOUNDARY_N_FEATURES);
              g_array_append_val (training->labels, label);
            }
          if (label)
            boundary_walk_break (&walk, token);
        }
      token = end;
    }

  return TRUE;
}

/* Weights */

typedef struct
{
  const guint32 *rows; /* BOUNDARY_N_FEATURES an example; LEARN_NO_FEATURE for one that occurs once */
  const guint8 *labels;
  guint32 n_examples;
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
      const guint32 *rows = learning->rows + (gsize) order[e] * BOUNDARY_N_FEATURES;
      guint8 label = learning->labels[order[e]];
      guint32 kept[BOUNDARY_N_FEATURES];
      guint n_kept = 0;
      float score = 0;
      guint64 bits = 0;

      for (guint i = 0; i < BOUNDARY_N_FEATURES; i++)
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

/* Adds the sections of the model: the weights that are not 0, and where they are found. */
static void
add_sections (ObelusModelBuilder *model, const guint64 *hashes, const double *sums, guint n_averaged,
              guint32 n_features)
{
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GArray) weights = g_array_new (FALSE, FALSE, sizeof (gint8));

  for (guint32 i = 0; i < n_features; i++)
    {
      gint8 weight = (gint8) CLAMP (lrint (sums[i] / n_averaged / WEIGHT_UNIT), -127, 127);
      if (weight == 0)
        continue;
      g_array_append_val (kept, hashes[i]);
      g_array_append_val (weights, weight);
    }

  g_autoptr (GArray) index = learn_feature_index_build ((const guint64 *) (gpointer) kept->data, kept->len);
  obelus_model_builder_add_section (model, "boundary-index", index->data, (gsize) index->len * sizeof (guint32));
  obelus_model_builder_add_section (model, "boundary-weights", weights->data, weights->len);
}

static gboolean
learn_weights (Training *training, ObelusModelBuilder *model, GError **error)
{
  ObelusContext *context = training->context;
  guint32 n_examples = training->labels->len;
  gsize n_values = (gsize) n_examples * BOUNDARY_N_FEATURES;
  guint n_epochs = (guint) obelus_context_get_integer (context, "epochs");
  guint n_averaged = (n_epochs + 1) / 2;
  guint n_runs = (guint) obelus_context_get_integer (context, "runs");
  float dropout = (float) obelus_context_get_real (context, "dropout");
  float rate = (float) obelus_context_get_real (context, "rate");
  LearnRandom random = { (guint64) obelus_context_get_integer (context, "seed") };
  const guint64 *hashes = (const guint64 *) (gconstpointer) training->hashes->data;
  g_autoptr (LearnFeatureCounter) counter = learn_feature_counter_new (COUNTER_BITS);
  g_autofree guint32 *rows = g_new (guint32, n_values);
  g_autofree guint32 *order = g_new (guint32, n_examples);

  /* A feature that occurs once tells of its example only. */
  for (gsize i = 0; i < n_values; i++)
    learn_feature_counter_note (counter, hashes[i]);
  for (gsize i = 0; i < n_values; i++)
    rows[i] = learn_feature_counter_number (counter, hashes[i]);
  for (guint32 i = 0; i < n_examples; i++)
    order[i] = i;

  guint32 n_features = learn_feature_counter_get_n_features (counter);
  g_autofree float *weights = g_new0 (float, MAX (n_features, 1));
  g_autofree float *squares = g_new0 (float, MAX (n_features, 1));
  g_autofree double *sums = g_new0 (double, MAX (n_features, 1));
  Learning learning = { rows, (const guint8 *) training->labels->data, n_examples, weights, squares };
  for (guint run = 0; run < n_runs; run++)
    {
      memset (weights, 0, n_features * sizeof *weights);
      memset (squares, 0, n_features * sizeof *squares);
      for (guint epoch = 0; epoch < n_epochs; epoch++)
        {
          if (obelus_context_is_cancelled (context, error))
            return FALSE;
          float pace = rate * (1.0f - 0.9f * (float) epoch / (float) n_epochs);
          double loss = learn_epoch (&learning, order, &random, pace, dropout);
          obelus_context_report_progress (context, (run + (epoch + 1.0) / n_epochs) / n_runs,
                                          "run %u of %u, epoch %u of %u, mean error %.4f", run + 1, n_runs, epoch + 1,
                                          n_epochs, loss);
          if (epoch + n_averaged >= n_epochs)
            for (guint32 i = 0; i < n_features; i++)
              sums[i] += weights[i];
        }
    }
  add_sections (model, learn_feature_counter_get_hashes (counter), sums, n_averaged * n_runs, n_features);

  return TRUE;
}

gboolean
trainer_train (ObelusContext *context, ObelusDocumentStream *stream, ObelusModelBuilder *model, GError **error)
{
  g_auto (Training) training;
  ObelusDocument *next;
  GError *reading_error = NULL;

  training_init (&training, context);
  while ((next = obelus_document_stream_next (stream, NULL, &reading_error)) != NULL)
    {
      g_autoptr (ObelusDocument) document = next;

      if (obelus_context_is_cancelled (context, error))
        return FALSE;
      if (!add_document (&training, document))
        return obelus_context_fail (context, error, OBELUS_ERROR_NO_MEMORY, OBELUS_NO_OFFSET,
                                    "no memory for the tokens; train on less");
    }
  if (reading_error != NULL)
    {
      g_propagate_error (error, reading_error);
      return FALSE;
    }
  if (training.labels->len == 0)
    return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_INPUT, OBELUS_NO_OFFSET,
                                "there are no places where a sentence may end; give files with annotated sentences");

  return learn_weights (&training, model, error);
}
