/* What was found, as layers. */
#pragma once

#include "paragraph-profiles.h"

#include <obelus/obelus-plugin.h>

/* A layer without columns. */
gboolean layers_commit_spans (ObelusContext *context, ObelusDocument *document, const char *layer, const Spans *spans,
                              GError **error);

/* Paragraphs with their kinds. */
gboolean layers_commit_paragraphs (ObelusContext *context, ObelusDocument *document, const Spans *paragraphs,
                                   GError **error);

/* Tokens, with the forms of those that are written together, and the normal forms that the option `norm` asks for of
 * those that have another than themselves. */
gboolean layers_commit_tokens (ObelusContext *context, ObelusDocument *document, const Spans *tokens,
                               const Spans *paragraphs, const ParagraphProfiles *profiles, GError **error);
