/* The conformance kit finds what is wrong with plugins, and nothing with a sound one. */
#include "../command/command.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  const char *module;
  const char *promise; /* the one it breaks */
  const char *finding; /* part of what is said */
} Case;

static const Case cases[] = {
  { "crashes-on-empty", "texts", "(an empty text)" },
  { "stops-at-nul", "texts", "it fails on a text of one U+0000: " },
  { "aborts-on-arabic", "texts", "(a text in Arabic)" },
  { "exits", "texts", "it ends the program with status 0 (news in English)" },
  { "hangs-on-combining-marks", "texts", "it does not come to an end within 3 s (a text of combining marks)" },
  { "cuts-characters", "texts", "inside a character" },
  { "fails-on-long", "texts", "bytes of news: " },
  { "leaks-by-document", "leaks", "bytes or more of every 27 documents" },
  { "leaks-by-loading", "leaks", "bytes or more each time it is loaded and freed" },
  { "leaves-file-open", "surroundings", "(/dev/zero) is left open" },
  { "closes-standard-input", "surroundings", "which the host had open, is closed" },
  { "prints", "surroundings", "it prints to standard output: 'processing" },
  { "prints-errors", "surroundings", "it prints to standard error: 'careful!" },
  { "sets-locale", "surroundings", "the locale was changed to" },
  { "sets-variable", "surroundings", "the variable DEFECTIVE of the environment was set" },
  { "changes-folder", "surroundings", "the working folder was changed to" },
  { "changes-mask", "surroundings", "the file mode mask was changed to" },
  { "catches-signal", "surroundings", "the handling of signal" },
  { "changes-rounding", "surroundings", "the rounding of real numbers was changed" },
  { "leaves-thread", "surroundings", "a thread was started and goes on when all is freed" },
  { "reads-undeclared", "layers", "'token'" },
  { "forgets-layer", "layers", "did not commit 'acme.mark', which its .gives promises" },
  { "wants-optional", "layers", "without the layers that it marks as optional it fails on news in English" },
  { "refuses-maximum", "options", "with count=100, which its declaration allows, it cannot be loaded" },
  { "crashes-on-choice", "options", "(option mode=three)" },
  { "asks-for-unknown-option", "options", "it makes the libraries complain" },
  { "counts-documents", "repeatable", "is another when other documents were processed before it" },
  { "shares-between-threads", "repeatable", "differ when 4 threads work at once" },
  { "counts-loads", "repeatable", "is another in a second run" },
  { "ignores-cancellation", "cancellation", "after it was cancelled" },
  { "is-quadratic", "linear", "the work does not grow with the text but faster" },
  { "never-ends-reading", "texts", "it does not come to an end within 3 s" },
  { "crashes-reading-noise", "texts", "(random bytes)" },
  { "numbers-its-output", "repeatable", "a second run over the same input has another result" },
  { "learns-randomly", "repeatable", "a second run over the same input has another result" },
  { "leaks-judging", "leaks", "bytes or more of every run over 27 documents" },
};

/* A folder with one of the modules in it: all of them have one plugin's name. */
typedef struct
{
  char *folder;
  char *module;
} Place;

static Place
place_module (const char *name)
{
  g_autofree char *file = g_strconcat (name, ".so", NULL);
  g_autofree char *path = g_build_filename (g_getenv ("OBELUS_TEST_DEFECTIVE"), file, NULL);
  g_autoptr (GFile) source = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  Place place = { .folder = g_dir_make_tmp ("obelus-XXXXXX", &error) };

  g_assert_no_error (error);
  place.module = g_build_filename (place.folder, "defective.so", NULL);
  g_autoptr (GFile) target = g_file_new_for_path (place.module);
  g_file_copy (source, target, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return place;
}

static void
place_clear (Place *place)
{
  g_remove (place->module);
  g_rmdir (place->folder);
  g_free (place->module);
  g_free (place->folder);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

static void
test_defect (gconstpointer data)
{
  const Case *defect = data;
  g_auto (Place) place = place_module (defect->module);
  /* Of long texts some are worked through to the end, which takes long on a busy machine. */
  const gboolean takes_its_time
      = g_str_equal (defect->promise, "cancellation") || g_str_equal (defect->promise, "linear");
  const char *seconds = takes_its_time ? "60" : "3";
  g_auto (Outcome) outcome = command_run (NULL, "check-plugin", place.module, "--only", defect->promise, "--largest",
                                          "100k", "--time-limit", seconds, "--to", "json", NULL);

  g_assert_cmpint (outcome.status, ==, 1);
  command_assert_contains (outcome.output, defect->finding);
}

static void
test_a_sound_plugin_keeps_every_promise (void)
{
  g_auto (Place) place = place_module ("sound");
  g_auto (Outcome) outcome
      = command_run (NULL, "check-plugin", place.module, "--largest", "100k", "--time-limit", "60", NULL);

  if (outcome.status != 0)
    g_test_message ("%s", outcome.output);
  g_assert_cmpint (outcome.status, ==, 0);
  command_assert_lacks (outcome.output, "broken");
  command_assert_contains (outcome.output, "processor 'defective'");
  command_assert_contains (outcome.output, "evaluator 'defective'");
}

static void
test_a_page_says_why_and_how_to_mend (void)
{
  g_auto (Place) place = place_module ("prints");
  g_auto (Outcome) outcome
      = command_run (NULL, "check-plugin", place.module, "--only", "surroundings", "--largest", "10k", NULL);

  command_assert_contains (outcome.output, "surroundings broken");
  command_assert_contains (outcome.output, "Why   A plugin is a guest");
  command_assert_contains (outcome.output, "Mend  Close what is opened");
}

static void
test_what_is_no_plugin_is_told (void)
{
  g_autofree char *file = command_make_file ("empty.so", "");
  g_auto (Outcome) module = command_run (NULL, "check-plugin", file, NULL);
  g_autofree char *text = command_make_file ("plugin.txt", "A text.");
  g_auto (Outcome) other = command_run (NULL, "check-plugin", text, NULL);
  g_auto (Outcome) name = command_run (NULL, "check-plugin", "no-such-plugin", NULL);
  g_auto (Outcome) promise = command_run (NULL, "check-plugin", "x", "--only", "leak", NULL);

  g_assert_cmpint (module.status, ==, 1);
  command_assert_contains (module.output, "cannot be used");
  g_assert_cmpint (other.status, ==, 1);
  command_assert_contains (other.output, "it is no module");
  g_assert_cmpint (name.status, ==, 1);
  command_assert_contains (name.output, "there is no plugin 'no-such-plugin'");
  g_assert_cmpint (promise.status, ==, 1);
  command_assert_contains (promise.messages, "there are options, layers, texts");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/conformance/a-sound-plugin-keeps-every-promise", test_a_sound_plugin_keeps_every_promise);
  g_test_add_func ("/conformance/a-page-says-why-and-how-to-mend", test_a_page_says_why_and_how_to_mend);
  g_test_add_func ("/conformance/what-is-no-plugin-is-told", test_what_is_no_plugin_is_told);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/conformance/", cases[i].module, NULL);
      g_test_add_data_func (path, &cases[i], test_defect);
    }
  const int status = g_test_run ();
  command_remove_files ();
  return status;
}
