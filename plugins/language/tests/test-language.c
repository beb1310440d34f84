/* The processor as a plugin, run by the host. */
#include "../../../tests/plugin-host.h"

#include <string.h>

static guint32
count_rows (ObelusDocument *document)
{
  return obelus_layer_get_n_rows (obelus_document_get_layer (document, "language"));
}

static const char *
get_code (ObelusDocument *document, guint32 row)
{
  ObelusLayer *layer = obelus_document_get_layer (document, "language");

  g_assert_nonnull (layer);
  g_assert_cmpuint (row, <, obelus_layer_get_n_rows (layer));

  return obelus_layer_get_string (layer, (guint) obelus_layer_find_column (layer, "code"), row, NULL);
}

static void
assert_code (const char *line, const char *text, const char *expected)
{
  g_autoptr (ObelusDocument) document = test_process (line, text, -1);
  ObelusLayer *layer = obelus_document_get_layer (document, "language");

  g_assert_cmpstr (get_code (document, 0), ==, expected);
  g_assert_cmpuint (obelus_layer_get_starts (layer)[0], ==, 0);
  g_assert_cmpuint (obelus_layer_get_ends (layer)[0], ==, strlen (text));
}

static void
test_languages (void)
{
  static const struct
  {
    const char *code;
    const char *text;
  } cases[] = {
#include "languages.inc"
  };
  guint n_right = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ObelusDocument) document = test_process ("language", cases[i].text, -1);
      const char *code = get_code (document, 0);

      n_right += strcmp (code, cases[i].code) == 0;
      if (strcmp (code, cases[i].code) != 0)
        g_test_message ("%s is taken for %s", cases[i].code, code);
    }
  g_test_message ("%u of %u languages are right", n_right, (guint) G_N_ELEMENTS (cases));
  g_assert_cmpuint (n_right * 100, >=, 90 * G_N_ELEMENTS (cases));
}

static void
test_none (void)
{
  static const char *const texts[] = { "",
                                       " \n\t ",
                                       "123 456 789 00:15 42,5",
                                       "{ 0x1F; [3] == (7) }",
                                       "if (count == 3) { return find(bar); }",
                                       "😀 😀 👍🏽 🎉",
                                       "." };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (ObelusDocument) document = test_process ("language", texts[i], -1);

      g_assert_cmpstr (get_code (document, 0), ==, "und");
      g_assert_cmpuint (count_rows (document), ==, 1);
    }
}

static void
test_blocks (void)
{
  const char *german
      = "„Wir haben in diesem Jahr keine neuen Wohnungen gebaut, und das müssen wir im nächsten Jahr dringend ändern“";
  g_autofree char *text = g_strconcat (
      "The city council met on Tuesday to talk about housing and the price of land near the river. Members from every "
      "district had asked for the meeting, which went on for more than four hours.\n\n",
      german,
      "\n\nThe mayor spoke in her first language and was then translated. Most of those who had come to listen agreed "
      "with her, although some of them wanted to see the figures first.",
      NULL);
  g_autoptr (ObelusDocument) document = test_process ("language", text, -1);
  ObelusLayer *layer = obelus_document_get_layer (document, "language");

  g_assert_cmpuint (count_rows (document), ==, 2);
  g_assert_cmpstr (get_code (document, 0), ==, "en");
  g_assert_cmpstr (get_code (document, 1), ==, "de");

  /* The block holds nearly all of the quotation and little else. */
  guint32 start = (guint32) (strstr (text, german) - text), end = start + (guint32) strlen (german);
  g_assert_cmpint (ABS ((gint) obelus_layer_get_starts (layer)[1] - (gint) start), <, 24);
  g_assert_cmpint (ABS ((gint) obelus_layer_get_ends (layer)[1] - (gint) end), <, 24);

  g_autoptr (ObelusDocument) without_short = test_process ("language min-letters=200", text, -1);
  g_assert_cmpuint (count_rows (without_short), ==, 1);
}

static void
test_zero_bytes (void)
{
  static const char text[] = "The weather\0 was fine and the market\0 opened early this morning.";
  g_autoptr (ObelusDocument) document = test_process ("language", text, sizeof text - 1);

  g_assert_cmpstr (get_code (document, 0), ==, "en");
}

/* Longer than a piece, with and without white space to divide at. */
static void
test_pieces (void)
{
  g_autoptr (GString) spaced = g_string_new (NULL);
  g_autoptr (GString) solid = g_string_new (NULL);

  while (spaced->len < 3u << 20)
    g_string_append (spaced, "Das Wetter war schön und der Markt öffnete heute sehr früh. ");
  while (solid->len < 3u << 20)
    g_string_append (solid, "今天早上天气很好，市场很早就开门了。");
  assert_code ("language", spaced->str, "de");
  assert_code ("language", solid->str, "zh");
}

static void
test_condition (void)
{
  const char *line = "language ! tokenize when=language:de";
  g_autoptr (ObelusDocument) german = test_process (line, "Das Wetter war schön und der Markt öffnete früh.", -1);
  g_autoptr (ObelusDocument) english = test_process (line, "The weather was fine and the market opened early.", -1);

  g_assert_nonnull (obelus_document_get_layer (german, "token"));
  g_assert_null (obelus_document_get_layer (english, "token"));
}

static void
test_options (void)
{
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, "language hint=xyz");
  g_autoptr (GError) error = NULL;

  g_assert_false (obelus_pipeline_prepare (pipeline, &error));
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_OPTION);
  g_assert_nonnull (strstr (error->message, "'xyz'"));

  assert_code ("language", "Gift", "en");
  assert_code ("language hint=de", "Gift", "de");
  assert_code ("language min-score=1", "Das Wetter war schön. It was fine weather on that day, they said.", "und");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/language/languages", test_languages);
  g_test_add_func ("/language/none", test_none);
  g_test_add_func ("/language/blocks", test_blocks);
  g_test_add_func ("/language/zero-bytes", test_zero_bytes);
  g_test_add_func ("/language/pieces", test_pieces);
  g_test_add_func ("/language/condition", test_condition);
  g_test_add_func ("/language/options", test_options);

  return g_test_run ();
}
