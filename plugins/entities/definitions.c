/* Names that their abbreviation delimits. */
#include "definitions.h"

#include "definition.h"

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
      if (!learn_definition_has_abbreviation (tokens, bracket))
        continue;
      for (; next < end && next->first < bracket; next++)
        g_array_append_val (joined, *next);
      /* A name that takes in the bracket, or more than the abbreviation, is left as it is. */
      if (next < end && (next->first == bracket || (next->first == abbreviation && next->n > 1)))
        continue;
      guint32 first = learn_definition_find_first (tokens, bracket, 0);
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
