/* How a digest opens: the title, and the sentences of the summary. */
#include "host.h"

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

static void
test_long_summaries_are_cut (void)
{
  static const char record[]
      = "{\"text\": \"One. Two. Three.\", \"layers\": {\"summary\": [{\"start\": 0, \"end\": 4}, "
        "{\"start\": 5, \"end\": 9}, {\"start\": 10, \"end\": 16}]}}";
  g_autofree char *digest = render (record, "digest heading=no sentences=2");

  g_assert_cmpstr (digest, ==, "  • One.\n  • Two.\n");
}

/* Those that say most, and not those that come first. */
static void
test_short_summaries_are_the_best_of_long_ones (void)
{
  static const char record[]
      = "{\"text\": \"One. Two. Three.\", \"layers\": {\"summary\": [{\"start\": 0, \"end\": 4, \"rank\": 3}, "
        "{\"start\": 5, \"end\": 9, \"rank\": 1}, {\"start\": 10, \"end\": 16, \"rank\": 2}]}}";
  g_autofree char *two = render (record, "digest heading=no sentences=2");
  g_autofree char *none = render (record, "digest heading=no sentences=0");

  g_assert_cmpstr (two, ==, "  • Two.\n  • Three.\n");
  assert_lacks (none, "•");
}

/* What stands around a text is no headline, and a heading below it is. */
static void
test_a_headline_belongs_to_the_text (void)
{
  g_autofree char *line
      = render ("{\"id\": \"a\", \"text\": \"MILL-FIRE/\\nIt burned in Kelby\\nIt did.\", \"layers\": {\"paragraph\": ["
                "{\"start\": 0, \"end\": 10, \"kind\": \"boilerplate\"}, {\"start\": 11, \"end\": 36}]}}",
                "digest");
  g_autofree char *heading
      = render ("{\"id\": \"a\", \"text\": \"News | Sport\\nFire\\nIt burned.\", \"layers\": {\"paragraph\": ["
                "{\"start\": 0, \"end\": 12, \"kind\": \"boilerplate\"}, {\"start\": 13, \"end\": 17, \"kind\": "
                "\"heading\"}, {\"start\": 18, \"end\": 28}]}}",
                "digest");

  assert_contains (line, "\n\nIt burned in Kelby\n");
  assert_lacks (line, "MILL-FIRE");
  assert_contains (heading, "\n\nFire\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/digest/a-first-line-in-the-summary-is-not-said-twice",
                   test_a_first_line_in_the_summary_is_not_said_twice);
  g_test_add_func ("/digest/lone-quotation-marks-are-taken-away", test_lone_quotation_marks_are_taken_away);
  g_test_add_func ("/digest/titles", test_titles_are_told_without_their_marks);
  g_test_add_func ("/digest/line-ends", test_line_ends_are_mended);
  g_test_add_func ("/digest/long-summaries-are-cut", test_long_summaries_are_cut);
  g_test_add_func ("/digest/short-summaries", test_short_summaries_are_the_best_of_long_ones);
  g_test_add_func ("/digest/a-headline-belongs-to-the-text", test_a_headline_belongs_to_the_text);
  return g_test_run ();
}
