/* What must hold of tokens, sentences and paragraphs on any text. */
#include "../../../tests/cpu-time.h"
#include "../ascii.h"
#include "../token-scan.h"
#include "rules-fixture.h"

#include <string.h>

/* Every character but white space is in one token, sentences hold all tokens, paragraphs all sentences. */
static void
assert_whole (RulesFixture *fixture, const char *text, gsize length)
{
  const Spans *tokens = &fixture->tokens, *sentences = &fixture->sentences, *paragraphs = &fixture->paragraphs;
  const guchar *bytes = (const guchar *) text;
  guint32 at = 0, sentence = 0, paragraph = 0;
  guint size;

  rules_fixture_divide (fixture, text, length);
  for (guint32 i = 0; i <= tokens->n; i++)
    {
      guint32 next = i < tokens->n ? tokens->starts[i] : (guint32) length;

      g_assert_cmpuint (at, <=, next);
      for (; at < next; at += size)
        g_assert_cmpint (character_at (&fixture->rules->characters, bytes + at, &size), ==, CHARACTER_SPACE);
      if (i == tokens->n)
        break;
      g_assert_cmpuint (tokens->starts[i], <, tokens->ends[i]);
      at = tokens->ends[i];
      g_assert_true (at == length || (bytes[at] & 0xC0) != 0x80);

      if (sentences->ends[sentence] <= tokens->starts[i])
        sentence++;
      g_assert_cmpuint (sentence, <, sentences->n);
      g_assert_cmpuint (sentences->starts[sentence], <=, tokens->starts[i]);
      g_assert_cmpuint (tokens->ends[i], <=, sentences->ends[sentence]);
    }
  for (guint32 i = 0; i < sentences->n; i++)
    {
      while (paragraph < paragraphs->n && paragraphs->ends[paragraph] <= sentences->starts[i])
        paragraph++;
      g_assert_cmpuint (paragraph, <, paragraphs->n);
      g_assert_cmpuint (paragraphs->starts[paragraph], <=, sentences->starts[i]);
      g_assert_cmpuint (sentences->ends[i], <=, paragraphs->ends[paragraph]);
    }
}

static void
test_random_texts (RulesFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const pieces[] = {
    "a",
    "Dr",
    "U",
    "The",
    "said",
    "can",
    "not",
    "n't",
    "'",
    "’",
    "`",
    "\"",
    "“",
    "”",
    ".",
    "..",
    "!",
    "?",
    ",",
    ":",
    ";",
    "-",
    "--",
    "—",
    "(",
    ")",
    "[",
    "]",
    "<",
    ">",
    "/",
    "\\",
    "@",
    "#",
    "&",
    "%",
    "$",
    "+",
    "=",
    "_",
    "*",
    "~",
    "|",
    "^",
    "1",
    "20",
    "3,000",
    "th",
    "km",
    "com",
    "www",
    "http",
    "://",
    " ",
    " ",
    " ",
    "\n",
    "\n\n",
    "\t",
    "\xC2\xA0",
    "é",
    "я",
    "漢",
    "か",
    "👩",
    "…",
    "。",
    "•",
    "- ",
    "1. ",
    "\xC2\xAD",
    "\x01",
    "```",
    "<br>",
    "&amp;",
    ":)",
    "etc",
    "No",
    "i.e",
    "w/",
    "\r\n",
    "\xCC\x81",
    "\xE2\x80\x8B",
    "\xE2\x80\x8D",
    "\xF0\x9F\x8F\xBD",
    "\xF0\x9F\x87\xB5",
    "\xF3\xA0\x81\xA7",
  };
  g_autoptr (GRand) random = g_rand_new_with_seed (20211103);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint round = 0; round < 20000; round++)
    {
      g_string_truncate (text, 0);
      for (gint i = g_rand_int_range (random, 1, 24); i > 0; i--)
        g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      if (g_rand_int_range (random, 0, 50) == 0)
        g_string_append_c (text, '\0');
      assert_whole (fixture, text->str, text->len);
    }
}

/* What is found in vectors is what one step after another finds, at every place and length. */
static void
test_vectors (RulesFixture *fixture G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  static const guint8 common[]
      = { TOKEN_WORD | TOKEN_STARTS_LOWER, TOKEN_WORD, TOKEN_COMMA | TOKEN_TOUCHES, TOKEN_NUMBER };
  guint8 kinds[80 + SPANS_KINDS_MARGIN];
  guchar text[80];

  for (guint round = 0; round < 2000; round++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
        kinds[i] = g_rand_int_range (random, 0, 12) > 0 ? common[g_rand_int_range (random, 0, 4)]
                                                        : (guint8) g_rand_int_range (random, 0, 128);
      for (guint i = 0; i < sizeof text; i++)
        text[i] = g_rand_int_range (random, 0, 20) > 0 ? "azAZ09"[g_rand_int_range (random, 0, 6)]
                                                       : (guchar) g_rand_int_range (random, 0, 256);
      guint32 at = (guint32) g_rand_int_range (random, 0, 80), end = (guint32) g_rand_int_range (random, (gint) at, 80);

      g_assert_cmpuint (token_scan_end_mark (kinds, at, end), ==, token_scan_end_mark_plainly (kinds, at, end));
      g_assert_cmpuint (token_scan_parting (kinds, at, end), ==, token_scan_parting_plainly (kinds, at, end));
      g_assert_cmpuint (ascii_skip_word (text, at, end), ==, ascii_skip_word_plainly (text, at, end));
    }
}

/* What stands in the kinds is what the spans say. */
static void
test_kinds (RulesFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *text = "It rose .5 (+44%) ...\"so\", he said.And\n\n+3 -é .7a@b.c";
  const Spans *tokens = &fixture->tokens;

  rules_fixture_divide (fixture, text, strlen (text));
  for (guint32 i = 0; i < tokens->n; i++)
    {
      gunichar first = g_utf8_get_char (text + tokens->starts[i]);
      g_assert_cmpint ((tokens->kinds[i] & TOKEN_STARTS_LOWER) != 0, ==, g_unichar_islower (first) != 0);
      g_assert_cmpint (spans_touch_before (tokens, i), ==, i > 0 && tokens->starts[i] == tokens->ends[i - 1]);
    }
}

/* The CPU seconds that a text of one unit, again and again, takes. */
static double
measure_unit (RulesFixture *fixture, const char *unit, gsize size)
{
  g_autoptr (GString) text = g_string_new (NULL);
  while (text->len < size)
    g_string_append (text, unit);

  double begun = test_get_cpu_seconds ();
  rules_fixture_divide (fixture, text->str, text->len);
  double seconds = test_get_cpu_seconds () - begun;
  assert_whole (fixture, text->str, text->len);

  return seconds;
}

/* On a megabyte a quadratic step takes minutes and a linear one milliseconds. */
static void
test_hostile_texts (RulesFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const units[] = {
    "abc",
    ".",
    ". ",
    "\"",
    "'",
    "\"'",
    "e\xCC\x81\xCC\x82",
    "\xCC\x81",
    "a@",
    "a@a.",
    "(",
    "((a",
    "a-",
    "1-",
    "1,",
    "1.",
    "1/",
    "a.",
    "A.",
    "a'",
    "A&",
    "a/",
    "http://",
    "http://)",
    "www.",
    "<a ",
    "&a",
    "&#1",
    "漢",
    "\n",
    "a\n",
    "\n\n",
    " ",
    "etc. ",
    "!?",
    ":)",
    ":",
    "_",
    "#a",
    "@_",
    "```\n",
    "\x01",
    "a+",
    "a%b",
    "I. ",
    "Dr.",
    "[1] ",
    "1. ",
    "a*",
    "`",
    "->",
    "co-",
    "> a\n",
    "a > b\n",
    " | ",
    "[1:11] ",
    "1:11 1 - a\n",
    "Yours,\n",
    "A   1\n\n",
    "About A\n",
    "ph.d.",
    "n't",
    "'ll",
    "“",
    "<",
    "- a\n",
    "a b\n",
    "a.com/",
    "1-1-1-1-1-",
    "<a x=\"",
    "👨\xE2\x80\x8D",
    "\xE2\x80\x8D",
    "\xF0\x9F\x87\xB5",
  };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      double small = measure_unit (fixture, units[i], 125000), large = measure_unit (fixture, units[i], 1000000);
      test_assert_linear (units[i], 8.0, small, large);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  RULES_ADD_TEST ("random-texts", test_random_texts);
  RULES_ADD_TEST ("vectors", test_vectors);
  RULES_ADD_TEST ("kinds", test_kinds);
  RULES_ADD_TEST ("hostile-texts", test_hostile_texts);

  return g_test_run ();
}
