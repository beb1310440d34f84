/* The names in a digest: which are told, in what order, and how they are felt for. */
#include "../../../tests/cpu-time.h"
#include "host.h"

/* Two mentions of Ann Lee, one of the Grey Union and one of Oslo, and how each is felt for. */
static char *
render_feelings (double first, double second, double third, double fourth)
{
  g_autofree char *record = g_strdup_printf (
      "{\"id\": \"a\", \"text\": \"Ann Lee, Ann Lee, Grey Union, Oslo\", \"layers\": {\"entity\": ["
      "{\"start\": 0, \"end\": 7, \"label\": \"PER\"}, {\"start\": 9, \"end\": 16, \"label\": \"PER\"}, "
      "{\"start\": 18, \"end\": 28, \"label\": \"ORG\"}, {\"start\": 30, \"end\": 34, \"label\": \"LOC\"}], "
      "\"sentiment\": [{\"start\": 0, \"end\": 34, \"unit\": \"document\", \"score\": -1}, "
      "{\"start\": 0, \"end\": 7, \"unit\": \"target\", \"score\": %.1f, \"target\": 0}, "
      "{\"start\": 9, \"end\": 16, \"unit\": \"target\", \"score\": %.1f, \"target\": 1}, "
      "{\"start\": 18, \"end\": 28, \"unit\": \"target\", \"score\": %.1f, \"target\": 2}, "
      "{\"start\": 30, \"end\": 34, \"unit\": \"target\", \"score\": %.1f, \"target\": 3}]}}",
      first, second, third, fourth);

  return render (record, "digest");
}

static void
test_clear_feelings_are_signs (void)
{
  g_autofree char *clear = render_feelings (0.9, 0.4, -0.7, 0.9);
  g_autofree char *mixed = render_feelings (0.9, -0.9, -0.4, -0.9);

  assert_contains (clear, "  People         Ann Lee ×2 (+)\n");
  assert_contains (clear, "  Organisations  Grey Union (−)\n");
  assert_contains (clear, "  Places         Oslo\n");
  assert_contains (mixed, "  People         Ann Lee ×2\n");
  assert_contains (mixed, "  Organisations  Grey Union\n");
}

/* An adjective says nothing beside the name of its place, but does beside another one. */
static void
test_adjectives_of_places (void)
{
  g_autofree char *digest
      = render ("{\"id\": \"a\", \"text\": \"Australia Australian Austrian Iran Iraqi\", \"layers\": {\"entity\": ["
                "{\"start\": 0, \"end\": 9, \"label\": \"LOC\"}, {\"start\": 10, \"end\": 20, \"label\": \"MISC\"}, "
                "{\"start\": 21, \"end\": 29, \"label\": \"MISC\"}, {\"start\": 30, \"end\": 34, \"label\": \"LOC\"}, "
                "{\"start\": 35, \"end\": 40, \"label\": \"MISC\"}]}}",
                "digest");

  assert_contains (digest, "  Places         Australia, Iran\n");
  assert_contains (digest, "  Also           Austrian, Iraqi\n");

  g_autofree char *irregular
      = render ("{\"id\": \"a\", \"text\": \"Norway Norwegian Danish\", \"layers\": {\"entity\": ["
                "{\"start\": 0, \"end\": 6, \"label\": \"LOC\"}, {\"start\": 7, \"end\": 16, \"label\": \"MISC\"}, "
                "{\"start\": 17, \"end\": 23, \"label\": \"MISC\"}]}}",
                "digest");
  assert_contains (irregular, "  Places         Norway\n  Also           Danish\n");
}

static void
test_long_lists_are_cut (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) rows = g_string_new (NULL);
  for (guint i = 0; i < 12; i++)
    {
      g_string_append_printf (rows, "%s{\"start\": %u, \"end\": %u, \"label\": \"LOC\"}", i > 0 ? ", " : "",
                              (guint) text->len, (guint) text->len + 1);
      g_string_append_printf (text, "%c ", 'A' + i);
    }
  g_autofree char *record
      = g_strdup_printf ("{\"text\": \"%s\", \"layers\": {\"entity\": [%s]}}", text->str, rows->str);
  g_autofree char *digest = render (record, "digest names=3");

  assert_contains (digest, "Places         A, B, C, 9 more\n");
}

/* Who wrote the text, took its pictures or spread it is not whom it is about. */
static void
test_the_frame_is_not_told (void)
{
  static const char text[] = "The mill closes\n\nBy Ida Brandt\n\nOSLO (Nordpress) - Bo Lind will close the mill.\n\n"
                             "Photo: Jon Orr greets Bo Lind happily";
  g_autofree char *title = make_row (text, "The mill closes", ", \"kind\": \"title\"");
  g_autofree char *byline = make_row (text, "By Ida Brandt", ", \"kind\": \"byline\"");
  g_autofree char *prose = make_row (text, "OSLO (Nordpress) - Bo Lind will close the mill.", "");
  g_autofree char *caption = make_row (text, "Photo: Jon Orr greets Bo Lind happily", ", \"kind\": \"caption\"");
  g_autofree char *ida = make_row (text, "Ida Brandt", ", \"label\": \"PER\"");
  g_autofree char *oslo = make_row (text, "OSLO", ", \"label\": \"LOC\"");
  g_autofree char *agency = make_row (text, "Nordpress", ", \"label\": \"ORG\"");
  g_autofree char *bo = make_row (text, "Bo Lind", ", \"label\": \"PER\"");
  g_autofree char *jon = make_row (text, "Jon Orr", ", \"label\": \"PER\"");
  g_autofree char *felt
      = make_row (text, "Photo: Jon Orr greets Bo Lind happily", ", \"unit\": \"sentence\", \"score\": 0.9");
  g_autofree char *layers
      = g_strdup_printf ("\"paragraph\": [%s, %s, %s, %s], \"entity\": [%s, %s, %s, %s, %s], \"sentiment\": [%s]",
                         title, byline, prose, caption, ida, oslo, agency, bo, jon, felt);
  g_autofree char *record = make_record (text, layers);
  g_autofree char *digest = render (record, "digest heading=no");

  assert_contains (digest, "  People         Bo Lind\n  Places         OSLO\n");
  assert_lacks (digest, "Ida");
  assert_lacks (digest, "Nordpress");
  assert_lacks (digest, "Jon");
}

/* Other columns share the vocabulary of kinds: here so many notes come first that the kind's number is high. */
static void
test_kinds_are_known_beside_other_columns (void)
{
  g_autoptr (GString) record = g_string_new ("{\"text\": \"");
  const guint n_lines = 100;

  for (guint i = 0; i < n_lines; i++)
    g_string_append (record, "Bo sat.\\n");
  g_string_append (record, "By Ida Orr\", \"layers\": {\"paragraph\": [");
  for (guint i = 0; i < n_lines; i++)
    g_string_append_printf (record, "{\"start\": %u, \"end\": %u, \"acme.note\": \"n%u\"}, ", 8 * i, 8 * i + 7, i);
  g_string_append_printf (record,
                          "{\"start\": %u, \"end\": %u, \"kind\": \"byline\"}], \"entity\": ["
                          "{\"start\": 0, \"end\": 2, \"label\": \"PER\"}, {\"start\": %u, \"end\": %u, \"label\": "
                          "\"PER\"}]}}",
                          8 * n_lines, 8 * n_lines + 10, 8 * n_lines + 3, 8 * n_lines + 10);

  g_autofree char *digest = render (record->str, "digest");
  assert_contains (digest, "  People         Bo\n");
  assert_lacks (digest, "Ida");
}

/* The seconds that a digest takes of so many names of an agency before as many spaces. */
static double
measure_agencies (guint n)
{
  g_autofree char *spaces = g_strnfill (n, ' ');
  g_autoptr (GString) record = g_string_new (NULL);

  g_string_printf (record,
                   "{\"text\": \"OSLO (AP)%s- Ferries sail.\", \"layers\": {\"paragraph\": [{\"start\": 0, "
                   "\"end\": %u}], \"entity\": [",
                   spaces, n + 9);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (record, "%s{\"start\": 6, \"end\": 8, \"label\": \"ORG\"}", i > 0 ? ", " : "");
  g_string_append (record, "]}}");

  double seconds;
  g_autofree char *digest = render_timed (record->str, "digest", &seconds);
  assert_contains (digest, "Ferries sail");
  return seconds;
}

static void
test_agencies_take_linear_time (void)
{
  const double shorter = measure_agencies (5000), longer = measure_agencies (40000);

  test_assert_linear ("names of agencies", 8, shorter, longer);
}

/* A title that was tagged apart is nobody, but the Pope is somebody. */
static void
test_titles_are_no_names (void)
{
  g_autofree char *digest
      = render ("{\"id\": \"a\", \"text\": \"SHERIFF BO LIND met the Pope.\", \"layers\": {\"entity\": ["
                "{\"start\": 0, \"end\": 7, \"label\": \"PER\"}, {\"start\": 8, \"end\": 15, \"label\": \"PER\"}, "
                "{\"start\": 24, \"end\": 28, \"label\": \"PER\"}]}}",
                "digest");

  assert_contains (digest, "  People         BO LIND, Pope\n");
}

/* Names of two words and more are shown without the capitals of a label, if the text ever has them so. */
static void
test_labels_do_not_shout (void)
{
  g_autofree char *digest
      = render ("{\"text\": \"ANN LEE: I am Ann Lee.\\nANN LEE: Oslo, OSLO, OSLO.\", \"layers\": {\"entity\": ["
                "{\"start\": 0, \"end\": 7, \"label\": \"PER\"}, {\"start\": 14, \"end\": 21, \"label\": \"PER\"}, "
                "{\"start\": 23, \"end\": 30, \"label\": \"PER\"}, {\"start\": 32, \"end\": 36, \"label\": \"LOC\"}, "
                "{\"start\": 38, \"end\": 42, \"label\": \"LOC\"}, {\"start\": 44, \"end\": 48, \"label\": \"LOC\"}]}}",
                "digest");

  assert_contains (digest, "  People         Ann Lee ×3\n");
  assert_contains (digest, "  Places         OSLO ×3\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/digest/clear-feelings-are-signs", test_clear_feelings_are_signs);
  g_test_add_func ("/digest/adjectives-of-places", test_adjectives_of_places);
  g_test_add_func ("/digest/long-lists-are-cut", test_long_lists_are_cut);
  g_test_add_func ("/digest/frame", test_the_frame_is_not_told);
  g_test_add_func ("/digest/kinds-beside-other-columns", test_kinds_are_known_beside_other_columns);
  g_test_add_func ("/digest/agencies-take-linear-time", test_agencies_take_linear_time);
  g_test_add_func ("/digest/labels-do-not-shout", test_labels_do_not_shout);
  g_test_add_func ("/digest/titles-are-no-names", test_titles_are_no_names);
  return g_test_run ();
}
