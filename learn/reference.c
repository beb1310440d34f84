/* Character references, as the HTML standard reads those that end with a semicolon. */
#include "reference.h"

#include <stdlib.h>
#include <string.h>

#define LONGEST 12 /* bytes of a reference */

typedef struct
{
  const char *name;
  guint16 character;
} Name;

static const Name names[] = {
#include "reference-names.inc"
};

/* What 0x80 to 0x9F stand for in windows-1252; 0 for nothing. */
static const guint16 windows_characters[32] = {
  0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
  0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
  0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

typedef struct
{
  const char *text;
  gsize length;
} Key;

static int
compare (gconstpointer key_data, gconstpointer item)
{
  const Key *key = key_data;
  const char *name = ((const Name *) item)->name;
  gsize length = strlen (name);
  int order = memcmp (key->text, name, MIN (key->length, length));

  return order != 0 ? order : (key->length > length) - (key->length < length);
}

static gunichar
read_number (const char *digits, gsize length)
{
  gboolean is_hexadecimal = length > 1 && (digits[0] == 'x' || digits[0] == 'X');
  gunichar value = 0;

  for (gsize i = is_hexadecimal ? 1 : 0; i < length; i++)
    {
      int digit = is_hexadecimal ? g_ascii_xdigit_value (digits[i]) : g_ascii_digit_value (digits[i]);
      if (digit < 0 || value > 0x10FFFF)
        return 0;
      value = value * (is_hexadecimal ? 16 : 10) + (gunichar) digit;
    }
  if (value >= 0x80 && value < 0xA0)
    value = windows_characters[value - 0x80];

  return g_unichar_validate (value) ? value : 0;
}

gsize
learn_reference_read (const char *at, const char *end, gunichar *character)
{
  const char *semicolon = memchr (at, ';', (gsize) MIN (end - at, LONGEST));
  if (semicolon == NULL || semicolon == at + 1)
    return 0;

  Key key = { at + 1, (gsize) (semicolon - at - 1) };
  if (key.text[0] == '#')
    *character = read_number (key.text + 1, key.length - 1);
  else
    {
      const Name *found = bsearch (&key, names, G_N_ELEMENTS (names), sizeof names[0], compare);
      *character = found != NULL ? found->character : 0;
    }

  return *character != 0 ? (gsize) (semicolon + 1 - at) : 0;
}
