/* Telling names from common words by the habit of who wrote them. */
#include "capitals.h"

#include <glib.h>

/* So many names with a capital to one without show a habit. Short texts show none. */
#define HABIT 10

typedef enum
{
  LETTERS_NONE, /* digits and scripts that have no capitals */
  LETTERS_SMALL,
  LETTERS_CAPITAL,
} Letters;

static Letters
look_at_letters (const LearnTokens *tokens, const EntitySpan *span)
{
  const char *at = tokens->text + tokens->starts[span->first];
  const char *end = tokens->text + tokens->ends[span->first + span->n - 1];
  Letters found = LETTERS_NONE;

  for (; at < end; at = g_utf8_next_char (at))
    {
      const gunichar character = g_utf8_get_char (at);
      if (g_unichar_isupper (character) || g_unichar_istitle (character))
        return LETTERS_CAPITAL;
      if (g_unichar_islower (character))
        found = LETTERS_SMALL;
    }

  return found;
}

guint32
entity_capitals_apply (const LearnTokens *tokens, EntitySpan *spans, guint32 n)
{
  guint32 counts[LETTERS_CAPITAL + 1] = { 0 }, n_kept = 0;

  for (guint32 i = 0; i < n; i++)
    counts[look_at_letters (tokens, &spans[i])]++;
  if (counts[LETTERS_SMALL] == 0 || counts[LETTERS_CAPITAL] / HABIT < counts[LETTERS_SMALL])
    return n;

  for (guint32 i = 0; i < n; i++)
    if (look_at_letters (tokens, &spans[i]) != LETTERS_SMALL)
      spans[n_kept++] = spans[i];
  return n_kept;
}
