/* `obelus list`: which components the plugins offer, and which modules are broken. */
#include "arguments.h"
#include "selection.h"
#include "terminal.h"

#include <string.h>
#include <unistd.h>

#define N_KINDS (OBELUS_COMPONENT_EVALUATOR + 1)

static const char *const headings[N_KINDS] = { "Processors", "Readers", "Writers", "Trainers", "Evaluators" };

/* Both `writer` and `writers` name a kind. */
static gboolean
parse_kind (const char *name, ObelusComponentKind *kind)
{
  for (guint i = 0; i < N_KINDS; i++)
    {
      g_autofree char *plural = g_strconcat (obelus_component_kind_get_name ((ObelusComponentKind) i), "s", NULL);
      if (g_str_equal (name, plural) || g_str_equal (name, obelus_component_kind_get_name ((ObelusComponentKind) i)))
        {
          *kind = (ObelusComponentKind) i;
          return TRUE;
        }
    }
  return FALSE;
}

static char *
name_plugin (ObelusComponent *component)
{
  const char *version = obelus_component_get_plugin_version (component);
  return g_strconcat (obelus_component_get_plugin_name (component), *version == '\0' ? NULL : " ", version, NULL);
}

/* The widest of what stands in the first and in the last column. */
static void
measure_columns (ObelusRegistry *registry, guint *name_columns, guint *plugin_columns)
{
  *name_columns = *plugin_columns = 0;
  for (guint i = 0; i < obelus_registry_get_n_components (registry); i++)
    {
      ObelusComponent *component = obelus_registry_get_component (registry, i);
      g_autofree char *plugin = name_plugin (component);
      *name_columns = MAX (*name_columns, (guint) g_utf8_strlen (obelus_component_get_name (component), -1));
      *plugin_columns = MAX (*plugin_columns, (guint) g_utf8_strlen (plugin, -1));
    }
}

/* Name and plugin, then the summary, which is wrapped if the output is a terminal. */
static void
append_components (GString *output, ObelusRegistry *registry, ObelusComponentKind kind)
{
  const guint width = isatty (STDOUT_FILENO) ? cli_terminal_get_width (STDOUT_FILENO) : 0;
  guint name_columns, plugin_columns, n_shown = 0;

  measure_columns (registry, &name_columns, &plugin_columns);
  const guint column = 2 + name_columns + 2 + plugin_columns + 2;
  for (guint i = 0; i < obelus_registry_get_n_components (registry); i++)
    {
      ObelusComponent *component = obelus_registry_get_component (registry, i);
      if (obelus_component_get_kind (component) != kind)
        continue;

      if (n_shown++ == 0)
        g_string_append_printf (output, "%s%s%s%s\n", output->len > 0 ? "\n" : "", cli_style_bold (), headings[kind],
                                cli_style_end ());
      g_autofree char *plugin = name_plugin (component);
      const char *name = obelus_component_get_name (component);
      g_string_append_printf (output, "  %s%*s%s%s%s%*s", name, (int) (name_columns - g_utf8_strlen (name, -1) + 2), "",
                              cli_style_faint (), plugin, cli_style_end (),
                              (int) (plugin_columns - g_utf8_strlen (plugin, -1) + 2), "");
      cli_append_wrapped (output, obelus_component_get_summary (component), column, column, width);
      g_string_append_c (output, '\n');
    }
}

static void
append_broken (GString *output, ObelusRegistry *registry)
{
  const guint width = isatty (STDOUT_FILENO) ? cli_terminal_get_width (STDOUT_FILENO) : 0;

  for (guint i = 0; i < obelus_registry_get_n_broken (registry); i++)
    {
      g_string_append_printf (output, "%s%s%s\n  ", cli_style_bold (), obelus_registry_get_broken_path (registry, i),
                              cli_style_end ());
      cli_append_wrapped (output, obelus_registry_get_broken_reason (registry, i), 2, 2, width);
      g_string_append_c (output, '\n');
    }
}

static int
list (const CliSelection *selection, GPtrArray *kinds, gboolean broken)
{
  g_autoptr (ObelusRegistry) registry = cli_selection_open_registry (selection);
  g_autoptr (GString) output = g_string_new (NULL);
  const guint n_broken = obelus_registry_get_n_broken (registry);

  if (broken)
    {
      append_broken (output, registry);
      if (n_broken == 0)
        cli_note ("no module is broken");
      fputs (output->str, stdout);
      return CLI_DONE;
    }

  for (guint i = 0; i < kinds->len; i++)
    {
      ObelusComponentKind kind;
      if (!parse_kind (kinds->pdata[i], &kind))
        {
          cli_error ("'%s' is no kind of component; there are processors, readers, writers, trainers and evaluators",
                     (const char *) kinds->pdata[i]);
          return CLI_FAILED;
        }
      append_components (output, registry, kind);
    }
  for (guint kind = 0; kinds->len == 0 && kind < N_KINDS; kind++)
    append_components (output, registry, (ObelusComponentKind) kind);

  fputs (output->str, stdout);
  if (obelus_registry_get_n_components (registry) == 0)
    cli_note ("no plugins were found; name a folder of plugins with --plugin-path or OBELUS_PLUGIN_PATH");
  cli_mention_broken_modules (registry);
  return CLI_DONE;
}

static const CliExample examples[] = {
  { "obelus list", "All components" },
  { "obelus list readers writers", "What can be read and written" },
  { "obelus list --broken", "Modules that could not be used, with the reason" },
  { NULL, NULL },
};

int
cli_list_command (int argc, char **argv)
{
  g_auto (CliSelection) selection = { .plugin_path = g_ptr_array_new () };
  g_autoptr (GPtrArray) kinds = g_ptr_array_new ();
  gboolean broken = FALSE;
  int status;

  const CliArgument arguments[] = {
    { CLI_ARGUMENT_GROUP, 0, NULL, NULL, "Options", NULL },
    { CLI_ARGUMENT_FLAG, 'b', "broken", NULL, "List the modules that could not be used, and why", &broken },
    CLI_ARGUMENT_PLUGIN_PATH (selection),
    CLI_ARGUMENT_QUIET (selection),
    CLI_ARGUMENT_END,
  };
  const CliManual manual = {
    .command = "list",
    .usage = "[OPTION…] [KIND…]",
    .description = "Show which components the plugins offer: name, plugin with its version, and what it does.\n\n"
                   "KIND is processors, readers, writers, trainers or evaluators. 'obelus inspect NAME' tells more "
                   "about one of them.",
    .arguments = arguments,
    .takes = "processors|readers|writers|trainers|evaluators",
    .examples = examples,
    .notes = "Plugins are looked for in the folders named with --plugin-path, in those that OBELUS_PLUGIN_PATH lists "
             "with colons between, in ~/.local/share/obelus/plugins, and where Obelus was installed. A module "
             "hides those of the same file name in folders behind it.",
  };

  if (!cli_parse (&manual, argc, argv, kinds, &status))
    return status;
  cli_set_quiet (selection.quiet);
  return list (&selection, kinds, broken);
}
