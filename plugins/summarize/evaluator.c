/* The evaluator `summaries`: ROUGE of what was chosen, beside that of the first sentences. */
#include "summarize.h"

#include "layers.h"
#include "rouge.h"

#include <math.h>

/* What is compared with the references. */
enum
{
  SIDE_CHOSEN, /* the summary */
  SIDE_LEAD,   /* the first sentences of the cleaned text, as many */
  SIDE_FIRST,  /* the first rows of the sentence layer, as many */
  N_SIDES
};

typedef struct
{
  RougeVocabulary *vocabulary;
  WordLexicon *lexicon;
  Article *article;
  GArray *kinds;
  guint n_documents;
  guint64 n_sentences;
  double sums[N_SIDES][ROUGE_N_KINDS];
  double gains[ROUGE_N_KINDS];   /* of the summary over the lead */
  double squares[ROUGE_N_KINDS]; /* of the gains */
} Tally;

static gboolean
summaries_begin (ObelusContext *context, gpointer *result, GError **error)
{
  (void) context;
  (void) error;
  Tally *tally = g_new0 (Tally, 1);
  tally->vocabulary = rouge_vocabulary_new ();
  tally->lexicon = word_lexicon_new ();
  tally->article = article_new (tally->lexicon, NULL);
  tally->kinds = g_array_new (FALSE, FALSE, sizeof (guint8));
  *result = tally;
  return TRUE;
}

static void
summaries_end (gpointer data)
{
  Tally *tally = data;
  rouge_vocabulary_free (tally->vocabulary);
  article_free (tally->article);
  word_lexicon_free (tally->lexicon);
  g_array_unref (tally->kinds);
  g_free (tally);
}

static void
append_rows (GString *text, const char *whole, ObelusLayer *layer, guint32 n)
{
  const guint32 *starts = obelus_layer_get_starts (layer), *ends = obelus_layer_get_ends (layer);
  n = MIN (n, obelus_layer_get_n_rows (layer));
  for (guint32 row = 0; row < n; row++)
    {
      g_string_append_len (text, whole + starts[row], ends[row] - starts[row]);
      g_string_append_c (text, '\n');
    }
}

static void
append_lead (GString *text, Tally *tally, ObelusDocument *result, ObelusLayer *sentences, guint32 n)
{
  ObelusLayer *tokens = obelus_document_get_layer (result, "token");
  ArticleInput input;
  if (tokens == NULL)
    {
      append_rows (text, obelus_document_get_text (result, NULL), sentences, n);
      return;
    }
  article_input_set (&input, result, sentences, tokens, obelus_document_get_layer (result, "paragraph"), NULL,
                     tally->kinds);
  article_read (tally->article, &input);
  for (guint32 i = 0; i < MIN (n, tally->article->candidates->len); i++)
    {
      const Candidate *candidate = article_get_candidate (tally->article, i);
      g_string_append_len (text, input.text + candidate->start, candidate->end - candidate->start);
      g_string_append_c (text, '\n');
    }
}

/* What is made of the scores beside several references; in the order of the choices of the option. */
typedef enum
{
  REFERENCES_BEST, /* as rouge-score does */
  REFERENCES_MEAN
} References;

/* The best or the mean score over all references, kind by kind. */
static gboolean
score_text (Tally *tally, ObelusDocument *gold, References references, const GString *text,
            double scores[ROUGE_N_KINDS])
{
  g_autoptr (RougeText) summary = rouge_text_read (tally->vocabulary, text->str, text->len);
  const char *reference;
  gsize length;
  guint n = 0;
  for (guint kind = 0; kind < ROUGE_N_KINDS; kind++)
    scores[kind] = 0.0;
  for (; (reference = summarize_get_reference (gold, n, &length)) != NULL; n++)
    {
      double each[ROUGE_N_KINDS];
      g_autoptr (RougeText) read = rouge_text_read (tally->vocabulary, reference, length);
      if (!rouge_score (tally->vocabulary, read, summary, each))
        return FALSE;
      for (guint kind = 0; kind < ROUGE_N_KINDS; kind++)
        scores[kind] = references == REFERENCES_MEAN ? scores[kind] + each[kind] : MAX (scores[kind], each[kind]);
    }
  for (guint kind = 0; references == REFERENCES_MEAN && kind < ROUGE_N_KINDS; kind++)
    scores[kind] /= n;
  return TRUE;
}

static gboolean
summaries_add (ObelusContext *context, gpointer data, ObelusDocument *gold, ObelusDocument *result, GError **error)
{
  Tally *tally = data;
  gint64 n_folds = obelus_context_get_integer (context, "folds"), fold = obelus_context_get_integer (context, "only");
  References references = (References) obelus_context_get_choice (context, "references");
  gsize length;

  if (fold >= 0 && !summarize_is_in_fold (gold, n_folds, fold))
    return TRUE;
  if (summarize_get_reference (gold, 0, &length) == NULL)
    return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_INPUT, OBELUS_NO_OFFSET,
                                "there is no reference; give records whose 'summary' is a text");
  ObelusLayer *summary = obelus_context_get_layer (context, result, "summary", error);
  if (summary == NULL)
    return FALSE;
  ObelusLayer *sentences = obelus_document_get_layer (result, "sentence");
  if (sentences == NULL)
    return obelus_context_fail (context, error, OBELUS_ERROR_NOT_FOUND, OBELUS_NO_OFFSET,
                                "there are no sentences to compare with; put a stage that gives 'sentence' into the "
                                "pipeline");

  const char *whole = obelus_document_get_text (result, NULL);
  guint32 n = obelus_layer_get_n_rows (summary);
  double scores[N_SIDES][ROUGE_N_KINDS];
  for (guint side = 0; side < N_SIDES; side++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      if (side == SIDE_LEAD)
        append_lead (text, tally, result, sentences, n);
      else
        append_rows (text, whole, side == SIDE_CHOSEN ? summary : sentences, n);
      if (!score_text (tally, gold, references, text, scores[side]))
        return obelus_context_fail (context, error, OBELUS_ERROR_NO_MEMORY, OBELUS_NO_OFFSET,
                                    "there is not memory enough to compare lines as long as these");
      if (obelus_context_is_cancelled (context, error))
        return FALSE;
      for (guint kind = 0; kind < ROUGE_N_KINDS; kind++)
        tally->sums[side][kind] += scores[side][kind];
    }
  for (guint kind = 0; kind < ROUGE_N_KINDS; kind++)
    {
      double gain = scores[SIDE_CHOSEN][kind] - scores[SIDE_LEAD][kind];
      tally->gains[kind] += gain;
      tally->squares[kind] += gain * gain;
    }
  tally->n_documents++;
  tally->n_sentences += n;
  return TRUE;
}

static void
append_line (GString *report, const char *name, const double values[ROUGE_N_KINDS], double scale, const char *format)
{
  g_string_append_printf (report, "%-22s", name);
  for (guint kind = 0; kind < ROUGE_N_KINDS; kind++)
    g_string_append_printf (report, format, values[kind] * scale);
  g_string_append_c (report, '\n');
}

static gboolean
summaries_report (ObelusContext *context, gpointer data, GString *report, GError **error)
{
  const Tally *tally = data;
  guint n = tally->n_documents;
  double errors[ROUGE_N_KINDS];
  if (n == 0)
    return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_INPUT, OBELUS_NO_OFFSET,
                                "there were no documents to score; give files with texts and summaries");

  for (guint kind = 0; kind < ROUGE_N_KINDS; kind++)
    {
      double mean = tally->gains[kind] / n;
      errors[kind] = n > 1 ? sqrt (MAX (tally->squares[kind] / n - mean * mean, 0.0) / (n - 1)) : 0.0;
    }
  g_string_append_printf (report, "%-22s%11s%11s%11s%11s\n", "F1, stemmed", "rouge-1", "rouge-2", "rouge-l",
                          "rouge-lsum");
  append_line (report, "summary", tally->sums[SIDE_CHOSEN], 100.0 / n, "%11.2f");
  append_line (report, "lead, cleaned", tally->sums[SIDE_LEAD], 100.0 / n, "%11.2f");
  append_line (report, "first sentences", tally->sums[SIDE_FIRST], 100.0 / n, "%11.2f");
  append_line (report, "gain over the lead", tally->gains, 100.0 / n, "%+11.2f");
  append_line (report, "standard error", errors, 100.0, "%11.2f");
  g_string_append_printf (report, "%-22s%11u\n", "documents", n);
  g_string_append_printf (report, "%-22s%11.2f\n", "sentences chosen", (double) tally->n_sentences / n);
  return TRUE;
}

static const ObelusOption summaries_options[]
    = { OBELUS_OPTION_INTEGER ("folds", 2, 100, 5, "Parts that texts are dealt into for cross-validation"),
        OBELUS_OPTION_INTEGER ("only", -1, 99, -1, "The part that is scored, from 0; -1 for all"),
        OBELUS_OPTION_CHOICE ("references", "best|mean", "best",
                              "What counts where there are several: the best score, as in rouge-score, or the mean"),
        OBELUS_OPTION_END };

const ObelusEvaluatorClass summaries_evaluator = {
  .name = "summaries",
  .summary = "Score summaries by ROUGE beside the text's first sentences",
  .judges = "summary",
  .options = summaries_options,
  .begin = summaries_begin,
  .add = summaries_add,
  .report = summaries_report,
  .end = summaries_end,
};
