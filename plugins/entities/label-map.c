/* Renaming labels. */
#include "label-map.h"

#include <string.h>

struct _EntityLabelMap
{
  GHashTable *types; /* label → type, "" for none */
};

EntityLabelMap *
entity_label_map_new (const char *const *renamed, const char **bad)
{
  g_autoptr (EntityLabelMap) map = g_new0 (EntityLabelMap, 1);
  map->types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (; *renamed != NULL; renamed++)
    {
      const char *colon = strrchr (*renamed, ':');
      if (colon == NULL)
        {
          *bad = *renamed;
          return NULL;
        }
      g_hash_table_insert (map->types, g_strndup (*renamed, (gsize) (colon - *renamed)), g_strdup (colon + 1));
    }

  return g_steal_pointer (&map);
}

void
entity_label_map_free (EntityLabelMap *map)
{
  if (map == NULL)
    return;
  g_hash_table_unref (map->types);
  g_free (map);
}

const char *
entity_label_map_find (EntityLabelMap *map, const char *label)
{
  const char *type = g_hash_table_lookup (map->types, label);
  if (type == NULL)
    return label;

  return *type != '\0' ? type : NULL;
}
