/* Walking through JSON text: strings, numbers, members and elements, with errors that name line and column. */
#pragma once

#include "json-number-private.h"

#include <glib.h>

enum
{
  OBELUS_JSON_MAX_DEPTH = 64, /* of objects and lists within each other */
};

/* A place in JSON text that is valid UTF-8 as a whole. Functions that fail leave the cursor where they please. */
typedef struct
{
  const char *start;
  const char *cursor;
  const char *end;
  char *scratch; /* decoded strings; grows as needed */
  gsize scratch_size;
  char description[40]; /* what obelus_json_scanner_describe () found */
} ObelusJsonScanner;

/* A string without its quotes and escapes: within the JSON text, or in the scanner's scratch until the next string. */
typedef struct
{
  const char *text;
  gsize length;
} ObelusJsonSlice;

typedef enum
{
  OBELUS_JSON_ITEM,
  OBELUS_JSON_END,
  OBELUS_JSON_ERROR,
} ObelusJsonStep;

/* Checks that the whole text is UTF-8. Cleared with obelus_json_scanner_clear () also after an error. */
gboolean obelus_json_scanner_init (ObelusJsonScanner *scanner, const char *json, gsize length, GError **error);
void obelus_json_scanner_clear (ObelusJsonScanner *scanner);

/* Sets OBELUS_ERROR_INVALID_INPUT about the byte at @place. Always FALSE. */
gboolean obelus_json_scanner_fail (ObelusJsonScanner *scanner, const char *place, GError **error, const char *format,
                                   ...) G_GNUC_PRINTF (4, 5);

/* What stands at the cursor, for errors: "a string", "a list", "the word 'not'", "the end". Until the
 * next call. */
const char *obelus_json_scanner_describe (ObelusJsonScanner *scanner);

/* Sets OBELUS_ERROR_INVALID_INPUT about the value at the cursor: "@rule, but here is …". Always FALSE. */
gboolean obelus_json_scanner_fail_value (ObelusJsonScanner *scanner, GError **error, const char *rule);

static inline void
obelus_json_skip_space (ObelusJsonScanner *scanner)
{
  const char *p = scanner->cursor;

  while (p < scanner->end && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t'))
    p++;
  scanner->cursor = p;
}

/* The byte at the cursor, or 0 at the end (and at a NUL, which is no JSON either). */
static inline char
obelus_json_peek (ObelusJsonScanner *scanner)
{
  return scanner->cursor < scanner->end ? *scanner->cursor : '\0';
}

/* The cursor stands at the opening quote, afterwards behind the closing one. */
gboolean obelus_json_scan_string (ObelusJsonScanner *scanner, ObelusJsonSlice *slice, GError **error);

/* Like obelus_json_scan_string (), as memory of its own with a NUL behind. */
gboolean obelus_json_scan_string_take (ObelusJsonScanner *scanner, char **string, gsize *length, GError **error);

/* Reads a value that is to be a C string, so that U+0000 cannot stand in it. Errors call it @what. */
gboolean obelus_json_scan_c_string (ObelusJsonScanner *scanner, const char *what, char **string, GError **error);

/* The cursor stands at a digit or a minus sign. */
gboolean obelus_json_scan_number (ObelusJsonScanner *scanner, ObelusJsonNumber *number, GError **error);

/* Reads any value. If @output is not NULL it is appended there in one spelling: a space behind commas and colons,
 * strings as obelus_json_append_string () writes them, numbers as they stand; then keys that an object has twice are an
 * error too. @depth is how many objects and lists the value lies in. */
gboolean obelus_json_scan_value (ObelusJsonScanner *scanner, guint depth, GString *output, GError **error);

/* Enters the object or list at the cursor. */
gboolean obelus_json_enter (ObelusJsonScanner *scanner, char bracket, const char *what, GError **error);

/* Goes to the next element of the list that was entered. @first is TRUE before the first call. */
ObelusJsonStep obelus_json_next_element (ObelusJsonScanner *scanner, gboolean *first, GError **error);

/* Goes to the next member of the object that was entered: afterwards the cursor stands at its key. */
ObelusJsonStep obelus_json_next_member (ObelusJsonScanner *scanner, gboolean *first, GError **error);

/* From behind a key to its value. */
gboolean obelus_json_scan_colon (ObelusJsonScanner *scanner, GError **error);

/* A key of an object and where it stands, so that none is there twice. */
typedef struct
{
  const char *key;
  gsize length;
  const char *place;
} ObelusJsonKey;

/* The later of two equal keys, or NULL. Changes the order of @keys. */
const ObelusJsonKey *obelus_json_find_repeated_key (ObelusJsonKey *keys, guint n_keys);
