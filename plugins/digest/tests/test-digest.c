/* Digests of records as wholes: what they show, what they leave out, and that nothing escapes. */
#include "host.h"

#include <string.h>

/* One sentence a row, with spans in code points as records have them. */
#define RECORD_WITH_ALL_LAYERS                                                                                        \
  "{\"id\": \"ferry\", \"text\": \"Ferries sail\\n\\nAngela Merkel praised the crew. It was a disaster, Merkel said " \
  "in Kiel. "                                                                                                         \
  "ANGELA MERKEL left.\", \"layers\": {"                                                                              \
  "\"paragraph\": [{\"start\": 0, \"end\": 12, \"kind\": \"title\"}, {\"start\": 14, \"end\": 105}],"                 \
  "\"sentence\": [{\"start\": 0, \"end\": 12}, {\"start\": 14, \"end\": 45}, {\"start\": 46, \"end\": 85}, "          \
  "{\"start\": 86, \"end\": 105}],"                                                                                   \
  "\"entity\": [{\"start\": 14, \"end\": 27, \"label\": \"PER\"}, {\"start\": 65, \"end\": 71, \"label\": \"PER\"}, " \
  "{\"start\": 80, \"end\": 84, \"label\": \"LOC\"}, {\"start\": 86, \"end\": 99, \"label\": \"ORG\"}],"              \
  "\"mention\": [{\"start\": 65, \"end\": 71, \"entity\": 0}, {\"start\": 86, \"end\": 99, \"entity\": 0}],"          \
  "\"summary\": [{\"start\": 14, \"end\": 45, \"sentence\": 1, \"rank\": 1, \"score\": 1.0}],"                        \
  "\"sentiment\": [{\"start\": 0, \"end\": 105, \"unit\": \"document\", \"label\": \"neutral\", \"score\": 0.02}, "   \
  "{\"start\": 14, \"end\": 45, \"unit\": \"sentence\", \"score\": 0.6}, "                                            \
  "{\"start\": 46, \"end\": 85, \"unit\": \"sentence\", \"score\": -0.7}]}}"

static void
test_all_layers_are_shown (void)
{
  g_autofree char *digest = render (RECORD_WITH_ALL_LAYERS, "digest width=60");

  g_assert_cmpstr (digest, ==,
                   "── ferry ───────────────────────────────────────────────────\n"
                   "\n"
                   "Ferries sail\n"
                   "\n"
                   "  • Angela Merkel praised the crew.\n"
                   "\n"
                   "  People         Angela Merkel ×3\n"
                   "  Places         Kiel\n"
                   "\n"
                   "  Mood           mixed (+0.02)\n"
                   "  Most positive  Angela Merkel praised the crew.\n"
                   "  Most negative  It was a disaster, Merkel said in Kiel.\n");
}

static char *
render_in (const char *code)
{
  g_autofree char *record = g_strdup_printf (
      "{\"id\": \"a\", \"text\": \"Guten Tag.\", \"layers\": {\"sentence\": [{\"start\": 0, \"end\": 10}], "
      "\"sentiment\": [{\"start\": 0, \"end\": 10, \"unit\": \"document\", \"label\": \"neutral\", \"score\": 0}],"
      "\"language\": [{\"start\": 0, \"end\": 10, \"code\": \"%s\", \"score\": 0.9}]}}",
      code);

  return render (record, "digest");
}

static void
test_another_language_is_named (void)
{
  g_autofree char *german = render_in ("de");
  g_autofree char *rare = render_in ("x\\u001b");
  g_autofree char *english = render_in ("en");
  g_autofree char *unknown = render_in ("und");
  g_autofree char *austrian = render_in ("de-AT");
  g_autofree char *british = render_in ("en-GB");

  assert_contains (german, "  Language       German\n");
  assert_lacks (german, "Mood");
  assert_contains (rare, "  Language       x␛\n");
  assert_lacks (english, "Language");
  assert_contains (english, "Mood");
  assert_lacks (unknown, "Language");
  assert_contains (austrian, "  Language       German\n");
  assert_lacks (british, "Language");
  assert_contains (british, "Mood");
}

static void
test_missing_layers_are_left_out (void)
{
  g_autofree char *bare = render ("{\"id\": \"a\", \"text\": \"A line.\\nAnother line.\"}", "digest width=30");
  g_assert_cmpstr (bare, ==,
                   "── a ─────────────────────────\n"
                   "\n"
                   "A line.\n");

  g_autofree char *empty = render ("{\"id\": \"a\", \"text\": \"\"}", "digest heading=no");
  g_assert_cmpstr (empty, ==, "(an empty text)\n");

  g_autofree char *blank = render ("{\"id\": \"a\", \"text\": \" \\n \"}", "digest heading=no");
  g_assert_cmpstr (blank, ==, "(an empty text)\n");

  /* Nothing has no mood, whatever a stage says. */
  g_autofree char *judged = render ("{\"text\": \" \", \"layers\": {\"sentiment\": [{\"start\": 0, \"end\": 1, "
                                    "\"unit\": \"document\", \"label\": \"neutral\", \"score\": 0.0}]}}",
                                    "digest heading=no");
  g_assert_cmpstr (judged, ==, "(an empty text)\n");

  g_autofree char *names = render ("{\"text\": \"In Kiel.\", \"layers\": {\"entity\": [{\"start\": 3, \"end\": 7, "
                                   "\"label\": \"acme.port\"}, {\"start\": 3, \"end\": 7}]}}",
                                   "digest heading=no");
  g_assert_cmpstr (names, ==,
                   "In Kiel.\n"
                   "\n"
                   "  Also           Kiel ×2\n");
}

static void
test_control_characters_do_not_reach_the_terminal (void)
{
  g_autofree char *digest = render (
      "{\"id\": \"\\u001b]0;id\\u0007\", \"text\": \"\\u001b[31mred\\u009b2J \\u202eevil\\u0000end\", \"layers\": "
      "{\"entity\": [{\"start\": 0, \"end\": 8, \"label\": \"PER\"}], \"summary\": [{\"start\": 5, \"end\": 10}]}}",
      "digest");

  for (const char *at = digest; *at != '\0'; at = g_utf8_next_char (at))
    g_assert_true (*at == '\n' || !g_unichar_iscntrl (g_utf8_get_char (at)));
  assert_lacks (digest, "\xe2\x80\xae");
  assert_contains (digest, "␛]0;id␇");
  assert_contains (digest, "␛[31mred");
}

static void
test_colour_is_only_used_when_asked_for (void)
{
  g_autofree char *plain = render (RECORD_WITH_ALL_LAYERS, "digest");
  assert_lacks (plain, "\033");

  g_autofree char *coloured = render (RECORD_WITH_ALL_LAYERS, "digest color=yes");
  assert_contains (coloured, "\033[1mFerries sail\033[0m");

  /* Apart from its styles it is the same text. */
  g_autoptr (GRegex) styles = g_regex_new ("\033\\[[0-9]*m", 0, 0, NULL);
  g_autofree char *stripped = g_regex_replace_literal (styles, coloured, -1, 0, "", 0, NULL);
  g_assert_cmpstr (stripped, ==, plain);
}

static guint
measure (const char *line)
{
  guint columns = 0;

  for (; *line != '\0'; line = g_utf8_next_char (line))
    {
      gunichar character = g_utf8_get_char (line);
      columns += g_unichar_iszerowidth (character) ? 0 : g_unichar_iswide (character) ? 2 : 1;
    }
  return columns;
}

static void
test_five_scripts_fit_every_width (void)
{
  static const char *const texts[] = {
    "Die Fähren von Port Ellery fahren wieder, elf Tage nachdem ihre Mannschaften die Arbeit niedergelegt hatten.",
    "Паромы Порт-Эллери снова вышли в море во вторник, через одиннадцать дней после начала забастовки экипажей.",
    "渡船工會週二宣布復工，市政府同意新的輪班制度，並承諾在年底前增加二十名船員。",
    "أبحرت العبارات من جديد يوم الثلاثاء بعد أحد عشر يوما من إضراب أطقمها في الميناء القديم.",
    "बंदरगाह की नौकाएँ मंगलवार को फिर चलीं, कर्मचारियों की हड़ताल के ग्यारह दिन बाद।",
  };
  static const guint widths[] = { 20, 33, 47, 60, 80, 120 };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint w = 0; w < G_N_ELEMENTS (widths); w++)
      {
        const glong length = g_utf8_strlen (texts[i], -1);
        g_autoptr (GString) record = g_string_new (NULL);
        g_string_printf (
            record,
            "{\"id\": \"%s\", \"text\": \"%s\\n\\n%s\", \"layers\": {"
            "\"entity\": [{\"start\": 0, \"end\": 9, \"label\": \"PER\"}, "
            "{\"start\": 3, \"end\": %ld, \"label\": \"PER\"}, {\"start\": 5, \"end\": 8, \"label\": \"PER\"}], "
            "\"quote\": [{\"start\": 0, \"end\": %ld, \"speaker\": 0}], "
            "\"summary\": [{\"start\": %ld, \"end\": %ld}], \"sentiment\": [",
            texts[i], texts[i], texts[i], length, length, length + 2, length * 2 + 2);
        for (guint sentence = 0; sentence < 40; sentence++)
          g_string_append_printf (record, "%s{\"start\": %u, \"end\": %ld, \"unit\": \"sentence\", \"score\": %s0.9}",
                                  sentence > 0 ? ", " : "", sentence / 20, length, sentence % 3 == 0 ? "-" : "");
        g_string_append (record, "]}}");

        g_autofree char *writer = g_strdup_printf ("digest width=%u", widths[w]);
        g_autofree char *digest = render (record->str, writer);
        g_auto (GStrv) lines = g_strsplit (digest, "\n", -1);
        for (guint line = 0; lines[line] != NULL; line++)
          if (measure (lines[line]) > widths[w])
            g_error ("wider than %u columns: '%s' in\n%s", widths[w], lines[line], digest);
        assert_contains (digest, "Most positive");
        assert_contains (digest, "•");
        assert_contains (digest, "Who said what");
      }
}

static void
test_failures_are_wrapped (void)
{
  g_autofree char *digest = render ("{\"id\": \"good\", \"text\": \"Fine.\"}\n"
                                    "{\"id\": \"bad\\nid\", \"text\": 7}\n"
                                    "{\"id\": \"last\", \"text\": \"Fine too.\"}\n",
                                    "digest width=20");
  const char *failure = strstr (digest, "✗ ");

  g_assert_nonnull (failure);
  g_assert_true (g_str_has_prefix (failure, "✗ bad id: "));
  g_auto (GStrv) lines = g_strsplit (digest, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    g_assert_cmpint (g_utf8_strlen (*line, -1), <=, 20);
  assert_contains (failure, "\n  "); /* what goes on in a new line is indented */
  assert_contains (digest, "── good ");
  assert_contains (strchr (failure, '\n'), "── last ");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/digest/all-layers-are-shown", test_all_layers_are_shown);
  g_test_add_func ("/digest/another-language-is-named", test_another_language_is_named);
  g_test_add_func ("/digest/missing-layers-are-left-out", test_missing_layers_are_left_out);
  g_test_add_func ("/digest/control-characters-do-not-reach-the-terminal",
                   test_control_characters_do_not_reach_the_terminal);
  g_test_add_func ("/digest/colour-is-only-used-when-asked-for", test_colour_is_only_used_when_asked_for);
  g_test_add_func ("/digest/five-scripts-fit-every-width", test_five_scripts_fit_every_width);
  g_test_add_func ("/digest/failures-are-wrapped", test_failures_are_wrapped);
  return g_test_run ();
}
