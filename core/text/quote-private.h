/* Quoting values for the line notation of pipelines. */
#pragma once

#include <glib.h>

/* Returns a copy of @value with quotes around it if a line needs them: where it is empty or holds spaces, `!` or
 * quotes. */
char *obelus_quote (const char *value);
