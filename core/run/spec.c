/* A reader, writer, trainer or evaluator with its options, as a user writes it: `jsonl offsets=utf16`. */
#include "spec-private.h"

#include "spec-file-private.h"
#include "stage-line-private.h"
#include "stage-private.h"

#include <obelus/obelus-error.h>

static void
set_problems (ObelusProblemList *problems, ObelusError code, GError **error)
{
  g_autoptr (GString) message = g_string_new (NULL);

  for (guint i = 0; i < obelus_problem_list_get_n_problems (problems); i++)
    g_string_append_printf (message, "%s%s", i == 0 ? "" : "\n",
                            obelus_problem_list_get_problem (problems, i)->message);
  g_set_error_literal (error, OBELUS_ERROR, (gint) code, message->str);
}

/* The one stage that a spec is. */
static ObelusStageSpec *
parse (const char *text, ObelusComponentKind kind, GError **error)
{
  g_autoptr (ObelusProblemList) problems = obelus_problem_list_new ("", OBELUS_NOTATION_LINE);
  g_autoptr (GPtrArray) specs = obelus_stage_line_parse (text, problems);

  if (obelus_problem_list_get_n_problems (problems) > 0)
    set_problems (problems, OBELUS_ERROR_INVALID_OPTION, error);
  else if (specs->len != 1)
    g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_OPTION, "'%s' is not one %s; write its name and its options",
                 text, obelus_component_kind_get_name (kind));
  else
    return g_ptr_array_steal_index (specs, 0);

  return NULL;
}

/* The settings of a file that `@FILE` names, among which the line's take the place of those that have their names.
 * Relative names of files are looked for in the file's folder first. */
typedef struct
{
  char *folder;
  ObelusStageSpec *spec;
  ObelusProblemList *problems;
} SpecFile;

static void
spec_file_clear (SpecFile *file)
{
  g_free (file->folder);
  g_clear_pointer (&file->spec, obelus_stage_spec_free);
  g_clear_pointer (&file->problems, obelus_problem_list_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SpecFile, spec_file_clear)

static void
set_file_problems (const SpecFile *file, GError **error)
{
  g_autoptr (GString) message = g_string_new (NULL);

  for (guint i = 0; i < obelus_problem_list_get_n_problems (file->problems); i++)
    {
      g_autofree char *problem = obelus_problem_list_format (file->problems, i);
      g_string_append_printf (message, "%s%s", i == 0 ? "" : "\n", problem);
    }
  g_set_error_literal (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_OPTION, message->str);
}

static gboolean
spec_file_read (SpecFile *file, const char *path, ObelusComponentKind kind, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  file->folder = g_path_get_dirname (path);
  file->problems = obelus_problem_list_new (shown, OBELUS_NOTATION_FILE);
  file->spec = obelus_spec_file_read (path, kind, file->problems);
  if (file->spec == NULL)
    set_file_problems (file, error);

  return file->spec != NULL;
}

/* A value of the file; the path in its folder if it is the name of a file that is there. */
static char *
find_value (const SpecFile *file, ObelusOptionSet *options, const ObelusStageSetting *setting)
{
  g_autofree char *path = g_build_filename (file->folder, setting->value, NULL);
  gboolean is_there = obelus_option_set_is_file (options, setting->name) && !g_path_is_absolute (setting->value)
                      && *setting->value != '\0' && g_file_test (path, G_FILE_TEST_EXISTS);

  return is_there ? g_steal_pointer (&path) : g_strdup (setting->value);
}

static gboolean
spec_file_assign (const SpecFile *file, const ObelusStageSpec *line, ObelusComponentKind kind, ObelusOptionSet *options,
                  GError **error)
{
  for (guint i = 0; i < file->spec->settings->len; i++)
    {
      const ObelusStageSetting *setting = &g_array_index (file->spec->settings, ObelusStageSetting, i);
      if (obelus_stage_spec_find_setting (line, setting->name) != NULL)
        continue;
      g_autofree char *value = find_value (file, options, setting);
      g_autofree char *clause = obelus_option_set_assign (options, setting->name, value);
      if (clause != NULL)
        obelus_problem_list_add (file->problems, setting->name_place, "invalid-value", "%s '%s' %s",
                                 obelus_component_kind_get_name (kind), file->spec->component, clause);
    }
  if (obelus_problem_list_get_n_problems (file->problems) == 0)
    return TRUE;

  set_file_problems (file, error);
  return FALSE;
}

ObelusOptionSet *
obelus_spec_resolve (ObelusRegistry *registry, ObelusComponentKind kind, const char *spec, ObelusComponent **component,
                     GError **error)
{
  g_autoptr (ObelusStageSpec) parsed = parse (spec, kind, error);
  if (parsed == NULL)
    return NULL;
  g_auto (SpecFile) file = { NULL, NULL, NULL };
  gboolean is_file
      = *parsed->component == '@' && (kind == OBELUS_COMPONENT_TRAINER || kind == OBELUS_COMPONENT_EVALUATOR);
  if (is_file && !spec_file_read (&file, parsed->component + 1, kind, error))
    return NULL;
  const char *name = file.spec != NULL ? file.spec->component : parsed->component;

  ObelusComponent *found = obelus_registry_find (registry, kind, name);
  if (found == NULL)
    {
      g_autofree char *message = obelus_stage_explain_unknown (registry, kind, name);
      g_set_error_literal (error, OBELUS_ERROR, OBELUS_ERROR_NOT_FOUND, message);
      return NULL;
    }

  g_autoptr (ObelusOptionSet) options = obelus_option_set_new (found);
  g_autoptr (ObelusProblemList) problems = obelus_problem_list_new ("", OBELUS_NOTATION_LINE);
  g_autoptr (GPtrArray) clauses = g_ptr_array_new_with_free_func (g_free);

  if (file.spec != NULL && !spec_file_assign (&file, parsed, kind, options, error))
    return NULL;
  for (guint i = 0; i < parsed->settings->len; i++)
    {
      const ObelusStageSetting *setting = &g_array_index (parsed->settings, ObelusStageSetting, i);
      char *clause = obelus_option_set_assign (options, setting->name, setting->value);
      if (clause != NULL)
        g_ptr_array_add (clauses, clause);
    }
  obelus_option_set_locate (options, registry, NULL, NULL, clauses);
  for (guint i = 0; i < clauses->len; i++)
    obelus_problem_list_add (problems, OBELUS_NO_PLACE, "invalid-value", "%s '%s' %s",
                             obelus_component_kind_get_name (kind), name,
                             (const char *) g_ptr_array_index (clauses, i));
  if (clauses->len > 0)
    {
      set_problems (problems, OBELUS_ERROR_INVALID_OPTION, error);
      return NULL;
    }

  *component = found;
  return g_steal_pointer (&options);
}
