/* Records through a run: in as they were, out as they should be, whatever is wrong with some of them. */
#include "../../../tests/plugin-host.h"

#include <string.h>

static char *
run (const char *input, gssize length, const char *reader, const char *writer, guint64 *n_failures)
{
  const TestRoute route = { .name = "in.jsonl", .reader = reader, .writer = writer };

  return test_run_route (&route, input, length < 0 ? strlen (input) : (gsize) length, n_failures);
}

#define FIRST                                                                                                           \
  "{\"id\": \"a\", \"text\": \"Zoë.\", \"offsets\": \"codepoint\", \"meta\": {\"n\": 1}, \"layers\": {\"token\": ["    \
  "{\"start\": 0, \"end\": 3, \"text\": \"Zoë\", \"upos\": \"PROPN\"}, {\"start\": 3, \"end\": 4, \"text\": \".\"}], " \
  "\"entity\": [{\"start\": 0, \"end\": 3, \"text\": \"Zoë\", \"label\": \"PER\", \"score\": 1.0}]}}\n"
#define SECOND "{\"id\": \"b\", \"text\": \"\\u0000\", \"offsets\": \"codepoint\", \"meta\": {}, \"layers\": {}}\n"

static void
test_records_pass_through_unchanged (void)
{
  g_autofree char *output = run (FIRST SECOND, -1, "jsonl", "jsonl", NULL);
  g_assert_cmpstr (output, ==, FIRST SECOND);
}

static void
test_units_and_layers_are_chosen (void)
{
  g_autofree char *output = run (FIRST, -1, "jsonl", "jsonl offsets=byte layers=entity,summary", NULL);

  g_assert_cmpstr (
      output, ==,
      "{\"id\": \"a\", \"text\": \"Zoë.\", \"offsets\": \"byte\", \"meta\": {\"n\": 1}, \"layers\": {"
      "\"entity\": [{\"start\": 0, \"end\": 4, \"text\": \"Zoë\", \"label\": \"PER\", \"score\": 1.0}]}}\n");

  /* A list chooses alike. */
  g_autofree char *list = run (FIRST, -1, "jsonl", "json indent=0 offsets=byte layers=entity,summary", NULL);
  g_autofree char *expected = g_strdup_printf ("[\n%s]\n", output);
  g_assert_cmpstr (list, ==, expected);
}

static void
test_a_list_is_json (void)
{
  g_autofree char *two = run (FIRST SECOND, -1, "jsonl", "json indent=0", NULL);
  g_autofree char *none = run ("\n", -1, "jsonl", "json", NULL);
  g_autofree char *one = run (SECOND, -1, "jsonl", "json", NULL);
  g_autofree char *expected = g_strdup ("[\n" FIRST SECOND "]\n");

  *strchr (expected + 2, '\n') = '@';
  g_auto (GStrv) parts = g_strsplit (expected, "@", 2);
  g_autofree char *joined = g_strjoinv (",\n", parts);

  g_assert_cmpstr (two, ==, joined);
  g_assert_cmpstr (none, ==, "[\n\n]\n");
  g_assert_cmpstr (one, ==,
                   "[\n{\n  \"id\": \"b\",\n  \"text\": \"\\u0000\",\n  \"offsets\": \"codepoint\",\n  \"meta\": {},\n"
                   "  \"layers\": {}\n}\n]\n");
}

/* Each bad line is one error record in its place, found by the line of the file. */
static void
test_bad_lines_do_not_stop_the_run (void)
{
  static const char input[]
      = "\xef\xbb\xbf{\"id\": \"one\", \"text\": \"a\"}\r\n"
        "\n"
        "{\"id\": \"two\", \"text\": }\n"
        "  \t\n"
        "{\"id\": \"three\"}\n"
        "{\"id\": \"four\", \"text\": \"a\", \"layers\": {\"token\": [{\"start\": 0, \"end\": 2}]}}\n"
        "{\"text\": \"\xff\"}\n"
        "{\"text\": \"last\"}";
  guint64 n_failures;
  g_autofree char *output = run (input, sizeof input - 1, "jsonl", "jsonl", &n_failures);
  g_auto (GStrv) records = g_strsplit (output, "\n", -1);

  g_assert_cmpuint (n_failures, ==, 4);
  g_assert_cmpuint (g_strv_length (records), ==, 7); /* six, and nothing behind the last line feed */
  g_assert_true (g_str_has_prefix (records[0], "{\"id\": \"one\", \"text\": \"a\""));
  g_assert_true (g_str_has_prefix (records[1], "{\"id\": \"two\", \"error\": {\"code\": \"invalid-input\""));
  g_assert_nonnull (strstr (records[1], "line 3, column 23: 'text' must be a string, but here is nothing"));
  g_assert_nonnull (strstr (records[2], "line 5: the record has no 'text'"));
  g_assert_true (g_str_has_prefix (records[3], "{\"id\": \"four\", \"error\": {\"code\": \"invalid-layer\""));
  g_assert_nonnull (strstr (records[3], "line 6: layer 'token', row 0: 'end' is 2, beyond the text's 1 code points"));
  g_assert_nonnull (strstr (records[4], "line 7, column 11: byte 0xFF is not UTF-8"));
  g_assert_nonnull (strstr (records[5], "\"text\": \"last\""));
}

/* Failures that were written can be told from documents when they are read. */
static void
test_failures_are_not_documents (void)
{
  g_autofree char *once = run ("{\"id\": \"x\"}", -1, "jsonl", "jsonl", NULL);
  g_autofree char *twice = run (once, -1, "jsonl", "jsonl", NULL);

  g_assert_true (g_str_has_prefix (twice, "{\"id\": \"x\", \"error\":"));
  g_assert_nonnull (strstr (twice, "this is the record of a document that failed before"));
}

static void
test_long_lines_are_told (void)
{
  g_autofree char *text = g_strnfill (3 << 20, 'x');
  g_autofree char *input = g_strdup_printf ("{\"text\": \"%s\"}\n{\"id\": \"short\", \"text\": \"\"}\n", text);
  guint64 n_failures;
  g_autofree char *output = run (input, -1, "jsonl max-line=1", "jsonl layers=token", &n_failures);

  g_assert_cmpuint (n_failures, ==, 1);
  g_assert_nonnull (strstr (output, "\"code\": \"too-large\", \"message\": \"line 1: is longer than 1048576 bytes"));
  g_assert_nonnull (strstr (output, "{\"id\": \"short\""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/records-pass-through-unchanged", test_records_pass_through_unchanged);
  g_test_add_func ("/json/units-and-layers-are-chosen", test_units_and_layers_are_chosen);
  g_test_add_func ("/json/a-list-is-json", test_a_list_is_json);
  g_test_add_func ("/json/bad-lines-do-not-stop-the-run", test_bad_lines_do_not_stop_the_run);
  g_test_add_func ("/json/failures-are-not-documents", test_failures_are_not_documents);
  g_test_add_func ("/json/long-lines-are-told", test_long_lines_are_told);

  return g_test_run ();
}
