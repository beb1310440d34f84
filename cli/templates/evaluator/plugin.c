/* The evaluator `@name@`: how well a pipeline finds the sentences that annotated texts have. */
#include <obelus/obelus-plugin.h>

/* What was counted over all documents. */
typedef struct
{
  guint64 n_gold;
  guint64 n_found;
  guint64 n_right;
} Tally;

static gboolean
@ident@_begin (ObelusContext *context, gpointer *tally, GError **error)
{
  (void) context;
  (void) error;
  *tally = g_new0 (Tally, 1);
  return TRUE;
}

/* How many spans two layers share: both are in order, so one walk over both finds them. */
static guint64
count_shared (ObelusLayer *a, ObelusLayer *b)
{
  const guint32 *a_starts = obelus_layer_get_starts (a), *a_ends = obelus_layer_get_ends (a);
  const guint32 *b_starts = obelus_layer_get_starts (b), *b_ends = obelus_layer_get_ends (b);
  const guint32 n_a = obelus_layer_get_n_rows (a), n_b = obelus_layer_get_n_rows (b);
  guint64 n_shared = 0;

  for (guint32 i = 0, j = 0; i < n_a && j < n_b;)
    {
      if (a_starts[i] == b_starts[j] && a_ends[i] == b_ends[j])
        {
          n_shared++;
          i++;
          j++;
        }
      /* Where starts are equal the longer span stands first. */
      else if (a_starts[i] < b_starts[j] || (a_starts[i] == b_starts[j] && a_ends[i] > b_ends[j]))
        i++;
      else
        j++;
    }
  return n_shared;
}

static gboolean
@ident@_add (ObelusContext *context, gpointer data, ObelusDocument *gold, ObelusDocument *result, GError **error)
{
  Tally *tally = (Tally *) data;
  ObelusLayer *wanted = obelus_context_get_layer (context, gold, "sentence", error);
  if (wanted == @null@)
    return FALSE;
  ObelusLayer *found = obelus_context_get_layer (context, result, "sentence", error);
  if (found == @null@)
    return FALSE;

  tally->n_gold += obelus_layer_get_n_rows (wanted);
  tally->n_found += obelus_layer_get_n_rows (found);
  tally->n_right += count_shared (wanted, found);
  return TRUE;
}

static double
divide (guint64 part, guint64 whole)
{
  return whole == 0 ? 0.0 : (double) part / (double) whole;
}

static gboolean
@ident@_report (ObelusContext *context, gpointer data, GString *report, GError **error)
{
  const Tally *tally = (const Tally *) data;

  (void) context;
  (void) error;
  g_string_append_printf (report, "sentences %" G_GUINT64_FORMAT "\n", tally->n_gold);
  g_string_append_printf (report, "precision %.4f\n", divide (tally->n_right, tally->n_found));
  g_string_append_printf (report, "recall    %.4f\n", divide (tally->n_right, tally->n_gold));
  g_string_append_printf (report, "f1        %.4f\n",
                          divide (2 * tally->n_right, tally->n_found + tally->n_gold));
  return TRUE;
}

static const ObelusEvaluatorClass @ident@_class = {
  .name = "@name@",
  .summary = "Score how well sentences are found",
  .needs = "sentence",
  .judges = "sentence",
  .begin = @ident@_begin,
  .add = @ident@_add,
  .report = @ident@_report,
  .end = g_free,
};

static const ObelusEvaluatorClass *const evaluators[] = { &@ident@_class, @null@ };

OBELUS_PLUGIN (@ident@, .version = "0.1.0", .license = "MIT", .evaluators = evaluators)
