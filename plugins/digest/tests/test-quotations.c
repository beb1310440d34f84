/* Who said what in a digest. */
#include "../../../tests/cpu-time.h"
#include "host.h"

#include <string.h>

/* Five quotations: two of Ann's, one of them in the summary, one in another, one of nobody, one of a word. */
#define RECORD_WITH_QUOTES                                                                                           \
  "{\"text\": \"Ann Lee said: \\\"We sail at dawn, with the tide.\\\" Bo: \\\"I heard 'we will never sail again', "  \
  "and laughed,\\\" he said. Ann: \\\"The crew is on board.\\n\\n\\\"So am I.\\\" \\\"Who knows what is true?\\\" "  \
  "Bo: \\\"No.\\\"\", "                                                                                              \
  "\"layers\": {\"sentence\": [{\"start\": 0, \"end\": 47}], "                                                       \
  "\"entity\": [{\"start\": 0, \"end\": 7, \"label\": \"PER\"}, {\"start\": 48, \"end\": 50, \"label\": \"PER\"}], " \
  "\"quote\": [{\"start\": 14, \"end\": 47, \"speaker\": 0}, {\"start\": 52, \"end\": 102, \"speaker\": 1}, "        \
  "{\"start\": 61, \"end\": 87, \"speaker\": 0}, {\"start\": 117, \"end\": 151, \"speaker\": 0}, "                   \
  "{\"start\": 152, \"end\": 177}, {\"start\": 182, \"end\": 187, \"speaker\": 1}]%s}}"

static void
test_who_said_what (void)
{
  g_autofree char *record = g_strdup_printf (RECORD_WITH_QUOTES, "");
  g_autofree char *beside = render (record, "digest heading=no width=60");
  const char *said = strstr (beside, "  Who said what");

  g_assert_nonnull (said);
  g_assert_cmpstr (said, ==,
                   "  Who said what  Ann Lee: “We sail at dawn, with the tide.”\n"
                   "                 “The crew is on board. So am I.”\n"
                   "                 Bo: “I heard 'we will never sail again',\n"
                   "                 and laughed”\n");

  g_autofree char *narrow = render (record, "digest heading=no width=40 quotes=1");
  assert_contains (narrow, "  Who said what\n    Ann Lee: “The crew is on board. So\n    am I.”\n");
  assert_lacks (narrow, "Bo:\n");
  g_autofree char *none = render (record, "digest quotes=0");
  assert_lacks (none, "Who said what");

  /* What the summary says is not said twice. */
  g_autofree char *summary = g_strdup_printf (RECORD_WITH_QUOTES, ", \"summary\": [{\"start\": 0, \"end\": 47}]");
  g_autofree char *shorter = render (summary, "digest heading=no width=60");
  assert_contains (shorter, "• Ann Lee said: \"We sail at dawn, with the tide.\"");
  assert_lacks (shorter, "Ann Lee: “We sail");
  assert_contains (shorter, "Ann Lee: “The crew is on board. So am I.”");
}

/* A strongest sentence tells what its quotation would, where it says who spoke. */
static void
test_quotations_are_not_repeated (void)
{
  static const char layers[] = ", \"entity\": [{\"start\": 26, \"end\": 29, \"label\": \"PER\"}], "
                               "\"quote\": [{\"start\": 0, \"end\": 25, \"speaker\": 0}]";
  g_autofree char *told = render_two ("\"I love it here so much,\" Ann said.", "The food was bad.", layers);
  g_autofree char *alone = render_two ("\"I love it here so much!\"", "Ann disliked the food.", layers);

  assert_contains (told, "  Most positive  \"I love it here so much,\" Ann said.\n");
  assert_lacks (told, "Who said what");
  assert_contains (alone, "  Who said what  Ann: “I love it here so much!”\n");
}

/* Asserts what is shown of @quotation where Ann says it. */
static void
assert_said (const char *quotation, const char *words)
{
  const glong length = g_utf8_strlen (quotation, -1);
  g_autofree char *text = g_strconcat (quotation, ", says Ann", NULL);
  g_autofree char *layers = g_strdup_printf ("\"sentence\": [{\"start\": 0, \"end\": %ld}], "
                                             "\"entity\": [{\"start\": %ld, \"end\": %ld, \"label\": \"PER\"}], "
                                             "\"quote\": [{\"start\": 0, \"end\": %ld, \"speaker\": 0}]",
                                             length + 10, length + 7, length + 10, length);
  g_autofree char *record = make_record (text, layers);
  g_autofree char *digest = render (record, "digest heading=no width=120");
  g_autofree char *line = g_strdup_printf ("Who said what  Ann: “%s”\n", words);

  assert_contains (digest, line);
}

static void
test_words_are_shown_whole (void)
{
  /* Rows of others need not begin with marks. */
  assert_said ("it is what it is", "it is what it is");
  assert_said ("“She told us “no” twice”", "She told us ‘no’ twice");
  assert_said ("‘She told us twice: “Mind the step.”’", "She told us twice: ‘Mind the step.’");
  assert_said ("“‘She told us of it twice.’”", "She told us of it twice.");
  assert_said ("“‘No’ is no word for a ‘friend’”", "‘No’ is no word for a ‘friend’");
  assert_said ("She told us it was ‘dear’", "She told us it was ‘dear’");
  assert_said ("'We sail, 'tis true, and soon'", "We sail, 'tis true, and soon");
  assert_said ("'We told\n'em what we want'", "We told 'em what we want");
}

static void
test_marks_that_open_anew_are_left_out (void)
{
  assert_said ("“We sail at dawn:\n\n“all of us.”", "We sail at dawn: all of us.");
  assert_said ("“We sail at dawn.\n“All of us.”", "We sail at dawn. All of us.");
  assert_said ("‘We sail at dawn! ‘All of us.’", "We sail at dawn! All of us.");
}

/* A quotation that who said it divides is one; one that is part of a sentence begins with an ellipsis. */
static void
test_divided_quotations_are_one (void)
{
  static const char text[]
      = "\"The mill is old,\" Bo said, \"and it leaks.\" \"We need a roof,\" Bo said. \"Soon.\"\n\n"
        "Ann said it was \"as dry as a bone in there\".\n\n"
        "\"I do not like it,\" Ann said.";
  g_autofree char *bo = make_row (text, "Bo", ", \"label\": \"PER\"");
  g_autofree char *ann = make_row (text, "Ann", ", \"label\": \"PER\"");
  g_autofree char *first = make_row (text, "\"The mill is old,\"", ", \"speaker\": 0");
  g_autofree char *second = make_row (text, "\"and it leaks.\"", ", \"speaker\": 0");
  g_autofree char *third = make_row (text, "\"We need a roof,\"", ", \"speaker\": 0");
  g_autofree char *fourth = make_row (text, "\"Soon.\"", ", \"speaker\": 0");
  g_autofree char *fifth = make_row (text, "\"as dry as a bone in there\"", ", \"speaker\": 1");
  g_autofree char *sixth = make_row (text, "\"I do not like it,\"", ", \"speaker\": 1");
  g_autofree char *layers = g_strdup_printf ("\"entity\": [%s, %s], \"quote\": [%s, %s, %s, %s, %s, %s]", bo, ann,
                                             first, second, third, fourth, fifth, sixth);
  g_autofree char *record = make_record (text, layers);
  g_autofree char *digest = render (record, "digest width=100 heading=no");

  assert_contains (digest, "Bo: “The mill is old, and it leaks. We need a roof. Soon.”\n");
  assert_contains (digest, "Ann: “…as dry as a bone in there”\n                 “I do not like it”\n");
}

/* The seconds that a digest of so many quotations takes, each of which crosses all others and says nothing. */
static double
measure_crossing (guint n)
{
  g_autoptr (GString) record = g_string_new ("{\"text\": \"");

  for (guint i = 0; i < 2 * n; i++)
    g_string_append_c (record, '-');
  g_string_append (record,
                   "\", \"layers\": {\"entity\": [{\"start\": 0, \"end\": 1, \"label\": \"PER\"}], \"quote\": [");
  for (guint i = 0; i < n; i++)
    g_string_append_printf (record, "%s{\"start\": %u, \"end\": %u, \"speaker\": 0}", i > 0 ? ", " : "", i, n + i);
  g_string_append (record, "]}}");

  double seconds;
  g_autofree char *digest = render_timed (record->str, "digest", &seconds);
  assert_lacks (digest, "Who said what");
  return seconds;
}

static void
test_quotations_that_cross_take_linear_time (void)
{
  const double shorter = measure_crossing (5000), longer = measure_crossing (40000);

  test_assert_linear ("quotations that cross", 8, shorter, longer);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/digest/who-said-what", test_who_said_what);
  g_test_add_func ("/digest/quotations-are-not-repeated", test_quotations_are_not_repeated);
  g_test_add_func ("/digest/words-are-shown-whole", test_words_are_shown_whole);
  g_test_add_func ("/digest/marks-that-open-anew-are-left-out", test_marks_that_open_anew_are_left_out);
  g_test_add_func ("/digest/divided-quotations", test_divided_quotations_are_one);
  g_test_add_func ("/digest/quotations-that-cross-take-linear-time", test_quotations_that_cross_take_linear_time);
  return g_test_run ();
}
