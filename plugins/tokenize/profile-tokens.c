/* The main loop from text to tokens in a language that has a profile. */
#include "profile-tokens.h"

#include "profile-cursor.h"

#include <string.h>

/* How often it is asked whether to go on. */
#define BYTES_BETWEEN_QUESTIONS (1u << 20)

/* Marks that begin a sentence's end, or stand before one. */
#define ENDS_SENTENCE (1u << TOKEN_STOP | 1u << TOKEN_EXCLAMATION | 1u << TOKEN_ELLIPSIS)
#define ENCLOSES                                                                                                \
  (1u << TOKEN_OPEN | 1u << TOKEN_CLOSE | 1u << TOKEN_QUOTE_OPEN | 1u << TOKEN_QUOTE_CLOSE | 1u << TOKEN_SYMBOL \
   | 1u << TOKEN_DASH)

/* Divides a run of `!` and `?` that was taken as one token. */
static void
divide_run (Cursor *cursor)
{
  Spans *tokens = cursor->tokens;
  guint32 start = tokens->starts[tokens->n - 1], end = tokens->ends[tokens->n - 1];

  if (end - start < 2 || cursor->text[start] >= 0x80)
    return;
  tokens->ends[tokens->n - 1] = start + 1;
  for (guint32 at = start + 1; at < end && !cursor->out_of_memory; at++)
    if (!spans_append (tokens, at, at + 1, (cursor->text[at] == '.' ? TOKEN_STOP : TOKEN_EXCLAMATION) | TOKEN_TOUCHES))
      cursor->out_of_memory = TRUE;
}

/* A French mark of quotation that stands the other way round, as in German books: »so«. */
static void
turn_guillemet (Cursor *cursor, guint32 start)
{
  const guchar *text = cursor->text + start;
  guint8 *kind = &cursor->tokens->kinds[cursor->tokens->n - 1];

  if (text[0] != 0xC2 || (text[1] != 0xAB && text[1] != 0xBB))
    return;

  gboolean space_before = cursor_class_before (cursor, start) == CHARACTER_SPACE;
  gboolean word_after = cursor_is (cursor, start + 2, CHARACTER_IN_WORD);
  if (text[1] == 0xBB && space_before && word_after)
    *kind = (guint8) ((*kind & ~TOKEN_KIND_BITS) | TOKEN_QUOTE_OPEN);
  else if (text[1] == 0xAB && !space_before && !word_after)
    *kind = (guint8) ((*kind & ~TOKEN_KIND_BITS) | TOKEN_QUOTE_CLOSE);
}

static void
consume_mark (ProfileCursor *at_cursor)
{
  Cursor *cursor = &at_cursor->cursor;
  guint32 start = cursor->at, n_before = cursor->tokens->n;
  guint length;

  if (profile_consume_whole (at_cursor))
    return;

  gunichar mark = character_decode (cursor->text + start, &length);
  mark_consume (cursor, mark, length);
  if (cursor->out_of_memory || cursor->tokens->n == n_before)
    return;

  TokenKind kind = spans_get_kind (cursor->tokens, cursor->tokens->n - 1);
  if (kind == TOKEN_EXCLAMATION && !at_cursor->profile->joins_marks)
    divide_run (cursor);
  turn_guillemet (cursor, start);
  at_cursor->last_word = 0;
  at_cursor->is_after_word = FALSE;
  if ((1u << kind & ENCLOSES) == 0)
    at_cursor->is_after_mark = (1u << kind & ENDS_SENTENCE) != 0;
}

gboolean
profile_divide_tokens (const Profile *profile, const char *text, guint32 start, guint32 end, Spans *tokens,
                       Spans *multiwords, ObelusContext *context)
{
  ProfileCursor at_cursor = { .cursor = { .rules = profile->rules,
                                          .text = (const guchar *) text,
                                          .start = start,
                                          .end = end,
                                          .at = start,
                                          .last_end = G_MAXUINT32,
                                          .tokens = tokens,
                                          .multiwords = multiwords },
                              .profile = profile,
                              .is_after_mark = TRUE };
  Cursor *cursor = &at_cursor.cursor;
  guint32 next_question = start;
  guint length;

  while (cursor->at < end && !cursor->out_of_memory)
    {
      if (G_UNLIKELY (cursor->at >= next_question))
        {
          if (context != NULL && obelus_context_is_cancelled (context, NULL))
            return FALSE;
          next_question = end - cursor->at > BYTES_BETWEEN_QUESTIONS ? cursor->at + BYTES_BETWEEN_QUESTIONS : end;
        }

      switch (cursor_class (cursor, cursor->at, &length))
        {
        case CHARACTER_SPACE:
          cursor->at += length;
          break;
        case CHARACTER_LETTER:
          if (cursor_is_unspaced (cursor, cursor->at))
            {
              cursor_consume_unspaced (cursor);
              break;
            }
          /* fall through */
        case CHARACTER_LOWER:
        case CHARACTER_UPPER:
        case CHARACTER_EXTEND:
          profile_consume_word (&at_cursor);
          break;
        case CHARACTER_DIGIT:
          profile_consume_number (&at_cursor);
          break;
        case CHARACTER_IDEOGRAPH:
          cursor_emit (cursor, cursor_skip (cursor, cursor->at + length, CHARACTER_BIT (CHARACTER_EXTEND)),
                       TOKEN_IDEOGRAPH);
          break;
        case CHARACTER_PICTURE:
          cursor_emit (cursor, picture_match_emoji (cursor), TOKEN_PICTURE);
          break;
        case CHARACTER_MARK:
          consume_mark (&at_cursor);
          break;
        }
    }

  return !cursor->out_of_memory;
}
