/* The line that a program answers with to a document. */
#pragma once

#include "context-struct-private.h"

/* Commits what the line adds to @document, within what the component declares; sets @error if it cannot, or if that is
 * what the line reports. */
void obelus_program_reply_take (ObelusContext *context, ObelusDocument *document, const char *line, gsize length,
                                GError **error);
