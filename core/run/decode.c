/* From the bytes of a source to a document, whatever their encoding. */
#include "cancel-private.h"
#include "decoding-private.h"
#include "utf8-private.h"

#include <obelus/obelus-error.h>
#include <string.h>

typedef enum
{
  UTF8,
  UTF16,
  UTF32,
  CHARSET,
} Form;

typedef struct
{
  Form form;
  gboolean is_big; /* the high byte stands first */
  guint n_mark;    /* bytes of the byte order mark */
  const char *name;
} Encoding;

/* UTF-32 stands before UTF-16, whose mark it begins with. */
static const struct
{
  const char *bytes;
  Encoding encoding;
} marks[] = {
  { "\xff\xfe\0\0", { UTF32, FALSE, 4, "UTF-32LE" } }, { "\0\0\xfe\xff", { UTF32, TRUE, 4, "UTF-32BE" } },
  { "\xef\xbb\xbf", { UTF8, FALSE, 3, "UTF-8" } },     { "\xff\xfe", { UTF16, FALSE, 2, "UTF-16LE" } },
  { "\xfe\xff", { UTF16, TRUE, 2, "UTF-16BE" } },
};

static const struct
{
  const char *name;
  Encoding encoding;
  gboolean any_order; /* a mark may say otherwise */
} known[] = {
  { "utf8", { UTF8, FALSE, 0, "UTF-8" }, FALSE },        { "utf16", { UTF16, FALSE, 0, "UTF-16" }, TRUE },
  { "utf16le", { UTF16, FALSE, 0, "UTF-16LE" }, FALSE }, { "utf16be", { UTF16, TRUE, 0, "UTF-16BE" }, FALSE },
  { "utf32", { UTF32, FALSE, 0, "UTF-32" }, TRUE },      { "utf32le", { UTF32, FALSE, 0, "UTF-32LE" }, FALSE },
  { "utf32be", { UTF32, TRUE, 0, "UTF-32BE" }, FALSE },
};

/* The name without case, hyphens and underscores. */
static char *
simplify (const char *name)
{
  GString *simple = g_string_new (NULL);

  for (; *name != '\0'; name++)
    if (*name != '-' && *name != '_')
      g_string_append_c (simple, g_ascii_tolower (*name));
  return g_string_free (simple, FALSE);
}

static gboolean
find_mark (const char *bytes, gsize length, Encoding *encoding)
{
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (length >= marks[i].encoding.n_mark && memcmp (bytes, marks[i].bytes, marks[i].encoding.n_mark) == 0)
      {
        *encoding = marks[i].encoding;
        return TRUE;
      }
  return FALSE;
}

static Encoding
choose (const char *name, const char *bytes, gsize length)
{
  g_autofree char *simple = simplify (name);
  Encoding marked = { UTF8, FALSE, 0, "UTF-8" };
  gboolean has_mark = find_mark (bytes, length, &marked);

  if (strcmp (simple, "auto") == 0)
    return marked;
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (strcmp (known[i].name, simple) == 0)
      {
        Encoding encoding = known[i].encoding;
        /* The marks of UTF-32 and UTF-16 in one order begin alike: of what is declared, only its own counts. */
        if (encoding.form == UTF16 && length >= 2 && memcmp (bytes, "\xff\xfe", 2) == 0)
          marked = marks[3].encoding;
        if (has_mark && marked.form == encoding.form && (known[i].any_order || marked.is_big == encoding.is_big))
          return marked;
        return encoding;
      }
  return (Encoding){ CHARSET, FALSE, 0, name };
}

gboolean
obelus_encoding_check (const char *encoding, GError **error)
{
  g_return_val_if_fail (encoding != NULL, FALSE);

  return choose (encoding, "", 0).form != CHARSET || obelus_charset_check (encoding, error);
}

gboolean
obelus_encoding_skip_mark (const char **bytes, gsize *length, GError **error)
{
  Encoding encoding = { UTF8, FALSE, 0, NULL };

  g_return_val_if_fail (bytes != NULL && length != NULL, FALSE);
  g_return_val_if_fail (*bytes != NULL || *length == 0, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (*length == 0 || !find_mark (*bytes, *length, &encoding))
    return TRUE;
  if (encoding.form == UTF8)
    {
      *bytes += encoding.n_mark;
      *length -= encoding.n_mark;
      return TRUE;
    }

  g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_TEXT,
               "this is text in %s; convert it first: iconv -f %s -t UTF-8 FILE", encoding.name,
               encoding.form == UTF16 ? "UTF-16" : "UTF-32");
  return FALSE;
}

static const char *
describe_utf8 (const guchar *bytes, gsize available, gsize part)
{
  guchar lead = bytes[0];

  if (lead < 0xC0)
    return "it goes on with a character that did not begin";
  if (lead < 0xC2)
    return "it begins an overlong form";
  if (lead > 0xF4)
    return "UTF-8 never has such a byte";
  if (part == available)
    return "the end cuts the character off";
  if (part == 1 && (bytes[1] & 0xC0) == 0x80)
    return lead == 0xED   ? "it begins half of a surrogate pair"
           : lead == 0xF4 ? "it begins a character beyond U+10FFFF"
                          : "it begins an overlong form";
  return "the character is cut short by what follows";
}

static gboolean
run_utf8 (ObelusDecoding *decoding, gsize i)
{
  while (i < decoding->n_bytes)
    {
      const char *rest = (const char *) decoding->bytes + i;
      gsize available = decoding->n_bytes - i, part = 0;
      gsize valid = obelus_utf8_validate (rest, available);

      if (obelus_is_cancelled_at (decoding->n_replaced))
        return obelus_fail_cancelled (&decoding->error);
      if (!obelus_decoding_append_utf8 (decoding, i, valid))
        return FALSE;
      i += valid;
      if (i == decoding->n_bytes)
        break;
      available -= valid;
      obelus_utf8_measure_sequence (rest + valid, available, &part);
      if (!obelus_decoding_append_invalid (decoding, i, (guint) part,
                                           describe_utf8 (decoding->bytes + i, available, part)))
        return FALSE;
      i += part;
    }
  return TRUE;
}

static inline guint
get_unit (const ObelusDecoding *decoding, gsize i, gboolean is_big)
{
  const guchar *bytes = decoding->bytes + i;

  return is_big ? (guint) bytes[0] << 8 | bytes[1] : (guint) bytes[1] << 8 | bytes[0];
}

static gboolean
run_utf16 (ObelusDecoding *decoding, gsize i, gboolean is_big)
{
  for (; decoding->n_bytes - i >= 2; i += 2)
    {
      guint unit = get_unit (decoding, i, is_big);
      gboolean done;

      if (obelus_is_cancelled_at (i))
        return obelus_fail_cancelled (&decoding->error);
      if (unit < 0xD800 || unit > 0xDFFF)
        done = obelus_decoding_append (decoding, unit, i, 2);
      else
        {
          guint low = unit < 0xDC00 && decoding->n_bytes - i >= 4 ? get_unit (decoding, i + 2, is_big) : 0;
          gboolean is_pair = low >= 0xDC00 && low <= 0xDFFF;

          done = is_pair ? obelus_decoding_append (decoding, 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00), i, 4)
                         : obelus_decoding_append_invalid (decoding, i, 2, "it is half of a surrogate pair");
          i += is_pair ? 2 : 0;
        }
      if (!done)
        return FALSE;
    }
  return i == decoding->n_bytes || obelus_decoding_append_invalid (decoding, i, 1, "the end cuts the character off");
}

static gboolean
run_utf32 (ObelusDecoding *decoding, gsize i, gboolean is_big)
{
  for (; decoding->n_bytes - i >= 4; i += 4)
    {
      guint first = get_unit (decoding, i, is_big), second = get_unit (decoding, i + 2, is_big);
      guint32 value = is_big ? (guint32) first << 16 | second : (guint32) second << 16 | first;
      gboolean is_character = value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);

      if (obelus_is_cancelled_at (i))
        return obelus_fail_cancelled (&decoding->error);
      if (!(is_character ? obelus_decoding_append (decoding, value, i, 4)
                         : obelus_decoding_append_invalid (decoding, i, 4, "it is the number of no character")))
        return FALSE;
    }
  return i == decoding->n_bytes
         || obelus_decoding_append_invalid (decoding, i, (guint) (decoding->n_bytes - i),
                                            "the end cuts the character off");
}

static gboolean
run (ObelusDecoding *decoding, const Encoding *encoding)
{
  switch (encoding->form)
    {
    case UTF8:
      return run_utf8 (decoding, encoding->n_mark);
    case UTF16:
      return run_utf16 (decoding, encoding->n_mark, encoding->is_big);
    case UTF32:
      return run_utf32 (decoding, encoding->n_mark, encoding->is_big);
    case CHARSET:
      return obelus_decoding_run_charset (decoding, encoding->n_mark);
    }
  g_return_val_if_reached (FALSE);
}

static ObelusDocument *
make_document (ObelusDecoding *decoding, const char *id, GError **error)
{
  if (decoding->text == NULL)
    return obelus_document_new (id, "", 0, error);

  decoding->text[decoding->length] = '\0';
  g_autoptr (ObelusDocument) document
      = obelus_document_new_take (id, g_steal_pointer (&decoding->text), decoding->length, error);
  const ObelusSourceRun *runs = decoding->runs;
  gboolean is_source = decoding->n_runs == 1 && runs[0].source == 0
                       && (runs[0].step == 0 || (runs[0].step == 1 && decoding->length == decoding->n_bytes));

  if (document == NULL || !obelus_document_set_source_runs (document, runs, is_source ? 0 : decoding->n_runs, error))
    return NULL;
  return g_steal_pointer (&document);
}

ObelusDocument *
obelus_document_new_decoded (const char *id, const char *bytes, gsize length, const char *name,
                             ObelusInvalidPolicy policy, gsize *n_replaced, GError **error)
{
  g_return_val_if_fail (bytes != NULL || length == 0, NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  Encoding encoding = choose (name, bytes, length);

  if (n_replaced != NULL)
    *n_replaced = 0;
  /* What most texts are needs neither a second look nor a way back. */
  if (encoding.form == UTF8 && encoding.n_mark == 0 && obelus_utf8_validate (bytes, length) == length)
    return obelus_document_new (id, length > 0 ? bytes : "", (gssize) length, error);

  ObelusDecoding decoding
      = { .bytes = (const guchar *) bytes, .n_bytes = length, .encoding = encoding.name, .policy = policy };
  ObelusDocument *document = NULL;

  if (run (&decoding, &encoding))
    document = make_document (&decoding, id, error);
  else
    g_propagate_error (error, decoding.error);
  if (n_replaced != NULL)
    *n_replaced = decoding.n_replaced;
  g_free (decoding.text);
  g_free (decoding.runs);
  return document;
}
