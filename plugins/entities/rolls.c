/* Telling commas between names from those within them. */
#include "rolls.h"

static gboolean
is_comma (const LearnTokens *tokens, guint32 token)
{
  return token < tokens->n && tokens->ends[token] == tokens->starts[token] + 1
         && tokens->text[tokens->starts[token]] == ',';
}

static guint
count_commas (const LearnTokens *tokens, const EntitySpan *span)
{
  guint n = 0;

  for (guint32 i = span->first + 1; i + 1 < span->first + span->n; i++)
    n += is_comma (tokens, i);
  return n;
}

/* Whether one of two names that a comma parts has another within it, as one of a row would not. */
static gboolean
is_row (const LearnTokens *tokens, const EntitySpan *left, const EntitySpan *right)
{
  const guint32 end = left->first + left->n;

  return left->type == right->type && end + 1 == right->first && is_comma (tokens, end)
         && (count_commas (tokens, left) == 0) != (count_commas (tokens, right) == 0);
}

static void
append_parts (const LearnTokens *tokens, const EntitySpan *span, GArray *parted)
{
  const guint32 end = span->first + span->n;
  EntitySpan part = *span;

  for (guint32 i = span->first; i <= end; i++)
    if (i == end || is_comma (tokens, i))
      {
        part.n = i - part.first;
        if (part.n > 0)
          g_array_append_val (parted, part);
        part.first = i + 1;
      }
}

void
entity_rolls_part (const LearnTokens *tokens, const LearnSentence *sentences, guint32 n_sentences, guint persons,
                   const GArray *spans, GArray *parted)
{
  const EntitySpan *rows = (const EntitySpan *) (gconstpointer) spans->data;
  guint32 first = 0;

  g_array_set_size (parted, 0);
  for (guint32 s = 0; s < n_sentences && first < spans->len; s++)
    {
      guint32 end = first;
      gboolean has_row = FALSE;
      for (; end < spans->len && rows[end].first < sentences[s].first + sentences[s].n; end++)
        if ((persons & 1u << rows[end].type) != 0)
          has_row = has_row || count_commas (tokens, &rows[end]) > 1
                    || (end > first && is_row (tokens, &rows[end - 1], &rows[end]));
      for (; first < end; first++)
        if (has_row && (persons & 1u << rows[first].type) != 0)
          append_parts (tokens, &rows[first], parted);
        else
          g_array_append_val (parted, rows[first]);
    }
  if (first < spans->len)
    g_array_append_vals (parted, rows + first, spans->len - first);
}
