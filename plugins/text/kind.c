/* Signatures of files that are often mistaken for text. */
#include "kind.h"

#include <string.h>

#define EXTRACT "; extract its text first"
#define UNPACK "; unpack it first"
#define NAME_IT(encoding) "; name its encoding: --from 'text encoding=" encoding "'"

typedef struct
{
  const char *bytes;
  gsize length;
  const char *kind;
} Signature;

#define SIGNATURE(bytes, kind)          \
  {                                     \
    (bytes), sizeof (bytes) - 1, (kind) \
  }

static const Signature signatures[] = {
  SIGNATURE ("%PDF-", "a PDF file" EXTRACT),
  SIGNATURE ("PK\x03\x04", "a ZIP archive, as which documents of office programs and e-books come too" EXTRACT),
  SIGNATURE ("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an office program" EXTRACT),
  SIGNATURE ("{\\rtf", "a document in Rich Text Format" EXTRACT),
  SIGNATURE ("\x1f\x8b", "a file packed with gzip" UNPACK ", or let its name end with .gz"),
  SIGNATURE ("BZh", "a file packed with bzip2" UNPACK),
  SIGNATURE ("\xfd"
             "7zXZ\0",
             "a file packed with xz" UNPACK),
  SIGNATURE ("\x28\xb5\x2f\xfd", "a file packed with zstd" UNPACK),
  SIGNATURE ("7z\xbc\xaf\x27\x1c", "a 7z archive" UNPACK),
  SIGNATURE ("\x7f"
             "ELF",
             "a program; name a text"),
  SIGNATURE ("\x89PNG\r\n\x1a\n", "a PNG image; name a text"),
  SIGNATURE ("\xff\xd8\xff", "a JPEG image; name a text"),
  SIGNATURE ("GIF8", "a GIF image; name a text"),
  SIGNATURE ("SQLite format 3", "an SQLite database; export its text first"),
  SIGNATURE ("\x89OBM", "a model file of Obelus; name a text"),
};

/* Signatures that plain text could begin with count only where control characters follow. */
static gboolean
holds_controls (const char *bytes, gsize length)
{
  for (gsize i = 0; i < MIN (length, 512); i++)
    if ((guchar) bytes[i] < 0x20 && strchr ("\t\n\v\f\r\x1b", bytes[i]) == NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_printable (const Signature *signature)
{
  for (gsize i = 0; i < signature->length; i++)
    if (!g_ascii_isprint (signature->bytes[i]))
      return FALSE;
  return TRUE;
}

/* Text of the first alphabets in UTF-16 has a NUL in every second byte, on the same side. */
static const char *
find_utf16 (const char *bytes, gsize length)
{
  gsize n = MIN (length, 4096) / 2 * 2;
  gsize n_nuls[2] = { 0, 0 };

  for (gsize i = 0; i < n; i++)
    n_nuls[i % 2] += bytes[i] == '\0' ? 1 : 0;

  gsize n_units = n / 2;

  if (n_units >= 4 && MAX (n_nuls[0], n_nuls[1]) > n_units * 3 / 4 && MIN (n_nuls[0], n_nuls[1]) < n_units / 16 + 1)
    return n_nuls[1] > n_nuls[0] ? "text in UTF-16" NAME_IT ("utf-16le") : "text in UTF-16" NAME_IT ("utf-16be");
  return NULL;
}

/* A NUL may stand in a text; a share of one in a hundred is no text any more. */
static gboolean
is_full_of_nuls (const char *bytes, gsize length)
{
  gsize n = MIN (length, 65536), n_nuls = 0;

  for (gsize i = 0; i < n; i++)
    n_nuls += bytes[i] == '\0' ? 1 : 0;
  return n_nuls >= 4 && n_nuls > n / 100;
}

/* The byte order marks of UTF-16 and UTF-32: text, and the reader knows how to read it. */
static gboolean
has_mark (const char *bytes, gsize length)
{
  return (length >= 2 && (memcmp (bytes, "\xff\xfe", 2) == 0 || memcmp (bytes, "\xfe\xff", 2) == 0))
         || (length >= 4 && memcmp (bytes, "\0\0\xfe\xff", 4) == 0);
}

const char *
kind_of_bytes (const char *bytes, gsize length)
{
  if (has_mark (bytes, length))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (signatures); i++)
    {
      const Signature *signature = &signatures[i];

      if (length >= signature->length && memcmp (bytes, signature->bytes, signature->length) == 0
          && (!is_printable (signature) || g_str_has_prefix (signature->bytes, "%PDF-")
              || g_str_has_prefix (signature->bytes, "{\\rtf") || holds_controls (bytes, length)))
        return signature->kind;
    }

  const char *utf16 = find_utf16 (bytes, length);

  if (utf16 != NULL)
    return utf16;
  return is_full_of_nuls (bytes, length) ? "binary data; name a text" : NULL;
}

gboolean
kind_is_page (const char *text, gsize length)
{
  static const char *const beginnings[] = { "<!doctype html", "<html" };
  gsize at = length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  while (at < length && g_ascii_isspace (text[at]))
    at++;
  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    {
      gsize size = strlen (beginnings[i]);
      if (length - at >= size && g_ascii_strncasecmp (text + at, beginnings[i], size) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Goes on behind white space and @mark if it stands there. */
static gboolean
skip_mark (const char *text, gsize length, gsize *at, char mark)
{
  while (*at < length && g_ascii_isspace (text[*at]))
    (*at)++;
  if (*at == length || text[*at] != mark)
    return FALSE;
  (*at)++;
  return TRUE;
}

gboolean
kind_is_json (const char *text, gsize length)
{
  gsize at = 0;

  skip_mark (text, length, &at, '[');
  return skip_mark (text, length, &at, '{') && skip_mark (text, length, &at, '"');
}

#define MAX_HEADER (16 * 1024)

gboolean
kind_is_mail (const char *text, gsize length)
{
  static const char *const names[]
      = { "received:", "return-path:", "message-id:", "mime-version:", "content-type:", "delivered-to:" };
  const char *end = text + MIN (length, MAX_HEADER);

  /* To the empty line behind the header. */
  for (const char *line = text; line < end && *line != '\n' && *line != '\r';)
    {
      for (guint i = 0; i < G_N_ELEMENTS (names); i++)
        if ((gsize) (end - line) >= strlen (names[i]) && g_ascii_strncasecmp (line, names[i], strlen (names[i])) == 0)
          return TRUE;

      const char *feed = memchr (line, '\n', (gsize) (end - line));
      const gsize size = (gsize) ((feed != NULL ? feed : end) - line);
      const gboolean goes_on = *line == ' ' || *line == '\t' || *line == '>';
      if (feed == NULL || (!goes_on && memchr (line, ':', size) == NULL))
        return FALSE;
      line = feed + 1;
    }
  return FALSE;
}
