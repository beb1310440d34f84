/* Escaping. */
#include "escape.h"

#include <string.h>

/* Bytes that may begin something that cannot stand as it is: signs of HTML, controls, and the first bytes of the C1 set
 * and of noncharacters. Tabs and line feeds can. */
static const guint8 is_special[256] = {
  [0x00 ... 0x08] = 1, [0x0b ... 0x1f] = 1, ['&'] = 1,  ['<'] = 1,  ['>'] = 1,           ['"'] = 1,
  [0x7f] = 1,          [0xc2] = 1,          [0xef] = 1, [0xf0] = 1, [0xf1 ... 0xf4] = 1,
};

/* The noncharacters of Unicode, which are errors in HTML: U+FDD0 to U+FDEF, and the last two of each plane. */
static gboolean
is_noncharacter (const guchar *at)
{
  if (at[0] == 0xef)
    return (at[1] == 0xb7 && at[2] >= 0x90 && at[2] <= 0xaf) || (at[1] == 0xbf && at[2] >= 0xbe);
  return (at[1] & 0x0f) == 0x0f && at[2] == 0xbf && at[3] >= 0xbe;
}

/* Appends what stands for the character at @at, which may be as it is, and returns how many bytes it took. */
static gsize
append_special (GString *output, const guchar *at, const guchar *end)
{
  switch (*at)
    {
    case '&':
      g_string_append (output, "&amp;");
      return 1;
    case '<':
      g_string_append (output, "&lt;");
      return 1;
    case '>':
      g_string_append (output, "&gt;");
      return 1;
    case '"':
      g_string_append (output, "&quot;");
      return 1;
    case '\r':
      g_string_append_c (output, '\n');
      return at + 1 < end && at[1] == '\n' ? 2 : 1;
    case '\v':
    case '\f':
      g_string_append_c (output, '\n');
      return 1;
    case 0x7f:
      g_string_append (output, "␡");
      return 1;
    case 0xc2:
      if (at[1] >= 0xa0)
        g_string_append_len (output, (const char *) at, 2);
      else
        g_string_append (output, at[1] == 0x85 ? "\n" : "\xef\xbf\xbd");
      return 2;
    default:
      break;
    }
  if (*at < 0x20)
    {
      g_string_append_unichar (output, 0x2400 + *at);
      return 1;
    }

  const gsize size = *at == 0xef ? 3 : 4;
  if (is_noncharacter (at))
    g_string_append (output, "\xef\xbf\xbd");
  else
    g_string_append_len (output, (const char *) at, (gssize) size);
  return size;
}

void
html_append_text (GString *output, const char *text, gsize length)
{
  const guchar *at = (const guchar *) text, *end = at + length;

  while (at < end)
    {
      const guchar *plain = at;
      while (at < end && !is_special[*at])
        at++;
      g_string_append_len (output, (const char *) plain, at - plain);
      if (at < end)
        at += append_special (output, at, end);
    }
}

void
html_append_string (GString *output, const char *string)
{
  html_append_text (output, string, strlen (string));
}
