/* What the writer `@name@` promises. */
#include <obelus/obelus.h>

#include <string.h>

/* What the writer makes of one text. */
static char *
write_text (const char *writer, const char *text, gsize length)
{
  g_autoptr (GError) error = @null@;
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (@null@);
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new (registry);
  g_autoptr (ObelusRunner) runner = obelus_runner_new (pipeline);
  g_autoptr (ObelusSource) source = obelus_source_new_for_bytes ("news", bytes);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (ObelusSink) sink = obelus_sink_new_for_stream ("output", stream);

  obelus_runner_set_reader (runner, "text invalid=reject", &error);
  g_assert_no_error (error);
  obelus_runner_set_writer (runner, writer, &error);
  g_assert_no_error (error);
  /* The command does this for every writer: what it needs is what has to be made. */
  obelus_pipeline_require (pipeline, "sentence", "writer '@name@'", TRUE);
  obelus_runner_add_source (runner, source);
  obelus_runner_set_sink (runner, sink);
  obelus_runner_run (runner, @null@, &error);
  g_assert_no_error (error);

  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (stream);
  return g_strndup ((const char *) g_memory_output_stream_get_data (memory),
                    g_memory_output_stream_get_data_size (memory));
}

static void
test_each_sentence_is_a_line (void)
{
  const char *text = "The café burned\ndown. Nobody was hurt.";
  g_autofree char *table = write_text ("@name@", text, strlen (text));

  g_assert_cmpstr (table, ==,
                   "document\tstart\tend\tsentence\n"
                   "news\t0\t21\tThe café burned down.\n"
                   "news\t22\t38\tNobody was hurt.\n");
}

static void
test_offsets_count_what_was_asked_for (void)
{
  const char *text = "A café. Closed.";
  g_autofree char *table = write_text ("@name@ header=no offsets=byte", text, strlen (text));

  g_assert_cmpstr (table, ==, "news\t0\t8\tA café.\nnews\t9\t16\tClosed.\n");
}

static void
test_a_failed_document_has_a_line (void)
{
  g_autofree char *table = write_text ("@name@ header=no", "\xff", 1);

  g_assert_true (g_str_has_prefix (table, "news\t\t\tfailed: "));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, @null@);
  g_test_add_func ("/@name@/each-sentence-is-a-line", test_each_sentence_is_a_line);
  g_test_add_func ("/@name@/offsets-count-what-was-asked-for", test_offsets_count_what_was_asked_for);
  g_test_add_func ("/@name@/a-failed-document-has-a-line", test_a_failed_document_has_a_line);
  return g_test_run ();
}
