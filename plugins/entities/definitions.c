/* Names that their abbreviation delimits. */
#include "definitions.h"

#include <string.h>

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

/* The first of the words that end before @bracket and whose capitals are those of @abbreviation; @bracket if they are
 * not. Words in small letters between them (`of the`), hyphens and ampersands join. */
static guint32
find_first_word (const LearnTokens *tokens, guint32 bracket, guint32 abbreviation)
{
  const char *letters = tokens->text + tokens->starts[abbreviation];
  guint32 n_left = get_length (tokens, abbreviation);

  for (guint32 token = bracket; token > 0 && bracket - token < MOST_WORDS;)
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

/* Makes one of the last names if they lie within [@first, @end) and reach into nothing else. */
static gboolean
join_last (GArray *names, guint32 first, guint32 end)
{
  const EntitySpan *last = &g_array_index (names, EntitySpan, 0);
  guint begin = names->len;

  while (begin > 0 && last[begin - 1].first >= first)
    begin--;
  if (begin == names->len || last[names->len - 1].first + last[names->len - 1].n > end
      || (begin > 0 && last[begin - 1].first + last[begin - 1].n > first))
    return FALSE;

  EntitySpan whole = last[begin];
  for (guint i = begin + 1; i < names->len; i++)
    {
      whole.type = last[i].n > whole.n ? last[i].type : whole.type;
      whole.n = MAX (whole.n, last[i].n);
      whole.score = MAX (whole.score, last[i].score);
    }
  whole.first = first;
  whole.n = end - first;
  g_array_set_size (names, begin);
  g_array_append_val (names, whole);

  return TRUE;
}

void
entity_definitions_join (const LearnTokens *tokens, const GArray *spans, GArray *joined)
{
  const EntitySpan *next = &g_array_index (spans, EntitySpan, 0), *end = next + spans->len;

  g_array_set_size (joined, 0);
  for (guint32 bracket = 1; bracket + 2 < tokens->n && spans->len > 0; bracket++)
    {
      guint32 abbreviation = bracket + 1;
      if (!is_mark (tokens, bracket, '(') || !is_mark (tokens, bracket + 2, ')')
          || !is_abbreviation (tokens, abbreviation))
        continue;
      for (; next < end && next->first < bracket; next++)
        g_array_append_val (joined, *next);
      /* A name that takes in the bracket, or more than the abbreviation, is left as it is. */
      if (next < end && (next->first == bracket || (next->first == abbreviation && next->n > 1)))
        continue;
      guint32 first = find_first_word (tokens, bracket, abbreviation);
      if (first == bracket || !join_last (joined, first, bracket))
        continue;

      EntitySpan *whole = &g_array_index (joined, EntitySpan, joined->len - 1);
      EntitySpan short_name = { .first = abbreviation, .n = 1, .type = whole->type, .score = whole->score };
      if (next < end && next->first == abbreviation)
        short_name = *next++;
      whole->type = short_name.type;
      g_array_append_val (joined, short_name);
    }
  g_array_append_vals (joined, next, (guint) (end - next));
}
