/* One processor as the checks run it: what it needs is made first, by a pipeline of its own, so that only the processor
 * itself is judged. */
#pragma once

#include "trial.h"

typedef struct
{
  ObelusPipeline *before; /* makes what the processor needs */
  ObelusPipeline *alone;  /* the processor and nothing else */
} Stage;

/* Loads the processor with options written `name=value`, or with its defaults. @optional_too asks for what it needs
 * only where that is there. NULL with an error if it refuses to be loaded; NULL without one, after telling that the
 * trial is skipped, if nothing makes what it needs. */
Stage *stage_new (Trial *trial, const char *const *options, gboolean optional_too, GError **error);

/* The same with default options; NULL after a finding or a skip. */
Stage *stage_new_plain (Trial *trial);

/* A document with what the processor needs. NULL, after a skip, if that cannot be made. */
ObelusDocument *stage_make_document (Stage *stage, Trial *trial, const char *text, gsize length);

gboolean stage_process (Stage *stage, ObelusDocument *document, GCancellable *cancellable, GError **error);

/* CPU time that the processor took so far, in seconds. */
double stage_measure_seconds (Stage *stage);

/* A processed text as a record, or what went wrong with it. (transfer full) */
char *stage_describe (Stage *stage, Trial *trial, const char *text, gsize length);

void stage_free (Stage *stage);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Stage, stage_free)
