/* Appending JSON to a string without a function call a byte. */
#pragma once

#include "json-number-private.h"

#include <glib.h>
#include <string.h>

/* Makes room for @size bytes and a NUL behind the string's end, and returns where they go. Whoever writes there raises
 * `len` and puts the NUL. */
static inline char *
obelus_json_reserve (GString *output, gsize size)
{
  if (G_UNLIKELY (output->allocated_len - output->len <= size))
    {
      gsize length = output->len;

      g_string_set_size (output, length + size);
      output->len = length;
    }
  return output->str + output->len;
}

static inline void
obelus_json_finish (GString *output, char *end)
{
  *end = '\0';
  output->len = (gsize) (end - output->str);
}

static inline void
obelus_json_append_bytes (GString *output, const char *bytes, gsize length)
{
  char *out = obelus_json_reserve (output, length);

  memcpy (out, bytes, length);
  obelus_json_finish (output, out + length);
}

static inline void
obelus_json_append_integer (GString *output, gint64 value)
{
  obelus_json_finish (output, obelus_json_print_integer (obelus_json_reserve (output, OBELUS_JSON_NUMBER_SIZE), value));
}

/* The most room that appending a string of so many bytes asks for; and the same for one whose bytes are known, which is
 * little more than it is long. */
gsize obelus_json_bound_string (gsize length);
gsize obelus_json_measure_string (const char *string, gsize length);

/* A string from somewhere that promises nothing: what is not UTF-8 becomes U+FFFD. */
void obelus_json_append_any_string (GString *output, const char *string);
