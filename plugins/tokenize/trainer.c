/* Learning where tokens and sentences end: makes examples of annotated documents. */
#include "trainer.h"

#include "boundaries.h"
#include "learner.h"
#include "paragraphs.h"
#include "sentences.h"

#include <string.h>

/* The shares of the time that learning where tokens end and the first look take, about. */
#define TOKENS_SHARE 0.1
#define GATE_SHARE 0.1

typedef struct
{
  ObelusContext *context;
  Rules *rules;
  Examples gate;
  Examples boundaries;
  GArray *cluster_words;
  Clusters clusters;
  GPtrArray *documents;
  WordClassCounts *word_class_counts;
  GBytes *word_classes;
  GArray *words; /* with the class of each */
  DecisionRecorder decisions;
  Spans paragraphs;
  Spans blocks; /* the paragraphs' tokens */
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
  training->rules->recorder = &training->decisions;
  training->decisions.hashes = g_array_new (FALSE, FALSE, sizeof (guint64));
  training->decisions.labels = g_array_new (FALSE, FALSE, sizeof (guint8));
  GBytes *file = obelus_context_get_file (context, "clusters", NULL);
  gsize length = 0;
  const char *lines = file != NULL ? g_bytes_get_data (file, &length) : "";
  training->cluster_words = clusters_compile (lines, length, (guint) obelus_context_get_integer (context, "max-words"));
  clusters_read (&training->clusters, (const guint32 *) (gpointer) training->cluster_words->data,
                 training->cluster_words->len);
  training->documents = g_ptr_array_new_with_free_func (g_object_unref);
  training->word_class_counts = word_class_counts_new ();
  training->gate.n_features = GATE_N_FEATURES;
  training->gate.hashes = g_array_new (FALSE, FALSE, sizeof (guint64));
  training->gate.labels = training->boundaries.labels = g_array_new (FALSE, FALSE, sizeof (guint8));
  training->boundaries.n_features = BOUNDARY_N_FEATURES;
  training->boundaries.hashes = g_array_new (FALSE, FALSE, sizeof (guint64));
  training->paragraphs.has_kinds = TRUE;
  training->blocks.has_kinds = TRUE;
  training->tokens.has_kinds = TRUE;
}

static void
training_clear (Training *training)
{
  rules_free (training->rules);
  g_array_unref (training->decisions.hashes);
  g_array_unref (training->decisions.labels);
  g_array_unref (training->gate.hashes);
  g_array_unref (training->cluster_words);
  g_ptr_array_unref (training->documents);
  word_class_counts_free (training->word_class_counts);
  g_clear_pointer (&training->word_classes, g_bytes_unref);
  g_clear_pointer (&training->words, g_array_unref);
  g_array_unref (training->boundaries.hashes);
  g_array_unref (training->boundaries.labels);
  spans_clear (&training->paragraphs);
  spans_clear (&training->blocks);
  spans_clear (&training->rule_sentences);
  spans_clear (&training->tokens);
  spans_clear (&training->multiwords);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Training, training_clear)

/* Examples */

/* For each byte of the text, whether a token ends before it. */
static guint8 *
mark_token_ends (ObelusDocument *document, guint32 length)
{
  guint8 *marks = g_malloc0 ((gsize) length + 1);
  ObelusLayer *tokens = obelus_document_get_layer (document, "token");
  const guint32 *ends = obelus_layer_get_ends (tokens);

  for (guint32 row = 0; row < obelus_layer_get_n_rows (tokens); row++)
    marks[ends[row]] = 1;

  return marks;
}

static gboolean
add_document (Training *training, ObelusDocument *document)
{
  guint32 length;
  const char *text = obelus_document_get_text (document, &length);
  ObelusLayer *gold = obelus_document_get_layer (document, "sentence");
  const guint32 *gold_ends = obelus_layer_get_ends (gold);
  guint32 n_gold = obelus_layer_get_n_rows (gold), next_gold = 0;
  Spans *tokens = &training->tokens;
  g_autofree guint8 *token_ends = mark_token_ends (document, length);

  training->decisions.ends = token_ends;
  training->paragraphs.n = training->blocks.n = training->rule_sentences.n = tokens->n = training->multiwords.n = 0;
  if (!paragraphs_divide (training->rules, text, length, PARAGRAPH_BREAKS_AUTO, &training->paragraphs))
    return FALSE;
  for (guint32 i = 0; i < training->paragraphs.n; i++)
    {
      guint32 first = tokens->n;
      if (!tokens_divide (training->rules, text, training->paragraphs.starts[i], training->paragraphs.ends[i], tokens,
                          &training->multiwords, NULL, NULL)
          || !spans_append (&training->blocks, first, tokens->n, training->paragraphs.kinds[i]))
        return FALSE;
    }

  Style style = style_judge (training->rules, text, tokens, &training->blocks);
  for (guint32 i = 0; i < training->blocks.n; i++)
    {
      guint32 first = training->blocks.starts[i], end = training->blocks.ends[i], rule = 0;
      BoundaryWalk walk;

      training->rule_sentences.n = 0;
      if (!sentences_divide (training->rules, text, tokens, first, end, &training->rule_sentences))
        return FALSE;

      boundary_walk_init (&walk, training->rules, &training->clusters, text, tokens, first, end, style);
      for (guint32 token = first; token + 1 < end; token++)
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
              guint32 rows[GATE_N_FEATURES];
              boundary_walk_extract_first (&walk, token, rule_ends, rows);
              boundary_walk_extract_quick (&walk, token, rule_ends, rows);
              for (guint row = 0; row < GATE_N_FEATURES; row++)
                {
                  guint64 place = rows[row];
                  g_array_append_val (training->gate.hashes, place);
                }
              boundary_walk_extract (&walk, token, rule_ends, features);
              g_array_append_vals (training->boundaries.hashes, features, BOUNDARY_N_FEATURES);
              g_array_append_val (training->boundaries.labels, label);
            }
          if (label)
            boundary_walk_break (&walk, token);
        }
    }

  return TRUE;
}

static int
compare_sums (gconstpointer a, gconstpointer b)
{
  return *(const gint32 *) a - *(const gint32 *) b;
}

/* The sum of the first @n_features that a share of @share of the ends of sentences has less than, or of the other
 * places has more than: what the gate decides alone. */
static gint32
find_limit (const Examples *gate, const GArray *weights, guint n_features, guint8 label, double share)
{
  g_autoptr (GArray) sums = g_array_new (FALSE, FALSE, sizeof (gint32));

  for (guint32 e = 0; e < gate->labels->len; e++)
    {
      gint32 sum = 0;

      if (g_array_index (gate->labels, guint8, e) != label)
        continue;
      for (guint i = 0; i < n_features; i++)
        {
          guint64 place = g_array_index (gate->hashes, guint64, (gsize) e * GATE_N_FEATURES + i);
          sum += g_array_index (weights, gint8, (guint) place);
        }
      g_array_append_val (sums, sum);
    }
  if (sums->len == 0)
    return label ? G_MININT32 / 2 : G_MAXINT32 / 2; /* beyond any sum, with room for a step further */

  g_array_sort (sums, compare_sums);
  guint32 n_wrong = (guint32) (share * sums->len);
  return g_array_index (sums, gint32, label ? n_wrong : sums->len - 1 - n_wrong);
}

static gboolean
learn_gate (Training *training, ObelusModelBuilder *model, double from, double to, GError **error)
{
  double share = obelus_context_get_real (training->context, "gate-errors");
  g_autoptr (GArray) weights
      = learner_learn_table (training->context, &training->gate, "gate", GATE_BITS, from, to, error);
  if (weights == NULL)
    return FALSE;

  /* The first features may get less wrong: they are wrong in addition. */
  gint32 limits[3] = { find_limit (&training->gate, weights, GATE_N_FIRST_FEATURES, 1, share / 4) - 1,
                       find_limit (&training->gate, weights, GATE_N_FEATURES, 1, share) - 1,
                       find_limit (&training->gate, weights, GATE_N_FEATURES, 0, share) + 1 };
  limits[2] = MAX (limits[2], limits[1] + 1);
  gint32 stored[3] = { GINT32_TO_LE (limits[0]), GINT32_TO_LE (limits[1]), GINT32_TO_LE (limits[2]) };
  obelus_model_builder_add_section (model, "gate", weights->data, weights->len);
  obelus_model_builder_add_section (model, "gate-limits", stored, sizeof stored);

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
      if (obelus_context_is_cancelled (context, error))
        return FALSE;
      word_class_counts_add (training.word_class_counts, &training.clusters, next);
      g_ptr_array_add (training.documents, next);
    }
  if (reading_error != NULL)
    {
      g_propagate_error (error, reading_error);
      return FALSE;
    }

  training.word_classes = word_class_counts_finish (training.word_class_counts);
  training.clusters.classes = g_bytes_get_data (training.word_classes, NULL);
  training.words = word_class_counts_list_words (training.word_class_counts);
  clusters_read (&training.rules->words, (const guint32 *) (gpointer) training.words->data, training.words->len);
  for (guint i = 0; i < training.documents->len; i++)
    {
      if (obelus_context_is_cancelled (context, error))
        return FALSE;
      if (!add_document (&training, training.documents->pdata[i]))
        return obelus_context_fail (context, error, OBELUS_ERROR_NO_MEMORY, OBELUS_NO_OFFSET,
                                    "no memory for the tokens; train on less");
    }
  if (training.boundaries.labels->len == 0)
    return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_INPUT, OBELUS_NO_OFFSET,
                                "there are no places where a sentence may end; give files with annotated sentences");

  obelus_model_builder_add_section (model, "word-classes", g_bytes_get_data (training.word_classes, NULL),
                                    CLUSTERS_N_FINE);
  obelus_model_builder_add_section (model, "clusters", training.cluster_words->data,
                                    (gsize) training.cluster_words->len * sizeof (guint32));
  obelus_model_builder_add_section (model, "words", training.words->data,
                                    (gsize) training.words->len * sizeof (guint32));
  Examples decisions = { DECISION_N_FEATURES, training.decisions.hashes, training.decisions.labels };
  return learner_learn (context, &decisions, "decision", 0, TOKENS_SHARE, model, error)
         && learn_gate (&training, model, TOKENS_SHARE, TOKENS_SHARE + GATE_SHARE, error)
         && learner_learn (context, &training.boundaries, "boundary", TOKENS_SHARE + GATE_SHARE, 1, model, error);
}
