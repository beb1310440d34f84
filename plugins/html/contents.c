/* The list of contents. It stands behind the documents, for nobody knows them all before; styles show it beside them.
 */
#include "contents.h"

#include "escape.h"

struct _HtmlContents
{
  GMutex lock;
  GArray *entries; /* of Entry */
  guint64 n;       /* documents, listed or not */
};

typedef struct
{
  guint64 place;
  char *title;
  char *name; /* NULL for none */
} Entry;

static void
clear_entry (gpointer data)
{
  Entry *entry = data;

  g_free (entry->title);
  g_free (entry->name);
}

HtmlContents *
html_contents_new (void)
{
  HtmlContents *contents = g_new0 (HtmlContents, 1);

  g_mutex_init (&contents->lock);
  contents->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (contents->entries, clear_entry);
  return contents;
}

void
html_contents_free (HtmlContents *contents)
{
  g_mutex_clear (&contents->lock);
  g_array_unref (contents->entries);
  g_free (contents);
}

void
html_contents_add (HtmlContents *contents, guint64 place, const char *title, const char *name)
{
  Entry entry = { .place = place };

  g_mutex_lock (&contents->lock);
  contents->n++;
  if (place < HTML_MAX_LISTED)
    {
      entry.title = g_strdup (title);
      entry.name = g_strdup (name);
      g_array_append_val (contents->entries, entry);
    }
  g_mutex_unlock (&contents->lock);
}

guint64
html_contents_get_n (HtmlContents *contents)
{
  g_mutex_lock (&contents->lock);
  const guint64 n = contents->n;
  g_mutex_unlock (&contents->lock);
  return n;
}

static gint
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *first = a, *second = b;

  return first->place < second->place ? -1 : first->place > second->place;
}

void
html_contents_append (HtmlContents *contents, GString *output)
{
  if (contents->n < 2)
    return;

  g_array_sort (contents->entries, compare_entries);
  g_string_append (output, "<nav aria-labelledby=\"contents-label\">\n"
                           "<h2 id=\"contents-label\">Contents</h2>\n<ol>\n");
  for (guint i = 0; i < contents->entries->len; i++)
    {
      const Entry *entry = &g_array_index (contents->entries, Entry, i);
      g_string_append_printf (output, "<li><a href=\"#d%" G_GUINT64_FORMAT "\"><bdi>", entry->place + 1);
      html_append_string (output, entry->title);
      g_string_append (output, "</bdi></a>");
      if (entry->name != NULL)
        {
          g_string_append (output, " <small><bdi>");
          html_append_string (output, entry->name);
          g_string_append (output, "</bdi></small>");
        }
      g_string_append (output, "</li>\n");
    }
  g_string_append (output, "</ol>\n");
  if (contents->n > contents->entries->len)
    g_string_append_printf (output, "<p>and %" G_GUINT64_FORMAT " more</p>\n", contents->n - contents->entries->len);
  g_string_append (output, "</nav>\n");
}
