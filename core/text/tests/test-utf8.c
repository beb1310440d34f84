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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/utf8/valid", test_valid_text_is_valid);
  g_test_add_func ("/utf8/nul", test_nul_is_valid);
  g_test_add_func ("/utf8/invalid", test_invalid_text_stops_at_its_first_bad_byte);
  g_test_add_func ("/utf8/random", test_agrees_with_glib_on_random_bytes);
  g_test_add_func ("/utf8/replace", test_replaces_maximal_ill_formed_parts);
  return g_test_run ();
}
