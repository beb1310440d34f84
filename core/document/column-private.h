/* One typed attribute of a layer's rows: an immutable, shared buffer. */
#pragma once

#include "vocabulary-private.h"

#include <obelus/obelus-layer.h>

typedef struct
{
  gatomicrefcount references;
  char *name;   /* GRefString */
  char *stage;  /* GRefString */
  char *target; /* GRefString; of references only */
  ObelusColumnType type;
  GBytes *values;
  GBytes *validity;             /* NULL if no value is missing */
  ObelusVocabulary *vocabulary; /* of strings only */
} ObelusColumn;

/* @name, @target and @stage are GRefStrings, which columns and layers share. Takes over @values, @validity and a
 * reference to @vocabulary. */
ObelusColumn *obelus_column_new (char *name, ObelusColumnType type, char *target, char *stage, GBytes *values,
                                 GBytes *validity, ObelusVocabulary *vocabulary);
ObelusColumn *obelus_column_ref (ObelusColumn *column);
void obelus_column_unref (ObelusColumn *column);

gsize obelus_column_type_get_size (ObelusColumnType type);

/* "integer", "real", "string" or "reference", for messages. */
const char *obelus_column_type_get_name (ObelusColumnType type);

static inline gboolean
obelus_validity_get (const guint8 *validity, guint32 row)
{
  return (validity[row / 8] >> (row % 8)) & 1;
}

static inline void
obelus_validity_set (guint8 *validity, guint32 row)
{
  validity[row / 8] |= (guint8) (1u << (row % 8));
}

static inline void
obelus_validity_clear (guint8 *validity, guint32 row)
{
  validity[row / 8] &= (guint8) ~(1u << (row % 8));
}

/* Bytes that a bitmap of so many rows takes. */
static inline gsize
obelus_validity_size (guint32 n_rows)
{
  return ((gsize) n_rows + 7) / 8;
}

/* The same references through a map from old rows to new: OBELUS_NO_ROW becomes missing. NULL if memory could not be
 * had. */
ObelusColumn *obelus_column_remap (ObelusColumn *column, guint32 n_rows, const guint32 *row_map);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObelusColumn, obelus_column_unref)
