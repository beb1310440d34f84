/* The metrics of the CoNLL 2018 shared task (Zeman et al. 2018, section 5): what a pipeline made of a text against what
 * people did. */
#include "score.h"

#include "syntax.h"

/* Each counts items of gold and result, how many pairs of words were compared and how many of those agreed. */
typedef enum
{
  METRIC_TOKENS,
  METRIC_SENTENCES,
  METRIC_WORDS,
  METRIC_UPOS,
  METRIC_XPOS,
  METRIC_FEATURES,
  METRIC_ALL_TAGS,
  METRIC_LEMMAS,
  METRIC_UAS,
  METRIC_LAS,
  METRIC_CLAS,
  METRIC_MLAS,
  METRIC_BLEX,
  N_METRICS
} Metric;

static const char *const metric_names[N_METRICS]
    = { "Tokens", "Sentences", "Words", "UPOS", "XPOS", "UFeats", "AllTags",
        "Lemmas", "UAS",       "LAS",   "CLAS", "MLAS", "BLEX" };

typedef struct
{
  guint64 n_gold;
  guint64 n_result;
  guint64 n_aligned;
  guint64 n_correct;
} Count;

typedef struct
{
  Count counts[N_METRICS];
  gboolean has_syntax; /* both sides have some */
} Tally;

static gboolean
score_begin (ObelusContext *context G_GNUC_UNUSED, gpointer *tally, GError **error G_GNUC_UNUSED)
{
  *tally = g_new0 (Tally, 1);

  return TRUE;
}

static void
score_end (gpointer tally)
{
  g_free (tally);
}

static void
count_spans (Count *count, const GArray *gold, const GArray *result)
{
  count->n_gold += gold->len;
  count->n_result += result->len;
  count->n_correct += alignment_count_spans (gold, result);
}

/* Both sides of a document. */
typedef struct
{
  SyntaxColumns gold;
  SyntaxColumns result;
  guint32 *gold_of_result; /* the gold word that a result's word stands for, or OBELUS_NO_ROW */
  Tally *tally;
} Comparison;

static void
comparison_clear (Comparison *comparison)
{
  syntax_columns_clear (&comparison->gold);
  syntax_columns_clear (&comparison->result);
  g_clear_pointer (&comparison->gold_of_result, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Comparison, comparison_clear)

static void
count_pair (const Comparison *comparison, Metric metric, gboolean is_correct)
{
  comparison->tally->counts[metric].n_aligned++;
  comparison->tally->counts[metric].n_correct += is_correct ? 1 : 0;
}

static gboolean
is_same (const Comparison *comparison, const AlignmentPair *pair, guint gold_column, guint result_column)
{
  return strcmp (syntax_get (&comparison->gold, gold_column, pair->gold),
                 syntax_get (&comparison->result, result_column, pair->result))
         == 0;
}

static gboolean
is_same_features (const Comparison *comparison, guint32 gold, guint32 result)
{
  return syntax_has_same_features (syntax_get (&comparison->gold, comparison->gold.feats, gold),
                                   syntax_get (&comparison->result, comparison->result.feats, result));
}

/* Without a gold lemma any is right. */
static gboolean
is_same_lemma (const Comparison *comparison, const AlignmentPair *pair)
{
  return strcmp (syntax_get (&comparison->gold, comparison->gold.lemma, pair->gold), "_") == 0
         || is_same (comparison, pair, comparison->gold.lemma, comparison->result.lemma);
}

static gboolean
is_same_relation (const Comparison *comparison, guint32 gold, guint32 result)
{
  return syntax_has_same_relation (syntax_get (&comparison->gold, comparison->gold.deprel, gold),
                                   syntax_get (&comparison->result, comparison->result.deprel, result));
}

static gboolean
is_same_head (const Comparison *comparison, const AlignmentPair *pair)
{
  guint32 gold = syntax_get_head (&comparison->gold, pair->gold);
  guint32 result = syntax_get_head (&comparison->result, pair->result);

  if (gold == OBELUS_NO_ROW || result == OBELUS_NO_ROW)
    return gold == result;
  return comparison->gold_of_result[result] == gold;
}

/* Whether function words hang on both in the same order, and equal but for lemmas. */
static gboolean
is_same_functions (const Comparison *comparison, const AlignmentPair *pair)
{
  const GArray *golds = comparison->gold.functions->pdata[pair->gold];
  const GArray *results = comparison->result.functions->pdata[pair->result];
  guint n_gold = golds != NULL ? golds->len : 0, n_result = results != NULL ? results->len : 0;

  for (guint i = 0; n_gold == n_result && i < n_gold; i++)
    {
      AlignmentPair child = { g_array_index (golds, guint32, i), g_array_index (results, guint32, i) };
      if (comparison->gold_of_result[child.result] != child.gold
          || !is_same_relation (comparison, child.gold, child.result)
          || !is_same (comparison, &child, comparison->gold.upos, comparison->result.upos)
          || !is_same_features (comparison, child.gold, child.result))
        return FALSE;
    }

  return n_gold == n_result;
}

static void
count_tags (const Comparison *comparison, const AlignmentPair *pair)
{
  gboolean upos = is_same (comparison, pair, comparison->gold.upos, comparison->result.upos);
  gboolean xpos = is_same (comparison, pair, comparison->gold.xpos, comparison->result.xpos);
  gboolean features = is_same_features (comparison, pair->gold, pair->result);

  count_pair (comparison, METRIC_UPOS, upos);
  count_pair (comparison, METRIC_XPOS, xpos);
  count_pair (comparison, METRIC_FEATURES, features);
  count_pair (comparison, METRIC_ALL_TAGS, upos && xpos && features);
  count_pair (comparison, METRIC_LEMMAS, is_same_lemma (comparison, pair));
}

static void
count_syntax (const Comparison *comparison, const AlignmentPair *pair)
{
  gboolean head = is_same_head (comparison, pair);
  gboolean labelled = head && is_same_relation (comparison, pair->gold, pair->result);

  count_pair (comparison, METRIC_UAS, head);
  count_pair (comparison, METRIC_LAS, labelled);
  if (!syntax_is_content (syntax_get (&comparison->gold, comparison->gold.deprel, pair->gold)))
    return;

  count_pair (comparison, METRIC_CLAS, labelled);
  count_pair (comparison, METRIC_MLAS,
              labelled && is_same (comparison, pair, comparison->gold.upos, comparison->result.upos)
                  && is_same_features (comparison, pair->gold, pair->result) && is_same_functions (comparison, pair));
  count_pair (comparison, METRIC_BLEX, labelled && is_same_lemma (comparison, pair));
}

static guint
count_content (const SyntaxColumns *columns)
{
  guint n = 0;

  for (guint32 word = 0; word < obelus_layer_get_n_rows (columns->tokens); word++)
    n += syntax_is_content (syntax_get (columns, columns->deprel, word)) ? 1 : 0;

  return n;
}

static void
count_words (Tally *tally, const AlignmentSide *gold, const AlignmentSide *result)
{
  g_autoptr (GArray) pairs = alignment_pair_words (gold, result);
  g_auto (Comparison) comparison = { .tally = tally };

  syntax_columns_init (&comparison.gold, gold->tokens);
  syntax_columns_init (&comparison.result, result->tokens);
  comparison.gold_of_result = g_new (guint32, MAX (result->words->len, 1));
  for (guint i = 0; i < result->words->len; i++)
    comparison.gold_of_result[i] = OBELUS_NO_ROW;
  for (guint i = 0; i < pairs->len; i++)
    comparison.gold_of_result[g_array_index (pairs, AlignmentPair, i).result]
        = g_array_index (pairs, AlignmentPair, i).gold;

  gboolean has_syntax = comparison.gold.has_syntax && comparison.result.has_syntax;
  tally->has_syntax = tally->has_syntax || has_syntax;
  for (Metric metric = METRIC_WORDS; metric < METRIC_CLAS; metric++)
    {
      tally->counts[metric].n_gold += gold->words->len;
      tally->counts[metric].n_result += result->words->len;
    }
  guint gold_content = count_content (&comparison.gold), result_content = count_content (&comparison.result);
  for (Metric metric = METRIC_CLAS; metric < N_METRICS; metric++)
    {
      tally->counts[metric].n_gold += gold_content;
      tally->counts[metric].n_result += result_content;
    }

  for (guint i = 0; i < pairs->len; i++)
    {
      const AlignmentPair *pair = &g_array_index (pairs, AlignmentPair, i);
      count_pair (&comparison, METRIC_WORDS, TRUE);
      count_tags (&comparison, pair);
      if (has_syntax)
        count_syntax (&comparison, pair);
    }
}

static gboolean
score_add (ObelusContext *context, gpointer data, ObelusDocument *gold, ObelusDocument *result, GError **error)
{
  Tally *tally = data;
  guint32 offset;

  if (obelus_document_get_layer (gold, "sentence") == NULL || obelus_document_get_layer (gold, "token") == NULL)
    return obelus_context_fail (context, error, OBELUS_ERROR_NOT_FOUND, OBELUS_NO_OFFSET,
                                "the gold document has no layers 'token' and 'sentence'; read it with --from conllu");
  if (obelus_document_get_layer (result, "sentence") == NULL || obelus_document_get_layer (result, "token") == NULL)
    return obelus_context_fail (context, error, OBELUS_ERROR_NOT_FOUND, OBELUS_NO_OFFSET,
                                "the result has no layers 'token' and 'sentence'; put 'tokenize' into the pipeline");

  g_auto (AlignmentSide) gold_side = { 0 };
  g_auto (AlignmentSide) result_side = { 0 };
  alignment_side_init (&gold_side, gold);
  alignment_side_init (&result_side, result);
  if (!alignment_has_same_text (&gold_side, &result_side, &offset))
    return obelus_context_fail (
        context, error, OBELUS_ERROR_INVALID_INPUT, offset,
        "the result is of another text from byte %u of the gold text on; give the same documents "
        "in the same order",
        offset);

  count_spans (&tally->counts[METRIC_TOKENS], gold_side.surface, result_side.surface);
  count_spans (&tally->counts[METRIC_SENTENCES], gold_side.sentences, result_side.sentences);
  count_words (tally, &gold_side, &result_side);

  return TRUE;
}

/* Reports */

static void
append_percent (GString *report, guint64 part, guint64 whole)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (number, sizeof number, "%.2f", whole > 0 ? 100.0 * (double) part / (double) whole : 0.0);
  g_string_append_printf (report, " %9s", number);
}

static void
report_count (GString *report, const char *name, const Count *count)
{
  g_string_append_printf (report, "%-10s", name);
  append_percent (report, count->n_correct, count->n_result);
  append_percent (report, count->n_correct, count->n_gold);
  append_percent (report, 2 * count->n_correct, count->n_gold + count->n_result);
  g_string_append_printf (report, " %9" G_GUINT64_FORMAT, count->n_gold);
}

static gboolean
report_tokens (ObelusContext *context G_GNUC_UNUSED, gpointer data, GString *report, GError **error G_GNUC_UNUSED)
{
  const Tally *tally = data;

  g_string_append_printf (report, "%-10s %9s %9s %9s %9s\n", "", "precision", "recall", "F1", "gold");
  for (Metric metric = METRIC_TOKENS; metric <= METRIC_WORDS; metric++)
    {
      report_count (report, metric_names[metric], &tally->counts[metric]);
      g_string_append_c (report, '\n');
    }

  return TRUE;
}

static gboolean
report_tags (ObelusContext *context G_GNUC_UNUSED, gpointer data, GString *report, GError **error G_GNUC_UNUSED)
{
  const Tally *tally = data;
  Metric end = tally->has_syntax ? N_METRICS : METRIC_UAS;

  g_string_append_printf (report, "%-10s %9s %9s %9s %9s %9s\n", "", "precision", "recall", "F1", "gold", "aligned");
  for (Metric metric = METRIC_TOKENS; metric < end; metric++)
    {
      const Count *count = &tally->counts[metric];
      report_count (report, metric_names[metric], count);
      if (metric > METRIC_WORDS)
        append_percent (report, count->n_correct, count->n_aligned);
      g_string_append_c (report, '\n');
    }

  return TRUE;
}

const ObelusEvaluatorClass conllu_tokens_evaluator = {
  .name = "tokens",
  .summary = "Score tokens, sentences and words as the CoNLL 2018 shared task did",
  .needs = "token sentence multiword?",
  .judges = "sentence token multiword?",
  .begin = score_begin,
  .add = score_add,
  .report = report_tokens,
  .end = score_end,
};

const ObelusEvaluatorClass conllu_tags_evaluator = {
  .name = "tags",
  .summary = "Score tags, lemmas and what else words have as the CoNLL 2018 shared task did",
  .needs = "token sentence multiword?",
  .judges = "sentence token token.upos multiword?",
  .begin = score_begin,
  .add = score_add,
  .report = report_tags,
  .end = score_end,
};
