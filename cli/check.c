/* `obelus check`: whether a pipeline can run, and what it would do. */
#include "arguments.h"
#include "selection.h"

static void
append_text (GString *output, const char *name, const char *value)
{
  g_string_append_printf (output, ", \"%s\": ", name);
  obelus_json_append_string (output, value, -1);
}

static void
append_problem (GString *output, const ObelusProblem *problem)
{
  g_string_append (output, "\n  {\"file\": ");
  obelus_json_append_string (output, problem->file, -1);
  if (problem->line > 0)
    g_string_append_printf (output, ", \"line\": %u", problem->line);
  if (problem->line > 0 && problem->column > 0)
    g_string_append_printf (output, ", \"column\": %u, \"end_column\": %u", problem->column, problem->end_column);
  append_text (output, "severity", "error");
  append_text (output, "code", problem->code);
  append_text (output, "message", problem->message);
  if (problem->suggestion != NULL)
    append_text (output, "suggestion", problem->suggestion);
  g_string_append_c (output, '}');
}

/* For editors: {"problems": [{"file": …, "line": 7, "message": …}]}, and what would run where there is none. */
static void
print_json (ObelusPipeline *pipeline, guint n_problems)
{
  g_autoptr (GString) output = g_string_new ("{\"problems\": [");

  for (guint i = 0; i < n_problems; i++)
    {
      g_string_append (output, i > 0 ? "," : "");
      append_problem (output, obelus_pipeline_get_problem (pipeline, i));
    }
  g_string_append (output, "]");
  if (n_problems == 0)
    {
      g_autofree char *line = obelus_pipeline_to_line (pipeline);
      append_text (output, "line", line);
    }
  printf ("%s}\n", output->str);
}

static int
check (const CliSelection *selection, gboolean as_json)
{
  g_autoptr (ObelusRegistry) registry = cli_selection_open_registry (selection);
  g_autoptr (ObelusPipeline) pipeline = cli_selection_make_pipeline (selection, registry);
  if (pipeline == NULL)
    return CLI_FAILED;

  /* Here the problems are what was asked for: they are the output. */
  const guint n_problems = obelus_pipeline_check (pipeline);
  if (as_json)
    {
      print_json (pipeline, n_problems);
      return n_problems > 0 ? CLI_FAILED : CLI_DONE;
    }
  for (guint i = 0; i < n_problems; i++)
    {
      g_autofree char *problem = obelus_pipeline_format_problem (pipeline, i);
      printf ("%s\n", problem);
    }
  if (n_problems > 0)
    {
      cli_note ("the pipeline has %u problem%s", n_problems, n_problems == 1 ? "" : "s");
      cli_mention_broken_modules (registry);
      return CLI_FAILED;
    }

  g_autofree char *explanation = obelus_pipeline_explain (pipeline);
  g_autofree char *line = obelus_pipeline_to_line (pipeline);
  printf ("The pipeline is fine.\n\n%s%s\nOn one line: %s\n", explanation,
          g_str_has_suffix (explanation, "\n") ? "" : "\n", line);
  return CLI_DONE;
}

static const CliExample examples[] = {
  { "obelus check news.pipeline", "A pipeline file" },
  { "obelus check -e 'tokenize ! entities min_score=0.6'", "A pipeline on one line; this one has a mistake" },
  { "obelus check --to json news.pipeline", "Problems with their places, for an editor" },
  { NULL, NULL },
};

int
cli_check_command (int argc, char **argv)
{
  g_auto (CliSelection) selection = { .plugin_path = g_ptr_array_new () };
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  const char *format = "text";
  int status;

  const CliArgument arguments[] = {
    { CLI_ARGUMENT_GROUP, 0, NULL, NULL, "Options", NULL },
    CLI_ARGUMENT_LINE (selection),
    CLI_ARGUMENT_FILE (selection),
    CLI_ARGUMENT_FORMAT (format),
    CLI_ARGUMENT_PLUGIN_PATH (selection),
    CLI_ARGUMENT_QUIET (selection),
    CLI_ARGUMENT_END,
  };
  const CliManual manual = {
    .command = "check",
    .usage = "[OPTION…] [FILE]",
    .description = "Check a pipeline without reading a document or running any stage.\n\n"
                   "FILE is a pipeline file, or - for standard input. Every problem is printed, one a line, with its "
                   "place and what was probably meant. If there is none, the stages are explained in the order in "
                   "which they would run: those that were asked for, and those that were added because others need "
                   "them.",
    .arguments = arguments,
    .examples = examples,
    .notes
    = "As JSON, 'problems' has an object for each, in the order of their places: 'file'; 'line', 'column' and "
      "'end_column' (from 1, in bytes, the end behind what is wrong; left out where none applies); 'severity', which "
      "is 'error'; 'code', which names the sort of problem; 'message'; and, where something was probably meant, "
      "'suggestion', which should stand from column to end_column. Without problems, 'line' is the whole plan on one "
      "line.\n\n"
      "The exit status is 0 if the pipeline can run and 1 if it has problems.",
  };

  if (!cli_parse (&manual, argc, argv, files, &status))
    return status;
  cli_set_quiet (selection.quiet);

  if (files->len == 1 && selection.file == NULL && selection.line == NULL)
    {
      selection.file = files->pdata[0];
      if (strchr (selection.file, '!') != NULL && !g_file_test (selection.file, G_FILE_TEST_EXISTS))
        {
          cli_error ("there is no file '%s'; a pipeline on one line stands behind -e, as in 'obelus check -e \"%s\"'",
                     selection.file, "tokenize ! entities");
          return CLI_FAILED;
        }
    }
  else if (files->len > 0 || (selection.file == NULL && selection.line == NULL))
    {
      cli_error ("'check' takes one pipeline: a file, as in 'obelus check news.pipeline', or a line after -e");
      return CLI_FAILED;
    }
  gboolean as_json;
  return cli_parse_format (format, &as_json) ? check (&selection, as_json) : CLI_FAILED;
}
