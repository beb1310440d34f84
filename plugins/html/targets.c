/* Addresses for rows that no element stands for. */
#include "targets.h"

typedef struct
{
  guint32 end;
  HtmlLayer layer;
  guint32 row;
} Target;

static gint
compare_targets (gconstpointer a, gconstpointer b)
{
  const Target *first = a, *second = b;

  if (first->end != second->end)
    return first->end < second->end ? -1 : 1;
  if (first->layer != second->layer)
    return first->layer < second->layer ? -1 : 1;
  return first->row < second->row ? -1 : first->row > second->row;
}

void
html_targets_init (HtmlTargets *targets, const HtmlPage *page)
{
  GHashTableIter iter;
  gpointer key;

  *targets = (HtmlTargets){ .rows = g_array_new (FALSE, FALSE, sizeof (Target)) };
  g_hash_table_iter_init (&iter, page->links);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      Target target = { .layer = html_page_read_link (key, &target.row) };
      target.end = obelus_layer_get_ends (page->layers[target.layer])[target.row];
      g_array_append_val (targets->rows, target);
    }
  g_array_sort (targets->rows, compare_targets);
}

void
html_targets_clear (HtmlTargets *targets)
{
  g_clear_pointer (&targets->rows, g_array_unref);
}

guint32
html_targets_get_end (const HtmlTargets *targets)
{
  return targets->next < targets->rows->len ? g_array_index (targets->rows, Target, targets->next).end : G_MAXUINT32;
}

void
html_targets_append (HtmlTargets *targets, HtmlPage *page, guint32 at)
{
  for (; html_targets_get_end (targets) <= at; targets->next++)
    {
      const Target *target = &g_array_index (targets->rows, Target, targets->next);
      if (!html_page_has_link (page, target->layer, target->row))
        continue;
      html_page_add (page, "<span");
      html_page_add_id (page, target->layer, target->row);
      html_page_add (page, "></span>");
    }
}
