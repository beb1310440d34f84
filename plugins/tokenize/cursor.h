/* The place where the tokenizer stands in a paragraph, and what its parts ask of each other. */
#pragma once

#include "tokens.h"

typedef struct
{
  const Rules *rules;
  const guchar *text;
  guint32 start;    /* of the paragraph */
  guint32 end;      /* of the paragraph */
  guint32 at;       /* all before this is in tokens or white space */
  guint32 last_end; /* of the last token */
  Spans *tokens;
  Spans *multiwords;
  Effort *effort;
  gboolean out_of_memory;

  gboolean in_double_quotes;
  gboolean in_single_quotes;
  gboolean in_low_quotes; /* opened by „, closed by “ */

  /* Places up to which a search is known to be in vain. They keep the time linear: a chain of characters is looked
   * through once, not again from each of its parts. */
  guint32 no_mail_before;
  guint32 no_host_before;
  guint32 no_chain_before;
  guint32 no_tag_before;
  guint32 no_path_before;
} Cursor;

static inline void
cursor_emit (Cursor *cursor, guint32 end, TokenKind kind)
{
  guchar first = cursor->text[cursor->at];
  guint length;
  gboolean starts_lower
      = first < 0x80 ? (guchar) (first - 'a') < 26
                     : character_at (&cursor->rules->characters, cursor->text + cursor->at, &length) == CHARACTER_LOWER;
  guint8 stored = (guint8) (kind | (starts_lower ? TOKEN_STARTS_LOWER : 0)
                            | (cursor->at == cursor->last_end ? TOKEN_TOUCHES : 0));

  if (G_UNLIKELY (!spans_append (cursor->tokens, cursor->at, end, stored)))
    cursor->out_of_memory = TRUE;
  cursor->at = cursor->last_end = end;
}

/* The byte at @at; 0 beyond the paragraph's end, which stands for no class that any rule looks for. */
static inline guchar
cursor_byte (const Cursor *cursor, guint32 at)
{
  return at < cursor->end ? cursor->text[at] : 0;
}

/* The class at @at, white space beyond the paragraph's end. */
static inline Character
cursor_class (const Cursor *cursor, guint32 at, guint *length)
{
  if (at >= cursor->end)
    {
      *length = 0;
      return CHARACTER_SPACE;
    }
  return character_at (&cursor->rules->characters, cursor->text + at, length);
}

static inline gboolean
cursor_is (const Cursor *cursor, guint32 at, guint classes)
{
  guint length;

  return (CHARACTER_BIT (cursor_class (cursor, at, &length)) & classes) != 0;
}

/* The class of the character that ends at @at; white space at the paragraph's start. */
static inline Character
cursor_class_before (const Cursor *cursor, guint32 at)
{
  guint length;

  if (at <= cursor->start)
    return CHARACTER_SPACE;
  do
    at--;
  while ((cursor->text[at] & 0xC0) == 0x80);

  return cursor_class (cursor, at, &length);
}

/* The end of the run of characters of the given classes that starts at @at. */
static inline guint32
cursor_skip (const Cursor *cursor, guint32 at, guint classes)
{
  guint length;

  while (at < cursor->end && (CHARACTER_BIT (cursor_class (cursor, at, &length)) & classes) != 0)
    at += length;

  return at;
}

/* Whether a letter stands there of a script that puts no space between words: Thai, Lao, Burmese, Khmer. */
static inline gboolean
cursor_is_unspaced (const Cursor *cursor, guint32 at)
{
  const guchar *text = cursor->text + at;

  return at < cursor->end
         && ((text[0] == 0xE0 && text[1] >= 0xB8 && text[1] <= 0xBB)
             || (text[0] == 0xE1 && ((text[1] >= 0x80 && text[1] <= 0x82) || text[1] == 0x9E || text[1] == 0x9F)))
         && cursor_is (cursor, at, CHARACTER_ALPHABETIC | CHARACTER_BIT (CHARACTER_EXTEND));
}

/* Consumes letters of such a script up to a mark or white space; words are found among them later. */
static inline void
cursor_consume_unspaced (Cursor *cursor)
{
  guint32 end = cursor->at;

  while (cursor_is_unspaced (cursor, end))
    end += 3;
  cursor_emit (cursor, cursor_skip (cursor, end, CHARACTER_BIT (CHARACTER_EXTEND)), TOKEN_IDEOGRAPH);
}

static inline guint
cursor_look_up (const Cursor *cursor, guint32 start, guint32 end)
{
  return lexicon_look_up (cursor->rules->lexicon, cursor->text + start, end - start);
}

/* Whether a token ends at @at, which the rules cannot say for sure; @rule is what they would say. */
gboolean cursor_divides (const Cursor *cursor, DecisionKind kind, guint32 at, gboolean rule);

/* Each of these looks whether its thing starts at the cursor and returns where it ends, or 0. */
guint32 link_match_address (Cursor *cursor, guint32 word_end);
guint32 link_match_mail (Cursor *cursor);
guint32 link_match_host (Cursor *cursor);
/* `v1.2.3`, `Web2.0`: a number that is written onto the letters at the cursor goes on behind the full stop at @stop. */
guint32 word_match_version (const Cursor *cursor, guint32 stop);
guint32 link_match_path (Cursor *cursor);
guint32 link_match_hidden_file (const Cursor *cursor);
guint32 link_match_tag (Cursor *cursor);
guint32 link_match_handle (const Cursor *cursor);
guint32 picture_match_emoticon (const Cursor *cursor);
guint32 picture_match_emoji (const Cursor *cursor);

/* Each of these consumes what starts at the cursor. */
/* The word goes on to @end at least. */
void word_consume (Cursor *cursor, guint32 end);
void number_consume (Cursor *cursor);
/* The number begins with the mark at the cursor, as in `.5` and `+44`. */
void number_consume_with_mark (Cursor *cursor);
void mark_consume (Cursor *cursor, gunichar c, guint length);

/* Consumes the clitics after a word that has not been emitted yet (`’ll`, `n't`, `'s`), together with the word.
 * Returns FALSE and consumes nothing if there are none. */
gboolean word_consume_with_clitics (Cursor *cursor, guint32 word_end);

/* Consumes a word with the full stop at @stop, which may be its end or within it (`Dr.`, `U.S.`, `v1.2`). Returns FALSE
 * and consumes nothing if the full stop is not part of it. */
gboolean word_consume_with_full_stop (Cursor *cursor, guint32 stop);
