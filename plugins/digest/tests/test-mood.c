/* The mood in a digest: how sure it is, its strongest sentences and their reasons. */
#include "host.h"

#include <string.h>

/* How sure a mood is stands beside it, where the layer tells. */
static void
test_certainty_is_shown (void)
{
  g_autofree char *sure = render ("{\"id\": \"a\", \"text\": \"The dam burst.\", \"layers\": {\"sentiment\": ["
                                  "{\"start\": 0, \"end\": 14, \"unit\": \"document\", \"label\": \"negative\", "
                                  "\"score\": -0.4, \"positive\": 0.05, \"neutral\": 0.274, \"negative\": 0.676}]}}",
                                  "digest");

  assert_contains (sure, "negative (−0.40, 68 % sure)\n");
}

/* Sentences that the summary has shown are not told again in full. */
static void
test_strongest_sentences_are_not_repeated (void)
{
  g_autofree char *digest
      = render_two ("The harbour is the most beautiful place that I have ever seen.", "The food was bad.",
                    ", \"summary\": [{\"start\": 0, \"end\": 62, \"rank\": 1}, {\"start\": 63, \"end\": 80, "
                    "\"rank\": 2}]");

  assert_contains (digest, "  • The harbour is the most beautiful place that I have ever seen.\n");
  assert_contains (digest, "  Most positive  The harbour is the most beautiful place… (see above)\n");
  assert_contains (digest, "  Most negative  The food was bad.\n");
}

/* They begin as the summary does, which leaves datelines off. */
static void
test_strongest_sentences_begin_as_in_the_summary (void)
{
  g_autofree char *digest
      = render_two ("OSLO - The harbour is the most beautiful place that I have ever seen.", "The food was bad.",
                    ", \"summary\": [{\"start\": 7, \"end\": 69, \"rank\": 1}]");

  assert_contains (digest, "  Most positive  The harbour is the most beautiful place… (see above)\n");
}

/* Where sentences end with marks, what ends without one is a line of a list or a table. */
static void
test_lines_are_not_the_strongest_sentence (void)
{
  static const char record[] = "{\"text\": \"Joy in town: 9\\nIt was fine. It was (not) \\\"good.\\\"\", \"layers\": "
                               "{\"sentiment\": ["
                               "{\"start\": 0, \"end\": 14, \"unit\": \"sentence\", \"score\": 0.9}, "
                               "{\"start\": 15, \"end\": 27, \"unit\": \"sentence\", \"score\": 0.4}, "
                               "{\"start\": 28, \"end\": 48, \"unit\": \"sentence\", \"score\": -0.4}]}}";
  g_autofree char *digest = render (record, "digest heading=no");
  g_autofree char *alone = render_two ("Joy and delight", "grief and sorrow", "");

  assert_contains (digest, "  Most positive  It was fine.\n");
  assert_contains (digest, "  Most negative  It was (not) \"good.\"\n");
  assert_contains (alone, "  Most positive  Joy and delight\n");
}

static void
test_greetings_are_not_the_strongest_sentence (void)
{
  g_autofree char *digest = render ("{\"text\": \"The harbour opens again. Best,\", \"layers\": {\"sentiment\": ["
                                    "{\"start\": 0, \"end\": 24, \"unit\": \"sentence\", \"score\": 0.3}, "
                                    "{\"start\": 25, \"end\": 30, \"unit\": \"sentence\", \"score\": 0.9}]}}",
                                    "digest heading=no");

  const char *strongest = strstr (digest, "Most positive");
  g_assert_nonnull (strongest);
  assert_contains (strongest, "The harbour opens again.");
}

/* A mark whose partner is in another sentence. */
static void
test_lone_marks (void)
{
  g_autofree char *within = render_two ("It is a joy,\" Ann said.", "He said: \"It is a horror.", "");
  g_autofree char *edges = render_two ("It was a pleasure.\"", "\"It was a horror.", "");

  assert_contains (within, "  Most positive  \"It is a joy,\" Ann said.\n");
  assert_contains (within, "  Most negative  He said: \"It is a horror.\"\n");
  assert_contains (edges, "  Most positive  It was a pleasure.\n");
  assert_contains (edges, "  Most negative  It was a horror.\n");
}

/* Words that speak for what the sentence is, the strongest first, none within another, and of this sentence alone. */
static void
test_reasons (void)
{
  static const char record[]
      = "{\"text\": \"Not so good, an awful, dull and sad soup.\", \"types\": {\"obelus.sentiment-evidence\": "
        "{\"explains\": \"reference sentiment\"}}, \"layers\": {\"sentiment\": ["
        "{\"start\": 0, \"end\": 41, \"unit\": \"document\", \"score\": -0.3}, "
        "{\"start\": 0, \"end\": 41, \"unit\": \"sentence\", \"score\": -0.6}],"
        "\"obelus.sentiment-evidence\": ["
        "{\"start\": 0, \"end\": 41, \"explains\": 1, \"kind\": \"rest\", \"share\": -3.0}, "
        "{\"start\": 0, \"end\": 11, \"explains\": 1, \"kind\": \"word\", \"share\": -0.7}, "
        "{\"start\": 0, \"end\": 6, \"explains\": 1, \"kind\": \"word\", \"share\": -0.2}, "
        "{\"start\": 7, \"end\": 11, \"explains\": 1, \"kind\": \"word\", \"share\": 0.4}, "
        "{\"start\": 16, \"end\": 21, \"explains\": 1, \"kind\": \"word\", \"share\": -0.9}, "
        "{\"start\": 23, \"end\": 27, \"explains\": 1, \"kind\": \"word\", \"share\": -0.3}, "
        "{\"start\": 32, \"end\": 35, \"explains\": 0, \"kind\": \"word\", \"share\": -0.9}, "
        "{\"start\": 36, \"end\": 40, \"explains\": 1, \"kind\": \"word\", \"share\": -0.01}]}}";
  g_autofree char *digest = render (record, "digest heading=no");

  assert_contains (digest, "  Because of     awful, Not so good, dull\n");
}

/* What is asked is not felt, and neither is a greeting. */
static void
test_questions_and_greetings_are_no_extremes (void)
{
  g_autofree char *digest = render (
      "{\"id\": \"a\", \"text\": \"Good evening and welcome. Were you afraid? It was good. It was awful.\", "
      "\"layers\": {"
      "\"sentiment\": [{\"start\": 0, \"end\": 25, \"unit\": \"sentence\", \"score\": 0.9}, {\"start\": 26, \"end\": "
      "42, \"unit\": "
      "\"sentence\", \"score\": -0.9}, {\"start\": 43, \"end\": 55, \"unit\": \"sentence\", \"score\": 0.5}, "
      "{\"start\": 56, "
      "\"end\": 69, \"unit\": \"sentence\", \"score\": -0.5}]}}",
      "digest");

  assert_contains (digest, "  Most positive  It was good.\n");
  assert_contains (digest, "  Most negative  It was awful.\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/digest/certainty-is-shown", test_certainty_is_shown);
  g_test_add_func ("/digest/strongest-sentences-are-not-repeated", test_strongest_sentences_are_not_repeated);
  g_test_add_func ("/digest/strongest-sentences-begin-as-in-the-summary",
                   test_strongest_sentences_begin_as_in_the_summary);
  g_test_add_func ("/digest/lines-are-not-the-strongest-sentence", test_lines_are_not_the_strongest_sentence);
  g_test_add_func ("/digest/greetings-are-not-the-strongest-sentence", test_greetings_are_not_the_strongest_sentence);
  g_test_add_func ("/digest/lone-marks", test_lone_marks);
  g_test_add_func ("/digest/reasons", test_reasons);
  g_test_add_func ("/digest/questions-and-greetings", test_questions_and_greetings_are_no_extremes);
  return g_test_run ();
}
