/* The rules for tokens and sentences on texts written for the project. */
#include "rules-fixture.h"

#include <string.h>

/* The spans with `|` between those that touch and @apart between others. */
static char *
show_spans (const char *text, const Spans *spans, const char *touching, const char *apart)
{
  GString *shown = g_string_new (NULL);

  for (guint32 i = 0; i < spans->n; i++)
    {
      if (i > 0)
        g_string_append (shown, spans->starts[i] == spans->ends[i - 1] ? touching : apart);
      g_string_append_len (shown, text + spans->starts[i], spans->ends[i] - spans->starts[i]);
    }

  return g_string_free (shown, FALSE);
}

/* Each case is its text with `|` wherever tokens touch. */
static void
assert_tokens (RulesFixture *fixture, const char *const *cases, gsize n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_auto (GStrv) parts = g_strsplit (cases[i], "|", -1);
      g_autofree char *text = g_strjoinv ("", parts);

      rules_fixture_divide (fixture, text, strlen (text));
      g_autofree char *shown = show_spans (text, &fixture->tokens, "|", " ");
      g_assert_cmpstr (shown, ==, cases[i]);
    }
}

/* Each case is its text with `|` after the space, or in place of nothing, wherever a sentence begins. */
static void
assert_sentences (RulesFixture *fixture, const char *const *cases, gsize n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_auto (GStrv) parts = g_strsplit (cases[i], "|", -1);
      g_autofree char *text = g_strjoinv ("", parts);

      rules_fixture_divide (fixture, text, strlen (text));
      g_autofree char *shown = show_spans (text, &fixture->sentences, "|", " |");
      g_assert_cmpstr (shown, ==, cases[i]);
    }
}

static void
test_clitics (RulesFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const cases[] = {
    "We do|n't know|.",
    "They ca|n't|, and she wo|n't|.",
    "I|'d|'ve gone|.",
    "You can|not leave|.",
    "It|'s Anna|'s boat|, not the Moores|' one|.",
    "O'Brien|'s five o'clock tea",
    "I|’m glad you|’re here",
    "WE DO|N'T|!",
    "gon|na and wan|na",
    "du|n|no",
    "the 1960's and the '90s",
    "Tell 'em|.",
    "y'all",
  };

  assert_tokens (fixture, cases, G_N_ELEMENTS (cases));
}

static void
test_multiwords (RulesFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *text = "I'd've said we cannot, but Tom's boat isn't here.";

  rules_fixture_divide (fixture, text, strlen (text));
  g_autofree char *shown = show_spans (text, &fixture->multiwords, "|", " ");
  g_assert_cmpstr (shown, ==, "I'd've cannot Tom's isn't");
}

static void
test_hyphens (RulesFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const cases[] = {
    "a first|-|class ticket",
    "a 15|-|year|-|old pre-war e-mail",
    "call 713-555-0142 or 555-0199",
    "pages 10|-|12",
    "so -- he thought -- no",
    "one|—|two",
    "w- when",
  };

  assert_tokens (fixture, cases, G_N_ELEMENTS (cases));
}

static void
test_abbreviations (RulesFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const cases[] = {
    "Dr. A. B. Moreno of St. Clair|, and Cllr. Lind",
    "the U.S. fleet left at 7:30 p.m. on Nov. 3",
    "Dr.|Moreno and S.|Hart",
    "Calder Inc. rose|, Acme Corp. fell|.",
    "in No. 7 and on pp. 3|-|4",
    "I said no|.",
    "We sat in the sun|.",
    "i.e. this|, e.g. that|, etc.|, and a Ph.D. thesis",
    "Washington|, D.C.",
  };

  assert_tokens (fixture, cases, G_N_ELEMENTS (cases));
}

static void
test_numbers (RulesFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const cases[] = {
    "$|1,200.50 or £|950|m or US$|3", "3.5|%|, .75 and +44", "10:30|am|, 10|km|, 20th|, 1960s|, 3D|, 3G|, $|3|M",
    "on 11/28/2000 at 192.168.0.1",   "(|1|,|2|)",           "in 1999|.",
  };

  assert_tokens (fixture, cases, G_N_ELEMENTS (cases));
}

static void
test_links (RulesFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const cases[] = {
    "see https://example.org/a_(b)?c=1#d|.",
    "(|http://example.org|)",
    "www.example.com|, example.com/path and Example.co.uk|.",
    "write to jane.o-hara@mail.example.com|!",
    "<|jane@example.com|>",
    "open notes.v2.pdf or READ_ME.txt",
    "#RiverPorts @jane_doe # 1",
    "It ended here|.|Then it began",
    "<br/> a &amp; b <a href=\"x y\">|c|</a>",
    "<a href=/mill/2>|c|</a> if a|<|a b|>|c",
    "AT&T and R&D",
  };

  assert_tokens (fixture, cases, G_N_ELEMENTS (cases));
}

static void
test_marks (RulesFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const cases[] = {
    "\"|Yes|,|\" he said|.",  "“|Well|…|”",
    "''|quoted|''",           "What|?! No|... Oh|!!!",
    "fine :) and ;-) and <3", "👩‍🚀|👍🏽|🇵🇹|🇫🇷",
    "[|a|]|{|b|}|(|c|)",      "*** a ==> b",
  };

  assert_tokens (fixture, cases, G_N_ELEMENTS (cases));
}

static void
test_scripts (RulesFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const cases[] = {
    "Москва — столица|.", "東|京|。", "नमस्ते दुनिया|।", "مرحبا|، كيف|؟", "naïve cafe\xCC\x81s", "한국어 문장|.",
  };

  assert_tokens (fixture, cases, G_N_ELEMENTS (cases));
}

static void
test_sentences (RulesFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const cases[] = {
    "One ends. |Two begins.",
    "LISBON, Nov. 3 (Agency) — Ministers met. |They left.",
    "Mr. J. P. Hart Jr. of Calder Inc. met Dr. Moreno. |He left.",
    "He lives in Washington, D.C. |The city is big.",
    "The U.S. Senate met at 7 p.m. |It voted.",
    "\"Why now?\" Moreno asked. |\"Because!\" he cried.",
    "\"It is over.\" |They went home.",
    "(It was cold.) |We left.",
    "It ended here.|Then it began.",
    "Really?! |Yes!!! |Good.",
    "He paused... and went on.",
    "He paused... |Then he left.",
    "It was known. [12] |Later it was not.",
    "That is good. :) |And this too.",
    "Version 2.0 costs 3.50 in all. |Buy it.",
    "So did I. |The rest stayed.",
    "これは本です。|あれも本です。",
    "यह बड़ा है। |वह छोटा है।",
    "これは本です。|２冊あります。",
    "„Ich gehe.“ |Er ging.",
    "Ποιος ήρθε; |Ο Γιάννης ήρθε.",
  };

  assert_sentences (fixture, cases, G_N_ELEMENTS (cases));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  RULES_ADD_TEST ("clitics", test_clitics);
  RULES_ADD_TEST ("multiwords", test_multiwords);
  RULES_ADD_TEST ("hyphens", test_hyphens);
  RULES_ADD_TEST ("abbreviations", test_abbreviations);
  RULES_ADD_TEST ("numbers", test_numbers);
  RULES_ADD_TEST ("links", test_links);
  RULES_ADD_TEST ("marks", test_marks);
  RULES_ADD_TEST ("scripts", test_scripts);
  RULES_ADD_TEST ("sentences", test_sentences);

  return g_test_run ();
}
