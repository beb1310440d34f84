/* Labels of mails, wires and Markdown, one behind the other. */
#include "title-prefix.h"

#include <string.h>

guint32
learn_title_prefix_measure (const char *title, guint32 length)
{
  static const char *const prefixes[]
      = { "# ", "## ", "### ", "Title: ", "Subject: ", "Re: ", "RE: ", "Fwd: ", "FW: ", "AW: " };
  guint32 at = 0;

  for (guint i = 0; i < G_N_ELEMENTS (prefixes);)
    {
      const gsize n = strlen (prefixes[i]);
      const gboolean matches = length - at > n && memcmp (title + at, prefixes[i], n) == 0;
      at += matches ? n : 0;
      i = matches ? 0 : i + 1;
    }
  if (length - at > 9 && memcmp (title + at, "UPDATE ", 7) == 0 && g_ascii_isdigit (title[at + 7])
      && title[at + 8] == '-')
    at += 9;
  return at;
}
