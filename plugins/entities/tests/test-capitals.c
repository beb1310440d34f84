/* Names that stay and common words that go, by how the others of their text are written. */
#include "../capitals.h"
#include "made-spans.h"

#include "../../../tests/cpu-time.h"

/* How many names stay of a text that names @name so many times, and @last behind it. */
static guint32
count_kept (const char *name, guint n_times, const char *last)
{
  g_autoptr (GString) text = g_string_new (NULL), spans = g_string_new (NULL);
  g_auto (MadeSpans) made = { 0 };

  for (guint i = 0; i < n_times; i++)
    {
      g_string_append_printf (text, "%s ", name);
      g_string_append_printf (spans, "%u+1 ", i);
    }
  g_string_append (text, last);
  g_string_append_printf (spans, "%u+1", n_times);

  made_spans_init (&made, text->str, spans->str);
  const LearnSentence sentence = { 0, made.tokens.n };
  const guint32 n = entity_capitals_apply (&made.tokens, &sentence, 1, made_spans_get (&made), made.spans->len);
  for (guint32 i = 0; i < n; i++)
    g_assert_cmpuint (made_spans_get (&made)[i].first, ==, i);
  return n;
}

static void
test_common_words_go (void)
{
  g_assert_cmpuint (count_kept ("Oslo", 10, "quay"), ==, 10);
  g_assert_cmpuint (count_kept ("Ørsta", 12, "øre"), ==, 12);
  g_assert_cmpuint (count_kept ("deWitt", 10, "дом"), ==, 10);
}

static void
test_names_stay (void)
{
  /* with a capital anywhere, without case, and of writers without the habit */
  g_assert_cmpuint (count_kept ("Oslo", 10, "iPod"), ==, 11);
  g_assert_cmpuint (count_kept ("Oslo", 10, "東京"), ==, 11);
  g_assert_cmpuint (count_kept ("Oslo", 10, "2024"), ==, 11);
  g_assert_cmpuint (count_kept ("Oslo", 9, "quay"), ==, 10);
  g_assert_cmpuint (count_kept ("aspirin", 30, "Ibuprofen"), ==, 31);
  g_assert_cmpuint (count_kept ("東京", 30, "oslo"), ==, 31);
  g_assert_cmpuint (count_kept ("", 0, "oslo"), ==, 1);
}

/* A thread: `Oslo` and `quay` by somebody who gives names capitals, `oslo` by somebody who gives none, each with two
 * sentences; the second writer's are on a line of their own where @is_line. */
static guint32
count_kept_of_thread (gboolean is_line)
{
  static const char text[]
      = "Oslo Oslo Oslo Oslo Oslo Oslo Oslo Oslo Oslo Oslo . Oslo quay .\nanyone in oslo ? ask in oslo .";
  g_autofree char *thread = g_strdup (text);
  g_auto (MadeSpans) made = { 0 };
  const LearnSentence sentences[] = { { 0, 11 }, { 11, 3 }, { 14, 4 }, { 18, 4 } };

  if (!is_line)
    *strchr (thread, '\n') = ' ';
  made_spans_init (&made, thread, "0+1 1+1 2+1 3+1 4+1 5+1 6+1 7+1 8+1 9+1 11+1 12+1 16+1 20+1");
  return entity_capitals_apply (&made.tokens, sentences, G_N_ELEMENTS (sentences), made_spans_get (&made),
                                made.spans->len);
}

static void
test_writers_are_told_apart (void)
{
  g_assert_cmpuint (count_kept_of_thread (TRUE), ==, 13);
  g_assert_cmpuint (count_kept_of_thread (FALSE), ==, 14); /* one of no habit */
}

/* The seconds that so many tokens take that each are the rest of a text without letters. */
static double
measure_nested (guint32 n)
{
  const guint32 length = 20 * n;
  g_autofree char *text = g_strnfill (length, '(');
  g_autofree guint32 *starts = g_new (guint32, n), *ends = g_new (guint32, n);
  EntitySpan span = { .first = n - 1, .n = 1 };
  const LearnTokens tokens = { .text = text, .starts = starts, .ends = ends, .n = n };
  const LearnSentence sentence = { 0, n };

  for (guint32 i = 0; i < n; i++)
    {
      starts[i] = i;
      ends[i] = length;
    }
  const double begun = test_get_cpu_seconds ();
  g_assert_cmpuint (entity_capitals_apply (&tokens, &sentence, 1, &span, 1), ==, 1);
  return test_get_cpu_seconds () - begun;
}

static void
test_long_tokens_are_not_read_to_their_ends (void)
{
  const double few = measure_nested (500), many = measure_nested (8000);

  test_assert_linear ("tokens within tokens", 16.0, few, many);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/entities/capitals/common-words-go", test_common_words_go);
  g_test_add_func ("/entities/capitals/names-stay", test_names_stay);
  g_test_add_func ("/entities/capitals/writers-are-told-apart", test_writers_are_told_apart);
  g_test_add_func ("/entities/capitals/long-tokens", test_long_tokens_are_not_read_to_their_ends);

  return g_test_run ();
}
