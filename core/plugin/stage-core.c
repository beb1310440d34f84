/* What the contexts of a stage share: loading it once, unloading it with the last of them. */
#include "context-struct-private.h"

ObelusStageCore *
obelus_stage_core_new (const char *name, ObelusComponent *component, ObelusOptionSet *options)
{
  ObelusStageCore *core = g_new0 (ObelusStageCore, 1);

  core->n_references = 1;
  core->name = g_strdup (name);
  core->component = g_object_ref (component);
  core->options = obelus_option_set_ref (options);

  return core;
}

ObelusStageCore *
obelus_stage_core_ref (ObelusStageCore *core)
{
  g_atomic_int_inc (&core->n_references);
  return core;
}

typedef gboolean (*LoadFunc) (ObelusContext *context, gpointer *shared, GError **error);
typedef void (*UnloadFunc) (gpointer shared);

static void
get_load_functions (ObelusComponent *component, LoadFunc *load, UnloadFunc *unload)
{
  const ObelusProcessorClass *processor = obelus_component_get_processor (component);
  const ObelusReaderClass *reader = obelus_component_get_reader (component);
  const ObelusWriterClass *writer = obelus_component_get_writer (component);

  *load = processor ? processor->load : reader ? reader->load : writer ? writer->load : NULL;
  *unload = processor ? processor->unload : reader ? reader->unload : writer ? writer->unload : NULL;
}

void
obelus_stage_core_unref (ObelusStageCore *core)
{
  LoadFunc load;
  UnloadFunc unload;

  if (!g_atomic_int_dec_and_test (&core->n_references))
    return;

  get_load_functions (core->component, &load, &unload);
  if (core->is_loaded && load != NULL && unload != NULL)
    unload (core->shared);

  obelus_option_set_unref (core->options);
  g_object_unref (core->component);
  g_free (core->name);
  g_free (core);
}

void
obelus_stage_core_set_message_func (ObelusStageCore *core, ObelusContextMessage func, gpointer user_data)
{
  core->message_func = func;
  core->message_data = user_data;
}

void
obelus_stage_core_set_isolation (ObelusStageCore *core, const ObelusIsolation *isolation)
{
  core->isolation = *isolation;
}

const char *
obelus_stage_core_get_name (ObelusStageCore *core)
{
  return core->name;
}

ObelusComponent *
obelus_stage_core_get_component (ObelusStageCore *core)
{
  return core->component;
}

void
obelus_stage_core_prefix_error (ObelusStageCore *core, GError **error)
{
  ObelusComponentKind kind = obelus_component_get_kind (core->component);

  g_prefix_error (error, "%s '%s' (plugin %s): ",
                  kind == OBELUS_COMPONENT_PROCESSOR ? "stage" : obelus_component_kind_get_name (kind), core->name,
                  obelus_component_get_plugin_name (core->component));
}

gboolean
obelus_stage_core_settle (ObelusStageCore *core, gboolean succeeded, GError *failure, GError **error)
{
  if (succeeded && failure == NULL)
    return TRUE;

  if (failure == NULL)
    {
      failure = g_error_new (OBELUS_ERROR, OBELUS_ERROR_FAILED,
                             "it failed without saying why; tell the author of plugin '%s'",
                             obelus_component_get_plugin_name (core->component));
    }
  else if (!g_utf8_validate (failure->message, -1, NULL))
    {
      char *valid = g_utf8_make_valid (failure->message, -1);
      g_free (failure->message);
      failure->message = valid;
    }

  g_propagate_error (error, failure);
  return FALSE;
}

static gboolean
call_load (ObelusStageCore *core, LoadFunc load, GError **error)
{
  g_autoptr (ObelusContext) context = obelus_context_new_bare (core);
  GError *failure = NULL;
  gboolean succeeded = load (context, &core->shared, &failure);

  return obelus_stage_core_settle (core, succeeded, failure, error);
}

gboolean
obelus_stage_core_load (ObelusStageCore *core, GError **error)
{
  LoadFunc load;
  UnloadFunc unload;

  if (core->is_loaded)
    return TRUE;

  if (!obelus_component_open (core->component, error))
    {
      obelus_stage_core_prefix_error (core, error);
      return FALSE;
    }
  get_load_functions (core->component, &load, &unload);
  core->is_loaded = obelus_option_set_open (core->options, error) && (load == NULL || call_load (core, load, error));
  if (!core->is_loaded)
    obelus_stage_core_prefix_error (core, error);

  return core->is_loaded;
}
