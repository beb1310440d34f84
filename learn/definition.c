/* Finding definitions of abbreviations. */
#include "definition.h"

enum
{
  LEAST_LETTERS = 2,
  MOST_LETTERS = 10,
  MOST_WORDS = 24, /* of a name and what joins it */
};

static guint32
get_length (const LearnTokens *tokens, guint32 token)
{
  return tokens->ends[token] - tokens->starts[token];
}

static gboolean
is_mark (const LearnTokens *tokens, guint32 token, char mark)
{
  return get_length (tokens, token) == 1 && tokens->text[tokens->starts[token]] == mark;
}

/* Whether the token is all capitals, as many as an abbreviation has. */
static gboolean
is_abbreviation (const LearnTokens *tokens, guint32 token)
{
  const char *word = tokens->text + tokens->starts[token];
  guint32 length = get_length (tokens, token);

  if (length < LEAST_LETTERS || length > MOST_LETTERS)
    return FALSE;
  for (guint32 i = 0; i < length; i++)
    if (!g_ascii_isupper (word[i]))
      return FALSE;

  return TRUE;
}

gboolean
learn_definition_has_abbreviation (const LearnTokens *tokens, guint32 bracket)
{
  return bracket + 2 < tokens->n && is_mark (tokens, bracket, '(') && is_mark (tokens, bracket + 2, ')')
         && is_abbreviation (tokens, bracket + 1);
}

guint32
learn_definition_find_first (const LearnTokens *tokens, guint32 bracket, guint32 least)
{
  const guint32 abbreviation = bracket + 1;
  const char *letters = tokens->text + tokens->starts[abbreviation];
  guint32 n_left = get_length (tokens, abbreviation);

  for (guint32 token = bracket; token > least && bracket - token < MOST_WORDS;)
    {
      char initial = tokens->text[tokens->starts[--token]];
      if ((g_ascii_islower (initial) || initial == '-' || initial == '&') && n_left < get_length (tokens, abbreviation))
        continue;
      if (!g_ascii_isupper (initial) || initial != letters[n_left - 1])
        return bracket;
      if (--n_left == 0)
        return token;
    }

  return bracket;
}
