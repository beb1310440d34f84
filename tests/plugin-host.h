/* What tests of plugins share: running stages on a text as a host does. The environment says where plugins and models
 * are. */
#pragma once

#include <obelus/obelus.h>

/* The pipeline, ready to run on documents that bring the layers @provided along, which may be NULL; NULL with an
 * error. */
static inline ObelusPipeline *
test_prepare_for (const char *line, const char *provided, GError **error)
{
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, line);

  if (provided != NULL)
    obelus_pipeline_provide (pipeline, provided);
  return obelus_pipeline_prepare (pipeline, error) ? g_steal_pointer (&pipeline) : NULL;
}

static inline ObelusPipeline *
test_prepare (const char *line, GError **error)
{
  return test_prepare_for (line, NULL, error);
}

/* Runs @line on a document that brings @provided along. No error may come up. */
static inline void
test_run (const char *line, const char *provided, ObelusDocument *document)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusPipeline) pipeline = test_prepare_for (line, provided, &error);

  g_assert_no_error (error);
  obelus_pipeline_process (pipeline, document, NULL, &error);
  g_assert_no_error (error);
}

/* Runs @line on a text that has @layer already, which may be NULL; @length may be -1. No error may come up. */
static inline ObelusDocument *
test_process_layer (const char *line, const char *text, gssize length, ObelusLayerBuilder *layer)
{
  g_autoptr (GError) error = NULL;
  ObelusDocument *document = obelus_document_new ("d", text, length, &error);

  g_assert_no_error (error);
  if (layer != NULL)
    obelus_document_commit (document, layer, &error);
  g_assert_no_error (error);
  test_run (line, NULL, document);

  return document;
}

static inline ObelusDocument *
test_process (const char *line, const char *text, gssize length)
{
  return test_process_layer (line, text, length, NULL);
}

/* The rows of a layer with ` | ` between; "none" if there is no such layer. */
static inline char *
test_show_rows (ObelusDocument *document, const char *name)
{
  ObelusLayer *layer = obelus_document_get_layer (document, name);
  const char *text = obelus_document_get_text (document, NULL);
  GString *shown = g_string_new (NULL);

  for (guint32 row = 0; layer != NULL && row < obelus_layer_get_n_rows (layer); row++)
    {
      guint32 start = obelus_layer_get_starts (layer)[row];
      g_string_append (shown, row > 0 ? " | " : "");
      g_string_append_len (shown, text + start, obelus_layer_get_ends (layer)[row] - start);
    }
  if (layer == NULL)
    g_string_append (shown, "none");

  return g_string_free (shown, FALSE);
}

/* What a source goes through in a test. */
typedef struct
{
  ObelusRegistry *registry; /* NULL for one of its own */
  const char *name;         /* of the source */
  const char *reader;       /* NULL for the one that the name chooses */
  const char *stages;       /* NULL for none */
  const char *provided;     /* layers that documents bring along; NULL for none */
  const char *writer;
  guint n_threads;   /* 0 for as many as there are processors */
  GString *messages; /* becomes what was said, a line each; NULL to let it pass */
} TestRoute;

static inline void
test_take_message (ObelusRunner *runner G_GNUC_UNUSED, const char *message, gpointer messages)
{
  if (messages != NULL)
    g_string_append_printf (messages, "%s\n", message);
}

/* What is written of a source that holds @input. Only documents may fail: @n_failures, which may be NULL, of them. */
static inline char *
test_run_route (const TestRoute *route, const char *input, gsize length, guint64 *n_failures)
{
  g_autoptr (ObelusRegistry) registry
      = route->registry != NULL ? g_object_ref (route->registry) : obelus_registry_new (NULL);
  g_autoptr (ObelusPipeline) pipeline = route->stages != NULL ? obelus_pipeline_new_from_line (registry, route->stages)
                                                              : obelus_pipeline_new (registry);
  g_autoptr (ObelusRunner) runner = obelus_runner_new (pipeline);
  g_autoptr (GBytes) bytes = g_bytes_new (input, length);
  g_autoptr (ObelusSource) source = obelus_source_new_for_bytes (route->name, bytes);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (ObelusSink) sink = obelus_sink_new_for_stream ("out", stream);
  g_autoptr (GError) error = NULL;

  if (route->messages != NULL)
    g_string_truncate (route->messages, 0);
  if (route->provided != NULL)
    obelus_pipeline_provide (pipeline, route->provided);
  obelus_runner_set_reader (runner, route->reader, &error);
  g_assert_no_error (error);
  obelus_runner_set_writer (runner, route->writer, &error);
  g_assert_no_error (error);
  obelus_runner_set_message_func (runner, test_take_message, route->messages, NULL);
  obelus_runner_set_n_threads (runner, route->n_threads);
  obelus_runner_add_source (runner, source);
  obelus_runner_set_sink (runner, sink);
  obelus_runner_run (runner, NULL, &error);
  g_assert_no_error (error);
  if (n_failures != NULL)
    *n_failures = obelus_runner_get_n_failures (runner);

  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (stream);
  const gsize size = g_memory_output_stream_get_data_size (memory);

  return size > 0 ? g_strndup (g_memory_output_stream_get_data (memory), size) : g_strdup ("");
}
