/* From bytes in any encoding to a document and back: what the text is, and where each character stood. */
#include <obelus/obelus.h>
#include <string.h>

static ObelusDocument *
decode (const char *bytes, gsize length, const char *encoding, gsize *n_replaced)
{
  g_autoptr (GError) error = NULL;
  ObelusDocument *document
      = obelus_document_new_decoded ("a", bytes, length, encoding, OBELUS_INVALID_REPLACE, n_replaced, &error);

  g_assert_no_error (error);
  return document;
}

static void
test_texts_and_their_sources (void)
{
  static const struct
  {
    const char *encoding;
    const char *bytes;
    gsize length;
    const char *text;
    gsize text_length;
    const char *sources; /* of each character, and of the end; "" where the text is its source */
    gsize n_replaced;
  } cases[] = {
#define CASE(encoding, bytes, text, sources, n) { encoding, bytes, sizeof bytes - 1, text, sizeof text - 1, sources, n }
    CASE ("auto", "", "", "", 0),
    CASE ("auto", "é\0b", "é\0b", "", 0),
    CASE ("auto", "\xEF\xBB\xBFhé", "hé", "3 4 6", 0),
    CASE ("utf-8", "\xEF\xBB\xBFh", "h", "3 4", 0),
    CASE ("auto", "\xEF\xBB\xBF", "", "", 0),
    /* Maximal parts that are ill-formed, each one character. */
    CASE ("auto",
          "a\xC0\xAF"
          "b",
          "a\uFFFD\uFFFD"
          "b",
          "0 1 2 3 4", 2),
    CASE ("auto", "\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD", "0 1 2 3", 3),
    CASE ("auto",
          "é\xF0\x9F\x98"
          "é",
          "é\uFFFDé", "", 1),
    CASE ("auto", "caf\xC3", "caf\uFFFD", "0 1 2 3 4", 1),
    CASE ("auto", "\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD", "0 1 2 3 4", 4),
    /* Line ends stay, and count. */
    CASE ("auto", "To: a\r\n\r\n\xFF\r\nb", "To: a\r\n\r\n\uFFFD\r\nb", "0 1 2 3 4 5 6 7 8 9 10 11 12 13", 1),
    CASE ("auto", "\xFF\xFEh\0i\0", "hi", "2 4 6", 0),
    CASE ("auto", "\xFE\xFF\0h\0\xE9", "hé", "2 4 6", 0),
    CASE ("auto", "\xFF\xFE\0\0h\0\0\0", "h", "4 8", 0),
    CASE ("auto", "\0\0\xFE\xFF\0\0\0h", "h", "4 8", 0),
    CASE ("UTF-16LE", "h\0\x3D\xD8\x4D\xDCi\0", "h👍i", "0 2 6 8", 0),
    CASE ("utf_16be", "\xD8\x3D\xDC\x4D", "👍", "0 4", 0),
    CASE ("utf-16", "\xFE\xFF\0h", "h", "2 4", 0),
    CASE ("utf-16", "h\0", "h", "0 2", 0),
    CASE ("utf-16le", "\xFF\xFE\0\0h\0", "\0h", "2 4 6", 0),
    CASE ("utf-16le",
          "\x3D\xD8h\0\x4D\xDC"
          "x",
          "\uFFFDh\uFFFD\uFFFD", "0 2 4 6 7", 3),
    CASE ("utf-32be", "\0\0\xD8\0\0\x11\0\0\0\0\0h\0", "\uFFFD\uFFFDh\uFFFD", "0 4 8 12 13", 3),
    CASE ("windows-1252",
          "\x93"
          "caf\xE9\x94 \x80",
          "“café” €", "0 1 2 3 4 5 6 7 8", 0),
    CASE ("windows-1252", "plain", "plain", "", 0),
    CASE ("windows-1252", "a\x81z", "a\uFFFDz", "0 1 2 3", 1),
    CASE ("iso-8859-15", "\xA4", "€", "0 1", 0),
    CASE ("KOI8-R", "\xED\xC9\xD2 1", "Мир 1", "0 1 2 3 4 5", 0),
    CASE ("shift_jis", "a\x93\xFA\x96{\xB1", "a日本ｱ", "0 1 3 5 6", 0),
    CASE ("shift_jis", "\x93", "\uFFFD", "0 1", 1),
    CASE ("gb18030", "\xCA\xD0x\x81\x30\x81\x30", "市x\xC2\x80", "0 2 3 7", 0),
    CASE ("gb18030", "x\x81\x30", "x\uFFFD", "0 1 3", 1),
    CASE ("windows-1258", "a\xEC", "a\u0301", "0 1 2", 0),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize n_replaced;
      guint32 length, n_runs;
      g_test_message ("case %zu, %s", i, cases[i].encoding);
      g_autoptr (ObelusDocument) document = decode (cases[i].bytes, cases[i].length, cases[i].encoding, &n_replaced);
      const char *text = obelus_document_get_text (document, &length);
      g_autoptr (GString) sources = g_string_new (NULL);

      g_assert_cmpmem (text, length, cases[i].text, cases[i].text_length);
      g_assert_cmpuint (n_replaced, ==, cases[i].n_replaced);
      if (obelus_document_get_source_runs (document, &n_runs) != NULL)
        for (guint32 at = 0;; at += (guint32) (g_utf8_next_char (text + at) - (text + at)))
          {
            g_string_append_printf (sources, "%s%" G_GUINT64_FORMAT, at > 0 ? " " : "",
                                    obelus_document_offset_to_source (document, at));
            if (at == length)
              break;
          }
      g_assert_cmpstr (sources->str, ==, cases[i].sources);

      /* The way back is in the record, and comes back from it. */
      for (int unit = OBELUS_OFFSET_BYTE; unit <= OBELUS_OFFSET_UTF16; unit++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (GString) once = g_string_new (NULL), twice = g_string_new (NULL);
          obelus_record_append (once, document, unit, NULL, unit == OBELUS_OFFSET_UTF16 ? 2 : 0, NULL);
          g_autoptr (ObelusDocument) again = obelus_record_parse (once->str, once->len, NULL, &error);
          g_assert_no_error (error);
          obelus_record_append (twice, again, unit, NULL, unit == OBELUS_OFFSET_UTF16 ? 2 : 0, NULL);
          g_assert_cmpstr (once->str, ==, twice->str);
          g_assert_true ((strstr (once->str, "\"source_runs\"") != NULL) == (*cases[i].sources != '\0'));
        }
    }
}

static void
assert_rejected (const char *bytes, gsize length, const char *encoding, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusDocument) document
      = obelus_document_new_decoded ("a", bytes, length, encoding, OBELUS_INVALID_REJECT, NULL, &error);

  g_assert_null (document);
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_TEXT);
  if (strstr (error->message, message) == NULL)
    g_error ("'%s' does not say '%s'", error->message, message);
}

static void
test_refusals_say_what_the_bytes_are (void)
{
#define REJECTED(encoding, bytes, message) assert_rejected (bytes, sizeof bytes - 1, encoding, message)
  REJECTED ("auto", "ab\n\xC0\xAF",
            "byte 3 (0xC0, on line 2) is not valid UTF-8: it begins an overlong form; name the");
  REJECTED ("auto", "\xE0\x80\x80", "byte 0 (0xE0, on line 1) is not valid UTF-8: it begins an overlong form");
  REJECTED ("auto", "\xED\xA0\x80", "half of a surrogate pair");
  REJECTED ("auto", "\xF4\x90\x80\x80", "beyond U+10FFFF");
  REJECTED ("auto", "\x80", "goes on with a character that did not begin");
  REJECTED ("auto", "\xFF", "UTF-8 never has such a byte");
  REJECTED ("auto", "x\xF0\x9F\x98", "byte 1 (0xF0 0x9F 0x98, on line 1) is not valid UTF-8: the end cuts");
  REJECTED ("auto", "x\xC3x", "cut short by what follows");
  REJECTED ("utf-16le", "\x3D\xD8h\0", "byte 0 (0x3D 0xD8, on line 1) is not valid UTF-16LE: it is half of");
  REJECTED ("windows-1252", "ab\x81", "byte 2 (0x81, on line 1) is not valid windows-1252");
}

static void
test_unknown_encodings_are_told (void)
{
  static const struct
  {
    const char *encoding;
    const char *message;
  } cases[] = {
    { "windows-1525", "there is no encoding 'windows-1525'; did you mean 'windows-125" },
    { "latin-klingon", "there is no encoding 'latin-klingon'; 'iconv --list' shows" },
    { "", "there is no encoding ''" },
    { "utf-8//TRANSLIT", "there is no encoding" },
    { "ISO-2022-JP", "changes its alphabet" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_false (obelus_encoding_check (cases[i].encoding, &error));
      g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_NOT_FOUND);
      if (strstr (error->message, cases[i].message) == NULL)
        g_error ("'%s' does not say '%s'", error->message, cases[i].message);
    }
  g_assert_true (obelus_encoding_check ("auto", NULL));
  g_assert_true (obelus_encoding_check ("Big5", NULL));
}

/* Random bytes: what GLib converts, is the same text here. */
static void
test_agrees_with_glib (void)
{
  static const char *const encodings[]
      = { "windows-1252", "iso-8859-1", "iso-8859-2", "koi8-r",   "shift_jis", "gb18030",
          "euc-jp",       "big5",       "UTF-16LE",   "UTF-16BE", "UTF-32LE" };
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  guint n_compared = 0;

  for (guint round = 0; round < 40000; round++)
    {
      char bytes[12];
      gsize length = (gsize) g_rand_int_range (random, 0, sizeof bytes), n_written, n_replaced;
      const char *encoding = encodings[round % G_N_ELEMENTS (encodings)];

      for (gsize i = 0; i < length; i++)
        bytes[i] = (char) (g_rand_boolean (random) ? g_rand_int_range (random, 0, 256)
                                                   : g_rand_int_range (random, 'a', 'z'));
      if (length >= 2 && ((guchar) bytes[0] >= 0xFE || (guchar) bytes[1] >= 0xFE))
        continue; /* a byte order mark, which GLib keeps */
      g_autofree char *expected = g_convert (bytes, (gssize) length, "UTF-8", encoding, NULL, &n_written, NULL);
      g_autoptr (ObelusDocument) document = decode (bytes, length, encoding, &n_replaced);
      guint32 n;
      const char *text = obelus_document_get_text (document, &n);

      g_assert_cmpuint (obelus_document_offset_to_source (document, n), ==, length);
      if (expected == NULL)
        {
          g_assert_cmpuint (n_replaced, >, 0);
          continue;
        }
      g_assert_cmpmem (text, n, expected, n_written);
      g_assert_cmpuint (n_replaced, ==, 0);
      n_compared++;
    }
  g_assert_cmpuint (n_compared, >, 5000);
}

/* However long, however bad: what is regular takes no room. */
static void
test_runs_are_merged (void)
{
  enum
  {
    SIZE = 4 << 20
  };
  g_autofree char *bytes = g_malloc (SIZE);
  guint32 n_runs;
  gsize n_replaced;

  memset (bytes, 0xFF, SIZE);
  g_autoptr (ObelusDocument) document = decode (bytes, SIZE, "utf-8", &n_replaced);
  obelus_document_get_source_runs (document, &n_runs);
  g_assert_cmpuint (n_runs, ==, 1);
  g_assert_cmpuint (n_replaced, ==, SIZE);
  g_assert_cmpuint (obelus_document_offset_to_source (document, 3 * 1000), ==, 1000);

  for (gsize i = 0; i < SIZE; i += 2)
    bytes[i] = 'a';
  g_autoptr (ObelusDocument) mixed = decode (bytes, SIZE, "utf-8", &n_replaced);
  obelus_document_get_source_runs (mixed, &n_runs);
  g_assert_cmpuint (n_runs, <=, 2);
  g_assert_cmpuint (obelus_document_offset_to_source (mixed, 4 * 1000), ==, 2000);
}

static void
test_runs_must_fit (void)
{
  static const struct
  {
    ObelusSourceRun runs[2];
    const char *message;
  } cases[] = {
    { { { 1, 0, 0 }, { 3, 0, 3 } }, "run 0 of the source: the first must begin" },
    { { { 0, 0, 0 }, { 0, 0, 3 } }, "run 1 of the source: it must begin behind" },
    { { { 0, 0, 0 }, { 9, 0, 3 } }, "beyond the text" },
    { { { 0, 0, 0 }, { 2, 0, 3 } }, "inside a character" },
    { { { 0, 99, 0 }, { 3, 0, 3 } }, "no character takes" },
    { { { 0, 0, G_MAXUINT64 }, { 3, 0, 3 } }, "no source has" },
  };
  g_autoptr (ObelusDocument) document = obelus_document_new ("a", "aéb", -1, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_false (obelus_document_set_source_runs (document, cases[i].runs, 2, &error));
      g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_INPUT);
      if (strstr (error->message, cases[i].message) == NULL)
        g_error ("'%s' does not say '%s'", error->message, cases[i].message);
    }
}

static void
test_records_with_bad_runs_are_refused (void)
{
  static const struct
  {
    const char *runs;
    const char *message;
  } cases[] = {
    { "3", "'source_runs' must be a list, but here is a number" },
    { "[3]", "a run of the source must be an object, but here is a number" },
    { "[{}]", "must have 'start' and 'byte'" },
    { "[{\"start\": 0, \"byte\": -1}]", "a run's numbers must be integers from 0" },
    { "[{\"start\": 0, \"byte\": 1.5}]", "a run's numbers must be integers from 0" },
    { "[{\"start\": 7, \"byte\": 1}]", "beyond the text or inside a character" },
    { "[{\"start\": 0, \"byte\": 1, \"start\": 0}]", "each once" },
    { "[{\"start\": 0, \"byte\": 1, \"steps\": 0}]", "each once" },
    { "[{\"start\": 1, \"byte\": 1}]", "the first must begin" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *record = g_strdup_printf ("{\"source_runs\": %s, \"text\": \"ab\"}", cases[i].runs);
      g_assert_null (obelus_record_parse (record, strlen (record), NULL, &error));
      g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_INPUT);
      if (strstr (error->message, cases[i].message) == NULL)
        g_error ("'%s' does not say '%s'", error->message, cases[i].message);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decode/texts-and-their-sources", test_texts_and_their_sources);
  g_test_add_func ("/decode/refusals", test_refusals_say_what_the_bytes_are);
  g_test_add_func ("/decode/unknown-encodings", test_unknown_encodings_are_told);
  g_test_add_func ("/decode/agrees-with-glib", test_agrees_with_glib);
  g_test_add_func ("/decode/runs-are-merged", test_runs_are_merged);
  g_test_add_func ("/decode/runs-must-fit", test_runs_must_fit);
  g_test_add_func ("/decode/bad-runs-in-records", test_records_with_bad_runs_are_refused);
  return g_test_run ();
}
