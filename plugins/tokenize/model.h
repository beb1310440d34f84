/* What a model says of tokens and of sentences. */
#pragma once

#include "boundaries.h"

#include <obelus/obelus-plugin.h>

/* Lets @rules and @boundaries use the model, which must outlive both. */
gboolean tokenize_model_read (ObelusModel *model, Rules *rules, Boundaries *boundaries, GError **error);
