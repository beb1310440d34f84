/* The trainer `keyphrases`: learns from texts whose metadata holds key phrases. */
#include "keyphrases.h"

#include "analysis.h"
#include "gold.h"
#include "optional-layer.h"
#include "row-sample.h"
#include "tree-model.h"

/* Texts that a word must be in to have a place in the table of frequencies. */
#define LEAST_TEXTS 3

/* What a phrase counts that is another name of what was chosen: it would be right, but not beside the first. */
#define OTHER_NAME_LABEL 0.6f

/* Of so many rows one is looked at for the thresholds of features, and not more than these. */
#define ROWS_A_SAMPLE 8
#define MOST_SAMPLED_ROWS (1u << 18)

typedef struct
{
  ObelusContext *context;
  StopWords *stop_words;
  LearnFrequencyCounter *counter;
  GPtrArray *documents; /* with key phrases */
  LearnRowSample *sample;
  LearnBins *bins; /* NULL while the sample is gathered, which also tells how many rows there are */
  gsize n_rows;    /* of those that follow */
  guint8 *rows;    /* N_FEATURES a row */
  float *targets;
  float *weights;
} Lesson;

static void
lesson_clear (Lesson *lesson)
{
  stop_words_free (lesson->stop_words);
  learn_frequency_counter_free (lesson->counter);
  g_ptr_array_unref (lesson->documents);
  g_clear_pointer (&lesson->sample, learn_row_sample_free);
  g_clear_pointer (&lesson->bins, learn_bins_free);
  g_free (lesson->rows);
  g_free (lesson->targets);
  g_free (lesson->weights);
}

static gboolean
find_layers (ObelusContext *context, ObelusDocument *document, TextInput *input, ObelusLayer **entities, GError **error)
{
  input->text = obelus_document_get_text (document, NULL);
  input->language = "en";
  input->sentences = obelus_context_get_layer (context, document, "sentence", error);
  if (input->sentences == NULL)
    return FALSE;
  input->tokens = obelus_context_get_layer (context, document, "token", error);
  return input->tokens != NULL && learn_find_layer (context, document, "paragraph", &input->paragraphs, error)
         && learn_find_layer (context, document, "entity", entities, error);
}

static gboolean
fail_for_memory (ObelusContext *context, GError **error)
{
  if (obelus_context_is_cancelled (context, error))
    return FALSE;
  return obelus_context_fail (
      context, error, OBELUS_ERROR_NO_MEMORY, OBELUS_NO_OFFSET,
      "no memory is left for the texts to learn from; give fewer or cut them into smaller ones");
}

static gboolean
count_words (Lesson *lesson, const TextInput *input, Analysis *analysis)
{
  if (!words_read (analysis->words, input))
    return FALSE;

  g_autofree guint32 *hashes = g_new (guint32, MAX (analysis->words->n_words, 1));
  for (guint32 i = 0; i < analysis->words->n_words; i++)
    hashes[i] = (guint32) (analysis->words->words[i].hash >> 32);
  learn_frequency_counter_add (lesson->counter, hashes, analysis->words->n_words);
  return TRUE;
}

/* Counts the words of all texts and keeps those that have key phrases. */
static gboolean
gather_texts (Lesson *lesson, ObelusDocumentStream *stream, GError **error)
{
  g_autoptr (Analysis) analysis = analysis_new (NULL);
  GError *problem = NULL;

  for (;;)
    {
      TextInput input = { .stop_words = lesson->stop_words };
      ObelusLayer *entities;
      g_autoptr (ObelusDocument) document = obelus_document_stream_next (stream, NULL, &problem);
      if (document == NULL)
        break;
      if (!find_layers (lesson->context, document, &input, &entities, error))
        return FALSE;
      if (!count_words (lesson, &input, analysis))
        return fail_for_memory (lesson->context, error);
      if (obelus_document_get_metadata (document, GOLD_FIELD, NULL) != NULL)
        g_ptr_array_add (lesson->documents, g_steal_pointer (&document));
    }
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);
  return FALSE;
}

/* Hashes of what was chosen → its place in the list, from 1; of other names of it with a minus. */
static GHashTable *
list_labels (ObelusDocument *document)
{
  GHashTable *labels = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) gold = gold_read (document);

  for (guint i = 0; i < gold->len; i++)
    {
      const char *const *names = gold->pdata[i];
      for (guint j = 0; names[j] != NULL; j++)
        {
          const guint64 hash = phrase_hash (names[j]);
          if (hash != 0 && (j == 0 || !g_hash_table_contains (labels, &hash)))
            g_hash_table_insert (labels, g_memdup2 (&hash, sizeof hash), GINT_TO_POINTER (j == 0 ? 1 : -1));
        }
    }
  return labels;
}

static void
sample_rows (Lesson *lesson, const Analysis *analysis)
{
  for (guint32 i = 0; i < analysis->phrases->n_phrases; i++)
    {
      float *values = learn_row_sample_next (lesson->sample);
      if (values != NULL)
        features_fill (&analysis->text, &analysis->phrases->phrases[i], values);
    }
}

static void
add_rows (Lesson *lesson, const Analysis *analysis, GHashTable *labels, float weight)
{
  /* The same texts were counted, in the same way. */
  g_assert (analysis->phrases->n_phrases <= learn_row_sample_count (lesson->sample) - lesson->n_rows);
  for (guint32 i = 0; i < analysis->phrases->n_phrases; i++, lesson->n_rows++)
    {
      const Phrase *phrase = &analysis->phrases->phrases[i];
      const gint label = GPOINTER_TO_INT (g_hash_table_lookup (labels, &phrase->hash));
      float values[N_FEATURES];
      features_fill (&analysis->text, phrase, values);
      learn_bins_apply (lesson->bins, values, lesson->rows + lesson->n_rows * N_FEATURES);
      lesson->targets[lesson->n_rows] = label > 0 ? 1.0f : label < 0 ? OTHER_NAME_LABEL : 0.0f;
      lesson->weights[lesson->n_rows] = weight;
    }
}

/* Each text as it comes from pipelines with and without tags and names. */
static gboolean
describe_text (Lesson *lesson, ObelusDocument *document, Analysis *analysis, GError **error)
{
  g_autoptr (GHashTable) labels = list_labels (document);
  TextInput input = { .stop_words = lesson->stop_words };
  ObelusLayer *entities;

  if (!find_layers (lesson->context, document, &input, &entities, error))
    return FALSE;
  for (guint variant = 0; variant < 4; variant++)
    {
      input.uses_tags = (variant & 1) == 0;
      if (!analysis_read (analysis, &input, (variant & 2) == 0 ? entities : NULL))
        return fail_for_memory (lesson->context, error);
      if (lesson->bins == NULL)
        sample_rows (lesson, analysis);
      else
        add_rows (lesson, analysis, labels, variant == 0 ? 2.0f : 1.0f);
    }
  return TRUE;
}

static gboolean
describe_texts (Lesson *lesson, Analysis *analysis, GError **error)
{
  for (guint i = 0; i < lesson->documents->len; i++)
    if (!describe_text (lesson, lesson->documents->pdata[i], analysis, error))
      return FALSE;
  return TRUE;
}

/* Makes room for the rows that the sample has counted. */
static gboolean
make_room (Lesson *lesson, GError **error)
{
  const gsize n_rows = learn_row_sample_count (lesson->sample);

  if (n_rows >> LEARN_GBDT_ROWS_BITS != 0)
    return obelus_context_fail (
        lesson->context, error, OBELUS_ERROR_INVALID_INPUT, OBELUS_NO_OFFSET,
        "there are %" G_GSIZE_FORMAT " phrases, more than trees can learn from; give fewer texts", n_rows);
  lesson->rows = g_try_malloc_n (n_rows, N_FEATURES);
  lesson->targets = g_try_new (float, n_rows);
  lesson->weights = g_try_new (float, n_rows);
  return (lesson->rows != NULL && lesson->targets != NULL && lesson->weights != NULL)
         || fail_for_memory (lesson->context, error);
}

/* Describes all texts twice: once for the thresholds, so that then each row is of bytes. */
static gboolean
describe (Lesson *lesson, Analysis *analysis, GError **error)
{
  lesson->sample = learn_row_sample_new (N_FEATURES, ROWS_A_SAMPLE, MOST_SAMPLED_ROWS);
  if (lesson->sample == NULL)
    return fail_for_memory (lesson->context, error);
  if (!describe_texts (lesson, analysis, error))
    return FALSE;
  if (learn_row_sample_count (lesson->sample) == 0)
    return obelus_context_fail (lesson->context, error, OBELUS_ERROR_INVALID_INPUT, OBELUS_NO_OFFSET,
                                "there is nothing to learn from; give records whose 'keyphrases' is a phrase a line");
  lesson->bins = learn_row_sample_make_bins (lesson->sample, LEARN_GBDT_MAX_THRESHOLDS);
  return make_room (lesson, error) && describe_texts (lesson, analysis, error);
}

static GBytes *
fit_trees (const Lesson *lesson)
{
  LearnGbdtSettings settings = learn_tree_settings (lesson->context);

  settings.row_share = obelus_context_get_real (lesson->context, "rows");
  return learn_gbdt_train (lesson->bins, lesson->rows, lesson->targets, lesson->weights, lesson->n_rows, &settings,
                           learn_tree_report, lesson->context);
}

static gboolean
learn (Lesson *lesson, ObelusModelBuilder *model, GError **error)
{
  g_autofree guint32 *hashes = NULL;
  g_autofree guint8 *weights = NULL;
  const gsize n_words = learn_frequency_counter_finish (lesson->counter, LEAST_TEXTS, &hashes, &weights);
  g_autoptr (LearnFrequencyTable) frequencies = learn_frequency_table_new (hashes, weights, n_words);
  g_autoptr (Analysis) analysis = analysis_new (frequencies);

  if (!describe (lesson, analysis, error))
    return FALSE;
  g_autoptr (GBytes) trees = fit_trees (lesson);
  if (trees == NULL)
    return fail_for_memory (lesson->context, error);
  learn_tree_model_write (model, hashes, weights, n_words, trees);
  return TRUE;
}

static gboolean
keyphrases_train (ObelusContext *context, ObelusDocumentStream *stream, ObelusModelBuilder *model, GError **error)
{
  Lesson lesson = {
    .context = context,
    .stop_words = stop_words_new (),
    .counter = learn_frequency_counter_new (),
    .documents = g_ptr_array_new_with_free_func (g_object_unref),
  };
  const gboolean done = gather_texts (&lesson, stream, error) && learn (&lesson, model, error);

  lesson_clear (&lesson);
  return done;
}

static const ObelusOption trainer_options[]
    = { LEARN_TREE_OPTIONS (250, 12, 100, 0.05, 0.4),
        OBELUS_OPTION_REAL ("rows", 0.01, 1.0, 0.5, "Share of the rows that each tree learns from"),
        OBELUS_OPTION_END };

const ObelusTrainerClass keyphrases_trainer = {
  .name = "keyphrases",
  .summary = "Learn which phrases tell what texts are about, and from all texts how common words are",
  .needs = "sentence token token.upos? paragraph? entity?",
  .options = trainer_options,
  .train = keyphrases_train,
  .prepares = "sentence token token.upos entity",
};
