/* Names that stay and common words that go, by how the others of their text are written. */
#include "../capitals.h"

#include <string.h>

/* How many names stay of a text in which each word is one. */
static guint32
count_kept (const char *text, guint n_times, const char *last)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (EntitySpan));

  for (guint i = 0; i <= n_times; i++)
    {
      const char *word = i < n_times ? text : last;
      const guint32 start = (guint32) all->len, end = start + (guint32) strlen (word);
      const EntitySpan span = { .first = i, .n = 1, .score = 0.5f };
      g_string_append_printf (all, "%s ", word);
      g_array_append_val (starts, start);
      g_array_append_val (ends, end);
      g_array_append_val (spans, span);
    }

  const LearnTokens tokens
      = { all->str, (const guint32 *) (gpointer) starts->data, (const guint32 *) (gpointer) ends->data, starts->len };
  const guint32 n = entity_capitals_apply (&tokens, (EntitySpan *) (gpointer) spans->data, spans->len);
  for (guint32 i = 0; i < n; i++)
    g_assert_cmpuint (g_array_index (spans, EntitySpan, i).first, ==, i);
  return n;
}

static void
test_common_words_go (void)
{
  g_assert_cmpuint (count_kept ("Oslo", 10, "quay"), ==, 10);
  g_assert_cmpuint (count_kept ("Ørsta", 12, "øre"), ==, 12);
  g_assert_cmpuint (count_kept ("de-Witt", 10, "дом"), ==, 10);
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/entities/capitals/common-words-go", test_common_words_go);
  g_test_add_func ("/entities/capitals/names-stay", test_names_stay);

  return g_test_run ();
}
