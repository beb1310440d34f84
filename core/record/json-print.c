/* Printing integers, and the shortest decimal that reads back as a given double. */
#include "json-number-private.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

__extension__ typedef unsigned __int128 Wide;

static char *
print_digits (char *buffer, guint64 value)
{
  static const char pairs[]
      = "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546"
        "4748495051525354555657585960616263646566676869707172737475767778798081828384858687888990919293"
        "949596979899";
  char digits[20];
  char *first = digits + sizeof digits;

  for (; value >= 100; value /= 100)
    memcpy (first -= 2, pairs + value % 100 * 2, 2);
  if (value >= 10)
    memcpy (first -= 2, pairs + value * 2, 2);
  else
    *--first = (char) ('0' + value);

  gsize n_digits = (gsize) (digits + sizeof digits - first);

  memcpy (buffer, first, n_digits);
  return buffer + n_digits;
}

char *
obelus_json_print_integer (char *buffer, gint64 value)
{
  if (value < 0)
    *buffer++ = '-';
  return print_digits (buffer, value < 0 ? 0 - (guint64) value : (guint64) value);
}

/* @digits * 10^-@n_decimals, with @n_decimals > 0. */
static char *
print_decimal (char *buffer, guint64 digits, guint n_decimals)
{
  char text[20];
  guint n_digits = (guint) (print_digits (text, digits) - text);

  if (n_digits > n_decimals)
    {
      guint n_whole = n_digits - n_decimals;

      memcpy (buffer, text, n_whole);
      buffer += n_whole;
      *buffer++ = '.';
      memcpy (buffer, text + n_whole, n_decimals);
      return buffer + n_decimals;
    }

  *buffer++ = '0';
  *buffer++ = '.';
  for (guint i = n_digits; i < n_decimals; i++)
    *buffer++ = '0';
  memcpy (buffer, text, n_digits);
  return buffer + n_digits;
}

/*
 * The range in which nearly all scores lie: 2^-16 <= value < 2^53, not whole. There value = m * 2^e with 2^52 <= m <
 * 2^53 and -68 <= e < 0, and 4 m * 10^k as chosen below is less than 2 * 10^17 * 2^70 < 2^128: everything is exact in
 * 128 bits.
 *
 * All decimals between the midpoints to the neighbouring doubles read back as the value, the midpoints themselves if m
 * is even (IEEE 754, ties to even). Scaled by 10^k so that the value has 17 digits or 18 before the point, these are
 * the integers from low to high; 17 digits always suffice, so there is at least one. Dropping digits as long as a
 * shorter integer lies between them gives the shortest (Steele and White 1990; the search with scaled bounds is that of
 * Ryu, Adams 2018).
 */
static char *
print_common_real (char *buffer, double value)
{
  int exponent;
  guint64 m = (guint64) ldexp (frexp (value, &exponent), 53);
  guint shift = (guint) (2 - (exponent - 53));
  guint64 below
      = m == G_GUINT64_CONSTANT (1) << 52 ? 1 : 2; /* quarters of the gap; the one below a power of 2 is half */
  gboolean inclusive = m % 2 == 0;

  /* At least 17 digits stand before the point once it has moved by k, 18 at most: the logarithm of the power of two
   * below the value stands for that of the value. */
  guint k = (guint) (16 - (int) floor ((exponent - 1) * 0.30102999566398120));
  Wide power = k < G_N_ELEMENTS (obelus_json_powers) ? obelus_json_powers[k]
                                                     : (Wide) obelus_json_powers[19] * obelus_json_powers[k - 19];

  Wide mask = ((Wide) 1 << shift) - 1;
  Wide low_wide = (4 * (Wide) m - below) * power;
  Wide high_wide = (4 * (Wide) m + 2) * power;
  Wide middle = 4 * (Wide) m * power;
  guint64 low = (guint64) (low_wide >> shift) + ((low_wide & mask) != 0 || !inclusive ? 1 : 0);
  guint64 high = (guint64) (high_wide >> shift) - ((high_wide & mask) == 0 && !inclusive ? 1 : 0);
  guint64 centre = (guint64) (middle >> shift);
  guint64 unit = 1;
  guint dropped = 0;

  while ((low + 9) / 10 <= high / 10)
    {
      low = (low + 9) / 10;
      high /= 10;
      unit *= 10;
      dropped++;
    }

  /* The candidate nearest to the value. */
  guint64 digits = centre / unit;
  guint64 rest = centre % unit;
  gboolean exact = (middle & mask) == 0;
  gboolean up;

  if (unit > 1)
    up = rest > unit / 2 || (rest == unit / 2 && (!exact || digits % 2 == 1));
  else
    up = (middle & mask) > mask / 2;
  digits = CLAMP (digits + (up ? 1 : 0), low, high);
  return print_decimal (buffer, digits, k - dropped);
}

/* The rest: very large, very small. One printf per digit tried, no more than three for normal numbers: any decimal of
 * up to 15 digits is its own shortest form there. */
static char *
print_rare_real (char *buffer, double value)
{
  char text[OBELUS_JSON_NUMBER_SIZE];
  gboolean normal = value >= 0x1p-1022;

  for (int n_decimals = normal ? 14 : 0; n_decimals <= 16; n_decimals++)
    {
      char digits[OBELUS_JSON_NUMBER_SIZE];
      guint n_digits = 0;
      const char *rest;

      /* The locale may put anything in place of the point. */
      g_snprintf (text, sizeof text, "%.*e", n_decimals, value);
      for (rest = text; *rest != 'e'; rest++)
        if (g_ascii_isdigit (*rest))
          digits[n_digits++] = *rest;
      while (n_digits > 1 && digits[n_digits - 1] == '0')
        n_digits--;

      gint64 exponent = g_ascii_strtoll (rest + 1, NULL, 10);
      char *out = buffer;

      *out++ = digits[0];
      if (n_digits > 1)
        {
          *out++ = '.';
          memcpy (out, digits + 1, n_digits - 1);
          out += n_digits - 1;
        }
      *out++ = 'e';
      out = obelus_json_print_integer (out, exponent);
      *out = '\0';
      if (n_decimals == 16 || g_ascii_strtod (buffer, NULL) == value)
        return out;
    }

  g_assert_not_reached ();
}

char *
obelus_json_print_real (char *buffer, double value)
{
  if (signbit (value))
    {
      *buffer++ = '-';
      value = -value;
    }

  if (value < 0x1p53 && value == floor (value))
    {
      buffer = print_digits (buffer, (guint64) value);
      memcpy (buffer, ".0", 2);
      return buffer + 2;
    }
  if (value >= 0x1p-16 && value < 0x1p53)
    return print_common_real (buffer, value);
  return print_rare_real (buffer, value);
}
