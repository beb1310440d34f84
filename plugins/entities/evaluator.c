/* Scoring names against gold ones: exact spans with exact types, as conlleval counts them. */
#include "entities.h"

#include "label-map.h"

#include <string.h>

typedef struct
{
  char *type;
  guint64 n_gold;
  guint64 n_found;
  guint64 n_right;
} Count;

typedef struct
{
  EntityLabelMap *map;
  GPtrArray *counts; /* Count, in order of appearance */
  GArray *gold;      /* Name, of the document at hand */
  GArray *found;
  guint64 n_documents;
  guint64 n_sentences;
  guint64 n_tokens;
} Tally;

typedef struct
{
  guint32 start;
  guint32 end;
  Count *count;
} Name;

static void
count_free (gpointer data)
{
  Count *count = data;

  g_free (count->type);
  g_free (count);
}

static gboolean
evaluator_begin (ObelusContext *context, gpointer *data, GError **error)
{
  const char *bad = NULL;
  EntityLabelMap *map = entity_label_map_new (obelus_context_get_list (context, "labels"), &bad);
  if (map == NULL)
    return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_OPTION, OBELUS_NO_OFFSET,
                                "option 'labels' has an item '%s' without a colon; write label:type", bad);

  Tally *tally = g_new0 (Tally, 1);
  tally->map = map;
  tally->counts = g_ptr_array_new_with_free_func (count_free);
  tally->gold = g_array_new (FALSE, FALSE, sizeof (Name));
  tally->found = g_array_new (FALSE, FALSE, sizeof (Name));
  *data = tally;

  return TRUE;
}

static void
evaluator_end (gpointer data)
{
  Tally *tally = data;

  entity_label_map_free (tally->map);
  g_ptr_array_unref (tally->counts);
  g_array_unref (tally->gold);
  g_array_unref (tally->found);
  g_free (tally);
}

/* The count of a type; NULL if it is not to be judged. */
static Count *
find_count (ObelusContext *context, Tally *tally, const char *type)
{
  const char *const *judged = obelus_context_get_list (context, "types");

  if (type == NULL || (judged[0] != NULL && !g_strv_contains (judged, type)))
    return NULL;
  for (guint i = 0; i < tally->counts->len; i++)
    {
      Count *count = g_ptr_array_index (tally->counts, i);
      if (g_str_equal (count->type, type))
        return count;
    }

  Count *count = g_new0 (Count, 1);
  count->type = g_strdup (type);
  g_ptr_array_add (tally->counts, count);

  return count;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const Name *x = a, *y = b;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  if (x->end != y->end)
    return x->end < y->end ? -1 : 1;

  return strcmp (x->count->type, y->count->type);
}

static gboolean
list_names (ObelusContext *context, Tally *tally, ObelusDocument *document, GArray *names, GError **error)
{
  g_array_set_size (names, 0);
  ObelusLayer *layer = obelus_context_get_layer (context, document, "entity", error);
  if (layer == NULL)
    return FALSE;

  gint column = obelus_layer_find_column (layer, "label");
  for (guint32 row = 0; column >= 0 && row < obelus_layer_get_n_rows (layer); row++)
    {
      const char *label = obelus_layer_get_string (layer, (guint) column, row, NULL);
      Count *count = label == NULL ? NULL : find_count (context, tally, entity_label_map_find (tally->map, label));
      Name name = { obelus_layer_get_starts (layer)[row], obelus_layer_get_ends (layer)[row], count };
      if (count != NULL)
        g_array_append_val (names, name);
    }
  g_array_sort (names, compare_names);

  return TRUE;
}

static gboolean
evaluator_add (ObelusContext *context, gpointer data, ObelusDocument *gold, ObelusDocument *result, GError **error)
{
  Tally *tally = data;
  if (!list_names (context, tally, gold, tally->gold, error)
      || !list_names (context, tally, result, tally->found, error))
    return FALSE;

  for (guint i = 0; i < tally->gold->len; i++)
    g_array_index (tally->gold, Name, i).count->n_gold++;
  for (guint i = 0; i < tally->found->len; i++)
    g_array_index (tally->found, Name, i).count->n_found++;

  for (guint i = 0, j = 0; i < tally->gold->len && j < tally->found->len;)
    {
      const Name *name = &g_array_index (tally->gold, Name, i);
      int order = compare_names (name, &g_array_index (tally->found, Name, j));
      name->count->n_right += order == 0 ? 1 : 0;
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }

  ObelusLayer *sentences = obelus_document_get_layer (gold, "sentence");
  ObelusLayer *tokens = obelus_document_get_layer (gold, "token");
  tally->n_documents++;
  tally->n_sentences += sentences != NULL ? obelus_layer_get_n_rows (sentences) : 0;
  tally->n_tokens += tokens != NULL ? obelus_layer_get_n_rows (tokens) : 0;

  return TRUE;
}

static double
divide (guint64 part, guint64 whole)
{
  return whole == 0 ? 0.0 : (double) part / (double) whole;
}

static void
append_count (GString *report, const char *type, const Count *count)
{
  g_string_append_printf (
      report, "%-8s %9.4f %9.4f %9.4f %8" G_GUINT64_FORMAT " %8" G_GUINT64_FORMAT " %8" G_GUINT64_FORMAT "\n", type,
      divide (count->n_right, count->n_found), divide (count->n_right, count->n_gold),
      divide (2 * count->n_right, count->n_found + count->n_gold), count->n_gold, count->n_found, count->n_right);
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const Count *x = *(const Count *const *) a, *y = *(const Count *const *) b;

  return strcmp (x->type, y->type);
}

static gboolean
evaluator_report (ObelusContext *context, gpointer data, GString *report, GError **error)
{
  Tally *tally = data;
  Count all = { 0 };
  (void) context;
  (void) error;

  g_string_append_printf (
      report, "documents %" G_GUINT64_FORMAT "\nsentences %" G_GUINT64_FORMAT "\ntokens %" G_GUINT64_FORMAT "\n\n",
      tally->n_documents, tally->n_sentences, tally->n_tokens);
  g_string_append_printf (report, "%-8s %9s %9s %9s %8s %8s %8s\n", "type", "precision", "recall", "f1", "gold",
                          "found", "right");
  g_ptr_array_sort (tally->counts, compare_counts);
  for (guint i = 0; i < tally->counts->len; i++)
    {
      const Count *count = g_ptr_array_index (tally->counts, i);
      append_count (report, count->type, count);
      all.n_gold += count->n_gold;
      all.n_found += count->n_found;
      all.n_right += count->n_right;
    }
  append_count (report, "all", &all);

  return TRUE;
}

static const ObelusOption evaluator_options[]
    = { OBELUS_OPTION_LIST ("labels", ENTITY_STANDARD_LABELS,
                            "What labels of the gold documents are called here, as label:type"),
        OBELUS_OPTION_LIST ("types", NULL, "Types to judge; all if none is named"), OBELUS_OPTION_END };

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
