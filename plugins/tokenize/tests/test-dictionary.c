/* Words of scripts without spaces, by dictionaries. Skipped where Obelus was built without ICU or it is not installed.
 */
#include "../dictionary.h"

#include <string.h>

typedef struct
{
  Rules *rules;
  Dictionary *dictionary;
  Spans tokens;
  Spans multiwords;
  Spans divided;
} Fixture;

static void
fixture_set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *problem = NULL;

  fixture->rules = rules_new ();
  fixture->dictionary = dictionary_new (&problem);
  fixture->tokens.has_kinds = fixture->divided.has_kinds = TRUE;
  if (fixture->dictionary == NULL)
    {
      g_assert_nonnull (problem);
      g_test_skip (problem);
    }
}

static void
fixture_tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  spans_clear (&fixture->tokens);
  spans_clear (&fixture->multiwords);
  spans_clear (&fixture->divided);
  dictionary_free (fixture->dictionary);
  rules_free (fixture->rules);
}

static void
divide (Fixture *fixture, const char *text)
{
  fixture->tokens.n = fixture->multiwords.n = fixture->divided.n = 0;
  g_assert_true (tokens_divide (fixture->rules, text, 0, (guint32) strlen (text), &fixture->tokens,
                                &fixture->multiwords, NULL, NULL));
  g_assert_true (dictionary_divide (fixture->dictionary, text, &fixture->tokens, &fixture->divided));
}

static void
assert_divided (Fixture *fixture, const char *marked)
{
  g_auto (GStrv) pieces = g_strsplit (marked, "|", -1);
  g_autofree char *text = g_strjoinv ("", pieces);
  g_autoptr (GString) shown = g_string_new (NULL);
  const Spans *divided = &fixture->divided;

  divide (fixture, text);
  for (guint32 i = 0; i < divided->n; i++)
    {
      if (i > 0)
        g_string_append_c (shown, divided->starts[i] == divided->ends[i - 1] ? '|' : ' ');
      g_string_append_len (shown, text + divided->starts[i], divided->ends[i] - divided->starts[i]);
    }
  g_assert_cmpstr (shown->str, ==, marked);
}

static void
test_words (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  if (fixture->dictionary == NULL)
    return;

  assert_divided (fixture, "我们|明天|去|学校|。");
  assert_divided (fixture, "図書館|で|日本語|を|勉強|する|。");
  assert_divided (fixture, "ผม|กิน|ข้าว");
  assert_divided (fixture, "the word 東京 is one and 學生|們 are more");
  assert_divided (fixture, "No such words at all|.");
}

static void
test_work (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_false (dictionary_has_work (&fixture->tokens));
  g_assert_true (tokens_divide (fixture->rules, "plain", 0, 5, &fixture->tokens, &fixture->multiwords, NULL, NULL));
  g_assert_false (dictionary_has_work (&fixture->tokens));
  g_assert_true (tokens_divide (fixture->rules, "ภาษา", 0, 12, &fixture->tokens, &fixture->multiwords, NULL, NULL));
  g_assert_true (dictionary_has_work (&fixture->tokens));
}

/* Long runs are looked at in pieces; where one ends leaves no trace. */
static void
test_long_runs (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  if (fixture->dictionary == NULL)
    return;

  const char *words = "我们明天去学校";
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 3000; i++)
    g_string_append (text, words);
  divide (fixture, text->str);
  g_assert_cmpuint (fixture->divided.n, ==, 4 * 3000);
  for (guint32 i = 0; i < fixture->divided.n; i++)
    g_assert_cmpuint (fixture->divided.starts[i], ==, i == 0 ? 0 : fixture->divided.ends[i - 1]);
  g_assert_cmpuint (fixture->divided.ends[fixture->divided.n - 1], ==, text->len);

  /* Beyond the first plane, and marks without end: every byte stays in one token. */
  g_string_truncate (text, 0);
  for (guint i = 0; i < 5000; i++)
    g_string_append (text, i % 3 == 0 ? "𠀀" : "𪚥️");
  divide (fixture, text->str);
  guint32 at = 0;
  for (guint32 i = 0; i < fixture->divided.n; i++)
    {
      g_assert_cmpuint (fixture->divided.starts[i], ==, at);
      at = fixture->divided.ends[i];
    }
  g_assert_cmpuint (at, ==, text->len);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/dictionary/words", Fixture, NULL, fixture_set_up, test_words, fixture_tear_down);
  g_test_add ("/dictionary/work", Fixture, NULL, fixture_set_up, test_work, fixture_tear_down);
  g_test_add ("/dictionary/long runs", Fixture, NULL, fixture_set_up, test_long_runs, fixture_tear_down);

  return g_test_run ();
}
