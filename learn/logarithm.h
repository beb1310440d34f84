/* A logarithm that gives the same bits on every machine, which that of the C library does not promise. */
#pragma once

#include <glib.h>
#include <string.h>

/*
 * The C library picks variants of log() by processor, and their last bits differ. This one uses only the operations
 * that IEEE 754 rounds exactly, in a fixed order. It is good to about 1e-9, far finer than any threshold learned from
 * it.
 */

/* The binary logarithm of a positive normal number. */
static inline double
learn_log2 (double value)
{
  guint64 bits;
  memcpy (&bits, &value, sizeof bits);
  int exponent = (int) (bits >> 52) - 1023;
  bits = (bits & G_GUINT64_CONSTANT (0x000fffffffffffff)) | G_GUINT64_CONSTANT (0x3ff0000000000000);
  double mantissa;
  memcpy (&mantissa, &bits, sizeof mantissa);
  if (mantissa > 1.4142135623730951)
    {
      mantissa *= 0.5;
      exponent += 1;
    }

  /* ln m = 2 artanh ((m − 1) / (m + 1)), and |ratio| is below 0.172 here. */
  double ratio = (mantissa - 1.0) / (mantissa + 1.0);
  double square = ratio * ratio;
  double series = 1.0 / 11;
  series = series * square + 1.0 / 9;
  series = series * square + 1.0 / 7;
  series = series * square + 1.0 / 5;
  series = series * square + 1.0 / 3;
  series = series * square + 1.0;
  return exponent + ratio * series * 2.8853900817779268;
}

/* The natural logarithm of a positive normal number. */
static inline double
learn_log (double value)
{
  return learn_log2 (value) * 0.6931471805599453;
}
