/* `obelus inspect`: what a component or a model is. */
#include "arguments.h"
#include "pages.h"
#include "selection.h"
#include "terminal.h"

#include <string.h>
#include <unistd.h>

#define MAX_PAGE_COLUMNS 100

static gboolean
is_kind (const char *word)
{
  for (guint kind = 0; kind <= OBELUS_COMPONENT_EVALUATOR; kind++)
    if (g_str_equal (word, obelus_component_kind_get_name ((ObelusComponentKind) kind)))
      return TRUE;
  return FALSE;
}

/* The name nearest to `name` among components of `kind`, or of any. */
static const char *
suggest (ObelusRegistry *registry, const char *kind, const char *name)
{
  for (guint i = 0; i <= OBELUS_COMPONENT_EVALUATOR; i++)
    {
      const char *nearest = obelus_registry_suggest (registry, (ObelusComponentKind) i, name);
      if (nearest != NULL
          && (kind == NULL || g_str_equal (kind, obelus_component_kind_get_name ((ObelusComponentKind) i))))
        return nearest;
    }
  return NULL;
}

static void
complain (ObelusRegistry *registry, const char *kind, const char *name)
{
  const char *nearest = suggest (registry, kind, name);

  if (nearest != NULL)
    cli_error ("there is no %s '%s'; did you mean '%s'?", kind != NULL ? kind : "component", name, nearest);
  else if (kind != NULL)
    cli_error ("there is no %s '%s'; 'obelus list %ss' shows what there is", kind, name, kind);
  else
    cli_error ("there is no component '%s'; 'obelus list' shows what there is", name);
}

/* Every component that has the name, or that the plugin of this name offers; of one kind if `kind` is given. */
static GPtrArray *
find_components (ObelusRegistry *registry, const char *kind, const char *name)
{
  GPtrArray *by_name = g_ptr_array_new ();
  g_autoptr (GPtrArray) by_plugin = g_ptr_array_new ();

  for (guint i = 0; i < obelus_registry_get_n_components (registry); i++)
    {
      ObelusComponent *component = obelus_registry_get_component (registry, i);
      if (kind != NULL && !g_str_equal (kind, obelus_component_kind_get_name (obelus_component_get_kind (component))))
        continue;
      if (g_str_equal (obelus_component_get_name (component), name))
        g_ptr_array_add (by_name, component);
      else if (g_str_equal (obelus_component_get_plugin_name (component), name))
        g_ptr_array_add (by_plugin, component);
    }

  if (by_name->len == 0)
    g_ptr_array_extend (by_name, by_plugin, NULL, NULL);
  return by_name;
}

static int
inspect_component (const CliSelection *selection, const char *kind, const char *name)
{
  g_autoptr (ObelusRegistry) registry = cli_selection_open_registry (selection);
  g_autoptr (GPtrArray) components = find_components (registry, kind, name);
  g_autoptr (GString) output = g_string_new (NULL);
  const guint width = MIN (cli_terminal_get_width (STDOUT_FILENO), MAX_PAGE_COLUMNS);

  if (components->len == 0)
    {
      complain (registry, kind, name);
      return CLI_FAILED;
    }

  for (guint i = 0; i < components->len; i++)
    {
      if (i > 0)
        g_string_append (output, "\n\n");
      cli_append_component_page (output, components->pdata[i], width);
    }
  fputs (output->str, stdout);
  return CLI_DONE;
}

/* A bare name is looked for here, and then where models are. */
static int
inspect_model (const CliSelection *selection, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;

  if (strchr (name, G_DIR_SEPARATOR) == NULL && !g_file_test (name, G_FILE_TEST_EXISTS))
    {
      g_autoptr (ObelusRegistry) registry = cli_selection_open_registry (selection);
      found = obelus_registry_find_model (registry, name);
    }
  const char *path = found != NULL ? found : name;
  g_autoptr (ObelusModel) model = obelus_model_open (path, &error);
  g_autoptr (GString) output = g_string_new (NULL);

  if (model == NULL)
    return cli_fail (error);
  const gboolean good = cli_append_model_page (output, model, &error);
  fputs (output->str, stdout);
  return good ? CLI_DONE : cli_fail (error);
}

static const CliExample examples[] = {
  { "obelus inspect entities", "All components of that name, each with its options" },
  { "obelus inspect reader text", "One of them, where several kinds share a name" },
  { "obelus inspect entities.obm", "A model's card, and whether the file is whole" },
  { NULL, NULL },
};

int
cli_inspect_command (int argc, char **argv)
{
  g_auto (CliSelection) selection = { .plugin_path = g_ptr_array_new () };
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  int status;

  const CliArgument arguments[] = {
    { CLI_ARGUMENT_GROUP, 0, NULL, NULL, "Options", NULL },
    CLI_ARGUMENT_PLUGIN_PATH (selection),
    CLI_ARGUMENT_QUIET (selection),
    CLI_ARGUMENT_END,
  };
  const CliManual manual = {
    .command = "inspect",
    .usage = "[OPTION…] [KIND] NAME",
    .description = "Show what a component does, which layers it reads and makes, and each of its options with type, "
                   "range and default.\n\n"
                   "NAME is a component's name, a plugin's name, or a model file. All of it comes from what the plugin "
                   "declares; none of its code runs.",
    .arguments = arguments,
    .takes = "component",
    .examples = examples,
  };

  if (!cli_parse (&manual, argc, argv, words, &status))
    return status;
  cli_set_quiet (selection.quiet);

  if (words->len == 2 && is_kind (words->pdata[0]))
    return inspect_component (&selection, words->pdata[0], words->pdata[1]);
  if (words->len == 1 && is_kind (words->pdata[0]))
    {
      cli_error ("name a %s; 'obelus list %ss' shows those there are", (const char *) words->pdata[0],
                 (const char *) words->pdata[0]);
      return CLI_FAILED;
    }
  if (words->len != 1)
    {
      cli_error ("'inspect' takes the name of one component or model file, as in 'obelus inspect entities'; 'obelus "
                 "list' shows what there is");
      return CLI_FAILED;
    }

  const char *name = words->pdata[0];
  if (strchr (name, G_DIR_SEPARATOR) != NULL || g_str_has_suffix (name, ".obm"))
    return inspect_model (&selection, name);
  return inspect_component (&selection, NULL, name);
}
