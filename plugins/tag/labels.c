/* Choosing and finding labels. */
#include "labels.h"

#include <string.h>

/* Finer tags of these follow from the word. */
static const char *const undivided[] = { "PUNCT", "SYM", "X", "NUM", "INTJ", NULL };

char *
tag_label_make_name (const char *upos, const char *xpos)
{
  if (xpos == NULL || g_strv_contains (undivided, upos))
    return g_strdup (upos);

  return g_strconcat (upos, "/", xpos, NULL);
}

gsize
tag_label_get_upos_length (const char *name)
{
  return strcspn (name, "/");
}

typedef struct
{
  const char *name;
  guint32 count;
} Counted;

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const Counted *x = a, *y = b;

  return x->count != y->count ? (x->count < y->count ? 1 : -1) : strcmp (x->name, y->name);
}

static gboolean
have_same_upos (const char *a, const char *b)
{
  gsize length = tag_label_get_upos_length (a);

  return length == tag_label_get_upos_length (b) && memcmp (a, b, length) == 0;
}

void
tag_labels_choose (TagLabels *labels, GHashTable *counts, guint max)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Counted));
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      Counted counted = { key, GPOINTER_TO_UINT (value) };
      g_array_append_val (all, counted);
    }
  g_array_sort (all, compare_counts);

  /* The first of each part of speech, then the rest. */
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < all->len && names->len < max; i++)
      {
        const char *name = g_array_index (all, Counted, i).name;
        gboolean is_first = TRUE;
        for (guint before = 0; before < i; before++)
          is_first = is_first && !have_same_upos (g_array_index (all, Counted, before).name, name);
        if (is_first == (round == 0))
          g_ptr_array_add (names, g_strdup (name));
      }
  labels->n = names->len;
  g_ptr_array_add (names, NULL);
  labels->names = (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

gint
tag_labels_find (const TagLabels *labels, const char *name)
{
  gint same_upos = -1;

  for (guint i = 0; i < labels->n; i++)
    if (strcmp (labels->names[i], name) == 0)
      return (gint) i;
    else if (same_upos < 0 && have_same_upos (labels->names[i], name))
      same_upos = (gint) i;

  return same_upos;
}

guint64
tag_labels_select (const TagLabels *labels, const char *upos, const char *other)
{
  guint64 selected = 0;

  for (guint i = 0; i < labels->n; i++)
    if (have_same_upos (labels->names[i], upos) || (other != NULL && have_same_upos (labels->names[i], other)))
      selected |= (guint64) 1 << i;

  return selected;
}

void
tag_labels_clear (TagLabels *labels)
{
  g_strfreev (labels->names);
  *labels = (TagLabels){ 0 };
}
