/* `obelus train`: a model from annotated texts. */
#include "arguments.h"
#include "interrupt.h"
#include "progress.h"
#include "selection.h"

#include <glib/gstdio.h>
#include <unistd.h>

typedef struct
{
  CliSelection selection;
  const char *card;
  const char *output;
} TrainRequest;

static gboolean
write_model (const char *path, GBytes *model, GError **error)
{
  g_autoptr (ObelusSink) sink = obelus_sink_new_for_path (path);
  gsize length;
  gconstpointer data = g_bytes_get_data (model, &length);

  return obelus_sink_write (sink, data, length, error) && obelus_sink_close (sink, error);
}

/* Training takes long: that its result has no place to go is said before. */
static gboolean
can_write (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_access (folder, W_OK) == 0 && !g_file_test (path, G_FILE_TEST_IS_DIR))
    return TRUE;
  cli_error ("'%s' cannot be written; name a file in a folder that is there and writable with -o", path);
  return FALSE;
}

static int
train (const TrainRequest *request, const char *trainer, GPtrArray *files)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *card = NULL;
  g_autoptr (ObelusRegistry) registry = cli_selection_open_registry (&request->selection);

  if ((*trainer != '@' && cli_find_component (registry, OBELUS_COMPONENT_TRAINER, trainer) == NULL)
      || !can_write (request->output))
    return CLI_FAILED;
  if (request->card != NULL && !g_file_get_contents (request->card, &card, NULL, &error))
    {
      cli_error ("the model's card cannot be read; check its name: %s", error->message);
      return CLI_FAILED;
    }

  g_autoptr (GPtrArray) sources = cli_make_sources (files);
  if (!request->selection.quiet)
    cli_progress_start (cli_progress_describe_message, NULL);
  g_autoptr (GBytes) model = obelus_runner_train (registry, trainer, request->selection.reader, sources, card,
                                                  cli_progress_take_message, NULL, cli_interrupt_watch (), &error);
  cli_progress_stop ();

  if (model == NULL && cli_interrupt_get_status () != 0)
    {
      cli_note ("interrupted; '%s' was not written", request->output);
      return cli_interrupt_get_status ();
    }
  if (model == NULL || !write_model (request->output, model, &error))
    return cli_fail (error);

  g_autofree char *size = g_format_size (g_bytes_get_size (model));
  cli_note ("wrote '%s', %s", request->output, size);
  return CLI_DONE;
}

static const CliExample examples[] = {
  { "obelus train 'entities epochs=8' --card entities.card.json -o entities.obm train.conll",
    "A model of names from a file with a token and a label a line" },
  { "obelus train '@names.training epochs=20' -o names.obm train.jsonl",
    "The same from records, with most options in a file" },
  { "obelus inspect trainer entities", "Which options a trainer has" },
  { NULL, NULL },
};

int
cli_train_command (int argc, char **argv)
{
  g_auto (CliSelection) selection = { .plugin_path = g_ptr_array_new () };
  TrainRequest request = { .selection = selection };
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  int status;

  const CliArgument arguments[] = {
    { CLI_ARGUMENT_GROUP, 0, NULL, NULL, "Options", NULL },
    CLI_ARGUMENT_READER (request.selection),
    { CLI_ARGUMENT_TEXT, 'c', "card", "FILE",
      "The model's card, a JSON object: what it learned from, under which licences, and how to make it again",
      &request.card },
    { CLI_ARGUMENT_TEXT, 'o', "output", "FILE", "Where to write the model; it appears there when it is whole",
      &request.output },
    CLI_ARGUMENT_PLUGIN_PATH (request.selection),
    CLI_ARGUMENT_QUIET (request.selection),
    CLI_ARGUMENT_END,
  };
  const CliManual manual = {
    .command = "train",
    .usage = "TRAINER [OPTION…] -o MODEL FILE…",
    .description
    = "Learn a model from annotated texts and write it to a file.\n\n"
      "TRAINER is a trainer's name, with options if need be, or @FILE, whose section [Trainer NAME] has the "
      "options a line each: 'epochs = 8'. Options behind @FILE come before those in it. Which annotations "
      "the files must hold is told by 'obelus inspect trainer NAME'. The same files and options make the same model, "
      "byte for "
      "byte.",
    .arguments = arguments,
    .takes = "trainer",
    .examples = examples,
    .notes = "Progress appears on a terminal, with an estimate of the time left. 'obelus inspect MODEL' shows what was "
             "written, and 'obelus evaluate' how good it is.",
  };

  if (!cli_parse (&manual, argc, argv, words, &status))
    return status;
  cli_set_quiet (request.selection.quiet);

  if (words->len == 0)
    cli_error ("'train' needs the name of a trainer; 'obelus list trainers' shows those there are");
  else if (request.output == NULL)
    cli_error ("'train' needs to know where to write the model: -o FILE");
  else if (words->len == 1)
    cli_error ("'train' needs files to learn from, after the trainer's name");
  if (words->len < 2 || request.output == NULL)
    return CLI_FAILED;

  const char *trainer = g_ptr_array_steal_index (words, 0);
  return train (&request, trainer, words);
}
