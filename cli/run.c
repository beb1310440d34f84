/* `obelus run`: texts through a pipeline into a writer. */
#include "arguments.h"
#include "interrupt.h"
#include "progress.h"
#include "selection.h"
#include "terminal.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Lines longer than this are hard to read, however wide the terminal is; who wants them says so: `digest width=150`. */
#define MAX_TEXT_COLUMNS 100

typedef struct
{
  CliSelection selection;
  const char *writer;
  const char *output;
  guint n_threads;
  gboolean explain;
  gboolean merge;
  gboolean statistics;
} RunRequest;

/* The writer */

static gboolean
writes_to_standard_output (const RunRequest *request)
{
  return request->output == NULL || g_str_equal (request->output, "-");
}

/* The component that writes: the one --to names, or the one that claims the ending of -o, or the default. */
static ObelusComponent *
choose_writer (const RunRequest *request, ObelusRegistry *registry)
{
  if (request->writer != NULL)
    return cli_find_component (registry, OBELUS_COMPONENT_WRITER, request->writer);

  ObelusComponent *writer = NULL;
  const char *name = writes_to_standard_output (request) ? NULL : strrchr (request->output, G_DIR_SEPARATOR);
  name = name != NULL ? name + 1 : request->output;
  const gboolean has_ending = !writes_to_standard_output (request) && strchr (name, '.') != NULL;

  writer = obelus_registry_find_for_path (registry, OBELUS_COMPONENT_WRITER,
                                          has_ending ? name : "output" CLI_DEFAULT_OUTPUT);
  if (writer == NULL && has_ending)
    cli_error ("no writer claims the ending of '%s'; name one with --to ('obelus list writers' shows those there are)",
               request->output);
  else if (writer == NULL)
    cli_error ("there is no writer for people among the plugins; name another with --to ('obelus list writers' shows "
               "those there are), or a folder of plugins with --plugin-path");
  return writer;
}

/* Tells the writer about the terminal, within the range that it declares. */
static void
suggest_width (ObelusRunner *runner, ObelusComponent *writer, guint width)
{
  guint n_options;
  const ObelusOption *options = obelus_component_get_options (writer, &n_options);

  for (guint i = 0; i < n_options; i++)
    if (g_str_equal (options[i].name, "width") && options[i].type == OBELUS_OPTION_TYPE_INTEGER)
      {
        const guint fitting = (guint) CLAMP ((double) width, options[i].minimum, options[i].maximum);
        g_autofree char *value = g_strdup_printf ("%u", fitting);
        obelus_runner_suggest_writer_option (runner, "width", value);
      }
}

static gboolean
set_up_writer (const RunRequest *request, ObelusRunner *runner, ObelusComponent *writer, GError **error)
{
  const char *spec = request->writer != NULL ? request->writer : obelus_component_get_name (writer);
  const gboolean on_screen = writes_to_standard_output (request);

  if (!obelus_runner_set_writer (runner, spec, error))
    return FALSE;
  suggest_width (runner, writer, on_screen ? MIN (cli_terminal_get_width (STDOUT_FILENO), MAX_TEXT_COLUMNS) : 80);
  obelus_runner_suggest_writer_option (runner, "color",
                                       on_screen && cli_terminal_wants_color (STDOUT_FILENO) ? "yes" : "no");
  return TRUE;
}

/* While it runs */

static void
show_message (ObelusRunner *runner, const char *message, gpointer user_data)
{
  (void) runner;
  (void) user_data;
  cli_note ("%s", message);
}

static void
describe_progress (GString *line, double seconds, gpointer user_data)
{
  ObelusRunner *runner = user_data;
  const guint64 n_documents = obelus_runner_get_n_documents (runner);
  const guint64 n_failures = obelus_runner_get_n_failures (runner);

  g_string_append_printf (line, "%" G_GUINT64_FORMAT " documents", n_documents);
  if (n_failures > 0)
    g_string_append_printf (line, ", %" G_GUINT64_FORMAT " failed", n_failures);
  g_string_append_printf (line, ", %.0f a second, ", seconds > 0.0 ? (double) n_documents / seconds : 0.0);
  cli_append_duration (line, seconds);
}

static void
print_statistics (ObelusPipeline *pipeline, ObelusRunner *runner, double seconds)
{
  g_autoptr (CliTable) table = cli_table_new ("lrrrrr");
  g_autoptr (GString) text = g_string_new (NULL);

  cli_table_add_row (table, "stage", "documents", "failed", "rows", "ms", "MB/s", NULL);
  for (guint stage = 0; stage < obelus_pipeline_get_n_stages (pipeline); stage++)
    {
      ObelusStageStatistics counts;
      obelus_pipeline_get_statistics (pipeline, stage, &counts);

      const double stage_seconds = (double) counts.nanoseconds / 1e9;
      g_autofree char *documents = g_strdup_printf ("%" G_GUINT64_FORMAT, counts.documents);
      g_autofree char *failures = g_strdup_printf ("%" G_GUINT64_FORMAT, counts.failures);
      g_autofree char *rows = g_strdup_printf ("%" G_GUINT64_FORMAT, counts.rows);
      g_autofree char *time = g_strdup_printf ("%.1f", stage_seconds * 1e3);
      g_autofree char *rate = stage_seconds > 0.0
                                  ? g_strdup_printf ("%.1f", (double) counts.bytes / 1e6 / stage_seconds)
                                  : g_strdup ("–");
      cli_table_add_row (table, obelus_pipeline_get_stage_name (pipeline, stage), documents, failures, rows, time, rate,
                         NULL);
    }

  g_autofree char *documents = g_strdup_printf ("%" G_GUINT64_FORMAT, obelus_runner_get_n_documents (runner));
  g_autofree char *failures = g_strdup_printf ("%" G_GUINT64_FORMAT, obelus_runner_get_n_failures (runner));
  g_autofree char *time = g_strdup_printf ("%.1f", seconds * 1e3);
  cli_table_add_row (table, "whole run", documents, failures, "", time, "", NULL);

  cli_table_append (table, text, 0);
  g_string_append (text, "(time of a stage: processor time of all threads; of the run: as a clock shows it)\n");
  fputs (text->str, stderr);
}

/* The run */

/* The reader of all files, or NULL if they have several. */
static ObelusComponent *
find_common_reader (const RunRequest *request, ObelusRegistry *registry, GPtrArray *files)
{
  ObelusComponent *common = NULL;

  if (request->selection.reader != NULL)
    return cli_find_component (registry, OBELUS_COMPONENT_READER, request->selection.reader);

  for (guint i = 0; i < files->len; i++)
    {
      ObelusComponent *reader = obelus_registry_find_for_path (registry, OBELUS_COMPONENT_READER, files->pdata[i]);
      if (reader == NULL || (common != NULL && reader != common))
        return NULL;
      common = reader;
    }
  return common;
}

/* Whether a reader gives the layer of a column that it may give: `token.upos?` where it gives `token`. */
static gboolean
is_of_given_layer (const char *item, const char *const *items)
{
  const char *dot = strrchr (item, '.');
  g_autofree char *layer = dot != NULL ? g_strndup (item, (gsize) (dot - item)) : NULL;

  return layer != NULL && g_strv_contains (items, layer);
}

/* Layers that every document brings along need not be made: tokens of a file that has tokens. Those that a reader may
 * bring are looked for in each document as it comes. But where a reader has a place for a column of a layer it gives,
 * an empty one is what the file says: only stages that the user names fill it. */
static void
provide_layers (ObelusPipeline *pipeline, ObelusComponent *reader, gboolean names_no_stages)
{
  g_auto (GStrv) items = g_strsplit (obelus_component_get_gives (reader), " ", -1);

  for (guint i = 0; items[i] != NULL; i++)
    if (*items[i] != '\0'
        && (!g_str_has_suffix (items[i], "?")
            || (names_no_stages && is_of_given_layer (items[i], (const char *const *) items))))
      {
        g_autofree char *name = g_strdelimit (g_strdup (items[i]), "?", ' ');
        obelus_pipeline_provide (pipeline, name);
      }
}

/* What the stages must make: with a pipeline of the user's only what the writer cannot do without, otherwise all that
 * it can show. */
static ObelusPipeline *
make_pipeline (const RunRequest *request, ObelusRegistry *registry, ObelusComponent *writer, GPtrArray *files)
{
  const CliSelection *selection = &request->selection;
  const gboolean names_no_stages = selection->line == NULL && selection->file == NULL;
  ObelusComponent *reader = find_common_reader (request, registry, files);
  if (reader == NULL && selection->reader != NULL)
    return NULL;

  g_autoptr (ObelusPipeline) pipeline = cli_selection_make_pipeline (selection, registry);
  if (pipeline == NULL)
    return NULL;

  if (reader != NULL && !request->merge) /* merged texts bring nothing */
    provide_layers (pipeline, reader, names_no_stages);
  g_autofree char *wanted_by = g_strdup_printf ("writer '%s'", obelus_component_get_name (writer));
  obelus_pipeline_require (pipeline, obelus_component_get_needs (writer), wanted_by, names_no_stages);
  return cli_check_pipeline (pipeline, registry) ? g_steal_pointer (&pipeline) : NULL;
}

static int
finish (ObelusRunner *runner, gboolean done, const GError *error)
{
  const guint64 n_documents = obelus_runner_get_n_documents (runner);
  const guint64 n_failures = obelus_runner_get_n_failures (runner);

  if (!done && cli_interrupt_get_status () != 0)
    {
      cli_note ("interrupted after %" G_GUINT64_FORMAT " documents", n_documents);
      return cli_interrupt_get_status ();
    }
  if (!done)
    return cli_fail (error);
  if (n_failures == 0)
    return CLI_DONE;

  cli_note ("%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " document%s failed; the output says why in %s place, or a "
            "message above does",
            n_failures, n_documents, n_documents == 1 ? "" : "s", n_failures == 1 ? "its" : "their");
  return CLI_PARTIAL;
}

/* The output takes its place when all is written; what was read from there would be lost. */
static gboolean
check_output (const RunRequest *request, GPtrArray *files)
{
  struct stat output, input;

  if (writes_to_standard_output (request) || stat (request->output, &output) != 0 || !S_ISREG (output.st_mode))
    return TRUE;
  for (guint i = 0; i < files->len; i++)
    if (stat (files->pdata[i], &input) == 0 && input.st_dev == output.st_dev && input.st_ino == output.st_ino)
      {
        cli_error ("'%s' is read and would be overwritten; name another file with -o", request->output);
        return FALSE;
      }
  return TRUE;
}

/* Stages that were written where files belong would each become a document that cannot be read. */
static gboolean
check_files (GPtrArray *files, ObelusRegistry *registry)
{
  for (guint i = 0; i < files->len; i++)
    {
      const char *file = files->pdata[i];
      g_autofree char *word = g_strndup (file, strcspn (file, " "));
      if (cli_is_standard_input (file) || g_file_test (file, G_FILE_TEST_EXISTS)
          || obelus_registry_find (registry, OBELUS_COMPONENT_PROCESSOR, word) == NULL)
        continue;
      cli_error ("there is no file '%s'; if these are stages, say so with -e '%s'", file, file);
      return FALSE;
    }
  return TRUE;
}

/* A list on standard input leaves nothing there for what else would be read from it. */
static gboolean
check_list (const char *list, const RunRequest *request, GPtrArray *files)
{
  gboolean is_taken = request->selection.file != NULL && cli_is_standard_input (request->selection.file);

  for (guint i = 0; i < files->len; i++)
    is_taken |= cli_is_standard_input (files->pdata[i]);
  if (!cli_is_standard_input (list) || !is_taken)
    return TRUE;
  cli_error ("standard input cannot be both the list of files and something else; name a file for one of them");
  return FALSE;
}

static int
run (const RunRequest *request, GPtrArray *files)
{
  if (!cli_check_standard_input (&request->selection, files) || !check_output (request, files))
    return CLI_FAILED;

  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusRegistry) registry = cli_selection_open_registry (&request->selection);
  ObelusComponent *writer = check_files (files, registry) ? choose_writer (request, registry) : NULL;
  if (writer == NULL)
    return CLI_FAILED;

  g_autoptr (ObelusPipeline) pipeline = make_pipeline (request, registry, writer, files);
  if (pipeline == NULL)
    return CLI_FAILED;

  g_autoptr (ObelusRunner) runner = obelus_runner_new (pipeline);
  if (request->selection.reader != NULL && !obelus_runner_set_reader (runner, request->selection.reader, &error))
    return cli_fail (error);
  if (!set_up_writer (request, runner, writer, &error))
    return cli_fail (error);
  if (request->explain)
    {
      g_autofree char *explanation = obelus_pipeline_explain (pipeline);
      fprintf (stderr, "%s\n", explanation);
    }

  g_autoptr (GPtrArray) sources = cli_make_sources (files);
  for (guint i = 0; i < sources->len; i++)
    obelus_runner_add_source (runner, sources->pdata[i]);
  g_autoptr (ObelusSink) sink = obelus_sink_new_for_path (request->output);
  obelus_runner_set_sink (runner, sink);
  obelus_runner_set_n_threads (runner, request->n_threads);
  obelus_runner_set_merge (runner, request->merge);
  obelus_runner_set_message_func (runner, show_message, NULL, NULL);

  /* Results that scroll by are progress enough. */
  const gboolean show_progress
      = !request->selection.quiet && !(writes_to_standard_output (request) && isatty (STDOUT_FILENO));
  const gint64 begun = g_get_monotonic_time ();
  if (show_progress)
    cli_progress_start (describe_progress, runner);
  const gboolean done = obelus_runner_run (runner, cli_interrupt_watch (), &error);
  cli_progress_stop ();

  if (request->statistics)
    print_statistics (pipeline, runner, (double) (g_get_monotonic_time () - begun) / G_TIME_SPAN_SECOND);
  if (done)
    cli_mention_broken_modules (registry); /* what they would have done is missing from the results */
  return finish (runner, done, error);
}

static const CliExample examples[] = {
  { "obelus run article.txt", "A digest for people: what it is about, who and where, its mood, who said what" },
  { "obelus run -e entities --to jsonl mails/*.txt -o names.jsonl",
    "The names in many texts, one JSON object a line; what 'entities' needs is added before it" },
  { "obelus run -p news.pipeline --stats --to jsonl feed.jsonl > out.jsonl",
    "Stages from a file, and what each of them cost" },
  { "find mails -name '*.txt' | obelus run --files-from -", "More files than a command line holds" },
  { "curl -s https://example.org/story.txt | obelus run", "A digest of what comes through a pipe" },
  { NULL, NULL },
};

int
cli_run_command (int argc, char **argv)
{
  g_auto (CliSelection) selection = { .plugin_path = g_ptr_array_new () };
  RunRequest request = { .selection = selection };
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  g_autoptr (GPtrArray) listed = NULL;
  const char *list = NULL;
  int status;

  const CliArgument arguments[] = {
    { CLI_ARGUMENT_GROUP, 0, NULL, NULL, "What to do", NULL },
    CLI_ARGUMENT_LINE (request.selection),
    CLI_ARGUMENT_FILE (request.selection),
    { CLI_ARGUMENT_FLAG, 0, "explain", NULL, "Tell which stages run and why each is there", &request.explain },
    { CLI_ARGUMENT_GROUP, 0, NULL, NULL, "Input and output", NULL },
    CLI_ARGUMENT_READER (request.selection),
    { CLI_ARGUMENT_TEXT, 0, "files-from", "LIST",
      "Read also the files that LIST names, one a line (or as 'find -print0' prints them); - for standard input",
      &list },
    { CLI_ARGUMENT_FLAG, 0, "merge", NULL,
      "Read all texts as one document, so that they have one summary, which names the input of each sentence",
      &request.merge },
    { CLI_ARGUMENT_TEXT, 't', "to", "WRITER",
      "How to write, with options if need be: 'jsonl offsets=utf16'; the default goes by the ending of the output "
      "file, "
      "and without one is a digest for people",
      &request.writer },
    { CLI_ARGUMENT_TEXT, 'o', "output", "FILE", "Where to write; it appears there when all is written",
      &request.output },
    { CLI_ARGUMENT_GROUP, 0, NULL, NULL, "How", NULL },
    { CLI_ARGUMENT_COUNT, 'j', "jobs", "N", "Threads that work; 0, the default, for as many as there are processors",
      &request.n_threads },
    { CLI_ARGUMENT_FLAG, 0, "stats", NULL, "Tell at the end what each stage did and what it cost",
      &request.statistics },
    CLI_ARGUMENT_ISOLATE (request.selection),
    CLI_ARGUMENT_PLUGIN_PATH (request.selection),
    CLI_ARGUMENT_QUIET (request.selection),
    CLI_ARGUMENT_END,
  };
  const CliManual manual = {
    .command = "run",
    .usage = "[OPTION…] [FILE…]",
    .description = "Read texts, run the stages of a pipeline over them and write what was found.\n\n"
                   "A pipeline need only name what you want: stages that others need are added before them. Without "
                   "-e and -p the stages are those that the output has use for. Without FILE, or where FILE is -, "
                   "standard input is read.",
    .arguments = arguments,
    .examples = examples,
    .notes = "Every document leaves one record in the output, in the order of the input: a result, or an error that "
             "says what is wrong with it.\n\n"
             "The exit status is 0 if all went well, 1 if the command or the pipeline is wrong or the output could not "
             "be written, 3 if the run finished but some documents have errors.",
  };

  if (!cli_parse (&manual, argc, argv, files, &status))
    return status;
  cli_set_quiet (request.selection.quiet);

  if (files->len == 0 && list == NULL && isatty (STDIN_FILENO))
    {
      cli_error ("there is nothing to read; name a file, as in 'obelus run article.txt', or pipe a text in");
      return CLI_FAILED;
    }
  if (files->len == 0 && list == NULL)
    g_ptr_array_add (files, (gpointer) "-");
  if (list != NULL)
    {
      if (!check_list (list, &request, files) || (listed = cli_read_list (list)) == NULL)
        return CLI_FAILED;
      g_ptr_array_extend (files, listed, NULL, NULL);
    }
  return run (&request, files);
}
