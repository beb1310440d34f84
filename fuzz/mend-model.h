/* Model files that were changed, for fuzz targets that must get behind the checksums. */
#pragma once

#include "checksum-private.h"
#include "model-format-private.h"

#include <string.h>

/* Makes the checksums fit whatever the header, the table and the sections say, as somebody would who means harm. */
static inline void
fuzz_mend_model (guchar *file, gsize size)
{
  ObelusModelHeader header;

  if (size < sizeof header)
    return;
  memcpy (&header, file, sizeof header);

  guint n_sections = GUINT32_FROM_LE (header.n_sections);

  if (n_sections > (size - sizeof header) / sizeof (ObelusModelEntry))
    return;

  g_autofree ObelusModelEntry *table = g_memdup2 (file + sizeof header, n_sections * sizeof *table);

  for (guint i = 0; i < n_sections; i++)
    {
      guint64 offset = GUINT64_FROM_LE (table[i].offset), length = GUINT64_FROM_LE (table[i].length);

      if (offset <= size && length <= size - offset && obelus_model_round_up (length) <= size - offset)
        table[i].checksum = GUINT64_TO_LE (obelus_checksum (file + offset, obelus_model_round_up (length)));
    }
  header.file_size = GUINT64_TO_LE ((guint64) size);
  header.checksum = GUINT64_TO_LE (obelus_model_header_checksum (&header, table, n_sections));
  memcpy (file, &header, sizeof header);
  if (n_sections > 0)
    memcpy (file + sizeof header, table, n_sections * sizeof *table);
}
