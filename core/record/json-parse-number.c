/* Reading numbers: integers stay integers, reals are rounded correctly. */
#include "json-number-private.h"

#include <math.h>
#include <string.h>

__extension__ typedef unsigned __int128 Wide;

static const double exact_powers[] = {
  1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
  1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
};

/* @digits / 10^@n_decimals for digits of more than 53 bits: the quotient in 64 bits behind the point has at least 54
 * bits before the remainder, which says on which side of the middle between two doubles it lies. */
static double
divide_exactly (guint64 digits, guint n_decimals)
{
  Wide numerator = (Wide) digits << 64;
  Wide quotient = numerator / obelus_json_powers[n_decimals];
  gboolean rest = quotient * obelus_json_powers[n_decimals] != numerator;
  guint64 high = (guint64) (quotient >> 64);
  guint n_bits = high != 0 ? 128 - (guint) __builtin_clzll (high) : 64 - (guint) __builtin_clzll ((guint64) quotient);
  guint shift = n_bits - 53;
  guint64 mantissa = (guint64) (quotient >> shift);
  Wide below = quotient & (((Wide) 1 << shift) - 1);
  Wide half = (Wide) 1 << (shift - 1);

  if (below > half || (below == half && (rest || mantissa % 2 == 1)))
    mantissa++;
  return ldexp ((double) mantissa, (int) shift - 64);
}

/* The number as a double, from its first 19 significant digits if these are all it has. */
static double
compute_real (const char *text, gsize length, guint64 digits, gint64 exponent, gboolean complete)
{
  if (complete)
    {
      if (digits == 0)
        return 0.0;
      /* Both are doubles, and one operation on doubles is rounded correctly (Clinger 1990). */
      if (digits <= G_GUINT64_CONSTANT (1) << 53 && exponent >= -22 && exponent <= 22)
        return exponent < 0 ? (double) digits / exact_powers[-exponent] : (double) digits * exact_powers[exponent];
      if (digits > G_GUINT64_CONSTANT (1) << 53 && exponent >= -19 && exponent <= 0)
        return divide_exactly (digits, (guint) -exponent);
    }

  char copy[OBELUS_JSON_NUMBER_LONGEST + 1];

  memcpy (copy, text, length);
  copy[length] = '\0';
  return g_ascii_strtod (copy, NULL);
}

/* Takes digits into a number as long as they fit; leading zeros do not count. */
typedef struct
{
  guint64 digits;
  guint n_digits;
  gboolean complete;
} Significand;

static inline const char *
read_digits (const char *text, const char *end, Significand *significand)
{
  for (; text < end && g_ascii_isdigit (*text); text++)
    {
      if (significand->n_digits < 19)
        {
          significand->digits = significand->digits * 10 + (guint64) (*text - '0');
          significand->n_digits += significand->digits != 0 ? 1 : 0;
        }
      else
        {
          significand->complete = FALSE;
        }
    }
  return text;
}

/* An exponent so large that more digits make no difference stays what it is. */
static const char *
read_exponent (const char *text, const char *end, gint64 *exponent)
{
  gboolean negative = FALSE;
  gint64 value = 0;
  const char *first;

  if (text < end && (*text == '+' || *text == '-'))
    negative = *text++ == '-';
  first = text;
  for (; text < end && g_ascii_isdigit (*text); text++)
    if (value < 1000000)
      value = value * 10 + (*text - '0');

  *exponent = negative ? -value : value;
  return text > first ? text : NULL;
}

const char *
obelus_json_parse_number (const char *text, const char *end, ObelusJsonNumber *number)
{
  const char *p = text;
  Significand significand = { .complete = TRUE };
  gint64 exponent = 0;
  gboolean is_real = FALSE;
  gboolean negative = p < end && *p == '-';

  number->kind = OBELUS_JSON_NUMBER_BAD;
  number->integer = 0;
  number->real = 0.0;
  p += negative ? 1 : 0;

  if (p == end || !g_ascii_isdigit (*p))
    return p;
  if (*p == '0')
    p++;
  else
    p = read_digits (p, end, &significand);
  if (p < end && g_ascii_isdigit (*p))
    return p;

  if (p < end && *p == '.')
    {
      const char *first = ++p;

      p = read_digits (p, end, &significand);
      if (p == first)
        return p;
      exponent = first - p;
      is_real = TRUE;
    }

  if (p < end && (*p == 'e' || *p == 'E'))
    {
      gint64 power;
      const char *behind = read_exponent (p + 1, end, &power);

      if (behind == NULL)
        return p + 1;
      p = behind;
      exponent += power;
      is_real = TRUE;
    }

  gsize length = (gsize) (p - text);

  number->kind = OBELUS_JSON_NUMBER_HUGE;
  if (!is_real)
    {
      guint64 limit = (guint64) G_MAXINT64 + (negative ? 1 : 0);

      if (!significand.complete || significand.digits > limit)
        return p;
      number->kind = OBELUS_JSON_NUMBER_INTEGER;
      number->integer = (gint64) (negative ? 0 - significand.digits : significand.digits);
      number->real = (double) number->integer;
      return p;
    }

  if (length > OBELUS_JSON_NUMBER_LONGEST)
    return p;

  gsize sign = negative ? 1 : 0;
  double real = compute_real (text + sign, length - sign, significand.digits, exponent, significand.complete);

  if (isfinite (real))
    {
      number->kind = OBELUS_JSON_NUMBER_REAL;
      number->real = negative ? -real : real;
    }
  return p;
}
