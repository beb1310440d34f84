/* The trainer: reads annotated documents and hands them to a lesson. */
#include "tag.h"

#include "document-tokens.h"
#include "labels.h"
#include "lesson.h"
#include "source-weights.h"

/* What is kept while documents are read. */
typedef struct
{
  ObelusContext *context;
  TagLesson *lesson;
  GArray *sentences;   /* LearnSentence, of the document at hand */
  GPtrArray *cells[3]; /* of the document's tokens: upos, xpos, lemma */
  guint64 n_tokens;
  guint64 n_tagged;
} Intake;

static void
intake_clear (Intake *intake)
{
  tag_lesson_free (intake->lesson);
  g_array_unref (intake->sentences);
  for (guint i = 0; i < G_N_ELEMENTS (intake->cells); i++)
    g_ptr_array_unref (intake->cells[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Intake, intake_clear)

static gboolean
take_in (Intake *intake, ObelusDocument *document, const char *source, GError **error)
{
  static const char *const names[] = { "upos", "xpos", "lemma" };
  ObelusLayer *sentences = obelus_context_get_layer (intake->context, document, "sentence", error);
  if (sentences == NULL)
    return FALSE;
  ObelusLayer *layer = obelus_context_get_layer (intake->context, document, "token", error);
  if (layer == NULL)
    return FALSE;

  double weight;
  if (!learn_find_source_weight (intake->context, source, &weight, error))
    return FALSE;

  LearnTokens tokens;
  learn_find_tokens (document, sentences, layer, &tokens, intake->sentences);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gint column = obelus_layer_find_column (layer, names[i]);
      g_ptr_array_set_size (intake->cells[i], (gint) tokens.n);
      for (guint32 row = 0; row < tokens.n; row++)
        g_ptr_array_index (intake->cells[i], row)
            = column < 0 ? NULL : (gpointer) obelus_layer_get_string (layer, (guint) column, row, NULL);
    }
  intake->n_tokens += tokens.n;
  tag_lesson_add (intake->lesson, weight, &tokens, (const LearnSentence *) (gpointer) intake->sentences->data,
                  intake->sentences->len, (const char *const *) intake->cells[0]->pdata,
                  (const char *const *) intake->cells[1]->pdata, (const char *const *) intake->cells[2]->pdata);
  for (guint32 row = 0; row < tokens.n; row++)
    intake->n_tagged += g_ptr_array_index (intake->cells[0], row) != NULL ? 1 : 0;

  return TRUE;
}

static gboolean
take_in_all (Intake *intake, ObelusDocumentStream *stream, GError **error)
{
  for (;;)
    {
      g_autoptr (GError) stop = NULL;
      const char *source = NULL;
      g_autoptr (ObelusDocument) document = obelus_document_stream_next (stream, &source, &stop);
      if (stop != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&stop));
          return FALSE;
        }
      if (document == NULL)
        return TRUE;
      if (obelus_context_is_cancelled (intake->context, error) || !take_in (intake, document, source, error))
        return FALSE;
    }
}

static gboolean
trainer_train (ObelusContext *context, ObelusDocumentStream *stream, ObelusModelBuilder *model, GError **error)
{
  g_auto (Intake) intake = {
    .context = context,
    .lesson = tag_lesson_new (),
    .sentences = g_array_new (FALSE, FALSE, sizeof (LearnSentence)),
    .cells = { g_ptr_array_new (), g_ptr_array_new (), g_ptr_array_new () },
  };
  if (!take_in_all (&intake, stream, error))
    return FALSE;
  if (intake.n_tagged == 0)
    return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_INPUT, OBELUS_NO_OFFSET,
                                "no token has a part of speech; give files with the column upos, such as CoNLL-U");
  obelus_context_report_progress (context, 0.02, "%" G_GUINT64_FORMAT " tokens read", intake.n_tokens);

  TagPlan plan = {
    .chain = learn_chain_plan (context),
    .case_copies = obelus_context_get_real (context, "case-copies"),
    .prune = obelus_context_get_real (context, "prune"),
    .min_count = (guint) obelus_context_get_integer (context, "min-count"),
    .max_labels = (guint) obelus_context_get_integer (context, "max-labels"),
    .n_parts = (guint) obelus_context_get_integer (context, "parts"),
    .max_words = (guint) obelus_context_get_integer (context, "max-words"),
    .clusters = obelus_context_get_file (context, "clusters", NULL),
  };

  return tag_lesson_learn (intake.lesson, &plan, model, context, error);
}

static const ObelusOption trainer_options[] = {
  OBELUS_OPTION_FILE ("clusters", NULL, "Words, the commonest first, with their clusters among 64, 256, 1024 and 4096"),
  OBELUS_OPTION_INTEGER ("max-words", 0, 4000000, 100000, "How many of the words with clusters the model keeps"),
  OBELUS_OPTION_LIST ("weights", NULL, "How much sources count, as part-of-the-name:weight; 1 where nothing is said"),
  OBELUS_OPTION_INTEGER ("max-labels", 1, TAG_MAX_LABELS - 1, 48,
                         "How many parts of speech with finer tags are told apart"),
  OBELUS_OPTION_INTEGER ("parts", 2, 1000, 10,
                         "Parts of the documents; what words are is learned for each from the others"),
  OBELUS_OPTION_INTEGER ("epochs", 1, 1000, 12, "How often the documents are gone through"),
  OBELUS_OPTION_INTEGER ("averaged", 1, 1000, 4, "How many of the last epochs are averaged"),
  OBELUS_OPTION_REAL ("rate", 0.0001, 10.0, 0.1, "How big steps are at first; they fall to a tenth"),
  OBELUS_OPTION_REAL ("decay", 0.0, 1000.0, 1.0, "How strongly weights are drawn to zero"),
  OBELUS_OPTION_REAL ("dropout", 0.0, 0.9, 0.2, "Share of features that are left out at each visit"),
  OBELUS_OPTION_REAL ("case-copies", 0.0, 1.0, 0.05,
                      "Share of documents learned in capitals and in small letters as well"),
  OBELUS_OPTION_REAL ("prune", 0.0, 10.0, 0.07, "Weights that are smaller are left out"),
  OBELUS_OPTION_INTEGER ("min-count", 1, 1000000, 1, "Features that occur less often are left out"),
  OBELUS_OPTION_INTEGER ("seed", 0, 9e15, 1, "Where the pseudo-random numbers begin"),
  OBELUS_OPTION_END
};

const ObelusTrainerClass tag_trainer = {
  .name = "tag",
  .summary = "Learn parts of speech and lemmas from annotated documents",
  .needs = "sentence token token.upos",
  .options = trainer_options,
  .train = trainer_train,
};
