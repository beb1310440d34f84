/* Types that a document agrees on, with names made by hand. */
#include "../agreement.h"
#include "made-spans.h"

/* Types of spans, written `first+n/type/score`, of a text whose tokens have spaces between, after the vote. */
static void
assert_types (const char *text, const char *spans, const char *expected)
{
  g_autoptr (GString) shown = g_string_new (NULL);
  g_auto (MadeSpans) made = { 0 };

  made_spans_init (&made, text, spans);
  g_assert_true (entity_agreement_apply (&made.tokens, 3, made_spans_get (&made), made.spans->len));
  for (guint i = 0; i < made.spans->len; i++)
    g_string_append_printf (shown, "%u", made_spans_get (&made)[i].type);
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
