/* Tokens to sentences. */
#pragma once

#include "tokens.h"

/* Groups the tokens from @first on, which are those of one paragraph, into sentences. Returns FALSE if memory could not
 * be had. */
gboolean sentences_divide (const Rules *rules, const char *text, const Spans *tokens, guint32 first, Spans *sentences);
