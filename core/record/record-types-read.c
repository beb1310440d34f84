/* What a record says of the types of its columns. */
#include "record-types-read-private.h"

#include "record-types-private.h"

#include <obelus/obelus-error.h>
#include <string.h>

/* What `types` says of one column. */
typedef struct
{
  char *layer;
  char *column;
  char *type;
} TypeEntry;

static void
type_entry_free (gpointer data)
{
  TypeEntry *entry = data;

  g_free (entry->layer);
  g_free (entry->column);
  g_free (entry->type);
  g_free (entry);
}

GPtrArray *
obelus_record_types_new (void)
{
  return g_ptr_array_new_with_free_func (type_entry_free);
}

static gboolean
read_types_of_layer (GPtrArray *types, const char *layer, ObelusJsonScanner *scanner, GError **error)
{
  gboolean first = TRUE;
  ObelusJsonStep step;

  if (!obelus_json_enter (scanner, '{', "a layer's types", error))
    return FALSE;
  while ((step = obelus_json_next_member (scanner, &first, error)) == OBELUS_JSON_ITEM)
    {
      TypeEntry *entry = g_new0 (TypeEntry, 1);

      entry->layer = g_strdup (layer);
      g_ptr_array_add (types, entry);
      if (types->len > OBELUS_RECORD_MAX_COLUMNS)
        return obelus_json_scanner_fail (scanner, scanner->cursor, error,
                                         "'types' names more than %d columns; leave out those that cells show",
                                         OBELUS_RECORD_MAX_COLUMNS);
      if (!obelus_json_scan_c_string (scanner, "a key", &entry->column, error)
          || !obelus_json_scan_colon (scanner, error)
          || !obelus_json_scan_c_string (scanner, "a column's type", &entry->type, error))
        return FALSE;
    }
  return step == OBELUS_JSON_END;
}

gboolean
obelus_record_types_read (GPtrArray *types, ObelusJsonScanner *scanner, GError **error)
{
  gboolean first = TRUE;
  ObelusJsonStep step;

  if (!obelus_json_enter (scanner, '{', "'types'", error))
    return FALSE;
  while ((step = obelus_json_next_member (scanner, &first, error)) == OBELUS_JSON_ITEM)
    {
      g_autofree char *layer = NULL;

      if (!obelus_json_scan_c_string (scanner, "a key", &layer, error) || !obelus_json_scan_colon (scanner, error)
          || !read_types_of_layer (types, layer, scanner, error))
        return FALSE;
    }
  return step == OBELUS_JSON_END;
}

gboolean
obelus_record_types_declare (GPtrArray *types, GPtrArray *layers, gboolean is_reply, GError **error)
{
  for (guint i = 0; i < types->len; i++)
    {
      const TypeEntry *entry = types->pdata[i];
      ObelusLayerReading *layer = obelus_layer_readings_find (layers, entry->layer);
      ObelusColumnType type;
      const char *target;
      const char *problem = NULL;

      if (layer == NULL && is_reply)
        continue; /* of a layer that was passed over */
      for (guint j = 0; j < i; j++)
        {
          const TypeEntry *before = types->pdata[j];

          if (strcmp (before->layer, entry->layer) == 0 && strcmp (before->column, entry->column) == 0)
            problem = "is there twice; remove one";
        }
      if (layer == NULL)
        problem = "belongs to a layer that the record does not have; leave it out";
      else if (!obelus_record_type_parse (entry->type, &type, &target))
        problem = "must be \"integer\", \"real\", \"string\" or \"reference LAYER\"";
      if (problem != NULL)
        {
          g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_INPUT, "layer '%s': the type of '%s' %s", entry->layer,
                       entry->column, problem);
          return FALSE;
        }
      if (!obelus_layer_reading_declare (layer, entry->column, type, target, error))
        return FALSE;
    }
  return TRUE;
}
