/* Encodings of files that are cut into lines or fields before they are decoded. */
#pragma once

#include <obelus/obelus-plugin.h>

/* Whether the option `encoding` names one that there is, and in which a byte may be looked for: not UTF-16 or UTF-32.
 * FALSE with an error. */
static inline gboolean
learn_byte_encoding_check (ObelusContext *context, GError **error)
{
  const char *encoding = obelus_context_get_text (context, "encoding");

  if (g_ascii_strncasecmp (encoding, "utf-16", 6) == 0 || g_ascii_strncasecmp (encoding, "utf-32", 6) == 0
      || g_ascii_strncasecmp (encoding, "utf16", 5) == 0 || g_ascii_strncasecmp (encoding, "utf32", 5) == 0)
    return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_OPTION, OBELUS_NO_OFFSET,
                                "files in '%s' have no lines of bytes; convert them to UTF-8 first, for instance with "
                                "iconv",
                                encoding);
  return obelus_encoding_check (encoding, error);
}
