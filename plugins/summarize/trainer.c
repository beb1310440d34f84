/* The trainer `summarize`: learns from texts whose metadata holds summaries. */
#include "summarize.h"

#include "layers.h"
#include "training.h"
#include "tree-model.h"

#include <string.h>

/* What a text begins with decides, so that a text and its first half are in one part. */
#define FOLD_BYTES 200

gboolean
summarize_is_in_fold (ObelusDocument *document, gint64 n_folds, gint64 fold)
{
  guint32 length, hash = 2166136261u; /* FNV-1a */
  const char *text = obelus_document_get_text (document, &length);
  for (guint32 i = 0; i < MIN (length, FOLD_BYTES); i++)
    hash = (hash ^ (guint8) text[i]) * 16777619u;
  return ((hash * 0x9e3779b1u) >> 8) % n_folds == (guint32) fold;
}

const char *
summarize_get_reference (ObelusDocument *document, guint n, gsize *length)
{
  static const char *const keys[] = { "summary",  "summary1", "summary2", "summary3", "summary4",
                                      "summary5", "summary6", "summary7", "summary8", "summary9" };
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const char *value = obelus_document_get_metadata (document, keys[i], length);
      if (value != NULL && n-- == 0)
        return value;
    }
  return NULL;
}

/* A number in the metadata: what it is worth, within limits. */
static double
get_number (ObelusDocument *document, const char *key, double least, double most, double otherwise)
{
  gsize length;
  const char *value = obelus_document_get_metadata (document, key, &length);
  char *end;
  double number = value == NULL ? otherwise : g_ascii_strtod (value, &end);
  return value != NULL && (end == value || !(number >= least && number <= most)) ? otherwise : number;
}

static guint32 *
copy_offsets (const guint32 *offsets, guint32 n)
{
  return g_memdup2 (offsets, sizeof *offsets * MAX (n, 1));
}

/* Copies of what a document holds, since it is gone when the next one is read. */
static TrainingText *
keep_text (RougeVocabulary *vocabulary, ObelusDocument *document, const ArticleInput *input, guint n_wanted)
{
  TrainingText *text = g_new0 (TrainingText, 1);
  gsize length;
  const char *reference;

  text->input = *input;
  text->input.text = g_memdup2 (input->text, (gsize) input->length + 1);
  text->input.sentence_starts = copy_offsets (input->sentence_starts, input->n_sentences);
  text->input.sentence_ends = copy_offsets (input->sentence_ends, input->n_sentences);
  text->input.token_starts = copy_offsets (input->token_starts, input->n_tokens);
  text->input.token_ends = copy_offsets (input->token_ends, input->n_tokens);
  if (input->n_paragraphs > 0)
    {
      text->input.paragraph_starts = copy_offsets (input->paragraph_starts, input->n_paragraphs);
      text->input.paragraph_ends = copy_offsets (input->paragraph_ends, input->n_paragraphs);
      text->input.paragraph_kinds = g_memdup2 (input->paragraph_kinds, input->n_paragraphs);
    }
  text->references = g_ptr_array_new_with_free_func ((GDestroyNotify) rouge_text_free);
  for (guint n = 0; (reference = summarize_get_reference (document, n, &length)) != NULL; n++)
    g_ptr_array_add (text->references, rouge_text_read (vocabulary, reference, length));
  text->n_wanted = (guint) get_number (document, "sentences", 1.0, 1e6, n_wanted);
  text->weight = get_number (document, "weight", 0.0, 1e3, 1.0);
  return text;
}

static gboolean
gather_texts (ObelusContext *context, ObelusDocumentStream *stream, RougeVocabulary *vocabulary, GPtrArray *texts,
              GError **error)
{
  gint64 n_folds = obelus_context_get_integer (context, "folds"),
         fold = obelus_context_get_integer (context, "leave-out");
  g_autoptr (GArray) kinds = g_array_new (FALSE, FALSE, sizeof (guint8));
  guint n_wanted = (guint) obelus_context_get_integer (context, "sentences"), n_without = 0;
  GError *problem = NULL;

  for (;;)
    {
      gsize length;
      g_autoptr (ObelusDocument) document = obelus_document_stream_next (stream, NULL, &problem);
      if (document == NULL)
        break;
      if (fold >= 0 && summarize_is_in_fold (document, n_folds, fold))
        continue;
      if (summarize_get_reference (document, 0, &length) == NULL)
        {
          n_without++;
          continue;
        }
      ObelusLayer *sentences = obelus_context_get_layer (context, document, "sentence", error);
      ObelusLayer *tokens = sentences == NULL ? NULL : obelus_context_get_layer (context, document, "token", error);
      if (tokens == NULL)
        return FALSE;
      ArticleInput input;
      article_input_set (&input, document, sentences, tokens,
                         obelus_context_get_layer (context, document, "paragraph", NULL), NULL, kinds);
      g_ptr_array_add (texts, keep_text (vocabulary, document, &input, n_wanted));
    }
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  if (n_without > 0)
    obelus_context_warn (context, "%u texts have no metadata 'summary' and were passed over", n_without);
  return TRUE;
}

static gboolean
summarize_train (ObelusContext *context, ObelusDocumentStream *stream, ObelusModelBuilder *model, GError **error)
{
  g_autoptr (RougeVocabulary) vocabulary = rouge_vocabulary_new ();
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func ((GDestroyNotify) training_text_free);
  TrainedRanker trained;

  if (!gather_texts (context, stream, vocabulary, texts, error))
    return FALSE;

  TrainingSettings settings = {
    .trees = learn_tree_settings (context),
    .n_steps = (guint) obelus_context_get_integer (context, "steps"),
    .n_rounds = (guint) obelus_context_get_integer (context, "rounds"),
    .replaced_share = 0.3,
  };
  settings.trees.row_share = obelus_context_get_real (context, "rows");
  if (!ranker_train (vocabulary, texts, &settings, learn_tree_report, context, &trained))
    {
      if (obelus_context_is_cancelled (context, error))
        return FALSE;
      if (trained.problem != NULL)
        return obelus_context_fail (context, error, OBELUS_ERROR_NO_MEMORY, OBELUS_NO_OFFSET,
                                    "a model %s; free some memory, give fewer texts or train fewer trees",
                                    trained.problem);
      return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_INPUT, OBELUS_NO_OFFSET,
                                  "there is nothing to learn from in %u texts; give records with a text of several "
                                  "sentences and its 'summary'",
                                  texts->len);
    }
  learn_tree_model_write (model, trained.hashes, trained.weights, trained.n_words, trained.trees);
  trained_ranker_clear (&trained);
  return TRUE;
}

static const ObelusOption trainer_options[]
    = { LEARN_TREE_OPTIONS (200, 15, 60, 0.07, 0.5),
        OBELUS_OPTION_REAL ("rows", 0.01, 1.0, 0.6, "Share of the rows that each tree learns from"),
        OBELUS_OPTION_INTEGER ("sentences", 1, 1000000, 3,
                               "Sentences that a summary may have where the metadata has no 'sentences'"),
        OBELUS_OPTION_INTEGER ("steps", 1, 16, 12, "Most choices of each text that are learned from"),
        OBELUS_OPTION_INTEGER ("rounds", 0, 5, 1, "Rounds of learning from the model's own choices"),
        OBELUS_OPTION_INTEGER ("folds", 2, 100, 5, "Parts that texts are dealt into for cross-validation"),
        OBELUS_OPTION_INTEGER ("leave-out", -1, 99, -1, "The part that is not learned from, from 0; -1 for none"),
        OBELUS_OPTION_END };

const ObelusTrainerClass summarize_trainer = {
  .name = "summarize",
  .summary = "Learn to choose sentences from texts with summaries written by others",
  .needs = "sentence token paragraph?",
  .options = trainer_options,
  .train = summarize_train,
  .prepares = "sentence token",
};
