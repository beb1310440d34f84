/* The evaluator `keyphrases`: how many of the phrases that people gave a text are among the first that were found. */
#include "keyphrases.h"

#include "gold.h"
#include "match.h"

static const guint cuts[] = { 5, 10 };

enum
{
  MATCH_EXACT,
  MATCH_STEMMED,
  N_MATCHES
};

typedef struct
{
  guint n_documents;
  guint64 n_gold;
  guint64 n_found;
  MatchScore sums[N_MATCHES][G_N_ELEMENTS (cuts)];
} Tally;

static gboolean
keyphrases_begin (ObelusContext *context, gpointer *result, GError **error)
{
  (void) context;
  (void) error;
  *result = g_new0 (Tally, 1);
  return TRUE;
}

/* A row of the layer, to put in order */
typedef struct
{
  guint32 row;
  gint64 rank;
  double score;
} Row;

static gint
compare_rows (gconstpointer a, gconstpointer b)
{
  const Row *x = a, *y = b;

  if (x->rank != y->rank)
    return x->rank < y->rank ? -1 : 1;
  if (x->score > y->score || x->score < y->score)
    return x->score > y->score ? -1 : 1;
  return x->row < y->row ? -1 : x->row > y->row;
}

/* Rows by rank, or where there are no ranks by score, the highest first. */
static GArray *
order_rows (ObelusLayer *layer)
{
  const gint rank = obelus_layer_find_column (layer, "rank"), score = obelus_layer_find_column (layer, "score");
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));

  for (guint32 i = 0; i < obelus_layer_get_n_rows (layer); i++)
    {
      const Row row = {
        .row = i,
        .rank = rank < 0 ? 0 : obelus_layer_get_integers (layer, (guint) rank)[i],
        .score = score < 0 ? 0.0 : obelus_layer_get_reals (layer, (guint) score)[i],
      };
      g_array_append_val (rows, row);
    }
  g_array_sort (rows, compare_rows);
  return rows;
}

/* What was found, normalized and each once. The column `phrase` is what a phrase is called, elsewhere its text is. */
static GPtrArray *
list_found (ObelusDocument *document, ObelusLayer *layer, gboolean stems)
{
  const gint phrase = obelus_layer_find_column (layer, "phrase");
  const char *text = obelus_document_get_text (document, NULL);
  const guint32 *starts = obelus_layer_get_starts (layer), *ends = obelus_layer_get_ends (layer);
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) rows = order_rows (layer);

  for (guint i = 0; i < rows->len; i++)
    {
      const guint32 row = g_array_index (rows, Row, i).row;
      const char *called = phrase < 0 ? NULL : obelus_layer_get_string (layer, (guint) phrase, row, NULL);
      char *normalized = called != NULL ? match_normalize (called, -1, stems)
                                        : match_normalize (text + starts[row], ends[row] - starts[row], stems);
      if (*normalized == '\0' || g_hash_table_contains (seen, normalized))
        {
          g_free (normalized);
          continue;
        }
      g_hash_table_add (seen, normalized);
      g_ptr_array_add (found, normalized);
    }
  return found;
}

static GPtrArray *
normalize_gold (const GPtrArray *gold, gboolean stems)
{
  GPtrArray *normalized = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < gold->len; i++)
    {
      const char *const *names = gold->pdata[i];
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
      for (guint j = 0; names[j] != NULL; j++)
        {
          g_autofree char *name = match_normalize (names[j], -1, stems);
          g_strv_builder_add (builder, name);
        }
      g_ptr_array_add (normalized, g_strv_builder_end (builder));
    }
  return normalized;
}

static gboolean
keyphrases_add (ObelusContext *context, gpointer data, ObelusDocument *gold, ObelusDocument *result, GError **error)
{
  Tally *tally = data;
  g_autoptr (GPtrArray) phrases = gold_read (gold);
  ObelusLayer *layer = obelus_context_get_layer (context, result, "keyphrase", error);

  if (layer == NULL)
    return FALSE;
  if (phrases == NULL)
    return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_INPUT, OBELUS_NO_OFFSET,
                                "there is nothing to compare with; give records whose 'keyphrases' is a phrase a line");

  for (guint match = 0; match < N_MATCHES; match++)
    {
      g_autoptr (GPtrArray) found = list_found (result, layer, match == MATCH_STEMMED);
      g_autoptr (GPtrArray) wanted = normalize_gold (phrases, match == MATCH_STEMMED);
      for (guint cut = 0; cut < G_N_ELEMENTS (cuts); cut++)
        {
          const MatchScore score = match_score (found, cuts[cut], wanted);
          MatchScore *sum = &tally->sums[match][cut];
          sum->precision += score.precision;
          sum->recall += score.recall;
          sum->f1 += score.f1;
        }
      tally->n_found += match == MATCH_EXACT ? found->len : 0;
    }
  tally->n_gold += phrases->len;
  tally->n_documents++;
  return TRUE;
}

static gboolean
keyphrases_report (ObelusContext *context, gpointer data, GString *report, GError **error)
{
  static const char *const names[N_MATCHES] = { "exact", "stemmed" };
  const Tally *tally = data;
  const double n = tally->n_documents;

  if (tally->n_documents == 0)
    return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_INPUT, OBELUS_NO_OFFSET,
                                "there were no documents to score; give files with texts and key phrases");

  g_string_append_printf (report, "%-18s", "match");
  for (guint cut = 0; cut < G_N_ELEMENTS (cuts); cut++)
    g_string_append_printf (report, "%6s%-3u%6s%-3u%6s%-3u", "P@", cuts[cut], "R@", cuts[cut], "F1@", cuts[cut]);
  g_string_truncate (report, report->len - 1);
  g_string_append_c (report, '\n');
  for (guint match = 0; match < N_MATCHES; match++)
    {
      g_string_append_printf (report, "%-18s", names[match]);
      for (guint cut = 0; cut < G_N_ELEMENTS (cuts); cut++)
        {
          const MatchScore *sum = &tally->sums[match][cut];
          g_string_append_printf (report, "%8.2f %8.2f %8.2f ", 100.0 * sum->precision / n, 100.0 * sum->recall / n,
                                  100.0 * sum->f1 / n);
        }
      g_string_truncate (report, report->len - 1);
      g_string_append_c (report, '\n');
    }
  g_string_append_printf (report, "%-18s%8u\n", "documents", tally->n_documents);
  g_string_append_printf (report, "%-18s%8.2f\n", "phrases given", (double) tally->n_gold / n);
  g_string_append_printf (report, "%-18s%8.2f\n", "phrases found", (double) tally->n_found / n);
  return TRUE;
}

const ObelusEvaluatorClass keyphrases_evaluator = {
  .name = "keyphrases",
  .summary = "Score key phrases by F1 of the first five and ten, averaged over texts",
  .judges = "keyphrase",
  .begin = keyphrases_begin,
  .add = keyphrases_add,
  .report = keyphrases_report,
  .end = g_free,
};
