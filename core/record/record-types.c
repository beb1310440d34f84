/* The names of column types in records. */
#include "record-types-private.h"

#include <string.h>

static const char *const names[] = {
  [OBELUS_COLUMN_INTEGER] = "integer",
  [OBELUS_COLUMN_REAL] = "real",
  [OBELUS_COLUMN_STRING] = "string",
  [OBELUS_COLUMN_REFERENCE] = "reference",
};

const char *
obelus_record_type_get_name (ObelusColumnType type)
{
  return names[type];
}

gboolean
obelus_record_type_parse (const char *text, ObelusColumnType *type, const char **target)
{
  *target = NULL;
  if (g_str_has_prefix (text, OBELUS_RECORD_REFERENCE))
    {
      *type = OBELUS_COLUMN_REFERENCE;
      *target = text + strlen (OBELUS_RECORD_REFERENCE);
      return **target != '\0';
    }

  for (guint i = 0; i < OBELUS_COLUMN_REFERENCE; i++)
    if (strcmp (text, names[i]) == 0)
      {
        *type = (ObelusColumnType) i;
        return TRUE;
      }
  return FALSE;
}
