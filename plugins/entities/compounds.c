/* Names that hyphens join. */
#include "compounds.h"

#include <glib.h>
#include <string.h>

/* Whether the token is a hyphen without a space on either side. */
static gboolean
is_joining_hyphen (const LearnTokens *tokens, guint32 token)
{
  guint32 start = tokens->starts[token];

  return tokens->ends[token] == start + 1 && tokens->text[start] == '-' && tokens->ends[token - 1] == start
         && tokens->starts[token + 1] == start + 1;
}

/* Whether the token is written like half a double name: a capital, then small letters. */
static gboolean
is_capitalized (const LearnTokens *tokens, guint32 token)
{
  const char *second = g_utf8_next_char (tokens->text + tokens->starts[token]);

  return g_unichar_isupper (g_utf8_get_char (tokens->text + tokens->starts[token]))
         && second < tokens->text + tokens->ends[token] && g_unichar_islower (g_utf8_get_char (second));
}

/* Whether the token says something of a name behind a hyphen and is not half of it (`Anti-Bashar Assad`). */
static gboolean
is_prefix (const LearnTokens *tokens, guint32 token)
{
  static const char *const prefixes[] = { "anti", "co",   "ex",  "inter", "late", "mid",  "neo",   "non",
                                          "pan",  "post", "pre", "pro",   "sub",  "then", "trans", "vice" };
  const char *text = tokens->text + tokens->starts[token];
  gsize length = tokens->ends[token] - tokens->starts[token];

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (length == strlen (prefixes[i]) && g_ascii_strncasecmp (text, prefixes[i], length) == 0)
      return TRUE;

  return FALSE;
}

/* Lets a name of several words begin with the first half of its first one, unless another name, which ends before token
 * @free_from, has that. A name of one word behind a hyphen may be whole (`Paris-Roubaix`). */
static void
begin_with_first_half (const LearnTokens *tokens, guint32 free_from, EntitySpan *span)
{
  while (span->n > 1 && span->first >= free_from + 2 && is_joining_hyphen (tokens, span->first - 1)
         && is_capitalized (tokens, span->first - 2) && !is_prefix (tokens, span->first - 2))
    {
      span->first -= 2;
      span->n += 2;
    }
}

void
entity_compounds_append (GArray *spans, const LearnTokens *tokens, const EntitySpan *span)
{
  EntitySpan *last = spans->len > 0 ? &g_array_index (spans, EntitySpan, spans->len - 1) : NULL;
  const guint32 free_from = last != NULL ? last->first + last->n : 0;

  if (last != NULL && last->type == span->type && free_from + 1 == span->first
      && is_joining_hyphen (tokens, span->first - 1))
    {
      last->n += 1 + span->n;
      last->score = MIN (last->score, span->score);
      return;
    }

  EntitySpan whole = *span;
  begin_with_first_half (tokens, free_from, &whole);
  g_array_append_val (spans, whole);
}
