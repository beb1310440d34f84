/* One reader, writer, trainer or evaluator as the checks run it. */
#include "host.h"

#include <string.h>
#include <time.h>

/* The record format stands at the other end, whatever plugin offers it. */
#define RECORDS "x.jsonl"
#define PLAIN_TEXT "x.txt"

static double
read_clock (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static double
sum_stage_seconds (ObelusPipeline *pipeline)
{
  double seconds = 0;

  for (guint i = 0; i < obelus_pipeline_get_n_stages (pipeline); i++)
    {
      ObelusStageStatistics statistics;
      obelus_pipeline_get_statistics (pipeline, i, &statistics);
      seconds += (double) statistics.nanoseconds / 1e9;
    }
  return seconds;
}

/* The component as it is written: `name option="value"`. */
static char *
write_spec (Trial *trial, const HostRun *run)
{
  const char *name = obelus_component_get_name (trial->component);

  if (run->option == NULL)
    return g_strdup (name);

  g_auto (GStrv) parts = g_strsplit (run->option, "=", 2);
  return g_strdup_printf ("%s %s=\"%s\"", name, parts[0], parts[1]);
}

static const char *
find_other_end (Trial *trial, ObelusComponentKind kind, const char *path)
{
  ObelusComponent *component = obelus_registry_find_for_path (trial->registry, kind, path);

  if (component != NULL)
    return obelus_component_get_name (component);
  trial_skip (trial, "no %s for files like '%s' is there", obelus_component_kind_get_name (kind), path);
  return NULL;
}

/* Reading and writing */

static GBytes *
run_over_sources (Trial *trial, GPtrArray *sources, const char *reader, const char *writer, HostRun *run,
                  GError **error)
{
  const gboolean judges_writer = obelus_component_get_kind (trial->component) == OBELUS_COMPONENT_WRITER;
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new (trial->registry);
  g_autoptr (ObelusRunner) runner = obelus_runner_new (pipeline);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (ObelusSink) sink = obelus_sink_new_for_stream ("output", stream);

  if (judges_writer)
    obelus_pipeline_require (pipeline, obelus_component_get_needs (trial->component), "the writer", TRUE);
  if (!obelus_runner_set_reader (runner, reader, error) || !obelus_runner_set_writer (runner, writer, error))
    return NULL;
  for (guint i = 0; i < sources->len; i++)
    {
      g_autofree char *name = g_strdup_printf ("source-%u", i);
      g_autoptr (ObelusSource) source = obelus_source_new_for_bytes (name, sources->pdata[i]);
      obelus_runner_add_source (runner, source);
    }
  /* One document that fails, because a writer has something to say of it. */
  g_autoptr (ObelusSource) missing = obelus_source_new_for_path ("/dev/null/missing");
  obelus_runner_add_source (runner, missing);

  obelus_runner_set_sink (runner, sink);
  obelus_runner_set_n_threads (runner, MAX (run->n_threads, 1));
  const double before = read_clock ();
  const gboolean succeeded = obelus_runner_run (runner, run->cancellable, error);
  run->seconds = read_clock () - before - sum_stage_seconds (pipeline);
  if (!succeeded || !g_output_stream_close (stream, NULL, error))
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

/* Learning and judging */

/* Texts as annotated documents: a pipeline makes what the component needs. */
static GPtrArray *
annotate (Trial *trial, GPtrArray *texts, GError **error)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new (trial->registry);
  g_autoptr (GString) records = g_string_new (NULL);
  g_autoptr (GError) problem = NULL;

  obelus_pipeline_require (pipeline, obelus_component_get_needs (trial->component), "the conformance kit", TRUE);
  if (!obelus_pipeline_prepare (pipeline, &problem))
    {
      trial_skip (trial, "nothing makes what it needs to learn from or judge: %s", problem->message);
      return NULL;
    }
  for (guint i = 0; i < texts->len; i++)
    {
      gsize length;
      const char *text = g_bytes_get_data (texts->pdata[i], &length);
      g_autoptr (ObelusDocument) document
          = obelus_document_new ("sample", text != NULL ? text : "", (gssize) length, error);
      if (document == NULL || !obelus_pipeline_process (pipeline, document, NULL, error)
          || !obelus_record_append (records, document, OBELUS_OFFSET_BYTE, NULL, 0, error))
        return NULL;
      g_string_append_c (records, '\n');
    }

  g_autoptr (GBytes) bytes = g_string_free_to_bytes (g_steal_pointer (&records));
  g_ptr_array_add (sources, obelus_source_new_for_bytes ("samples", bytes));
  return g_steal_pointer (&sources);
}

static GBytes *
run_evaluator (Trial *trial, const char *spec, const char *reader, GPtrArray *sources, HostRun *run, GError **error)
{
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new (trial->registry);
  const double before = read_clock ();
  char *report = obelus_runner_evaluate (pipeline, spec, reader, sources, NULL, NULL, run->cancellable, error);

  run->seconds = read_clock () - before - sum_stage_seconds (pipeline);
  return report != NULL ? g_bytes_new_take (report, strlen (report)) : NULL;
}

static GBytes *
run_learner (Trial *trial, const char *spec, GPtrArray *texts, HostRun *run, GError **error)
{
  const char *reader = find_other_end (trial, OBELUS_COMPONENT_READER, RECORDS);
  g_autoptr (GPtrArray) sources = reader != NULL ? annotate (trial, texts, error) : NULL;

  if (sources == NULL)
    return NULL;
  if (obelus_component_get_kind (trial->component) == OBELUS_COMPONENT_EVALUATOR)
    return run_evaluator (trial, spec, reader, sources, run, error);

  const double before = read_clock ();
  GBytes *model
      = obelus_runner_train (trial->registry, spec, reader, sources, NULL, NULL, NULL, run->cancellable, error);
  run->seconds = read_clock () - before;
  return model;
}

GBytes *
host_run (Trial *trial, GPtrArray *sources, HostRun *run, GError **error)
{
  HostRun plain = { .n_threads = 1 };
  run = run != NULL ? run : &plain;
  g_autofree char *spec = write_spec (trial, run);

  switch (obelus_component_get_kind (trial->component))
    {
    case OBELUS_COMPONENT_READER:
      {
        const char *writer = find_other_end (trial, OBELUS_COMPONENT_WRITER, RECORDS);
        return writer != NULL ? run_over_sources (trial, sources, spec, writer, run, error) : NULL;
      }
    case OBELUS_COMPONENT_WRITER:
      {
        const char *reader = find_other_end (trial, OBELUS_COMPONENT_READER, PLAIN_TEXT);
        return reader != NULL ? run_over_sources (trial, sources, reader, spec, run, error) : NULL;
      }
    case OBELUS_COMPONENT_TRAINER:
    case OBELUS_COMPONENT_EVALUATOR:
      return run_learner (trial, spec, sources, run, error);
    case OBELUS_COMPONENT_PROCESSOR:
      break;
    }
  g_assert_not_reached ();
}
