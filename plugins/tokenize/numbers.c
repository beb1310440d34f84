/* Numbers with separators, dates, times, telephone numbers, and the units and ordinals written onto them. */
#include "cursor.h"

#include <string.h>

#define DIGIT CHARACTER_BIT (CHARACTER_DIGIT)

/* The end of digits with separators between: `1,200.50`, `10:30`, `11/28/2000`, `192.168.0.1`. A comma must be followed
 * by three digits and no more. */
static guint32
skip_number (const Cursor *cursor, guint32 at)
{
  guint32 start = at;

  at = cursor_skip (cursor, at, DIGIT);

  for (;;)
    {
      guchar separator = cursor_byte (cursor, at);
      if (separator != ',' && separator != '.' && separator != ':' && separator != '/')
        return at;

      guint32 end = cursor_skip (cursor, at + 1, DIGIT);
      if (end == at + 1 || (separator == ',' && end != at + 4))
        return at;
      /* `24/7`, `1/2`; dates have more parts. */
      if (separator == '/' && cursor_byte (cursor, end) != '/' && at - start <= 4 && end - at <= 5
          && cursor_divides (cursor, DECISION_NUMBERS, at, FALSE))
        return at;
      at = end;
    }
}

/* Digits with hyphens between: a telephone number, a date or a postal code is one token (`713-555-0142`, `555-0199`,
 * `02-05-02`, `77415-0027`), a range is three (`10-12`, `1969-1970`). Returns the end of the chain, or 0 if it is none
 * that stays whole. */
static guint32
match_chain (Cursor *cursor, guint32 first_end)
{
  guint32 start = cursor->at, at = first_end;
  guint n_groups = 1;
  guint32 last_length = 0;

  if (start < cursor->no_chain_before)
    return 0;

  while (cursor_byte (cursor, at) == '-' && cursor_is (cursor, at + 1, DIGIT))
    {
      guint32 end = cursor_skip (cursor, at + 1, DIGIT);
      last_length = end - at - 1;
      at = end;
      n_groups++;
    }

  guint32 first_length = 0;
  while (first_end - first_length > start && g_ascii_isdigit (cursor->text[first_end - first_length - 1]))
    first_length++;

  gboolean is_chain = n_groups >= 3 || (n_groups == 2 && (first_length == 3 || first_length == 5) && last_length == 4);
  if (n_groups == 2 && !cursor_is (cursor, at, CHARACTER_ALPHABETIC))
    is_chain = !cursor_divides (cursor, DECISION_NUMBERS, first_end, !is_chain);
  if (is_chain && n_groups <= 6 && !cursor_is (cursor, at, CHARACTER_ALPHABETIC))
    return at;

  cursor->no_chain_before = at;
  return 0;
}

/* The letters written onto a number: part of it (`20th`, `1960s`, `3D`) or a word of their own (`7:30pm`, `10km`). */
static gboolean
is_suffix (const Cursor *cursor, guint32 start, guint32 end)
{
  const char *letters = (const char *) cursor->text + start;
  gsize length = end - start;

  if (length == 2
      && (g_ascii_strncasecmp (letters, "st", 2) == 0 || g_ascii_strncasecmp (letters, "nd", 2) == 0
          || g_ascii_strncasecmp (letters, "rd", 2) == 0 || g_ascii_strncasecmp (letters, "th", 2) == 0))
    return TRUE;
  if (length == 1 && strchr ("sdacni", g_ascii_tolower (letters[0])) != NULL)
    return TRUE;

  /* `3G` and `7B` are names, `$3M` is not. */
  if (length == 1 && g_ascii_isupper (letters[0]) && strchr ("KMB", letters[0]) == NULL)
    return TRUE;

  return (cursor_look_up (cursor, start, end) & WORD_UNIT) == 0;
}

void
number_consume (Cursor *cursor)
{
  guint32 start = cursor->at;
  guint32 end = skip_number (cursor, start);
  guint32 further;
  guchar next = cursor_byte (cursor, end);

  if (next == ' ' || next == 0)
    {
      cursor_emit (cursor, end, TOKEN_NUMBER);
      return;
    }

  if (next == '-' && cursor_is (cursor, end + 1, DIGIT) && (further = match_chain (cursor, end)) != 0)
    end = further;

  if (cursor_is (cursor, end, CHARACTER_ALPHABETIC | CHARACTER_BIT (CHARACTER_EXTEND)))
    {
      guint32 letters = cursor_skip (cursor, end, CHARACTER_ALPHABETIC);
      guint32 word = cursor_skip (cursor, letters, CHARACTER_IN_WORD);

      if ((further = link_match_mail (cursor)) != 0 || (further = link_match_host (cursor)) != 0)
        {
          cursor_emit (cursor, further, TOKEN_LINK);
          return;
        }
      if (letters == word && !is_suffix (cursor, end, letters))
        {
          cursor_emit (cursor, end, TOKEN_NUMBER);
          return;
        }
      end = word;
    }
  else if ((next == '.' || next == '@' || next == '_' || next == '-')
           && ((further = link_match_mail (cursor)) != 0 || (further = link_match_host (cursor)) != 0))
    {
      cursor_emit (cursor, further, TOKEN_LINK);
      return;
    }

  /* `60's`: one token in Universal Dependencies. */
  guint apostrophe = cursor_byte (cursor, end) == '\'' ? 1 : 0;
  if (apostrophe == 0 && end + 3 < cursor->end && memcmp (cursor->text + end, "\xE2\x80\x99", 3) == 0)
    apostrophe = 3;
  if (apostrophe != 0 && cursor_byte (cursor, end + apostrophe) == 's'
      && !cursor_is (cursor, end + apostrophe + 1, CHARACTER_IN_WORD))
    end += apostrophe + 1;

  cursor_emit (cursor, end, TOKEN_NUMBER);
}

void
number_consume_with_mark (Cursor *cursor)
{
  guint32 start = cursor->at;
  guint8 touches = start == cursor->last_end ? TOKEN_TOUCHES : 0;

  cursor->at++;
  number_consume (cursor);
  if (cursor->out_of_memory)
    return;

  guint32 number = cursor->tokens->n - 1;
  cursor->tokens->starts[number] = start;
  cursor->tokens->kinds[number] = (guint8) (spans_get_kind (cursor->tokens, number) | touches);
}
