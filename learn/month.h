/* Names of months, as datelines have them. */
#pragma once

#include <glib.h>
#include <string.h>

/* Whether a word is an English month: whole, or its first three or four letters, with or without a full stop (`Sept.`),
 * in small letters or capitals. */
static inline gboolean
learn_is_month (const char *word, gsize length)
{
  static const char *const months[] = { "January", "February", "March",     "April",   "May",      "June",
                                        "July",    "August",   "September", "October", "November", "December" };

  length -= length > 3 && word[length - 1] == '.';
  if (length < 3 || !g_ascii_isupper (word[0]))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    if (length <= strlen (months[i]) && g_ascii_strncasecmp (word, months[i], length) == 0)
      return length == strlen (months[i]) || length <= 4;
  return FALSE;
}
