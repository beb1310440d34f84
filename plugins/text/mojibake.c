/* Each byte of a character of UTF-8 has become a character; a run of them that is valid again was one. */
#include "mojibake.h"

#include <string.h>

/* What windows-1252 has for the bytes from 0x80 on; 0 for none, for which U+0080 and so on stand. */
static const guint16 high_characters[32] = {
  0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
  0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
  0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

#define LONGEST_CHARACTER 4

/* The byte that a character stands for; 0 for none, since ASCII needs no mending. */
static guint8
get_byte (gunichar character)
{
  if (character >= 0x80 && character <= 0xff)
    return (guint8) character;
  for (guint i = 0; i < G_N_ELEMENTS (high_characters); i++)
    if (high_characters[i] == character && character != 0)
      return (guint8) (0x80 + i);
  return 0;
}

static guint
count_bytes (guint8 lead)
{
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xc2 && lead < 0xe0 ? 2 : 0;
}

/* The length in @text of what was one character, which goes to @bytes; 0 if none begins there. */
static gsize
read_character (const char *text, const char *end, char bytes[LONGEST_CHARACTER + 1])
{
  static const char opening[] = "\xC3\xA2\xE2\x82\xAC", closing[] = "\xE2\x80\x9D";
  const char *at = text;
  guint n_needed = LONGEST_CHARACTER, n = 0;

  while (at < end && n < n_needed)
    {
      const guint8 byte = get_byte (g_utf8_get_char (at));
      if (n == 0)
        n_needed = count_bytes (byte);
      if (n_needed == 0 || (n > 0 && (byte & 0xC0) != 0x80))
        break;
      bytes[n++] = (char) byte;
      at = g_utf8_next_char (at);
    }
  bytes[n] = '\0';
  if (n > 0 && n == n_needed && g_utf8_validate (bytes, n, NULL))
    return (gsize) (at - text);
  /* The last byte of closing quotation marks is no character, and mostly lost. */
  if ((gsize) (end - text) >= strlen (opening) && memcmp (text, opening, strlen (opening)) == 0)
    {
      memcpy (bytes, closing, sizeof closing);
      return strlen (opening);
    }
  return 0;
}

guint
mojibake_count (const char *text, gsize length, guint enough)
{
  const char *end = text + length;
  char bytes[LONGEST_CHARACTER + 1];
  guint n = 0;

  /* All of them begin with Â to ô, of which the first byte is this. */
  for (const char *at = text; n < enough && (at = memchr (at, '\xC3', (gsize) (end - at))) != NULL;)
    {
      const gsize size = read_character (at, end, bytes);
      n += size > 0;
      at += MAX (size, 2);
    }
  return n;
}

void
mojibake_mend (const char *text, gsize length, GString *mended)
{
  const char *end = text + length;
  char bytes[LONGEST_CHARACTER + 1];

  for (const char *at = text; at < end;)
    {
      const char *next = memchr (at, '\xC3', (gsize) (end - at));
      if (next == NULL)
        next = end;
      g_string_append_len (mended, at, next - at);
      at = next;
      if (at == end)
        break;
      const gsize size = read_character (at, end, bytes);
      if (size > 0)
        g_string_append (mended, bytes);
      else
        g_string_append_len (mended, at, 2);
      at += MAX (size, 2);
    }
}
