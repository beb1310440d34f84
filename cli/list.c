/* `obelus list`: which components the plugins offer, where those are from, and which modules are broken. */
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

static int
compare_plugins (gconstpointer a, gconstpointer b)
{
  return strcmp (obelus_component_get_plugin_name (*(ObelusComponent *const *) a),
                 obelus_component_get_plugin_name (*(ObelusComponent *const *) b));
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

/* One component of each plugin, in the order of their names. */
static GPtrArray *
list_plugins (ObelusRegistry *registry)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *plugins = g_ptr_array_new ();

  for (guint i = 0; i < obelus_registry_get_n_components (registry); i++)
    {
      ObelusComponent *component = obelus_registry_get_component (registry, i);
      if (g_hash_table_add (seen, (gpointer) obelus_component_get_plugin_name (component)))
        g_ptr_array_add (plugins, component);
    }
  g_ptr_array_sort (plugins, compare_plugins);
  return plugins;
}

static void
append_cell (GString *output, const char *text, guint columns)
{
  g_string_append_printf (output, "%s%*s", text, (int) (columns - MIN (columns, g_utf8_strlen (text, -1)) + 2), "");
}

/* Name and version, licence, and where it is. */
static void
append_plugins (GString *output, ObelusRegistry *registry)
{
  g_autoptr (GPtrArray) plugins = list_plugins (registry);
  guint name_columns, plugin_columns, license_columns = 0;

  measure_columns (registry, &name_columns, &plugin_columns);
  for (guint i = 0; i < plugins->len; i++)
    license_columns
        = MAX (license_columns, (guint) g_utf8_strlen (obelus_component_get_plugin_license (plugins->pdata[i]), -1));

  if (plugins->len > 0)
    g_string_append_printf (output, "%s%sPlugins%s\n", output->len > 0 ? "\n" : "", cli_style_bold (),
                            cli_style_end ());
  for (guint i = 0; i < plugins->len; i++)
    {
      g_autofree char *plugin = name_plugin (plugins->pdata[i]);
      g_string_append (output, "  ");
      append_cell (output, plugin, plugin_columns);
      append_cell (output, obelus_component_get_plugin_license (plugins->pdata[i]), license_columns);
      g_string_append_printf (output, "%s%s%s\n", cli_style_faint (),
                              obelus_component_get_plugin_path (plugins->pdata[i]), cli_style_end ());
    }
}

/* As JSON */

static void
append_member (GString *output, const char *name, const char *value)
{
  if (output->str[output->len - 1] != '{')
    g_string_append (output, ", ");
  g_string_append_printf (output, "\"%s\": ", name);
  obelus_json_append_string (output, value, -1);
}

static void
append_json_component (GString *output, ObelusComponent *component)
{
  g_string_append (output, "{");
  append_member (output, "kind", obelus_component_kind_get_name (obelus_component_get_kind (component)));
  append_member (output, "name", obelus_component_get_name (component));
  append_member (output, "plugin", obelus_component_get_plugin_name (component));
  append_member (output, "summary", obelus_component_get_summary (component));
  append_member (output, "needs", obelus_component_get_needs (component));
  append_member (output, "gives", obelus_component_get_gives (component));
  g_string_append_printf (output, ", \"rank\": %d}", obelus_component_get_rank (component));
}

static void
append_json_plugin (GString *output, ObelusComponent *component)
{
  g_string_append (output, "{");
  append_member (output, "name", obelus_component_get_plugin_name (component));
  append_member (output, "version", obelus_component_get_plugin_version (component));
  append_member (output, "license", obelus_component_get_plugin_license (component));
  append_member (output, "path", obelus_component_get_plugin_path (component));
  g_string_append (output, "}");
}

static void
append_json_broken (GString *output, ObelusRegistry *registry)
{
  const guint n_broken = obelus_registry_get_n_broken (registry);

  g_string_append (output, "\"broken\": [");
  for (guint i = 0; i < n_broken; i++)
    {
      g_string_append (output, i > 0 ? ",\n  {" : "\n  {");
      append_member (output, "path", obelus_registry_get_broken_path (registry, i));
      append_member (output, "reason", obelus_registry_get_broken_reason (registry, i));
      g_string_append (output, "}");
    }
  g_string_append (output, "]}\n");
}

/* Components of the kinds in @wanted, all plugins, and what is broken. */
static void
append_json (GString *output, ObelusRegistry *registry, const gboolean *wanted)
{
  g_autoptr (GPtrArray) plugins = list_plugins (registry);
  gboolean is_first = TRUE;

  g_string_append (output, "{\"components\": [");
  for (guint i = 0; i < obelus_registry_get_n_components (registry); i++)
    {
      ObelusComponent *component = obelus_registry_get_component (registry, i);
      if (!wanted[obelus_component_get_kind (component)])
        continue;
      g_string_append (output, is_first ? "\n  " : ",\n  ");
      append_json_component (output, component);
      is_first = FALSE;
    }
  g_string_append (output, "],\n \"plugins\": [");
  for (guint i = 0; i < plugins->len; i++)
    {
      g_string_append (output, i > 0 ? ",\n  " : "\n  ");
      append_json_plugin (output, plugins->pdata[i]);
    }
  g_string_append (output, "],\n ");
  append_json_broken (output, registry);
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

typedef struct
{
  gboolean kinds[N_KINDS];
  gboolean plugins;
  gboolean broken; /* and nothing else */
  gboolean as_json;
} Wanted;

static gboolean
parse_words (GPtrArray *words, Wanted *wanted)
{
  for (guint i = 0; i < words->len; i++)
    {
      ObelusComponentKind kind;

      if (g_str_equal (words->pdata[i], "plugins") || g_str_equal (words->pdata[i], "plugin"))
        wanted->plugins = TRUE;
      else if (parse_kind (words->pdata[i], &kind))
        wanted->kinds[kind] = TRUE;
      else
        {
          cli_error (
              "'%s' is no kind of component; there are processors, readers, writers, trainers and evaluators, and "
              "plugins",
              (const char *) words->pdata[i]);
          return FALSE;
        }
    }
  for (guint kind = 0; words->len == 0 && kind < N_KINDS; kind++)
    wanted->kinds[kind] = TRUE;
  wanted->plugins = wanted->plugins || words->len == 0;
  return TRUE;
}

static void
append_wanted (GString *output, ObelusRegistry *registry, const Wanted *wanted)
{
  if (wanted->broken && wanted->as_json)
    {
      g_string_append (output, "{");
      append_json_broken (output, registry);
    }
  else if (wanted->broken)
    append_broken (output, registry);
  else if (wanted->as_json)
    append_json (output, registry, wanted->kinds);
  else
    {
      for (guint kind = 0; kind < N_KINDS; kind++)
        if (wanted->kinds[kind])
          append_components (output, registry, (ObelusComponentKind) kind);
      if (wanted->plugins)
        append_plugins (output, registry);
    }
}

static int
list (const CliSelection *selection, const Wanted *wanted)
{
  g_autoptr (ObelusRegistry) registry = cli_selection_open_registry (selection);
  g_autoptr (GString) output = g_string_new (NULL);

  append_wanted (output, registry, wanted);
  fputs (output->str, stdout);
  if (wanted->broken)
    {
      if (obelus_registry_get_n_broken (registry) == 0)
        cli_note ("no module is broken");
      return CLI_DONE;
    }
  if (obelus_registry_get_n_components (registry) == 0)
    cli_note ("no plugins were found; name a folder of plugins with --plugin-path or OBELUS_PLUGIN_PATH");
  cli_mention_broken_modules (registry);
  return CLI_DONE;
}

static const CliExample examples[] = {
  { "obelus list", "All components" },
  { "obelus list readers writers", "What can be read and written" },
  { "obelus list plugins", "Which plugins there are: versions, licences, where they are" },
  { "obelus list --broken", "Modules that could not be used, with the reason" },
  { "obelus list --to json", "All of it, for programs" },
  { NULL, NULL },
};

int
cli_list_command (int argc, char **argv)
{
  g_auto (CliSelection) selection = { .plugin_path = g_ptr_array_new () };
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  const char *format = "text";
  Wanted wanted = { 0 };
  int status;

  const CliArgument arguments[] = {
    { CLI_ARGUMENT_GROUP, 0, NULL, NULL, "Options", NULL },
    { CLI_ARGUMENT_FLAG, 'b', "broken", NULL, "List the modules that could not be used, and why", &wanted.broken },
    CLI_ARGUMENT_FORMAT (format),
    CLI_ARGUMENT_PLUGIN_PATH (selection),
    CLI_ARGUMENT_QUIET (selection),
    CLI_ARGUMENT_END,
  };
  const CliManual manual = {
    .command = "list",
    .usage = "[OPTION…] [KIND…]",
    .description = "Show which components the plugins offer: name, plugin with its version, and what it does; and the "
                   "plugins with their licences, and where they are.\n\n"
                   "KIND is processors, readers, writers, trainers, evaluators or plugins. 'obelus inspect NAME' tells "
                   "more about one component. No plugin is opened for it but those that have changed, and those in a "
                   "process without rights.",
    .arguments = arguments,
    .takes = "processors|readers|writers|trainers|evaluators|plugins",
    .examples = examples,
    .notes = "Plugins are looked for in the folders named with --plugin-path, in those that OBELUS_PLUGIN_PATH lists "
             "with colons between, in ~/.local/share/obelus/plugins, and where Obelus was installed. A module "
             "hides those of the same file name in folders behind it.",
  };

  if (!cli_parse (&manual, argc, argv, words, &status))
    return status;
  cli_set_quiet (selection.quiet);
  return cli_parse_format (format, &wanted.as_json) && parse_words (words, &wanted) ? list (&selection, &wanted)
                                                                                    : CLI_FAILED;
}
