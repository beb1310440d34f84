/* Quoting, as pipelines read it back. */
#include "quote-private.h"

#include <string.h>

char *
obelus_quote (const char *value)
{
  /* A carriage return or another control character would be hard to see outside quotes, but is safe within. */
  gboolean needed = *value == '\0';
  for (const char *p = value; *p != '\0'; p++)
    needed |= g_ascii_isspace (*p) || strchr ("!'\"", *p) != NULL;
  if (!needed)
    return g_strdup (value);

  if (strpbrk (value, "\"\\") != NULL && strchr (value, '\'') == NULL)
    return g_strdup_printf ("'%s'", value);

  GString *quoted = g_string_new ("\"");
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (quoted, '\\');
      g_string_append_c (quoted, *p);
    }
  g_string_append_c (quoted, '"');

  return g_string_free (quoted, FALSE);
}
