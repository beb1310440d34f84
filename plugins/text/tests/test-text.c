/* Plain text through a run: kept to the byte, or refused with a reason. */
#include "../kind.h"

#include "../../../tests/plugin-host.h"

#include <string.h>

static ObelusRegistry *registry;
static GString *messages;

static char *
run (const char *name, const char *input, gsize length, const char *reader, const char *writer)
{
  const TestRoute route
      = { .registry = registry, .name = name, .reader = reader, .writer = writer, .messages = messages };

  return test_run_route (&route, input, length, NULL);
}

#define RUN(input, reader) run ("a.txt", input, sizeof input - 1, reader, "jsonl layers=quote")

/* The text as the record has it. */
static void
assert_text (const char *input, gsize length, const char *json_text, const char *source_runs)
{
  g_autofree char *output = run ("a.txt", input, length, NULL, "jsonl layers=quote");
  g_autofree char *expected = g_strdup_printf (
      "{\"id\": \"a.txt\", \"text\": %s, \"offsets\": \"codepoint\", \"meta\": {}, %s\"layers\": {}}\n", json_text,
      source_runs);

  g_assert_cmpstr (output, ==, expected);
}

static void
test_text_is_kept_to_the_byte (void)
{
  assert_text ("", 0, "\"\"", "");
  assert_text (" a\r\nb\n\n", 7, "\" a\\r\\nb\\n\\n\"", "");
  assert_text ("a\0b", 3, "\"a\\u0000b\"", "");
  assert_text ("\xef\xbb\xbfé", 5, "\"é\"", "\"source_runs\": [{\"start\": 0, \"byte\": 3}], ");
  assert_text ("\xef\xbb\xbf\xef\xbb\xbf", 6, "\"\xef\xbb\xbf\"", "\"source_runs\": [{\"start\": 0, \"byte\": 3}], ");
  g_assert_cmpstr (messages->str, ==, "");
}

static void
test_invalid_bytes_are_replaced_or_rejected (void)
{
  static const char input[] = "Ein Mann ging\n\xfc"
                              "ber die Stra\xdf"
                              "e nach Hause.";
  g_autofree char *replaced = RUN (input, NULL);
  g_assert_nonnull (strstr (replaced, "\"Ein Mann ging\\n\xef\xbf\xbd"
                                      "ber die Stra\xef\xbf\xbd"
                                      "e nach Hause.\""));
  g_assert_nonnull (strstr (messages->str, "a.txt: 2 places that were not valid UTF-8 were replaced"));

  g_autofree char *once = RUN ("caf\xe9 au lait", NULL);
  g_assert_nonnull (strstr (once, "\"caf\xef\xbf\xbd au lait\""));
  g_assert_nonnull (strstr (messages->str, "a.txt: 1 place that was not valid UTF-8 was replaced"));

  g_autofree char *rejected = RUN (input, "text invalid=reject");
  g_assert_nonnull (strstr (rejected, "{\"id\": \"a.txt\", \"error\": {\"code\": \"invalid-text\""));
  g_assert_nonnull (strstr (rejected, "byte 14 (0xFC, on line 2) is not valid UTF-8"));
}

static void
test_other_encodings_are_told (void)
{
  /* "Привет, мир" in Windows-1251. */
  g_autofree char *cyrillic = RUN ("\xcf\xf0\xe8\xe2\xe5\xf2, \xec\xe8\xf0", NULL);
  g_assert_nonnull (strstr (cyrillic, "\"code\": \"invalid-text\""));
  g_assert_nonnull (strstr (cyrillic, "another encoding"));

  g_autofree char *utf16 = RUN ("H\0e\0l\0l\0o\0", NULL);
  g_assert_nonnull (strstr (utf16,
                            "\"code\": \"invalid-input\", \"message\": \"this looks like text in UTF-16; name its "
                            "encoding: --from 'text encoding=utf-16le'\""));
}

static void
test_encodings_are_declared_or_marked (void)
{
  g_autofree char *marked = RUN ("\xff\xfeH\0i\0", NULL);
  g_assert_nonnull (strstr (marked, "\"text\": \"Hi\""));
  g_assert_nonnull (strstr (marked, "\"source_runs\": [{\"start\": 0, \"byte\": 2, \"step\": 2}]"));

  g_autofree char *wide = RUN ("\xff\xfe\0\0H\0\0\0", NULL);
  g_assert_nonnull (strstr (wide, "\"text\": \"H\""));

  g_autofree char *declared = RUN ("\xcf\xf0\xe8\xe2\xe5\xf2\r\n", "text encoding=windows-1251");
  g_assert_nonnull (strstr (declared, "\"text\": \"Привет\\r\\n\""));
  g_assert_nonnull (strstr (declared, "\"source_runs\": [{\"start\": 0, \"byte\": 0, \"step\": 1}]"));

  g_autofree char *unmarked = RUN ("H\0i\0", "text encoding=utf-16le invalid=reject");
  g_assert_nonnull (strstr (unmarked, "\"text\": \"Hi\""));

  g_autofree char *cut = RUN ("H\0i", "text encoding=utf-16le invalid=reject");
  g_assert_nonnull (strstr (cut, "byte 2 (0x69, on line 1) is not valid UTF-16LE: the end cuts the character off"));
}

/* A mistake in the command is told once, not for every document. */
static void
test_unknown_encodings_end_the_run (void)
{
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new (registry);
  g_autoptr (ObelusRunner) runner = obelus_runner_new (pipeline);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (ObelusSink) sink = obelus_sink_new_for_stream ("out", stream);
  g_autoptr (GError) error = NULL;

  g_assert_true (obelus_runner_set_reader (runner, "text encoding=windwos-1252", NULL));
  g_assert_true (obelus_runner_set_writer (runner, "jsonl", NULL));
  obelus_runner_set_sink (runner, sink);
  g_assert_false (obelus_runner_run (runner, NULL, &error));
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "there is no encoding 'windwos-1252'; did you mean 'windows-1252'?"));
}

static void
assert_kind (const char *bytes, gsize length, const char *kind)
{
  const char *found = kind_of_bytes (bytes, length);

  if (kind == NULL)
    g_assert_null (found);
  else
    g_assert_nonnull (found);
  if (kind != NULL && !g_str_has_prefix (found, kind))
    g_error ("'%s' is not '%s'", found, kind);
}

#define KIND(bytes, kind) assert_kind (bytes, sizeof bytes - 1, kind)

static void
test_files_are_known_by_their_beginnings (void)
{
  KIND ("\x7f"
        "ELF\x02\x01\x01",
        "a program");
  KIND ("%PDF-1.7\n", "a PDF file");
  KIND ("PK\x03\x04\x14", "a ZIP archive");
  KIND ("\x1f\x8b\x08", "a file packed with gzip");
  KIND ("\x89PNG\r\n\x1a\n", "a PNG image");
  KIND ("\xff\xd8\xff\xe0", "a JPEG image");
  KIND ("\xff\xfe\0\0A\0\0\0", NULL);
  KIND ("\xfe\xff\0A", NULL);
  KIND ("H\0e\0l\0l\0o\0", "text in UTF-16");
  KIND ("\0H\0e\0l\0l\0o", "text in UTF-16");
  KIND ("SQLite format 3\0\x10\0", "an SQLite database");
  KIND ("a\0\0\0b\0c\0\0\0\0\0\0", "binary data");
  KIND ("GIF89a\x01\x02", "a GIF image");

  /* What only begins like one is text. */
  KIND ("", NULL);
  KIND ("GIF89a is a format for images.", NULL);
  KIND ("BZh is how packed files begin.", NULL);
  KIND ("SQLite format 3 is what it says.", NULL);
  KIND ("PK is a name.", NULL);
  KIND ("one\0nul", NULL);
}

static void
test_no_prefix_of_a_signature_is_read_too_far (void)
{
  static const char bytes[] = "\x89PNG\r\n\x1a\n\xff\xfe\0\0";

  for (gsize start = 0; start < sizeof bytes; start++)
    for (gsize length = 0; start + length < sizeof bytes; length++)
      {
        g_autofree char *copy = g_memdup2 (bytes + start, length);
        (void) kind_of_bytes (copy, length);
      }
}

/* Writing */

static const char record[]
    = "{\"text\": \"Du  pain.\\n\\nNew\\nYork sleeps .\", \"layers\": {"
      "\"paragraph\": [{\"start\": 0, \"end\": 9}, {\"start\": 11, \"end\": 28}], "
      "\"sentence\": [{\"start\": 0, \"end\": 9}, {\"start\": 11, \"end\": 19}, {\"start\": 20, \"end\": 28}], "
      "\"token\": [{\"start\": 0, \"end\": 2, \"form\": \"De\"}, {\"start\": 0, \"end\": 2, \"form\": \"le\"}, "
      "{\"start\": 4, \"end\": 8, \"lemma\": \"pain\"}, {\"start\": 8, \"end\": 9}, "
      "{\"start\": 11, \"end\": 19, \"norm\": \"NYC\"}, {\"start\": 20, \"end\": 26, \"lemma\": \"sleep\"}, "
      "{\"start\": 27, \"end\": 28}]}}\n";

static void
assert_written (const char *writer, const char *expected)
{
  g_autofree char *output = run ("a.jsonl", record, sizeof record - 1, "jsonl", writer);
  g_assert_cmpstr (output, ==, expected);
}

static void
test_sentences_are_lines_of_tokens (void)
{
  assert_written ("text", "De le pain .\nNew_York\nsleeps .\n");
  assert_written ("text form=norm", "De le pain .\nNYC\nsleeps .\n");
  assert_written ("text form=lemma", "De le pain .\nNew_York\nsleep .\n");
  assert_written ("text lines=paragraph", "De le pain .\nNew_York sleeps .\n");
  assert_written ("text lines=document", "De le pain . New_York sleeps .\n");
  assert_written ("text tokens=no", "Du pain.\nNew York\nsleeps .\n");
  assert_written ("text tokens=no lines=document", "Du pain. New York sleeps .\n");
}

static void
test_documents_are_apart (void)
{
  g_autofree char *twice = g_strconcat (record, record, NULL);
  g_autofree char *output = run ("a.jsonl", twice, strlen (twice), "jsonl", "text lines=document");

  g_assert_cmpstr (output, ==, "De le pain . New_York sleeps .\n\nDe le pain . New_York sleeps .\n");
}

static void
test_pages_are_read_as_they_stand (void)
{
  static const struct
  {
    const char *text;
    const char *advice; /* NULL for none */
  } cases[] = {
    { "<!DOCTYPE html><p>Ann", "--from html" },
    { "\xef\xbb\xbf \n<HTML lang=en>", "--from html" },
    { "<htm", NULL },
    { "", NULL },
    { "A page begins with <html>.", NULL },
    { "[\n {\"text\": \"Ann\"}]", "--from jsonl" },
    { "{ \"text\": \"Ann\"}", "--from jsonl" },
    { "[{Ann}] said: \"No.\"", NULL },
    { "[", NULL },
    { "From ann@example.org Mon Jan  1 10:00:00 2024\nFrom: Ann\n\tLee\nMessage-ID: <1@a>\n\nHi.", "like mail" },
    { "From: Ann\r\nMIME-Version: 1.0\r\n\r\nHi.", "like mail" },
    { "From: Ann\nTo: Bo\n\nMessage-ID: <1@a>", NULL },
    { "She asked: Why?\nHe went.\nReceived: nothing.", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *output = run ("a.txt", cases[i].text, strlen (cases[i].text), NULL, "jsonl layers=quote");
      g_assert_nonnull (strstr (output, "\"text\": \""));
      if (cases[i].advice == NULL)
        g_assert_cmpstr (messages->str, ==, "");
      else
        g_assert_nonnull (strstr (messages->str, cases[i].advice));
    }
}

static void
test_damaged_text_is_mended_on_request (void)
{
  static const char damaged[] = "Caf\u00c3\u00a9 owner Zo\u00c3\u00ab: \u00e2\u20ac\u0153it\u00e2\u20ac\u2122s "
                                "\u00c2\u00a340\u00e2\u20ac. S\u00c3O";
  g_autofree char *kept = RUN (damaged, NULL);
  g_assert_nonnull (strstr (kept, "Caf\u00c3\u00a9"));
  g_assert_nonnull (strstr (messages->str, "mend=yes"));

  g_string_truncate (messages, 0);
  g_autofree char *mended = RUN (damaged, "text mend=yes");
  g_assert_nonnull (strstr (mended, "\"Caf\u00e9 owner Zo\u00eb: “it’s £40”. S\u00c3O\""));

  /* Letters that happen to stand so, and what is nearly a character. */
  static const char sound[] = "A S\u00c3O, \u00c2 and \u00c3\u00a9 once. \u00e2\u201a \u00c3";
  g_autofree char *as_it_is = RUN (sound, "text mend=yes");
  g_assert_nonnull (strstr (as_it_is, "\u00c3\u00a9 once"));
  g_assert_cmpstr (messages->str, ==, "");
}

/* Sentences and tokens that each are the rest of the text, of which a small record has room for very many. */
static void
test_texts_are_not_repeated_without_end (void)
{
  static const struct
  {
    guint n_rows;
    const char *writer;
    gboolean is_refused;
  } cases[] = {
    { 50, "text tokens=no", FALSE }, { 400, "text tokens=no", TRUE }, { 10, "text", FALSE }, { 20, "text", TRUE }
  };
  const guint length = 20000;
  g_autofree char *text = g_strnfill (length, 'a');

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) rows = g_string_new (NULL), input = g_string_new (NULL);

      for (guint row = 0; row < cases[i].n_rows; row++)
        g_string_append_printf (rows, "%s{\"start\":%u,\"end\":%u}", row > 0 ? "," : "", row, length);
      g_string_printf (input, "{\"text\":\"%s\",\"layers\":{\"sentence\":[%s],\"token\":[%s]}}", text, rows->str,
                       rows->str);
      g_string_truncate (messages, 0);
      g_autofree char *output = run ("a.jsonl", input->str, input->len, NULL, cases[i].writer);
      g_assert_cmpint (*output == '\0', ==, cases[i].is_refused);
      g_assert_cmpint (strstr (messages->str, "repeat the text more than 64 times") != NULL, ==, cases[i].is_refused);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  registry = obelus_registry_new (NULL);
  messages = g_string_new (NULL);
  g_test_add_func ("/text/is-kept-to-the-byte", test_text_is_kept_to_the_byte);
  g_test_add_func ("/text/invalid-bytes-are-replaced-or-rejected", test_invalid_bytes_are_replaced_or_rejected);
  g_test_add_func ("/text/other-encodings-are-told", test_other_encodings_are_told);
  g_test_add_func ("/text/encodings", test_encodings_are_declared_or_marked);
  g_test_add_func ("/text/unknown-encodings", test_unknown_encodings_end_the_run);
  g_test_add_func ("/text/files-are-known-by-their-beginnings", test_files_are_known_by_their_beginnings);
  g_test_add_func ("/text/no-prefix-of-a-signature-is-read-too-far", test_no_prefix_of_a_signature_is_read_too_far);
  g_test_add_func ("/text/sentences-are-lines-of-tokens", test_sentences_are_lines_of_tokens);
  g_test_add_func ("/text/pages-are-read-as-they-stand", test_pages_are_read_as_they_stand);
  g_test_add_func ("/text/documents-are-apart", test_documents_are_apart);
  g_test_add_func ("/text/texts-are-not-repeated-without-end", test_texts_are_not_repeated_without_end);
  g_test_add_func ("/text/damaged-text-is-mended-on-request", test_damaged_text_is_mended_on_request);

  int status = g_test_run ();
  g_object_unref (registry);
  g_string_free (messages, TRUE);
  return status;
}
