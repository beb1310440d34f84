/* Columns as shared buffers. */
#include "column-private.h"

ObelusColumn *
obelus_column_new (char *name, ObelusColumnType type, char *target, char *stage, GBytes *values, GBytes *validity,
                   ObelusVocabulary *vocabulary)
{
  ObelusColumn *column = g_new0 (ObelusColumn, 1);
  g_atomic_ref_count_init (&column->references);
  column->name = g_ref_string_acquire (name);
  column->stage = g_ref_string_acquire (stage);
  column->target = target != NULL ? g_ref_string_acquire (target) : NULL;
  column->type = type;
  column->values = values;
  column->validity = validity;
  column->vocabulary = vocabulary;
  return column;
}

ObelusColumn *
obelus_column_ref (ObelusColumn *column)
{
  g_atomic_ref_count_inc (&column->references);
  return column;
}

void
obelus_column_unref (ObelusColumn *column)
{
  if (column == NULL || !g_atomic_ref_count_dec (&column->references))
    return;
  g_ref_string_release (column->name);
  g_ref_string_release (column->stage);
  g_clear_pointer (&column->target, g_ref_string_release);
  g_bytes_unref (column->values);
  g_clear_pointer (&column->validity, g_bytes_unref);
  g_clear_pointer (&column->vocabulary, obelus_vocabulary_unref);
  g_free (column);
}

gsize
obelus_column_type_get_size (ObelusColumnType type)
{
  switch (type)
    {
    case OBELUS_COLUMN_INTEGER:
      return sizeof (gint64);
    case OBELUS_COLUMN_REAL:
      return sizeof (double);
    case OBELUS_COLUMN_STRING:
      return sizeof (gint32);
    case OBELUS_COLUMN_REFERENCE:
      return sizeof (guint32);
    default:
      g_return_val_if_reached (0);
    }
}

const char *
obelus_column_type_get_name (ObelusColumnType type)
{
  static const char *const names[] = { "integer", "real", "string", "reference" };
  g_return_val_if_fail ((guint) type < G_N_ELEMENTS (names), "unknown");
  return names[type];
}

ObelusColumn *
obelus_column_remap (ObelusColumn *column, guint32 n_rows, const guint32 *row_map)
{
  const guint32 *old = g_bytes_get_data (column->values, NULL);
  guint32 *values = g_try_new (guint32, MAX (n_rows, 1));
  guint8 *validity = g_try_malloc0 (MAX (obelus_validity_size (n_rows), 1));
  guint32 n_valid = 0;

  if (values == NULL || validity == NULL)
    {
      g_free (values);
      g_free (validity);
      return NULL;
    }

  for (guint32 row = 0; row < n_rows; row++)
    {
      values[row] = old[row] == OBELUS_NO_ROW ? OBELUS_NO_ROW : row_map[old[row]];
      if (values[row] == OBELUS_NO_ROW)
        continue;
      obelus_validity_set (validity, row);
      n_valid++;
    }

  GBytes *validity_bytes = g_bytes_new_take (validity, obelus_validity_size (n_rows));
  if (n_valid == n_rows)
    g_clear_pointer (&validity_bytes, g_bytes_unref);
  return obelus_column_new (column->name, column->type, column->target, column->stage,
                            g_bytes_new_take (values, (gsize) n_rows * sizeof *values), validity_bytes, NULL);
}
