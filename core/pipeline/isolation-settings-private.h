/* What a stage of a pipeline says about its isolation: `isolate=yes isolate-document-seconds=5`. */
#pragma once

#include "context-private.h"

/* Whether @name is one of the settings that every stage has for this. */
gboolean obelus_isolation_has_setting (const char *name);

/* Appends the names of these settings (constant). */
void obelus_isolation_list_settings (GPtrArray *names);

/* Returns NULL, or a clause that fits behind "stage 'x' " (transfer full) and what was probably meant in @suggestion.
 */
char *obelus_isolation_assign (ObelusIsolation *isolation, const char *name, const char *value, char **suggestion);

/* Appends ` isolate=yes …`: what differs from how a stage is held otherwise. */
void obelus_isolation_append (GString *line, const ObelusIsolation *isolation, const char *separator);
