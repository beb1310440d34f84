/* Decoding: any bytes in any encoding become a text whose way back ends where the bytes do. The first byte chooses the
 * encoding; where GLib can convert the rest, both must agree. */
#include "fuzz.h"

#include <obelus/obelus.h>

#include <string.h>

static const char *const encodings[] = { "auto",   "utf-8",   "UTF-16LE",  "UTF-16BE", "UTF-32LE", "windows-1252",
                                         "koi8-r", "gb18030", "shift_jis", "euc-jp",   "big5",     "iso-8859-5" };

GBytes *
fuzz_get_seed (guint n)
{
  static const char rest[] = "Ann h\xC3\xA4t \xE6\x97\xA5 \xF0\x9F\x91\x8D \x81\x30\x81\x30 \xFF\xFE\0x\r\n.";

  if (n >= G_N_ELEMENTS (encodings))
    return NULL;
  char *seed = g_malloc (sizeof rest);
  seed[0] = (char) n;
  memcpy (seed + 1, rest, sizeof rest - 1);
  return g_bytes_new_take (seed, sizeof rest);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size == 0)
    return 0;

  const char *encoding = encodings[data[0] % G_N_ELEMENTS (encodings)];
  const char *bytes = (const char *) data + 1;
  gsize n_replaced, length = size - 1, n_written;
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusDocument) document
      = obelus_document_new_decoded ("fuzz", bytes, length, encoding, OBELUS_INVALID_REPLACE, &n_replaced, &error);
  g_assert_no_error (error);

  guint32 n, n_runs;
  const char *text = obelus_document_get_text (document, &n);
  g_assert_cmpuint (obelus_utf8_validate (text, n), ==, n);
  if (n > 0 || obelus_document_get_source_runs (document, &n_runs) != NULL)
    g_assert_cmpuint (obelus_document_offset_to_source (document, n), ==, length);

  g_autoptr (ObelusDocument) strict
      = obelus_document_new_decoded ("fuzz", bytes, length, encoding, OBELUS_INVALID_REJECT, NULL, NULL);
  g_assert_true ((strict != NULL) == (n_replaced == 0));

  g_autofree char *expected = strcmp (encoding, "auto") != 0
                                  ? g_convert (bytes, (gssize) length, "UTF-8", encoding, NULL, &n_written, NULL)
                                  : NULL;
  gsize n_mark = expected != NULL && n_written >= 3 && memcmp (expected, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  if (expected != NULL && n_mark == 0)
    g_assert_cmpmem (text, n, expected, n_written);
  return 0;
}
