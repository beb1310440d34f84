/* The mood, its course, and the sentences that are its ends. */
#include "parts.h"

#include "about.h"
#include "display.h"
#include "list.h"
#include "mood.h"
#include "reasons.h"

#include <math.h>
#include <string.h>

/* Of a sentence that was shown before. */
#define MAX_BEGINNING_COLUMNS 40

static const char *
choose_mood_style (double score)
{
  return score > MOOD_EVEN ? STYLE_GOOD : score < -MOOD_EVEN ? STYLE_BAD : STYLE_FAINT;
}

/* The course as a row of bars, a digest's picture of where the mood turns. */
static void
append_course (Page *page, const Mood *mood)
{
  static const char *const bars[] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
  static const char legend[] = "  beginning to end";
  const guint n_bars = G_N_ELEMENTS (bars);

  const guint column = page_append_label (page, "Course") + mood->n_steps;
  for (guint step = 0; step < mood->n_steps; step++)
    {
      /* Means of sentences seldom go beyond ±0.5; the full height is for those that do. */
      const double height = CLAMP (mood->steps[step] / 0.5, -1.0, 1.0);
      const guint bar = (guint) ((height + 1.0) / 2.0 * (n_bars - 1) + 0.5);
      page_append_styled (page, choose_mood_style (mood->steps[step]), bars[bar]);
    }
  if (column + strlen (legend) <= page->width)
    page_append_styled (page, STYLE_FAINT, legend);
  g_string_append_c (page->output, '\n');
}

/* The words that made the score of a sentence what it is */
static void
append_reasons (Page *page, const Reasons *reasons, ObelusLayer *evidence, guint32 row, gboolean positive)
{
  guint32 found[REASONS_MAX];
  const guint n = reasons_find (reasons, row, positive, found);

  if (n == 0)
    return;
  const guint indent = page_append_label (page, "Because of");
  guint column = indent;
  for (guint i = 0; i < n; i++)
    {
      const guint32 start = obelus_layer_get_starts (evidence)[found[i]];
      const guint32 end = obelus_layer_get_ends (evidence)[found[i]];
      g_autofree char *words = clean_dup_name (page->text, start, end);
      column = list_append_item (page, words, "", i == 0, column, indent);
    }
  g_string_append_c (page->output, '\n');
}

/* The sentence in the row of sentiment; cut short where the summary has shown it. */
static void
append_extreme (Page *page, ObelusLayer *sentiment, ObelusLayer *summary, guint32 row, guint column)
{
  const gint64 last_rank
      = about_find_last_rank (summary, (guint32) obelus_context_get_integer (page->context, "sentences"));
  guint32 start = obelus_layer_get_starts (sentiment)[row], shown;
  const guint32 end = obelus_layer_get_ends (sentiment)[row];
  const gboolean is_shown = about_find_in_summary (summary, last_rank, start, end, &shown);

  /* As the summary has it, which leaves datelines off. */
  if (is_shown && obelus_layer_get_starts (summary)[shown] > start)
    start = obelus_layer_get_starts (summary)[shown];
  g_autofree char *beginning = clean_dup (page->text + start, end - start, MAX_BEGINNING_COLUMNS);
  if (!is_shown || !g_str_has_suffix (beginning, "…"))
    {
      page_append_sentence (page, start, end, NULL, column);
      return;
    }
  g_autofree char *line = g_strdup_printf ("%s (see above)", beginning);
  display_append_wrapped (page->output, line, column, column, page->width);
  g_string_append_c (page->output, '\n');
}

void
part_append_mood (Page *page, const Mood *mood, ObelusLayer *sentiment, ObelusLayer *evidence, ObelusLayer *summary)
{
  g_autofree char *numbers = mood_dup_numbers (mood);
  const guint column = page_append_label (page, "Mood");
  page_append_styled (page, choose_mood_style (mood->score), mood->word);
  if (column + strlen (mood->word) + 3 + (gsize) g_utf8_strlen (numbers, -1) <= page->width)
    {
      page_begin_style (page, STYLE_FAINT);
      g_string_append_printf (page->output, " (%s)", numbers);
      page_end_style (page);
    }
  g_string_append_c (page->output, '\n');

  if (mood->n_steps > 0)
    append_course (page, mood);
  const struct
  {
    guint32 row;
    const char *label;
  } strongest[] = { { mood->brightest, "Most positive" }, { mood->darkest, "Most negative" } };
  g_autoptr (Reasons) reasons = reasons_read (evidence, sentiment);
  for (guint i = 0; i < G_N_ELEMENTS (strongest); i++)
    if (strongest[i].row != OBELUS_NO_ROW)
      {
        page_append_label (page, strongest[i].label);
        append_extreme (page, sentiment, summary, strongest[i].row, column);
        if (reasons != NULL)
          append_reasons (page, reasons, evidence, strongest[i].row, strongest[i].row == mood->brightest);
      }
}
