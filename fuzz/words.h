/* Tokens for targets that need some and do not try a tokenizer. */
#pragma once

#include <glib.h>

/* Appends where each word begins and ends, and each other character that is not blank. */
static inline void
fuzz_find_words (const char *text, guint32 length, GArray *starts, GArray *ends)
{
  for (guint32 at = 0; at < length;)
    {
      guint32 end = at;
      while (end < length && g_unichar_isalnum (g_utf8_get_char (text + end)))
        end += (guint32) g_utf8_skip[(guchar) text[end]];
      if (end == at)
        end += (guint32) g_utf8_skip[(guchar) text[end]];
      if (!g_unichar_isspace (g_utf8_get_char (text + at)))
        {
          g_array_append_val (starts, at);
          g_array_append_val (ends, end);
        }
      at = end;
    }
}
