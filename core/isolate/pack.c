/* Records and arrays one behind the other. Lengths are all there is to lie about: places follow from them. */
#include "pack-private.h"

#include <string.h>

#define NO_STRING G_MAXUINT64

/* Room at a multiple of @alignment, with zeros before it, so that equal contents are equal bytes. NULL if it does not
 * fit. */
static gpointer
reserve (ObelusPack *pack, gsize size, gsize alignment)
{
  gsize start = (pack->size + alignment - 1) / alignment * alignment;

  gsize gap = start - pack->size;

  pack->size = start + size;
  if (!obelus_pack_fits (pack))
    return NULL;
  memset (pack->base + start - gap, 0, gap);
  return pack->base + start;
}

gpointer
obelus_pack_reserve (ObelusPack *pack, gsize size)
{
  return reserve (pack, size, OBELUS_PACK_ALIGNMENT);
}

void
obelus_pack_add_array (ObelusPack *pack, gconstpointer data, gsize size)
{
  gpointer place = reserve (pack, size, OBELUS_PACK_ALIGNMENT);

  if (place != NULL && size > 0)
    memcpy (place, data, size);
}

void
obelus_pack_add_struct (ObelusPack *pack, gconstpointer data, gsize size)
{
  gpointer place = reserve (pack, size, sizeof (guint64));

  if (place != NULL)
    memcpy (place, data, size);
}

void
obelus_pack_add_string (ObelusPack *pack, const char *string, gssize length)
{
  guint64 size = string == NULL ? NO_STRING : length < 0 ? strlen (string) : (gsize) length;

  obelus_pack_add_struct (pack, &size, sizeof size);
  if (string != NULL)
    obelus_pack_add_struct (pack, string, size);
}

void
obelus_pack_add_text (ObelusPack *pack, const char *text)
{
  obelus_pack_add_string (pack, text, text != NULL ? (gssize) strlen (text) + 1 : 0);
}

/* Taking out */

static gconstpointer
take (ObelusUnpack *unpack, guint64 size, gsize alignment)
{
  gsize start;

  if (unpack->failed || !g_size_checked_add (&start, unpack->position, alignment - 1))
    return NULL;

  start = start / alignment * alignment;
  if (start > unpack->size || size > unpack->size - start)
    {
      unpack->failed = TRUE;
      return NULL;
    }
  unpack->position = start + (gsize) size;
  return unpack->base + start;
}

gconstpointer
obelus_unpack_array (ObelusUnpack *unpack, guint64 n_elements, gsize element_size)
{
  if (n_elements > G_MAXSIZE / element_size)
    {
      unpack->failed = TRUE;
      return NULL;
    }
  return take (unpack, n_elements * element_size, OBELUS_PACK_ALIGNMENT);
}

gboolean
obelus_unpack_struct (ObelusUnpack *unpack, gpointer data, gsize size)
{
  gconstpointer place = take (unpack, size, sizeof (guint64));

  if (place != NULL)
    memcpy (data, place, size);
  else
    memset (data, 0, size);
  return place != NULL;
}

char *
obelus_unpack_string (ObelusUnpack *unpack, gsize *length)
{
  guint64 size;
  char *copy;

  if (length != NULL)
    *length = 0;
  if (!obelus_unpack_struct (unpack, &size, sizeof size) || size == NO_STRING)
    return NULL;

  gconstpointer place = take (unpack, size, sizeof (guint64));
  copy = place != NULL ? g_try_malloc ((gsize) size + 1) : NULL;
  if (copy == NULL)
    {
      unpack->failed = TRUE;
      return NULL;
    }
  memcpy (copy, place, (gsize) size);
  copy[size] = '\0';
  if (length != NULL)
    *length = (gsize) size;
  return copy;
}

const char *
obelus_unpack_text (ObelusUnpack *unpack)
{
  guint64 size;
  const char *text;

  if (!obelus_unpack_struct (unpack, &size, sizeof size) || size == NO_STRING)
    return NULL;

  text = size > 0 ? take (unpack, size, sizeof (guint64)) : NULL;
  if (text == NULL || memchr (text, '\0', (gsize) size) != text + size - 1)
    {
      unpack->failed = TRUE;
      return NULL;
    }
  return text;
}
