/* Completing command lines, and manual pages: both come from what --help is made of. */
#include "command.h"

#include <string.h>

typedef struct
{
  const char *words[6]; /* the last is being typed */
  const char *candidates;
} Case;

static const Case cases[] = {
  { { "ev" }, "evaluate \n" },
  { { "run", "--expl" }, "--explain \n" },
  { { "run", "--to", "jso" }, "json\njsonl\n" },
  { { "run", "-t", "jsonl lay" }, "jsonl layers=\n" },
  { { "run", "--to", "jsonl offsets=c" }, "jsonl offsets=codepoint\n" },
  { { "run", "--to", "=", "digest color=" }, "digest color=yes\ndigest color=no\n" },
  { { "run", "-e", "tokenize ! enti" }, "tokenize ! entities\n" },
  { { "run", "-e", "'entities min-" }, "entities min-score=\n" },
  { { "run", "-e", "tokenize ! nobody min-" }, "" },
  { { "run", "article" }, "" },
  { { "run", "-o", "ar" }, "" },
  { { "inspect", "entit" }, "entities\n" },
  { { "list", "rea" }, "readers \n" },
  { { "train", "summ" }, "summarize\n" },
  { { "check-plugin", "lang" }, "language\n" },
  { { "new", "" }, "plugin \n" },
  { { "nonsense", "x" }, "" },
};

static void
test_candidates (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const *w = cases[i].words;
      g_auto (Outcome) outcome = command_run (NULL, "--complete", w[0], w[1], w[2], w[3], NULL);

      g_assert_cmpint (outcome.status, ==, 0);
      g_assert_cmpstr (outcome.output, ==, cases[i].candidates);
    }

  /* Every subcommand is offered, and nothing else. */
  g_auto (Outcome) all = command_run (NULL, "--complete", "", NULL);
  command_assert_contains (all.output, "check \n");
  command_assert_contains (all.output, "train \n");
  command_assert_lacks (all.output, "--");
}

static void
test_bash_completes (void)
{
  g_autofree char *bash = g_find_program_in_path ("bash");
  g_autofree char *file = command_find_file ("cli/completion/obelus.bash");
  g_autofree char *folder = g_path_get_dirname (command_get_path ());
  g_autofree char *script = g_strdup_printf (
      "PATH='%s':$PATH; compopt () { :; }; . '%s'; COMP_WORDS=(obelus run --to jsonl\\ off); COMP_CWORD=3; "
      "_obelus; printf '%%s\n' \"${COMPREPLY[@]}\"",
      folder, file);
  g_autofree char *output = NULL;

  if (bash == NULL)
    {
      g_test_skip ("there is no bash");
      return;
    }
  char *arguments[] = { bash, (char *) "--norc", (char *) "-c", script, NULL };
  g_assert_true (g_spawn_sync (NULL, arguments, NULL, 0, NULL, NULL, &output, NULL, NULL, NULL));
  g_assert_cmpstr (output, ==, "jsonl offsets=\n");
}

/* What roff would take for a request, or an escape that it does not know. */
static void
assert_is_sound (const char *page)
{
  g_auto (GStrv) lines = g_strsplit (page, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    {
      g_assert_cmpint (**line, !=, '\'');
      if (**line == '.')
        g_assert_true (g_regex_match_simple ("^\\.(TH|SH|SS|TP|PP|B|BR|I|nh|hy)( |$)", *line, 0, 0));
      g_assert_false (g_regex_match_simple ("\\\\[^fe&(-]", *line, 0, 0));
    }
}

static void
test_pages_hold_what_help_holds (void)
{
  static const char *const commands[]
      = { "run", "list", "inspect", "check", "check-plugin", "train", "evaluate", "new" };

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_auto (Outcome) page = command_run (NULL, commands[i], "--man-page", NULL);
      g_auto (Outcome) help = command_run (NULL, commands[i], "--help", NULL);
      g_autoptr (GRegex) option = g_regex_new ("^ +(?:-\\w, )?--([a-z-]+)", G_REGEX_MULTILINE, 0, NULL);
      g_autoptr (GMatchInfo) match = NULL;
      guint n_options = 0;

      g_assert_cmpint (page.status, ==, 0);
      assert_is_sound (page.output);
      for (g_regex_match (option, help.output, 0, &match); g_match_info_matches (match);
           g_match_info_next (match, NULL))
        {
          g_autofree char *name = g_match_info_fetch (match, 1);
          g_auto (GStrv) parts = g_strsplit (name, "-", -1);
          g_autofree char *escaped = g_strjoinv ("\\-", parts);
          g_autofree char *form = g_strdup_printf ("\\fB\\-\\-%s\\fR", escaped);
          command_assert_contains (page.output, form);
          n_options++;
        }
      g_assert_cmpuint (n_options, >, 0);
    }

  g_auto (Outcome) overview = command_run (NULL, "--man-page", NULL);
  assert_is_sound (overview.output);
  command_assert_contains (overview.output, ".BR obelus\\-evaluate (1)");
  command_assert_contains (overview.output, "\n.B OBELUS_PLUGIN_PATH\n");
  command_assert_contains (overview.output, "\n.B \\(ti/.cache/obelus\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/command/complete/candidates", test_candidates);
  g_test_add_func ("/command/complete/bash-completes", test_bash_completes);
  g_test_add_func ("/command/complete/pages-hold-what-help-holds", test_pages_hold_what_help_holds);
  return g_test_run ();
}
