/* What an evaluation counted, as text for people. */
#include "report.h"

#include "mistakes.h"

#include <string.h>

/* A table with more columns cannot be read; then pairs are listed, the most frequent first. */
#define MOST_COLUMNS 12
#define MOST_PAIRS 40

/* Columns of the first. */
#define LEAST_WIDTH 8

/* Of a type's name; longer ones, which come of damaged files, are cut. */
#define MOST_WIDTH 40

typedef struct
{
  GString *output;
  const EntityReport *report;
  const EntityTally *tally;
  const guint *types; /* in order */
  guint n_types;
  guint width; /* of the first column */
} Page;

static guint
measure (const char *text)
{
  return (guint) MIN (g_utf8_strlen (text, -1), MOST_WIDTH);
}

static void
append_padded (GString *output, const char *text, guint width, gboolean to_the_right)
{
  const gboolean is_cut = g_utf8_strlen (text, -1) > MOST_WIDTH;
  const char *end = is_cut ? g_utf8_offset_to_pointer (text, MOST_WIDTH - 1) : text + strlen (text);
  const guint n = measure (text);

  for (gsize i = n; to_the_right && i < width; i++)
    g_string_append_c (output, ' ');
  entity_append_visible (output, text, (gsize) (end - text));
  g_string_append (output, is_cut ? "…" : "");
  for (gsize i = n; !to_the_right && i < width; i++)
    g_string_append_c (output, ' ');
}

static void
append_number (GString *output, guint64 number, guint width)
{
  g_string_append_printf (output, " %*" G_GUINT64_FORMAT, (int) width, number);
}

static void
append_figures (const Page *page, const char *name, const LearnCount *count, const LearnInterval *intervals)
{
  append_padded (page->output, name, page->width, FALSE);
  for (LearnScore score = LEARN_PRECISION; score < LEARN_N_SCORES; score++)
    g_string_append_printf (page->output, " %9.4f", learn_count_get_score (count, score));
  append_number (page->output, count->n_gold, 8);
  append_number (page->output, count->n_found, 8);
  append_number (page->output, count->n_right, 8);
  if (intervals != NULL)
    g_string_append_printf (page->output, "  %.4f-%.4f", intervals[LEARN_F1].low, intervals[LEARN_F1].high);
  g_string_append_c (page->output, '\n');
}

static void
append_all_figures (const Page *page)
{
  const LearnInterval *intervals = page->report->intervals;
  const LearnCount sum = entity_tally_sum (page->tally);

  append_padded (page->output, "type", page->width, FALSE);
  g_string_append_printf (page->output, " %9s %9s %9s %8s %8s %8s%s\n", "precision", "recall", "f1", "gold", "found",
                          "right", intervals != NULL ? "  f1, 95 %" : "");
  for (guint i = 0; i < page->n_types; i++)
    {
      guint type = page->types[i];
      append_figures (page, entity_tally_get_type (page->tally, type)->name,
                      &entity_tally_get_type (page->tally, type)->count,
                      intervals != NULL ? &intervals[type * LEARN_N_SCORES] : NULL);
    }
  append_figures (page, "all", &sum, intervals != NULL ? &intervals[page->n_types * LEARN_N_SCORES] : NULL);
  if (intervals != NULL)
    g_string_append_printf (page->output,
                            "f1, 95 %%: between these lie 95 in 100 of %u samples of the %u %s (seed %" G_GUINT64_FORMAT
                            ")\n",
                            page->report->n_samples, learn_bootstrap_get_n_units (page->tally->bootstrap),
                            page->report->unit, page->report->seed);
}

static guint64
count_pairs (const EntityTally *tally, gboolean has_other_span)
{
  guint64 n = 0;

  for (guint i = 0; i < tally->types->len; i++)
    for (guint j = 0; j < tally->types->len; j++)
      n += entity_tally_get_pairs (tally, i, j, has_other_span);

  return n;
}

static void
append_table (const Page *page, gboolean has_other_span)
{
  const EntityTally *tally = page->tally;
  guint widths[MOST_COLUMNS];

  append_padded (page->output, "gold", page->width, FALSE);
  for (guint j = 0; j < page->n_types; j++)
    {
      const char *name = entity_tally_get_type (tally, page->types[j])->name;
      widths[j] = MAX (LEAST_WIDTH, measure (name));
      g_string_append_c (page->output, ' ');
      append_padded (page->output, name, widths[j], TRUE);
    }
  g_string_append (page->output, has_other_span ? "\n" : "   missed\n");

  for (guint i = 0; i < page->n_types; i++)
    {
      const EntityTypeTally *type = entity_tally_get_type (tally, page->types[i]);
      append_padded (page->output, type->name, page->width, FALSE);
      for (guint j = 0; j < page->n_types; j++)
        append_number (page->output, entity_tally_get_pairs (tally, page->types[i], page->types[j], has_other_span),
                       widths[j]);
      if (!has_other_span)
        append_number (page->output, type->n_missed, LEAST_WIDTH);
      g_string_append_c (page->output, '\n');
    }
  if (has_other_span)
    return;

  append_padded (page->output, "spurious", page->width, FALSE);
  for (guint j = 0; j < page->n_types; j++)
    append_number (page->output, entity_tally_get_type (tally, page->types[j])->n_spurious, widths[j]);
  g_string_append_c (page->output, '\n');
}

typedef struct
{
  guint64 n;
  guint gold;
  guint found;
  gboolean has_other_span;
} Confusion;

static int
compare_confusions (gconstpointer a, gconstpointer b)
{
  const Confusion *x = a, *y = b;

  return (x->n < y->n) - (x->n > y->n);
}

/* What was confused, the most frequent first. */
static void
append_list (const Page *page)
{
  g_autoptr (GArray) confusions = g_array_new (FALSE, FALSE, sizeof (Confusion));

  for (guint i = 0; i < page->n_types; i++)
    for (guint j = 0; j < page->n_types; j++)
      for (gboolean other = FALSE; other <= TRUE; other++)
        {
          guint gold = page->types[i], found = page->types[j];
          Confusion confusion = { entity_tally_get_pairs (page->tally, gold, found, other), gold, found, other };
          if (confusion.n > 0 && (gold != found || other))
            g_array_append_val (confusions, confusion);
        }
  g_array_sort (confusions, compare_confusions);
  for (guint i = 0; i < MIN (confusions->len, MOST_PAIRS); i++)
    {
      const Confusion *confusion = &g_array_index (confusions, Confusion, i);
      g_string_append_printf (page->output, "%8" G_GUINT64_FORMAT "  ", confusion->n);
      append_padded (page->output, entity_tally_get_type (page->tally, confusion->gold)->name, 0, FALSE);
      g_string_append (page->output, " found as ");
      append_padded (page->output, entity_tally_get_type (page->tally, confusion->found)->name, 0, FALSE);
      g_string_append (page->output, confusion->has_other_span ? ", other span\n" : "\n");
    }
  g_string_append_printf (page->output, "%8" G_GUINT64_FORMAT "  missed\n%8" G_GUINT64_FORMAT "  spurious\n",
                          page->tally->verdicts[ENTITY_MISSED], page->tally->verdicts[ENTITY_SPURIOUS]);
}

static void
append_confusion (const Page *page)
{
  if (page->n_types == 0)
    return;

  if (page->n_types > MOST_COLUMNS)
    {
      g_string_append (page->output, "\nwhat was taken for what\n");
      append_list (page);
      return;
    }
  g_string_append (page->output, "\nfound as, with the same span\n");
  append_table (page, FALSE);
  if (count_pairs (page->tally, TRUE) > 0)
    {
      g_string_append (page->output, "\nfound as, with another span\n");
      append_table (page, TRUE);
    }
}

static void
append_bin (const Page *page, const char *name, const EntityBin *bin)
{
  if (bin->n == 0)
    return;

  const LearnInterval interval = entity_bin_get_interval (bin);
  append_padded (page->output, name, page->width, FALSE);
  append_number (page->output, bin->n, 8);
  g_string_append_printf (page->output, " %9.4f %9.4f  %.4f-%.4f\n", bin->sum / (double) bin->n,
                          (double) bin->n_right / (double) bin->n, interval.low, interval.high);
}

static void
append_calibration (const Page *page)
{
  const EntityBin all = entity_tally_sum_bins (page->tally);
  if (all.n == 0)
    return;

  g_string_append_c (page->output, '\n');
  append_padded (page->output, "score", page->width, FALSE);
  g_string_append_printf (page->output, " %8s %9s %9s  %s\n", "found", "stated", "right", "right, 95 %");
  for (guint i = 0; i < ENTITY_N_BINS; i++)
    {
      char name[16];
      g_snprintf (name, sizeof name, "0.%u-%s%u", i, i + 1 < ENTITY_N_BINS ? "0." : "1.", (i + 1) % ENTITY_N_BINS);
      append_bin (page, name, &page->tally->bins[i]);
    }
  append_bin (page, "0.0-1.0", &all);
  g_string_append_printf (page->output, "expected calibration error %.4f\n",
                          entity_tally_get_calibration_error (page->tally));
}

static void
append_mistakes (const Page *page)
{
  const guint64 n = entity_tally_count_mistakes (page->tally);

  g_string_append_printf (page->output, "\nmistakes %" G_GUINT64_FORMAT, n);
  for (EntityVerdict verdict = ENTITY_RIGHT + 1; verdict < ENTITY_N_VERDICTS; verdict++)
    g_string_append_printf (page->output, "%s %" G_GUINT64_FORMAT " %s", verdict == ENTITY_RIGHT + 1 ? ":" : ",",
                            page->tally->verdicts[verdict], entity_verdict_get_name (verdict));
  g_string_append_c (page->output, '\n');
  if (page->report->n_listed == 0)
    return;

  g_string_append (page->output, "{gold} [found]\n\n");
  g_string_append_len (page->output, page->report->mistakes->str, (gssize) page->report->mistakes->len);
  if (page->report->n_listed < n)
    g_string_append_printf (page->output, "and %" G_GUINT64_FORMAT " more\n", n - page->report->n_listed);
}

void
entity_report_append_text (GString *output, const EntityReport *report)
{
  const EntityTally *tally = report->tally;
  g_autoptr (GArray) types = entity_tally_sort_types (tally);
  Page page = { output, report, tally, (const guint *) (gconstpointer) types->data, types->len, LEAST_WIDTH };

  for (guint i = 0; i < types->len; i++)
    page.width = MAX (page.width, measure (entity_tally_get_type (tally, i)->name));

  g_string_append_printf (
      output, "documents %" G_GUINT64_FORMAT "\nsentences %" G_GUINT64_FORMAT "\ntokens %" G_GUINT64_FORMAT "\n\n",
      tally->n_documents, tally->n_sentences, tally->n_tokens);
  append_all_figures (&page);
  append_confusion (&page);
  append_calibration (&page);
  append_mistakes (&page);
}
