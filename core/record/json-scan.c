/* Walking through JSON text. */
#include "json-scan-private.h"

#include "utf8-private.h"

#include <obelus/obelus-error.h>
#include <string.h>

enum
{
  MOST_SHOWN = 20, /* letters of a word that does not belong where it stands */
};

gboolean
obelus_json_scanner_fail (ObelusJsonScanner *scanner, const char *place, GError **error, const char *format, ...)
{
  va_list arguments;
  guint line = 1, column = 1;

  va_start (arguments, format);
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  for (const char *p = scanner->start; p < place; p++)
    {
      if (*p == '\n')
        {
          line++;
          column = 1;
        }
      else if (((guchar) *p & 0xC0) != 0x80)
        {
          column++;
        }
    }
  g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_INPUT, "line %u, column %u: %s", line, column, message);
  return FALSE;
}

gboolean
obelus_json_scanner_init (ObelusJsonScanner *scanner, const char *json, gsize length, GError **error)
{
  gsize valid = obelus_utf8_validate (json, length);

  *scanner = (ObelusJsonScanner){ .start = json, .cursor = json, .end = json + length };
  if (valid == length)
    return TRUE;

  return obelus_json_scanner_fail (scanner, json + valid, error,
                                   "byte 0x%02X is not UTF-8; save the records as UTF-8 and read them again",
                                   (guchar) json[valid]);
}

void
obelus_json_scanner_clear (ObelusJsonScanner *scanner)
{
  g_clear_pointer (&scanner->scratch, g_free);
}

/* What is no string, number, list or object: a word, or bytes that no JSON has. */
static const char *
describe_word (ObelusJsonScanner *scanner)
{
  const char *end = scanner->cursor;
  guchar byte = (guchar) *scanner->cursor;

  while (end < scanner->end && end - scanner->cursor < MOST_SHOWN && g_ascii_isalpha (*end))
    end++;
  if (end == scanner->cursor && g_ascii_isgraph (*end))
    g_snprintf (scanner->description, sizeof scanner->description, "'%c'", *end);
  else if (end == scanner->cursor)
    g_snprintf (scanner->description, sizeof scanner->description, "the byte 0x%02X", byte);
  else if (end - scanner->cursor == 4 && memcmp (scanner->cursor, "null", 4) == 0)
    return "null";
  else
    g_snprintf (scanner->description, sizeof scanner->description, "the word '%.*s'", (int) (end - scanner->cursor),
                scanner->cursor);
  return scanner->description;
}

const char *
obelus_json_scanner_describe (ObelusJsonScanner *scanner)
{
  if (scanner->cursor == scanner->end)
    return "the end";

  switch (*scanner->cursor)
    {
    case '"':
      return "a string";
    case '{':
      return "an object";
    case '[':
      return "a list";
    case '-':
    case '0' ... '9':
      return "a number";
    case ',':
    case ':':
    case '}':
    case ']':
      return "nothing";
    default:
      return describe_word (scanner);
    }
}

gboolean
obelus_json_scanner_fail_value (ObelusJsonScanner *scanner, GError **error, const char *rule)
{
  return obelus_json_scanner_fail (scanner, scanner->cursor, error, "%s, but here is %s", rule,
                                   obelus_json_scanner_describe (scanner));
}

/* Strings */

/* Bytes of a word that are '"', '\\' or below 0x20 get their highest bit set. Borrows can set that of a byte behind a
 * true one too, so that the result only says whether there is any. */
static inline guint64
find_special_bytes (guint64 word)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  const guint64 tops = G_GUINT64_CONSTANT (0x8080808080808080);
  guint64 quotes = word ^ (ones * '"');
  guint64 backslashes = word ^ (ones * '\\');

  return (((quotes - ones) & ~quotes) | ((backslashes - ones) & ~backslashes) | ((word - ones * 0x20) & ~word)) & tops;
}

static inline const char *
skip_plain_bytes (const char *p, const char *end)
{
  for (; end - p >= 8; p += 8)
    {
      guint64 word;

      memcpy (&word, p, sizeof word);
      if (find_special_bytes (word) != 0)
        break;
    }
  while (p < end && (guchar) *p >= 0x20 && *p != '"' && *p != '\\')
    p++;
  return p;
}

/* Finds the closing quote, without looking at escapes more closely. */
static const char *
find_string_end (ObelusJsonScanner *scanner, gboolean *has_escapes, GError **error)
{
  const char *p = scanner->cursor + 1;

  for (;;)
    {
      p = skip_plain_bytes (p, scanner->end);
      if (p == scanner->end || (*p == '\\' && p + 1 == scanner->end))
        {
          obelus_json_scanner_fail (scanner, scanner->cursor, error, "the string that begins here does not end");
          return NULL;
        }
      if (*p == '"')
        return p;
      if (*p != '\\')
        {
          obelus_json_scanner_fail (scanner, p, error,
                                    "a string holds the control character U+%04X; in JSON it is written \\u%04x",
                                    (guchar) *p, (guchar) *p);
          return NULL;
        }
      *has_escapes = TRUE;
      p += 2;
    }
}

static gboolean
read_hex (const char *p, const char *end, guint *value)
{
  if (end - p < 4)
    return FALSE;

  *value = 0;
  for (guint i = 0; i < 4; i++)
    {
      if (!g_ascii_isxdigit (p[i]))
        return FALSE;
      *value = *value << 4 | (guint) g_ascii_xdigit_value (p[i]);
    }
  return TRUE;
}

/* Decodes the \uXXXX at @p, both of them where two make one character. Returns the byte behind, or NULL. */
static const char *
decode_unicode_escape (ObelusJsonScanner *scanner, const char *p, const char *end, char **out, GError **error)
{
  guint unit, low;
  const char *behind = p + 6;

  if (!read_hex (p + 2, end, &unit))
    {
      obelus_json_scanner_fail (scanner, p, error, "\\u must be followed by four hexadecimal digits");
      return NULL;
    }
  if (unit >= 0xD800 && unit <= 0xDFFF)
    {
      gboolean paired = unit < 0xDC00 && end - behind >= 6 && behind[0] == '\\' && behind[1] == 'u'
                        && read_hex (behind + 2, end, &low) && low >= 0xDC00 && low <= 0xDFFF;
      if (!paired)
        {
          obelus_json_scanner_fail (scanner, p, error,
                                    "\\u%04x is half of a surrogate pair, which is no character; write both halves or "
                                    "\\ufffd",
                                    unit);
          return NULL;
        }
      unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
      behind += 6;
    }
  *out += g_unichar_to_utf8 (unit, *out);
  return behind;
}

static const char *
decode_escape (ObelusJsonScanner *scanner, const char *p, const char *end, char **out, GError **error)
{
  static const char names[] = "\"\\/bfnrt";
  static const char characters[] = "\"\\/\b\f\n\r\t";

  if (p[1] == 'u')
    return decode_unicode_escape (scanner, p, end, out, error);

  const char *name = p[1] != '\0' ? strchr (names, p[1]) : NULL;

  if (name == NULL)
    {
      obelus_json_scanner_fail (scanner, p, error, "JSON has no such escape; a backslash itself is written \\\\");
      return NULL;
    }
  *(*out)++ = characters[name - names];
  return p + 2;
}

static gboolean
grow_scratch (ObelusJsonScanner *scanner, gsize size, GError **error)
{
  if (size <= scanner->scratch_size)
    return TRUE;

  gsize new_size = MAX (size, MAX (256, scanner->scratch_size + scanner->scratch_size / 2));
  char *scratch = g_try_realloc (scanner->scratch, new_size);

  if (scratch == NULL)
    {
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_NO_MEMORY,
                   "no memory for a string of %" G_GSIZE_FORMAT " bytes; split the document", size);
      return FALSE;
    }
  scanner->scratch = scratch;
  scanner->scratch_size = new_size;
  return TRUE;
}

/* An escape is never shorter than what it stands for, so that room for the raw string is enough, with a byte for a NUL.
 */
static gboolean
decode_string (ObelusJsonScanner *scanner, const char *first, const char *end, gsize *length, GError **error)
{
  if (!grow_scratch (scanner, (gsize) (end - first) + 1, error))
    return FALSE;

  char *out = scanner->scratch;

  while (first < end)
    {
      const char *escape = memchr (first, '\\', (gsize) (end - first));
      gsize n_plain = (gsize) ((escape != NULL ? escape : end) - first);

      memcpy (out, first, n_plain);
      out += n_plain;
      first = escape != NULL ? decode_escape (scanner, escape, end, &out, error) : end;
      if (first == NULL)
        return FALSE;
    }
  *out = '\0';
  *length = (gsize) (out - scanner->scratch);
  return TRUE;
}

gboolean
obelus_json_scan_string (ObelusJsonScanner *scanner, ObelusJsonSlice *slice, GError **error)
{
  gboolean has_escapes = FALSE;
  const char *first = scanner->cursor + 1;
  const char *end = find_string_end (scanner, &has_escapes, error);

  if (end == NULL)
    return FALSE;

  slice->text = first;
  slice->length = (gsize) (end - first);
  if (has_escapes)
    {
      if (!decode_string (scanner, first, end, &slice->length, error))
        return FALSE;
      slice->text = scanner->scratch;
    }
  scanner->cursor = end + 1;
  return TRUE;
}

gboolean
obelus_json_scan_string_take (ObelusJsonScanner *scanner, char **string, gsize *length, GError **error)
{
  gboolean has_escapes = FALSE;
  const char *first = scanner->cursor + 1;
  const char *end = find_string_end (scanner, &has_escapes, error);

  if (end == NULL || !decode_string (scanner, first, end, length, error))
    return FALSE;

  *string = g_steal_pointer (&scanner->scratch);
  scanner->scratch_size = 0;
  scanner->cursor = end + 1;
  return TRUE;
}

gboolean
obelus_json_scan_c_string (ObelusJsonScanner *scanner, const char *what, char **string, GError **error)
{
  const char *place = scanner->cursor;
  gsize length;
  g_autofree char *value = NULL;

  if (obelus_json_peek (scanner) != '"')
    {
      g_autofree char *rule = g_strdup_printf ("%s must be a string", what);
      return obelus_json_scanner_fail_value (scanner, error, rule);
    }
  if (!obelus_json_scan_string_take (scanner, &value, &length, error))
    return FALSE;
  if (strlen (value) != length)
    return obelus_json_scanner_fail (scanner, place, error, "%s must not hold U+0000", what);
  *string = g_steal_pointer (&value);
  return TRUE;
}

/* Numbers */

gboolean
obelus_json_scan_number (ObelusJsonScanner *scanner, ObelusJsonNumber *number, GError **error)
{
  const char *behind = obelus_json_parse_number (scanner->cursor, scanner->end, number);

  if (number->kind == OBELUS_JSON_NUMBER_BAD)
    return obelus_json_scanner_fail (scanner, behind, error, "this is no number as JSON writes them");
  scanner->cursor = behind;
  return TRUE;
}

/* Objects and lists */

gboolean
obelus_json_enter (ObelusJsonScanner *scanner, char bracket, const char *what, GError **error)
{
  if (obelus_json_peek (scanner) != bracket)
    return obelus_json_scanner_fail (scanner, scanner->cursor, error, "%s must be %s, but here is %s", what,
                                     bracket == '{' ? "an object" : "a list", obelus_json_scanner_describe (scanner));
  scanner->cursor++;
  return TRUE;
}

static ObelusJsonStep
next_item (ObelusJsonScanner *scanner, char closing, gboolean *first, GError **error)
{
  obelus_json_skip_space (scanner);
  char c = obelus_json_peek (scanner);

  if (c == closing)
    {
      scanner->cursor++;
      return OBELUS_JSON_END;
    }
  if (!*first)
    {
      if (c != ',')
        {
          obelus_json_scanner_fail (scanner, scanner->cursor, error, "expected ',' or '%c' here", closing);
          return OBELUS_JSON_ERROR;
        }
      scanner->cursor++;
      obelus_json_skip_space (scanner);
    }
  *first = FALSE;
  return OBELUS_JSON_ITEM;
}

ObelusJsonStep
obelus_json_next_element (ObelusJsonScanner *scanner, gboolean *first, GError **error)
{
  return next_item (scanner, ']', first, error);
}

ObelusJsonStep
obelus_json_next_member (ObelusJsonScanner *scanner, gboolean *first, GError **error)
{
  ObelusJsonStep step = next_item (scanner, '}', first, error);

  if (step == OBELUS_JSON_ITEM && obelus_json_peek (scanner) != '"')
    {
      obelus_json_scanner_fail (scanner, scanner->cursor, error, "expected a key in double quotes here");
      return OBELUS_JSON_ERROR;
    }
  return step;
}

gboolean
obelus_json_scan_colon (ObelusJsonScanner *scanner, GError **error)
{
  obelus_json_skip_space (scanner);
  if (obelus_json_peek (scanner) != ':')
    return obelus_json_scanner_fail (scanner, scanner->cursor, error, "expected ':' behind the key");
  scanner->cursor++;
  obelus_json_skip_space (scanner);
  return TRUE;
}

/* Keys */

static gboolean
keys_equal (const ObelusJsonKey *a, const ObelusJsonKey *b)
{
  return a->length == b->length && memcmp (a->key, b->key, a->length) == 0;
}

static int
compare_keys (gconstpointer a, gconstpointer b, gpointer unused)
{
  const ObelusJsonKey *one = a, *other = b;
  int order = memcmp (one->key, other->key, MIN (one->length, other->length));

  (void) unused;
  if (order != 0)
    return order;
  if (one->length != other->length)
    return one->length < other->length ? -1 : 1;
  return one->place < other->place ? -1 : 1;
}

const ObelusJsonKey *
obelus_json_find_repeated_key (ObelusJsonKey *keys, guint n_keys)
{
  /* Most objects are small; for a large one sorting is safe from keys that somebody chose to collide in a hash table.
   */
  if (n_keys <= 8)
    {
      for (guint i = 1; i < n_keys; i++)
        for (guint j = 0; j < i; j++)
          if (keys_equal (&keys[i], &keys[j]))
            return &keys[i];
      return NULL;
    }

  g_qsort_with_data (keys, (gint) n_keys, sizeof *keys, compare_keys, NULL);
  for (guint i = 1; i < n_keys; i++)
    if (keys_equal (&keys[i], &keys[i - 1]))
      return &keys[i];
  return NULL;
}
