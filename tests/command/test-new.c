/* `obelus new`: what it writes, and what it refuses. That what it wrote builds and works is tested where an installed
 * Obelus is. */
#include "command.h"

#include <string.h>

static const char *const kinds[] = { "processor", "reader", "writer", "trainer", "evaluator" };

static char *
read_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *contents;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  return contents;
}

/* Placeholders are lower-case words between two `@`. */
static void
assert_no_placeholder (const char *contents)
{
  g_assert_false (g_regex_match_simple ("@[a-z-]+@", contents, 0, 0));
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GSubprocess) rm = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, "rm", "-r", "--", folder, NULL);

  g_assert_true (g_subprocess_wait_check (rm, NULL, NULL));
}

static void
check_plugin (const char *kind, const char *language, const char *suffix)
{
  g_autofree char *folder = command_make_path ("fresh");
  g_autofree char *plugin = g_strconcat ("fish-market.", suffix, NULL);
  g_autofree char *test = g_strconcat ("tests/test-fish-market.", suffix, NULL);
  g_auto (Outcome) outcome
      = command_run (NULL, "new", "plugin", "fish-market", "-k", kind, "-l", language, "--folder", folder, NULL);

  g_assert_cmpint (outcome.status, ==, 0);
  command_assert_contains (outcome.output, "meson setup build");

  const char *const files[] = { plugin, test, "meson.build", "README.md", "fish-market.pipeline", ".gitignore" };
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *contents = read_file (folder, files[i]);
      g_assert_cmpuint (strlen (contents), >, 0);
      assert_no_placeholder (contents);
    }

  g_autofree char *source = read_file (folder, plugin);
  command_assert_contains (source, "OBELUS_PLUGIN (fish_market, ");
  command_assert_contains (source, ".name = \"fish-market\"");
  if (g_str_equal (language, "c"))
    command_assert_lacks (source, "nullptr");
  else
    command_assert_lacks (source, "NULL");
  remove_folder (folder);
}

static void
test_every_kind_in_every_language (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      check_plugin (kinds[i], "c", "c");
      check_plugin (kinds[i], "c++", "cc");
    }
}

static void
test_a_program_in_python (void)
{
  if (!command_loads ("plugins"))
    return;

  g_autofree char *folder = command_make_path ("fresh");
  g_auto (Outcome) outcome
      = command_run (NULL, "new", "plugin", "fish-market", "-l", "python", "--folder", folder, NULL);
  g_auto (Outcome) reader = command_run (NULL, "new", "plugin", "fish-market", "-l", "python", "-k", "reader", NULL);

  g_assert_cmpint (outcome.status, ==, 0);
  const char *const files[] = { "fish-market.py", "fish-market.manifest", "tests/test-fish-market.py", "meson.build" };
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *contents = read_file (folder, files[i]);
      assert_no_placeholder (contents);
    }
  g_autofree char *program = g_build_filename (folder, "fish-market.py", NULL);
  g_assert_true (g_file_test (program, G_FILE_TEST_IS_EXECUTABLE));

  /* It works as it is. */
  g_auto (Outcome) run = command_run ("Rain fell on the old bridge. It fell.", "run", "--plugin-path", folder, "-e",
                                      "fish-market max-words=4", "--to", "jsonl", NULL);
  g_assert_cmpint (run.status, ==, 0);
  command_assert_contains (run.output, "\"text\": \"Rain fell on the old bridge.\", \"words\": 6}");
  remove_folder (folder);

  g_assert_cmpint (reader.status, ==, 1);
  command_assert_contains (reader.messages, "programs are processors");
}

static void
test_nothing_is_written_over (void)
{
  g_autofree char *folder = command_make_path ("taken");
  g_auto (Outcome) first = command_run (NULL, "new", "plugin", "fish-market", "--folder", folder, NULL);
  g_autofree char *before = read_file (folder, "fish-market.c");
  g_auto (Outcome) second
      = command_run (NULL, "new", "plugin", "fish-market", "-k", "reader", "--folder", folder, NULL);
  g_autofree char *after = read_file (folder, "fish-market.c");

  g_assert_cmpint (first.status, ==, 0);
  g_assert_cmpint (second.status, ==, 1);
  command_assert_contains (second.messages, "is already there; choose another folder with --folder");
  g_assert_cmpstr (before, ==, after);
  remove_folder (folder);
}

static void
test_names_that_cannot_be (void)
{
  static const struct
  {
    const char *name;
    const char *message;
  } cases[] = {
    { "Fish", "cannot be called 'Fish'" },
    { "fish_market", "write lower-case words joined by hyphens" },
    { "../fish", "cannot be called '../fish'" },
    { "", "cannot be called ''" },
    { "b\xc3\xa4r", "cannot be called" },
    { "token", "'token' is the name of a layer that every plugin may use; choose another, as in 'my-token'" },
    { "tokenize", "already offers the processor 'tokenize'" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folder = command_make_path ("never");
      g_auto (Outcome) outcome = command_run (NULL, "new", "plugin", cases[i].name, "--folder", folder, NULL);

      g_assert_cmpint (outcome.status, ==, 1);
      command_assert_contains (outcome.messages, cases[i].message);
      g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
    }
}

static void
test_mistakes_are_told (void)
{
  g_auto (Outcome) kind = command_run (NULL, "new", "plugin", "fish", "-k", "procesor", NULL);
  g_auto (Outcome) language = command_run (NULL, "new", "plugin", "fish", "-l", "cobol", NULL);
  g_auto (Outcome) word = command_run (NULL, "new", "fish", NULL);
  g_auto (Outcome) place = command_run (NULL, "new", "plugin", "fish", "--folder", "/dev/null/fish", NULL);

  g_assert_cmpint (kind.status, ==, 1);
  command_assert_contains (kind.messages, "did you mean 'processor'?");
  g_assert_cmpint (language.status, ==, 1);
  command_assert_contains (language.messages, "there are c, c++ and python");
  g_assert_cmpint (word.status, ==, 1);
  command_assert_contains (word.messages, "as in 'obelus new plugin long-sentences'");
  g_assert_cmpint (place.status, ==, 1);
  command_assert_contains (place.messages, "choose another place with --folder");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/command/new/every-kind-in-every-language", test_every_kind_in_every_language);
  g_test_add_func ("/command/new/a-program-in-python", test_a_program_in_python);
  g_test_add_func ("/command/new/nothing-is-written-over", test_nothing_is_written_over);
  g_test_add_func ("/command/new/names-that-cannot-be", test_names_that_cannot_be);
  g_test_add_func ("/command/new/mistakes-are-told", test_mistakes_are_told);
  const int status = g_test_run ();
  command_remove_files ();
  return status;
}
