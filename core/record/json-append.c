/* JSON strings and reals for whoever writes some. */
#include "json-append-private.h"

#include <math.h>
#include <obelus/obelus-record.h>

/* What stands behind the backslash; 'u' for four digits, 0 where nothing needs to be escaped. */
static const char escapes[256] = {
  'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'b', 't', 'n', 'u', 'f', 'r', 'u', 'u',         'u',
  'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', ['"'] = '"', ['\\'] = '\\',
};

/* Whether one of eight bytes must be escaped; see find_special_bytes () of the scanner for how. */
static inline gboolean
needs_escape (guint64 word)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  const guint64 tops = G_GUINT64_CONSTANT (0x8080808080808080);
  guint64 quotes = word ^ (ones * '"');
  guint64 backslashes = word ^ (ones * '\\');

  return ((((quotes - ones) & ~quotes) | ((backslashes - ones) & ~backslashes) | ((word - ones * 0x20) & ~word)) & tops)
         != 0;
}

static inline char *
put_byte (char *out, guchar byte)
{
  static const char hex[] = "0123456789abcdef";
  char escape = escapes[byte];

  if (G_LIKELY (escape == 0))
    {
      *out++ = (char) byte;
      return out;
    }
  *out++ = '\\';
  *out++ = escape;
  if (escape == 'u')
    {
      memcpy (out, "00", 2);
      out[2] = hex[byte >> 4];
      out[3] = hex[byte & 15];
      out += 4;
    }
  return out;
}

/* Room for the worst a block can become is made a block at a time: strings that need no escape cost what they are. */
enum
{
  BLOCK = 4096,
  LONGEST_ESCAPE = 6,
};

gsize
obelus_json_bound_string (gsize length)
{
  /* What becomes U+FFFD may become three bytes of one, which is less than an escape. */
  return length < G_MAXSIZE / LONGEST_ESCAPE - BLOCK ? length * LONGEST_ESCAPE + 8 : G_MAXSIZE / 2;
}

gsize
obelus_json_measure_string (const char *string, gsize length)
{
  gsize n_words = 0; /* of eight bytes, of which one must be escaped */

  for (gsize i = 0; i + 8 <= length; i += 8)
    {
      guint64 word;

      memcpy (&word, string + i, sizeof word);
      n_words += needs_escape (word);
    }
  return MIN (obelus_json_bound_string (length),
              length + n_words * 8 * (LONGEST_ESCAPE - 1) + BLOCK * LONGEST_ESCAPE + 8 * LONGEST_ESCAPE);
}

void
obelus_json_append_string (GString *output, const char *string, gssize length)
{
  g_return_if_fail (output != NULL);
  g_return_if_fail (string != NULL);

  gsize rest = length < 0 ? strlen (string) : (gsize) length;
  char *out = obelus_json_reserve (output, 2);

  *out++ = '"';
  do
    {
      gsize n = MIN (rest, BLOCK);
      const char *stop = string + n;

      output->len = (gsize) (out - output->str);
      out = obelus_json_reserve (output, n * LONGEST_ESCAPE + 2);
      for (; stop - string >= 8; string += 8, out += 8)
        {
          guint64 word;

          memcpy (&word, string, sizeof word);
          memcpy (out, &word, sizeof word);
          if (needs_escape (word))
            {
              for (guint i = 0; i < 8; i++)
                out = put_byte (out, (guchar) string[i]);
              out -= 8;
            }
        }
      while (string < stop)
        out = put_byte (out, (guchar) *string++);
      rest -= n;
    }
  while (rest > 0);

  *out++ = '"';
  obelus_json_finish (output, out);
}

void
obelus_json_append_any_string (GString *output, const char *string)
{
  if (g_utf8_validate (string, -1, NULL))
    {
      obelus_json_append_string (output, string, -1);
      return;
    }

  g_autofree char *valid = g_utf8_make_valid (string, -1);
  obelus_json_append_string (output, valid, -1);
}

void
obelus_json_append_real (GString *output, double value)
{
  g_return_if_fail (output != NULL);
  g_return_if_fail (isfinite (value));

  obelus_json_finish (output, obelus_json_print_real (obelus_json_reserve (output, OBELUS_JSON_NUMBER_SIZE), value));
}
