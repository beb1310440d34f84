/* A short list of facts; documents have few, so it is searched from the start. */
#include "metadata-private.h"

#include <string.h>

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

const ObelusMetadataItem *
obelus_metadata_find (GArray *metadata, const char *key)
{
  for (guint i = 0; i < metadata->len; i++)
    {
      const ObelusMetadataItem *item = &g_array_index (metadata, ObelusMetadataItem, i);
      if (strcmp (item->key, key) == 0)
        return item;
    }
  return NULL;
}

void
obelus_metadata_set (GArray *metadata, const char *key, const char *value, gsize length, gboolean is_json)
{
  ObelusMetadataItem *item = (ObelusMetadataItem *) obelus_metadata_find (metadata, key);
  if (item == NULL)
    {
      g_array_set_size (metadata, metadata->len + 1);
      item = &g_array_index (metadata, ObelusMetadataItem, metadata->len - 1);
      item->key = g_strdup (key);
    }
  g_free (item->value);
  item->value = copy_value (value, length);
  item->length = length;
  item->is_json = is_json;
}
