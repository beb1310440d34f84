/* Days of the calendar, and account numbers with check digits. */
#include "checks.h"

#include <string.h>

static const char *const names[N_PATTERN_CHECKS] = { "none", "date", "iban" };

PatternCheck
pattern_check_from_name (const char *name, gsize length)
{
  guint check = 1;

  while (check < N_PATTERN_CHECKS && (strlen (names[check]) != length || memcmp (names[check], name, length) != 0))
    check++;

  return (PatternCheck) check;
}

/* The month that a word begins like; 0 for none. */
static guint
find_month (const char *word, gsize length)
{
  static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";

  for (guint i = 0; length >= 3 && i < 12; i++)
    if (g_ascii_strncasecmp (word, months + (gsize) 3 * i, 3) == 0)
      return i + 1;

  return 0;
}

/* Without a year the year may be one with a 29th of February. */
static gboolean
is_day (guint day, guint month, guint year)
{
  static const guint8 lengths[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean is_leap = year == 0 || (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));

  return month >= 1 && month <= 12 && day >= 1 && day <= lengths[month - 1] - (month == 2 && !is_leap ? 1u : 0u);
}

/* Numbers of up to two digits beside a month's name are days, and so is the last of numbers alone where the first is a
 * year; 11/3/24 may be a day of November or of March. */
static gboolean
is_date (const char *text, gsize length)
{
  guint month = 0, year = 0, n_short = 0, numbers[8];
  gboolean year_first = FALSE;

  for (gsize at = 0, end; at < length; at = MAX (end, at + 1))
    {
      guint value = 0;
      for (end = at; end < length && g_ascii_isdigit (text[end]); end++)
        value = value < 100000 ? value * 10 + (guint) (text[end] - '0') : value;
      if (end - at == 4)
        {
          year = value;
          year_first = n_short == 0;
        }
      else if (end > at && n_short < G_N_ELEMENTS (numbers))
        numbers[n_short++] = value;
      if (end > at)
        continue;
      while (end < length && g_ascii_isalpha (text[end]))
        end++;
      if (month == 0)
        month = find_month (text + at, end - at);
    }

  if (month > 0)
    {
      for (guint i = 0; i < n_short; i++)
        /* 3-Nov-98 has a year behind the day. */
        if (!is_day (numbers[i], month, year) && (i == 0 || numbers[i] <= 31))
          return FALSE;
      return TRUE;
    }
  if (n_short < 2)
    return TRUE;
  if (year_first)
    return is_day (numbers[1], numbers[0], year);
  /* Both centuries that two digits may stand for have the same leap years, but for 1900. */
  if (year == 0 && n_short > 2)
    year = 2000 + numbers[2];
  return is_day (numbers[0], numbers[1], year) || is_day (numbers[1], numbers[0], year);
}

/* ISO 13616: the first four characters go to the end, letters count from A = 10, and the number leaves 1 when divided
 * by 97 (ISO 7064, MOD 97-10). An IBAN has 15 to 34 characters. */
static gboolean
is_iban (const char *text, gsize length)
{
  char account[34];
  guint n = 0, rest = 0;

  for (gsize i = 0; i < length; i++)
    if (g_ascii_isalnum (text[i]))
      {
        if (n == G_N_ELEMENTS (account))
          return FALSE;
        account[n++] = g_ascii_toupper (text[i]);
      }
  if (n < 15)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      char character = account[(i + 4) % n];
      rest = g_ascii_isdigit (character) ? rest * 10 + (guint) (character - '0')
                                         : rest * 100 + (guint) (character - 'A') + 10;
      rest %= 97;
    }

  return rest == 1;
}

gboolean
pattern_check_passes (PatternCheck check, const char *text, gsize length)
{
  if (check == PATTERN_CHECK_NONE)
    return TRUE;
  if (length > PATTERN_MAX_CHECKED)
    return FALSE;

  return check == PATTERN_CHECK_DATE ? is_date (text, length) : is_iban (text, length);
}
