/* Records: whatever reads is written in a form that reads and writes the same. */
#include "fuzz.h"

#include <obelus/obelus.h>

#include <string.h>

static const char *const seeds[] = {
  "{\"id\": \"a\", \"text\": \"Ann met Bö 👍.\", \"offsets\": \"utf16\", \"meta\": {\"n\": [1, {\"k\": null}], \"t\": "
  "\"x\\u0000y\"}, "
  "\"layers\": {\"sentence\": [{\"start\": 0, \"end\": 14}], \"token\": [{\"start\": 0, \"end\": 3, \"text\": \"Ann\", "
  "\"upos\": "
  "\"PROPN\", \"head\": 1}, {\"start\": 4, \"end\": 7}]}}",
  "{\"text\": \"x y\", \"layers\": {\"entity\": [{\"start\": 0, \"end\": 1, \"label\": \"PER\", \"score\": 0.25}], "
  "\"mention\": "
  "[{\"start\": 2, \"end\": 3, \"entity\": 0}], \"acme.odd\": [{\"start\": 0, \"end\": 0, \"n\": -7, \"r\": 1.0, "
  "\"s\": \"\"}]}}",
  "{\"text\": \"\", \"year\": 1996, \"layers\": {\"token\": []}}",
};

GBytes *
fuzz_get_seed (guint n)
{
  return n < G_N_ELEMENTS (seeds) ? g_bytes_new_static (seeds[n], strlen (seeds[n])) : NULL;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autoptr (ObelusDocument) document = obelus_record_parse ((const char *) data, size, &id, &error);

  if (document == NULL)
    {
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  g_assert_no_error (error);

  for (int unit = OBELUS_OFFSET_BYTE; unit <= OBELUS_OFFSET_UTF16; unit++)
    {
      g_autoptr (GString) once = g_string_new (NULL);
      g_autoptr (GString) twice = g_string_new (NULL);
      obelus_record_append (once, document, unit, NULL, 0, NULL);
      g_autoptr (ObelusDocument) again = obelus_record_parse (once->str, once->len, NULL, &error);
      g_assert_no_error (error);
      obelus_record_append (twice, again, unit, NULL, 0, NULL);
      g_assert_cmpmem (once->str, once->len, twice->str, twice->len);
    }
  return 0;
}
