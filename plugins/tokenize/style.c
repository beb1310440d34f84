/* How a text is written: with capitals or without, with marks or without. */
#include "style.h"

#include "paragraph-kinds.h"
#include "token-scan.h"

static StyleLetters
judge_letters (const Rules *rules, const char *text, const Spans *tokens)
{
  guint32 n_lower = 0, n_upper = 0;
  guint size;

  if (tokens->n == 0)
    return STYLE_CAPITALS;
  for (guint32 i = 0; (i = token_scan_end_mark (tokens->kinds, i, tokens->n - 1)) < tokens->n - 1; i++)
    {
      if (spans_get_kind (tokens, i) != TOKEN_STOP && spans_get_kind (tokens, i) != TOKEN_EXCLAMATION)
        continue;
      Character class = character_at (&rules->characters, (const guchar *) text + tokens->starts[i + 1], &size);
      n_lower += class == CHARACTER_LOWER;
      n_upper += class == CHARACTER_UPPER;
    }

  if (n_lower <= n_upper / 20)
    return STYLE_CAPITALS;

  return n_lower > n_upper ? STYLE_LOWER : STYLE_MIXED;
}

gboolean
style_has_end_mark (const Spans *tokens, guint32 first, guint32 end)
{
  while (end > first && token_kind_follows_end_mark (spans_get_kind (tokens, end - 1)))
    end--;

  return end > first
         && ((tokens->kinds[end - 1] & TOKEN_MAY_END) != 0 || spans_get_kind (tokens, end - 1) == TOKEN_COLON);
}

static StyleMarks
judge_marks (const Spans *tokens, const Spans *blocks)
{
  guint32 n_long = 0, n_unmarked = 0;

  for (guint32 i = 0; i < blocks->n; i++)
    {
      if (blocks->kinds[i] != PARAGRAPH_PROSE || blocks->ends[i] - blocks->starts[i] < STYLE_SHORTEST_JUDGED)
        continue;
      n_long++;
      n_unmarked += !style_has_end_mark (tokens, blocks->starts[i], blocks->ends[i]);
    }

  if (n_unmarked == 0)
    return STYLE_MARKED;
  if (n_unmarked <= n_long / 8)
    return STYLE_MOSTLY_MARKED;

  return n_unmarked <= n_long / 2 ? STYLE_PARTLY_MARKED : STYLE_UNMARKED;
}

Style
style_judge (const Rules *rules, const char *text, const Spans *tokens, const Spans *blocks)
{
  Style style = { judge_letters (rules, text, tokens), judge_marks (tokens, blocks) };

  return style;
}
