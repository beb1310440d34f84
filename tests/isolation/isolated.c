/* Running documents through a stage, in workers or not, and looking at the records. */
#include "isolated.h"

#include <string.h>

ObelusRegistry *
isolated_get_registry (void)
{
  static ObelusRegistry *registry;

  if (registry == NULL)
    {
      const char *const path[] = { g_getenv ("OBELUS_TEST_PLUGINS"), NULL };
      g_assert_nonnull (path[0]);
      registry = obelus_registry_new (path);
    }
  return registry;
}

gboolean
isolated_can_test (void)
{
  static GError *error;
  static gboolean is_known;

  if (!is_known)
    {
      g_autoptr (ObelusPipeline) pipeline
          = obelus_pipeline_new_from_line (isolated_get_registry (), "hostile isolate=yes");
      is_known = TRUE;
      if (!obelus_pipeline_prepare (pipeline, &error)
          && (error->code != OBELUS_ERROR_UNSUPPORTED || strstr (error->message, "this system lacks") == NULL))
        g_assert_no_error (error);
    }
  if (error != NULL && g_test_get_path () != NULL)
    g_test_skip (error->message);
  return error == NULL;
}

static void
note_message (ObelusRunner *runner, const char *message, gpointer user_data)
{
  (void) runner;
  g_string_append_printf (user_data, "%s\n", message);
}

char **
isolated_run (const char *line, const char *records, guint n_threads, ObelusIsolationPolicy policy, GString *messages)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (isolated_get_registry (), line);
  g_autoptr (ObelusRunner) runner = obelus_runner_new (pipeline);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (ObelusSink) sink = obelus_sink_new_for_stream ("memory", stream);
  g_autoptr (GBytes) bytes = g_bytes_new (records, strlen (records));
  g_autoptr (ObelusSource) source = obelus_source_new_for_bytes ("records.jsonl", bytes);

  obelus_pipeline_set_isolation (pipeline, policy);
  obelus_runner_set_writer (runner, "jsonl", &error);
  g_assert_no_error (error);
  obelus_runner_add_source (runner, source);
  obelus_runner_set_sink (runner, sink);
  obelus_runner_set_n_threads (runner, n_threads);
  if (messages != NULL)
    obelus_runner_set_message_func (runner, note_message, messages, NULL);
  gboolean done = obelus_runner_run (runner, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (done);

  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (stream);
  g_autofree char *output
      = g_strndup (g_memory_output_stream_get_data (memory), g_memory_output_stream_get_data_size (memory));
  return g_strsplit (output, "\n", -1);
}

char *
isolated_make_records (const char *const *texts, guint n_texts)
{
  GString *records = g_string_new (NULL);

  for (guint i = 0; i < n_texts; i++)
    g_string_append_printf (records, "{\"id\": \"%u\", \"text\": \"%s\"}\n", i, texts[i]);
  return g_string_free (records, FALSE);
}
