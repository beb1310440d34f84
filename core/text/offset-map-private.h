/* Converting between bytes, code points and UTF-16 units of one text. */
#pragma once

#include <obelus/obelus-document.h>

typedef struct _ObelusOffsetMap ObelusOffsetMap;

/* Counts the text once. An ASCII text needs no memory; another 8 bytes for each 512. Without memory it works, but each
 * conversion counts from the start. */
ObelusOffsetMap *obelus_offset_map_new (const char *text, guint32 length);
void obelus_offset_map_free (ObelusOffsetMap *map);

guint32 obelus_offset_map_get_length (const ObelusOffsetMap *map, ObelusOffsetUnit unit);

/* O(1): an offset inside a character becomes that of the character. */
guint32 obelus_offset_map_from_bytes (const ObelusOffsetMap *map, ObelusOffsetUnit unit, guint32 offset);

/* O(log n): FALSE beyond the text or inside a character. */
gboolean obelus_offset_map_to_bytes (const ObelusOffsetMap *map, ObelusOffsetUnit unit, guint32 offset,
                                     guint32 *byte_offset);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObelusOffsetMap, obelus_offset_map_free)
