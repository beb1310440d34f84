/* Pipelines: an ordered list of stages, checked without running it. */
#pragma once

#include <obelus/obelus-document.h>
#include <obelus/obelus-registry.h>

G_BEGIN_DECLS

/**
 * ObelusPipeline:
 *
 * Stages with their options.
 *
 * A pipeline may name only what is wanted; [method@Pipeline.prepare] adds the processors that are needed before it. It
 * is written on one line, `tokenize ! entities min-score=0.6 ! summarize`, or in a file.
 */
#define OBELUS_TYPE_PIPELINE (obelus_pipeline_get_type ())
OBELUS_API
G_DECLARE_FINAL_TYPE (ObelusPipeline, obelus_pipeline, OBELUS, PIPELINE, GObject)

/**
 * obelus_pipeline_new:
 * @registry: where components come from
 *
 * Returns: (transfer full): a pipeline without stages
 */
OBELUS_API ObelusPipeline *obelus_pipeline_new (ObelusRegistry *registry);

/**
 * obelus_pipeline_new_from_line:
 * @registry: where components come from
 * @line: stages with `!` between, each a component's name and its options; quotes protect spaces and `!`
 *
 * What is wrong with @line is found by [method@Pipeline.check] or [method@Pipeline.prepare], all of it at once.
 *
 * Returns: (transfer full): a pipeline
 */
OBELUS_API ObelusPipeline *obelus_pipeline_new_from_line (ObelusRegistry *registry, const char *line);

/**
 * obelus_pipeline_new_from_file:
 * @registry: where components come from
 * @path: a pipeline file
 *
 * Like [ctor@Pipeline.new_from_line]; a file that cannot be read is one of the problems.
 *
 * Returns: (transfer full): a pipeline
 */
OBELUS_API ObelusPipeline *obelus_pipeline_new_from_file (ObelusRegistry *registry, const char *path);

/**
 * obelus_pipeline_new_from_data:
 * @registry: where components come from
 * @name: what problems call the file
 * @data: the contents of a pipeline file
 * @length: its length in bytes, or −1 if it ends with a NUL
 *
 * Returns: (transfer full): a pipeline
 */
OBELUS_API ObelusPipeline *obelus_pipeline_new_from_data (ObelusRegistry *registry, const char *name, const char *data,
                                                          gssize length);

/**
 * obelus_pipeline_get_name:
 * @pipeline: a pipeline
 *
 * Returns: the `Name` of a pipeline file, otherwise `""`
 */
OBELUS_API const char *obelus_pipeline_get_name (ObelusPipeline *pipeline);

/**
 * obelus_pipeline_add_stage:
 * @pipeline: a pipeline that is not prepared yet
 * @component: a processor's name
 * @options: (nullable) (array zero-terminated=1): options as `name=value`
 *
 * Adds a stage at the end.
 */
OBELUS_API void obelus_pipeline_add_stage (ObelusPipeline *pipeline, const char *component, const char *const *options);

/**
 * obelus_pipeline_require:
 * @pipeline: a pipeline that is not prepared yet
 * @layers: layers as in `needs`
 * @wanted_by: who needs them, for explanations: `writer 'digest'`
 * @optional_too: whether to plan for layers marked optional if a processor gives them
 *
 * Asks for layers, whatever makes them.
 */
OBELUS_API void obelus_pipeline_require (ObelusPipeline *pipeline, const char *layers, const char *wanted_by,
                                         gboolean optional_too);

/**
 * obelus_pipeline_provide:
 * @pipeline: a pipeline that is not prepared yet
 * @layers: layers as in `gives`
 *
 * Says which layers documents bring along, so that no stage is planned for them.
 */
OBELUS_API void obelus_pipeline_provide (ObelusPipeline *pipeline, const char *layers);

/**
 * ObelusIsolationPolicy:
 * @OBELUS_ISOLATE_AS_WRITTEN: the stages that say `isolate=yes`
 * @OBELUS_ISOLATE_THIRD_PARTY: besides these, stages of plugins that did not come with Obelus: whose modules lie
 *   elsewhere than in the folder of plugins where Obelus was installed
 * @OBELUS_ISOLATE_ALL: every stage
 *
 * Which stages of a pipeline run in processes of their own.
 */
typedef enum
{
  OBELUS_ISOLATE_AS_WRITTEN,
  OBELUS_ISOLATE_THIRD_PARTY,
  OBELUS_ISOLATE_ALL,
} ObelusIsolationPolicy;

/**
 * obelus_pipeline_set_isolation:
 * @pipeline: a pipeline that is not prepared yet
 * @policy: which stages to isolate
 *
 * An isolated stage runs in processes of the program `obelus-worker`, one for each thread that uses it. They can read
 * the plugin's module, system libraries and the files that the stage's options name, until the stage is loaded;
 * afterwards they can do nothing but compute, in bounded memory and time. What they return is checked like everything
 * that is committed. A document that brings its worker down is tried once more alone and then fails by itself.
 *
 * A stage can say this for itself: `isolate=yes`, and with it `isolate-document-seconds=30`,
 * `isolate-worker-seconds=120` (for a batch of documents, or for loading) and `isolate-megabytes=1024`, which are the
 * defaults.
 *
 * Where the system lacks what isolation takes, [method@Pipeline.prepare] fails with %OBELUS_ERROR_UNSUPPORTED and says
 * what that is.
 */
OBELUS_API void obelus_pipeline_set_isolation (ObelusPipeline *pipeline, ObelusIsolationPolicy policy);

/**
 * ObelusProblem:
 * @file: the pipeline file's name, or `"pipeline"` for one written on a line
 * @line: line, from 1; 0 if none applies
 * @column: byte in the line, from 1; 0 if none applies
 * @message: what is wrong, with a suggestion where there is one
 * @end_column: the byte behind what is wrong, from 1; 0 if none applies
 * @code: what sort of problem it is, for programs: `"unknown-option"`
 * @suggestion: (nullable): what was probably meant to stand from @column to @end_column
 *
 * One thing that is wrong with a pipeline. Only the library makes these: a later version may add members.
 */
typedef struct
{
  const char *file;
  guint line;
  guint column;
  const char *message;
  guint end_column;
  const char *code;
  const char *suggestion;
} ObelusProblem;

/**
 * obelus_pipeline_check:
 * @pipeline: a pipeline
 *
 * Plans and checks everything that can be known before a document is read: names, options and their ranges, files,
 * layers. No plugin code runs.
 *
 * Returns: how many problems there are, in the order of their places
 */
OBELUS_API guint obelus_pipeline_check (ObelusPipeline *pipeline);

/**
 * obelus_pipeline_get_problem: (skip)
 * @pipeline: a pipeline that was checked
 * @index: a problem's number
 *
 * Returns: (transfer none): the problem
 */
OBELUS_API const ObelusProblem *obelus_pipeline_get_problem (ObelusPipeline *pipeline, guint index);

/**
 * obelus_pipeline_format_problem:
 * @pipeline: a pipeline that was checked
 * @index: a problem's number
 *
 * Returns: (transfer full): the problem as one line: `news.pipeline:7: stage 'entities' has no option 'min_score'; did
 *   you mean 'min-score'?`
 */
OBELUS_API char *obelus_pipeline_format_problem (ObelusPipeline *pipeline, guint index);

/**
 * obelus_pipeline_explain:
 * @pipeline: a pipeline
 *
 * Returns: (transfer full): for people: the stages in the order in which they run, why each is there, which were passed
 *   over, and what each reads and makes
 */
OBELUS_API char *obelus_pipeline_explain (ObelusPipeline *pipeline);

/**
 * obelus_pipeline_to_line:
 * @pipeline: a pipeline
 *
 * Returns: (transfer full): the planned pipeline on one line, with the options that were set
 */
OBELUS_API char *obelus_pipeline_to_line (ObelusPipeline *pipeline);

/**
 * obelus_pipeline_prepare:
 * @pipeline: a pipeline
 * @error: return location for an error
 *
 * Checks the pipeline and loads its stages: after this it can process documents and no longer be changed. Calling it
 * again does nothing.
 *
 * Returns: %FALSE with all problems in the error's message, or with what a plugin's `load` reported
 */
OBELUS_API gboolean obelus_pipeline_prepare (ObelusPipeline *pipeline, GError **error);

/**
 * obelus_pipeline_process:
 * @pipeline: a pipeline
 * @document: a document
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Runs all stages over one document in the calling thread. Any number of threads may do so at once, after
 * [method@Pipeline.prepare]; without it the first call prepares.
 *
 * Returns: %FALSE if the pipeline could not be prepared or a stage failed: the message names the stage and its plugin,
 *   and the byte of the text where one is to blame; @document then holds what the stages before it made
 */
OBELUS_API gboolean obelus_pipeline_process (ObelusPipeline *pipeline, ObelusDocument *document,
                                             GCancellable *cancellable, GError **error);

/* What was planned and what it cost */

/**
 * obelus_pipeline_get_n_stages:
 * @pipeline: a pipeline, which is planned if it was not yet
 *
 * Returns: how many stages there are, those that were added because others need them included
 */
OBELUS_API guint obelus_pipeline_get_n_stages (ObelusPipeline *pipeline);

/**
 * obelus_pipeline_get_stage_name:
 * @pipeline: a pipeline
 * @stage: a stage's number in the order in which they run
 *
 * Returns: the stage's name, unique in the pipeline
 */
OBELUS_API const char *obelus_pipeline_get_stage_name (ObelusPipeline *pipeline, guint stage);

/**
 * obelus_pipeline_get_stage_component:
 * @pipeline: a pipeline
 * @stage: a stage's number in the order in which they run
 *
 * Returns: (transfer none): what the stage runs
 */
OBELUS_API ObelusComponent *obelus_pipeline_get_stage_component (ObelusPipeline *pipeline, guint stage);

/**
 * ObelusStageStatistics:
 * @documents: documents processed, failed ones included
 * @failures: documents that failed here
 * @bytes: bytes of text processed
 * @nanoseconds: CPU time of the threads that ran the stage
 * @rows: rows committed
 *
 * What a stage did since the pipeline was prepared.
 */
typedef struct
{
  guint64 documents;
  guint64 failures;
  guint64 bytes;
  guint64 nanoseconds;
  guint64 rows;
} ObelusStageStatistics;

/**
 * obelus_pipeline_get_statistics:
 * @pipeline: a pipeline; may be asked while it runs
 * @stage: a stage's number in the order in which they run
 * @statistics: (out caller-allocates): set to what the stage did
 */
OBELUS_API void obelus_pipeline_get_statistics (ObelusPipeline *pipeline, guint stage,
                                                ObelusStageStatistics *statistics);

G_END_DECLS
