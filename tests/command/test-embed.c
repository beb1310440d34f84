/* The embedding program of examples/ finds names. */
#include "command.h"

static void
test_it_prints_names_with_their_places (void)
{
  g_auto (Outcome) outcome = command_run (NULL, NULL);

  g_assert_cmpint (outcome.status, ==, 0);
  g_assert_cmpstr (outcome.output, ==,
                   "0\tPER\tMarta Lindqvist\n"
                   "20\tPER\tTomas Reyes\n"
                   "35\tLOC\tHamburg\n");
}

static void
test_it_tells_what_is_wrong (void)
{
  g_auto (Outcome) outcome = command_run (NULL, "not \xff UTF-8", NULL);

  g_assert_cmpint (outcome.status, ==, 1);
  g_assert_true (g_str_has_prefix (outcome.messages, "embed: "));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/embed/it-prints-names-with-their-places", test_it_prints_names_with_their_places);
  g_test_add_func ("/embed/it-tells-what-is-wrong", test_it_tells_what_is_wrong);
  return g_test_run ();
}
