/* Setting lists of items. */
#include "list.h"

#include "display.h"

#include <string.h>

guint
list_append_item (Page *page, const char *item, const char *count, gboolean first, guint column, guint indent)
{
  const guint item_columns = clean_measure (item) + clean_measure (count);

  if (!first)
    {
      g_string_append (page->output, ",");
      column++;
      if (column + 1 + item_columns + 1 > page->width)
        {
          g_string_append_c (page->output, '\n');
          display_append_spaces (page->output, indent);
          column = indent;
        }
      else
        {
          g_string_append_c (page->output, ' ');
          column++;
        }
    }

  if (column + item_columns + 1 > page->width)
    {
      g_autofree char *cut = clean_dup (item, strlen (item), page->width - column - clean_measure (count) - 1);
      g_string_append (page->output, cut);
      column += clean_measure (cut);
    }
  else
    {
      g_string_append (page->output, item);
      column += clean_measure (item);
    }
  if (*count != '\0')
    page_append_styled (page, STYLE_FAINT, count);
  return column + clean_measure (count);
}

void
list_append (List *list, Page *page, const char *text, guint n, const char *sign)
{
  if (list->n_shown == list->n_wanted)
    {
      list->n_hidden++;
      return;
    }
  if (list->n_shown == 0)
    list->column = list->indent = page_append_label (page, list->label);
  g_autofree char *count = n > 1 ? g_strdup_printf (" ×%u", n) : g_strdup ("");
  g_autofree char *behind = sign != NULL ? g_strdup_printf ("%s (%s)", count, sign) : g_strdup (count);
  list->column = list_append_item (page, text, behind, list->n_shown == 0, list->column, list->indent);
  list->n_shown++;
}

void
list_end (const List *list, Page *page)
{
  if (list->n_shown > 0 && list->n_hidden > 0)
    {
      g_autofree char *more = g_strdup_printf ("%u more", list->n_hidden);
      list_append_item (page, more, "", FALSE, list->column, list->indent);
    }
  if (list->n_shown > 0)
    g_string_append_c (page->output, '\n');
}
