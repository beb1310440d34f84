/* Which rows of a layer are of certain kinds, such as the paragraphs that are captions. */
#pragma once

#include <obelus/obelus-layer.h>

/* So many kinds are told apart from the others. */
#define LEARN_MOST_ROW_KINDS 4

/* Strings that a column may hold, by their numbers in its vocabulary, which any number of others may share. */
typedef struct
{
  const gint32 *indices; /* of the rows; NULL where nothing tells their kinds */
  gint32 wanted[LEARN_MOST_ROW_KINDS];
  guint n_wanted;
} LearnRowKinds;

/* Looks the kinds @names, at most LEARN_MOST_ROW_KINDS and a NULL, up in the column `kind` of a layer (nullable), which
 * must outlive the result. */
static inline void
learn_row_kinds_init (LearnRowKinds *kinds, ObelusLayer *layer, const char *const *names)
{
  const gint column = layer != NULL ? obelus_layer_find_column (layer, "kind") : -1;

  *kinds = (LearnRowKinds){ NULL };
  if (column < 0 || obelus_layer_get_column_type (layer, (guint) column) != OBELUS_COLUMN_STRING)
    return;
  kinds->indices = obelus_layer_get_string_indices (layer, (guint) column);
  for (guint i = 0; i < LEARN_MOST_ROW_KINDS && names[i] != NULL; i++)
    kinds->wanted[kinds->n_wanted++] = obelus_layer_find_vocabulary_index (layer, (guint) column, names[i]);
}

/* Whether the row is of one of them. */
static inline gboolean
learn_row_kinds_have (const LearnRowKinds *kinds, guint32 row)
{
  for (guint i = 0; i < kinds->n_wanted; i++)
    if (kinds->indices[row] == kinds->wanted[i])
      return TRUE;
  return FALSE;
}
