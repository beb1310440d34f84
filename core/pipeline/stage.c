/* A stage of a pipeline: a processor with its options, at its place. */
#include "stage-private.h"
#include "isolation-settings-private.h"
#include "option-value-private.h"
#include "quote-private.h"
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
  g_autofree char *excerpt = obelus_option_value_excerpt (name);

  if (broken != NULL)
    return g_strdup_printf ("no %s is called '%s', and the plugin of that name was refused: %s", kind_name, excerpt,
                            broken);

  for (ObelusComponentKind other = OBELUS_COMPONENT_PROCESSOR; other <= OBELUS_COMPONENT_EVALUATOR; other++)
    if (other != kind && obelus_registry_find (registry, other, name) != NULL)
      return g_strdup_printf ("'%s' is the name of %s %s, not of a %s%s", excerpt,
                              other == OBELUS_COMPONENT_EVALUATOR ? "an" : "a", obelus_component_kind_get_name (other),
                              kind_name, kind == OBELUS_COMPONENT_PROCESSOR ? places[other] : "");
  if (near != NULL)
    return g_strdup_printf ("no %s is called '%s'; did you mean '%s'?", kind_name, excerpt, near);
  if (kind == OBELUS_COMPONENT_PROCESSOR && g_str_has_suffix (name, ".pipeline"))
    return g_strdup_printf ("'%s' is the name of a file, not of a processor; give it with -p", excerpt);

  g_autofree char *names = list_names (registry, kind);
  if (*names == '\0')
    return g_strdup_printf ("no %s is called '%s': no plugin that has one was found; is OBELUS_PLUGIN_PATH right?",
                            kind_name, excerpt);
  return g_strdup_printf ("no %s is called '%s'; there are %s", kind_name, excerpt, names);
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
    obelus_problem_list_add (problems, spec->component_place, "unknown-processor",
                             "%s; or say what it is in [Stage %s]: Use = PROCESSOR", message, spec->name);
  else
    obelus_problem_list_add (problems, spec->component_place, "unknown-processor", "%s", message);
  obelus_problem_list_suggest (problems, near);

  return near == NULL ? NULL : obelus_registry_find (registry, OBELUS_COMPONENT_PROCESSOR, near);
}

static void
report_unknown_option (ObelusStage *stage, const ObelusStageSetting *setting, ObelusProblemList *problems)
{
  g_autofree char *excerpt = obelus_option_value_excerpt (setting->name);
  g_autofree char *name = obelus_option_value_excerpt (stage->name);
  g_autofree const char **options = obelus_option_set_list_names (stage->options);
  g_autoptr (GPtrArray) known = g_ptr_array_new ();
  g_autofree char *listed = g_strjoinv (", ", (char **) options);

  for (guint i = 0; options[i] != NULL; i++)
    g_ptr_array_add (known, (gpointer) options[i]);
  g_ptr_array_add (known, (gpointer) "when");
  guint n_others = known->len;
  obelus_isolation_list_settings (known);
  g_ptr_array_add (known, NULL);
  g_autofree char *isolation = g_strjoinv (", ", (char **) &known->pdata[n_others]);

  const char *near = obelus_suggest (setting->name, (const char *const *) known->pdata);
  if (near != NULL)
    obelus_problem_list_add (problems, setting->name_place, "unknown-option",
                             "stage '%s' has no option '%s'; did you mean '%s'?", name, excerpt, near);
  else if (g_str_has_prefix (setting->name, "isolate"))
    obelus_problem_list_add (problems, setting->name_place, "unknown-option",
                             "stage '%s' has no option '%s'; there are %s", name, excerpt, isolation);
  else
    obelus_problem_list_add (problems, setting->name_place, "unknown-option",
                             "stage '%s' has no option '%s'; it has %s", name, excerpt,
                             *listed == '\0' ? "no options at all" : listed);
  obelus_problem_list_suggest (problems, near);
}

static void
assign (ObelusStage *stage, const ObelusStageSpec *spec, const ObelusStageSetting *setting, ObelusProblemList *problems)
{
  g_autofree char *problem = NULL;
  g_autofree char *suggestion = NULL;
  g_autofree char *name = obelus_option_value_excerpt (stage->name);

  if (strcmp (setting->name, "when") == 0)
    stage->condition = obelus_condition_parse (setting->value, &problem, &suggestion);
  else if (obelus_isolation_has_setting (setting->name))
    problem = obelus_isolation_assign (&stage->isolation, setting->name, setting->value, &suggestion);
  else if (obelus_option_set_has_option (stage->options, setting->name))
    {
      problem = obelus_option_set_assign (stage->options, setting->name, setting->value);
      if (problem != NULL)
        suggestion = obelus_option_set_suggest_value (stage->options, setting->name, setting->value);
    }
  else
    report_unknown_option (stage, setting, problems);
  if (problem == NULL)
    return;

  g_autofree char *replacement = suggestion == NULL || spec->notation == OBELUS_NOTATION_FILE
                                     ? g_strdup (suggestion)
                                     : obelus_quote (suggestion);
  obelus_problem_list_add (problems, setting->value_place,
                           strcmp (setting->name, "when") == 0 ? "invalid-condition" : "invalid-value",
                           "stage '%s' %s%s", name, problem,
                           spec->notation == OBELUS_NOTATION_FILE && strstr (setting->value, " #") != NULL
                               ? " (a comment stands on a line of its own)"
                               : "");
  obelus_problem_list_suggest (problems, replacement);
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
  stage->place = spec->place;
  for (guint i = 0; i < spec->settings->len; i++)
    assign (stage, spec, &g_array_index (spec->settings, ObelusStageSetting, i), problems);
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
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  obelus_option_set_locate (stage->options, registry, folder, names, missing);
  for (guint i = 0; i < missing->len; i++)
    {
      const ObelusStageSetting *setting
          = spec == NULL ? NULL : obelus_stage_spec_find_setting (spec, g_ptr_array_index (names, i));
      obelus_problem_list_add (problems, setting != NULL ? setting->value_place : stage->place, "missing-file",
                               "stage '%s' %s", stage->name, (const char *) g_ptr_array_index (missing, i));
    }
}
