/* Commas between names and within them. */
#include "../rolls.h"
#include "made-spans.h"

/* The names that come of others, `first+n` with spaces between; tokens of the text have one space between. */
static void
assert_parted (const char *text, const char *spans, const char *expected)
{
  g_auto (MadeSpans) made = { 0 };
  g_autoptr (GArray) parted = g_array_new (FALSE, FALSE, sizeof (EntitySpan));
  g_autoptr (GString) shown = g_string_new (NULL);

  made_spans_init (&made, text, spans);
  const LearnSentence sentence = { 0, made.tokens.n };
  entity_rolls_part (&made.tokens, &sentence, 1, 1u << 0, made.spans, parted);
  for (guint i = 0; i < parted->len; i++)
    {
      const EntitySpan *span = &g_array_index (parted, EntitySpan, i);
      g_string_append_printf (shown, "%s%u+%u", i > 0 ? " " : "", span->first, span->n);
    }
  g_assert_cmpstr (shown->str, ==, expected);
}

static void
test_line_ups_are_parted (void)
{
  assert_parted ("Orr ; Lind , Quist , Marlow ; Holm , Vane ( Lee 64 )", "0+1 2+1 4+3 8+3 12+1",
                 "0+1 2+1 4+1 6+1 8+1 10+1 12+1");
  assert_parted ("Holm , Vane , Quist .", "0+3 4+1", "0+1 2+1 4+1");
  assert_parted ("Lindt , Murray , Orr ; Walsh , Kerr", "0+5 6+3", "0+1 2+1 4+1 6+1 8+1");
}

static void
test_surnames_first_stay (void)
{
  assert_parted ("Marlow , Ada ; Quist , Hugo", "0+3 4+3", "0+3 4+3");
  assert_parted ("Marlow , Ada , Quist , Hugo", "0+3 4+3", "0+3 4+3");
  /* beside a place, and of a firm */
  assert_parted ("Marlow , Ada , Oslo", "0+3/0/0.5 4+1/1/0.5", "0+3 4+1");
  assert_parted ("Holm , Vane , Orr & Quist", "0+7/1/0.5", "0+7");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rolls/line-ups-are-parted", test_line_ups_are_parted);
  g_test_add_func ("/rolls/surnames-first-stay", test_surnames_first_stay);
  return g_test_run ();
}
