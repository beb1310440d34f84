/* Full stops that are parts of words: of abbreviations, titles, initials, acronyms and versions. */
#include "cursor.h"

/* What stands after a full stop at @at, as far as it helps to tell whether a sentence ends. */
typedef enum
{
  NEXT_NOTHING,
  NEXT_LOWER,
  NEXT_UPPER,
  NEXT_STARTER,
  NEXT_DIGIT,
  NEXT_BRACKETED_DIGIT, /* `(4)` */
  NEXT_QUOTE,
  NEXT_OTHER,
} Next;

static Next
peek_next (const Cursor *cursor, guint32 at)
{
  guint length;

  at = cursor_skip (cursor, at, CHARACTER_BIT (CHARACTER_SPACE));
  if (at >= cursor->end)
    return NEXT_NOTHING;

  switch (cursor_class (cursor, at, &length))
    {
    case CHARACTER_LOWER:
      return NEXT_LOWER;
    case CHARACTER_DIGIT:
      return NEXT_DIGIT;
    case CHARACTER_UPPER:
      {
        /* A starter is a short word; a longer run need not be walked to its end. */
        guint32 end = at;
        while (end < cursor->end && end - at < 16 && g_ascii_isalpha (cursor->text[end]))
          end++;
        /* `I.` and `A.` are initials as well. */
        gboolean is_initial = end - at == 1 && cursor_byte (cursor, end) == '.';
        return !is_initial && (cursor_look_up (cursor, at, end) & WORD_STARTER) != 0 ? NEXT_STARTER : NEXT_UPPER;
      }
    default:
      if ((cursor->text[at] == '(' || cursor->text[at] == '[')
          && cursor_is (cursor, at + 1, CHARACTER_BIT (CHARACTER_DIGIT)))
        return NEXT_BRACKETED_DIGIT;
      return cursor->text[at] == '"' || cursor->text[at] == '\'' || cursor->text[at] >= 0x80 ? NEXT_QUOTE : NEXT_OTHER;
    }
}

/* The end of letters with full stops between them: `U.S.`, `p.m.`, `e.g`, with the last full stop if there is one.
 * 0 if the word at the cursor is not the beginning of such a thing. */
static guint32
match_acronym (const Cursor *cursor, guint32 word_end)
{
  guint32 at = word_end;
  guint n_letters = 1;
  guint length;

  cursor_class (cursor, cursor->at, &length);
  if (cursor->at + length != word_end)
    return 0;

  while (cursor_byte (cursor, at) == '.')
    {
      Character class = cursor_class (cursor, at + 1, &length);
      if ((CHARACTER_BIT (class) & CHARACTER_ALPHABETIC) == 0)
        break;
      guint32 next = at + 1 + length;
      if (cursor_is (cursor, next, CHARACTER_IN_WORD))
        break;
      at = next;
      n_letters++;
    }
  if (n_letters < 2)
    return 0;

  return cursor_byte (cursor, at) == '.' && cursor_byte (cursor, at + 1) != '.' ? at + 1 : at;
}

/* Abbreviations with full stops between longer parts: `Ph.D.`, `M.Sc.`. */
static guint32
match_dotted_abbreviation (const Cursor *cursor, guint32 word_end)
{
  guint32 second = cursor_skip (cursor, word_end + 1, CHARACTER_ALPHABETIC);

  if (second == word_end + 1 || second - cursor->at > 6
      || (cursor_look_up (cursor, cursor->at, second) & WORD_ABBREVIATION) == 0)
    return 0;

  return cursor_byte (cursor, second) == '.' ? second + 1 : second;
}

/* Whether a single capital stands behind @at that names one of several: `Bldg. B`. */
static gboolean
is_letter_next (const Cursor *cursor, guint32 at)
{
  at = cursor_skip (cursor, at, CHARACTER_BIT (CHARACTER_SPACE));

  return g_ascii_isupper (cursor_byte (cursor, at)) && cursor->text[at] != 'I'
         && !cursor_is (cursor, at + 1, CHARACTER_IN_WORD) && cursor_byte (cursor, at + 1) != '\'';
}

/* Whether the full stop at @stop belongs to the word before it, and what kind of token they are then. TOKEN_WORD: no.
 */
static TokenKind
judge_full_stop (Cursor *cursor, guint32 stop)
{
  guint32 start = cursor->at;
  guint flags = cursor_look_up (cursor, start, stop);
  guint length;
  Character first = cursor_class (cursor, start, &length);
  gboolean is_single = start + length == stop;
  gboolean is_capitalised = first == CHARACTER_UPPER;

  if (cursor_byte (cursor, stop + 1) == '.')
    return TOKEN_WORD;
  if ((flags & (WORD_TITLE | WORD_ABBREVIATION | WORD_BEFORE_NUMBER)) == 0 && !is_single)
    return TOKEN_WORD;

  Next next = peek_next (cursor, stop + 1);
  guchar after = cursor_byte (cursor, stop + 1);

  if ((flags & WORD_TITLE) != 0 && next != NEXT_NOTHING
      && (is_capitalised || next == NEXT_UPPER || (flags & WORD_ORDINARY) == 0))
    return TOKEN_TITLE;
  if (next == NEXT_UPPER && (flags & WORD_BEFORE_LETTER) != 0 && is_letter_next (cursor, stop + 1))
    return TOKEN_TITLE;
  if ((flags & WORD_BEFORE_NUMBER) != 0 && (next == NEXT_DIGIT || (next == NEXT_BRACKETED_DIGIT && !is_single)))
    return TOKEN_TITLE;

  /* Not the C of `37 °C`. */
  guint before = CHARACTER_BIT (cursor_class_before (cursor, start));
  gboolean stands_apart = before == CHARACTER_BIT (CHARACTER_SPACE)
                          || (before == CHARACTER_BIT (CHARACTER_MARK) && cursor->text[start - 1] < 0x80);
  if (is_single && is_capitalised && stands_apart)
    {
      /* An initial stands between names; `Plan B. The …` and `so did I. He …` end sentences. */
      if (next == NEXT_NOTHING || next == NEXT_STARTER)
        return TOKEN_WORD;
      if (next == NEXT_UPPER)
        return TOKEN_TITLE;
      return after == ',' || after == ')' || after == ';' || next == NEXT_LOWER ? TOKEN_TITLE : TOKEN_WORD;
    }
  if (is_single && (flags & (WORD_ABBREVIATION | WORD_BEFORE_NUMBER)) == 0)
    return TOKEN_WORD;

  if ((flags & WORD_ABBREVIATION) != 0)
    {
      if (next == NEXT_NOTHING || next == NEXT_STARTER || next == NEXT_QUOTE)
        return after == ',' ? TOKEN_ABBREVIATION : TOKEN_WORD;
      if (next == NEXT_UPPER && (flags & WORD_ORDINARY) != 0)
        return TOKEN_WORD;
      if (next == NEXT_OTHER && (flags & WORD_ORDINARY) != 0)
        return after == ',' ? TOKEN_ABBREVIATION : TOKEN_WORD;
      return TOKEN_ABBREVIATION;
    }

  return TOKEN_WORD;
}

/* Whether the full stop at @stop may belong to the word before it for all that the rules know, which say @kind: the
 * word is short and known, or what follows does not look like the beginning of a sentence. */
static gboolean
is_full_stop_doubtful (const Cursor *cursor, guint32 stop, TokenKind kind)
{
  guint32 length = stop - cursor->at;
  guchar after = cursor_byte (cursor, stop + 1);

  if (length > 6 || after == '.' || (kind == TOKEN_TITLE && length > 1))
    return FALSE;
  if (kind == TOKEN_WORD && (after == ',' || after == ';' || after == ':' || after == ')'))
    return TRUE;

  /* Most sentences end before a capital, with a word that is no abbreviation. */
  Next next = peek_next (cursor, stop + 1);
  if (kind != TOKEN_WORD)
    return length == 1 || (next != NEXT_LOWER && next != NEXT_DIGIT && next != NEXT_OTHER);
  if (next == NEXT_LOWER || next == NEXT_DIGIT || (length == 1 && next != NEXT_NOTHING))
    return TRUE;

  return (cursor_look_up (cursor, cursor->at, stop) & (WORD_TITLE | WORD_ABBREVIATION | WORD_BEFORE_NUMBER)) != 0;
}

guint32
word_match_version (const Cursor *cursor, guint32 stop)
{
  guint32 end = stop;

  if (!g_ascii_isdigit (cursor->text[stop - 1]))
    return 0;
  while (cursor_byte (cursor, end) == '.' && cursor_is (cursor, end + 1, CHARACTER_BIT (CHARACTER_DIGIT)))
    end = cursor_skip (cursor, end + 1, CHARACTER_IN_WORD);

  return end > stop ? end : 0;
}

/* The end of a share as exchanges and agencies name it, its symbol and the letters of the exchange: `(NVK.OL)`,
 * `BRKa.N`. 0 if the word at the cursor is none. What is written in capitals without spaces (`IT ENDED.IT`) goes on in
 * capitals, and `A` and `I` are words. */
static guint32
match_ticker (const Cursor *cursor, guint32 stop)
{
  guint32 symbol = cursor->at, exchange = stop + 1, end = exchange;

  while (symbol < stop && stop - cursor->at <= 6
         && (g_ascii_isupper (cursor->text[symbol]) || g_ascii_isdigit (cursor->text[symbol])))
    symbol++;
  if (symbol + 1 == stop && symbol >= cursor->at + 2 && g_ascii_islower (cursor->text[symbol]))
    symbol++;
  while (end - exchange < 2 && g_ascii_isupper (cursor_byte (cursor, end)))
    end++;
  if (symbol != stop || end == exchange || cursor_is (cursor, end, CHARACTER_IN_WORD))
    return 0;

  guchar before = cursor->at > cursor->start ? cursor->text[cursor->at - 1] : 0, after = cursor_byte (cursor, end);
  gboolean is_word = end == exchange + 1 && (cursor->text[exchange] == 'A' || cursor->text[exchange] == 'I');
  if (after == ')' || after == '>' || after == ',')
    return !is_word || before == '(' || before == '<' ? end : 0;
  return !is_word && peek_next (cursor, end) == NEXT_LOWER ? end : 0;
}

gboolean
word_consume_with_full_stop (Cursor *cursor, guint32 stop)
{
  guint32 end = match_acronym (cursor, stop);

  if (end != 0)
    {
      gboolean has_stop = cursor->text[end - 1] == '.';
      gboolean goes_on = has_stop && (cursor_look_up (cursor, cursor->at, end - 1) & WORD_TITLE) != 0;

      /* At a sentence's end `p.m.` gives its full stop away, `U.S.` does not (so English-EWT). */
      if (has_stop && !goes_on)
        {
          Next next = peek_next (cursor, end);
          gboolean is_free = g_ascii_islower (cursor->text[end - 2]) && (next == NEXT_NOTHING || next == NEXT_STARTER);
          if (cursor_divides (cursor, DECISION_FULL_STOP, end - 1, is_free))
            {
              end--;
              has_stop = FALSE;
            }
        }
      cursor_emit (cursor, end, goes_on ? TOKEN_TITLE : has_stop ? TOKEN_ABBREVIATION : TOKEN_WORD);
      return TRUE;
    }

  if (cursor_is (cursor, stop + 1, CHARACTER_IN_WORD))
    {
      if ((end = match_dotted_abbreviation (cursor, stop)) != 0)
        {
          cursor_emit (cursor, end, TOKEN_ABBREVIATION);
          return TRUE;
        }
      if ((end = link_match_host (cursor)) != 0)
        {
          cursor_emit (cursor, end, TOKEN_LINK);
          return TRUE;
        }
      if ((end = word_match_version (cursor, stop)) != 0)
        {
          cursor_emit (cursor, end, TOKEN_WORD);
          return TRUE;
        }
      if ((end = match_ticker (cursor, stop)) != 0)
        {
          cursor_emit (cursor, end, TOKEN_WORD);
          return TRUE;
        }
      /* Without a space: `Dr.Jones`, `No.7`, `S.Korea`, but `so.And`. */
      guint flags = cursor_look_up (cursor, cursor->at, stop);
      gboolean is_initial = stop - cursor->at == 1 && g_ascii_isupper (cursor->text[cursor->at]);
      if (((flags & WORD_TITLE) != 0 && (flags & WORD_ORDINARY) == 0) || is_initial
          || ((flags & WORD_BEFORE_NUMBER) != 0 && cursor_is (cursor, stop + 1, CHARACTER_BIT (CHARACTER_DIGIT))))
        {
          cursor_emit (cursor, stop + 1, TOKEN_TITLE);
          return TRUE;
        }
      return FALSE;
    }

  TokenKind kind = judge_full_stop (cursor, stop);
  if (is_full_stop_doubtful (cursor, stop, kind))
    {
      if (cursor_divides (cursor, DECISION_FULL_STOP, stop, kind == TOKEN_WORD))
        return FALSE;
      if (kind == TOKEN_WORD)
        kind = TOKEN_ABBREVIATION;
    }
  if (kind == TOKEN_WORD)
    return FALSE;

  cursor_emit (cursor, stop + 1, kind);
  return TRUE;
}
