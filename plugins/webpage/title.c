/* What a page's article is called, without the name of its site. */
#include "title.h"

#include <string.h>

/* Shorter ones are sections of a site: `News | The Herald`. */
#define SHORTEST_TITLE 10

/* Whether some words are all of a line or a cell of a table. */
static gboolean
holds_line (const char *text, gsize length, const char *line, gsize line_length)
{
  const char *end = text + length, *found = text;

  while ((found = memmem (found, (gsize) (end - found), line, line_length)) != NULL)
    {
      const char *behind = found + line_length;
      if ((found == text || strchr ("\n\t", found[-1]) != NULL) && (behind == end || strchr ("\n\t", *behind) != NULL))
        return TRUE;
      found = behind;
    }
  return FALSE;
}

static gboolean
is_said (const PageBlocks *page, const char *title, gsize length)
{
  for (gsize i = 0; i < page->n_blocks; i++)
    {
      const Block *block = &page->blocks[i];
      if (holds_line (page->text->str + block->start, block->end - block->start, title, length))
        return TRUE;
    }
  return FALSE;
}

void
page_title_mend (PageBlocks *page)
{
  static const char *const separators[] = { " | ", " - ", " \xe2\x80\x93 ", " \xe2\x80\x94 ", " \xc2\xb7 ", " :: " };
  char *title = page->facts.title;

  for (guint i = 0; title != NULL && i < G_N_ELEMENTS (separators); i++)
    {
      const char *last = g_strrstr (title, separators[i]);
      if (last == NULL || last - title < SHORTEST_TITLE)
        continue;
      const gsize length = (gsize) (last - title);
      const char *rest = last + strlen (separators[i]);
      if ((page->facts.site != NULL && g_str_equal (rest, page->facts.site)) || is_said (page, title, length))
        title[length] = '\0';
    }
}
