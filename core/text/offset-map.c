/* Checkpoints of code points and UTF-16 units, one for each block of bytes. */
#include "offset-map-private.h"

#include "utf8-private.h"

#define BLOCK_SHIFT 9

/* What stands before a block. */
typedef struct
{
  guint32 codepoints;
  guint32 utf16;
} Checkpoint;

struct _ObelusOffsetMap
{
  const char *text;
  guint32 length;
  gboolean is_ascii; /* every unit is the byte, and there are no checkpoints */
  guint block_shift;
  guint32 n_checkpoints;
  Checkpoint *checkpoints;
  Checkpoint start; /* the only checkpoint where there was no memory for more */
  Checkpoint total;
};

/* A character counts where its first byte stands; the four-byte ones take two UTF-16 units. */
static inline Checkpoint
count_units (const char *text, guint32 start, guint32 end, Checkpoint counts)
{
  for (guint32 i = start; i < end; i++)
    {
      guchar byte = (guchar) text[i];
      guint32 first = (byte & 0xC0) != 0x80;
      counts.codepoints += first;
      counts.utf16 += first + (byte >= 0xF0);
    }
  return counts;
}

static inline guint32
pick_unit (Checkpoint counts, ObelusOffsetUnit unit)
{
  return unit == OBELUS_OFFSET_CODEPOINT ? counts.codepoints : counts.utf16;
}

static gboolean
is_ascii (const char *text, guint32 length)
{
  guchar seen = 0;
  for (guint32 i = 0; i < length; i++)
    seen |= (guchar) text[i];
  return seen < 0x80;
}

ObelusOffsetMap *
obelus_offset_map_new (const char *text, guint32 length)
{
  ObelusOffsetMap *map = g_new0 (ObelusOffsetMap, 1);
  map->text = text;
  map->length = length;
  map->total = (Checkpoint){ length, length };
  map->is_ascii = is_ascii (text, length);
  if (map->is_ascii)
    return map;

  map->block_shift = BLOCK_SHIFT;
  map->n_checkpoints = (length >> BLOCK_SHIFT) + 1;
  map->checkpoints = g_try_new (Checkpoint, map->n_checkpoints);
  if (map->checkpoints == NULL)
    {
      map->block_shift = 32;
      map->n_checkpoints = 1;
      map->checkpoints = &map->start;
    }

  Checkpoint counts = { 0, 0 };
  for (guint32 block = 0; block < map->n_checkpoints; block++)
    {
      guint64 start = (guint64) block << map->block_shift;
      guint64 end = MIN (start + (G_GUINT64_CONSTANT (1) << map->block_shift), length);
      map->checkpoints[block] = counts;
      counts = count_units (text, (guint32) start, (guint32) end, counts);
    }
  map->total = counts;
  return map;
}

void
obelus_offset_map_free (ObelusOffsetMap *map)
{
  if (map == NULL)
    return;
  if (map->checkpoints != &map->start)
    g_free (map->checkpoints);
  g_free (map);
}

guint32
obelus_offset_map_get_length (const ObelusOffsetMap *map, ObelusOffsetUnit unit)
{
  return unit == OBELUS_OFFSET_BYTE ? map->length : pick_unit (map->total, unit);
}

guint32
obelus_offset_map_from_bytes (const ObelusOffsetMap *map, ObelusOffsetUnit unit, guint32 offset)
{
  if (unit == OBELUS_OFFSET_BYTE || map->is_ascii)
    return offset;

  while (!obelus_utf8_is_boundary (map->text, offset))
    offset--;
  guint64 block = (guint64) offset >> map->block_shift;
  guint32 start = (guint32) (block << map->block_shift);
  return pick_unit (count_units (map->text, start, offset, map->checkpoints[block]), unit);
}

gboolean
obelus_offset_map_to_bytes (const ObelusOffsetMap *map, ObelusOffsetUnit unit, guint32 offset, guint32 *byte_offset)
{
  if (offset > obelus_offset_map_get_length (map, unit))
    return FALSE;

  if (unit == OBELUS_OFFSET_BYTE || map->is_ascii)
    {
      *byte_offset = offset;
      return obelus_utf8_is_boundary (map->text, offset);
    }

  /* The last block with no more than @offset units before it; a block may begin inside a character. */
  guint32 low = 0, high = map->n_checkpoints;
  while (high - low > 1)
    {
      guint32 middle = low + (high - low) / 2;
      if (pick_unit (map->checkpoints[middle], unit) <= offset)
        low = middle;
      else
        high = middle;
    }

  guint32 i = (guint32) ((guint64) low << map->block_shift);
  guint32 units = pick_unit (map->checkpoints[low], unit);
  while (i < map->length)
    {
      guchar byte = (guchar) map->text[i];
      gboolean first = (byte & 0xC0) != 0x80;
      if (first && units >= offset)
        break;
      if (first)
        units += unit == OBELUS_OFFSET_UTF16 && byte >= 0xF0 ? 2 : 1;
      i++;
    }

  *byte_offset = i;
  return units == offset;
}
