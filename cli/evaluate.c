/* `obelus evaluate`: a pipeline against annotated texts. */
#include "arguments.h"
#include "interrupt.h"
#include "progress.h"
#include "selection.h"

static void
take_message (ObelusRunner *runner, const char *message, gpointer user_data)
{
  (void) runner;
  (void) user_data;
  if (!cli_progress_take_message (message))
    cli_note ("%s", message);
}

static int
evaluate (const CliSelection *selection, const char *evaluator, GPtrArray *files)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusRegistry) registry = cli_selection_open_registry (selection);

  if (cli_find_component (registry, OBELUS_COMPONENT_EVALUATOR, evaluator) == NULL)
    return CLI_FAILED;
  g_autoptr (ObelusPipeline) pipeline = cli_selection_make_pipeline (selection, registry);
  if (pipeline == NULL || !cli_check_pipeline (pipeline, registry))
    return CLI_FAILED;

  g_autoptr (GPtrArray) sources = cli_make_sources (files);
  if (!selection->quiet)
    cli_progress_start (cli_progress_describe_message, NULL);
  g_autofree char *report = obelus_runner_evaluate (pipeline, evaluator, selection->reader, sources, take_message, NULL,
                                                    cli_interrupt_watch (), &error);
  cli_progress_stop ();

  if (report == NULL && cli_interrupt_get_status () != 0)
    return cli_interrupt_get_status ();
  if (report == NULL)
    return cli_fail (error);

  fputs (report, stdout);
  if (!g_str_has_suffix (report, "\n"))
    fputs ("\n", stdout);
  return CLI_DONE;
}

static const CliExample examples[] = {
  { "obelus evaluate entities gold.conll", "How well names are found, with the pipeline that finds them by default" },
  { "obelus evaluate entities -e 'entities model=mine.obm' gold.conll", "The same for a model of one's own" },
  { "obelus list evaluators", "What can be scored" },
  { NULL, NULL },
};

int
cli_evaluate_command (int argc, char **argv)
{
  g_auto (CliSelection) selection = { .plugin_path = g_ptr_array_new () };
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  int status;

  const CliArgument arguments[] = {
    { CLI_ARGUMENT_GROUP, 0, NULL, NULL, "Options", NULL },
    CLI_ARGUMENT_LINE (selection),
    CLI_ARGUMENT_FILE (selection),
    CLI_ARGUMENT_READER (selection),
    CLI_ARGUMENT_PLUGIN_PATH (selection),
    CLI_ARGUMENT_QUIET (selection),
    CLI_ARGUMENT_END,
  };
  const CliManual manual = {
    .command = "evaluate",
    .usage = "EVALUATOR [OPTION…] FILE…",
    .description = "Run a pipeline over texts whose right annotations are known, and print how well it does.\n\n"
                   "EVALUATOR is an evaluator's name, with options if need be. The pipeline is given the bare texts, "
                   "and those gold annotations that the evaluator says it starts from, such as tokens. Without -e and "
                   "-p it is planned from what the evaluator judges.",
    .arguments = arguments,
    .examples = examples,
  };

  if (!cli_parse (&manual, argc, argv, words, &status))
    return status;
  cli_set_quiet (selection.quiet);

  if (words->len == 0)
    cli_error ("'evaluate' needs the name of an evaluator; 'obelus list evaluators' shows those there are");
  else if (words->len == 1)
    cli_error ("'evaluate' needs files with gold annotations, after the evaluator's name");
  if (words->len < 2)
    return CLI_FAILED;

  const char *evaluator = g_ptr_array_steal_index (words, 0);
  return evaluate (&selection, evaluator, words);
}
