/* Words: clitics, hyphens, and what else joins letters. */
#include "cursor.h"

#include <string.h>

/* The length of an apostrophe at @at: ASCII, U+2019, or the grave accent and U+00B4 that stand in for it; else 0. */
static guint
match_apostrophe (const Cursor *cursor, guint32 at)
{
  const guchar *text = cursor->text + at;

  if (at >= cursor->end)
    return 0;
  if (text[0] == '\'' || text[0] == '`')
    return 1;
  if (text[0] == 0xE2 && text[1] == 0x80 && (text[2] == 0x99 || text[2] == 0x98))
    return 3;
  return text[0] == 0xC2 && text[1] == 0xB4 ? 2 : 0;
}

/* The end of a clitic that starts at @at with an apostrophe (`'s`, `’ll`), or 0. */
static guint32
match_clitic (const Cursor *cursor, guint32 at)
{
  guint apostrophe = match_apostrophe (cursor, at);
  if (apostrophe == 0)
    return 0;

  guint32 letters = at + apostrophe;
  guchar first = (guchar) g_ascii_tolower ((char) cursor_byte (cursor, letters));
  guchar second = (guchar) g_ascii_tolower ((char) cursor_byte (cursor, letters + 1));
  guint32 end;

  if ((first == 'l' && second == 'l') || (first == 'r' && second == 'e') || (first == 'v' && second == 'e'))
    end = letters + 2;
  else if (first == 's' || first == 'm' || first == 'd')
    end = letters + 1;
  else
    return 0;

  return cursor_is (cursor, end, CHARACTER_IN_WORD) ? 0 : end;
}

/* Whether the word ends in the n of a `n't` that goes on at @at. Returns the end of it, or 0. */
static guint32
match_negation (const Cursor *cursor, guint32 start, guint32 at)
{
  guint apostrophe = match_apostrophe (cursor, at);

  if (apostrophe == 0 || at == start || (cursor->text[at - 1] | 0x20) != 'n'
      || (cursor_byte (cursor, at + apostrophe) | 0x20) != 't'
      || cursor_is (cursor, at + apostrophe + 1, CHARACTER_IN_WORD))
    return 0;

  return at + apostrophe + 1;
}

/* An apostrophe after a final s, where nothing follows: a possessive, unless it may close a quotation. */
static guint32
match_possessive (const Cursor *cursor, guint32 start, guint32 at)
{
  guint apostrophe = match_apostrophe (cursor, at);

  if (apostrophe == 0 || cursor->text[at] == '`' || at < start + 2 || (cursor->text[at - 1] | 0x20) != 's'
      || cursor->in_single_quotes || !cursor_is (cursor, at + apostrophe, CHARACTER_BIT (CHARACTER_SPACE)))
    return 0;

  return at + apostrophe;
}

gboolean
word_consume_with_clitics (Cursor *cursor, guint32 word_end)
{
  guint32 start = cursor->at, at = word_end;
  guint32 negation = match_negation (cursor, start, at);
  guint32 clitic = 0;

  if (negation != 0)
    {
      /* `n't` alone, after a space, is one token. */
      if (word_end - 1 > start)
        cursor_emit (cursor, word_end - 1, TOKEN_WORD);
      cursor_emit (cursor, negation, TOKEN_WORD);
      at = negation;
    }
  else
    {
      clitic = match_clitic (cursor, at);
      if (clitic == 0)
        clitic = match_possessive (cursor, start, at);
      if (clitic == 0)
        return FALSE;
      cursor_emit (cursor, word_end, TOKEN_WORD);
      cursor_emit (cursor, clitic, TOKEN_WORD);
      at = clitic;
    }

  while ((clitic = match_clitic (cursor, at)) != 0)
    {
      cursor_emit (cursor, clitic, TOKEN_WORD);
      at = clitic;
    }
  if (!(negation != 0 && word_end - 1 == start) && !spans_append (cursor->multiwords, start, at, 0))
    cursor->out_of_memory = TRUE;

  return TRUE;
}

/* Whether the run [start, end) is short and in capitals, as on both sides of `AT&T`. */
static gboolean
is_short_name (const Cursor *cursor, guint32 start, guint32 end)
{
  if (end == start || end - start > 3)
    return FALSE;
  if (end - start == 1)
    return g_ascii_isalpha (cursor->text[start]);
  for (guint32 i = start; i < end; i++)
    if (!g_ascii_isupper (cursor->text[i]))
      return FALSE;

  return TRUE;
}

/* How far a word goes on through the mark at @at, or 0 if it ends there. */
static guint32
match_joint (const Cursor *cursor, guint32 at)
{
  const guchar *text = cursor->text;
  guint32 start = cursor->at;
  guint apostrophe = match_apostrophe (cursor, at);

  if (apostrophe != 0)
    {
      /* `o'clock`, `d'état`, `O’Connor`, `Ba'ath`: what is left after the clitics. */
      guint32 end = cursor_skip (cursor, at + apostrophe, CHARACTER_IN_WORD);
      return text[at] != '`' && end > at + apostrophe ? end : 0;
    }

  guint32 end = cursor_skip (cursor, at + 1, CHARACTER_IN_WORD);
  if (end == at + 1)
    {
      if (text[at] == '/' && at - start == 1 && (text[start] == 'w' || text[start] == 'W')
          && cursor_is (cursor, at + 1, CHARACTER_BIT (CHARACTER_SPACE)))
        return at + 1;
      /* `w- when`: somebody stutters. */
      if (text[at] == '-' && cursor_byte (cursor, at + 1) != '-' && cursor_byte (cursor, at + 1) != '>')
        {
          gboolean is_stutter
              = at - start == 1
                && (cursor_byte (cursor, at + 1) == ',' || cursor_is (cursor, at + 1, CHARACTER_BIT (CHARACTER_SPACE)));
          return cursor_divides (cursor, DECISION_CUT_OFF, at, !is_stutter) ? 0 : at + 1;
        }
      if (text[at] == '_')
        return at + 1;
      return 0;
    }

  switch (text[at])
    {
    case '-':
      {
        gboolean is_prefix = (cursor_look_up (cursor, start, at) & WORD_PREFIX) != 0
                             && (start == cursor->start || text[start - 1] != '-');
        /* That words of three letters and more are divided is in no doubt. */
        if (!is_prefix && at - start >= 3 && end - at > 3 && (guchar) (text[start] - 'a') < 26)
          return 0;
        return cursor_divides (cursor, DECISION_HYPHEN, at, !is_prefix) ? 0 : end;
      }
    case '&':
      if (!is_short_name (cursor, start, at))
        return 0;
      /* `R&amp;D` as well. */
      if (end == at + 4 && cursor->end - at > 5 && memcmp (text + at, "&amp;", 5) == 0)
        {
          end = cursor_skip (cursor, at + 5, CHARACTER_IN_WORD);
          return end > at + 5 && is_short_name (cursor, at + 5, end) ? end : 0;
        }
      return is_short_name (cursor, at + 1, end) ? end : 0;
    case '/':
      {
        gboolean is_short
            = at - start == 1 && (end == at + 2 || (end == at + 3 && text[at + 1] == 'h' && text[at + 2] == 'e'));
        return at - start > 3 || cursor_divides (cursor, DECISION_SLASH, at, !is_short) ? 0 : end;
      }
    case '_':
      return end;
    case '*':
    case '@':
      return at - start <= 2 ? end : 0;
    case '$':
      return g_ascii_isdigit (text[at + 1]) && is_short_name (cursor, start, at) ? at + 1 : 0;
    default:
      return 0;
    }
}

/* Emits a word that may be one of those that divide without an apostrophe. */
static void
emit_word (Cursor *cursor, guint32 end)
{
  guint32 start = cursor->at;
  guint second = 0, flags = 0;

  if (start + 8 <= cursor->end && !lexicon_may_divide (cursor->rules->lexicon, cursor->text + start, end - start))
    {
      cursor_emit (cursor, end, TOKEN_WORD);
      return;
    }

  guint first = lexicon_find_division (cursor->rules->lexicon, cursor->text + start, end - start, &second, &flags);

  if (first == 0 || ((flags & WORD_DOUBTFUL) != 0 && !cursor_divides (cursor, DECISION_WORD, start + first, FALSE)))
    {
      cursor_emit (cursor, end, TOKEN_WORD);
      return;
    }

  cursor_emit (cursor, start + first, TOKEN_WORD);
  if (second != 0)
    cursor_emit (cursor, start + second, TOKEN_WORD);
  cursor_emit (cursor, end, TOKEN_WORD);
  if ((flags & WORD_GLUED) == 0 && !spans_append (cursor->multiwords, start, end, 0))
    cursor->out_of_memory = TRUE;
}

void
word_consume (Cursor *cursor, guint32 end)
{
  if (end == cursor->at || cursor_byte (cursor, end) >= 0x80)
    end = cursor_skip (cursor, end, CHARACTER_IN_WORD);

  for (;;)
    {
      guint32 further;

      if (end == cursor->end)
        break;

      switch (cursor->text[end])
        {
        case ' ':
        case '\n':
        case ',':
        case ')':
        case ';':
        case '!':
        case '?':
        case '"':
          emit_word (cursor, end);
          return;
        case '.':
          if (((further = link_match_address (cursor, end)) != 0)
              || (cursor->no_mail_before <= cursor->at && (further = link_match_mail (cursor)) != 0))
            {
              cursor_emit (cursor, further, TOKEN_LINK);
              return;
            }
          if (cursor->no_path_before <= cursor->at && cursor_byte (cursor, end + 1) != ' '
              && (further = link_match_path (cursor)) != 0)
            {
              cursor_emit (cursor, further, TOKEN_LINK);
              return;
            }
          if (!word_consume_with_full_stop (cursor, end))
            emit_word (cursor, end);
          return;
        case ':':
          if ((further = link_match_address (cursor, end)) != 0)
            {
              cursor_emit (cursor, further, TOKEN_LINK);
              return;
            }
          if (cursor_byte (cursor, end + 1) == '\\' && (further = link_match_path (cursor)) != 0)
            {
              cursor_emit (cursor, further, TOKEN_LINK);
              return;
            }
          emit_word (cursor, end);
          return;
        case '/':
          if ((further = link_match_path (cursor)) != 0)
            {
              cursor_emit (cursor, further, TOKEN_LINK);
              return;
            }
          further = match_joint (cursor, end);
          break;
        case '@':
        case '_':
        case '%':
        case '+':
        case '-':
          if ((further = link_match_mail (cursor)) != 0
              || ((cursor->text[end] == '-' || cursor->text[end] == '_') && (further = link_match_host (cursor)) != 0))
            {
              cursor_emit (cursor, further, TOKEN_LINK);
              return;
            }
          further = match_joint (cursor, end);
          break;
        default:
          if (word_consume_with_clitics (cursor, end))
            return;
          further = match_joint (cursor, end);
          break;
        }

      if (further == 0)
        break;
      end = further;
    }

  emit_word (cursor, end);
}
