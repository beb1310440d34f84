/* Telling names from common words by the habit of who wrote them. */
#include "capitals.h"

#include <string.h>

/* So many names with a capital to one without show a habit. Short texts show none. */
#define HABIT 10

/* What a word or name begins with tells how it is written: of tokens that each are the rest of a text, as records may
 * bring them, all would be read for each otherwise. */
#define MOST_BYTES 256

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
  const char *end = MIN (tokens->text + tokens->ends[span->first + span->n - 1], at + MOST_BYTES);
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

/* How the first letter of the sentence is written. */
static Letters
look_at_beginning (const LearnTokens *tokens, const LearnSentence *sentence)
{
  for (guint32 token = sentence->first; token < sentence->first + sentence->n; token++)
    {
      const Letters found = look_at_letters (tokens, &(EntitySpan){ .first = token, .n = 1 });
      if (found != LETTERS_NONE)
        return found;
    }

  return LETTERS_NONE;
}

static gboolean
begins_line (const LearnTokens *tokens, const LearnSentence *sentence)
{
  if (sentence->first == 0 || sentence->first >= tokens->n)
    return TRUE;
  const guint32 end = tokens->ends[sentence->first - 1], start = tokens->starts[sentence->first];

  return start > end && memchr (tokens->text + end, '\n', start - end) != NULL;
}

/* The sentence behind a run of sentences up to a line's end, and whether one of them begins with a capital. */
static guint32
find_line_end (const LearnTokens *tokens, const LearnSentence *sentences, guint32 n, guint32 first,
               gboolean *has_capital)
{
  guint32 s = first;

  *has_capital = FALSE;
  do
    *has_capital = *has_capital || look_at_beginning (tokens, &sentences[s]) == LETTERS_CAPITAL;
  while (++s < n && !begins_line (tokens, &sentences[s]));

  return s;
}

/* Counts the names by how they are written, but small ones only on lines with a capital. If @leaves_out, these go.
 * Returns how many stay. */
static guint32
go_through (const LearnTokens *tokens, const LearnSentence *sentences, guint32 n_sentences, EntitySpan *spans,
            guint32 n, gboolean leaves_out, guint32 *counts)
{
  guint32 n_kept = 0, i = 0;
  gboolean has_capital;

  for (guint32 s = 0; s < n_sentences && i < n;)
    {
      s = find_line_end (tokens, sentences, n_sentences, s, &has_capital);
      const guint32 end = sentences[s - 1].first + sentences[s - 1].n;
      for (; i < n && spans[i].first < end; i++)
        {
          const Letters letters = look_at_letters (tokens, &spans[i]);
          counts[letters] += letters != LETTERS_SMALL || has_capital ? 1 : 0;
          if (!leaves_out || letters != LETTERS_SMALL || !has_capital)
            spans[n_kept++] = spans[i];
        }
    }

  return n_kept;
}

guint32
entity_capitals_apply (const LearnTokens *tokens, const LearnSentence *sentences, guint32 n_sentences,
                       EntitySpan *spans, guint32 n)
{
  guint32 counts[LETTERS_CAPITAL + 1] = { 0 };

  go_through (tokens, sentences, n_sentences, spans, n, FALSE, counts);
  if (counts[LETTERS_SMALL] == 0 || counts[LETTERS_CAPITAL] / HABIT < counts[LETTERS_SMALL])
    return n;

  return go_through (tokens, sentences, n_sentences, spans, n, TRUE, counts);
}
