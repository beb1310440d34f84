/* What a runner was told to run. */
#pragma once

#include "pipeline-private.h"

#include <obelus/obelus-runner.h>

struct _ObelusRunner
{
  GObject parent_instance;

  ObelusPipeline *pipeline;
  ObelusStageCore *reader; /* NULL to choose by extension */
  ObelusOptionSet *writer_options;
  ObelusComponent *writer; /* NULL until it is set */
  GPtrArray *sources;
  ObelusSink *sink;
  guint n_threads;
  gboolean merges;

  GMutex message_lock;
  ObelusRunnerMessage message;
  gpointer message_data;
  GDestroyNotify message_destroy;

  guint64 n_documents; /* atomic */
  guint64 n_failures;  /* atomic */
  gboolean has_run;
};

/* Gives the host a line for people. */
void obelus_runner_tell (ObelusRunner *runner, const char *message);

/* What stages, readers and writers say, as they call it: @user_data is the runner. */
void obelus_runner_pass_message (const char *stage, const char *message, double share, gpointer user_data);

/* Reads, works and writes. All that takes part is loaded and the sink is open. */
gboolean obelus_runner_run_documents (ObelusRunner *runner, ObelusStageCore *writer, GCancellable *cancellable,
                                      GError **error);
