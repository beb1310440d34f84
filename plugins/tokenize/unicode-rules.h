/* Tokens and sentences by Unicode Standard Annex 29 and nothing else. */
#pragma once

#include "tokens.h"

#include <obelus/obelus-plugin.h>

/* Divides a text. Returns FALSE if memory could not be had or the work was cancelled. */
gboolean unicode_divide (ObelusContext *context, const char *text, guint32 length, Spans *tokens, Spans *sentences);
