/* What an evaluation counted, as JSON. */
#include "report.h"

#include <obelus/obelus-plugin.h>
#include <obelus/obelus-record.h>

static void
append_key (GString *output, const char *key, double value)
{
  g_string_append_printf (output, ", \"%s\": ", key);
  obelus_json_append_real (output, value);
}

static void
append_json_figures (GString *output, const LearnCount *count, const LearnInterval *intervals)
{
  static const char *const names[LEARN_N_SCORES] = { "precision", "recall", "f1" };

  g_string_append_printf (
      output, "\"gold\": %" G_GUINT64_FORMAT ", \"found\": %" G_GUINT64_FORMAT ", \"right\": %" G_GUINT64_FORMAT,
      count->n_gold, count->n_found, count->n_right);
  for (LearnScore score = LEARN_PRECISION; score < LEARN_N_SCORES; score++)
    append_key (output, names[score], learn_count_get_score (count, score));
  for (LearnScore score = LEARN_PRECISION; intervals != NULL && score < LEARN_N_SCORES; score++)
    {
      g_string_append_printf (output, ", \"%s_interval\": [", names[score]);
      obelus_json_append_real (output, intervals[score].low);
      g_string_append (output, ", ");
      obelus_json_append_real (output, intervals[score].high);
      g_string_append_c (output, ']');
    }
}

static void
append_json_types (GString *output, const EntityReport *report, const GArray *types)
{
  g_string_append (output, "\"types\": [");
  for (guint i = 0; i < types->len; i++)
    {
      guint number = g_array_index (types, guint, i);
      const EntityTypeTally *type = entity_tally_get_type (report->tally, number);
      g_string_append (output, i > 0 ? ",\n  {\"type\": " : "\n  {\"type\": ");
      obelus_json_append_string (output, type->name, -1);
      g_string_append (output, ", ");
      append_json_figures (output, &type->count,
                           report->intervals != NULL ? &report->intervals[number * LEARN_N_SCORES] : NULL);
      g_string_append_printf (output, ", \"missed\": %" G_GUINT64_FORMAT ", \"spurious\": %" G_GUINT64_FORMAT "}",
                              type->n_missed, type->n_spurious);
    }
  g_string_append (output, "],\n\"all\": {");
  const LearnCount sum = entity_tally_sum (report->tally);
  append_json_figures (output, &sum,
                       report->intervals != NULL ? &report->intervals[types->len * LEARN_N_SCORES] : NULL);
  g_string_append_printf (output, ", \"missed\": %" G_GUINT64_FORMAT ", \"spurious\": %" G_GUINT64_FORMAT "}",
                          report->tally->verdicts[ENTITY_MISSED], report->tally->verdicts[ENTITY_SPURIOUS]);
}

static void
append_json_pairs (GString *output, const EntityTally *tally, const GArray *types)
{
  gboolean is_first = TRUE;

  g_string_append (output, ",\n\"pairs\": [");
  for (guint i = 0; i < types->len; i++)
    for (guint j = 0; j < types->len; j++)
      for (gboolean other = FALSE; other <= TRUE; other++)
        {
          guint gold = g_array_index (types, guint, i), found = g_array_index (types, guint, j);
          guint64 n = entity_tally_get_pairs (tally, gold, found, other);
          if (n == 0)
            continue;
          g_string_append (output, is_first ? "\n  {\"gold\": " : ",\n  {\"gold\": ");
          obelus_json_append_string (output, entity_tally_get_type (tally, gold)->name, -1);
          g_string_append (output, ", \"found\": ");
          obelus_json_append_string (output, entity_tally_get_type (tally, found)->name, -1);
          g_string_append_printf (output, ", \"span\": \"%s\", \"n\": %" G_GUINT64_FORMAT "}", other ? "other" : "same",
                                  n);
          is_first = FALSE;
        }
  g_string_append_c (output, ']');
}

static void
append_json_calibration (GString *output, const EntityTally *tally)
{
  gboolean is_first = TRUE;
  if (entity_tally_sum_bins (tally).n == 0)
    return;

  g_string_append (output, ",\n\"calibration\": [");
  for (guint i = 0; i < ENTITY_N_BINS; i++)
    {
      const EntityBin *bin = &tally->bins[i];
      if (bin->n == 0)
        continue;
      const LearnInterval interval = entity_bin_get_interval (bin);
      g_string_append (output, is_first ? "\n  {\"from\": " : ",\n  {\"from\": ");
      obelus_json_append_real (output, (double) i / ENTITY_N_BINS);
      append_key (output, "to", (double) (i + 1) / ENTITY_N_BINS);
      g_string_append_printf (output, ", \"found\": %" G_GUINT64_FORMAT, bin->n);
      append_key (output, "stated", bin->sum / (double) bin->n);
      append_key (output, "right", (double) bin->n_right / (double) bin->n);
      g_string_append (output, ", \"right_interval\": [");
      obelus_json_append_real (output, interval.low);
      g_string_append (output, ", ");
      obelus_json_append_real (output, interval.high);
      g_string_append (output, "]}");
      is_first = FALSE;
    }
  g_string_append_c (output, ']');
  append_key (output, "calibration_error", entity_tally_get_calibration_error (tally));
}

void
entity_report_append_json (GString *output, const EntityReport *report)
{
  const EntityTally *tally = report->tally;
  g_autoptr (GArray) types = entity_tally_sort_types (tally);

  g_string_append_printf (output,
                          "{\"documents\": %" G_GUINT64_FORMAT ", \"sentences\": %" G_GUINT64_FORMAT
                          ", \"tokens\": %" G_GUINT64_FORMAT ",\n",
                          tally->n_documents, tally->n_sentences, tally->n_tokens);
  append_json_types (output, report, types);
  if (report->intervals != NULL)
    g_string_append_printf (
        output,
        ",\n\"bootstrap\": {\"unit\": \"%s\", \"units\": %u, \"samples\": %u, \"seed\": %" G_GUINT64_FORMAT
        ", \"level\": 0.95}",
        report->unit, learn_bootstrap_get_n_units (tally->bootstrap), report->n_samples, report->seed);
  append_json_pairs (output, tally, types);
  append_json_calibration (output, tally);
  g_string_append_printf (output, ",\n\"mistakes\": %" G_GUINT64_FORMAT, entity_tally_count_mistakes (tally));
  if (report->n_listed > 0)
    {
      g_string_append (output, ",\n\"offsets\": \"byte\",\n\"listed\": [\n");
      g_string_append_len (output, report->mistakes->str, (gssize) report->mistakes->len);
      g_string_append_c (output, ']');
    }
  g_string_append (output, "}\n");
}
