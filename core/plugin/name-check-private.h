/* What declared names and summaries must look like. */
#pragma once

#include <glib.h>

/* Whether a name is lower-case words joined by hyphens, such as `min-score` or `conll2003`. */
gboolean obelus_name_check (const char *name);

/* Whether there is a summary: something to read, on one line, in UTF-8. @summary may be NULL. */
gboolean obelus_name_check_summary (const char *summary);
