/* What the reader `@name@` promises. */
#include <obelus/obelus.h>

#include <string.h>

/* What a source becomes: its texts, as JSON lines. */
static char *
read_texts (const char *reader, const char *contents, gsize length)
{
  g_autoptr (GError) error = @null@;
  g_autoptr (GBytes) bytes = g_bytes_new (contents, length);
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (@null@);
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new (registry);
  g_autoptr (ObelusRunner) runner = obelus_runner_new (pipeline);
  g_autoptr (ObelusSource) source = obelus_source_new_for_bytes ("sayings", bytes);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (ObelusSink) sink = obelus_sink_new_for_stream ("output", stream);

  obelus_runner_set_reader (runner, reader, &error);
  g_assert_no_error (error);
  obelus_runner_set_writer (runner, "jsonl", &error);
  g_assert_no_error (error);
  obelus_runner_add_source (runner, source);
  obelus_runner_set_sink (runner, sink);
  obelus_runner_run (runner, @null@, &error);
  g_assert_no_error (error);

  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (stream);
  return g_strndup ((const char *) g_memory_output_stream_get_data (memory),
                    g_memory_output_stream_get_data_size (memory));
}

static guint
count (const char *text, const char *part)
{
  guint n = 0;

  for (const char *p = strstr (text, part); p != @null@; p = strstr (p + 1, part))
    n++;
  return n;
}

static void
test_lines_of_a_percent_sign_divide (void)
{
  const char *contents = "Haste makes waste.\n%\nAbout 3 %\nof them agree.\n%\n";
  g_autofree char *records = read_texts ("@name@", contents, strlen (contents));

  g_assert_cmpuint (count (records, "\"text\": "), ==, 2);
  g_assert_nonnull (strstr (records, "\"id\": \"sayings:2\", \"text\": \"About 3 %\\nof them agree.\\n\""));
}

static void
test_empty_texts_are_left_out (void)
{
  const char *contents = "%\n%\r\n \n%\nOne.";
  g_autofree char *records = read_texts ("@name@", contents, strlen (contents));

  g_assert_cmpuint (count (records, "\"text\": "), ==, 1);
  g_assert_nonnull (strstr (records, "\"id\": \"sayings:1\", \"text\": \"One.\""));
}

static void
test_a_bad_text_harms_no_other (void)
{
  const char contents[] = "Good.\n%\nBad: \xff\n%\nGood again.\n";
  g_autofree char *records = read_texts ("@name@ strict=yes", contents, sizeof contents - 1);

  g_assert_cmpuint (count (records, "\"text\": "), ==, 2);
  g_assert_cmpuint (count (records, "\"error\": "), ==, 1);
  g_assert_nonnull (strstr (records, "\"id\": \"sayings:2\", \"error\""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, @null@);
  g_test_add_func ("/@name@/lines-of-a-percent-sign-divide", test_lines_of_a_percent_sign_divide);
  g_test_add_func ("/@name@/empty-texts-are-left-out", test_empty_texts_are_left_out);
  g_test_add_func ("/@name@/a-bad-text-harms-no-other", test_a_bad_text_harms_no_other);
  return g_test_run ();
}
