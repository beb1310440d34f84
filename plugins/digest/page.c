/* Setting styles, labels and sentences. */
#include "page.h"

#include "display.h"

#include <string.h>

/* The longest label, `Organisations`, and two spaces. */
#define LABEL_COLUMNS 15

/* Narrower than this, labels get lines of their own. */
#define MIN_COLUMNS_BESIDE_LABELS 30

void
page_init (Page *page, ObelusContext *context, GString *output)
{
  page->context = context;
  page->output = output;
  page->width = (guint) obelus_context_get_integer (context, "width");
  page->color = obelus_context_get_flag (context, "color");
  page->beside = page->width >= PAGE_MARGIN + LABEL_COLUMNS + MIN_COLUMNS_BESIDE_LABELS;
}

void
page_begin_style (Page *page, const char *style)
{
  if (page->color)
    g_string_append_printf (page->output, "\033[%sm", style);
}

void
page_end_style (Page *page)
{
  if (page->color)
    g_string_append (page->output, "\033[0m");
}

void
page_append_styled (Page *page, const char *style, const char *text)
{
  page_begin_style (page, style);
  g_string_append (page->output, text);
  page_end_style (page);
}

guint
page_append_label (Page *page, const char *label)
{
  display_append_spaces (page->output, PAGE_MARGIN);
  page_append_styled (page, STYLE_LABEL, label);
  if (!page->beside)
    {
      g_string_append_c (page->output, '\n');
      display_append_spaces (page->output, 2 * PAGE_MARGIN);
      return 2 * PAGE_MARGIN;
    }

  display_append_spaces (page->output, LABEL_COLUMNS - clean_measure (label));
  return PAGE_MARGIN + LABEL_COLUMNS;
}

static gboolean
is_quotation_mark (gunichar character)
{
  return character == '"' || character == 0xab || character == 0xbb || (character >= 0x201c && character <= 0x201f);
}

/* A quotation of several sentences leaves its marks on the first and the last of them. Where one is shown alone, a mark
 * at its edge that has no partner in it is taken away. */
static void
strip_lone_mark (char *sentence)
{
  const char *last = sentence;
  guint n_marks = 0;

  for (const char *at = sentence; *at != '\0'; at = g_utf8_next_char (at))
    {
      n_marks += is_quotation_mark (g_utf8_get_char (at));
      last = at;
    }
  if (n_marks != 1)
    return;

  if (is_quotation_mark (g_utf8_get_char (last)))
    sentence[last - sentence] = '\0';
  else if (is_quotation_mark (g_utf8_get_char (sentence)))
    {
      const char *rest = g_utf8_next_char (sentence);
      memmove (sentence, rest, strlen (rest) + 1);
    }
}

void
page_append_sentence (Page *page, guint32 start, guint32 end, const char *origin, guint column)
{
  g_autofree char *sentence = clean_dup (page->text + start, end - start, PAGE_MAX_SENTENCE_COLUMNS);
  strip_lone_mark (sentence);
  g_autofree char *shown = origin == NULL ? g_strdup (sentence) : g_strdup_printf ("%s (%s)", sentence, origin);
  display_append_wrapped (page->output, shown, column, column, page->width);
  g_string_append_c (page->output, '\n');
}
