/* How a model lies in its file: what builder and reader agree on. */
#pragma once

#include <glib.h>

/*
 * All numbers are little-endian. The header is followed by the table, the table by the sections in the table's order,
 * each beginning at the next multiple of 64 behind the one before and filled up with zeros to such a multiple; the file
 * ends where the last section does. So there is exactly one place for every section, and the reader accepts no other:
 * overlap and holes need no rules of their own. The checksum in the header covers the header before it and the table, a
 * section's checksum covers its filling too: no byte of the file is left out.
 *
 * The first section is the card: JSON, and a NUL that counts as part of it.
 */
#define OBELUS_MODEL_MAGIC "\x89OBM\r\n\x1a\n" /* as PNG does: shows what a transfer as text has damaged */
#define OBELUS_MODEL_CARD "card"

enum
{
  OBELUS_MODEL_VERSION = 1,
  OBELUS_MODEL_ALIGNMENT = 64,
  OBELUS_MODEL_NAME_SIZE = 32,
  OBELUS_MODEL_MAX_SECTIONS = 1024,
};

typedef struct
{
  char magic[8];
  guint32 version;
  guint32 n_sections;
  char kind[OBELUS_MODEL_NAME_SIZE]; /* ends with a NUL, filled up with NULs */
  guint64 file_size;
  guint64 checksum;
} ObelusModelHeader;

typedef struct
{
  char name[OBELUS_MODEL_NAME_SIZE]; /* ends with a NUL, filled up with NULs */
  guint64 offset;
  guint64 length;
  guint64 checksum;
  guint64 reserved; /* 0 */
} ObelusModelEntry;

G_STATIC_ASSERT (sizeof (ObelusModelHeader) == 64);
G_STATIC_ASSERT (sizeof (ObelusModelEntry) == 64);

/* @length, filled up to the next multiple of the alignment. The caller has seen to it that the sum does not overflow.
 */
static inline gsize
obelus_model_round_up (gsize length)
{
  return (length + OBELUS_MODEL_ALIGNMENT - 1) / OBELUS_MODEL_ALIGNMENT * OBELUS_MODEL_ALIGNMENT;
}

/* The header's checksum, over a header with its table behind it. */
guint64 obelus_model_header_checksum (const ObelusModelHeader *header, const ObelusModelEntry *table, guint n_sections);

/* Whether a name may stand in a file: 1 to 31 printable ASCII characters without spaces. */
gboolean obelus_model_name_is_valid (const char *name);
