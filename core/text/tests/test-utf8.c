/* UTF-8 validation and repair against g_utf8_validate_len () and the examples of the Unicode standard. */
#include "utf8-private.h"

#include <string.h>

static void
test_valid_text_is_valid (void)
{
  static const char *const texts[] = { "",
                                       "plain",
                                       "naïve café",
                                       "Ελληνικά",
                                       "日本語",
                                       "👩‍👩‍👧 🏳️‍🌈",
                                       "\xF4\x8F\xBF\xBF",
                                       "\xED\x9F\xBF" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpuint (obelus_utf8_validate (texts[i], strlen (texts[i])), ==, strlen (texts[i]));
}

static void
test_nul_is_valid (void)
{
  g_assert_cmpuint (obelus_utf8_validate ("a\0b\0", 4), ==, 4);
}

static void
test_invalid_text_stops_at_its_first_bad_byte (void)
{
  static const struct
  {
    const char *what;
    const char *text;
    gsize length;
    gsize valid;
  } cases[] = {
    { "overlong slash", "ab\xC0\xAF", 4, 2 },
    { "overlong in three bytes", "\xE0\x80\xAF", 3, 0 },
    { "overlong in four bytes", "\xF0\x80\x80\xAF", 4, 0 },
    { "surrogate", "x\xED\xA0\x80", 4, 1 },
    { "beyond U+10FFFF", "\xF4\x90\x80\x80", 4, 0 },
    { "lead byte that never occurs", "abc\xF5", 4, 3 },
    { "lone continuation", "\x80", 1, 0 },
    { "truncated at the end", "caf\xC3", 4, 3 },
    { "truncated after three of four", "\xF0\x9F\x98", 3, 0 },
    { "behind a long ASCII run", "0123456789abcdefghijklmnopqrstuvwxyz\xFF", 37, 36 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].what);
      g_assert_cmpuint (obelus_utf8_validate (cases[i].text, cases[i].length), ==, cases[i].valid);
    }
}

/* GLib decides where both speak: anything without U+0000. */
static void
test_agrees_with_glib_on_random_bytes (void)
{
  static const guchar pool[]
      = { 'a', 0x7F, 0x80, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEE, 0xF0, 0xF1, 0xF4, 0xF5 };
  guchar text[40];

  for (guint round = 0; round < 200000; round++)
    {
      gsize length = (gsize) g_test_rand_int_range (0, sizeof text);
      for (gsize i = 0; i < length; i++)
        text[i] = pool[g_test_rand_int_range (0, sizeof pool)];

      const char *end;
      g_utf8_validate_len ((const char *) text, length, &end);
      g_assert_cmpuint (obelus_utf8_validate ((const char *) text, length), ==, (gsize) (end - (const char *) text));
    }
}

/* Table 3-8 of the Unicode standard, version 15. */
static void
test_replaces_maximal_ill_formed_parts (void)
{
  static const struct
  {
    const char *text;
    const char *repaired;
    gsize n_replaced;
  } cases[] = {
    { "\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64", "a\uFFFD\uFFFD\uFFFDb\uFFFDc\uFFFD\uFFFDd", 6 },
    { "\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDA", 8 },
    { "\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDA", 8 },
    { "clean", "clean", 0 },
    { "caf\xE9", "caf\uFFFD", 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length, n_replaced;
      g_autofree char *repaired
          = obelus_utf8_replace_invalid (cases[i].text, strlen (cases[i].text), &length, &n_replaced);
      g_assert_cmpstr (repaired, ==, cases[i].repaired);
      g_assert_cmpuint (length, ==, strlen (repaired));
      g_assert_cmpuint (n_replaced, ==, cases[i].n_replaced);
    }
}

/* The rules of Unicode 15, D92, by decoding: a second implementation that shares nothing with the first. */
static gsize
validate_naively (const guchar *text, gsize length)
{
  gsize i = 0;

  while (i < length)
    {
      guint n = text[i] < 0x80 ? 1 : text[i] >> 5 == 6 ? 2 : text[i] >> 4 == 14 ? 3 : text[i] >> 3 == 30 ? 4 : 0;
      static const guint32 least[] = { 0, 0, 0x80, 0x800, 0x10000 };
      guint32 value = n <= 1 ? text[i] : text[i] & ((1u << (7 - n)) - 1);

      if (n == 0 || n > length - i)
        return i;
      for (guint k = 1; k < n; k++)
        {
          if (text[i + k] >> 6 != 2)
            return i;
          value = value << 6 | (text[i + k] & 0x3f);
        }
      if (value < least[n] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
        return i;
      i += n;
    }
  return length;
}

/* Sequences of four bytes at both sides of every limit that the rules have. */
static const guchar limits[] = { 0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0,
                                 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xf7, 0xf8, 0xff };

static void
assert_validated (const guchar *text, gsize length)
{
  gsize expected = validate_naively (text, length);

  if (obelus_utf8_validate ((const char *) text, length) != expected
      || obelus_utf8_validate_plain ((const char *) text, length) != expected)
    g_error ("%02x %02x %02x %02x", text[0], text[1], text[2], text[3]);
}

static void
test_every_sequence_of_limits (void)
{
  guchar text[4];

  for (gsize a = 0; a < sizeof limits; a++)
    for (gsize b = 0; b < sizeof limits; b++)
      for (gsize c = 0; c < sizeof limits; c++)
        for (gsize d = 0; d < sizeof limits; d++)
          {
            memcpy (text, (guchar[]){ limits[a], limits[b], limits[c], limits[d] }, 4);
            for (gsize length = 0; length <= 4; length++)
              assert_validated (text, length);
          }
}

/* The same within blocks of vectors: all of them at a few places, and a choice of them at every place. */
static void
test_every_sequence_within_blocks (void)
{
  static const char *const surroundings[] = { "x", "é", "日", "👍" };
  static const gsize places[] = { 29, 30, 31, 61, 62, 63 };

  for (gsize s = 0; s < G_N_ELEMENTS (surroundings); s++)
    {
      guchar text[256];
      gsize width = strlen (surroundings[s]), length = 192 / width * width;

      for (gsize i = 0; i < length; i++)
        text[i] = (guchar) surroundings[s][i % width];
      for (gsize n = 0; n < sizeof limits * sizeof limits * sizeof limits * sizeof limits; n++)
        {
          gsize n_places = n % 97 == 0 ? 130 : 2;
          for (gsize p = 0; p < n_places; p++)
            {
              gsize place = n_places > 2 ? p : places[(n + p * 3) % G_N_ELEMENTS (places)];
              guchar kept[4];
              gsize rest = n;

              place -= place % width; /* so that what stands before is whole */
              memcpy (kept, text + place, 4);
              for (guint k = 0; k < 4; k++, rest /= sizeof limits)
                text[place + k] = limits[rest % sizeof limits];
              gsize expected = validate_naively (text, length);
              if (obelus_utf8_validate ((const char *) text, length) != expected)
                g_error ("%02x %02x %02x %02x at %zu", text[place], text[place + 1], text[place + 2], text[place + 3],
                         place);
              memcpy (text + place, kept, 4);
            }
        }
    }
}

/* Every alignment and every length, right up to the end of what may be read. */
static void
test_every_alignment_and_length (void)
{
  static const char sample[] = "a é 日本 👍 plain ASCII for a while, so that whole blocks of it come by, "
                               "ещё кириллица и 汉字 و العربية 👩‍👧 and once more nothing but ASCII to the very "
                               "end "
                               "of it";
  for (gsize shift = 0; shift < 64; shift++)
    for (gsize length = 0; length < sizeof sample; length++)
      {
        g_autofree guchar *block = g_malloc (shift + length + 1);
        memcpy (block + shift, sample, length);
        gsize expected = validate_naively (block + shift, length);
        g_assert_cmpuint (obelus_utf8_validate ((const char *) block + shift, length), ==, expected);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/utf8/valid", test_valid_text_is_valid);
  g_test_add_func ("/utf8/nul", test_nul_is_valid);
  g_test_add_func ("/utf8/invalid", test_invalid_text_stops_at_its_first_bad_byte);
  g_test_add_func ("/utf8/random", test_agrees_with_glib_on_random_bytes);
  g_test_add_func ("/utf8/every-sequence-of-limits", test_every_sequence_of_limits);
  g_test_add_func ("/utf8/every-sequence-within-blocks", test_every_sequence_within_blocks);
  g_test_add_func ("/utf8/every-alignment-and-length", test_every_alignment_and_length);
  g_test_add_func ("/utf8/replace", test_replaces_maximal_ill_formed_parts);
  return g_test_run ();
}
