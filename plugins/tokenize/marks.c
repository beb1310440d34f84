/* Marks: punctuation, quotation marks, brackets, symbols, and runs of them. */
#include "cursor.h"

#include <string.h>

#define SPACE CHARACTER_BIT (CHARACTER_SPACE)

static guint32
skip_byte_run (const Cursor *cursor, guint32 at, guchar c)
{
  while (at < cursor->end && cursor->text[at] == c)
    at++;

  return at;
}

/* `!`, `?!`, `???`, and a full stop that stands right after or before them (`!.`, `.?`). */
static void
consume_exclamation (Cursor *cursor)
{
  guint32 end = cursor->at;

  while (end < cursor->end && (cursor->text[end] == '!' || cursor->text[end] == '?'))
    end++;
  if (cursor_byte (cursor, end) == '.' && cursor_byte (cursor, end + 1) != '.'
      && !cursor_is (cursor, end + 1, CHARACTER_IN_WORD))
    end++;

  cursor_emit (cursor, end, TOKEN_EXCLAMATION);
}

/* Whether the full stop at the cursor belongs to `N°.`, before a number. */
static gboolean
is_after_number_sign (const Cursor *cursor)
{
  const guchar *text = cursor->text + cursor->at;

  return cursor->at >= cursor->start + 3 && text[-2] == 0xC2 && (text[-1] == 0xB0 || text[-1] == 0xBA)
         && (text[-3] | 0x20) == 'n' && cursor_byte (cursor, cursor->at + 1) == ' '
         && cursor_is (cursor, cursor->at + 2, CHARACTER_BIT (CHARACTER_DIGIT));
}

static void
consume_full_stops (Cursor *cursor)
{
  guint32 end = skip_byte_run (cursor, cursor->at, '.');

  if (end == cursor->at + 1)
    {
      Character before = cursor_class_before (cursor, cursor->at);
      guint next_length;
      Character after = cursor_class (cursor, end, &next_length);

      /* `.5`, and a file's ending that stands alone (`.doc`). */
      if (before == CHARACTER_SPACE || (before == CHARACTER_MARK && cursor->text[cursor->at - 1] != '"'))
        {
          if (after == CHARACTER_DIGIT)
            {
              number_consume_with_mark (cursor);
              return;
            }
          guint32 word = cursor_skip (cursor, end, CHARACTER_IN_WORD);
          guint32 file = after == CHARACTER_LOWER ? link_match_hidden_file (cursor) : 0;
          if (file != 0 || (cursor->text[end] == '/' && (file = link_match_path (cursor)) != 0))
            {
              cursor_emit (cursor, file, TOKEN_LINK);
              return;
            }
          if (word - end <= 5 && (cursor_look_up (cursor, end, word) & WORD_EXTENSION) != 0)
            {
              cursor_emit (cursor, word, TOKEN_LINK);
              return;
            }
        }
      if (cursor_byte (cursor, end) == '?' || cursor_byte (cursor, end) == '!')
        {
          while (end < cursor->end && (cursor->text[end] == '!' || cursor->text[end] == '?'))
            end++;
          cursor_emit (cursor, end, TOKEN_EXCLAMATION);
          return;
        }
      cursor_emit (cursor, end, is_after_number_sign (cursor) ? TOKEN_TITLE : TOKEN_STOP);
      return;
    }

  /* `../notes` */
  guint32 path = end == cursor->at + 2 && cursor_byte (cursor, end) == '/' ? link_match_path (cursor) : 0;
  cursor_emit (cursor, path != 0 ? path : end, path != 0 ? TOKEN_LINK : TOKEN_ELLIPSIS);
}

/* Whether a mark that has the same form at either end of a quotation opens one here. */
static gboolean
opens_quotation (const Cursor *cursor, guint32 end, gboolean is_inside)
{
  guint before = CHARACTER_BIT (cursor_class_before (cursor, cursor->at));
  gboolean space_before = before == SPACE;
  gboolean space_after = cursor_is (cursor, end, SPACE);

  if (space_before && !space_after)
    return TRUE;
  if (space_after && !space_before)
    return FALSE;
  if (!space_before && before != CHARACTER_BIT (CHARACTER_MARK))
    return FALSE;
  if (!space_before)
    {
      guchar c = cursor->text[cursor->at - 1];
      if (strchr ("([{<-/", c) != NULL)
        return TRUE;
      if (strchr (".,!?;:)]}", c) != NULL)
        return FALSE;
    }

  return !is_inside;
}

static void
consume_double_quote (Cursor *cursor, guint32 end)
{
  gboolean opens = opens_quotation (cursor, end, cursor->in_double_quotes);

  cursor->in_double_quotes = opens;
  cursor_emit (cursor, end, opens ? TOKEN_QUOTE_OPEN : TOKEN_QUOTE_CLOSE);
}

/* A single quotation mark or an apostrophe that no word has taken. @size is its length in bytes. */
static void
consume_single_quote (Cursor *cursor, guint size)
{
  guint32 start = cursor->at, end = start + size;
  gboolean is_ascii = size == 1;

  if (is_ascii && cursor_byte (cursor, end) == '\'')
    {
      /* Two apostrophes are the double mark of typewriters. */
      consume_double_quote (cursor, end + 1);
      return;
    }
  if (!is_ascii && end + 3 <= cursor->end && memcmp (cursor->text + end, "\xE2\x80\x99", 3) == 0)
    {
      cursor_emit (cursor, end + 3, TOKEN_QUOTE_CLOSE);
      return;
    }

  gboolean space_before = cursor_class_before (cursor, start) == CHARACTER_SPACE;

  if (!space_before)
    {
      /* What follows something that is no word: `"Emma"'s`. */
      guint32 clitic = cursor_skip (cursor, end, CHARACTER_IN_WORD);
      if (clitic == end + 1 && (cursor->text[end] | 0x20) == 's')
        {
          cursor_emit (cursor, clitic, TOKEN_WORD);
          return;
        }
    }
  if (space_before || cursor_class_before (cursor, start) == CHARACTER_MARK)
    {
      guint32 word = cursor_skip (cursor, end, CHARACTER_IN_WORD);
      gsize length = word - end;

      /* `'em`, `'72`, `'s` on its own. */
      gboolean is_clipped = length > 0 && length <= 6 && (cursor_look_up (cursor, end, word) & WORD_CLIPPED) != 0
                            && (length != 1 || cursor_byte (cursor, word) == '\'');
      gboolean is_year = (length == 2 || length == 3) && g_ascii_isdigit (cursor->text[end])
                         && g_ascii_isdigit (cursor->text[end + 1]) && (length == 2 || cursor->text[end + 2] == 's')
                         && cursor_byte (cursor, word) != '\'';
      gboolean is_clitic = (length == 1 && strchr ("sSdDmM", cursor->text[end]) != NULL)
                           || (length == 2
                               && (g_ascii_strncasecmp ((const char *) cursor->text + end, "ll", 2) == 0
                                   || g_ascii_strncasecmp ((const char *) cursor->text + end, "re", 2) == 0
                                   || g_ascii_strncasecmp ((const char *) cursor->text + end, "ve", 2) == 0));
      if ((is_clipped && !cursor->in_single_quotes) || is_year || (is_clitic && cursor_byte (cursor, word) != '\''))
        {
          /* The second apostrophe of `rock 'n' roll` is no mark of its own. */
          if (is_clipped && length == 1)
            word++;
          cursor_emit (cursor, word, is_year ? TOKEN_NUMBER : TOKEN_WORD);
          return;
        }
    }

  gboolean opens = opens_quotation (cursor, end, cursor->in_single_quotes);
  cursor->in_single_quotes = opens;
  cursor_emit (cursor, end, opens ? TOKEN_QUOTE_OPEN : TOKEN_QUOTE_CLOSE);
}

/* Marks outside ASCII. */
static void
consume_wide_mark (Cursor *cursor, gunichar c, guint length)
{
  guint32 end = cursor_skip (cursor, cursor->at + length, CHARACTER_BIT (CHARACTER_EXTEND));

  switch (c)
    {
    case 0x00AF: /* ¯ */
      {
        guint32 emoticon = picture_match_emoticon (cursor);
        cursor_emit (cursor, emoticon != 0 ? emoticon : end, emoticon != 0 ? TOKEN_PICTURE : TOKEN_SYMBOL);
        return;
      }
    case 0x2018: /* ‘ */
    case 0x2019: /* ’ */
    case 0x201B:
      consume_single_quote (cursor, 3);
      return;
    case 0x201C: /* “ */
      cursor_emit (cursor, end, cursor->in_low_quotes ? TOKEN_QUOTE_CLOSE : TOKEN_QUOTE_OPEN);
      cursor->in_low_quotes = FALSE;
      return;
    case 0x201E: /* „ */
      cursor->in_low_quotes = TRUE;
      cursor_emit (cursor, end, TOKEN_QUOTE_OPEN);
      return;
    case 0x00AB: /* « */
    case 0x2039: /* ‹ */
    case 0x201A: /* ‚ */
    case 0x300C: /* 「 */
    case 0x300E: /* 『 */
      cursor_emit (cursor, end, TOKEN_QUOTE_OPEN);
      return;
    case 0x00BB: /* » */
    case 0x203A: /* › */
    case 0x201D: /* ” */
    case 0x300D: /* 」 */
    case 0x300F: /* 』 */
      cursor_emit (cursor, end, TOKEN_QUOTE_CLOSE);
      return;
    case 0x2026: /* … */
      while (end < cursor->end)
        {
          if (cursor->text[end] == '.')
            end++;
          else if (end + 3 <= cursor->end && memcmp (cursor->text + end, "\xE2\x80\xA6", 3) == 0)
            end += 3;
          else
            break;
        }
      cursor_emit (cursor, end, TOKEN_ELLIPSIS);
      return;
    case 0x2012: /* ‒ */
    case 0x2013: /* – */
    case 0x2014: /* — */
    case 0x2015: /* ― */
      while (end + 3 <= cursor->end && memcmp (cursor->text + end, cursor->text + cursor->at, 3) == 0)
        end += 3;
      cursor_emit (cursor, end, TOKEN_DASH);
      return;
    case 0xFF0E: /* ．, in a number as well */
      if (cursor_class_before (cursor, cursor->at) == CHARACTER_DIGIT
          && cursor_is (cursor, end, CHARACTER_BIT (CHARACTER_DIGIT)))
        {
          cursor_emit (cursor, end, TOKEN_COMMA);
          return;
        }
      /* fall through */
    case 0x3002: /* 。 */
    case 0xFF61:
    case 0x0964: /* devanagari danda */
    case 0x0965:
    case 0x06D4: /* urdu full stop */
    case 0x1362: /* ethiopic full stop */
    case 0x0589: /* armenian full stop */
    case 0x104B: /* myanmar section */
    case 0x17D4: /* khmer khan */
      cursor_emit (cursor, end, TOKEN_STOP);
      return;
    case 0xFF01: /* ！ */
    case 0xFF1F: /* ？ */
    case 0x061F: /* ؟ */
    case 0x203C:
    case 0x203D: /* ‽ */
    case 0x2047:
    case 0x2048:
    case 0x2049:
    case 0x1367:
      cursor_emit (cursor, end, TOKEN_EXCLAMATION);
      return;
    case 0x060C: /* ، */
    case 0x3001: /* 、 */
    case 0xFF0C:
      cursor_emit (cursor, end, TOKEN_COMMA);
      return;
    case 0x037E:
    case 0x061B:
    case 0xFF1B:
      cursor_emit (cursor, end, TOKEN_SEMICOLON);
      return;
    case 0xFF1A:
      cursor_emit (cursor, end, TOKEN_COLON);
      return;
    default:
      break;
    }

  switch (g_unichar_type (c))
    {
    case G_UNICODE_OPEN_PUNCTUATION:
      cursor_emit (cursor, end, TOKEN_OPEN);
      return;
    case G_UNICODE_CLOSE_PUNCTUATION:
      cursor_emit (cursor, end, TOKEN_CLOSE);
      return;
    default:
      cursor_emit (cursor, end, TOKEN_SYMBOL);
      return;
    }
}

/* Whether a Greek letter stands before the cursor: there a semicolon is a question mark. */
static gboolean
is_after_greek (const Cursor *cursor)
{
  const guchar *text = cursor->text + cursor->at;

  if (cursor->at < cursor->start + 2)
    return FALSE;

  /* U+0370 to U+03FF, and U+1F00 to U+1FFF with their accents. */
  return text[-2] == 0xCE || text[-2] == 0xCF
         || (cursor->at >= cursor->start + 3 && text[-3] == 0xE1 && text[-2] >= 0xBC && text[-2] <= 0xBF);
}

/* Whether an Armenian letter stands before the cursor: there a colon is a full stop. */
static gboolean
is_after_armenian (const Cursor *cursor)
{
  const guchar *text = cursor->text + cursor->at;

  /* U+0530 to U+058F */
  return cursor->at >= cursor->start + 2
         && ((text[-2] == 0xD4 && text[-1] >= 0xB0) || text[-2] == 0xD5 || (text[-2] == 0xD6 && text[-1] < 0x90));
}

/* Shorter mixtures of marks are not drawn: `**_` begins emphasis. */
#define SHORTEST_DRAWN 4

static gboolean
is_drawn_with (guchar c)
{
  return c != 0 && strchr ("-=*~_+|", c) != NULL;
}

/* Rules of typed lines and arrows: `-->`, `===>`, `*~*~*`, `----==`, `+---+---+`. */
static guint32
skip_ornament (const Cursor *cursor, guint32 at)
{
  guint32 end = skip_byte_run (cursor, at, cursor->text[at]), drawn = at;

  while (is_drawn_with (cursor_byte (cursor, drawn)))
    drawn++;
  if (drawn - at >= SHORTEST_DRAWN)
    end = MAX (end, drawn);
  if ((cursor->text[end - 1] == '-' || cursor->text[end - 1] == '=') && cursor_byte (cursor, end) == '>')
    end = skip_byte_run (cursor, end, '>');

  return end;
}

void
mark_consume (Cursor *cursor, gunichar c, guint length)
{
  guint32 start = cursor->at;
  guint32 end;

  if (c >= 0x80)
    {
      consume_wide_mark (cursor, c, length);
      return;
    }

  switch (c)
    {
    case '.':
      consume_full_stops (cursor);
      return;
    case '!':
    case '?':
      consume_exclamation (cursor);
      return;
    case ',':
      cursor_emit (cursor, start + 1, TOKEN_COMMA);
      return;
    case '"':
      consume_double_quote (cursor, start + 1);
      return;
    case '\'':
      consume_single_quote (cursor, 1);
      return;
    case '`':
      end = skip_byte_run (cursor, start, '`');
      cursor_emit (cursor, end, TOKEN_QUOTE_OPEN);
      return;
    case ':':
    case ';':
    case '=':
    case '^':
      if ((end = picture_match_emoticon (cursor)) != 0)
        {
          cursor_emit (cursor, end, TOKEN_PICTURE);
          return;
        }
      if (c == ':' || c == ';')
        {
          TokenKind semicolon = is_after_greek (cursor) ? TOKEN_EXCLAMATION : TOKEN_SEMICOLON;
          TokenKind colon = is_after_armenian (cursor) ? TOKEN_STOP : TOKEN_COLON;
          cursor_emit (cursor, start + 1, c == ':' ? colon : semicolon);
          return;
        }
      cursor_emit (cursor, skip_ornament (cursor, start), TOKEN_SYMBOL);
      return;
    case '(':
    case ')':
      if ((cursor_byte (cursor, start + 1) == ':' || cursor_byte (cursor, start + 1) == '-')
          && (end = picture_match_emoticon (cursor)) != 0)
        {
          cursor_emit (cursor, end, TOKEN_PICTURE);
          return;
        }
      cursor_emit (cursor, start + 1, c == '(' ? TOKEN_OPEN : TOKEN_CLOSE);
      return;
    case '[':
    case '{':
      cursor_emit (cursor, start + 1, TOKEN_OPEN);
      return;
    case ']':
    case '}':
      cursor_emit (cursor, start + 1, TOKEN_CLOSE);
      return;
    case '<':
      if ((end = link_match_tag (cursor)) != 0)
        {
          cursor_emit (cursor, end, TOKEN_SYMBOL);
          return;
        }
      if ((end = picture_match_emoticon (cursor)) != 0)
        {
          cursor_emit (cursor, end, TOKEN_PICTURE);
          return;
        }
      end = skip_byte_run (cursor, start, '<');
      if (end == start + 1 && cursor_byte (cursor, end) == '-')
        end = skip_byte_run (cursor, end, '-');
      cursor_emit (cursor, end, TOKEN_OPEN);
      return;
    case '>':
      if ((end = picture_match_emoticon (cursor)) != 0)
        {
          cursor_emit (cursor, end, TOKEN_PICTURE);
          return;
        }
      cursor_emit (cursor, skip_byte_run (cursor, start, '>'), TOKEN_CLOSE);
      return;
    case '&':
      end = link_match_tag (cursor);
      cursor_emit (cursor, end != 0 ? end : start + 1, TOKEN_SYMBOL);
      return;
    case '@':
    case '#':
      end = link_match_handle (cursor);
      if (end != 0)
        {
          cursor_emit (cursor, end, TOKEN_LINK);
          return;
        }
      cursor_emit (cursor, skip_byte_run (cursor, start, (guchar) c), TOKEN_SYMBOL);
      return;
    case '-':
      if ((end = picture_match_emoticon (cursor)) != 0)
        {
          cursor_emit (cursor, end, TOKEN_PICTURE);
          return;
        }
      cursor_emit (cursor, skip_ornament (cursor, start), TOKEN_DASH);
      return;
    case '+':
      /* `+44`: the prefix of a telephone number or a sign. */
      if (cursor_is (cursor, start + 1, CHARACTER_BIT (CHARACTER_DIGIT))
          && cursor_class_before (cursor, start) == CHARACTER_SPACE)
        {
          number_consume_with_mark (cursor);
          return;
        }
      cursor_emit (cursor, skip_ornament (cursor, start), TOKEN_SYMBOL);
      return;
    case '/':
    case '~':
      if ((end = link_match_path (cursor)) != 0)
        {
          cursor_emit (cursor, end, TOKEN_LINK);
          return;
        }
      /* fall through */
    case '*':
    case '\\':
    case '_':
    case '|':
    case '$':
      cursor_emit (cursor, skip_ornament (cursor, start), TOKEN_SYMBOL);
      return;
    default:
      cursor_emit (cursor, cursor_skip (cursor, start + 1, CHARACTER_BIT (CHARACTER_EXTEND)), TOKEN_SYMBOL);
      return;
    }
}
