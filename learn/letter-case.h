/* Texts in other letters than they were written in. */
#pragma once

#include "scan.h"

/* The tokens in capitals, or in small letters, one behind the other. The caller owns @text, @starts and @ends. */
void learn_tokens_copy_in_case (const LearnTokens *tokens, gboolean capitals, char **text, guint32 **starts,
                                guint32 **ends);
