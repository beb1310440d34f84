/* Encodings that GIO's converter knows, character by character. */
#include "cancel-private.h"
#include "decoding-private.h"
#include "suggest-private.h"

#include <gio/gio.h>
#include <obelus/obelus-error.h>
#include <obelus/obelus-text.h>
#include <string.h>

/*
 * A converter does not tell how many bytes each character took, and stops at bytes of which it is not said how many are
 * wrong. So it is asked about one character at a time, once each: what single bytes and pairs stand for is kept.
 */
enum
{
  MOST_BYTES = 4,      /* of one character */
  MOST_CHARACTERS = 3, /* that one such sequence stands for; two in some */
};

typedef enum
{
  UNKNOWN,
  INVALID,
  INCOMPLETE,
  VALID,
} State;

typedef struct
{
  gunichar characters[MOST_CHARACTERS]; /* 0 behind the last */
  guint8 state;                         /* State */
} Meaning;

typedef struct
{
  GConverter *converter;
  Meaning bytes[256];
  Meaning *pairs; /* 65536, made when the first is met */
} Charset;

/* Encodings in which a byte's meaning depends on what stood long before. */
static gboolean
is_stateful (const char *encoding)
{
  static const char *const prefixes[]
      = { "ISO-2022", "ISO2022", "CSISO2022", "UTF-7", "UTF7", "HZ", "CP5022", "IBM93", "SCSU", "BOCU" };

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_ascii_strncasecmp (encoding, prefixes[i], strlen (prefixes[i])) == 0)
      return TRUE;
  return FALSE;
}

static GConverter *
open_converter (const char *encoding, GError **error)
{
  static const char *const common[] = { "auto",         "utf-8",        "utf-16",
                                        "utf-16le",     "utf-16be",     "utf-32",
                                        "utf-32le",     "utf-32be",     "windows-1250",
                                        "windows-1251", "windows-1252", "windows-1253",
                                        "windows-1254", "windows-1255", "windows-1256",
                                        "windows-1257", "windows-1258", "iso-8859-1",
                                        "iso-8859-2",   "iso-8859-5",   "iso-8859-7",
                                        "iso-8859-9",   "iso-8859-15",  "koi8-r",
                                        "koi8-u",       "macintosh",    "shift_jis",
                                        "euc-jp",       "euc-kr",       "gb18030",
                                        "gbk",          "big5",         NULL };

  if (is_stateful (encoding))
    {
      g_set_error (
          error, OBELUS_ERROR, OBELUS_ERROR_NOT_FOUND,
          "the encoding '%s' changes its alphabet within a text; convert the text to UTF-8 first, for instance "
          "with iconv",
          encoding);
      return NULL;
    }

  gboolean is_plain = *encoding != '\0'
                      && strspn (encoding, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_:.+()")
                             == strlen (encoding);
  GCharsetConverter *converter = is_plain ? g_charset_converter_new ("UTF-8", encoding, NULL) : NULL;
  if (converter != NULL)
    return G_CONVERTER (converter);

  g_autofree char *lower = g_ascii_strdown (encoding, -1);
  const char *nearest = obelus_suggest (lower, common);
  g_autofree char *hint = nearest != NULL ? g_strdup_printf ("did you mean '%s'?", nearest)
                                          : g_strdup ("'iconv --list' shows those there are");
  g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_NOT_FOUND, "there is no encoding '%s'; %s", encoding, hint);
  return NULL;
}

gboolean
obelus_charset_check (const char *encoding, GError **error)
{
  g_autoptr (GConverter) converter = open_converter (encoding, error);

  return converter != NULL;
}

/* What exactly these bytes stand for. */
static Meaning
ask (Charset *charset, const guchar *bytes, gsize n)
{
  Meaning meaning = { .state = INVALID };
  char output[64];
  gsize n_read = 0, n_written = 0, n_flushed = 0;
  g_autoptr (GError) error = NULL;

  g_converter_reset (charset->converter);
  if (g_converter_convert (charset->converter, bytes, n, output, sizeof output, G_CONVERTER_NO_FLAGS, &n_read,
                           &n_written, &error)
      == G_CONVERTER_ERROR)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
        meaning.state = INCOMPLETE;
      return meaning;
    }
  if (n_read < n)
    return meaning;

  /* Some encodings hold a letter back until they have seen that no accent follows. */
  g_converter_convert (charset->converter, "", 0, output + n_written, sizeof output - n_written,
                       G_CONVERTER_INPUT_AT_END, &n_read, &n_flushed, NULL);
  n_written += n_flushed;
  if (n_written == 0 || obelus_utf8_validate (output, n_written) < n_written)
    return meaning;

  guint n_characters = 0;
  for (const char *p = output; p < output + n_written; p = g_utf8_next_char (p))
    {
      if (n_characters == MOST_CHARACTERS)
        return meaning;
      meaning.characters[n_characters++] = g_utf8_get_char (p);
    }
  meaning.state = VALID;
  return meaning;
}

/* What the @n bytes stand for, looked up where there are one or two. */
static Meaning
look_up (Charset *charset, const guchar *bytes, gsize n)
{
  if (n == 1)
    return charset->bytes[bytes[0]];
  if (n > 2)
    return ask (charset, bytes, n);

  if (charset->pairs == NULL)
    charset->pairs = g_try_new0 (Meaning, 65536);
  if (charset->pairs == NULL) /* asking each time is slow and as right */
    return ask (charset, bytes, 2);
  Meaning *pair = &charset->pairs[bytes[0] << 8 | bytes[1]];
  if (pair->state == UNKNOWN)
    *pair = ask (charset, bytes, 2);
  return *pair;
}

/* Appends what begins at @source, and returns how many bytes that took; 0 after an error. */
static guint
take_one (Charset *charset, ObelusDecoding *decoding, gsize source)
{
  const guchar *bytes = decoding->bytes + source;
  gsize available = MIN (decoding->n_bytes - source, MOST_BYTES);
  Meaning meaning = { .state = INCOMPLETE };
  guint n;

  for (n = 1; n <= available; n++)
    {
      meaning = look_up (charset, bytes, n);
      if (meaning.state != INCOMPLETE)
        break;
    }

  if (meaning.state == VALID)
    {
      for (guint i = 0; i == 0 || (i < MOST_CHARACTERS && meaning.characters[i] != 0); i++)
        if (!obelus_decoding_append (decoding, meaning.characters[i], source, n))
          return 0;
      return n;
    }
  if (meaning.state == INCOMPLETE && available < MOST_BYTES)
    return obelus_decoding_append_invalid (decoding, source, (guint) available, "the end cuts a character off")
               ? (guint) available
               : 0;

  /* What follows a bad beginning may be sound: only the first byte is given up. */
  return obelus_decoding_append_invalid (decoding, source, 1, "no character begins like this") ? 1 : 0;
}

gboolean
obelus_decoding_run_charset (ObelusDecoding *decoding, gsize source)
{
  Charset charset = { .converter = open_converter (decoding->encoding, &decoding->error) };
  if (charset.converter == NULL)
    return FALSE;

  for (guint i = 0; i < 256; i++)
    charset.bytes[i] = ask (&charset, &(guchar){ (guchar) i }, 1);

  guint n = 1;
  for (gsize step = 0; source < decoding->n_bytes && n > 0; step++, source += n)
    {
      if (obelus_is_cancelled_at (step) && !obelus_fail_cancelled (&decoding->error))
        break;
      n = take_one (&charset, decoding, source);
    }
  g_object_unref (charset.converter);
  g_free (charset.pairs);
  return decoding->error == NULL;
}
