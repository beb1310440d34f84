/* `obelus evaluate`: a pipeline against annotated texts. */
#include "arguments.h"
#include "interrupt.h"
#include "progress.h"
#include "selection.h"

/* @results: files with annotations to judge; none for what the pipeline makes of the gold texts. */
static int
evaluate (const CliSelection *selection, const char *evaluator, GPtrArray *gold_files, GPtrArray *results)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusRegistry) registry = cli_selection_open_registry (selection);
  g_autoptr (ObelusPipeline) pipeline = NULL;
  g_autofree char *report = NULL;

  if (*evaluator != '@' && cli_find_component (registry, OBELUS_COMPONENT_EVALUATOR, evaluator) == NULL)
    return CLI_FAILED;
  if (results->len == 0)
    {
      pipeline = cli_selection_make_pipeline (selection, registry);
      if (pipeline == NULL || !cli_check_pipeline (pipeline, registry))
        return CLI_FAILED;
    }

  g_autoptr (GPtrArray) gold = cli_make_sources (gold_files);
  g_autoptr (GPtrArray) given = cli_make_sources (results);
  if (!selection->quiet)
    cli_progress_start (cli_progress_describe_message, NULL);
  if (pipeline != NULL)
    report = obelus_runner_evaluate (pipeline, evaluator, selection->reader, gold, cli_progress_take_message, NULL,
                                     cli_interrupt_watch (), &error);
  else
    report = obelus_runner_compare (registry, evaluator, selection->reader, gold, given, cli_progress_take_message,
                                    NULL, cli_interrupt_watch (), &error);
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
  { "obelus evaluate 'entities mistakes=50' gold.conll", "And what is wrong, each in its sentence" },
  { "obelus evaluate tags --gold gold.conllu result.conllu", "How good annotations are that something else made" },
  { "obelus list evaluators", "What can be scored" },
  { NULL, NULL },
};

int
cli_evaluate_command (int argc, char **argv)
{
  g_auto (CliSelection) selection = { .plugin_path = g_ptr_array_new () };
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (GPtrArray) gold = g_ptr_array_new ();
  int status;

  const CliArgument arguments[] = {
    { CLI_ARGUMENT_GROUP, 0, NULL, NULL, "Options", NULL },
    CLI_ARGUMENT_LINE (selection),
    CLI_ARGUMENT_FILE (selection),
    { CLI_ARGUMENT_TEXTS, 0, "gold", "FILE",
      "A file with gold annotations; may be given several times. FILEs without it are then annotations to judge, and "
      "with none of those the pipeline runs over the gold texts",
      gold },
    CLI_ARGUMENT_READER (selection),
    CLI_ARGUMENT_ISOLATE (selection),
    CLI_ARGUMENT_PLUGIN_PATH (selection),
    CLI_ARGUMENT_QUIET (selection),
    CLI_ARGUMENT_END,
  };
  const CliManual manual = {
    .command = "evaluate",
    .usage = "EVALUATOR [OPTION…] [--gold FILE]… FILE…",
    .description
    = "Run a pipeline over texts whose right annotations are known, and print how well it does.\n\n"
      "EVALUATOR is an evaluator's name, with options if need be, or @FILE, whose section [Evaluator NAME] "
      "has the options a line each. The pipeline is given the bare texts, "
      "and those gold annotations that the evaluator says it starts from, such as tokens. Without -e and "
      "-p it is planned from what the evaluator judges.",
    .arguments = arguments,
    .takes = "evaluator",
    .examples = examples,
  };

  if (!cli_parse (&manual, argc, argv, words, &status))
    return status;
  cli_set_quiet (selection.quiet);

  if (words->len == 0)
    {
      cli_error ("'evaluate' needs the name of an evaluator; 'obelus list evaluators' shows those there are");
      return CLI_FAILED;
    }
  const char *evaluator = g_ptr_array_steal_index (words, 0);
  if (gold->len == 0)
    {
      g_ptr_array_extend (gold, words, NULL, NULL);
      g_ptr_array_set_size (words, 0);
    }
  if (gold->len == 0)
    {
      cli_error ("'evaluate' needs files with gold annotations, after the evaluator's name or as --gold");
      return CLI_FAILED;
    }
  if (words->len > 0 && (selection.line != NULL || selection.file != NULL))
    {
      cli_error ("with --gold, '%s' is annotations to judge, and no pipeline runs: leave out -e and -p, or the file",
                 (const char *) words->pdata[0]);
      return CLI_FAILED;
    }

  return cli_check_standard_input (&selection, gold) ? evaluate (&selection, evaluator, gold, words) : CLI_FAILED;
}
