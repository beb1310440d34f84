/* Which components and which pipeline a command line asks for. */
#include "selection.h"

#include <errno.h>
#include <string.h>

/* More than a pipeline may have: the library says how much that is. */
#define ENOUGH_OF_A_PIPELINE (4 * 1024 * 1024)

/* Whoever runs a wrong file has one mistake to find, and it stands at the top. */
#define MAX_PROBLEMS 10

/* Where the user looks for plugins, for advice that can be followed as it stands; NULL for the usual places. */
static const char *first_folder;

void
cli_selection_clear (CliSelection *selection)
{
  g_clear_pointer (&selection->plugin_path, g_ptr_array_unref);
}

ObelusRegistry *
cli_selection_open_registry (const CliSelection *selection)
{
  g_autoptr (GPtrArray) folders = g_ptr_array_new ();

  for (guint i = 0; i < selection->plugin_path->len; i++)
    {
      if (!g_file_test (selection->plugin_path->pdata[i], G_FILE_TEST_IS_DIR))
        cli_note ("there is no folder '%s' to look for plugins in", (const char *) selection->plugin_path->pdata[i]);
      g_ptr_array_add (folders, selection->plugin_path->pdata[i]);
    }
  g_ptr_array_add (folders, NULL);
  first_folder = folders->pdata[0];
  return obelus_registry_new ((const char *const *) folders->pdata);
}

static gboolean
parse_isolation (const char *which, ObelusIsolationPolicy *policy)
{
  if (g_str_equal (which, "all"))
    *policy = OBELUS_ISOLATE_ALL;
  else if (g_str_equal (which, "third-party"))
    *policy = OBELUS_ISOLATE_THIRD_PARTY;
  else
    {
      cli_error ("--isolate takes 'all' or 'third-party', not '%s'", which);
      return FALSE;
    }
  return TRUE;
}

gboolean
cli_is_standard_input (const char *file)
{
  return file != NULL && g_str_equal (file, "-");
}

/* What its options name is looked for in the current folder. */
static ObelusPipeline *
read_pipeline (ObelusRegistry *registry)
{
  g_autofree char *data = g_malloc (ENOUGH_OF_A_PIPELINE);
  const gsize length = fread (data, 1, ENOUGH_OF_A_PIPELINE, stdin);

  if (ferror (stdin))
    {
      cli_error ("standard input cannot be read: %s; name a pipeline file", g_strerror (errno));
      return NULL;
    }
  return obelus_pipeline_new_from_data (registry, "standard input", data, (gssize) length);
}

static ObelusPipeline *
open_pipeline (const CliSelection *selection, ObelusRegistry *registry)
{
  if (selection->line != NULL)
    return obelus_pipeline_new_from_line (registry, selection->line);
  if (selection->file == NULL)
    return obelus_pipeline_new (registry);
  if (cli_is_standard_input (selection->file))
    return read_pipeline (registry);
  return obelus_pipeline_new_from_file (registry, selection->file);
}

ObelusPipeline *
cli_selection_make_pipeline (const CliSelection *selection, ObelusRegistry *registry)
{
  if (selection->line != NULL && selection->file != NULL)
    {
      cli_error ("both -e and -p name a pipeline; give one of them");
      return NULL;
    }

  ObelusIsolationPolicy isolation = OBELUS_ISOLATE_AS_WRITTEN;
  if (selection->isolate != NULL && !parse_isolation (selection->isolate, &isolation))
    return NULL;

  ObelusPipeline *pipeline = open_pipeline (selection, registry);
  if (pipeline != NULL)
    obelus_pipeline_set_isolation (pipeline, isolation);
  return pipeline;
}

void
cli_mention_broken_modules (ObelusRegistry *registry)
{
  const guint n_broken = obelus_registry_get_n_broken (registry);

  if (n_broken > 0)
    cli_note ("%u broken %s left out; 'obelus list --broken%s%s' tells why", n_broken,
              n_broken == 1 ? "module was" : "modules were", first_folder != NULL ? " --plugin-path " : "",
              first_folder != NULL ? first_folder : "");
}

void
cli_complain_about_component (ObelusRegistry *registry, ObelusComponentKind kind, const char *name)
{
  const char *kind_name = obelus_component_kind_get_name (kind);
  const char *nearest = obelus_registry_suggest (registry, kind, name);

  if (nearest != NULL)
    cli_error ("there is no %s '%s'; did you mean '%s'?", kind_name, name, nearest);
  else if (obelus_registry_get_n_components (registry) == 0)
    cli_error ("there is no %s '%s', nor any other component; name a folder of plugins with --plugin-path or "
               "OBELUS_PLUGIN_PATH",
               kind_name, name);
  else
    cli_error ("there is no %s '%s'; 'obelus list %ss' shows those there are", kind_name, name, kind_name);
  cli_mention_broken_modules (registry);
}

ObelusComponent *
cli_find_component (ObelusRegistry *registry, ObelusComponentKind kind, const char *spec)
{
  const char *start = spec + strspn (spec, " \t");
  g_autofree char *name = g_strndup (start, strcspn (start, " \t"));
  ObelusComponent *component = obelus_registry_find (registry, kind, name);

  if (component == NULL)
    cli_complain_about_component (registry, kind, name);
  return component;
}

gboolean
cli_check_pipeline (ObelusPipeline *pipeline, ObelusRegistry *registry)
{
  const guint n_problems = obelus_pipeline_check (pipeline);
  const guint n_shown = n_problems > MAX_PROBLEMS ? MAX_PROBLEMS - 1 : n_problems; /* the last line is worth two */

  for (guint i = 0; i < n_shown; i++)
    {
      g_autofree char *problem = obelus_pipeline_format_problem (pipeline, i);
      cli_error ("%s", problem);
    }
  if (n_shown < n_problems)
    cli_error ("and %u more; is it a pipeline file? 'obelus check' lists them all", n_problems - n_shown);
  if (n_problems > 0)
    cli_mention_broken_modules (registry);
  return n_problems == 0;
}

gboolean
cli_check_standard_input (const CliSelection *selection, GPtrArray *files)
{
  if (cli_is_standard_input (selection->file))
    for (guint i = 0; i < files->len; i++)
      if (cli_is_standard_input (files->pdata[i]))
        {
          cli_error ("standard input cannot be both the pipeline and a text; name a file for one of them");
          return FALSE;
        }
  return TRUE;
}

GPtrArray *
cli_read_list (const char *list)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusSource) source = obelus_source_new_for_path (list);
  g_autoptr (GBytes) bytes = obelus_source_load (source, NULL, &error);
  if (bytes == NULL)
    {
      cli_error ("the list of files cannot be read: %s", error->message);
      return NULL;
    }

  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  gsize length;
  const char *at = g_bytes_get_data (bytes, &length), *end = at + length;
  const char separator = length > 0 && memchr (at, '\0', length) != NULL ? '\0' : '\n'; /* as find -print0 writes it */
  while (at < end)
    {
      const char *found = memchr (at, separator, (gsize) (end - at));
      const char *behind = found != NULL ? found : end;
      if (behind > at)
        g_ptr_array_add (names, g_strndup (at, (gsize) (behind - at)));
      at = behind + 1;
    }
  return names;
}

GPtrArray *
cli_make_sources (GPtrArray *files)
{
  GPtrArray *sources = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < files->len; i++)
    g_ptr_array_add (sources, obelus_source_new_for_path (files->pdata[i]));
  return sources;
}
