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

void
page_append_sentence (Page *page, guint32 start, guint32 end, const char *origin, guint column)
{
  g_autofree char *sentence = clean_dup_sentence (page->text, start, end);
  g_autofree char *shown = origin == NULL ? g_strdup (sentence) : g_strdup_printf ("%s (%s)", sentence, origin);
  display_append_wrapped (page->output, shown, column, column, page->width);
  g_string_append_c (page->output, '\n');
}
