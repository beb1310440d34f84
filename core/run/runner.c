/* The runner: sources through a reader, a pipeline and a writer into a sink, in several threads. */
#include "runner-private.h"
#include "sink-private.h"
#include "spec-private.h"

#include <obelus/obelus-error.h>

#define MAX_THREADS 1024

G_DEFINE_FINAL_TYPE (ObelusRunner, obelus_runner, G_TYPE_OBJECT)

static void
obelus_runner_finalize (GObject *object)
{
  ObelusRunner *runner = OBELUS_RUNNER (object);

  if (runner->message_destroy != NULL)
    runner->message_destroy (runner->message_data);
  g_clear_pointer (&runner->reader, obelus_stage_core_unref);
  g_clear_pointer (&runner->writer_options, obelus_option_set_unref);
  g_clear_object (&runner->writer);
  g_clear_object (&runner->sink);
  g_clear_object (&runner->pipeline);
  g_ptr_array_unref (runner->sources);
  g_mutex_clear (&runner->message_lock);

  G_OBJECT_CLASS (obelus_runner_parent_class)->finalize (object);
}

static void
obelus_runner_class_init (ObelusRunnerClass *class)
{
  G_OBJECT_CLASS (class)->finalize = obelus_runner_finalize;
}

static void
obelus_runner_init (ObelusRunner *runner)
{
  g_mutex_init (&runner->message_lock);
  runner->sources = g_ptr_array_new_with_free_func (g_object_unref);
}

/* What to run */

ObelusRunner *
obelus_runner_new (ObelusPipeline *pipeline)
{
  g_return_val_if_fail (OBELUS_IS_PIPELINE (pipeline), NULL);

  ObelusRunner *runner = g_object_new (OBELUS_TYPE_RUNNER, NULL);
  runner->pipeline = g_object_ref (pipeline);

  return runner;
}

gboolean
obelus_runner_set_reader (ObelusRunner *runner, const char *reader, GError **error)
{
  g_return_val_if_fail (OBELUS_IS_RUNNER (runner), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  g_clear_pointer (&runner->reader, obelus_stage_core_unref);
  if (reader == NULL)
    return TRUE;

  ObelusComponent *component;
  g_autoptr (ObelusOptionSet) options = obelus_spec_resolve (obelus_pipeline_get_registry (runner->pipeline),
                                                             OBELUS_COMPONENT_READER, reader, &component, error);
  if (options == NULL)
    return FALSE;

  runner->reader = obelus_stage_core_new (obelus_component_get_name (component), component, options);

  return TRUE;
}

gboolean
obelus_runner_set_writer (ObelusRunner *runner, const char *writer, GError **error)
{
  g_return_val_if_fail (OBELUS_IS_RUNNER (runner), FALSE);
  g_return_val_if_fail (writer != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  ObelusComponent *component;
  ObelusOptionSet *options = obelus_spec_resolve (obelus_pipeline_get_registry (runner->pipeline),
                                                  OBELUS_COMPONENT_WRITER, writer, &component, error);
  if (options == NULL)
    return FALSE;

  g_set_object (&runner->writer, component);
  g_clear_pointer (&runner->writer_options, obelus_option_set_unref);
  runner->writer_options = options;

  return TRUE;
}

void
obelus_runner_suggest_writer_option (ObelusRunner *runner, const char *option, const char *value)
{
  g_return_if_fail (OBELUS_IS_RUNNER (runner));
  g_return_if_fail (option != NULL && value != NULL);

  if (runner->writer_options == NULL || !obelus_option_set_has_option (runner->writer_options, option)
      || obelus_option_set_is_assigned (runner->writer_options, option))
    return;

  /* A value that the writer does not take is no suggestion. */
  g_free (obelus_option_set_assign (runner->writer_options, option, value));
}

void
obelus_runner_add_source (ObelusRunner *runner, ObelusSource *source)
{
  g_return_if_fail (OBELUS_IS_RUNNER (runner));
  g_return_if_fail (OBELUS_IS_SOURCE (source));

  g_ptr_array_add (runner->sources, g_object_ref (source));
}

void
obelus_runner_set_sink (ObelusRunner *runner, ObelusSink *sink)
{
  g_return_if_fail (OBELUS_IS_RUNNER (runner));
  g_return_if_fail (OBELUS_IS_SINK (sink));

  g_set_object (&runner->sink, sink);
}

void
obelus_runner_set_n_threads (ObelusRunner *runner, guint n_threads)
{
  g_return_if_fail (OBELUS_IS_RUNNER (runner));

  runner->n_threads = MIN (n_threads, MAX_THREADS);
}

void
obelus_runner_set_merge (ObelusRunner *runner, gboolean merge)
{
  g_return_if_fail (OBELUS_IS_RUNNER (runner));

  runner->merges = merge;
}

void
obelus_runner_set_message_func (ObelusRunner *runner, ObelusRunnerMessage func, gpointer user_data,
                                GDestroyNotify destroy)
{
  g_return_if_fail (OBELUS_IS_RUNNER (runner));

  if (runner->message_destroy != NULL)
    runner->message_destroy (runner->message_data);
  runner->message = func;
  runner->message_data = user_data;
  runner->message_destroy = destroy;
}

guint64
obelus_runner_get_n_documents (ObelusRunner *runner)
{
  g_return_val_if_fail (OBELUS_IS_RUNNER (runner), 0);

  return __atomic_load_n (&runner->n_documents, __ATOMIC_RELAXED);
}

guint64
obelus_runner_get_n_failures (ObelusRunner *runner)
{
  g_return_val_if_fail (OBELUS_IS_RUNNER (runner), 0);

  return __atomic_load_n (&runner->n_failures, __ATOMIC_RELAXED);
}

/* Messages */

void
obelus_runner_tell (ObelusRunner *runner, const char *message)
{
  if (runner->message == NULL)
    return;

  g_mutex_lock (&runner->message_lock);
  runner->message (runner, message, runner->message_data);
  g_mutex_unlock (&runner->message_lock);
}

/* Their progress is none of a run over many documents. */
void
obelus_runner_pass_message (const char *stage, const char *message, double share, gpointer user_data)
{
  g_autofree char *line = g_strdup_printf ("'%s': %s", stage, message);

  if (share < 0)
    obelus_runner_tell (user_data, line);
}

/* Running */

/* Everything that can go wrong before the first document is read. */
static gboolean
prepare (ObelusRunner *runner, ObelusStageCore *writer, GError **error)
{
  if (!obelus_pipeline_is_prepared (runner->pipeline))
    {
      g_autofree char *wanted_by = g_strdup_printf ("writer '%s'", obelus_component_get_name (runner->writer));
      obelus_pipeline_require (runner->pipeline, obelus_component_get_needs (runner->writer), wanted_by, FALSE);
    }

  return obelus_pipeline_prepare (runner->pipeline, error) && obelus_stage_core_load (writer, error)
         && (runner->reader == NULL || obelus_stage_core_load (runner->reader, error))
         && obelus_sink_open (runner->sink, error);
}

gboolean
obelus_runner_run (ObelusRunner *runner, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (OBELUS_IS_RUNNER (runner), FALSE);
  g_return_val_if_fail (runner->writer != NULL, FALSE);
  g_return_val_if_fail (runner->sink != NULL, FALSE);
  g_return_val_if_fail (!runner->has_run, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  runner->has_run = TRUE;
  if (runner->n_threads == 0)
    runner->n_threads = MIN (g_get_num_processors (), MAX_THREADS);

  ObelusStageCore *writer
      = obelus_stage_core_new (obelus_component_get_name (runner->writer), runner->writer, runner->writer_options);
  obelus_stage_core_set_message_func (writer, obelus_runner_pass_message, runner);
  if (runner->reader != NULL)
    obelus_stage_core_set_message_func (runner->reader, obelus_runner_pass_message, runner);
  obelus_pipeline_set_message_func (runner->pipeline, obelus_runner_pass_message, runner);

  const gboolean done
      = prepare (runner, writer, error) && obelus_runner_run_documents (runner, writer, cancellable, error);

  obelus_pipeline_set_message_func (runner->pipeline, NULL, NULL);
  if (runner->reader != NULL)
    obelus_stage_core_set_message_func (runner->reader, NULL, NULL);
  obelus_stage_core_unref (writer);

  return done;
}
