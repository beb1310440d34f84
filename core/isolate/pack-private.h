/* Laying records and arrays out one behind the other in memory, and taking them out again without trusting it. */
#pragma once

#include <glib.h>

/* Arrays begin at multiples of it, as models' sections do. */
#define OBELUS_PACK_ALIGNMENT 64

/* Nothing is written beyond the capacity, but the size goes on counting: it tells what would have been needed. */
typedef struct
{
  guint8 *base;
  gsize capacity;
  gsize size;
} ObelusPack;

/* Room for an array, zeros nowhere; NULL if it does not fit. */
gpointer obelus_pack_reserve (ObelusPack *pack, gsize size);
void obelus_pack_add_array (ObelusPack *pack, gconstpointer data, gsize size);
/* A struct, at a multiple of 8. */
void obelus_pack_add_struct (ObelusPack *pack, gconstpointer data, gsize size);
/* @string may be NULL; a negative @length goes to its NUL. */
void obelus_pack_add_string (ObelusPack *pack, const char *string, gssize length);
/* A string that is read where it lies, with its NUL; or NULL. */
void obelus_pack_add_text (ObelusPack *pack, const char *text);

static inline gboolean
obelus_pack_fits (const ObelusPack *pack)
{
  return pack->size <= pack->capacity;
}

/* What comes behind something that is not there is not there either: who reads asks once, at the end. */
typedef struct
{
  const guint8 *base;
  gsize size;
  gsize position;
  gboolean failed;
} ObelusUnpack;

/* Where an array lies; NULL if it reaches beyond the end. Somebody may be changing it. */
gconstpointer obelus_unpack_array (ObelusUnpack *unpack, guint64 n_elements, gsize element_size);
/* Copies a struct out; zeros if there is none. */
gboolean obelus_unpack_struct (ObelusUnpack *unpack, gpointer data, gsize size);
/* A copy with a NUL behind (transfer full), or NULL where NULL was added or nothing is there. */
char *obelus_unpack_string (ObelusUnpack *unpack, gsize *length);
/* Where a text lies; for memory that nobody changes. NULL where NULL was added or no text is. */
const char *obelus_unpack_text (ObelusUnpack *unpack);
