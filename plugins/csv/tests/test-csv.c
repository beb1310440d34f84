/* Tables through a run: which documents come of them, and what is said about those that are wrong. */
#include "../../../tests/plugin-host.h"

#include <string.h>

static char *
run_bytes (const char *reader, const char *input, gsize length, guint64 *n_failures)
{
  const TestRoute route = { .name = "in.csv", .reader = reader, .writer = "jsonl" };

  return test_run_route (&route, input, length, n_failures);
}

static char *
run (const char *reader, const char *input, guint64 *n_failures)
{
  return run_bytes (reader, input, strlen (input), n_failures);
}

#define DOCUMENT(id, text, meta) \
  "{\"id\": \"" id "\", \"text\": \"" text "\", \"offsets\": \"codepoint\", \"meta\": {" meta "}, \"layers\": {}}\n"

static void
assert_documents (const char *reader, const char *input, const char *documents)
{
  guint64 n_failures;
  g_autofree char *output = run (reader, input, &n_failures);

  g_assert_cmpstr (output, ==, documents);
  g_assert_cmpuint (n_failures, ==, 0);
}

static void
assert_failure (const char *reader, const char *input, const char *message)
{
  guint64 n_failures;
  g_autofree char *output = run (reader, input, &n_failures);

  g_assert_cmpuint (n_failures, ==, 1);
  if (strstr (output, message) == NULL)
    g_error ("'%s' is not in '%s'", message, output);
}

static void
test_each_row_is_a_document (void)
{
  assert_documents ("csv", "id,text,source\n7,Ann met Bo.,wire\n8,It rained.,\n",
                    DOCUMENT ("7", "Ann met Bo.", "\"source\": \"wire\"") DOCUMENT ("8", "It rained.", ""));
  assert_documents ("csv", "\xef\xbb\xbftext\r\nAnn.\r\n\r\nBo.",
                    DOCUMENT ("in.csv", "Ann.", "") DOCUMENT ("in.csv#2", "Bo.", ""));
  assert_documents ("csv", "remark\rAnn.\r", DOCUMENT ("in.csv", "Ann.", ""));
  assert_documents ("csv", "", "");
  assert_documents ("csv", "id,text\n", "");
}

static void
test_quotation_marks_protect (void)
{
  assert_documents ("csv", "id,text\n1,\"Ann, she said: \"\"No.\"\"\nThen she left.\"\n2,5\" of snow\n",
                    DOCUMENT ("1", "Ann, she said: \\\"No.\\\"\\nThen she left.", "")
                        DOCUMENT ("2", "5\\\" of snow", ""));
  assert_documents ("csv", "text\n\"\"\n\"a\"b\n", DOCUMENT ("in.csv", "ab", ""));
}

static void
test_separators_are_found_or_named (void)
{
  assert_documents ("csv", "id;text;\"a,b,c,d\"\n1;Ann, and Bo.;x\n",
                    DOCUMENT ("1", "Ann, and Bo.", "\"a,b,c,d\": \"x\""));
  assert_documents ("csv", "id\ttext\n1\tAnn.\n", DOCUMENT ("1", "Ann.", ""));
  assert_documents ("csv separator=bar text=2", "id|b,c,d\n1|Ann.\n", DOCUMENT ("1", "Ann.", ""));
}

static void
test_columns_are_chosen (void)
{
  const char *input = "Title,Body,Key\nNews,Ann met Bo.,k1\n,Only this.,k2\n";

  assert_documents ("csv id=key", input,
                    DOCUMENT ("k1", "Ann met Bo.", "\"Title\": \"News\"") DOCUMENT ("k2", "Only this.", ""));
  assert_documents ("csv text=title,2 id=3", input,
                    DOCUMENT ("k1", "News\\n\\nAnn met Bo.", "") DOCUMENT ("k2", "Only this.", ""));
  assert_documents ("csv header=no text=2", "a,Ann.\nb,Bo.\n",
                    DOCUMENT ("in.csv", "Ann.", "\"column-1\": \"a\"")
                        DOCUMENT ("in.csv#2", "Bo.", "\"column-1\": \"b\""));
}

static void
test_what_is_wrong_is_told (void)
{
  assert_failure ("csv", "a,b\n1,2\n",
                  "which column holds the text? name it, as in --from 'csv text=NAME', or give its number; the first "
                  "line has a, b");
  assert_failure ("csv text=c", "a,b\n1,2\n", "option 'text': there is no column 'c'; the first line has a, b");
  assert_failure ("csv id=c", "a,text\n1,2\n", "option 'id': there is no column 'c'; the first line has a, text");
  assert_failure ("csv", "id,text\n1,Ann, and Bo.\n2,Fine.,\n",
                  "line 2: the row has 3 fields and the first row 2; a field with a separator in it needs quotation "
                  "marks around it");
  assert_failure ("csv", "id,text\n1\n2,Fine.\n", "line 2: the row ends before the column of the text");
  assert_failure ("csv", "id,text\n1,Fine.\n2,\"Ann\n3,Bo.\n",
                  "line 3: a quotation mark in the row that begins here is not closed; what stands behind it is not "
                  "read");
}

static void
test_a_row_without_an_end_does_not_fill_memory (void)
{
  g_autofree char *filler = g_strnfill (3 << 20, 'x');
  g_autofree char *input = g_strdup_printf ("text\nFine.\n\"%s\n", filler);

  assert_failure ("csv max-row=1", input, "line 3: the row that begins here is too long");

  g_autofree char *commas = g_strnfill (100000, ',');
  assert_failure ("csv", commas, "line 1: the row has too many fields for a table");
}

static void
test_encodings_are_read (void)
{
  guint64 n_failures;
  g_autofree char *output = run ("csv encoding=windows-1252", "id,text,pl\xe4tze\n\xe9,Zo\xeb.,\xfc\n", &n_failures);
  g_assert_cmpuint (n_failures, ==, 0);
  g_assert_nonnull (strstr (output, "{\"id\": \"é\", \"text\": \"Zoë.\""));
  g_assert_nonnull (strstr (output, "\"plätze\": \"ü\""));

  assert_failure ("csv invalid=reject", "id,text\n1,Zo\xeb.\n", "line 2: ");

  g_autofree char *binary = run_bytes ("csv", "id,text\n1,a\0b\n", 14, &n_failures);
  g_assert_nonnull (strstr (binary, "a\\u0000b"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/rows", test_each_row_is_a_document);
  g_test_add_func ("/csv/quotation-marks", test_quotation_marks_protect);
  g_test_add_func ("/csv/separators", test_separators_are_found_or_named);
  g_test_add_func ("/csv/columns", test_columns_are_chosen);
  g_test_add_func ("/csv/wrong", test_what_is_wrong_is_told);
  g_test_add_func ("/csv/long", test_a_row_without_an_end_does_not_fill_memory);
  g_test_add_func ("/csv/encodings", test_encodings_are_read);
  return g_test_run ();
}
