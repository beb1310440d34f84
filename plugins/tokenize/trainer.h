/* The trainer `tokenize`. */
#pragma once

#include <obelus/obelus-plugin.h>

gboolean trainer_train (ObelusContext *context, ObelusDocumentStream *stream, ObelusModelBuilder *model,
                        GError **error);
