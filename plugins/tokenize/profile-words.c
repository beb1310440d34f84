/* Words and numbers of a language that has a profile. */
#include "contractions.h"
#include "profile-cursor.h"

#include <string.h>

#define DIGIT CHARACTER_BIT (CHARACTER_DIGIT)

/* In bytes: longer runs are not looked up as one word. */
#define LONGEST_WHOLE 48
/* In `c'est-à-dire`. */
#define MOST_MARKS_OF_WHOLE 3

/* Whether the bytes between two groups of thousands are one of the spaces used there. */
static guint
match_thin_space (const Cursor *cursor, guint32 at)
{
  const guchar *text = cursor->text + at;

  if (at >= cursor->end)
    return 0;
  if (text[0] == ' ')
    return 1;
  if (text[0] == 0xC2 && text[1] == 0xA0)
    return 2;

  return text[0] == 0xE2 && text[1] == 0x80 && text[2] == 0xAF ? 3 : 0;
}

/* The length of a comma or a full stop of Chinese and Japanese numbers: ３．２９ */
static guint
match_wide_separator (const Cursor *cursor, guint32 at)
{
  const guchar *text = cursor->text + at;

  return at < cursor->end && text[0] == 0xEF && text[1] == 0xBC && (text[2] == 0x8C || text[2] == 0x8E) ? 3 : 0;
}

static guint
match_apostrophe (const Cursor *cursor, guint32 at)
{
  const guchar *text = cursor->text + at;

  if (at >= cursor->end)
    return 0;
  if (text[0] == '\'')
    return 1;

  return text[0] == 0xE2 && text[1] == 0x80 && text[2] == 0x99 ? 3 : 0;
}

/* Words */

static guint32
look_up (const ProfileCursor *cursor, guint32 start, guint32 end)
{
  return profile_look_up (cursor->profile, cursor->cursor.text + start, end - start);
}

/* Notes what the last token is to those behind it. */
static void
note_word (ProfileCursor *cursor, guint32 bits)
{
  cursor->last_word = bits;
  cursor->is_after_word = TRUE;
  cursor->is_after_initial = FALSE;
  cursor->is_after_mark = FALSE;
}

/* Emits a word that may be written for several. */
static void
emit_word (ProfileCursor *at_cursor, guint32 end)
{
  Cursor *cursor = &at_cursor->cursor;
  guint32 start = cursor->at;
  gboolean is_doubtful = FALSE;
  gboolean expands = contraction_is_one (at_cursor->profile, cursor->text + start, end - start, &is_doubtful)
                     && (!is_doubtful || (at_cursor->is_after_word && (at_cursor->last_word & PROFILE_KEEPER) == 0));

  cursor_emit (cursor, end, TOKEN_WORD);
  note_word (at_cursor, look_up (at_cursor, start, end));
  if (expands && !cursor->out_of_memory)
    {
      cursor->tokens->kinds[cursor->tokens->n - 1] |= TOKEN_EXPANDS;
      if (!spans_append (cursor->multiwords, start, end, 0))
        cursor->out_of_memory = TRUE;
    }
}

/* The end of the longest run of letters, apostrophes and hyphens from the cursor on that the profile says is one token,
 * or 0. */
static guint32
match_whole (const ProfileCursor *at_cursor, guint32 end)
{
  const Cursor *cursor = &at_cursor->cursor;
  guint32 whole = 0;

  if (end > cursor->at && (look_up (at_cursor, cursor->at, end) & PROFILE_BEGINS_WHOLE) == 0)
    return 0;
  for (guint n_marks = 0; n_marks < MOST_MARKS_OF_WHOLE && end < cursor->end && end - cursor->at <= LONGEST_WHOLE;
       n_marks++)
    {
      guint apostrophe = match_apostrophe (cursor, end);
      if (apostrophe == 0 && cursor->text[end] != '-')
        break;
      guint32 mark_end = end + MAX (apostrophe, 1);
      if (!cursor_is (cursor, mark_end, CHARACTER_IN_WORD)
          && (look_up (at_cursor, cursor->at, mark_end) & PROFILE_WHOLE) != 0)
        whole = mark_end;
      end = cursor_skip (cursor, mark_end, CHARACTER_IN_WORD);
      if (end == mark_end)
        break;
      if ((look_up (at_cursor, cursor->at, end) & PROFILE_WHOLE) != 0)
        whole = end;
    }

  return whole;
}

/* The end of what stands behind the hyphen at @hyphen if it is a token with it: `-il` of `dit-il`, `-t-il`. 0 if it is
 * not. */
static guint32
match_inversion (const ProfileCursor *at_cursor, guint32 hyphen)
{
  const Cursor *cursor = &at_cursor->cursor;
  guint32 end = cursor_skip (cursor, hyphen + 1, CHARACTER_ALPHABETIC);

  if (end - hyphen == 2 && (cursor->text[hyphen + 1] | 0x20) == 't' && end < cursor->end
      && (cursor->text[end] == '-' || match_apostrophe (cursor, end) != 0))
    end = cursor_skip (cursor, end + MAX (1, match_apostrophe (cursor, end)), CHARACTER_ALPHABETIC);
  if (cursor_byte (cursor, end) == '-')
    return 0;

  return (look_up (at_cursor, hyphen + 1, end) & PROFILE_INVERSION) != 0 ? end : 0;
}

/* Whether `AT&T`, `km/h`: short on both sides of the mark. */
static gboolean
joins_short (const Cursor *cursor, guint32 mark, guint32 end, guint32 longest)
{
  return end > mark + 1 && mark - cursor->at <= longest && end - mark - 1 <= longest;
}

/* How far the word goes on through the mark at @at, or 0. */
static guint32
match_joint (const ProfileCursor *at_cursor, guint32 at)
{
  const Cursor *cursor = &at_cursor->cursor;
  guint apostrophe = match_apostrophe (cursor, at);
  guint32 end = cursor_skip (cursor, at + MAX (apostrophe, 1), CHARACTER_IN_WORD);

  if (apostrophe != 0)
    return end > at + apostrophe ? end : 0;
  if (end == at + 1)
    return 0;

  switch (cursor->text[at])
    {
    case '-':
      return at_cursor->profile->joins_hyphens ? end : 0;
    case '_':
      return end;
    case '&':
      return joins_short (cursor, at, end, 2) && g_ascii_isupper (cursor->text[at + 1]) ? end : 0;
    case '/':
      return joins_short (cursor, at, end, 2) && g_ascii_islower (cursor->text[at + 1])
                     && g_ascii_islower (cursor->text[cursor->at])
                 ? end
                 : 0;
    default:
      return 0;
    }
}

static gboolean
consume_link (ProfileCursor *at_cursor, guint32 end)
{
  Cursor *cursor = &at_cursor->cursor;
  guint32 further = 0;

  switch (cursor->text[end])
    {
    case '.':
    case ':':
      further = link_match_address (cursor, end);
      if (further != 0 || cursor->text[end] == ':')
        break;
      /* fall through */
    case '@':
    case '_':
    case '%':
    case '+':
    case '-':
      further = link_match_mail (cursor);
      if (further == 0 && cursor->text[end] != '.')
        further = link_match_host (cursor);
      break;
    default:
      break;
    }
  if (further == 0)
    return FALSE;

  cursor_emit (cursor, further, TOKEN_LINK);
  note_word (at_cursor, 0);
  return TRUE;
}

/* Consumes a word with the full stop at @stop, or a host's name. */
static gboolean
consume_with_full_stop (ProfileCursor *at_cursor, guint32 stop)
{
  Cursor *cursor = &at_cursor->cursor;
  TokenKind kind = TOKEN_WORD;
  guint32 end = profile_match_abbreviation (at_cursor, stop, &kind);

  if (end == 0 && cursor_is (cursor, stop + 1, CHARACTER_IN_WORD) && (end = link_match_host (cursor)) != 0)
    kind = TOKEN_LINK;
  if (end == 0)
    return FALSE;

  guint32 bits = look_up (at_cursor, cursor->at, stop);
  guint length;
  gboolean is_initial = cursor_class (cursor, cursor->at, &length) != CHARACTER_SPACE && cursor->at + length == stop;
  cursor_emit (cursor, end, kind);
  note_word (at_cursor, bits);
  at_cursor->is_after_initial = is_initial;
  return TRUE;
}

gboolean
profile_consume_whole (ProfileCursor *at_cursor)
{
  const Cursor *cursor = &at_cursor->cursor;
  guint32 whole = match_apostrophe (cursor, cursor->at) != 0 ? match_whole (at_cursor, cursor->at) : 0;

  if (whole != 0)
    emit_word (at_cursor, whole);

  return whole != 0;
}

void
profile_consume_word (ProfileCursor *at_cursor)
{
  Cursor *cursor = &at_cursor->cursor;
  guint32 end = cursor_skip (cursor, cursor->at, CHARACTER_IN_WORD);
  guint32 whole = end < cursor->end ? match_whole (at_cursor, end) : 0;

  if (whole != 0)
    {
      emit_word (at_cursor, whole);
      return;
    }

  while (end < cursor->end)
    {
      guint apostrophe = match_apostrophe (cursor, end);
      guint32 further;

      if (apostrophe != 0 && (look_up (at_cursor, cursor->at, end) & PROFILE_ELISION) != 0
          && cursor_is (cursor, end + apostrophe, CHARACTER_IN_WORD | CHARACTER_BIT (CHARACTER_MARK)))
        {
          emit_word (at_cursor, end + apostrophe);
          return;
        }
      if (consume_link (at_cursor, end))
        return;
      if (cursor->text[end] == '.')
        {
          if (consume_with_full_stop (at_cursor, end))
            return;
          break;
        }
      if (cursor->text[end] == '-' && (further = match_inversion (at_cursor, end)) != 0)
        {
          emit_word (at_cursor, end);
          emit_word (at_cursor, further);
          at_cursor->last_word |= PROFILE_KEEPER; /* `a-t-il des …`: an object follows */
          return;
        }
      further = match_joint (at_cursor, end);
      if (further == 0)
        break;
      end = further;
    }

  emit_word (at_cursor, end);
}

/* Numbers */

/* The end of digits with separators between: `1.000,50`, `10:30`, `11/28/2000`, `1990-1995`, `10 000`. */
static guint32
skip_number (const ProfileCursor *at_cursor, guint32 at)
{
  const Cursor *cursor = &at_cursor->cursor;
  guint32 start = at;
  gboolean is_plain = TRUE; /* digits and thin spaces only so far */

  at = cursor_skip (cursor, at, DIGIT);
  for (;;)
    {
      guchar separator = cursor_byte (cursor, at);
      guint space = at_cursor->profile->joins_thousands && is_plain ? match_thin_space (cursor, at) : 0;

      if (space != 0)
        {
          guint32 end = cursor_skip (cursor, at + space, DIGIT);
          gboolean is_group = end == at + space + 3
                              && (at - start <= 3 || match_thin_space (cursor, at - 4) != 0
                                  || match_thin_space (cursor, at - 5) != 0);
          if (!is_group || cursor_is (cursor, end, CHARACTER_ALPHABETIC))
            return at;
          at = end;
          continue;
        }

      guint wide = match_wide_separator (cursor, at);
      if (wide != 0 && cursor_is (cursor, at + wide, DIGIT))
        {
          at = cursor_skip (cursor, at + wide, DIGIT);
          continue;
        }

      gboolean joins = separator == ',' || separator == '.' || separator == ':' || separator == '/' || separator == '\''
                       || (separator == '-' && at_cursor->profile->joins_ranges);
      if (!joins || !cursor_is (cursor, at + 1, DIGIT))
        return at;
      is_plain = FALSE;
      at = cursor_skip (cursor, at + 1, DIGIT);
    }
}

/* Whether the full stop behind the digits [start, end) makes them an ordinal. */
static gboolean
is_ordinal (const ProfileCursor *at_cursor, guint32 start, guint32 end)
{
  const Cursor *cursor = &at_cursor->cursor;
  guint32 word;

  if (!at_cursor->profile->has_ordinals || end - start > 3 || cursor_byte (cursor, end + 1) == '.'
      || !cursor_is (cursor, end + 1, CHARACTER_BIT (CHARACTER_SPACE) | CHARACTER_BIT (CHARACTER_MARK)))
    return FALSE;
  for (guint32 at = start; at < end; at++)
    if (!g_ascii_isdigit (cursor->text[at]))
      return FALSE;

  switch (profile_peek (at_cursor, end + 1, &word))
    {
    case FOLLOWING_LOWER:
      return TRUE;
    case FOLLOWING_DIGIT:
      return end - start <= 2;
    case FOLLOWING_UPPER:
      return at_cursor->is_after_mark || (word & PROFILE_AFTER_ORDINAL) != 0
             || (at_cursor->last_word & PROFILE_BEFORE_ORDINAL) != 0;
    case FOLLOWING_STARTER:
    case FOLLOWING_INITIAL:
    case FOLLOWING_OPEN:
    case FOLLOWING_OTHER:
      return at_cursor->is_after_mark;
    default:
      return FALSE;
    }
}

void
profile_consume_number (ProfileCursor *at_cursor)
{
  Cursor *cursor = &at_cursor->cursor;
  guint32 start = cursor->at, end = skip_number (at_cursor, start), further;
  /* `5.º` */
  if (cursor_byte (cursor, end) == '.' && cursor_byte (cursor, end + 1) == 0xC2
      && (cursor_byte (cursor, end + 2) == 0xBA || cursor_byte (cursor, end + 2) == 0xAA))
    end += 3;
  guchar next = cursor_byte (cursor, end);
  TokenKind kind = TOKEN_NUMBER;

  if (next == '.' && is_ordinal (at_cursor, start, end))
    {
      cursor_emit (cursor, end + 1, TOKEN_TITLE);
      note_word (at_cursor, 0);
      return;
    }
  if ((next == '.' || next == '@' || next == '_' || next == '-' || cursor_is (cursor, end, CHARACTER_ALPHABETIC))
      && ((further = link_match_mail (cursor)) != 0 || (further = link_match_host (cursor)) != 0))
    {
      end = further;
      kind = TOKEN_LINK;
    }
  else if (cursor_is (cursor, end, CHARACTER_ALPHABETIC | CHARACTER_BIT (CHARACTER_EXTEND)))
    {
      /* `1er`, `250g`, `18jährig`. */
      end = cursor_skip (cursor, end, CHARACTER_IN_WORD);
    }
  while (at_cursor->profile->joins_hyphens && kind == TOKEN_NUMBER && cursor_byte (cursor, end) == '-'
         && cursor_is (cursor, end + 1, CHARACTER_ALPHABETIC))
    end = cursor_skip (cursor, end + 1, CHARACTER_IN_WORD);

  cursor_emit (cursor, end, kind);
  note_word (at_cursor, 0);
}
