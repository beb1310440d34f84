/* From the breaks of a text to rows: white space is in no token, and a sentence reaches from its first token to its
 * last. */
#include "unicode-rules.h"

#include "unicode-breaks.h"

/* How many tokens lie between two looks at whether the work is cancelled. */
#define TOKENS_BETWEEN_LOOKS (1u << 14)

/* Appends the sentence of the tokens from @first on, if there are any. */
static gboolean
append_sentence (const Spans *tokens, guint32 first, Spans *sentences)
{
  return first == tokens->n || spans_append (sentences, tokens->starts[first], tokens->ends[tokens->n - 1], 0);
}

gboolean
unicode_divide (ObelusContext *context, const char *text, guint32 length, Spans *tokens, Spans *sentences)
{
  const guchar *bytes = (const guchar *) text;
  guint32 sentence_end = 0, first = 0;

  for (guint32 at = 0, end; at < length; at = end)
    {
      if (at == sentence_end)
        {
          if (!append_sentence (tokens, first, sentences))
            return FALSE;
          first = tokens->n;
        }

      /* An end inside a word (a full stop between letters of two scripts) is none. */
      end = unicode_end_word (bytes, at, length);
      while (sentence_end < end)
        sentence_end = unicode_end_sentence (bytes, sentence_end, length);
      if (unicode_is_space (bytes, at, end))
        continue;
      if (!spans_append (tokens, at, end, TOKEN_WORD))
        return FALSE;
      if (tokens->n % TOKENS_BETWEEN_LOOKS == 0 && obelus_context_is_cancelled (context, NULL))
        return FALSE;
    }

  return append_sentence (tokens, first, sentences);
}
