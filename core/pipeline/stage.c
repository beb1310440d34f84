/* A stage of a pipeline: a processor with its options, at its place. */
#include "stage-private.h"
#include "isolation-settings-private.h"
#include "suggest-private.h"

#include <string.h>

/* `entities.so` for a module that was refused. */
static const char *
find_broken_reason (ObelusRegistry *registry, const char *name)
{
  for (guint i = 0; i < obelus_registry_get_n_broken (registry); i++)
    {
      g_autofree char *file = g_path_get_basename (obelus_registry_get_broken_path (registry, i));
      gsize length = strlen (name);
      if (strncmp (file, name, length) == 0 && file[length] == '.')
        return obelus_registry_get_broken_reason (registry, i);
    }

  return NULL;
}

/* The names of all components of a kind, with commas between. */
static char *
list_names (ObelusRegistry *registry, ObelusComponentKind kind)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < obelus_registry_get_n_components (registry); i++)
    {
      ObelusComponent *component = obelus_registry_get_component (registry, i);
      if (obelus_component_get_kind (component) == kind)
        g_string_append_printf (names, "%s%s", names->len == 0 ? "" : ", ", obelus_component_get_name (component));
    }

  return g_string_free (names, FALSE);
}

char *
obelus_stage_explain_unknown (ObelusRegistry *registry, ObelusComponentKind kind, const char *name)
{
  static const char *const places[] = {
    [OBELUS_COMPONENT_PROCESSOR] = "",
    [OBELUS_COMPONENT_READER] = "; what reads is chosen with --from",
    [OBELUS_COMPONENT_WRITER] = "; what writes is chosen with --to",
    [OBELUS_COMPONENT_TRAINER] = "; what learns is run by 'obelus train'",
    [OBELUS_COMPONENT_EVALUATOR] = "; what judges is run by 'obelus evaluate'",
  };
  const char *kind_name = obelus_component_kind_get_name (kind);
  const char *near = obelus_registry_suggest (registry, kind, name);
  const char *broken = find_broken_reason (registry, name);

  if (broken != NULL)
    return g_strdup_printf ("no %s is called '%s', and the plugin of that name was refused: %s", kind_name, name,
                            broken);
  if (near != NULL)
    return g_strdup_printf ("no %s is called '%s'; did you mean '%s'?", kind_name, name, near);

  for (ObelusComponentKind other = OBELUS_COMPONENT_PROCESSOR; other <= OBELUS_COMPONENT_EVALUATOR; other++)
    if (other != kind && obelus_registry_find (registry, other, name) != NULL)
      return g_strdup_printf ("'%s' is the name of %s %s, not of a %s%s", name,
                              other == OBELUS_COMPONENT_EVALUATOR ? "an" : "a", obelus_component_kind_get_name (other),
                              kind_name, kind == OBELUS_COMPONENT_PROCESSOR ? places[other] : "");

  g_autofree char *names = list_names (registry, kind);
  if (*names == '\0')
    return g_strdup_printf ("no %s is called '%s': no plugin that has one was found; is OBELUS_PLUGIN_PATH right?",
                            kind_name, name);
  return g_strdup_printf ("no %s is called '%s'; there are %s", kind_name, name, names);
}

/* Stages */

/* A processor, or the one that was meant. */
static ObelusComponent *
find_processor (ObelusRegistry *registry, const ObelusStageSpec *spec, ObelusProblemList *problems)
{
  ObelusComponent *component = obelus_registry_find (registry, OBELUS_COMPONENT_PROCESSOR, spec->component);
  if (component != NULL)
    return component;

  g_autofree char *message = obelus_stage_explain_unknown (registry, OBELUS_COMPONENT_PROCESSOR, spec->component);
  const char *near = obelus_registry_suggest (registry, OBELUS_COMPONENT_PROCESSOR, spec->component);

  /* A name of the operator's own, with options, for which Use is missing. */
  if (near == NULL && spec->name != NULL && spec->settings->len > 0 && strcmp (spec->name, spec->component) == 0)
    obelus_problem_list_add (problems, spec->line, spec->column, "%s; or say what it is in [Stage %s]: Use = PROCESSOR",
                             message, spec->name);
  else if (spec->name == NULL && g_str_has_suffix (spec->component, ".pipeline"))
    obelus_problem_list_add (problems, spec->line, spec->column,
                             "'%s' is a pipeline file's name, and this is a pipeline on a line; name files with -p",
                             spec->component);
  else
    obelus_problem_list_add (problems, spec->line, spec->column, "%s", message);

  return near == NULL ? NULL : obelus_registry_find (registry, OBELUS_COMPONENT_PROCESSOR, near);
}

static gboolean
has_option (const ObelusStage *stage, const char *name)
{
  guint n_options;
  const ObelusOption *options = obelus_component_get_options (stage->component, &n_options);

  for (guint i = 0; i < n_options; i++)
    if (strcmp (options[i].name, name) == 0)
      return TRUE;

  return FALSE;
}

static void
assign (ObelusStage *stage, const ObelusStageSetting *setting, ObelusProblemList *problems)
{
  const char *const own[] = { "when", NULL };
  g_autofree char *problem = NULL;

  if (strcmp (setting->name, "when") == 0)
    stage->condition = obelus_condition_parse (setting->value, &problem);
  else if (obelus_isolation_has_setting (setting->name))
    problem = obelus_isolation_assign (&stage->isolation, setting->name, setting->value);
  else if (!has_option (stage, setting->name) && obelus_suggest (setting->name, own) != NULL)
    problem = g_strdup_printf ("cannot be given '%s'; did you mean 'when'?", setting->name);
  else
    problem = obelus_option_set_assign (stage->options, setting->name, setting->value);

  if (problem != NULL)
    obelus_problem_list_add (problems, setting->line, setting->column, "stage '%s' %s", stage->name, problem);
}

static ObelusStage *
make_stage (const char *name, ObelusComponent *component)
{
  ObelusStage *stage = g_new0 (ObelusStage, 1);

  stage->name = g_strdup (name);
  stage->component = g_object_ref (component);
  stage->options = obelus_option_set_new (component);
  stage->isolation = (ObelusIsolation) OBELUS_ISOLATION_NONE;
  stage->passed_over = g_ptr_array_new_with_free_func (g_object_unref);
  stage->purpose = g_array_new (FALSE, FALSE, sizeof (ObelusLayerListItem));

  return stage;
}

ObelusStage *
obelus_stage_new (const char *name, const ObelusStageSpec *spec, ObelusRegistry *registry, const char *folder,
                  ObelusProblemList *problems)
{
  ObelusComponent *component = find_processor (registry, spec, problems);
  if (component == NULL)
    return NULL;

  ObelusStage *stage = make_stage (name, component);
  stage->line = spec->line;
  stage->column = spec->column;
  for (guint i = 0; i < spec->settings->len; i++)
    assign (stage, &g_array_index (spec->settings, ObelusStageSetting, i), problems);
  obelus_stage_locate_files (stage, spec, registry, folder, problems);

  return stage;
}

ObelusStage *
obelus_stage_new_added (const char *name, ObelusComponent *component, const char *reason)
{
  ObelusStage *stage = make_stage (name, component);

  stage->reason = g_strdup (reason);

  return stage;
}

void
obelus_stage_free (ObelusStage *stage)
{
  if (stage == NULL)
    return;

  g_clear_pointer (&stage->core, obelus_stage_core_unref);
  g_clear_pointer (&stage->condition, obelus_condition_free);
  g_clear_pointer (&stage->options, obelus_option_set_unref);
  g_clear_object (&stage->component);
  g_ptr_array_unref (stage->passed_over);
  g_array_unref (stage->purpose);
  g_free (stage->reason);
  g_free (stage->name);
  g_free (stage);
}

void
obelus_stage_locate_files (ObelusStage *stage, const ObelusStageSpec *spec, ObelusRegistry *registry,
                           const char *folder, ObelusProblemList *problems)
{
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) options = g_ptr_array_new ();

  obelus_option_set_locate (stage->options, registry, folder, options, missing);
  for (guint i = 0; i < missing->len; i++)
    {
      /* A default stands nowhere; the stage does. */
      const ObelusStageSetting *setting
          = spec != NULL ? obelus_stage_spec_find_setting (spec, g_ptr_array_index (options, i)) : NULL;
      obelus_problem_list_add (problems, setting != NULL ? setting->line : stage->line,
                               setting != NULL ? setting->column : stage->column, "stage '%s' %s", stage->name,
                               (const char *) g_ptr_array_index (missing, i));
    }
}
