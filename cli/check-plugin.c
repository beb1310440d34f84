/* `obelus check-plugin`: whether a plugin keeps what plugins promise. */
#include "arguments.h"
#include "conformance/report.h"
#include "progress.h"
#include "selection.h"
#include "terminal.h"

#include <string.h>
#include <unistd.h>

#define MAX_PAGE_COLUMNS 100
#define LARGEST_BYTES (10 * 1000 * 1000)
#define TRIAL_SECONDS 120

static void
describe_progress (GString *line, double seconds, gpointer user_data)
{
  (void) seconds;
  g_string_append (line, g_atomic_pointer_get ((char **) user_data));
}

static void
note_progress (const char *component, const char *promise, gpointer user_data)
{
  g_autofree char *now = g_strdup_printf ("%s: %s", component, promise);

  /* The thread that shows the line may still read an older one: those few words are kept until the end. */
  g_atomic_pointer_set ((const char **) user_data, g_intern_string (now));
}

static int
check (Conformance *conformance, gboolean as_json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) output = g_string_new (NULL);
  const char *now = "loading";

  cli_progress_start (describe_progress, &now);
  const gboolean conducted = conformance_conduct (conformance, note_progress, &now, &error);
  cli_progress_stop ();
  if (!conducted)
    return cli_fail (error);

  const guint n_findings = conformance_count_findings (conformance);
  if (as_json)
    conformance_append_json (output, conformance);
  else
    conformance_append_page (output, conformance, MIN (cli_terminal_get_width (STDOUT_FILENO), MAX_PAGE_COLUMNS));
  fputs (output->str, stdout);
  if (n_findings == 0)
    cli_note ("the plugin keeps every promise that was tried");
  else
    cli_note ("%u finding%s", n_findings, n_findings == 1 ? "" : "s");
  return n_findings == 0 ? CLI_DONE : CLI_FAILED;
}

/* A module is named by a path; its folder is then where plugins are looked for first. */
static char *
find_target (const char *word, GPtrArray *folders)
{
  if (strchr (word, G_DIR_SEPARATOR) == NULL && !g_str_has_suffix (word, ".so")
      && !g_str_has_suffix (word, ".manifest"))
    return g_strdup (word);

  char *path = g_canonicalize_filename (word, NULL);
  g_ptr_array_insert (folders, 0, g_path_get_dirname (path));
  return path;
}

static gboolean
are_promises (GPtrArray *names)
{
  for (guint i = 0; i < names->len; i++)
    if (promise_find (names->pdata[i]) == NULL)
      {
        g_autoptr (GString) list = g_string_new (NULL);
        for (const Promise *promise = promises; promise->name != NULL; promise++)
          g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", promise->name);
        cli_error ("'%s' is no promise of plugins; there are %s", (char *) names->pdata[i], list->str);
        return FALSE;
      }
  return TRUE;
}

static const CliExample examples[] = {
  { "obelus check-plugin build/long-sentences.so", "A module that was built just now" },
  { "obelus check-plugin entities --only linear --only leaks", "Two promises of a plugin that is installed" },
  { NULL, NULL },
};

int
cli_check_plugin_command (int argc, char **argv)
{
  g_auto (CliSelection) selection = { .plugin_path = g_ptr_array_new () };
  g_auto (Conformance) conformance = {
    .folders = g_ptr_array_new_with_free_func (g_free),
    .promises = g_ptr_array_new (),
  };
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  gsize largest = LARGEST_BYTES;
  guint seconds = TRIAL_SECONDS;
  const char *format = "text";
  int status;

  if (argc > 1 && strcmp (argv[1], TRIAL_OPTION) == 0)
    return trial_main (argc - 1, argv + 1);

  const CliArgument arguments[] = {
    { CLI_ARGUMENT_GROUP, 0, NULL, NULL, "Options", NULL },
    { CLI_ARGUMENT_TEXTS, 0, "only", "PROMISE", "Try this promise only; may be given several times",
      conformance.promises },
    { CLI_ARGUMENT_SIZE, 0, "largest", "SIZE", "How long the longest text is: 64k, 10M (unless said otherwise)",
      &largest },
    { CLI_ARGUMENT_COUNT, 0, "time-limit", "SECONDS", "What one trial may take; 120 unless said otherwise", &seconds },
    CLI_ARGUMENT_FORMAT (format),
    CLI_ARGUMENT_PLUGIN_PATH (selection),
    CLI_ARGUMENT_QUIET (selection),
    CLI_ARGUMENT_END,
  };
  const CliManual manual = {
    .command = "check-plugin",
    .usage = "[OPTION…] FILE|NAME",
    .description
    = "Hold a plugin against what every plugin promises: options that work over their whole range, layers "
      "as declared, any text, the same result every time, no leaks, nothing changed in the host, an end "
      "when cancelled, and time that grows with the text.\n\n"
      "FILE is a module or a manifest, NAME a plugin that Obelus finds. Each trial runs in a process of its own, so a "
      "plugin that crashes or hangs is a finding. Each finding says what happened, why it matters and how "
      "to mend it.",
    .arguments = arguments,
    .takes = "plugin",
    .examples = examples,
    .notes = "Stages that the plugin needs before it are taken from the plugins that are installed. The exit status is "
             "0 if every promise that was tried is kept, and 1 otherwise.",
  };

  if (!cli_parse (&manual, argc, argv, words, &status))
    return status;
  cli_set_quiet (selection.quiet);
  if (words->len != 1)
    {
      cli_error ("'check-plugin' takes one module or plugin, as in 'obelus check-plugin build/shout.so'");
      return CLI_FAILED;
    }
  gboolean as_json;
  if (!cli_parse_format (format, &as_json) || !are_promises (conformance.promises))
    return CLI_FAILED;

  for (guint i = 0; i < selection.plugin_path->len; i++)
    g_ptr_array_add (conformance.folders, g_canonicalize_filename (selection.plugin_path->pdata[i], NULL));
  g_autofree char *target = find_target (words->pdata[0], conformance.folders);
  conformance.target = target;
  conformance.largest = MAX (largest, 1024);
  conformance.seconds = MAX (seconds, 1);
  return check (&conformance, as_json);
}
