/* A list of facts. Documents have few, and those that have many get an index. */
#include "metadata-private.h"

#include <string.h>

/* So many are found as fast without an index. */
#define FEW 16

static void
clear_item (gpointer data)
{
  ObelusMetadataItem *item = data;
  g_free (item->key);
  g_free (item->value);
}

GArray *
obelus_metadata_new (void)
{
  GArray *metadata = g_array_new (FALSE, TRUE, sizeof (ObelusMetadataItem));
  g_array_set_clear_func (metadata, clear_item);
  return metadata;
}

/* Copies with a NUL behind. */
static char *
copy_value (const char *value, gsize length)
{
  char *copy = g_malloc (length + 1);
  memcpy (copy, value, length);
  copy[length] = '\0';
  return copy;
}

GArray *
obelus_metadata_copy (GArray *metadata)
{
  GArray *copy = obelus_metadata_new ();
  for (guint i = 0; i < metadata->len; i++)
    {
      ObelusMetadataItem item = g_array_index (metadata, ObelusMetadataItem, i);
      item.key = g_strdup (item.key);
      item.value = copy_value (item.value, item.length);
      g_array_append_val (copy, item);
    }
  return copy;
}

static ObelusMetadataItem *
get_item (GArray *metadata, guint i)
{
  return &g_array_index (metadata, ObelusMetadataItem, i);
}

/* Adds the keys that came since this was last done. FALSE if there is no memory for them. */
static gboolean
complete_keys (GArray *metadata, ObelusVocabulary **keys)
{
  if (*keys == NULL)
    *keys = obelus_vocabulary_new ();
  for (guint i = obelus_vocabulary_get_size (*keys); i < metadata->len; i++)
    {
      const char *key = get_item (metadata, i)->key;
      if (obelus_vocabulary_add (*keys, key, strlen (key)) != (gint32) i)
        {
          g_clear_pointer (keys, obelus_vocabulary_unref);
          return FALSE;
        }
    }
  return TRUE;
}

const ObelusMetadataItem *
obelus_metadata_find (GArray *metadata, ObelusVocabulary **keys, const char *key)
{
  if (metadata->len > FEW && complete_keys (metadata, keys))
    {
      gint32 number = obelus_vocabulary_find (*keys, key, strlen (key));
      return number >= 0 ? get_item (metadata, (guint) number) : NULL;
    }
  for (guint i = 0; i < metadata->len; i++)
    if (strcmp (get_item (metadata, i)->key, key) == 0)
      return get_item (metadata, i);
  return NULL;
}

void
obelus_metadata_set (GArray *metadata, ObelusVocabulary **keys, const char *key, const char *value, gsize length,
                     gboolean is_json)
{
  ObelusMetadataItem *item = (ObelusMetadataItem *) obelus_metadata_find (metadata, keys, key);
  if (item == NULL)
    {
      g_array_set_size (metadata, metadata->len + 1);
      item = get_item (metadata, metadata->len - 1);
      item->key = g_strdup (key);
    }
  g_free (item->value);
  item->value = copy_value (value, length);
  item->length = length;
  item->is_json = is_json;
}
