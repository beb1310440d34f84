/* The evaluator `sentiment`: correlation with gold scores, and agreement with gold labels, of texts and targets. */
#include "calibration.h"
#include "classes.h"
#include "components.h"
#include "parts.h"

#include <math.h>

static const ObelusOption evaluate_options[]
    = { OBELUS_OPTION_INTEGER ("folds", 1, 100, 1, "Parts that the texts are divided into, as for the trainer"),
        OBELUS_OPTION_INTEGER ("only", -1, 99, -1, "Part to judge alone: the one that training left out; -1 for all"),
        OBELUS_OPTION_END };

typedef struct
{
  guint64 n, n_labelled, n_unjudged;
  double sum_gold, sum_score, sum_gold2, sum_score2, sum_both, sum_error;
  guint64 confusion[SENTIMENT_N_CLASSES][SENTIMENT_N_CLASSES]; /* gold, judged */
  guint64 same_sign;
  SentimentCalibration of_three, of_two; /* whether there is a neutral is known at the end */
} Tally;

/* Texts and targets are told apart. */
typedef struct
{
  Tally texts, targets;
} Tallies;

typedef struct
{
  double score;
  gboolean has_score, has_label;
  SentimentClass label;
  gboolean has_shares;
  double shares[SENTIMENT_N_CLASSES];
} Judgement;

/* The rows of a layer `sentiment` with the columns that are judged */
typedef struct
{
  ObelusLayer *layer;
  guint unit;
  gint score, label; /* −1 where there is none */
  gint shares[SENTIMENT_N_CLASSES];
} Rows;

static gboolean
evaluate_begin (ObelusContext *context, gpointer *tallies, GError **error)
{
  (void) context;
  (void) error;
  *tallies = g_new0 (Tallies, 1);
  return TRUE;
}

static gboolean
rows_init (Rows *rows, ObelusDocument *document)
{
  rows->layer = obelus_document_get_layer (document, "sentiment");
  gint unit = rows->layer == NULL ? -1 : obelus_layer_find_column (rows->layer, "unit");

  if (unit < 0)
    return FALSE;
  rows->unit = (guint) unit;
  rows->score = obelus_layer_find_column (rows->layer, "score");
  rows->label = obelus_layer_find_column (rows->layer, "label");
  for (guint i = 0; i < SENTIMENT_N_CLASSES; i++)
    rows->shares[i] = obelus_layer_find_column (rows->layer, sentiment_class_names[i]);
  return TRUE;
}

static gboolean
rows_have_unit (const Rows *rows, guint32 row, const char *unit)
{
  const char *name = obelus_layer_get_string (rows->layer, rows->unit, row, NULL);

  return name != NULL && g_str_equal (name, unit);
}

static void
rows_read (const Rows *rows, guint32 row, Judgement *judgement)
{
  const char *name = rows->label < 0 ? NULL : obelus_layer_get_string (rows->layer, (guint) rows->label, row, NULL);

  judgement->has_score = rows->score >= 0 && obelus_layer_has_value (rows->layer, (guint) rows->score, row);
  judgement->score = judgement->has_score ? obelus_layer_get_reals (rows->layer, (guint) rows->score)[row] : 0.0;
  judgement->has_label = FALSE;
  judgement->has_shares = TRUE;
  for (guint i = 0; i < SENTIMENT_N_CLASSES; i++)
    {
      gboolean is_there = rows->shares[i] >= 0 && obelus_layer_has_value (rows->layer, (guint) rows->shares[i], row);
      judgement->has_shares = judgement->has_shares && is_there;
      judgement->shares[i] = is_there ? obelus_layer_get_reals (rows->layer, (guint) rows->shares[i])[row] : 0.0;
    }
  for (guint i = 0; i < SENTIMENT_N_CLASSES && name != NULL; i++)
    if (g_str_equal (sentiment_class_names[i], name))
      {
        judgement->has_label = TRUE;
        judgement->label = (SentimentClass) i;
      }
}

/* Finds the row of @unit with the bytes of a gold row; of a document there is one row. */
static gboolean
rows_find (const Rows *rows, const char *unit, guint32 start, guint32 end, guint32 *row)
{
  const guint32 *ends = obelus_layer_get_ends (rows->layer);
  guint32 first, n = obelus_layer_find_starting (rows->layer, start, start + 1, &first);

  for (*row = first; *row < first + n; (*row)++)
    if (ends[*row] == end && rows_have_unit (rows, *row, unit))
      return TRUE;
  return FALSE;
}

static void
tally_add (Tally *tally, const Judgement *gold, const Judgement *judged)
{
  if (gold->has_label)
    {
      tally->n_labelled++;
      if (judged->has_label)
        tally->confusion[gold->label][judged->label]++;
      if (judged->has_shares)
        {
          sentiment_calibration_add (&tally->of_three, judged->shares, gold->label, TRUE);
          sentiment_calibration_add (&tally->of_two, judged->shares, gold->label, FALSE);
        }
      if ((gold->label == SENTIMENT_CLASS_POSITIVE && judged->score > 0.0)
          || (gold->label == SENTIMENT_CLASS_NEGATIVE && judged->score <= 0.0))
        tally->same_sign++;
    }
  if (gold->has_score)
    {
      tally->n++;
      tally->sum_gold += gold->score;
      tally->sum_score += judged->score;
      tally->sum_gold2 += gold->score * gold->score;
      tally->sum_score2 += judged->score * judged->score;
      tally->sum_both += gold->score * judged->score;
      tally->sum_error += fabs (gold->score - judged->score);
    }
}

static gboolean
evaluate_add (ObelusContext *context, gpointer data, ObelusDocument *gold_document, ObelusDocument *result,
              GError **error)
{
  static const char *const units[] = { "document", "target" };
  Tallies *tallies = data;
  Rows gold, judged;
  guint32 found, n_judged = 0;
  gint64 only = obelus_context_get_integer (context, "only");

  if (only >= 0 && sentiment_find_part (gold_document, (guint) obelus_context_get_integer (context, "folds")) != only)
    return TRUE;

  gboolean has_result = rows_init (&judged, result);
  guint32 n_rows = rows_init (&gold, gold_document) ? obelus_layer_get_n_rows (gold.layer) : 0;
  for (guint32 row = 0; row < n_rows; row++)
    for (guint i = 0; i < G_N_ELEMENTS (units); i++)
      if (rows_have_unit (&gold, row, units[i]))
        {
          Tally *tally = i == 0 ? &tallies->texts : &tallies->targets;
          Judgement expected, given = { 0 };
          n_judged++;
          rows_read (&gold, row, &expected);
          if (has_result
              && rows_find (&judged, units[i], obelus_layer_get_starts (gold.layer)[row],
                            obelus_layer_get_ends (gold.layer)[row], &found))
            rows_read (&judged, found, &given);
          if (given.has_score)
            tally_add (tally, &expected, &given);
          else
            tally->n_unjudged++;
        }

  return n_judged > 0
         || obelus_context_fail (context, error, OBELUS_ERROR_INVALID_INPUT, OBELUS_NO_OFFSET,
                                 "the gold document has no sentiment row for the whole document or for a target; read "
                                 "it with '--from ratings' or give it one");
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

  for (guint i = 0; i < SENTIMENT_N_CLASSES; i++)
    neutral += tally->confusion[SENTIMENT_CLASS_NEUTRAL][i];
  if (neutral == 0)
    {
      /* Without neutral texts the question was: for or against? The sign of the score answers it. */
      g_string_append_printf (report, "accuracy of the sign  %.4f\n",
                              divide ((double) tally->same_sign, (double) tally->n_labelled));
      sentiment_calibration_report (&tally->of_two, report);
      return;
    }

  g_string_append (report, "              precision  recall    F1\n");
  for (guint i = 0; i < SENTIMENT_N_CLASSES; i++)
    {
      guint64 n_gold = 0, n_judged = 0, n_both = tally->confusion[i][i];
      for (guint k = 0; k < SENTIMENT_N_CLASSES; k++)
        {
          n_gold += tally->confusion[i][k];
          n_judged += tally->confusion[k][i];
        }
      double precision = divide ((double) n_both, (double) n_judged),
             recall = divide ((double) n_both, (double) n_gold);
      double f = divide (2.0 * precision * recall, precision + recall);
      g_string_append_printf (report, "%-12s  %.4f     %.4f    %.4f\n", sentiment_class_names[i], precision, recall, f);
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
  sentiment_calibration_report (&tally->of_three, report);
}

static void
report_tally (const Tally *tally, const char *what, GString *report)
{
  if (MAX (tally->n, tally->n_labelled) + tally->n_unjudged == 0)
    return;

  g_string_append_printf (report, "%-12s  %" G_GUINT64_FORMAT "\n", what, MAX (tally->n, tally->n_labelled));
  if (tally->n_unjudged > 0)
    g_string_append_printf (report, "not judged    %" G_GUINT64_FORMAT "\n", tally->n_unjudged);
  if (tally->n_labelled > 0)
    report_labels (tally, report);
  if (tally->n > 1)
    g_string_append_printf (report, "correlation   %.4f (Pearson)\nmean error    %.4f\n", correlate (tally),
                            tally->sum_error / (double) tally->n);
}

static gboolean
evaluate_report (ObelusContext *context, gpointer data, GString *report, GError **error)
{
  const Tallies *tallies = data;

  (void) context;
  (void) error;
  report_tally (&tallies->texts, "texts", report);
  report_tally (&tallies->targets, "targets", report);
  return TRUE;
}

const ObelusEvaluatorClass sentiment_evaluator = {
  .name = "sentiment",
  .summary = "Compare scores and labels of whole texts and of targets with gold ones",
  .needs = "sentiment",
  .keeps = "entity?",
  .judges = "sentiment",
  .options = evaluate_options,
  .begin = evaluate_begin,
  .add = evaluate_add,
  .report = evaluate_report,
  .end = g_free,
};
