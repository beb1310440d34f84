/* The main loop from text to tokens. */
#include "ascii.h"
#include "cursor.h"

#include <string.h>

#define SMALLEST_CAPACITY 1024

/* How often it is asked whether to go on. */
#define BYTES_BETWEEN_QUESTIONS (1u << 20)

gboolean
spans_grow (Spans *spans)
{
  gsize capacity = MAX ((gsize) spans->capacity * 2, SMALLEST_CAPACITY);

  capacity = MIN (capacity, G_MAXUINT32);
  if (capacity == spans->capacity)
    return FALSE;

  guint32 *starts = g_try_realloc_n (spans->starts, capacity, sizeof *starts);
  if (starts == NULL)
    return FALSE;
  spans->starts = starts;

  guint32 *ends = g_try_realloc_n (spans->ends, capacity, sizeof *ends);
  if (ends == NULL)
    return FALSE;
  spans->ends = ends;

  if (spans->has_kinds)
    {
      guint8 *kinds = g_try_realloc_n (spans->kinds, capacity + SPANS_KINDS_MARGIN, sizeof *kinds);
      if (kinds == NULL)
        return FALSE;
      memset (kinds + spans->capacity, 0, capacity + SPANS_KINDS_MARGIN - spans->capacity);
      spans->kinds = kinds;
    }
  spans->capacity = (guint32) capacity;

  return TRUE;
}

void
spans_clear (Spans *spans)
{
  g_clear_pointer (&spans->starts, g_free);
  g_clear_pointer (&spans->ends, g_free);
  g_clear_pointer (&spans->kinds, g_free);
  spans->n = spans->capacity = 0;
}

Rules *
rules_new (void)
{
  Rules *rules = g_new0 (Rules, 1);

  character_table_init (&rules->characters);
  rules->lexicon = lexicon_new ();

  return rules;
}

Rules *
rules_new_bare (const CharacterTable *characters)
{
  Rules *rules = g_new0 (Rules, 1);

  rules->characters = *characters;
  rules->lexicon = lexicon_new_bare ();

  return rules;
}

void
rules_free (Rules *rules)
{
  lexicon_free (rules->lexicon);
  g_free (rules);
}

/* What a word may stand before that is no part of it, whatever comes then. */
static const guint8 follows_word[256] = {
  [' '] = 1, ['\n'] = 1, [','] = 1, [')'] = 1, [';'] = 1, ['!'] = 1, ['?'] = 1, ['"'] = 1,
};

/* Consumes the word of ASCII letters and digits at the cursor, with what belongs to it. */
static inline void
consume_ascii_word (Cursor *cursor)
{
  guint32 end = ascii_skip_word (cursor->text, cursor->at, cursor->end);

  /* Within eight bytes of the paragraph's end there may be too few to look at. */
  if (cursor->at + 8 <= cursor->end && follows_word[cursor->text[end]]
      && !lexicon_may_divide (cursor->rules->lexicon, cursor->text + cursor->at, end - cursor->at))
    cursor_emit (cursor, end, TOKEN_WORD);
  else
    word_consume (cursor, end);
}

gboolean
tokens_divide (const Rules *rules, const char *text, guint32 start, guint32 end, Spans *tokens, Spans *multiwords,
               Effort *effort, ObelusContext *context)
{
  Cursor cursor = { .rules = rules,
                    .text = (const guchar *) text,
                    .start = start,
                    .end = end,
                    .at = start,
                    .last_end = G_MAXUINT32,
                    .tokens = tokens,
                    .multiwords = multiwords,
                    .effort = effort };
  guint32 next_question = start;
  guint length;

  /* Most paragraphs hold no mail address, and need not be searched for them at each full stop. */
  if (memchr (text + start, '@', end - start) == NULL)
    cursor.no_mail_before = end;

  while (cursor.at < end && !cursor.out_of_memory)
    {
      if (G_UNLIKELY (cursor.at >= next_question))
        {
          if (context != NULL && obelus_context_is_cancelled (context, NULL))
            return FALSE;
          next_question = end - cursor.at > BYTES_BETWEEN_QUESTIONS ? cursor.at + BYTES_BETWEEN_QUESTIONS : end;
        }

      /* Between most words there is one space. */
      cursor.at += cursor.text[cursor.at] == ' ' && cursor.at + 1 < end;
      if (ascii_is_alphabetic (cursor.text[cursor.at]))
        {
          consume_ascii_word (&cursor);
          continue;
        }

      Character class = character_at (&rules->characters, cursor.text + cursor.at, &length);

      switch (class)
        {
        case CHARACTER_SPACE:
          cursor.at += length;
          break;
        case CHARACTER_LETTER:
          if (cursor_is_unspaced (&cursor, cursor.at))
            {
              cursor_consume_unspaced (&cursor);
              break;
            }
          /* fall through */
        case CHARACTER_LOWER:
        case CHARACTER_UPPER:
        case CHARACTER_EXTEND:
          word_consume (&cursor, cursor.at);
          break;
        case CHARACTER_DIGIT:
          number_consume (&cursor);
          break;
        case CHARACTER_IDEOGRAPH:
          cursor_emit (&cursor, cursor_skip (&cursor, cursor.at + length, CHARACTER_BIT (CHARACTER_EXTEND)),
                       TOKEN_IDEOGRAPH);
          break;
        case CHARACTER_PICTURE:
          cursor_emit (&cursor, picture_match_emoji (&cursor), TOKEN_PICTURE);
          break;
        case CHARACTER_MARK:
          mark_consume (&cursor, character_decode (cursor.text + cursor.at, &length), length);
          break;
        }
    }

  return !cursor.out_of_memory;
}
