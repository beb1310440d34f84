/* The command `obelus`: finds the subcommand, or says which there are. */
#include "arguments.h"
#include "bus-guard.h"
#include "cli.h"

#include "suggest-private.h"
#include "terminal.h"

#include <locale.h>
#include <string.h>
#include <unistd.h>

static const CliCommand commands[] = {
  { "run", "read texts, analyse them and print what was found", cli_run_command },
  { "list", "show which components the plugins offer", cli_list_command },
  { "inspect", "show what a component or a model is and which options it has", cli_inspect_command },
  { "check", "check a pipeline without running it, and explain it", cli_check_command },
  { "train", "learn a model from annotated texts", cli_train_command },
  { "evaluate", "score a pipeline against annotated texts", cli_evaluate_command },
  { "check-plugin", "hold a plugin against what plugins promise", cli_check_plugin_command },
  { "new", "begin a plugin in a folder of its own", cli_new_command },
};

static const CliCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      return &commands[i];
  return NULL;
}

static void
print_overview (void)
{
  const char *bold = cli_style_bold (), *end = cli_style_end ();

  printf ("%sObelus%s lays knowledge over texts: tokens, names, mood, summaries.\n\n", bold, end);
  printf ("%sUsage:%s obelus COMMAND [ARGUMENT…]\n\n", bold, end);
  printf ("%sCommands%s\n", bold, end);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    printf ("  %-12s %s\n", commands[i].name, commands[i].summary);
  printf ("\n%sBegin with%s\n", bold, end);
  printf ("  obelus run article.txt\n  obelus list\n  obelus run --help\n");
}

static int
complain_about_command (const char *name)
{
  const char *names[G_N_ELEMENTS (commands) + 2] = { NULL };
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    names[i] = commands[i].name;
  names[G_N_ELEMENTS (commands)] = "help";

  const char *nearest = obelus_suggest (name, names);
  if (nearest != NULL)
    cli_error ("there is no command '%s'; did you mean 'obelus %s'?", name, nearest);
  else if (g_file_test (name, G_FILE_TEST_EXISTS))
    cli_error ("there is no command '%s'; did you mean 'obelus run %s'?", name, name);
  else
    cli_error ("there is no command '%s'; 'obelus --help' shows those there are", name);
  return CLI_FAILED;
}

static int
help_command (int argc, char **argv)
{
  char help[] = "--help";

  if (argc < 2)
    {
      print_overview ();
      return CLI_DONE;
    }

  const CliCommand *command = find_command (argv[1]);
  if (command == NULL)
    return complain_about_command (argv[1]);
  char *arguments[] = { argv[1], help, NULL };
  return command->run (2, arguments);
}

/* What could complete the words of a command line: a subcommand's name, or what the subcommand says. */
static int
complete (int argc, char **argv)
{
  if (argc == 2)
    for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
      if (g_str_has_prefix (commands[i].name, argv[1]))
        printf ("%s \n", commands[i].name);

  const CliCommand *command = argc > 2 ? find_command (argv[1]) : NULL;
  if (command == NULL)
    return CLI_DONE;
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_ptr_array_add (words, argv[1]);
  g_ptr_array_add (words, (gpointer) CLI_COMPLETE);
  for (int i = 2; i <= argc; i++)
    g_ptr_array_add (words, argv[i]);
  return command->run (argc, (char **) words->pdata);
}

int
main (int argc, char **argv)
{
  /* Characters and messages as the user's; numbers are the same everywhere. */
  setlocale (LC_CTYPE, "");
  setlocale (LC_MESSAGES, "");
  g_set_prgname ("obelus");
  cli_bus_guard_install ();

  if (argc < 2)
    {
      print_overview ();
      return CLI_DONE;
    }

  const char *name = argv[1];
  int status;
  if (g_str_equal (name, "help") || g_str_equal (name, "--help") || g_str_equal (name, "-h"))
    status = help_command (argc - 1, argv + 1);
  else if (g_str_equal (name, CLI_MAN_PAGE))
    {
      cli_print_overview_page (commands, G_N_ELEMENTS (commands));
      status = CLI_DONE;
    }
  else if (g_str_equal (name, CLI_COMPLETE))
    status = complete (argc - 1, argv + 1);
  else if (g_str_equal (name, "--version") || g_str_equal (name, "-V"))
    {
      printf ("obelus %s\n", obelus_get_version ());
      status = CLI_DONE;
    }
  else
    {
      const CliCommand *command = find_command (name);
      status = command != NULL ? command->run (argc - 1, argv + 1) : complain_about_command (name);
    }

  /* What was printed may still be in a buffer, and the disk be full. */
  if (fflush (stdout) != 0 && status == CLI_DONE)
    {
      cli_error ("standard output could not be written; check that there is room where it goes");
      return CLI_FAILED;
    }
  return status;
}
