/* The way back from a text to the bytes of its source. */
#pragma once

#include <obelus/obelus-document.h>

enum
{
  OBELUS_SOURCE_MAX_STEP = 16, /* bytes of a source that make one character */
};

gboolean obelus_source_runs_check (const ObelusSourceRun *runs, guint32 n_runs, const char *text, guint32 length,
                                   GError **error);

/* The run that @offset lies in. There is at least one. */
const ObelusSourceRun *obelus_source_runs_find (const ObelusSourceRun *runs, guint32 n_runs, guint32 offset);
