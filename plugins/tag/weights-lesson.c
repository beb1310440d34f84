/* Learning weights: a conditional random field over the features of all examples. */
#include "weights-lesson.h"

#include "chain.h"
#include "feature-index.h"
#include "model-sections.h"

#include <obelus/obelus-error.h>

#include <math.h>
#include <string.h>

/* Binary logarithm of the rough counters that tell which features occur once. */
#define ROUGH_BITS 28

void
tag_weights_clear (TagWeights *weights)
{
  g_clear_pointer (&weights->index, g_array_unref);
  g_clear_pointer (&weights->rows, g_byte_array_unref);
  g_clear_pointer (&weights->pairs, g_free);
}

/* Features */

typedef struct
{
  const TagWeightsSource *source;
  LearnScan *scan;
  LearnFeatureCounter *counter;
  LearnChainTrainer *trainer; /* NULL in the first pass */
  GArray *features;           /* guint32, of the stretch */
  GArray *ends;
  GArray *allowed;
} Extraction;

static void
extract_place (Extraction *extraction, const TagStretch *stretch, guint32 place)
{
  guint64 features[TAG_MAX_FEATURES];
  guint n = tag_features_list_all (stretch, place, features);

  for (guint i = 0; i < n; i++)
    if (extraction->trainer == NULL)
      learn_feature_counter_note (extraction->counter, features[i]);
    else
      {
        guint32 number = learn_feature_counter_number (extraction->counter, features[i]);
        if (number != LEARN_NO_FEATURE)
          g_array_append_val (extraction->features, number);
      }
}

static void
extract_stretch (Extraction *extraction, const TagExample *example, const TagStretch *stretch, guint32 first)
{
  g_array_set_size (extraction->features, 0);
  g_array_set_size (extraction->ends, 0);
  g_array_set_size (extraction->allowed, 0);
  for (guint32 place = 0; place < stretch->n; place++)
    {
      guint8 label = example->labels[first + place];
      guint64 allowed = label == TAG_NO_LABEL ? G_MAXUINT64 : (guint64) 1 << label;

      extract_place (extraction, stretch, place);
      g_array_append_val (extraction->ends, extraction->features->len);
      g_array_append_val (extraction->allowed, allowed);
    }
  if (extraction->trainer != NULL)
    learn_chain_trainer_add (extraction->trainer, (const guint32 *) (gpointer) extraction->features->data,
                             (const guint32 *) (gpointer) extraction->ends->data,
                             (const guint64 *) (gpointer) extraction->allowed->data, stretch->n, example->weight);
}

static gboolean
extract_example (Extraction *extraction, const TagExample *example)
{
  const TagWeightsSource *source = extraction->source;
  LearnTokens tokens = tag_example_get_tokens (example);
  TagClass classes[LEARN_STRETCH + 2 * LEARN_REACH];
  TagKin kin[LEARN_STRETCH];
  TagStretch stretch = {
    .classes = classes + LEARN_REACH,
    .kin = kin,
    .verbs = tag_labels_select (source->labels, "VERB", "AUX"),
    .stops = tag_labels_select (source->labels, "PUNCT", NULL),
  };
  guint32 first;

  if (!learn_scan_begin (extraction->scan, &tokens, example->sentences, example->n_sentences))
    return FALSE;
  for (guint32 s = 0; s < example->n_sentences; s++)
    {
      learn_scan_enter_sentence (extraction->scan, s);
      while (learn_scan_next_stretch (extraction->scan, &stretch.words, &first, &stretch.n))
        {
          for (guint32 i = 0; i < stretch.n + 2 * LEARN_REACH; i++)
            classes[i] = tag_class_counter_find (source->classes, example->part,
                                                 stretch.words.words[(gssize) i - LEARN_REACH]->lower);
          for (guint32 i = 0; i < stretch.n; i++)
            tag_class_counter_find_kin (source->classes, example->part, stretch.classes[i],
                                        example->text + example->starts[first + i],
                                        example->ends[first + i] - example->starts[first + i], &kin[i]);
          extract_stretch (extraction, example, &stretch, first);
        }
    }

  return TRUE;
}

static gboolean
extract_all (Extraction *extraction, GError **error)
{
  for (guint i = 0; i < extraction->source->examples->len; i++)
    if (!extract_example (extraction, g_ptr_array_index (extraction->source->examples, i)))
      {
        g_set_error_literal (error, OBELUS_ERROR, OBELUS_ERROR_NO_MEMORY,
                             "no memory is left for learning; learn from fewer documents");
        return FALSE;
      }

  return TRUE;
}

/* Result */

static gint
quantize (float weight)
{
  return (gint) CLAMP (floorf (weight * TAG_POINTS + 0.5f), -127.0f, 127.0f);
}

/* Weights that all labels of a feature share say nothing: the middle one becomes 0, and most with it. */
static float
find_middle (const float *weights, guint n)
{
  float sorted[TAG_MAX_LABELS];

  for (guint i = 0; i < n; i++)
    {
      guint at = i;
      for (; at > 0 && sorted[at - 1] > weights[i]; at--)
        sorted[at] = sorted[at - 1];
      sorted[at] = weights[i];
    }

  return sorted[n / 2];
}

static void
collect_rows (TagWeights *result, LearnChainTrainer *trainer, LearnFeatureCounter *counter, guint n_labels,
              const TagPlan *plan)
{
  guint32 n_features = learn_feature_counter_get_n_features (counter);
  const guint64 *hashes = learn_feature_counter_get_hashes (counter);
  const guint32 *counts = learn_feature_counter_get_counts (counter);
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint32));
  const guint8 padding[TAG_WEIGHTS_PADDING] = { 0 };

  result->rows = g_byte_array_new ();
  for (guint32 i = 0; i < n_features; i++)
    {
      const float *weights = learn_chain_trainer_get_weights (trainer, i);
      float middle = find_middle (weights, n_labels);
      guint8 row[2 + 2 * TAG_MAX_LABELS] = { 0, (guint8) hashes[i] };

      for (guint label = 0; label < n_labels; label++)
        if (fabsf (weights[label] - middle) >= (float) plan->prune && quantize (weights[label] - middle) != 0)
          {
            row[2 + 2 * row[0]] = (guint8) label;
            row[3 + 2 * row[0]] = (guint8) (gint8) quantize (weights[label] - middle);
            row[0]++;
          }
      if (counts[i] < plan->min_count || row[0] == 0)
        continue;
      guint32 place = result->rows->len / 2;
      g_array_append_val (kept, hashes[i]);
      g_array_append_val (places, place);
      g_byte_array_append (result->rows, row, 2 + 2 * (guint) row[0]);
    }

  result->index
      = learn_feature_index_build_at ((const guint64 *) (gpointer) kept->data,
                                      (const guint32 *) (gpointer) places->data, kept->len, result->rows->len / 2);
  g_byte_array_append (result->rows, padding, sizeof padding);
}

static void
collect_pairs (TagWeights *result, LearnChainTrainer *trainer, guint n_labels)
{
  result->pairs = g_new0 (gint16, n_labels * n_labels);
  for (guint from = 0; from < n_labels; from++)
    for (guint to = 0; to < n_labels; to++)
      result->pairs[from * n_labels + to] = GINT16_TO_LE (
          (gint16) CLAMP (floorf (learn_chain_trainer_get_pair (trainer, from, to) * TAG_POINTS + 0.5f), -2047, 2047));
}

/* Learning */

gboolean
tag_weights_learn (TagWeights *weights, const TagWeightsSource *source, const TagPlan *plan, ObelusContext *context,
                   GError **error)
{
  guint n_labels = source->labels->n;
  g_autoptr (LearnScan) scan = learn_scan_new (source->lexicon, FALSE);
  g_autoptr (LearnFeatureCounter) counter = learn_feature_counter_new (ROUGH_BITS);
  if (scan == NULL || counter == NULL)
    {
      g_set_error_literal (error, OBELUS_ERROR, OBELUS_ERROR_NO_MEMORY, "no memory is left for learning");
      return FALSE;
    }

  g_autoptr (GArray) features = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) allowed = g_array_new (FALSE, FALSE, sizeof (guint64));
  Extraction extraction = {
    .source = source,
    .scan = scan,
    .counter = counter,
    .features = features,
    .ends = ends,
    .allowed = allowed,
  };
  if (!extract_all (&extraction, error))
    return FALSE;

  guint64 all = n_labels < 64 ? ((guint64) 1 << n_labels) - 1 : G_MAXUINT64;
  guint64 legal[LEARN_CHAIN_MAX_LABELS];
  for (guint label = 0; label < n_labels; label++)
    legal[label] = all;
  g_autoptr (LearnChainTrainer) trainer = learn_chain_trainer_new (n_labels, legal, all, all);
  extraction.trainer = trainer;
  if (!extract_all (&extraction, error) || !learn_chain_fit (trainer, &plan->chain, counter, context, error))
    return FALSE;

  collect_rows (weights, trainer, counter, n_labels, plan);
  collect_pairs (weights, trainer, n_labels);

  return TRUE;
}
