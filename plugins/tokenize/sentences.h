/* Tokens to sentences. */
#pragma once

#include "tokens.h"

/* Groups the tokens [first, end), which are those of one paragraph, into sentences. Returns FALSE if memory could not
 * be had. */
gboolean sentences_divide (const Rules *rules, const char *text, const Spans *tokens, guint32 first, guint32 end,
                           Spans *sentences);
