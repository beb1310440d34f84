/* One reader, writer, trainer or evaluator as the checks run it: by the host's own means, with whatever stands at the
 * other end. */
#pragma once

#include "trial.h"

typedef struct
{
  const char *option; /* `name=value`, or NULL for the defaults */
  guint n_threads;
  GCancellable *cancellable;
  double seconds; /* out: CPU time of the process but for the stages' */
} HostRun;

/* Runs the component over sources, bytes each. @run may be NULL.
 *
 * Returns: what came of it: records, output, a model, a report; NULL with an error if the run failed as a whole, NULL
 * without one after a skip */
GBytes *host_run (Trial *trial, GPtrArray *sources, HostRun *run, GError **error);
