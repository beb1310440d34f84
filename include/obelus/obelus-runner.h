/* The runner: sources through a reader, a pipeline and a writer into a sink, in several threads. */
#pragma once

#include <obelus/obelus-pipeline.h>
#include <obelus/obelus-source.h>

G_BEGIN_DECLS

/**
 * ObelusRunner:
 *
 * Runs a pipeline over many documents.
 *
 * Every document that a reader begins leaves exactly one record in the order of the input: a result or an error. One
 * bad document, one failing stage, one missing file never ends the run. Memory does not grow with the number of
 * documents. The output is the same bytes for any number of threads.
 */
#define OBELUS_TYPE_RUNNER (obelus_runner_get_type ())
OBELUS_API
G_DECLARE_FINAL_TYPE (ObelusRunner, obelus_runner, OBELUS, RUNNER, GObject)

/**
 * obelus_runner_new:
 * @pipeline: what to run; it is prepared when the run starts
 *
 * Returns: (transfer full): a runner without sources
 */
OBELUS_API ObelusRunner *obelus_runner_new (ObelusPipeline *pipeline);

/**
 * obelus_runner_set_reader:
 * @runner: a runner
 * @reader: (nullable): a reader and its options, written like a stage: `text invalid=reject`; %NULL to choose by the
 *   extension of each source, and where no reader claims it the one that claims `.txt`
 * @error: return location for an error
 *
 * Returns: %FALSE if there is no such reader or an option is wrong
 */
OBELUS_API gboolean obelus_runner_set_reader (ObelusRunner *runner, const char *reader, GError **error);

/**
 * obelus_runner_set_writer:
 * @runner: a runner
 * @writer: a writer and its options, written like a stage: `jsonl offsets=utf16`
 * @error: return location for an error
 *
 * Returns: %FALSE if there is no such writer or an option is wrong
 */
OBELUS_API gboolean obelus_runner_set_writer (ObelusRunner *runner, const char *writer, GError **error);

/**
 * obelus_runner_suggest_writer_option:
 * @runner: a runner with a writer
 * @option: an option's name
 * @value: its value
 *
 * Sets an option of the writer if it declares one of that name, it was not set and it takes the value, so that a host
 * can offer what it knows (`width`, `color`).
 */
OBELUS_API void obelus_runner_suggest_writer_option (ObelusRunner *runner, const char *option, const char *value);

/**
 * obelus_runner_add_source:
 * @runner: a runner that does not run yet
 * @source: what to read next
 *
 * Adds a source behind those that were added before.
 */
OBELUS_API void obelus_runner_add_source (ObelusRunner *runner, ObelusSource *source);

/**
 * obelus_runner_set_sink:
 * @runner: a runner that does not run yet
 * @sink: where to write; closed at the end of a run that went well
 */
OBELUS_API void obelus_runner_set_sink (ObelusRunner *runner, ObelusSink *sink);

/**
 * obelus_runner_set_n_threads:
 * @runner: a runner that does not run yet
 * @n_threads: threads that run stages, 1024 at most; 0, the default, for as many as the machine has processors
 */
OBELUS_API void obelus_runner_set_n_threads (ObelusRunner *runner, guint n_threads);

/**
 * obelus_runner_set_merge:
 * @runner: a runner that does not run yet
 * @merge: whether all texts are read as one document
 *
 * The document has the texts in the order of the sources, an empty line between two. Its metadata `inputs` is a list of
 * their names, and its layer `obelus.input` has a row for each, with the column `name`; other metadata of theirs is
 * left. A document that cannot be read, or that brings layers of its own, leaves an error record and is not part of it.
 */
OBELUS_API void obelus_runner_set_merge (ObelusRunner *runner, gboolean merge);

/**
 * ObelusRunnerMessage:
 * @runner: (nullable): the runner; %NULL from training and evaluation, which have none
 * @message: a line for people, without a line feed
 * @user_data: as given
 *
 * Called with warnings, and with failures that the writer has no form for; from any thread, one call at a time.
 */
typedef void (*ObelusRunnerMessage) (ObelusRunner *runner, const char *message, gpointer user_data);

/**
 * obelus_runner_set_message_func:
 * @runner: a runner that does not run yet
 * @func: (nullable) (scope notified) (closure user_data) (destroy destroy): called with messages
 * @user_data: for @func
 * @destroy: (nullable): frees @user_data
 */
OBELUS_API void obelus_runner_set_message_func (ObelusRunner *runner, ObelusRunnerMessage func, gpointer user_data,
                                                GDestroyNotify destroy);

/**
 * obelus_runner_run:
 * @runner: a runner with sources, a writer and a sink
 * @cancellable: (nullable): to stop; whole records only are written
 * @error: return location for an error
 *
 * Runs once.
 *
 * Returns: %FALSE if the pipeline could not be prepared, the sink could not be written or the run was cancelled.
 * Documents that failed do not count: see [method@Runner.get_n_failures].
 */
OBELUS_API gboolean obelus_runner_run (ObelusRunner *runner, GCancellable *cancellable, GError **error);

/**
 * obelus_runner_get_n_documents:
 * @runner: a runner; may be asked while it runs
 *
 * Returns: how many records have been written, failures included
 */
OBELUS_API guint64 obelus_runner_get_n_documents (ObelusRunner *runner);

/**
 * obelus_runner_get_n_failures:
 * @runner: a runner; may be asked while it runs
 *
 * Returns: how many of the records that have been written are errors
 */
OBELUS_API guint64 obelus_runner_get_n_failures (ObelusRunner *runner);

/**
 * obelus_runner_train:
 * @registry: where components come from
 * @trainer: a trainer and its options, written like a stage: `entities epochs=8`; or `@FILE`, whose section
 *   `[Trainer entities]` has the options a line each
 * @reader: (nullable): a reader and its options; %NULL to choose by extension
 * @sources: (element-type ObelusSource): what to learn from
 * @card: (nullable): the model's card, a JSON object
 * @message: (nullable) (scope call) (closure user_data): called with progress and warnings
 * @user_data: for @message
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Returns: (transfer full): the contents of a model file, or %NULL
 */
OBELUS_API GBytes *obelus_runner_train (ObelusRegistry *registry, const char *trainer, const char *reader,
                                        GPtrArray *sources, const char *card, ObelusRunnerMessage message,
                                        gpointer user_data, GCancellable *cancellable, GError **error);

/**
 * obelus_runner_evaluate:
 * @pipeline: what to judge; what the evaluator judges is planned for if nothing in it gives it
 * @evaluator: an evaluator and its options, written like a stage, or `@FILE`
 * @reader: (nullable): a reader and its options; %NULL to choose by extension
 * @sources: (element-type ObelusSource): gold documents
 * @message: (nullable) (scope call) (closure user_data): called with progress and warnings
 * @user_data: for @message
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Returns: (transfer full): the report, for people; or %NULL
 */
OBELUS_API char *obelus_runner_evaluate (ObelusPipeline *pipeline, const char *evaluator, const char *reader,
                                         GPtrArray *sources, ObelusRunnerMessage message, gpointer user_data,
                                         GCancellable *cancellable, GError **error);

/**
 * obelus_runner_compare:
 * @registry: where components come from
 * @evaluator: an evaluator and its options, written like a stage, or `@FILE`
 * @reader: (nullable): a reader and its options, for both sides; %NULL to choose by extension
 * @gold: (element-type ObelusSource): gold documents
 * @results: (element-type ObelusSource): the same documents in the same order, as something else annotated them
 * @message: (nullable) (scope call) (closure user_data): called with progress and warnings
 * @user_data: for @message
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Like [func@Runner.evaluate] for annotations that are there already, whatever made them.
 *
 * Returns: (transfer full): the report, for people; or %NULL
 */
OBELUS_API char *obelus_runner_compare (ObelusRegistry *registry, const char *evaluator, const char *reader,
                                        GPtrArray *gold, GPtrArray *results, ObelusRunnerMessage message,
                                        gpointer user_data, GCancellable *cancellable, GError **error);

G_END_DECLS
