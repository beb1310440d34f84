/* Full stops that belong to the word before them, by what a profile knows. */
#include "profile-cursor.h"

#include <string.h>

/* In bytes: what is longer is no abbreviation, no word that begins sentences, no Roman number. */
#define LONGEST_PART 32
#define LONGEST_CHAIN 64
#define LONGEST_ROMAN 8

/* An unknown word without a vowel is taken for an abbreviation up to this many letters. */
#define LONGEST_CONSONANTS 5

static guint32
skip_letters (const Cursor *cursor, guint32 at)
{
  guint length;
  guint32 start = at;

  while (at < cursor->end && at - start < LONGEST_PART
         && (CHARACTER_BIT (cursor_class (cursor, at, &length)) & CHARACTER_IN_WORD) != 0)
    at += length;

  return at;
}

static gboolean
is_one_letter (const Cursor *cursor, guint32 start, guint32 end)
{
  guint length;

  return start < end && (CHARACTER_BIT (cursor_class (cursor, start, &length)) & CHARACTER_ALPHABETIC) != 0
         && start + length == end;
}

Following
profile_peek (const ProfileCursor *at_cursor, guint32 at, guint32 *word)
{
  const Cursor *cursor = &at_cursor->cursor;
  guint length;

  *word = 0;
  at = cursor_skip (cursor, at, CHARACTER_BIT (CHARACTER_SPACE));
  if (at >= cursor->end)
    return FOLLOWING_NOTHING;

  Character class = cursor_class (cursor, at, &length);
  if ((CHARACTER_BIT (class) & CHARACTER_ALPHABETIC) != 0)
    {
      guint32 end = skip_letters (cursor, at);
      *word = profile_look_up (at_cursor->profile, cursor->text + at, end - at);
      if (class == CHARACTER_LOWER)
        return FOLLOWING_LOWER;
      if (class == CHARACTER_UPPER && is_one_letter (cursor, at, end) && cursor_byte (cursor, end) == '.')
        return FOLLOWING_INITIAL;
      /* `L'Espagne`: the elision begins the sentence. */
      return (*word & (WORD_STARTER | PROFILE_ELISION)) != 0 ? FOLLOWING_STARTER : FOLLOWING_UPPER;
    }
  if (class == CHARACTER_DIGIT)
    return FOLLOWING_DIGIT;
  if ((cursor->text[at] == '(' || cursor->text[at] == '[')
      && cursor_is (cursor, at + 1, CHARACTER_BIT (CHARACTER_DIGIT)))
    return FOLLOWING_OPEN;

  return FOLLOWING_OTHER;
}

/* Letters that stand for sounds without consonants, in Latin, Greek and Cyrillic, with whatever accent. */
static gboolean
is_vowel (gunichar c)
{
  gunichar base[4] = { 0 };

  c = g_unichar_tolower (c);
  if (g_unichar_fully_decompose (c, FALSE, base, G_N_ELEMENTS (base)) > 0)
    c = base[0];

  return (c < 0x80 && strchr ("aeiouy", (int) c) != NULL) || c == 0xE6 || c == 0xF8 || c == 0x153
         || g_utf8_strchr ("αεηιουωаеёиоуыэюяіїєө", -1, c) != NULL;
}

/* Whether [start, end) is a short word without a vowel, of an alphabet that writes them, and no acronym. */
static gboolean
lacks_vowel (const Cursor *cursor, guint32 start, guint32 end)
{
  guint n_letters = 0, n_lower = 0;
  guint length;

  for (guint32 at = start; at < end; at += length)
    {
      Character class = cursor_class (cursor, at, &length);
      gunichar c = character_decode (cursor->text + at, &length);
      if ((class != CHARACTER_LOWER && class != CHARACTER_UPPER) || is_vowel (c) || c >= 0x530)
        return FALSE;
      n_letters++;
      n_lower += class == CHARACTER_LOWER;
    }

  return n_letters >= 2 && n_letters <= LONGEST_CONSONANTS && n_lower + 1 >= n_letters && n_lower > 0;
}

/* `XIV`, in capitals; of single letters only those of small numbers. */
static gboolean
is_roman (const Cursor *cursor, guint32 start, guint32 end)
{
  if (end == start || end - start > LONGEST_ROMAN || cursor_byte (cursor, end) == '\''
      || cursor_byte (cursor, end) >= 0x80 || (end - start == 1 && strchr ("IVX", cursor->text[start]) == NULL))
    return FALSE;
  for (guint32 at = start; at < end; at++)
    if (strchr ("IVXLCDM", cursor->text[at]) == NULL || cursor->text[at] == '\0')
      return FALSE;

  return TRUE;
}

/* Parts with full stops between: `z.B.`, `S.A.`, `EE.UU.`, `J.-C.`, `Dipl.-Ing.`. *@n_parts is how many there are, and
 * *@is_initials whether each is a letter, or one and the same capital twice. Returns the end of the last part; its own
 * full stop stands there, or it is not one. */
static guint32
match_chain (const Cursor *cursor, guint32 first_end, guint *n_parts, gboolean *is_initials)
{
  guint32 start = cursor->at, end = first_end;

  *n_parts = 0;
  *is_initials = TRUE;
  for (;;)
    {
      guint32 size = end - start;
      gboolean is_doubled
          = size == 2 && g_ascii_isupper (cursor->text[start]) && cursor->text[start] == cursor->text[start + 1];
      *is_initials = *is_initials && (is_one_letter (cursor, start, end) || is_doubled);
      ++*n_parts;
      if (cursor_byte (cursor, end) != '.')
        return end;

      guint32 next = end + 1 + (cursor_byte (cursor, end + 1) == '-');
      guint32 next_end = skip_letters (cursor, next);
      if (next_end == next || next_end - cursor->at > LONGEST_CHAIN || !cursor_is (cursor, next, CHARACTER_ALPHABETIC))
        return end;
      /* `J.R.Blum`: the name is a token of its own. */
      if (*is_initials && *n_parts >= 2 && next_end - next > 4)
        return end;
      start = next;
      end = next_end;
    }
}

static guint32
match_dotted (ProfileCursor *at_cursor, guint32 stop, TokenKind *kind)
{
  Cursor *cursor = &at_cursor->cursor;
  gboolean is_initials;
  guint n_parts;
  guint32 end = match_chain (cursor, stop, &n_parts, &is_initials);
  guint32 bits = profile_look_up (at_cursor->profile, cursor->text + cursor->at, end - cursor->at);
  gboolean has_stop = cursor_byte (cursor, end) == '.' && cursor_byte (cursor, end + 1) != '.';

  if (n_parts < 2)
    return 0;
  if ((bits & (WORD_TITLE | WORD_ABBREVIATION | WORD_BEFORE_NUMBER)) != 0 || is_initials)
    {
      *kind = (bits & WORD_TITLE) != 0 ? TOKEN_TITLE : has_stop ? TOKEN_ABBREVIATION : TOKEN_WORD;
      return end + has_stop;
    }

  return 0;
}

static gboolean
is_degree_before (const Cursor *cursor, guint32 at)
{
  return at >= cursor->start + 2 && cursor->text[at - 2] == 0xC2
         && (cursor->text[at - 1] == 0xB0 || cursor->text[at - 1] == 0xBA);
}

guint32
profile_match_abbreviation (ProfileCursor *at_cursor, guint32 stop, TokenKind *kind)
{
  Cursor *cursor = &at_cursor->cursor;
  guint32 start = cursor->at;

  /* No abbreviation ends in a digit. */
  if (g_ascii_isdigit (cursor->text[stop - 1]))
    {
      *kind = TOKEN_WORD;
      return word_match_version (cursor, stop);
    }

  guint32 bits
      = stop - start <= LONGEST_PART ? profile_look_up (at_cursor->profile, cursor->text + start, stop - start) : 0;
  if (bits == 0)
    bits = profile_find_ending (at_cursor->profile, cursor->text + start, stop - start);

  guint32 end, following_word;
  guint length;

  if ((end = match_dotted (at_cursor, stop, kind)) != 0)
    return end;
  if (cursor_byte (cursor, stop + 1) == '.')
    return 0;

  /* Not the C of `37 °C`. */
  gboolean is_single = is_one_letter (cursor, start, stop) && !is_degree_before (cursor, start);
  gboolean is_capital = cursor_class (cursor, start, &length) == CHARACTER_UPPER;
  gboolean touches = cursor_is (cursor, stop + 1, CHARACTER_IN_WORD);
  Following following = profile_peek (at_cursor, stop + 1, &following_word);

  *kind = TOKEN_TITLE;
  if (touches)
    {
      /* Without a space: `Dr.Jung`, `S.12`, `J.Blum`. */
      gboolean goes_on = (bits & WORD_TITLE) != 0 || (is_single && is_capital)
                         || ((bits & WORD_BEFORE_NUMBER) != 0 && following == FOLLOWING_DIGIT);
      return goes_on && (bits & WORD_ORDINARY) == 0 ? stop + 1 : 0;
    }

  /* What begins with letters and full stops ends so too: `т. д.`, `z. B.` */
  if (is_single && at_cursor->is_after_initial && (following == FOLLOWING_NOTHING || following == FOLLOWING_STARTER)
      && !is_capital)
    {
      *kind = TOKEN_ABBREVIATION;
      return stop + 1;
    }
  if ((bits & WORD_TITLE) != 0 && following != FOLLOWING_NOTHING
      && ((bits & WORD_ORDINARY) == 0 || following == FOLLOWING_UPPER || following == FOLLOWING_INITIAL))
    return stop + 1;
  if ((bits & WORD_BEFORE_NUMBER) != 0
      && (following == FOLLOWING_DIGIT || following == FOLLOWING_OPEN || following == FOLLOWING_INITIAL))
    return stop + 1;
  if ((bits & WORD_BEFORE_NUMBER) != 0 && following >= FOLLOWING_UPPER && following <= FOLLOWING_INITIAL)
    {
      guint32 next = cursor_skip (cursor, stop + 1, CHARACTER_BIT (CHARACTER_SPACE));
      if (is_roman (cursor, next, skip_letters (cursor, next)))
        return stop + 1;
    }

  /* `R. Augusta`, but `dez. Ele`. */
  gboolean is_capital_letter = is_single && is_capital;
  if ((bits & WORD_ABBREVIATION) != 0 && !(is_capital_letter && (bits & WORD_ORDINARY) != 0))
    {
      gboolean may_be_word = (bits & WORD_ORDINARY) != 0 && !at_cursor->is_after_initial && following != FOLLOWING_LOWER
                             && following != FOLLOWING_DIGIT;
      *kind = TOKEN_ABBREVIATION;
      return may_be_word && cursor_byte (cursor, stop + 1) != ',' ? 0 : stop + 1;
    }

  if (is_single && (is_capital || (bits & WORD_ORDINARY) == 0))
    {
      gboolean goes_on = following == FOLLOWING_LOWER || following == FOLLOWING_INITIAL
                         || (following == FOLLOWING_UPPER && (is_capital || at_cursor->is_after_initial))
                         || cursor_byte (cursor, stop + 1) == ',';
      return goes_on && !(at_cursor->is_after_mark && !is_capital) ? stop + 1 : 0;
    }

  if (at_cursor->profile->has_ordinals && is_roman (cursor, start, stop) && following == FOLLOWING_LOWER)
    return stop + 1;
  if (bits == 0 && lacks_vowel (cursor, start, stop)
      && (following == FOLLOWING_UPPER || following == FOLLOWING_LOWER || following == FOLLOWING_INITIAL
          || following == FOLLOWING_DIGIT))
    {
      *kind = TOKEN_ABBREVIATION;
      return stop + 1;
    }

  return 0;
}
