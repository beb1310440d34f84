/* The reader as a plugin: documents, ids and errors as the host sees them. */
#include "../../../tests/plugin-host.h"

#include <stdio.h>
#include <string.h>

typedef struct
{
  GString *messages;
  char *report;
} Result;

static void
note_message (ObelusRunner *runner G_GNUC_UNUSED, const char *message, gpointer user_data)
{
  Result *result = user_data;

  g_string_append_printf (result->messages, "%s\n", message);
}

/* Reads gold documents for the evaluator of tokens, which says how many tokens it saw. */
static void
read_gold (Result *result, const char *reader, const char *conllu)
{
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new (registry);
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) bytes = g_bytes_new_static (conllu, strlen (conllu));
  g_autoptr (GError) error = NULL;

  result->messages = g_string_new (NULL);
  g_ptr_array_add (sources, obelus_source_new_for_bytes ("gold.conllu", bytes));
  result->report = obelus_runner_evaluate (pipeline, "tokens", reader, sources, note_message, result, NULL, &error);
  if (error != NULL)
    g_string_append_printf (result->messages, "%s\n", error->message);
}

static void
result_clear (Result *result)
{
  g_string_free (result->messages, TRUE);
  g_free (result->report);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Result, result_clear)

static void
assert_n_sentences (const Result *result, guint n_sentences)
{
  const char *line = result->report != NULL ? strstr (result->report, "Sentences") : NULL;
  guint found = 0;

  g_assert_nonnull (line);
  g_assert_cmpint (sscanf (line, "Sentences %*f %*f %*f %u", &found), ==, 1);
  g_assert_cmpuint (found, ==, n_sentences);
}

static const char two_documents[] = "# newdoc id = first\n"
                                    "1\tOne\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                    "\n"
                                    "# newdoc id = second\r\n"
                                    "# newpar\r\n"
                                    "1\tTwo\t_\t_\t_\t_\t_\t_\t_\t_\r\n"
                                    "\r\n"
                                    "# text = Three\n"
                                    "1\tThree\t_\t_\t_\t_\t_\t_\t_\t_";

static void
test_divides_documents (void)
{
  static const struct
  {
    const char *reader;
    guint n_documents;
  } cases[] = {
    { "conllu", 2 },
    { "conllu documents=file", 1 },
    { "conllu documents=sentences", 1 },
    { "conllu documents=sentences sentences=2", 2 },
    { "conllu documents=sentences sentences=1", 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const TestRoute route = { .name = "gold.conllu", .reader = cases[i].reader, .writer = "jsonl" };
      g_autofree char *records = test_run_route (&route, two_documents, strlen (two_documents), NULL);
      g_auto (GStrv) lines = g_strsplit (records, "\n", -1);
      g_test_message ("%s", cases[i].reader);
      g_assert_cmpuint (g_strv_length (lines) - 1, ==, cases[i].n_documents);

      g_auto (Result) result = { 0 };
      read_gold (&result, cases[i].reader, two_documents);
      g_assert_cmpstr (result.messages->str, ==, "");
      assert_n_sentences (&result, 3);
    }
}

/* Each document leaves a record, the broken one an error that names its line. */
static void
test_goes_on_after_an_error (void)
{
  static const char conllu[] = "# newdoc id = first\n"
                               "1\tOne\t_\n"
                               "\n"
                               "# newdoc id = second\n"
                               "# meta::genre = letter\n"
                               "1\tTwo\t_\t_\t_\t_\t_\t_\t_\t_\n"
                               "\n";
  const TestRoute route = { .name = "gold.conllu", .writer = "jsonl" };
  guint64 n_failures;
  g_autofree char *output = test_run_route (&route, conllu, strlen (conllu), &n_failures);
  g_auto (GStrv) records = g_strsplit (output, "\n", -1);

  g_assert_cmpuint (g_strv_length (records), ==, 3);
  g_assert_cmpuint (n_failures, ==, 1);
  g_assert_nonnull (strstr (records[0], "\"id\": \"first\""));
  g_assert_nonnull (strstr (records[0], "line 2"));
  g_assert_nonnull (strstr (records[1], "\"id\": \"second\""));
  g_assert_nonnull (strstr (records[1], "\"genre\": \"letter\""));
}

static void
test_names_the_line_of_a_broken_word (void)
{
  g_auto (Result) result = { 0 };

  read_gold (&result, "conllu", "# newdoc id = first\n1\tOne\t_\n\n");
  g_assert_nonnull (strstr (result.messages->str, "line 2"));
  g_assert_nonnull (strstr (result.messages->str, "ten columns"));
}

static void
test_names_the_line_of_a_wrong_head (void)
{
  g_auto (Result) result = { 0 };

  read_gold (&result, "conllu",
             "1\tOne\t_\t_\t_\t_\t0\t_\t_\t_\n"
             "2\ttwo\t_\t_\t_\t_\t9\t_\t_\t_\n"
             "3\tthree\t_\t_\t_\t_\t1\t_\t_\t_\n"
             "\n");
  g_assert_nonnull (strstr (result.messages->str, "line 2"));
  g_assert_nonnull (strstr (result.messages->str, "HEAD"));
}

static void
test_names_the_line_of_an_open_sentence (void)
{
  g_auto (Result) result = { 0 };

  read_gold (&result, "conllu",
             "1-2\tcannot\t_\t_\t_\t_\t_\t_\t_\t_\n"
             "1\tcan\t_\t_\t_\t_\t_\t_\t_\t_\n");
  g_assert_nonnull (strstr (result.messages->str, "line 2"));
  g_assert_nonnull (strstr (result.messages->str, "last range"));
}

/* The names that the option `names` brings along, as records show them. */
static char *
read_names (const char *reader, const char *conllu)
{
  const TestRoute route = { .name = "gold.conllu", .reader = reader, .writer = "jsonl layers=entity" };

  return test_run_route (&route, conllu, strlen (conllu), NULL);
}

static void
test_names_stand_in_misc (void)
{
  static const char file[] = "1\tAda\t_\t_\t_\t_\t_\t_\t_\tNER=B-PER\n"
                             "2\tBell\t_\t_\t_\t_\t_\t_\t_\tGloss=x|NER=I-PER|SpaceAfter=No\n"
                             "3\t,\t_\t_\t_\t_\t_\t_\t_\tNER=O\n"
                             "4\tLyon\t_\t_\t_\t_\t_\t_\t_\tNER=I-LOC\n"
                             "\n"
                             "1\tNice\t_\t_\t_\t_\t_\t_\t_\tNER=I-LOC|ner=B-X\n"
                             "2\tis\t_\t_\t_\t_\t_\t_\t_\t_\n"
                             "3-4\tdu\t_\t_\t_\t_\t_\t_\t_\t_\n"
                             "3\tde\t_\t_\t_\t_\t_\t_\t_\tNER=B-A\n"
                             "4\tle\t_\t_\t_\t_\t_\t_\t_\tNER=B-B\n"
                             "5\tlac\t_\t_\t_\t_\t_\t_\t_\tNER=I-B\n"
                             "6\tx\t_\t_\t_\t_\t_\t_\t_\tNER|NER=|NERD=B-C|XNER=B-C\n"
                             "\n";
  g_autofree char *records = read_names ("conllu names=NER", file);
  g_assert_nonnull (strstr (records,
                            "\"entity\": [{\"start\": 0, \"end\": 8, \"text\": \"Ada Bell\", \"label\": \"PER\"}, "
                            "{\"start\": 10, \"end\": 14, \"text\": \"Lyon\", \"label\": \"LOC\"}, "
                            "{\"start\": 15, \"end\": 19, \"text\": \"Nice\", \"label\": \"LOC\"}, "
                            "{\"start\": 23, \"end\": 29, \"text\": \"du lac\", \"label\": \"B\"}, "
                            "{\"start\": 23, \"end\": 25, \"text\": \"du\", \"label\": \"A\"}]"));

  g_autofree char *others = read_names ("conllu names=ner", file);
  g_assert_nonnull (
      strstr (others, "\"entity\": [{\"start\": 15, \"end\": 19, \"text\": \"Nice\", \"label\": \"X\"}]"));
  g_autofree char *none = read_names ("conllu names=nothing", file);
  g_assert_nonnull (strstr (none, "\"entity\": []"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/conllu/divides-documents", test_divides_documents);
  g_test_add_func ("/conllu/names-stand-in-misc", test_names_stand_in_misc);
  g_test_add_func ("/conllu/goes-on-after-an-error", test_goes_on_after_an_error);
  g_test_add_func ("/conllu/names-the-line-of-a-broken-word", test_names_the_line_of_a_broken_word);
  g_test_add_func ("/conllu/names-the-line-of-a-wrong-head", test_names_the_line_of_a_wrong_head);
  g_test_add_func ("/conllu/names-the-line-of-an-open-sentence", test_names_the_line_of_an_open_sentence);

  return g_test_run ();
}
