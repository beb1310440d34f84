/* Digests of records: what they show, what they leave out, and that nothing escapes. */
#include "../../../tests/plugin-host.h"

#include <string.h>
#include <time.h>

/* One sentence a row, with spans in code points as records have them. */
#define RECORD_WITH_ALL_LAYERS                                                                                        \
  "{\"id\": \"ferry\", \"text\": \"Ferries sail\\n\\nAngela Merkel praised the crew. It was a disaster, Merkel said " \
  "in Kiel. "                                                                                                         \
  "ANGELA MERKEL left.\", \"layers\": {"                                                                              \
  "\"paragraph\": [{\"start\": 0, \"end\": 12, \"kind\": \"title\"}, {\"start\": 14, \"end\": 105}],"                 \
  "\"sentence\": [{\"start\": 0, \"end\": 12}, {\"start\": 14, \"end\": 45}, {\"start\": 46, \"end\": 85}, "          \
  "{\"start\": 86, \"end\": 105}],"                                                                                   \
  "\"entity\": [{\"start\": 14, \"end\": 27, \"label\": \"PER\"}, {\"start\": 65, \"end\": 71, \"label\": \"PER\"}, " \
  "{\"start\": 80, \"end\": 84, \"label\": \"LOC\"}, {\"start\": 86, \"end\": 99, \"label\": \"ORG\"}],"              \
  "\"mention\": [{\"start\": 65, \"end\": 71, \"entity\": 0}, {\"start\": 86, \"end\": 99, \"entity\": 0}],"          \
  "\"summary\": [{\"start\": 14, \"end\": 45, \"sentence\": 1, \"rank\": 1, \"score\": 1.0}],"                        \
  "\"sentiment\": [{\"start\": 0, \"end\": 105, \"unit\": \"document\", \"label\": \"neutral\", \"score\": 0.02}, "   \
  "{\"start\": 14, \"end\": 45, \"unit\": \"sentence\", \"score\": 0.6}, "                                            \
  "{\"start\": 46, \"end\": 85, \"unit\": \"sentence\", \"score\": -0.7}]}}"

static char *
render (const char *records, const char *writer)
{
  const TestRoute route = { .name = "test.jsonl", .reader = "jsonl", .writer = writer, .n_threads = 1 };

  return test_run_route (&route, records, strlen (records), NULL);
}

static void
assert_contains (const char *digest, const char *part)
{
  if (strstr (digest, part) == NULL)
    g_error ("'%s' is not in the digest:\n%s", part, digest);
}

static void
assert_lacks (const char *digest, const char *part)
{
  if (strstr (digest, part) != NULL)
    g_error ("'%s' is in the digest:\n%s", part, digest);
}

static void
test_all_layers_are_shown (void)
{
  g_autofree char *digest = render (RECORD_WITH_ALL_LAYERS, "digest width=60");

  g_assert_cmpstr (digest, ==,
                   "── ferry ───────────────────────────────────────────────────\n"
                   "\n"
                   "Ferries sail\n"
                   "\n"
                   "  • Angela Merkel praised the crew.\n"
                   "\n"
                   "  People         Angela Merkel ×3\n"
                   "  Places         Kiel\n"
                   "\n"
                   "  Mood           mixed (+0.02)\n"
                   "  Most positive  Angela Merkel praised the crew.\n"
                   "  Most negative  It was a disaster, Merkel said in Kiel.\n");
}

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

/* Two mentions of Ann Lee, one of the Grey Union and one of Oslo, and how each is felt for. */
static char *
render_feelings (double first, double second, double third, double fourth)
{
  g_autofree char *record = g_strdup_printf (
      "{\"id\": \"a\", \"text\": \"Ann Lee, Ann Lee, Grey Union, Oslo\", \"layers\": {\"entity\": ["
      "{\"start\": 0, \"end\": 7, \"label\": \"PER\"}, {\"start\": 9, \"end\": 16, \"label\": \"PER\"}, "
      "{\"start\": 18, \"end\": 28, \"label\": \"ORG\"}, {\"start\": 30, \"end\": 34, \"label\": \"LOC\"}], "
      "\"sentiment\": [{\"start\": 0, \"end\": 34, \"unit\": \"document\", \"score\": -1}, "
      "{\"start\": 0, \"end\": 7, \"unit\": \"target\", \"score\": %.1f, \"target\": 0}, "
      "{\"start\": 9, \"end\": 16, \"unit\": \"target\", \"score\": %.1f, \"target\": 1}, "
      "{\"start\": 18, \"end\": 28, \"unit\": \"target\", \"score\": %.1f, \"target\": 2}, "
      "{\"start\": 30, \"end\": 34, \"unit\": \"target\", \"score\": %.1f, \"target\": 3}]}}",
      first, second, third, fourth);

  return render (record, "digest");
}

static void
test_clear_feelings_are_signs (void)
{
  g_autofree char *clear = render_feelings (0.9, 0.4, -0.7, 0.9);
  g_autofree char *mixed = render_feelings (0.9, -0.9, -0.4, -0.9);

  assert_contains (clear, "  People         Ann Lee ×2 (+)\n");
  assert_contains (clear, "  Organisations  Grey Union (−)\n");
  assert_contains (clear, "  Places         Oslo\n");
  assert_contains (mixed, "  People         Ann Lee ×2\n");
  assert_contains (mixed, "  Organisations  Grey Union\n");
}

/* An adjective says nothing beside the name of its place, but does beside another one. */
static void
test_adjectives_of_places (void)
{
  g_autofree char *digest
      = render ("{\"id\": \"a\", \"text\": \"Australia Australian Austrian Iran Iraqi\", \"layers\": {\"entity\": ["
                "{\"start\": 0, \"end\": 9, \"label\": \"LOC\"}, {\"start\": 10, \"end\": 20, \"label\": \"MISC\"}, "
                "{\"start\": 21, \"end\": 29, \"label\": \"MISC\"}, {\"start\": 30, \"end\": 34, \"label\": \"LOC\"}, "
                "{\"start\": 35, \"end\": 40, \"label\": \"MISC\"}]}}",
                "digest");

  assert_contains (digest, "  Places         Australia, Iran\n");
  assert_contains (digest, "  Also           Austrian, Iraqi\n");

  g_autofree char *irregular
      = render ("{\"id\": \"a\", \"text\": \"Norway Norwegian Danish\", \"layers\": {\"entity\": ["
                "{\"start\": 0, \"end\": 6, \"label\": \"LOC\"}, {\"start\": 7, \"end\": 16, \"label\": \"MISC\"}, "
                "{\"start\": 17, \"end\": 23, \"label\": \"MISC\"}]}}",
                "digest");
  assert_contains (irregular, "  Places         Norway\n  Also           Danish\n");
}

/* Phrases with their ranks and numbers of places; those that are names said above are left out. */
#define RECORD_WITH_PHRASES                                                                                            \
  "{\"id\": \"a\", \"text\": \"Old harbour walls, old harbour wall, Ann Lee, Lee, OSLO, quay\", \"layers\": {"         \
  "\"entity\": [{\"start\": 37, \"end\": 44, \"label\": \"PER\"}, {\"start\": 51, \"end\": 55, \"label\": \"LOC\"}], " \
  "\"keyphrase\": [{\"start\": 0, \"end\": 17, \"phrase\": \"old harbour walls\", \"rank\": 2, \"score\": 0.5}, "      \
  "{\"start\": 19, \"end\": 35, \"phrase\": \"old harbour walls\", \"rank\": 2, \"score\": 0.5}, "                     \
  "{\"start\": 46, \"end\": 49, \"phrase\": \"Lee\", \"rank\": 3, \"score\": 0.5}, "                                   \
  "{\"start\": 51, \"end\": 55, \"phrase\": \"Oslo\", \"rank\": 4, \"score\": 0.5}, "                                  \
  "{\"start\": 57, \"end\": 61, \"phrase\": \"quay\\u001b[1m\", \"rank\": 1, \"score\": 0.5}]}}"

static void
test_key_phrases (void)
{
  g_autofree char *digest = render (RECORD_WITH_PHRASES, "digest");
  g_autofree char *narrow = render (RECORD_WITH_PHRASES, "digest width=24");
  g_autofree char *one = render (RECORD_WITH_PHRASES, "digest phrases=1");
  g_autofree char *none = render (RECORD_WITH_PHRASES, "digest phrases=0");

  assert_contains (digest, "\n\n  Key phrases    old harbour walls ×2, quay␛[1m\n");
  assert_contains (narrow, "  Key phrases\n    old harbour… ×2,\n    quay␛[1m\n");
  assert_contains (one, "  Key phrases    old harbour walls ×2\n");
  assert_lacks (none, "Key phrases");
}

/* A layer as somebody else's stage may make it: spans alone. */
static void
test_key_phrases_without_ranks (void)
{
  g_autofree char *digest
      = render ("{\"id\": \"a\", \"text\": \"wall, quay, wall\", \"layers\": {\"keyphrase\": "
                "[{\"start\": 0, \"end\": 4}, {\"start\": 6, \"end\": 10}, {\"start\": 12, \"end\": "
                "16}]}}",
                "digest");

  assert_contains (digest, "  Key phrases    wall ×2, quay\n");
}

static char *
render_in (const char *code)
{
  g_autofree char *record = g_strdup_printf (
      "{\"id\": \"a\", \"text\": \"Guten Tag.\", \"layers\": {\"sentence\": [{\"start\": 0, \"end\": 10}], "
      "\"sentiment\": [{\"start\": 0, \"end\": 10, \"unit\": \"document\", \"label\": \"neutral\", \"score\": 0}],"
      "\"language\": [{\"start\": 0, \"end\": 10, \"code\": \"%s\", \"score\": 0.9}]}}",
      code);

  return render (record, "digest");
}

static void
test_another_language_is_named (void)
{
  g_autofree char *german = render_in ("de");
  g_autofree char *rare = render_in ("x\\u001b");
  g_autofree char *english = render_in ("en");
  g_autofree char *unknown = render_in ("und");

  assert_contains (german, "  Language       German\n");
  assert_lacks (german, "Mood");
  assert_contains (rare, "  Language       x␛\n");
  assert_lacks (english, "Language");
  assert_contains (english, "Mood");
  assert_lacks (unknown, "Language");
}

static void
test_missing_layers_are_left_out (void)
{
  g_autofree char *bare = render ("{\"id\": \"a\", \"text\": \"A line.\\nAnother line.\"}", "digest width=30");
  g_assert_cmpstr (bare, ==,
                   "── a ─────────────────────────\n"
                   "\n"
                   "A line.\n");

  g_autofree char *empty = render ("{\"id\": \"a\", \"text\": \"\"}", "digest heading=no");
  g_assert_cmpstr (empty, ==, "(an empty text)\n");

  g_autofree char *blank = render ("{\"id\": \"a\", \"text\": \" \\n \"}", "digest heading=no");
  g_assert_cmpstr (blank, ==, "(an empty text)\n");

  /* Nothing has no mood, whatever a stage says. */
  g_autofree char *judged = render ("{\"text\": \" \", \"layers\": {\"sentiment\": [{\"start\": 0, \"end\": 1, "
                                    "\"unit\": \"document\", \"label\": \"neutral\", \"score\": 0.0}]}}",
                                    "digest heading=no");
  g_assert_cmpstr (judged, ==, "(an empty text)\n");

  g_autofree char *names = render ("{\"text\": \"In Kiel.\", \"layers\": {\"entity\": [{\"start\": 3, \"end\": 7, "
                                   "\"label\": \"acme.port\"}, {\"start\": 3, \"end\": 7}]}}",
                                   "digest heading=no");
  g_assert_cmpstr (names, ==,
                   "In Kiel.\n"
                   "\n"
                   "  Also           Kiel ×2\n");
}

static void
test_a_first_line_in_the_summary_is_not_said_twice (void)
{
  g_autofree char *digest
      = render ("{\"text\": \"It rains. It pours.\", \"layers\": {\"sentence\": [{\"start\": 0, "
                "\"end\": 9}, {\"start\": 10, \"end\": 19}], \"summary\": [{\"start\": 0, \"end\": 9}]}}",
                "digest heading=no");
  g_assert_cmpstr (digest, ==, "  • It rains.\n");
}

static void
test_lone_quotation_marks_are_taken_away (void)
{
  g_autofree char *digest = render (
      "{\"text\": \"\\\"One. Two.\\\" Then \\\"three\\\".\", \"layers\": {\"summary\": [{\"start\": 0, \"end\": 5}, "
      "{\"start\": 6, \"end\": 11}, {\"start\": 12, \"end\": 25}]}}",
      "digest heading=no");
  g_assert_cmpstr (digest, ==,
                   "  • One.\n"
                   "  • Two.\n"
                   "  • Then \"three\".\n");
}

static void
test_control_characters_do_not_reach_the_terminal (void)
{
  g_autofree char *digest = render (
      "{\"id\": \"\\u001b]0;id\\u0007\", \"text\": \"\\u001b[31mred\\u009b2J \\u202eevil\\u0000end\", \"layers\": "
      "{\"entity\": [{\"start\": 0, \"end\": 8, \"label\": \"PER\"}], \"summary\": [{\"start\": 5, \"end\": 10}]}}",
      "digest");

  for (const char *at = digest; *at != '\0'; at = g_utf8_next_char (at))
    g_assert_true (*at == '\n' || !g_unichar_iscntrl (g_utf8_get_char (at)));
  assert_lacks (digest, "\xe2\x80\xae");
  assert_contains (digest, "␛]0;id␇");
  assert_contains (digest, "␛[31mred");
}

static void
test_colour_is_only_used_when_asked_for (void)
{
  g_autofree char *plain = render (RECORD_WITH_ALL_LAYERS, "digest");
  assert_lacks (plain, "\033");

  g_autofree char *coloured = render (RECORD_WITH_ALL_LAYERS, "digest color=yes");
  assert_contains (coloured, "\033[1mFerries sail\033[0m");

  /* Apart from its styles it is the same text. */
  g_autoptr (GRegex) styles = g_regex_new ("\033\\[[0-9]*m", 0, 0, NULL);
  g_autofree char *stripped = g_regex_replace_literal (styles, coloured, -1, 0, "", 0, NULL);
  g_assert_cmpstr (stripped, ==, plain);
}

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

/* A text of two sentences, felt for in opposite ways, with layers of one's own. */
static char *
render_two (const char *first, const char *second, const char *layers)
{
  const glong middle = g_utf8_strlen (first, -1), end = middle + 1 + g_utf8_strlen (second, -1);
  g_autofree char *text = g_strconcat (first, " ", second, NULL);
  g_auto (GStrv) pieces = g_strsplit (text, "\"", -1);
  g_autofree char *quoted = g_strjoinv ("\\\"", pieces);
  g_autofree char *record
      = g_strdup_printf ("{\"id\": \"a\", \"text\": \"%s\", \"layers\": {\"sentiment\": ["
                         "{\"start\": 0, \"end\": %ld, \"unit\": \"sentence\", \"score\": 0.8}, "
                         "{\"start\": %ld, \"end\": %ld, \"unit\": \"sentence\", \"score\": -0.8}]%s}}",
                         quoted, middle, middle + 1, end, layers);

  return render (record, "digest heading=no");
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

/* A day or a month alone is no phrase that a reader has a use for. */
static void
test_days_are_no_key_phrases (void)
{
  g_autofree char *digest = render ("{\"text\": \"A march in March\", \"layers\": {\"keyphrase\": ["
                                    "{\"start\": 2, \"end\": 7, \"phrase\": \"march\", \"rank\": 2}, "
                                    "{\"start\": 11, \"end\": 16, \"phrase\": \"March\", \"rank\": 1}]}}",
                                    "digest");

  assert_contains (digest, "  Key phrases    march\n");
}

/* Nor are quotations, where the sentence tells who said them. */
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

/* Phrases that are mostly parts of names are told by those. */
static void
test_key_phrases_within_names (void)
{
  g_autofree char *digest
      = render ("{\"id\": \"a\", \"text\": \"Leeds United, Leeds, a cup, a cup, Cup Final\", \"layers\": {"
                "\"entity\": [{\"start\": 0, \"end\": 12, \"label\": \"ORG\"}, {\"start\": 35, \"end\": 44, "
                "\"label\": \"MISC\"}], "
                "\"keyphrase\": [{\"start\": 0, \"end\": 5, \"phrase\": \"Leeds\", \"rank\": 1}, "
                "{\"start\": 14, \"end\": 19, \"phrase\": \"Leeds\", \"rank\": 1}, "
                "{\"start\": 23, \"end\": 26, \"phrase\": \"cup\", \"rank\": 2}, "
                "{\"start\": 30, \"end\": 33, \"phrase\": \"cup\", \"rank\": 2}, "
                "{\"start\": 35, \"end\": 38, \"phrase\": \"cup\", \"rank\": 2}]}}",
                "digest");

  assert_contains (digest, "  Key phrases    cup ×3\n");
}

/* Asserts what is shown of @quotation, which has no marks that JSON escapes, where Ann says it. */
static void
assert_said (const char *quotation, const char *words)
{
  const glong length = g_utf8_strlen (quotation, -1);
  g_auto (GStrv) lines = g_strsplit (quotation, "\n", -1);
  g_autofree char *text = g_strjoinv ("\\n", lines);
  g_autofree char *record
      = g_strdup_printf ("{\"text\": \"%s, says Ann\", \"layers\": {\"sentence\": [{\"start\": 0, \"end\": %ld}], "
                         "\"entity\": [{\"start\": %ld, \"end\": %ld, \"label\": \"PER\"}], "
                         "\"quote\": [{\"start\": 0, \"end\": %ld, \"speaker\": 0}]}}",
                         text, length + 10, length + 7, length + 10, length);
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

/* The seconds of the processor that the digest of a record takes, and the digest. */
static double
measure_digest (const char *record, char **digest)
{
  const clock_t before = clock ();

  *digest = render (record, "digest");
  return (double) (clock () - before) / CLOCKS_PER_SEC;
}

/* Eight times the names or quotations may take as many times as long, and some more. */
static void
assert_linear (double shorter, double longer)
{
  g_test_message ("%.4f s and %.4f s", shorter, longer);
  g_assert_cmpfloat (longer, <, shorter * 24 + 0.1);
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

  g_autofree char *digest = NULL;
  const double seconds = measure_digest (record->str, &digest);
  assert_lacks (digest, "Who said what");
  return seconds;
}

static void
test_quotations_that_cross_take_linear_time (void)
{
  const double shorter = measure_crossing (5000), longer = measure_crossing (40000);

  assert_linear (shorter, longer);
}

/* The seconds that a digest takes of so many names of an agency before as many spaces. */
static double
measure_agencies (guint n)
{
  g_autofree char *spaces = g_strnfill (n, ' ');
  g_autoptr (GString) record = g_string_new (NULL);

  g_string_printf (record,
                   "{\"text\": \"OSLO (AP)%s- Ferries sail.\", \"layers\": {\"paragraph\": [{\"start\": 0, "
                   "\"end\": %u}], \"entity\": [",
                   spaces, n + 9);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (record, "%s{\"start\": 6, \"end\": 8, \"label\": \"ORG\"}", i > 0 ? ", " : "");
  g_string_append (record, "]}}");

  g_autofree char *digest = NULL;
  const double seconds = measure_digest (record->str, &digest);
  assert_contains (digest, "Ferries sail");
  return seconds;
}

static void
test_agencies_take_linear_time (void)
{
  const double shorter = measure_agencies (5000), longer = measure_agencies (40000);

  assert_linear (shorter, longer);
}

static guint
measure (const char *line)
{
  guint columns = 0;

  for (; *line != '\0'; line = g_utf8_next_char (line))
    {
      gunichar character = g_utf8_get_char (line);
      columns += g_unichar_iszerowidth (character) ? 0 : g_unichar_iswide (character) ? 2 : 1;
    }
  return columns;
}

static void
test_five_scripts_fit_every_width (void)
{
  static const char *const texts[] = {
    "Die Fähren von Port Ellery fahren wieder, elf Tage nachdem ihre Mannschaften die Arbeit niedergelegt hatten.",
    "Паромы Порт-Эллери снова вышли в море во вторник, через одиннадцать дней после начала забастовки экипажей.",
    "渡船工會週二宣布復工，市政府同意新的輪班制度，並承諾在年底前增加二十名船員。",
    "أبحرت العبارات من جديد يوم الثلاثاء بعد أحد عشر يوما من إضراب أطقمها في الميناء القديم.",
    "बंदरगाह की नौकाएँ मंगलवार को फिर चलीं, कर्मचारियों की हड़ताल के ग्यारह दिन बाद।",
  };
  static const guint widths[] = { 20, 33, 47, 60, 80, 120 };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint w = 0; w < G_N_ELEMENTS (widths); w++)
      {
        const glong length = g_utf8_strlen (texts[i], -1);
        g_autoptr (GString) record = g_string_new (NULL);
        g_string_printf (
            record,
            "{\"id\": \"%s\", \"text\": \"%s\\n\\n%s\", \"layers\": {"
            "\"entity\": [{\"start\": 0, \"end\": 9, \"label\": \"PER\"}, "
            "{\"start\": 3, \"end\": %ld, \"label\": \"PER\"}, {\"start\": 5, \"end\": 8, \"label\": \"PER\"}], "
            "\"quote\": [{\"start\": 0, \"end\": %ld, \"speaker\": 0}], "
            "\"summary\": [{\"start\": %ld, \"end\": %ld}], \"sentiment\": [",
            texts[i], texts[i], texts[i], length, length, length + 2, length * 2 + 2);
        for (guint sentence = 0; sentence < 40; sentence++)
          g_string_append_printf (record, "%s{\"start\": %u, \"end\": %ld, \"unit\": \"sentence\", \"score\": %s0.9}",
                                  sentence > 0 ? ", " : "", sentence / 20, length, sentence % 3 == 0 ? "-" : "");
        g_string_append (record, "]}}");

        g_autofree char *writer = g_strdup_printf ("digest width=%u", widths[w]);
        g_autofree char *digest = render (record->str, writer);
        g_auto (GStrv) lines = g_strsplit (digest, "\n", -1);
        for (guint line = 0; lines[line] != NULL; line++)
          if (measure (lines[line]) > widths[w])
            g_error ("wider than %u columns: '%s' in\n%s", widths[w], lines[line], digest);
        assert_contains (digest, "Most positive");
        assert_contains (digest, "•");
        assert_contains (digest, "Who said what");
      }
}

static void
test_long_lists_are_cut (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) rows = g_string_new (NULL);
  for (guint i = 0; i < 12; i++)
    {
      g_string_append_printf (rows, "%s{\"start\": %u, \"end\": %u, \"label\": \"LOC\"}", i > 0 ? ", " : "",
                              (guint) text->len, (guint) text->len + 1);
      g_string_append_printf (text, "%c ", 'A' + i);
    }
  g_autofree char *record
      = g_strdup_printf ("{\"text\": \"%s\", \"layers\": {\"entity\": [%s]}}", text->str, rows->str);
  g_autofree char *digest = render (record, "digest names=3");

  assert_contains (digest, "Places         A, B, C, 9 more\n");
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

/* A row over the first place of some words of an ASCII text, with what else it says. */
static char *
make_row (const char *text, const char *words, const char *columns)
{
  const char *found = strstr (text, words);

  g_assert_nonnull (found);
  return g_strdup_printf ("{\"start\": %d, \"end\": %d%s}", (int) (found - text), (int) (found - text + strlen (words)),
                          columns);
}

static char *
make_record (const char *text, const char *layers)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *escaped = g_strjoinv ("\\n", lines);
  g_auto (GStrv) pieces = g_strsplit (escaped, "\"", -1);
  g_autofree char *quoted = g_strjoinv ("\\\"", pieces);

  return g_strdup_printf ("{\"text\": \"%s\", \"layers\": {%s}}", quoted, layers);
}

/* Who wrote the text, took its pictures or spread it is not whom it is about. */
static void
test_the_frame_is_not_told (void)
{
  static const char text[] = "The mill closes\n\nBy Ida Brandt\n\nOSLO (Nordpress) - Bo Lind will close the mill.\n\n"
                             "Photo: Jon Orr greets Bo Lind happily";
  g_autofree char *title = make_row (text, "The mill closes", ", \"kind\": \"title\"");
  g_autofree char *byline = make_row (text, "By Ida Brandt", ", \"kind\": \"byline\"");
  g_autofree char *prose = make_row (text, "OSLO (Nordpress) - Bo Lind will close the mill.", "");
  g_autofree char *caption = make_row (text, "Photo: Jon Orr greets Bo Lind happily", ", \"kind\": \"caption\"");
  g_autofree char *ida = make_row (text, "Ida Brandt", ", \"label\": \"PER\"");
  g_autofree char *oslo = make_row (text, "OSLO", ", \"label\": \"LOC\"");
  g_autofree char *agency = make_row (text, "Nordpress", ", \"label\": \"ORG\"");
  g_autofree char *bo = make_row (text, "Bo Lind", ", \"label\": \"PER\"");
  g_autofree char *jon = make_row (text, "Jon Orr", ", \"label\": \"PER\"");
  g_autofree char *felt
      = make_row (text, "Photo: Jon Orr greets Bo Lind happily", ", \"unit\": \"sentence\", \"score\": 0.9");
  g_autofree char *layers
      = g_strdup_printf ("\"paragraph\": [%s, %s, %s, %s], \"entity\": [%s, %s, %s, %s, %s], \"sentiment\": [%s]",
                         title, byline, prose, caption, ida, oslo, agency, bo, jon, felt);
  g_autofree char *record = make_record (text, layers);
  g_autofree char *digest = render (record, "digest heading=no");

  assert_contains (digest, "  People         Bo Lind\n  Places         OSLO\n");
  assert_lacks (digest, "Ida");
  assert_lacks (digest, "Nordpress");
  assert_lacks (digest, "Jon");
}

/* A phrase with a person's name in it says no more than the name does. */
static void
test_phrases_with_persons_are_names (void)
{
  static const char text[] = "Judge Ann Lee closed the old mill.";
  g_autofree char *ann = make_row (text, "Ann Lee", ", \"label\": \"PER\"");
  g_autofree char *judge = make_row (text, "Judge Ann Lee", ", \"rank\": 1");
  g_autofree char *mill = make_row (text, "old mill", ", \"rank\": 2");
  g_autofree char *layers = g_strdup_printf ("\"entity\": [%s], \"keyphrase\": [%s, %s]", ann, judge, mill);
  g_autofree char *record = make_record (text, layers);
  g_autofree char *digest = render (record, "digest heading=no");

  assert_contains (digest, "  Key phrases    old mill\n");
}

static void
test_titles_are_told_without_their_marks (void)
{
  static const char *const titles[][2] = {
    { "# The mill closes", "\nThe mill closes\n" },
    { "Subject: Re: Re: The mill closes", "\nThe mill closes\n" },
    { "UPDATE 2-Mill closes", "\nMill closes\n" },
    { "Re-opened mill closes", "\nRe-opened mill closes\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autofree char *text = g_strconcat (titles[i][0], "\n\nIt is old.", NULL);
      g_autofree char *row = make_row (text, titles[i][0], ", \"kind\": \"title\"");
      g_autofree char *layers = g_strdup_printf ("\"paragraph\": [%s]", row);
      g_autofree char *record = make_record (text, layers);
      g_autofree char *digest = render (record, "digest");
      assert_contains (digest, titles[i][1]);
    }
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

/* Words that were divided at the end of a line are whole, and the marks of quoted mail are no words. */
static void
test_line_ends_are_mended (void)
{
  static const char text[] = "> The ware-\n> houses are twenty-\n> one-storey buil-\n>> dings, and 3 > 2.";
  g_autofree char *row = make_row (text, text, "");
  g_autofree char *layers = g_strdup_printf ("\"summary\": [%s]", row);
  g_autofree char *record = make_record (text, layers);
  g_autofree char *digest = render (record, "digest width=100 heading=no");

  assert_contains (digest, "  • The warehouses are twenty-one-storey buildings, and 3 > 2.\n");
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

static void
test_failures_are_wrapped (void)
{
  g_autofree char *digest = render ("{\"id\": \"good\", \"text\": \"Fine.\"}\n"
                                    "{\"id\": \"bad\\nid\", \"text\": 7}\n"
                                    "{\"id\": \"last\", \"text\": \"Fine too.\"}\n",
                                    "digest width=20");
  const char *failure = strstr (digest, "✗ ");

  g_assert_nonnull (failure);
  g_assert_true (g_str_has_prefix (failure, "✗ bad id: "));
  g_auto (GStrv) lines = g_strsplit (digest, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    g_assert_cmpint (g_utf8_strlen (*line, -1), <=, 20);
  assert_contains (failure, "\n  "); /* what goes on in a new line is indented */
  assert_contains (digest, "── good ");
  assert_contains (strchr (failure, '\n'), "── last ");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/digest/key-phrases", test_key_phrases);
  g_test_add_func ("/digest/key-phrases/plain", test_key_phrases_without_ranks);
  g_test_add_func ("/digest/all-layers-are-shown", test_all_layers_are_shown);
  g_test_add_func ("/digest/certainty-is-shown", test_certainty_is_shown);
  g_test_add_func ("/digest/clear-feelings-are-signs", test_clear_feelings_are_signs);
  g_test_add_func ("/digest/adjectives-of-places", test_adjectives_of_places);
  g_test_add_func ("/digest/another-language-is-named", test_another_language_is_named);
  g_test_add_func ("/digest/missing-layers-are-left-out", test_missing_layers_are_left_out);
  g_test_add_func ("/digest/a-first-line-in-the-summary-is-not-said-twice",
                   test_a_first_line_in_the_summary_is_not_said_twice);
  g_test_add_func ("/digest/lone-quotation-marks-are-taken-away", test_lone_quotation_marks_are_taken_away);
  g_test_add_func ("/digest/control-characters-do-not-reach-the-terminal",
                   test_control_characters_do_not_reach_the_terminal);
  g_test_add_func ("/digest/colour-is-only-used-when-asked-for", test_colour_is_only_used_when_asked_for);
  g_test_add_func ("/digest/who-said-what", test_who_said_what);
  g_test_add_func ("/digest/strongest-sentences-are-not-repeated", test_strongest_sentences_are_not_repeated);
  g_test_add_func ("/digest/quotations-are-not-repeated", test_quotations_are_not_repeated);
  g_test_add_func ("/digest/lone-marks", test_lone_marks);
  g_test_add_func ("/digest/key-phrases-within-names", test_key_phrases_within_names);
  g_test_add_func ("/digest/words-are-shown-whole", test_words_are_shown_whole);
  g_test_add_func ("/digest/marks-that-open-anew-are-left-out", test_marks_that_open_anew_are_left_out);
  g_test_add_func ("/digest/quotations-that-cross-take-linear-time", test_quotations_that_cross_take_linear_time);
  g_test_add_func ("/digest/agencies-take-linear-time", test_agencies_take_linear_time);
  g_test_add_func ("/digest/five-scripts-fit-every-width", test_five_scripts_fit_every_width);
  g_test_add_func ("/digest/long-lists-are-cut", test_long_lists_are_cut);
  g_test_add_func ("/digest/greetings-are-not-the-strongest-sentence", test_greetings_are_not_the_strongest_sentence);
  g_test_add_func ("/digest/lines-are-not-the-strongest-sentence", test_lines_are_not_the_strongest_sentence);
  g_test_add_func ("/digest/key-phrases/days", test_days_are_no_key_phrases);
  g_test_add_func ("/digest/frame", test_the_frame_is_not_told);
  g_test_add_func ("/digest/key-phrases/persons", test_phrases_with_persons_are_names);
  g_test_add_func ("/digest/titles", test_titles_are_told_without_their_marks);
  g_test_add_func ("/digest/divided-quotations", test_divided_quotations_are_one);
  g_test_add_func ("/digest/line-ends", test_line_ends_are_mended);
  g_test_add_func ("/digest/reasons", test_reasons);
  g_test_add_func ("/digest/failures-are-wrapped", test_failures_are_wrapped);
  return g_test_run ();
}
