/* Types that a document agrees on, with names made by hand. */
#include "../agreement.h"

#include <string.h>

/* Types of spans, written `first+n/type/score`, of a text whose tokens have spaces between, after the vote. */
static void
assert_types (const char *text, const char *spans, const char *expected)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1), names = g_strsplit (spans, " ", -1);
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (EntitySpan));
  g_autoptr (GString) shown = g_string_new (NULL);

  for (guint32 i = 0, start = 0; words[i] != NULL; i++)
    {
      guint32 end = start + (guint32) strlen (words[i]);
      g_array_append_val (starts, start);
      g_array_append_val (ends, end);
      start = end + 1;
    }
  for (guint i = 0; names[i] != NULL; i++)
    {
      char *rest;
      EntitySpan span = { .first = (guint32) g_ascii_strtoull (names[i], &rest, 10) };
      span.n = (guint32) g_ascii_strtoull (rest + 1, &rest, 10);
      span.type = (guint) g_ascii_strtoull (rest + 1, &rest, 10);
      span.score = (float) g_ascii_strtod (rest + 1, NULL);
      g_array_append_val (found, span);
    }

  const LearnTokens tokens
      = { text, (const guint32 *) (gpointer) starts->data, (const guint32 *) (gpointer) ends->data, starts->len };
  g_assert_true (entity_agreement_apply (&tokens, 3, (EntitySpan *) (gpointer) found->data, found->len));
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (shown, "%u", g_array_index (found, EntitySpan, i).type);
  g_assert_cmpstr (shown->str, ==, expected);
}

static void
test_alike_names_agree (void)
{
  assert_types ("Petra said Petra 's board left Petra", "0+1/1/0.9 2+1/1/0.9 6+1/0/0.5", "111");
  /* not by a hair, not for other letters, and one name alone has nobody to agree with */
  assert_types ("Essex beat Essex", "0+1/1/0.8 2+1/0/0.7", "10");
  assert_types ("Petra and petra", "0+1/1/0.9 2+1/0/0.3", "10");
  assert_types ("Petra", "0+1/2/0.1", "2");
}

static void
test_longer_names_vote_for_their_ends (void)
{
  assert_types ("Ada Marlow came . Marlow left", "0+2/0/0.9 4+1/1/0.5", "00");
  assert_types ("Atlas Ferries grew . Atlas paid", "0+2/1/0.9 4+1/2/0.5", "11");
  assert_types ("Ada Grete Marlow and Grete", "0+3/0/0.9 4+1/1/0.5", "01");
  /* and are not voted on by them */
  assert_types ("Ada Marlow came . Marlow left", "0+2/0/0.4 4+1/1/0.9", "01");
}

static void
test_many_names (void)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (EntitySpan));
  g_autofree guint32 *starts = g_new (guint32, 20000), *ends = g_new (guint32, 20000);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint32 i = 0; i < 20000; i++)
    {
      EntitySpan span = { .first = i, .n = 1, .type = i < 5000 ? 1 : 0, .score = i < 5000 ? 0.9f : 0.2f };
      starts[i] = (guint32) text->len;
      g_string_append_printf (text, "Name%u", i % 5000);
      ends[i] = (guint32) text->len;
      g_array_append_val (spans, span);
    }
  const LearnTokens tokens = { text->str, starts, ends, 20000 };
  g_assert_true (entity_agreement_apply (&tokens, 3, (EntitySpan *) (gpointer) spans->data, spans->len));
  for (guint32 i = 0; i < spans->len; i++)
    g_assert_cmpuint (g_array_index (spans, EntitySpan, i).type, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/entities/agreement/alike", test_alike_names_agree);
  g_test_add_func ("/entities/agreement/longer", test_longer_names_vote_for_their_ends);
  g_test_add_func ("/entities/agreement/many", test_many_names);

  return g_test_run ();
}
