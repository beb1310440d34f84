/* Workers whose answers are not what the host can use: nothing of it reaches a document, and neighbours get their right
 * results. */
#include "isolated.h"

#include <string.h>

static const char *const lies[] = {
  "length",  "huge-length", "short-length",    "half-record", "cut-array",      "nothing", "number",
  "kind",    "record",      "endless-want",    "rows",        "other-document", "columns", "layer-kind",
  "strings", "text-size",   "again-and-again", "extension",   "beyond-text",    "garbage", "zeros",
  "ones",    "say-twice",   "half-message",
};

static char **
run_with (const char *lie, const char *pipeline)
{
  g_autofree char *third = g_strdup_printf ("a LIE %s b ä b", lie);
  const char *const texts[] = { "one", "Two words", third, "four", "" };
  g_autofree char *records = isolated_make_records (texts, G_N_ELEMENTS (texts));

  return isolated_run (pipeline, records, 1, OBELUS_ISOLATE_AS_WRITTEN, NULL);
}

static void
test_lie (gconstpointer lie)
{
  if (!isolated_can_test ())
    return;
  g_auto (GStrv) honest = run_with (lie, "hostile");
  g_setenv ("OBELUS_WORKER", g_getenv ("OBELUS_LIAR"), TRUE);
  g_auto (GStrv) lines = run_with (lie, "hostile isolate=yes");

  g_test_message ("%s", lines[2]);
  g_assert_cmpuint (g_strv_length (lines), ==, g_strv_length (honest));
  for (guint i = 0; i < 5; i++)
    if (i != 2)
      g_assert_cmpstr (lines[i], ==, honest[i]);
  /* Whether the second word comes before the host has gone on is a matter of chance. */
  if (strcmp (lie, "say-twice") == 0 && strcmp (lines[2], honest[2]) == 0)
    return;
  g_assert_true (g_str_has_prefix (lines[2], "{\"id\": \"2\", \"error\": {\"code\": \"crashed\"")
                 || g_str_has_prefix (lines[2], "{\"id\": \"2\", \"error\": {\"code\": \"too-large\""));
  g_assert_nonnull (strstr (lines[2], "\"stage\": \"hostile\", \"plugin\": \"hostile\""));
}

/* What goes on changing while it is read is taken as it was at some moment, or not at all: the document has rows that
 * are sound, or an error. A sanitizer sees what a check that reads twice would do. */
static void
test_change_after_sending (void)
{
  if (!isolated_can_test ())
    return;
  g_setenv ("OBELUS_WORKER", g_getenv ("OBELUS_LIAR"), TRUE);
  for (guint times = 0; times < 20; times++)
    {
      g_auto (GStrv) lines = run_with ("change-after-sending", "hostile isolate=yes");
      g_assert_cmpuint (g_strv_length (lines), ==, 6);
      g_assert_true (g_str_has_prefix (lines[2], "{\"id\": \"2\""));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  isolated_can_test ();
  for (guint i = 0; i < G_N_ELEMENTS (lies); i++)
    {
      g_autofree char *name = g_strconcat ("/liar/", lies[i], NULL);
      g_test_add_data_func (name, lies[i], test_lie);
    }
  g_test_add_func ("/liar/change-after-sending", test_change_after_sending);
  return g_test_run ();
}
