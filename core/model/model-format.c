/* What builder and reader of model files share. */
#include "model-format-private.h"

#include "checksum-private.h"

#include <string.h>

guint64
obelus_model_header_checksum (const ObelusModelHeader *header, const ObelusModelEntry *table, guint n_sections)
{
  guint64 sums[2] = {
    GUINT64_TO_LE (obelus_checksum (header, G_STRUCT_OFFSET (ObelusModelHeader, checksum))),
    GUINT64_TO_LE (obelus_checksum (table, n_sections * sizeof *table)),
  };

  return obelus_checksum (sums, sizeof sums);
}

gboolean
obelus_model_name_is_valid (const char *name)
{
  gsize length = strnlen (name, OBELUS_MODEL_NAME_SIZE);

  if (length == 0 || length == OBELUS_MODEL_NAME_SIZE)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (name[i]))
      return FALSE;

  return TRUE;
}
