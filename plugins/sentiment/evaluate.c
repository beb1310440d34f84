/* The evaluator `sentiment`: correlation with gold scores, and agreement with gold labels. */
#include "components.h"
#include "fit.h"

#include <math.h>

typedef enum
{
  CLASS_NEGATIVE,
  CLASS_NEUTRAL,
  CLASS_POSITIVE,
  N_CLASSES
} Class;

static const char *const class_names[N_CLASSES] = { "negative", "neutral", "positive" };

static const ObelusOption evaluate_options[]
    = { OBELUS_OPTION_INTEGER ("folds", 1, 100, 1, "Parts that the texts are divided into, as for the trainer"),
        OBELUS_OPTION_INTEGER ("only", -1, 99, -1, "Part to judge alone: the one that training left out; -1 for all"),
        OBELUS_OPTION_END };

typedef struct
{
  guint64 n, n_labelled, n_unjudged;
  double sum_gold, sum_score, sum_gold2, sum_score2, sum_both, sum_error;
  guint64 confusion[N_CLASSES][N_CLASSES]; /* gold, judged */
  guint64 same_sign;
} Tally;

typedef struct
{
  double score;
  gboolean has_score, has_label;
  Class label;
} Judgement;

static gboolean
evaluate_begin (ObelusContext *context, gpointer *tally, GError **error)
{
  (void) context;
  (void) error;
  *tally = g_new0 (Tally, 1);
  return TRUE;
}

/* The row about the whole document */
static gboolean
read_judgement (ObelusDocument *document, Judgement *judgement)
{
  ObelusLayer *layer = obelus_document_get_layer (document, "sentiment");
  gint unit = layer == NULL ? -1 : obelus_layer_find_column (layer, "unit");

  if (unit < 0)
    return FALSE;

  gint score = obelus_layer_find_column (layer, "score"), label = obelus_layer_find_column (layer, "label");
  for (guint32 row = 0; row < obelus_layer_get_n_rows (layer); row++)
    {
      const char *name = obelus_layer_get_string (layer, (guint) unit, row, NULL);
      if (name == NULL || !g_str_equal (name, "document"))
        continue;

      judgement->has_score = score >= 0 && obelus_layer_has_value (layer, (guint) score, row);
      judgement->score = judgement->has_score ? obelus_layer_get_reals (layer, (guint) score)[row] : 0.0;
      const char *class_name = label < 0 ? NULL : obelus_layer_get_string (layer, (guint) label, row, NULL);
      judgement->has_label = FALSE;
      for (guint i = 0; i < N_CLASSES && class_name != NULL; i++)
        if (g_str_equal (class_names[i], class_name))
          {
            judgement->has_label = TRUE;
            judgement->label = (Class) i;
          }
      return TRUE;
    }
  return FALSE;
}

static gboolean
evaluate_add (ObelusContext *context, gpointer data, ObelusDocument *gold_document, ObelusDocument *result,
              GError **error)
{
  Tally *tally = data;
  Judgement gold, judged;
  guint32 length;
  const char *text = obelus_document_get_text (gold_document, &length);
  gint64 only = obelus_context_get_integer (context, "only");

  if (only >= 0 && sentiment_fit_get_fold (text, length, (guint) obelus_context_get_integer (context, "folds")) != only)
    return TRUE;
  if (!read_judgement (gold_document, &gold))
    return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_INPUT, OBELUS_NO_OFFSET,
                                "the gold document has no sentiment row for the whole document; read it with "
                                "'--from ratings' or give it one");
  if (!read_judgement (result, &judged) || !judged.has_score)
    {
      tally->n_unjudged++;
      return TRUE;
    }

  if (gold.has_label)
    {
      tally->n_labelled++;
      if (judged.has_label)
        tally->confusion[gold.label][judged.label]++;
      if ((gold.label == CLASS_POSITIVE && judged.score > 0.0) || (gold.label == CLASS_NEGATIVE && judged.score <= 0.0))
        tally->same_sign++;
    }
  if (gold.has_score)
    {
      tally->n++;
      tally->sum_gold += gold.score;
      tally->sum_score += judged.score;
      tally->sum_gold2 += gold.score * gold.score;
      tally->sum_score2 += judged.score * judged.score;
      tally->sum_both += gold.score * judged.score;
      tally->sum_error += fabs (gold.score - judged.score);
    }
  return TRUE;
}

static double
divide (double part, double whole)
{
  return whole > 0.0 ? part / whole : 0.0;
}

static double
correlate (const Tally *tally)
{
  double n = (double) tally->n;
  double both = tally->sum_both - tally->sum_gold * tally->sum_score / n;
  double gold = tally->sum_gold2 - tally->sum_gold * tally->sum_gold / n;
  double score = tally->sum_score2 - tally->sum_score * tally->sum_score / n;

  return gold > 0.0 && score > 0.0 ? both / sqrt (gold * score) : 0.0;
}

static void
report_labels (const Tally *tally, GString *report)
{
  guint64 neutral = 0, right = 0;
  double f_sum = 0.0, recall_sum = 0.0;
  guint n_classes = 0;

  for (guint i = 0; i < N_CLASSES; i++)
    neutral += tally->confusion[CLASS_NEUTRAL][i];
  if (neutral == 0)
    {
      /* Without neutral texts the question was: for or against? The sign of the score answers it. */
      g_string_append_printf (report, "accuracy of the sign  %.4f\n",
                              divide ((double) tally->same_sign, (double) tally->n_labelled));
      return;
    }

  g_string_append (report, "              precision  recall    F1\n");
  for (guint i = 0; i < N_CLASSES; i++)
    {
      guint64 n_gold = 0, n_judged = 0, n_both = tally->confusion[i][i];
      for (guint k = 0; k < N_CLASSES; k++)
        {
          n_gold += tally->confusion[i][k];
          n_judged += tally->confusion[k][i];
        }
      double precision = divide ((double) n_both, (double) n_judged),
             recall = divide ((double) n_both, (double) n_gold);
      double f = divide (2.0 * precision * recall, precision + recall);
      g_string_append_printf (report, "%-12s  %.4f     %.4f    %.4f\n", class_names[i], precision, recall, f);
      right += n_both;
      if (n_gold > 0)
        {
          n_classes++;
          f_sum += f;
          recall_sum += recall;
        }
    }
  g_string_append_printf (report, "accuracy      %.4f\n", divide ((double) right, (double) tally->n_labelled));
  g_string_append_printf (report, "macro-F1      %.4f\n", divide (f_sum, n_classes));
  g_string_append_printf (report, "macro-recall  %.4f\n", divide (recall_sum, n_classes));
}

static gboolean
evaluate_report (ObelusContext *context, gpointer data, GString *report, GError **error)
{
  const Tally *tally = data;

  (void) context;
  (void) error;
  g_string_append_printf (report, "texts         %" G_GUINT64_FORMAT "\n", MAX (tally->n, tally->n_labelled));
  if (tally->n_unjudged > 0)
    g_string_append_printf (report, "not judged    %" G_GUINT64_FORMAT "\n", tally->n_unjudged);
  if (tally->n_labelled > 0)
    report_labels (tally, report);
  if (tally->n > 1)
    g_string_append_printf (report, "correlation   %.4f (Pearson)\nmean error    %.4f\n", correlate (tally),
                            tally->sum_error / (double) tally->n);
  return TRUE;
}

const ObelusEvaluatorClass sentiment_evaluator = {
  .name = "sentiment",
  .summary = "Compare scores and labels of whole texts with gold ones",
  .needs = "sentiment",
  .judges = "sentiment",
  .options = evaluate_options,
  .begin = evaluate_begin,
  .add = evaluate_add,
  .report = evaluate_report,
  .end = g_free,
};
