/* Names that their abbreviation delimits, with names made by hand. */
#include "../definitions.h"
#include "made-spans.h"

/* Joins @spans, written `first+n`, of a text whose tokens have spaces between. */
static void
assert_joined (const char *text, const char *spans, const char *expected)
{
  g_autoptr (GArray) joined = g_array_new (FALSE, FALSE, sizeof (EntitySpan));
  g_autoptr (GString) shown = g_string_new (NULL);
  g_auto (MadeSpans) made = { 0 };

  made_spans_init (&made, text, spans);
  entity_definitions_join (&made.tokens, made.spans, joined);
  for (guint i = 0; i < joined->len; i++)
    {
      const EntitySpan *span = &g_array_index (joined, EntitySpan, i);
      g_string_append_printf (shown, "%s%u+%u", i > 0 ? " " : "", span->first, span->n);
    }
  g_assert_cmpstr (shown->str, ==, expected);
}

static void
test_names_are_joined (void)
{
  assert_joined ("Red Cross ( RC ) here", "1+1", "0+2 3+1");
  assert_joined ("Red Cross ( RC ) here", "0+1 1+1 3+1", "0+2 3+1");
  assert_joined ("Red Cross ( RC ) in Oslo", "1+1 6+1", "0+2 3+1 6+1");
  assert_joined ("Red Cross ( RC ) and Blue Sea ( BS )", "1+1 7+1", "0+2 3+1 6+2 9+1");
  assert_joined ("Red Cross ( XY )", "1+1", "1+1");
  assert_joined ("Red Cross ( RC )", "", "");
}

/* What reaches into the brackets is left alone. */
static void
test_names_within_brackets_stay (void)
{
  assert_joined ("Red Cross ( RC )", "1+1 2+2", "1+1 2+2");
  assert_joined ("Red Cross ( RC )", "1+1 2+1 3+1", "1+1 2+1 3+1");
  assert_joined ("Red Cross ( RC ) here", "1+1 3+3", "1+1 3+3");
  assert_joined ("Red Cross ( RC )", "1+3", "1+3");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/entities/definitions/joined", test_names_are_joined);
  g_test_add_func ("/entities/definitions/stay", test_names_within_brackets_stay);

  return g_test_run ();
}
