/* Markdown and subtitles as their readers give them. */
#include "../../../tests/cpu-time.h"
#include "../../../tests/plugin-host.h"

#include <string.h>

static GString *messages;

static char *
read_bytes (const char *reader, const char *text, gsize length)
{
  const TestRoute route = { .name = "a.in", .reader = reader, .writer = "jsonl layers=quote", .messages = messages };

  return test_run_route (&route, text, length, NULL);
}

/* The text as JSON has it, without the quotation marks. */
static void
assert_text (const char *reader, const char *text, const char *expected)
{
  g_autofree char *record = read_bytes (reader, text, strlen (text));
  const char *found = strstr (record, "\"text\": \"");
  g_assert_nonnull (found);
  found += strlen ("\"text\": \"");
  const char *end = strstr (found, "\", \"offsets\"");
  g_assert_nonnull (end);
  g_autofree char *said = g_strndup (found, (gsize) (end - found));

  g_assert_cmpstr (said, ==, expected);
}

static void
test_emphasis_and_links (void)
{
  static const char *const cases[][2] = {
    { "We **closed** the *mill* in _Kelby_, ~~not~~ the __oven__.", "We closed the mill in Kelby, not the oven.\\n" },
    { "***All*** of it, **the *old* mill**, **and *this***.", "All of it, the old mill, and this.\\n" },
    { "2 * 3 * 4, a*b, snake_case_name, **open, * and _", "2 * 3 * 4, a*b, snake_case_name, **open, * and _\\n" },
    { "A [mill](https://a.example/x_(1) \"Old *mill*\") and [oven][o], see [the list], [1] and notes[^2].",
      "A mill and oven, see [the list], [1] and notes.\\n" },
    { "![A mill](mill.jpg)\n\nIt [burned ![now](b.jpg)](c).", "It burned .\\n" },
    { "Use `a *b* c` or ``x ` y``, or `this.", "Use a *b* c or x ` y, or `this.\\n" },
    { "Not \\*this\\*, but <b>that</b> at <https://a.example> if 1 < 2 <3.",
      "Not *this*, but that at https://a.example if 1 < 2 <3.\\n" },
    { "[a](b c) and [d]( e", "[a](b c) and [d]( e\\n" },
    { "[o]: https://a.example\n[^1]: A *note*.", "A note.\\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_text ("markdown", cases[i][0], cases[i][1]);
}

static void
test_blocks (void)
{
  static const char *const cases[][2] = {
    { "# The mill #\nIt is\nold.  \nVery old.\\\nYes.", "# The mill\\n\\nIt is old.\\nVery old.\\nYes.\\n" },
    { "The mill\n===\n\nIts oven\n---\nHot.\r\n\r\n***\r\nCold.",
      "# The mill\\n\\n## Its oven\\n\\nHot.\\n\\nCold.\\n" },
    { "We sell:\n* rye,\n  dark\n+ [x] wheat\n1. oats\n\n- bran",
      "We sell:\\n\\n- rye, dark\\n- wheat\\n1. oats\\n\\n- bran\\n" },
    { "> \"No,\" she\n> said.\n>\n> So no.\nWe left.", "\\\"No,\\\" she said.\\n\\nSo no.\\n\\nWe left.\\n" },
    { "| Town | Won |\n|------|:---:|\n| **Kelby** | 12 |\n\nDone.", "Town\\tWon\\nKelby\\t12\\n\\nDone.\\n" },
    { "So:\n\n~~~ c\na *b*\n\n# c\n~~~\nDone.", "So:\\n\\n```\\na *b*\\n\\n# c\\n```\\n\\nDone.\\n" },
    { "So:\n\n    int *a;\n    a = 1;\n\nDone.", "So:\\n\\n    int *a;\\n    a = 1;\\n\\nDone.\\n" },
    { "A.\n<!-- not\nthis -->B.\n\n{{< figure >}}\n<div class=\"x\">\nC.", "A.\\n\\nB.\\n\\nC.\\n" },
    { "```\nnever closed", "```\\nnever closed\\n" },
    { "", "" },
    { "#\n##x\n####### y", "# ##x ####### y\\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_text ("markdown", cases[i][0], cases[i][1]);
}

static void
test_front_matter (void)
{
  static const char yaml[]
      = "---\ntitle: \"A mill: its end\"\nauthor:\n  - Ida Brandt\ndate: 2024-05-03\ntags: [a, b]\n"
        "description: >\n  All is\n  over.\nlang: en\n---\nIt burned.\n";
  static const char toml[] = "+++\ntitle = 'A mill'\ndraft = true\n+++\n\n# Its end\n\nIt burned.\n";

  assert_text ("markdown", yaml, "A mill: its end\\n\\nIt burned.\\n");
  assert_text ("markdown", toml, "# Its end\\n\\nIt burned.\\n");
  g_autofree char *record = read_bytes ("markdown", yaml, strlen (yaml));
  g_assert_nonnull (strstr (record, "\"meta\": {\"title\": \"A mill: its end\", \"author\": \"Ida Brandt\", "
                                    "\"date\": \"2024-05-03\", \"language\": \"en\", \"description\": \"All is\"}"));

  /* Rules across the page are none. */
  assert_text ("markdown", "---\nIt burned.\n\n---\nAll: of it.", "It burned.\\n\\nAll: of it.\\n");
  assert_text ("markdown", "---\ntitle: never ends\n", "title: never ends\\n");
  assert_text ("markdown", "---\ntitle: A mill\n---\n", "A mill\\n");
}

static void
test_subtitles (void)
{
  assert_text ("subtitles",
               "1\n00:00:01,200 --> 00:00:04,000\n<i>The mill</i> stands\n{\\an8}at the &amp; of the road.\n\n"
               "2\n00:00:04,500 --> 00:00:07,900\nIt is old.\n\n3\n00:00:12,000 --> 00:00:13,000\n- Do you miss it?\n"
               "- Every day.\n\n4\n00:00:13,100 --> 00:00:14,000\n[WIND HOWLING]\n\n5\n00:00:14,100 --> 00:00:15,000\n"
               "BO LIND: So do I.\n\n6\n",
               "The mill stands at the & of the road. It is old.\\n\\nDo you miss it?\\n\\nEvery day.\\n\\n"
               "BO LIND: So do I. 6\\n");
  assert_text (
      "subtitles",
      "WEBVTT - A talk\nLanguage: en\n\nNOTE Not this\nnor this\n\nSTYLE\n::cue { color: red }\n\nintro\n"
      "00:00.000 --> 00:04.200 align:start\n<v.loud Ida Brandt>Welcome to <b>Kelby</b>,\n\n"
      "00:04.200 --> 00:09.000\n<v Ida Brandt>where I was born.</v>\n\n00:09.000 --> 00:10.000\n<v Bo>Hello.\n",
      "Ida Brandt: Welcome to Kelby, where I was born.\\n\\nBo: Hello.\\n");
  assert_text ("subtitles", "WEBVTT\n\n00:00.000 --> 00:02.000\n<v >The mill <v.loud >is old.\n",
               "The mill is old.\\n");
  /* Captions that roll say each line twice. */
  assert_text ("subtitles",
               "WEBVTT\n\n00:00.000 --> 00:02.000\nthe mill\n\n00:02.000 --> 00:03.000\nthe mill\nis <00:02.500>old\n\n"
               "00:03.000 --> 00:04.000\nis <00:02.500>old\nnow\n",
               "the mill is old now\\n");
  assert_text ("subtitles", "WEBVTT\n\n00:00.000 --> 00:02.000\n", "");
  assert_text ("subtitles", " \n\n", "");
  g_autofree char *none = read_bytes ("subtitles", "A mill.\n", 8);
  g_assert_nonnull (strstr (none, "these are no subtitles"));
}

static void
test_other_readers_are_named (void)
{
  static const char *const cases[][2] = {
    { "1\n00:00:01,200 --> 00:00:04,000\nA mill.\n", "--from subtitles" },
    { "WEBVTT\n\nA mill.\n", "--from subtitles" },
    { "---\ntitle: A mill\n---\nIt burned.\n", "--from markdown" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_string_truncate (messages, 0);
      g_autofree char *record = read_bytes ("text", cases[i][0], strlen (cases[i][0]));
      g_assert_nonnull (strstr (messages->str, cases[i][1]));
    }
  g_string_truncate (messages, 0);
  g_autofree char *plain = read_bytes ("text", "---\nA mill.\n---\n", 16);
  g_assert_cmpstr (messages->str, ==, "");
}

static double
measure (const char *reader, const char *unit, gsize size)
{
  g_autoptr (GString) text
      = g_string_new (g_str_equal (reader, "subtitles") ? "WEBVTT\n\n00:00.000 --> 00:02.000\n" : "");
  while (text->len < size)
    g_string_append (text, unit);

  const double begun = test_get_cpu_seconds ();
  g_autofree char *record = read_bytes (reader, text->str, text->len);
  return test_get_cpu_seconds () - begun;
}

/* What is quadratic takes minutes on a megabyte, and sixteen times as long on four times as much. */
static void
test_hostile_texts (void)
{
  static const char *const units[] = {
    "[",
    "]",
    "[](",
    "](a",
    "[a](",
    "[^",
    "![",
    "*",
    "**a ",
    "_a",
    "`",
    "` `` ``` ",
    "<",
    "<a",
    "<!--",
    "> ",
    ">",
    "- ",
    "|",
    "| a ",
    "#",
    "```\n",
    "---\n",
    "a\n",
    "\\",
    "{\\",
    "{{",
    "<v a>",
    "<v a>\n",
    "&",
    "- a\n",
    "&#1;",
    "\n",
    "1\n",
    "[a]: ",
    "[a][b",
    "a  \n",
    "===\n",
    "a: b\n",
    "00:00.000 --> 00:02.000\n",
    "1\n00:00.000 --> 00:02.000\na\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_assert_cmpfloat (measure ("markdown", units[i], 1 << 20), <, 5.0);
      g_assert_cmpfloat (measure ("subtitles", units[i], 1 << 20), <, 5.0);
    }

  static const char zeros[] = "---\ntitle: a\0b\n---\n*\0* `\0` <v \0>\0\n\0\n";
  g_autofree char *markdown = read_bytes ("markdown", zeros, sizeof zeros - 1);
  g_assert_nonnull (strstr (markdown, "\"text\""));
  static const char cue[] = "WEBVTT\n\n00:00.000 --> 00:02.000\n\0\0<v \0>\0{\\\0}\n";
  g_autofree char *subtitles = read_bytes ("subtitles", cue, sizeof cue - 1);
  g_assert_nonnull (strstr (subtitles, "\"text\""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  messages = g_string_new (NULL);
  g_test_add_func ("/text/markdown/emphasis-and-links", test_emphasis_and_links);
  g_test_add_func ("/text/markdown/blocks", test_blocks);
  g_test_add_func ("/text/markdown/front-matter", test_front_matter);
  g_test_add_func ("/text/subtitles", test_subtitles);
  g_test_add_func ("/text/other-readers-are-named", test_other_readers_are_named);
  g_test_add_func ("/text/hostile-texts", test_hostile_texts);
  const int status = g_test_run ();
  g_string_free (messages, TRUE);

  return status;
}
