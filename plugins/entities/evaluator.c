/* Scoring names against gold ones: exact spans with exact types, as conlleval counts them. */
#include "entities.h"

#include "label-map.h"
#include "mistakes.h"
#include "report.h"

#include <math.h>
#include <string.h>

typedef enum
{
  FORMAT_TEXT,
  FORMAT_JSON,
} Format;

typedef enum
{
  UNIT_DOCUMENTS,
  UNIT_SENTENCES,
} Unit;

static const char *const unit_names[] = { "documents", "sentences" };

typedef struct
{
  EntityLabelMap *map;
  EntityTally *tally;
  GArray *gold; /* EntityName, of the document at hand */
  GArray *found;
  GArray *pairs; /* EntityPair */
  GString *mistakes;
  guint64 n_listed;
} Evaluation;

static gboolean
evaluator_begin (ObelusContext *context, gpointer *data, GError **error)
{
  const char *bad = NULL;
  EntityLabelMap *map = entity_label_map_new (obelus_context_get_list (context, "labels"), &bad);
  if (map == NULL)
    return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_OPTION, OBELUS_NO_OFFSET,
                                "option 'labels' has an item '%s' without a colon; write label:type", bad);

  Evaluation *evaluation = g_new0 (Evaluation, 1);
  evaluation->map = map;
  evaluation->tally = entity_tally_new ();
  evaluation->gold = g_array_new (FALSE, FALSE, sizeof (EntityName));
  evaluation->found = g_array_new (FALSE, FALSE, sizeof (EntityName));
  evaluation->pairs = g_array_new (FALSE, FALSE, sizeof (EntityPair));
  evaluation->mistakes = g_string_new (NULL);
  *data = evaluation;

  return TRUE;
}

static void
evaluator_end (gpointer data)
{
  Evaluation *evaluation = data;

  entity_label_map_free (evaluation->map);
  entity_tally_free (evaluation->tally);
  g_array_unref (evaluation->gold);
  g_array_unref (evaluation->found);
  g_array_unref (evaluation->pairs);
  g_string_free (evaluation->mistakes, TRUE);
  g_free (evaluation);
}

/* Offsets of both sides must mean the same. */
static gboolean
check_text (ObelusContext *context, ObelusDocument *gold, ObelusDocument *result, GError **error)
{
  guint32 gold_length, length, offset = 0;
  const char *gold_text = obelus_document_get_text (gold, &gold_length);
  const char *text = obelus_document_get_text (result, &length);

  if (gold_length == length && memcmp (gold_text, text, length) == 0)
    return TRUE;

  while (offset < MIN (gold_length, length) && gold_text[offset] == text[offset])
    offset++;
  return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_INPUT, offset,
                              "the result has another text from here on; give annotations of the same text");
}

/* The names of a layer that are to be judged. */
static gboolean
list_names (ObelusContext *context, Evaluation *evaluation, ObelusDocument *document, GArray *names, GError **error)
{
  const char *const *judged = obelus_context_get_list (context, "types");
  ObelusLayer *layer = obelus_context_get_layer (context, document, "entity", error);
  if (layer == NULL)
    return FALSE;

  g_array_set_size (names, 0);
  gint label_column = obelus_layer_find_column (layer, "label"),
       score_column = obelus_layer_find_column (layer, "score");
  for (guint32 row = 0; label_column >= 0 && row < obelus_layer_get_n_rows (layer); row++)
    {
      const char *label = obelus_layer_get_string (layer, (guint) label_column, row, NULL);
      const char *type = label != NULL ? entity_label_map_find (evaluation->map, label) : NULL;
      if (obelus_context_is_cancelled_at (context, row, error))
        return FALSE;
      if (type == NULL || (judged[0] != NULL && !g_strv_contains (judged, type)))
        continue;

      gint number = entity_tally_find_type (evaluation->tally, type);
      if (number < 0)
        return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_INPUT, OBELUS_NO_OFFSET,
                                    "there are more than %u types of names; name those to judge with the option "
                                    "'types'",
                                    ENTITY_MOST_JUDGED_TYPES);
      EntityName name = { obelus_layer_get_starts (layer)[row], obelus_layer_get_ends (layer)[row], (guint) number,
                          score_column >= 0 && obelus_layer_has_value (layer, (guint) score_column, row)
                              ? obelus_layer_get_reals (layer, (guint) score_column)[row]
                              : NAN };
      g_array_append_val (names, name);
    }

  return TRUE;
}

/* Counts the pairs of a document, each in the unit that it begins in. */
static gboolean
count_pairs (ObelusContext *context, Evaluation *evaluation, ObelusLayer *sentences, GError **error)
{
  const Unit unit = (Unit) obelus_context_get_choice (context, "units");
  const guint32 n_units = unit == UNIT_SENTENCES && sentences != NULL ? obelus_layer_get_n_rows (sentences) : 0;
  guint32 next = 1;

  learn_bootstrap_begin_unit (evaluation->tally->bootstrap);
  for (guint i = 0; i < evaluation->pairs->len; i++)
    {
      const EntityPair *pair = &g_array_index (evaluation->pairs, EntityPair, i);
      if (obelus_context_is_cancelled_at (context, i, error))
        return FALSE;
      for (; next < n_units && obelus_layer_get_starts (sentences)[next] <= entity_pair_get_start (pair); next++)
        learn_bootstrap_begin_unit (evaluation->tally->bootstrap);
      entity_tally_count (evaluation->tally, pair);
    }
  for (; next < n_units; next++)
    learn_bootstrap_begin_unit (evaluation->tally->bootstrap);

  return TRUE;
}

static gboolean
list_mistakes (ObelusContext *context, Evaluation *evaluation, ObelusDocument *document, ObelusLayer *sentences,
               GError **error)
{
  const guint64 n_wanted = (guint64) obelus_context_get_integer (context, "mistakes");
  const gboolean as_json = obelus_context_get_choice (context, "format") == FORMAT_JSON;

  for (guint i = 0; i < evaluation->pairs->len && evaluation->n_listed < n_wanted; i++)
    {
      const EntityPair *pair = &g_array_index (evaluation->pairs, EntityPair, i);
      if (entity_pair_judge (pair) == ENTITY_RIGHT)
        continue;
      if (as_json && evaluation->n_listed > 0)
        g_string_append (evaluation->mistakes, ",\n");
      if (!(as_json ? entity_mistake_append_json : entity_mistake_append_text) (evaluation->mistakes, evaluation->tally,
                                                                                document, sentences, pair, error))
        return FALSE;
      evaluation->n_listed++;
    }

  return TRUE;
}

static gboolean
evaluator_add (ObelusContext *context, gpointer data, ObelusDocument *gold, ObelusDocument *result, GError **error)
{
  Evaluation *evaluation = data;
  EntityTally *tally = evaluation->tally;
  if (!check_text (context, gold, result, error) || !list_names (context, evaluation, gold, evaluation->gold, error)
      || !list_names (context, evaluation, result, evaluation->found, error))
    return FALSE;

  ObelusLayer *sentences = obelus_document_get_layer (gold, "sentence");
  ObelusLayer *tokens = obelus_document_get_layer (gold, "token");
  tally->n_documents++;
  tally->n_sentences += sentences != NULL ? obelus_layer_get_n_rows (sentences) : 0;
  tally->n_tokens += tokens != NULL ? obelus_layer_get_n_rows (tokens) : 0;

  g_array_set_size (evaluation->pairs, 0);
  entity_pair_names (evaluation->gold, evaluation->found, evaluation->pairs);

  return count_pairs (context, evaluation, sentences, error)
         && list_mistakes (context, evaluation, gold, sentences, error);
}

static gboolean
evaluator_report (ObelusContext *context, gpointer data, GString *output, GError **error)
{
  const Evaluation *evaluation = data;
  const EntityTally *tally = evaluation->tally;
  EntityReport report = {
    .tally = tally,
    .n_samples = (guint) obelus_context_get_integer (context, "samples"),
    .seed = (guint64) obelus_context_get_integer (context, "seed"),
    .unit = unit_names[obelus_context_get_choice (context, "units")],
    .mistakes = evaluation->mistakes,
    .n_listed = evaluation->n_listed,
  };

  /* Of a single unit nothing can be learned about others. */
  g_autofree LearnInterval *intervals = NULL;
  if (report.n_samples > 0 && learn_bootstrap_get_n_units (tally->bootstrap) > 1)
    {
      intervals
          = learn_bootstrap_run (tally->bootstrap, tally->types->len, report.n_samples, ENTITY_LEVEL, report.seed);
      if (obelus_context_is_cancelled (context, error))
        return FALSE;
      if (intervals == NULL)
        return obelus_context_fail (context, error, OBELUS_ERROR_NO_MEMORY, OBELUS_NO_OFFSET,
                                    "no memory is left for %u samples; set samples=100", report.n_samples);
    }
  report.intervals = intervals;
  if (obelus_context_get_choice (context, "format") == FORMAT_JSON)
    entity_report_append_json (output, &report);
  else
    entity_report_append_text (output, &report);

  return TRUE;
}

static const ObelusOption evaluator_options[]
    = { OBELUS_OPTION_LIST ("labels", ENTITY_STANDARD_LABELS,
                            "What labels of the gold documents are called here, as label:type"),
        OBELUS_OPTION_LIST ("types", NULL, "Types to judge; all if none is named"),
        OBELUS_OPTION_INTEGER ("mistakes", 0, 1e9, 0, "How many mistakes are listed, with their sentences"),
        OBELUS_OPTION_CHOICE ("format", "text|json", "text", "What the report is for: people or programs"),
        OBELUS_OPTION_INTEGER ("samples", 0, 1000000, 1000, "Samples that intervals are made of; 0 for no intervals"),
        OBELUS_OPTION_CHOICE ("units", "documents|sentences", "documents", "What samples are drawn of"),
        OBELUS_OPTION_INTEGER ("seed", 0, 9e15, 1, "Where the pseudo-random numbers begin"),
        OBELUS_OPTION_END };

const ObelusEvaluatorClass entities_evaluator = {
  .name = "entities",
  .summary = "Precision, recall and F1 of names, exact spans and types",
  .needs = "sentence token entity",
  .keeps = "sentence token",
  .judges = "entity",
  .options = evaluator_options,
  .begin = evaluator_begin,
  .add = evaluator_add,
  .report = evaluator_report,
  .end = evaluator_end,
};
