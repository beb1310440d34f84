/* Names that hyphens join. */
#include "../compounds.h"
#include "made-spans.h"

/* Asserts which names a text has once those that the chain found are put together. */
static void
assert_compounds (const char *text, const char *found, const char *expected)
{
  g_auto (MadeSpans) made = { 0 };
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (EntitySpan));
  g_autoptr (GString) seen = g_string_new (NULL);

  made_spans_init (&made, text, found);
  for (guint i = 0; i < made.spans->len; i++)
    entity_compounds_append (spans, &made.tokens, &made_spans_get (&made)[i]);
  for (guint i = 0; i < spans->len; i++)
    {
      const EntitySpan *span = &g_array_index (spans, EntitySpan, i);
      g_string_append_printf (seen, "%s%u+%u/%u", i == 0 ? "" : " ", span->first, span->n, span->type);
    }
  g_assert_cmpstr (seen->str, ==, expected);
}

static void
test_parts_of_one_type_are_one_name (void)
{
  assert_compounds ("in Alsace-Lorraine today", "1+1/2/0.9 3+1/2/0.8", "1+3/2");
  assert_compounds ("a Lisbon-Benfica match", "1+1/2/0.9 3+1/1/0.8", "1+1/2 3+1/1");
  assert_compounds ("Alsace - Lorraine", "0+1/2/0.9 2+1/2/0.8", "0+1/2 2+1/2");
}

static void
test_first_halves_belong_to_names (void)
{
  assert_compounds ("the spokesman , Per-Arne Solli , said", "5+2/0/0.9", "3+4/0");
  assert_compounds ("Über-Ole Brandt spoke", "2+2/0/0.9", "0+4/0");
  assert_compounds ("the Roman-Per-Ola Vik", "5+2/0/0.9", "1+6/0");
}

static void
test_other_halves_stay_outside (void)
{
  assert_compounds ("an anti-Ole Brandt march", "3+2/0/0.9", "3+2/0");
  assert_compounds ("Anti-Ole Brandt march", "2+2/0/0.9", "2+2/0");
  assert_compounds ("a NATO-Ole Brandt rift", "3+2/0/0.9", "3+2/0");
  assert_compounds ("a Peru-Ole Brandt rift", "1+1/2/0.9 3+2/0/0.9", "1+1/2 3+2/0");
  assert_compounds ("the Rally-Brandt car", "3+1/0/0.9", "3+1/0");
  assert_compounds ("-Ole Brandt", "1+2/0/0.9", "1+2/0");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/entities/compounds/parts", test_parts_of_one_type_are_one_name);
  g_test_add_func ("/entities/compounds/first-halves", test_first_halves_belong_to_names);
  g_test_add_func ("/entities/compounds/other-halves", test_other_halves_stay_outside);

  return g_test_run ();
}
