/* Rules for names and summaries. */
#include "name-check-private.h"

#include <string.h>

/* Names stand in tables and in messages. */
#define MAX_NAME 63

gboolean
obelus_name_check (const char *name)
{
  gsize length = strnlen (name, MAX_NAME + 1);

  if (length == 0 || length > MAX_NAME || !g_ascii_islower (name[0]) || name[length - 1] == '-')
    return FALSE;

  for (gsize i = 1; i < length; i++)
    if (!g_ascii_islower (name[i]) && !g_ascii_isdigit (name[i]) && (name[i] != '-' || name[i - 1] == '-'))
      return FALSE;

  return TRUE;
}

gboolean
obelus_name_check_summary (const char *summary)
{
  return summary != NULL && summary[strspn (summary, " \t")] != '\0' && strpbrk (summary, "\r\n") == NULL
         && g_utf8_validate (summary, -1, NULL);
}
