/* Numbers between text and memory, exactly and without the locale. */
#pragma once

#include <glib.h>

enum
{
  OBELUS_JSON_NUMBER_SIZE = 40, /* bytes that hold any number as it is printed here */
};

typedef enum
{
  OBELUS_JSON_NUMBER_BAD,     /* not as JSON writes numbers */
  OBELUS_JSON_NUMBER_INTEGER, /* no fraction, no exponent, 64 bits suffice */
  OBELUS_JSON_NUMBER_REAL,
  OBELUS_JSON_NUMBER_HUGE, /* beyond 64 bits, beyond a double, or of more than OBELUS_JSON_NUMBER_LONGEST characters */
} ObelusJsonNumberKind;

enum
{
  OBELUS_JSON_NUMBER_LONGEST = 1000,
};

typedef struct
{
  ObelusJsonNumberKind kind;
  gint64 integer;
  double real;
} ObelusJsonNumber;

/* Reads the number that begins at @text. Returns the byte behind it, or, of a bad one, where it goes wrong. */
const char *obelus_json_parse_number (const char *text, const char *end, ObelusJsonNumber *number);

/* Both print to @buffer, without a NUL, and return the byte behind what was printed. */
char *obelus_json_print_integer (char *buffer, gint64 value);

/* Prints the shortest decimal that reads back as @value, the nearest of them, so that it does not look like an integer.
 */
char *obelus_json_print_real (char *buffer, double value);

/* The powers of ten that 64 bits hold, by their exponent. */
static const guint64 obelus_json_powers[20] = {
  1,
  10,
  100,
  1000,
  10000,
  100000,
  1000000,
  10000000,
  100000000,
  1000000000,
  10000000000,
  100000000000,
  1000000000000,
  10000000000000,
  100000000000000,
  1000000000000000,
  10000000000000000,
  100000000000000000,
  1000000000000000000,
  G_GUINT64_CONSTANT (10000000000000000000),
};
