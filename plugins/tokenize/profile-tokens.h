/* Text to tokens in a language that has a profile. */
#pragma once

#include "profile.h"

/* Divides text[start, end), which is one paragraph, into tokens as tokens_divide () does. What is written for several
 * words is one token here that is marked with TOKEN_EXPANDS, and a multi-word. */
gboolean profile_divide_tokens (const Profile *profile, const char *text, guint32 start, guint32 end, Spans *tokens,
                                Spans *multiwords, ObelusContext *context);
