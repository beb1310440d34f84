/* Running documents through a stage, in workers or not, and looking at the records. */
#pragma once

#include <obelus/obelus.h>

/* The registry of the shipped plugins and those of this folder. */
ObelusRegistry *isolated_get_registry (void);

/* Whether the system has what isolation takes. Otherwise the test that is running is skipped, with the reason. */
gboolean isolated_can_test (void);

/* Runs JSON lines through a pipeline; returns the lines of the output. What is said on the way goes to @messages
 * (nullable). */
char **isolated_run (const char *pipeline, const char *records, guint n_threads, ObelusIsolationPolicy policy,
                     GString *messages);

/* `{"id": "n", "text": …}` for each text, which needs no quoting. */
char *isolated_make_records (const char *const *texts, guint n_texts);
