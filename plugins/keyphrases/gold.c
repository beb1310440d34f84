/* Key phrases that people gave a text, as its metadata holds them. */
#include "gold.h"

#include <string.h>

GPtrArray *
gold_read (ObelusDocument *document)
{
  gsize length;
  const char *value = obelus_document_get_metadata (document, GOLD_FIELD, &length);
  if (value == NULL)
    return NULL;

  g_auto (GStrv) lines = g_strsplit (value, "\n", -1);
  GPtrArray *gold = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      g_ptr_array_add (gold, g_strsplit (lines[i], "\t", -1));
  return gold;
}
