/* Codes of languages (BCP 47): what a text is said to be in, and what a model is for. */
#pragma once

#include <glib.h>
#include <string.h>

/* The code of what nobody knows. */
#define LEARN_LANGUAGE_UNKNOWN "und"

/* Whether two codes are of the same language, whatever stands behind it: `en-GB` and `EN`, not `eng` and `en`. */
static inline gboolean
learn_language_code_matches (const char *code, const char *other)
{
  gsize length = strcspn (code, "-_");

  return strcspn (other, "-_") == length && g_ascii_strncasecmp (code, other, length) == 0;
}

/* Whether a code says which language it is; %NULL does not. */
static inline gboolean
learn_language_code_is_known (const char *code)
{
  return code != NULL && !learn_language_code_matches (code, LEARN_LANGUAGE_UNKNOWN);
}
