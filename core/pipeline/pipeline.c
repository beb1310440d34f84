/* The pipeline as an object: describing it, checking it, loading its stages. */
#include "isolated-stage-private.h"
#include "pipeline-file-private.h"
#include "pipeline-state-private.h"
#include "plugin-path-private.h"
#include "stage-line-private.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (ObelusPipeline, obelus_pipeline, G_TYPE_OBJECT)

static void
obelus_pipeline_finalize (GObject *object)
{
  ObelusPipeline *pipeline = OBELUS_PIPELINE (object);

  g_ptr_array_unref (pipeline->idle);
  g_clear_pointer (&pipeline->stages, g_ptr_array_unref);
  g_clear_pointer (&pipeline->problems, obelus_problem_list_free);
  g_clear_pointer (&pipeline->written, obelus_problem_list_free);
  g_ptr_array_unref (pipeline->specs);
  g_ptr_array_unref (pipeline->requirements);
  g_ptr_array_unref (pipeline->provided);
  g_free (pipeline->file);
  g_free (pipeline->folder);
  g_free (pipeline->name);
  g_clear_object (&pipeline->registry);
  g_mutex_clear (&pipeline->lock);

  G_OBJECT_CLASS (obelus_pipeline_parent_class)->finalize (object);
}

static void
obelus_pipeline_class_init (ObelusPipelineClass *class)
{
  G_OBJECT_CLASS (class)->finalize = obelus_pipeline_finalize;
}

static void
obelus_pipeline_init (ObelusPipeline *pipeline)
{
  g_mutex_init (&pipeline->lock);
  pipeline->name = g_strdup ("");
  pipeline->specs = g_ptr_array_new_with_free_func ((GDestroyNotify) obelus_stage_spec_free);
  pipeline->requirements = g_ptr_array_new_with_free_func ((GDestroyNotify) obelus_requirement_free);
  pipeline->provided = g_ptr_array_new_with_free_func ((GDestroyNotify) obelus_layer_list_free);
  pipeline->idle = g_ptr_array_new_with_free_func ((GDestroyNotify) obelus_workspace_free);
}

/* Describing it */

static ObelusPipeline *
make_pipeline (ObelusRegistry *registry, const char *file, ObelusNotation notation)
{
  ObelusPipeline *pipeline = g_object_new (OBELUS_TYPE_PIPELINE, NULL);

  pipeline->registry = g_object_ref (registry);
  pipeline->file = g_filename_display_name (file);
  pipeline->notation = notation;
  pipeline->written = obelus_problem_list_new (pipeline->file, notation);

  return pipeline;
}

ObelusPipeline *
obelus_pipeline_new (ObelusRegistry *registry)
{
  g_return_val_if_fail (OBELUS_IS_REGISTRY (registry), NULL);

  return make_pipeline (registry, "pipeline", OBELUS_NOTATION_LINE);
}

ObelusPipeline *
obelus_pipeline_new_from_line (ObelusRegistry *registry, const char *line)
{
  g_return_val_if_fail (OBELUS_IS_REGISTRY (registry), NULL);
  g_return_val_if_fail (line != NULL, NULL);

  ObelusPipeline *pipeline = make_pipeline (registry, "pipeline", OBELUS_NOTATION_LINE);
  g_ptr_array_unref (pipeline->specs);
  pipeline->specs = obelus_stage_line_parse (line, pipeline->written);

  return pipeline;
}

ObelusPipeline *
obelus_pipeline_new_from_data (ObelusRegistry *registry, const char *name, const char *data, gssize length)
{
  g_return_val_if_fail (OBELUS_IS_REGISTRY (registry), NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (data != NULL || length == 0, NULL);

  ObelusPipeline *pipeline = make_pipeline (registry, name, OBELUS_NOTATION_FILE);
  g_autoptr (ObelusPipelineFile) file
      = obelus_pipeline_file_parse (data, length < 0 ? strlen (data) : (gsize) length, pipeline->written);
  g_ptr_array_unref (pipeline->specs);
  pipeline->specs = g_ptr_array_ref (file->specs);
  g_free (pipeline->name);
  pipeline->name = g_strdup (file->name);

  return pipeline;
}

ObelusPipeline *
obelus_pipeline_new_from_file (ObelusRegistry *registry, const char *path)
{
  g_return_val_if_fail (OBELUS_IS_REGISTRY (registry), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = obelus_pipeline_file_load (path, &error);
  ObelusPipeline *pipeline;

  if (bytes == NULL)
    {
      pipeline = make_pipeline (registry, path, OBELUS_NOTATION_FILE);
      obelus_problem_list_add (pipeline->written, OBELUS_NO_PLACE, "unreadable", "%s", error->message);
    }
  else
    {
      gsize length;
      const char *data = g_bytes_get_data (bytes, &length);
      pipeline = obelus_pipeline_new_from_data (registry, path, data == NULL ? "" : data, (gssize) length);
    }
  pipeline->folder = g_path_get_dirname (path);

  return pipeline;
}

const char *
obelus_pipeline_get_name (ObelusPipeline *pipeline)
{
  g_return_val_if_fail (OBELUS_IS_PIPELINE (pipeline), "");

  return pipeline->name;
}

ObelusRegistry *
obelus_pipeline_get_registry (ObelusPipeline *pipeline)
{
  return pipeline->registry;
}

static void
forget_plan (ObelusPipeline *pipeline)
{
  g_clear_pointer (&pipeline->stages, g_ptr_array_unref);
  g_clear_pointer (&pipeline->problems, obelus_problem_list_free);
}

void
obelus_pipeline_add_stage (ObelusPipeline *pipeline, const char *component, const char *const *options)
{
  g_return_if_fail (OBELUS_IS_PIPELINE (pipeline));
  g_return_if_fail (component != NULL);
  g_return_if_fail (!g_atomic_int_get (&pipeline->is_prepared));

  ObelusStageSpec *spec = obelus_stage_spec_new (NULL, component, OBELUS_NO_PLACE, OBELUS_NOTATION_LINE);
  for (guint i = 0; options != NULL && options[i] != NULL; i++)
    {
      const char *equals = strchr (options[i], '=');
      g_autofree char *name = equals == NULL ? NULL : g_strndup (options[i], (gsize) (equals - options[i]));
      if (name == NULL)
        obelus_problem_list_add (pipeline->written, OBELUS_NO_PLACE, "syntax",
                                 "'%s' is not an option of stage '%s'; write NAME=VALUE", options[i], component);
      else
        obelus_stage_spec_add_setting (spec, name, equals + 1, OBELUS_NO_PLACE, OBELUS_NO_PLACE);
    }
  g_ptr_array_add (pipeline->specs, spec);
  forget_plan (pipeline);
}

/* The layers of a list that a host wrote; NULL after saying what is wrong with it. */
static ObelusLayerList *
parse_layers (ObelusPipeline *pipeline, const char *layers, const char *wanted_by)
{
  g_autofree char *problem = NULL;
  ObelusLayerList *list = obelus_layer_list_parse (layers, &problem);

  if (list == NULL)
    obelus_problem_list_add (pipeline->written, OBELUS_NO_PLACE, "invalid-layers", "%s: %s", wanted_by, problem);

  return list;
}

void
obelus_pipeline_require (ObelusPipeline *pipeline, const char *layers, const char *wanted_by, gboolean optional_too)
{
  g_return_if_fail (OBELUS_IS_PIPELINE (pipeline));
  g_return_if_fail (wanted_by != NULL);
  g_return_if_fail (!g_atomic_int_get (&pipeline->is_prepared));

  ObelusLayerList *list = parse_layers (pipeline, layers, wanted_by);
  if (list != NULL)
    {
      ObelusRequirement *requirement = g_new0 (ObelusRequirement, 1);
      requirement->layers = list;
      requirement->wanted_by = g_strdup (wanted_by);
      requirement->optional_too = optional_too;
      g_ptr_array_add (pipeline->requirements, requirement);
    }
  forget_plan (pipeline);
}

void
obelus_pipeline_provide (ObelusPipeline *pipeline, const char *layers)
{
  g_return_if_fail (OBELUS_IS_PIPELINE (pipeline));
  g_return_if_fail (!g_atomic_int_get (&pipeline->is_prepared));

  ObelusLayerList *list = parse_layers (pipeline, layers, "layers that documents bring along");
  if (list != NULL)
    g_ptr_array_add (pipeline->provided, list);
  forget_plan (pipeline);
}

void
obelus_pipeline_set_isolation (ObelusPipeline *pipeline, ObelusIsolationPolicy policy)
{
  g_return_if_fail (OBELUS_IS_PIPELINE (pipeline));
  g_return_if_fail (!g_atomic_int_get (&pipeline->is_prepared));

  pipeline->isolation = policy;
}

/* Checking it */

void
obelus_pipeline_ensure_plan (ObelusPipeline *pipeline)
{
  if (pipeline->stages != NULL)
    return;

  ObelusPlanRequest request = {
    .registry = pipeline->registry,
    .folder = pipeline->folder,
    .specs = pipeline->specs,
    .requirements = pipeline->requirements,
    .provided = pipeline->provided,
  };
  pipeline->problems = obelus_problem_list_new (pipeline->file, pipeline->notation);
  obelus_problem_list_add_all (pipeline->problems, pipeline->written);
  pipeline->stages = obelus_plan_make (&request, pipeline->problems);
  obelus_plan_check (&request, pipeline->stages, pipeline->problems);
  obelus_problem_list_sort (pipeline->problems);
}

guint
obelus_pipeline_check (ObelusPipeline *pipeline)
{
  g_return_val_if_fail (OBELUS_IS_PIPELINE (pipeline), 0);

  obelus_pipeline_ensure_plan (pipeline);

  return obelus_problem_list_get_n_problems (pipeline->problems);
}

const ObelusProblem *
obelus_pipeline_get_problem (ObelusPipeline *pipeline, guint index)
{
  g_return_val_if_fail (OBELUS_IS_PIPELINE (pipeline), NULL);
  g_return_val_if_fail (index < obelus_pipeline_check (pipeline), NULL);

  return obelus_problem_list_get_problem (pipeline->problems, index);
}

char *
obelus_pipeline_format_problem (ObelusPipeline *pipeline, guint index)
{
  g_return_val_if_fail (OBELUS_IS_PIPELINE (pipeline), NULL);
  g_return_val_if_fail (index < obelus_pipeline_check (pipeline), NULL);

  return obelus_problem_list_format (pipeline->problems, index);
}

/* Loading it */

/* Passes on what stages say to whoever listens now. */
static void
pass_message (const char *stage, const char *message, double share, gpointer user_data)
{
  ObelusPipeline *pipeline = user_data;

  if (pipeline->message != NULL)
    pipeline->message (stage, message, share, pipeline->message_data);
  else
    g_info ("stage '%s': %s", stage, message);
}

void
obelus_pipeline_set_message_func (ObelusPipeline *pipeline, ObelusContextMessage func, gpointer user_data)
{
  pipeline->message = func;
  pipeline->message_data = user_data;
}

static gboolean
report_problems (ObelusPipeline *pipeline, GError **error)
{
  guint n_problems = obelus_problem_list_get_n_problems (pipeline->problems);
  g_autoptr (GString) message = g_string_new (NULL);

  if (n_problems == 0)
    return TRUE;

  for (guint i = 0; i < n_problems; i++)
    {
      g_autofree char *problem = obelus_problem_list_format (pipeline->problems, i);
      g_string_append_printf (message, "%s%s", i == 0 ? "" : "\n", problem);
    }
  g_set_error_literal (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_PIPELINE, message->str);

  return FALSE;
}

static gboolean
is_third_party (const ObelusStage *stage)
{
  const char *path = obelus_component_get_plugin_path (stage->component);

  return g_path_is_absolute (path) && !obelus_plugin_path_is_own (path);
}

/* The stage's core, in workers if it is to be isolated. */
static ObelusStageCore *
make_core (ObelusPipeline *pipeline, ObelusStage *stage)
{
  g_autoptr (ObelusComponent) component = NULL;
  ObelusStageCore *core;

  if (pipeline->isolation == OBELUS_ISOLATE_ALL
      || (pipeline->isolation == OBELUS_ISOLATE_THIRD_PARTY && is_third_party (stage)))
    stage->isolation.is_isolated = TRUE;
  /* A program has a process of its own in any case, and is isolated there. */
  component = stage->isolation.is_isolated && obelus_component_get_program (stage->component) == NULL
                  ? obelus_isolated_component_new (stage->component)
                  : g_object_ref (stage->component);
  core = obelus_stage_core_new (stage->name, component, stage->options);
  obelus_stage_core_set_isolation (core, &stage->isolation);
  obelus_stage_core_set_message_func (core, pass_message, pipeline);
  return core;
}

static gboolean
load_stages (ObelusPipeline *pipeline, GError **error)
{
  for (guint i = 0; i < pipeline->stages->len; i++)
    {
      ObelusStage *stage = g_ptr_array_index (pipeline->stages, i);
      stage->core = make_core (pipeline, stage);
      if (obelus_stage_core_load (stage->core, error))
        continue;
      for (guint j = 0; j <= i; j++)
        g_clear_pointer (&((ObelusStage *) g_ptr_array_index (pipeline->stages, j))->core, obelus_stage_core_unref);
      return FALSE;
    }

  return TRUE;
}

gboolean
obelus_pipeline_prepare (ObelusPipeline *pipeline, GError **error)
{
  g_return_val_if_fail (OBELUS_IS_PIPELINE (pipeline), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (g_atomic_int_get (&pipeline->is_prepared))
    return TRUE;

  g_mutex_lock (&pipeline->lock);
  gboolean prepared = g_atomic_int_get (&pipeline->is_prepared);
  if (!prepared)
    {
      obelus_pipeline_ensure_plan (pipeline);
      prepared = report_problems (pipeline, error) && load_stages (pipeline, error);
      g_atomic_int_set (&pipeline->is_prepared, prepared);
    }
  g_mutex_unlock (&pipeline->lock);

  return prepared;
}

gboolean
obelus_pipeline_is_prepared (ObelusPipeline *pipeline)
{
  return g_atomic_int_get (&pipeline->is_prepared);
}

gboolean
obelus_pipeline_is_isolated (ObelusPipeline *pipeline)
{
  for (guint i = 0; i < pipeline->stages->len; i++)
    if (((const ObelusStage *) g_ptr_array_index (pipeline->stages, i))->isolation.is_isolated)
      return TRUE;
  return FALSE;
}

/* What was planned */

guint
obelus_pipeline_get_n_stages (ObelusPipeline *pipeline)
{
  g_return_val_if_fail (OBELUS_IS_PIPELINE (pipeline), 0);

  obelus_pipeline_ensure_plan (pipeline);

  return pipeline->stages->len;
}

static const ObelusStage *
get_stage (ObelusPipeline *pipeline, guint index)
{
  g_return_val_if_fail (OBELUS_IS_PIPELINE (pipeline), NULL);
  g_return_val_if_fail (index < obelus_pipeline_get_n_stages (pipeline), NULL);

  return g_ptr_array_index (pipeline->stages, index);
}

const char *
obelus_pipeline_get_stage_name (ObelusPipeline *pipeline, guint stage)
{
  const ObelusStage *found = get_stage (pipeline, stage);

  return found == NULL ? NULL : found->name;
}

ObelusComponent *
obelus_pipeline_get_stage_component (ObelusPipeline *pipeline, guint stage)
{
  const ObelusStage *found = get_stage (pipeline, stage);

  return found == NULL ? NULL : found->component;
}
