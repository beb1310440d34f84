/* A reader, writer, trainer or evaluator with its options, as a user writes it: `jsonl offsets=utf16`. */
#include "spec-private.h"
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

ObelusOptionSet *
obelus_spec_resolve (ObelusRegistry *registry, ObelusComponentKind kind, const char *spec, ObelusComponent **component,
                     GError **error)
{
  g_autoptr (ObelusStageSpec) parsed = parse (spec, kind, error);
  if (parsed == NULL)
    return NULL;

  ObelusComponent *found = obelus_registry_find (registry, kind, parsed->component);
  if (found == NULL)
    {
      g_autofree char *message = obelus_stage_explain_unknown (registry, kind, parsed->component);
      g_set_error_literal (error, OBELUS_ERROR, OBELUS_ERROR_NOT_FOUND, message);
      return NULL;
    }

  g_autoptr (ObelusOptionSet) options = obelus_option_set_new (found);
  g_autoptr (ObelusProblemList) problems = obelus_problem_list_new ("", OBELUS_NOTATION_LINE);
  g_autoptr (GPtrArray) clauses = g_ptr_array_new_with_free_func (g_free);

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
                             obelus_component_kind_get_name (kind), parsed->component,
                             (const char *) g_ptr_array_index (clauses, i));
  if (clauses->len > 0)
    {
      set_problems (problems, OBELUS_ERROR_INVALID_OPTION, error);
      return NULL;
    }

  *component = found;
  return g_steal_pointer (&options);
}
