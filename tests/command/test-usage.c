/* How the command talks to people: overview, help, lists, pages, and what it says about mistakes. */
#include "command.h"

#include <string.h>

static const char *const commands[] = { "run", "list", "inspect", "check", "train", "evaluate" };

static void
test_without_arguments_it_shows_an_overview (void)
{
  g_auto (Outcome) outcome = command_run (NULL, NULL);

  g_assert_cmpint (outcome.status, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    command_assert_contains (outcome.output, commands[i]);
  g_assert_cmpstr (outcome.messages, ==, "");
}

static void
test_each_command_has_help_that_fits (void)
{
  static const char *const widths[] = { "60", "80", "120" };

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    for (guint w = 0; w < G_N_ELEMENTS (widths); w++)
      {
        g_setenv ("COLUMNS", widths[w], TRUE);
        g_auto (Outcome) outcome = command_run (NULL, commands[i], "--help", NULL);
        g_unsetenv ("COLUMNS");

        g_assert_cmpint (outcome.status, ==, 0);
        g_assert_cmpstr (outcome.messages, ==, "");
        g_assert_true (g_str_has_prefix (outcome.output, "Usage: obelus "));
        command_assert_contains (outcome.output, "\nExamples\n  obelus ");
        command_assert_contains (outcome.output, "--plugin-path DIR");

        g_auto (GStrv) lines = g_strsplit (outcome.output, "\n", -1);
        for (guint line = 0; lines[line] != NULL; line++)
          /* An example is one line: it is there to be copied. */
          if (!g_str_has_prefix (lines[line], "  obelus "))
            g_assert_cmpint (g_utf8_strlen (lines[line], -1), <=, atoi (widths[w]));
      }
}

static void
test_help_is_found_in_two_ways (void)
{
  g_auto (Outcome) before = command_run (NULL, "help", "check", NULL);
  g_auto (Outcome) behind = command_run (NULL, "check", "--help", NULL);

  g_assert_cmpint (before.status, ==, 0);
  g_assert_cmpstr (before.output, ==, behind.output);
}

static void
test_it_tells_its_version (void)
{
  g_auto (Outcome) outcome = command_run (NULL, "--version", NULL);

  g_assert_cmpint (outcome.status, ==, 0);
  g_assert_true (g_regex_match_simple ("^obelus [0-9]+\\.[0-9]+\\.[0-9]+\n$", outcome.output, 0, 0));
}

static void
assert_mistake (const Outcome *outcome, const char *advice)
{
  g_assert_cmpint (outcome->status, ==, 1);
  g_assert_cmpstr (outcome->output, ==, "");
  g_assert_true (g_str_has_prefix (outcome->messages, "obelus: "));
  command_assert_contains (outcome->messages, advice);
}

static void
test_mistakes_get_advice (void)
{
  g_autofree char *article = command_find_file ("examples/news.txt");

  g_auto (Outcome) command = command_run (NULL, "evalaute", NULL);
  assert_mistake (&command, "did you mean 'obelus evaluate'?");
  g_auto (Outcome) line = command_run (NULL, "check", "tokenize ! entities", NULL);
  assert_mistake (&line, "a pipeline on one line stands behind -e");
  g_auto (Outcome) layer = command_run (NULL, "run", "--to", "jsonl layers=names", article, NULL);
  assert_mistake (&layer, "there is no such layer; there are language, paragraph, ");
  g_auto (Outcome) file = command_run (NULL, article, NULL);
  assert_mistake (&file, "did you mean 'obelus run ");
  g_auto (Outcome) option = command_run (NULL, "run", "--job", "3", article, NULL);
  assert_mistake (&option, "did you mean '--jobs'?");
  g_auto (Outcome) letter = command_run (NULL, "run", "-z", NULL);
  assert_mistake (&letter, "'obelus run --help'");
  g_auto (Outcome) value = command_run (NULL, "run", "--to", NULL);
  assert_mistake (&value, "--to WRITER");
  g_auto (Outcome) number = command_run (NULL, "run", "--jobs", "many", NULL);
  assert_mistake (&number, "a number");
  g_auto (Outcome) two = command_run (NULL, "run", "-e", "tokenize", "-p", "news.pipeline", article, NULL);
  assert_mistake (&two, "give one of them");
  g_auto (Outcome) twice = command_run (NULL, "run", "-e", "tokenize", "-e", "entities", article, NULL);
  assert_mistake (&twice, "'--pipeline' is given twice; give it once");
  g_auto (Outcome) writer = command_run (NULL, "run", "--to", "jsnol", article, NULL);
  assert_mistake (&writer, "did you mean 'jsonl'?");
  g_auto (Outcome) reader = command_run (NULL, "run", "--from", "txet", article, NULL);
  assert_mistake (&reader, "did you mean 'text'?");
  g_auto (Outcome) ending = command_run (NULL, "run", "-o", "out.unheard-of", article, NULL);
  assert_mistake (&ending, "--to");
  g_auto (Outcome) component = command_run (NULL, "inspect", "tokenise", NULL);
  assert_mistake (&component, "did you mean 'tokenize'?");
  g_auto (Outcome) kind = command_run (NULL, "inspect", "reader", NULL);
  assert_mistake (&kind, "name a reader; 'obelus list readers' shows those there are");
  g_auto (Outcome) other = command_run (NULL, "inspect", "writer", "subtitles", NULL);
  assert_mistake (&other, "there is no writer 'subtitles'; 'obelus list writers' shows what there is");
  g_auto (Outcome) trainer = command_run (NULL, "train", "-o", "model.obm", NULL);
  assert_mistake (&trainer, "obelus list trainers");
  g_auto (Outcome) evaluator = command_run (NULL, "evaluate", "entities", NULL);
  assert_mistake (&evaluator, "gold annotations");
}

static void
test_list_shows_every_kind (void)
{
  g_auto (Outcome) all = command_run (NULL, "list", NULL);
  g_assert_cmpint (all.status, ==, 0);
  command_assert_contains (all.output, "Processors\n");
  command_assert_contains (all.output, "\nWriters\n");

  g_auto (Outcome) writers = command_run (NULL, "list", "writers", NULL);
  g_assert_true (g_str_has_prefix (writers.output, "Writers\n"));
  command_assert_contains (all.output, writers.output);
  command_assert_lacks (writers.output, "Processors");
}

static void
test_list_tells_where_plugins_are_from (void)
{
  g_auto (Outcome) plugins = command_run (NULL, "list", "plugins", NULL);
  g_autofree char *place
      = command_loads ("plugins") ? g_strconcat ("tokenize." G_MODULE_SUFFIX, NULL) : g_strdup ("(built in)");

  g_assert_true (g_str_has_prefix (plugins.output, "Plugins\n"));
  command_assert_contains (plugins.output, "  tokenize 1.0 ");
  command_assert_contains (plugins.output, " MIT ");
  command_assert_contains (plugins.output, place);
  command_assert_lacks (plugins.output, "Processors");
}

static void
test_list_for_programs (void)
{
  g_auto (Outcome) all = command_run (NULL, "list", "--to", "json", NULL);
  command_assert_contains (all.output, "{\"components\": [\n  {\"kind\": \"processor\", \"name\": \"");
  command_assert_contains (all.output,
                           "\"kind\": \"writer\", \"name\": \"jsonl\", \"plugin\": \"json\", \"summary\": ");
  command_assert_contains (all.output, "\"plugins\": [\n  {\"name\": \"");
  command_assert_contains (all.output, "\"license\": \"MIT\", \"path\": \"");
  command_assert_contains (all.output, "\"broken\": []}\n");

  g_auto (Outcome) writers = command_run (NULL, "list", "--to", "json", "writers", NULL);
  command_assert_contains (writers.output, "\"kind\": \"writer\"");
  command_assert_lacks (writers.output, "\"kind\": \"reader\"");

  g_auto (Outcome) other = command_run (NULL, "list", "--to", "yaml", NULL);
  g_assert_cmpint (other.status, ==, 1);
  command_assert_contains (other.messages, "'yaml' is no format; there are text and json");
}

static void
test_list_tells_what_is_broken (void)
{
  if (!command_loads ("plugins"))
    return;

  g_autofree char *module = command_make_file ("truncated.so", "\177ELF");
  g_autofree char *folder = g_path_get_dirname (module);

  g_auto (Outcome) all = command_run (NULL, "list", "--plugin-path", folder, NULL);
  g_assert_cmpint (all.status, ==, 0);
  command_assert_contains (all.messages, "1 broken module was left out");

  g_auto (Outcome) broken = command_run (NULL, "list", "--broken", "--plugin-path", folder, NULL);
  command_assert_contains (broken.output, "truncated.so\n  ");
  g_assert_cmpstr (broken.messages, ==, "");

  g_auto (Outcome) json = command_run (NULL, "list", "--broken", "--to", "json", "--plugin-path", folder, NULL);
  command_assert_contains (json.output, "{\"broken\": [\n  {\"path\": \"");
  command_assert_contains (json.output, "truncated.so\", \"reason\": \"the file ");
  command_remove_files ();
}

static void
test_inspect_shows_every_component (void)
{
  g_auto (Outcome) all = command_run (NULL, "list", NULL);
  g_auto (GStrv) lines = g_strsplit (all.output, "\n", -1);
  guint n_components = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (g_str_equal (lines[i], "Plugins"))
        break;
      if (!g_str_has_prefix (lines[i], "  "))
        continue;
      g_autofree char *name = g_strndup (lines[i] + 2, strcspn (lines[i] + 2, " "));
      g_auto (Outcome) page = command_run (NULL, "inspect", name, NULL);

      g_assert_cmpint (page.status, ==, 0);
      g_assert_true (g_str_has_prefix (page.output, name));
      command_assert_contains (page.output, "\n  Plugin ");
      command_assert_contains (page.output, "\nUse\n  obelus ");
      n_components++;
    }
  g_assert_cmpuint (n_components, >=, 10);
}

static void
test_inspect_shows_options_with_range_and_default (void)
{
  g_auto (Outcome) page = command_run (NULL, "inspect", "writer", "digest", NULL);

  command_assert_contains (page.output, "width=INTEGER");
  command_assert_contains (page.output, "from 20 to 400; default 80");
  command_assert_contains (page.output, "color=yes|no");
  command_assert_contains (page.output, "Needs     optionally sentence");
}

static void
test_check_explains_what_is_fine (void)
{
  g_autofree char *file = command_find_file ("examples/news.pipeline");
  g_auto (Outcome) outcome = command_run (NULL, "check", file, NULL);

  g_assert_cmpint (outcome.status, ==, 0);
  g_assert_true (g_str_has_prefix (outcome.output, "The pipeline is fine.\n"));
  command_assert_contains (outcome.output, "On one line: tokenize ! tag ! entities");
}

static void
test_check_tells_all_problems_at_once (void)
{
  g_autofree char *file = command_make_file ("bad.pipeline", "[Pipeline]\n"
                                                             "Stages = tokenize; entities; summarise\n"
                                                             "\n"
                                                             "[Stage entities]\n"
                                                             "min_score = 0.5\n");
  g_auto (Outcome) outcome = command_run (NULL, "check", file, NULL);

  g_assert_cmpint (outcome.status, ==, 1);
  command_assert_contains (outcome.output, "bad.pipeline:2:");
  command_assert_contains (outcome.output, "'summarize'?");
  command_assert_contains (outcome.output, "bad.pipeline:5:");
  command_assert_contains (outcome.output, "'min-score'?");
  command_remove_files ();
}

/* As an editor pipes in what is not saved yet. */
static void
test_check_reads_standard_input (void)
{
  g_auto (Outcome) fine = command_run ("[Pipeline]\nStages = entities\n", "check", "-", NULL);
  g_auto (Outcome) bad = command_run ("[Pipeline]\nStages = entitys\n", "check", "-p", "-", NULL);
  g_auto (Outcome) both = command_run ("[Pipeline]\nStages = entities\n", "run", "-p", "-", NULL);

  g_assert_cmpint (fine.status, ==, 0);
  command_assert_contains (fine.output, "On one line: tokenize ! entities\n");
  g_assert_cmpint (bad.status, ==, 1);
  command_assert_contains (bad.output, "standard input:2:");
  command_assert_contains (bad.output, "'entities'?");
  g_assert_cmpint (both.status, ==, 1);
  command_assert_contains (both.messages, "standard input cannot be both the pipeline and a text");
}

/* For editors: the same problems, as one JSON object. */
static void
test_check_tells_programs (void)
{
  g_autofree char *file = command_make_file ("bad \"news\".pipeline", "[Pipeline]\nStages = entities\n\n"
                                                                      "[Stage entities]\nmin_score = 0.5\n");
  g_auto (Outcome) bad = command_run (NULL, "check", "--to", "json", file, NULL);
  g_auto (Outcome) line = command_run (NULL, "check", "--to", "json", "-e", "entities\n ! entitys", NULL);
  g_auto (Outcome) fine = command_run (NULL, "check", "--to", "json", "-e", "entities", NULL);
  g_auto (Outcome) neither = command_run (NULL, "check", "--to", "yaml", "-e", "entities", NULL);

  g_assert_cmpint (bad.status, ==, 1);
  g_assert_cmpstr (bad.messages, ==, "");
  g_assert_true (g_str_has_prefix (bad.output, "{\"problems\": [\n  {\"file\": \""));
  command_assert_contains (bad.output,
                           "bad \\\"news\\\".pipeline\", \"line\": 5, \"column\": 1, \"end_column\": 10, \"severity\": "
                           "\"error\", \"code\": \"unknown-option\", \"message\": \"stage 'entities' has no option "
                           "'min_score'; did you mean 'min-score'?\", \"suggestion\": \"min-score\"}]}\n");

  g_assert_cmpint (line.status, ==, 1);
  command_assert_contains (
      line.output, "{\"file\": \"pipeline\", \"line\": 2, \"column\": 4, \"end_column\": 11, \"severity\": \"error\", "
                   "\"code\": \"unknown-processor\", \"message\": \"no processor ");

  g_assert_cmpint (fine.status, ==, 0);
  g_assert_cmpstr (fine.output, ==, "{\"problems\": [], \"line\": \"tokenize ! entities\"}\n");

  g_auto (Outcome) missing = command_run (NULL, "check", "--to", "json", "no-such.pipeline", NULL);
  g_assert_cmpint (missing.status, ==, 1);
  g_assert_cmpstr (missing.output, ==,
                   "{\"problems\": [\n  {\"file\": \"no-such.pipeline\", \"severity\": \"error\", \"code\": "
                   "\"unreadable\", \"message\": \"there is no such file; check its name\"}]}\n");

  g_assert_cmpint (neither.status, ==, 1);
  command_assert_contains (neither.messages, "'yaml' is no format; there are text and json");
  command_remove_files ();
}

static void
test_inspect_finds_models_by_name (void)
{
  g_auto (Outcome) page = command_run (NULL, "inspect", "summarize.obm", NULL);

  g_assert_cmpint (page.status, ==, 0);
  command_assert_contains (page.output, "a model for 'summarize', ");
  command_assert_contains (page.output, "kB");

  g_auto (Outcome) missing = command_run (NULL, "inspect", "no-such.obm", NULL);
  g_assert_cmpint (missing.status, ==, 1);
  command_assert_contains (missing.messages, "no-such.obm: there is no such file");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/command/usage/without-arguments-it-shows-an-overview",
                   test_without_arguments_it_shows_an_overview);
  g_test_add_func ("/command/usage/each-command-has-help-that-fits", test_each_command_has_help_that_fits);
  g_test_add_func ("/command/usage/help-is-found-in-two-ways", test_help_is_found_in_two_ways);
  g_test_add_func ("/command/usage/it-tells-its-version", test_it_tells_its_version);
  g_test_add_func ("/command/usage/mistakes-get-advice", test_mistakes_get_advice);
  g_test_add_func ("/command/list/shows-every-kind", test_list_shows_every_kind);
  g_test_add_func ("/command/list/tells-where-plugins-are-from", test_list_tells_where_plugins_are_from);
  g_test_add_func ("/command/list/for-programs", test_list_for_programs);
  g_test_add_func ("/command/list/tells-what-is-broken", test_list_tells_what_is_broken);
  g_test_add_func ("/command/inspect/shows-every-component", test_inspect_shows_every_component);
  g_test_add_func ("/command/inspect/finds-models-by-name", test_inspect_finds_models_by_name);
  g_test_add_func ("/command/inspect/shows-options-with-range-and-default",
                   test_inspect_shows_options_with_range_and_default);
  g_test_add_func ("/command/check/explains-what-is-fine", test_check_explains_what_is_fine);
  g_test_add_func ("/command/check/tells-all-problems-at-once", test_check_tells_all_problems_at_once);
  g_test_add_func ("/command/check/reads-standard-input", test_check_reads_standard_input);
  g_test_add_func ("/command/check/tells-programs", test_check_tells_programs);
  return g_test_run ();
}
