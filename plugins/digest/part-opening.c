/* What a text is about: its headline and its summary. */
#include "parts.h"

#include "about.h"
#include "display.h"
#include "frame.h"
#include "title-prefix.h"

#include <string.h>

#define MAX_HEADLINE_LINES 3

static gboolean
holds_letter (const char *line, const char *end)
{
  for (const char *at = line; at < end; at = g_utf8_next_char (at))
    if (g_unichar_isalpha (g_utf8_get_char (at)))
      return TRUE;
  return FALSE;
}

/* The first line that has a letter, which numbers of pages and times have not, and belongs to the text. */
static gboolean
find_first_line (const Page *page, ObelusLayer *paragraphs, guint32 *start, guint32 *end)
{
  Frame frame;
  const char *text_end = page->text + page->length;

  frame_init (&frame, page->text, paragraphs);
  for (const char *line = page->text, *line_end; line < text_end; line = line_end + 1)
    {
      const char *feed = memchr (line, '\n', (gsize) (text_end - line));
      line_end = feed == NULL ? text_end : feed;
      if (!holds_letter (line, line_end))
        continue;
      while (g_ascii_isspace (*line))
        line++;
      if (frame_holds (&frame, (guint32) (line - page->text)))
        continue;
      line += learn_title_prefix_measure (line, (guint32) (line_end - line));
      *start = (guint32) (line - page->text);
      *end = (guint32) (line_end - page->text);
      return TRUE;
    }
  return FALSE;
}

static gboolean
starts_in (ObelusLayer *layer, guint32 start, guint32 end)
{
  guint32 first;
  return layer != NULL && obelus_layer_find_starting (layer, start, end, &first) > 0;
}

gboolean
part_append_headline (Page *page, ObelusLayer *paragraphs, ObelusLayer *summary)
{
  guint32 start, end;

  if (!about_find_title (page->text, paragraphs, &start, &end)
      && (!find_first_line (page, paragraphs, &start, &end) || starts_in (summary, start, end)))
    return FALSE;

  g_autofree char *headline = clean_dup (page->text + start, end - start, MAX_HEADLINE_LINES * page->width);
  if (*headline == '\0')
    return FALSE;
  page_begin_style (page, STYLE_BOLD);
  display_append_wrapped (page->output, headline, 0, 0, page->width);
  page_end_style (page);
  g_string_append_c (page->output, '\n');
  return TRUE;
}

gboolean
part_append_summary (Page *page, ObelusLayer *summary, ObelusLayer *inputs)
{
  const guint32 n_rows = summary == NULL ? 0 : obelus_layer_get_n_rows (summary);
  const guint32 n_wanted = (guint32) obelus_context_get_integer (page->context, "sentences");
  const gint64 last_rank = about_find_last_rank (summary, n_wanted);
  guint32 n_shown = 0;

  for (guint32 row = 0; row < n_rows && n_shown < n_wanted; row++)
    {
      if (!about_is_shown (summary, last_rank, row))
        continue;
      n_shown++;
      display_append_spaces (page->output, PAGE_MARGIN);
      page_append_styled (page, STYLE_LABEL, "•");
      g_string_append_c (page->output, ' ');
      const guint32 start = obelus_layer_get_starts (summary)[row];
      g_autofree char *origin = about_dup_origin (inputs, start);
      page_append_sentence (page, start, obelus_layer_get_ends (summary)[row], origin, PAGE_MARGIN + 2);
    }
  return n_shown > 0;
}
