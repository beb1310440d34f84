/* A component: what a plugin declares of it, checked and in structs of the core's own size. */
#include "component-private.h"
#include "declaration-private.h"
#include "option-table-private.h"

#include <obelus/obelus-error.h>

struct _ObelusComponent
{
  GObject parent_instance;

  ObelusComponentKind kind;
  ObelusPluginInfo *info;
  ObelusAnyClass any;
  ObelusDeclaration declaration;
  ObelusOption *options;
  guint n_options;
  ObelusLayerList *needs;
  ObelusLayerList *gives;
  ObelusLayerList *keeps;
  ObelusLayerList *judges;
  ObelusLayerList *prepares;
  gboolean is_closed; /* its functions are in a module that is not open yet */
  guint index;        /* among the components of its module */
};

G_DEFINE_FINAL_TYPE (ObelusComponent, obelus_component, G_TYPE_OBJECT)

const char *
obelus_component_kind_get_name (ObelusComponentKind kind)
{
  static const char *const names[] = {
    [OBELUS_COMPONENT_PROCESSOR] = "processor", [OBELUS_COMPONENT_READER] = "reader",
    [OBELUS_COMPONENT_WRITER] = "writer",       [OBELUS_COMPONENT_TRAINER] = "trainer",
    [OBELUS_COMPONENT_EVALUATOR] = "evaluator",
  };

  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (names), "component");
  return names[kind];
}

static void
obelus_component_finalize (GObject *object)
{
  ObelusComponent *component = OBELUS_COMPONENT (object);

  g_free (component->options);
  g_clear_pointer (&component->needs, obelus_layer_list_free);
  g_clear_pointer (&component->gives, obelus_layer_list_free);
  g_clear_pointer (&component->keeps, obelus_layer_list_free);
  g_clear_pointer (&component->judges, obelus_layer_list_free);
  g_clear_pointer (&component->prepares, obelus_layer_list_free);
  g_clear_pointer (&component->info, obelus_plugin_info_unref);

  G_OBJECT_CLASS (obelus_component_parent_class)->finalize (object);
}

static void
obelus_component_class_init (ObelusComponentClass *class)
{
  G_OBJECT_CLASS (class)->finalize = obelus_component_finalize;
}

static void
obelus_component_init (ObelusComponent *component G_GNUC_UNUSED)
{
}

/* Making */

/* Puts what is wrong with a part of the declaration into a sentence that names the component. */
static char *
name_component (ObelusComponent *component, const char *problem)
{
  return g_strdup_printf ("%s '%s': %s", obelus_component_kind_get_name (component->kind), component->declaration.name,
                          problem);
}

static ObelusLayerList *
parse_list (ObelusComponent *component, const char *member, const char *text, char **problem)
{
  g_autofree char *wrong = NULL;
  ObelusLayerList *list;

  if (*problem != NULL)
    return NULL;

  list = obelus_layer_list_parse (text, &wrong);
  if (list == NULL)
    *problem = g_strdup_printf ("%s '%s': in .%s, %s", obelus_component_kind_get_name (component->kind),
                                component->declaration.name, member, wrong);
  return list;
}

/* A column that is added to a layer needs the layer. */
static char *
check_columns (ObelusComponent *component)
{
  for (guint i = 0; i < component->gives->n_items; i++)
    {
      const ObelusLayerListItem *item = &component->gives->items[i];

      if (item->column != NULL && component->kind == OBELUS_COMPONENT_PROCESSOR
          && obelus_layer_list_find (component->gives, item->layer, NULL) == NULL
          && !obelus_layer_list_mentions (component->needs, item->layer))
        return g_strdup_printf ("it gives '%s.%s' without needing '%s'; add '%s' to .needs", item->layer, item->column,
                                item->layer, item->layer);
    }

  return NULL;
}

/* What is prepared for a trainer is a part of what it needs. */
static char *
check_prepares (ObelusComponent *component)
{
  for (guint i = 0; i < component->prepares->n_items; i++)
    {
      const char *layer = component->prepares->items[i].layer;
      if (!obelus_layer_list_mentions (component->needs, layer))
        return g_strdup_printf ("it has '%s' prepared without needing it; add '%s' to .needs", layer, layer);
    }

  return NULL;
}

/* What the core's own code reads through a class struct is the core's copy of the options. */
static void
point_class_at_options (ObelusComponent *component)
{
  switch (component->kind)
    {
    case OBELUS_COMPONENT_PROCESSOR:
      component->any.processor.options = component->options;
      break;
    case OBELUS_COMPONENT_READER:
      component->any.reader.options = component->options;
      break;
    case OBELUS_COMPONENT_WRITER:
      component->any.writer.options = component->options;
      break;
    case OBELUS_COMPONENT_TRAINER:
      component->any.trainer.options = component->options;
      break;
    case OBELUS_COMPONENT_EVALUATOR:
      component->any.evaluator.options = component->options;
      break;
    }
}

static char *
fill (ObelusComponent *component, gsize option_stride)
{
  ObelusDeclaration *declaration = &component->declaration;
  g_autofree char *wrong = NULL;
  char *problem;

  if (component->is_closed)
    declaration->missing = NULL;
  problem = obelus_declaration_check (component->kind, declaration);
  component->needs = parse_list (component, "needs", declaration->needs, &problem);
  component->gives = parse_list (component, "gives", declaration->gives, &problem);
  component->keeps = parse_list (component, "keeps", declaration->keeps, &problem);
  component->judges = parse_list (component, "judges", declaration->judges, &problem);
  component->prepares = parse_list (component, "prepares", declaration->prepares, &problem);
  if (problem != NULL)
    return problem;

  wrong = check_columns (component);
  if (wrong == NULL)
    wrong = check_prepares (component);
  if (wrong == NULL)
    component->options = obelus_option_table_read (declaration->options, option_stride, &component->n_options, &wrong);
  if (wrong != NULL)
    return name_component (component, wrong);

  point_class_at_options (component);
  return NULL;
}

static ObelusComponent *
make (ObelusPluginInfo *info, ObelusComponentKind kind, const ObelusAnyClass *any, gboolean is_closed)
{
  ObelusComponent *component = g_object_new (OBELUS_TYPE_COMPONENT, NULL);

  component->kind = kind;
  component->info = obelus_plugin_info_ref (info);
  component->any = *any;
  component->is_closed = is_closed;
  obelus_declaration_read (kind, &component->any, &component->declaration);

  return component;
}

ObelusComponent *
obelus_component_new (ObelusPluginInfo *info, ObelusComponentKind kind, const ObelusAnyClass *any, gsize option_stride,
                      char **problem)
{
  g_autoptr (ObelusComponent) component = make (info, kind, any, FALSE);

  *problem = fill (component, option_stride);
  return *problem == NULL ? g_steal_pointer (&component) : NULL;
}

ObelusComponent *
obelus_component_new_described (ObelusPluginInfo *info, ObelusComponentKind kind, const ObelusAnyClass *any,
                                guint index, char **problem)
{
  g_autoptr (ObelusComponent) component = make (info, kind, any, TRUE);

  component->index = index;
  *problem = fill (component, sizeof (ObelusOption));
  return *problem == NULL ? g_steal_pointer (&component) : NULL;
}

ObelusComponent *
obelus_component_new_with_functions (ObelusComponent *component, const ObelusProcessorClass *functions)
{
  ObelusAnyClass any = component->any;
  g_autofree char *problem = NULL;

  any.processor.load = functions->load;
  any.processor.begin = functions->begin;
  any.processor.process = functions->process;
  any.processor.process_batch = functions->process_batch;
  any.processor.end = functions->end;
  any.processor.unload = functions->unload;
  ObelusComponent *other
      = obelus_component_new (component->info, component->kind, &any, sizeof (ObelusOption), &problem);

  g_assert (other != NULL); /* what it declares was found right before */
  return other;
}

/* Opening */

/* Takes over what the module has under the same declarations. */
static void
take_functions (ObelusComponent *component, ObelusClosedModule *closed)
{
  component->any = ((ObelusComponent *) closed->components->pdata[component->index])->any;
  point_class_at_options (component);
  component->is_closed = FALSE;
}

gboolean
obelus_component_open (ObelusComponent *component, GError **error)
{
  ObelusClosedModule *closed = component->info->closed;
  g_autofree char *problem = NULL;

  if (closed == NULL)
    return TRUE;

  g_mutex_lock (&closed->lock);
  if (component->is_closed && closed->components == NULL)
    closed->components = closed->open (closed, component->info->path, &problem);
  if (component->is_closed && closed->components != NULL)
    take_functions (component, closed);
  g_mutex_unlock (&closed->lock);

  if (problem != NULL)
    g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_PLUGIN, "%s: %s", component->info->path, problem);
  return problem == NULL;
}

/* Declarations */

ObelusComponentKind
obelus_component_get_kind (ObelusComponent *component)
{
  g_return_val_if_fail (OBELUS_IS_COMPONENT (component), OBELUS_COMPONENT_PROCESSOR);
  return component->kind;
}

const char *
obelus_component_get_name (ObelusComponent *component)
{
  g_return_val_if_fail (OBELUS_IS_COMPONENT (component), NULL);
  return component->declaration.name;
}

const char *
obelus_component_get_summary (ObelusComponent *component)
{
  g_return_val_if_fail (OBELUS_IS_COMPONENT (component), NULL);
  return component->declaration.summary;
}

const char *
obelus_component_get_needs (ObelusComponent *component)
{
  g_return_val_if_fail (OBELUS_IS_COMPONENT (component), NULL);
  return component->declaration.needs != NULL ? component->declaration.needs : "";
}

const char *
obelus_component_get_gives (ObelusComponent *component)
{
  g_return_val_if_fail (OBELUS_IS_COMPONENT (component), NULL);
  return component->declaration.gives != NULL ? component->declaration.gives : "";
}

gint
obelus_component_get_rank (ObelusComponent *component)
{
  g_return_val_if_fail (OBELUS_IS_COMPONENT (component), 0);
  return component->declaration.rank;
}

const ObelusOption *
obelus_component_get_options (ObelusComponent *component, guint *n_options)
{
  g_return_val_if_fail (OBELUS_IS_COMPONENT (component), NULL);
  g_return_val_if_fail (n_options != NULL, NULL);

  *n_options = component->n_options;
  return component->options;
}

const char *
obelus_component_get_plugin_name (ObelusComponent *component)
{
  g_return_val_if_fail (OBELUS_IS_COMPONENT (component), NULL);
  return component->info->name;
}

const char *
obelus_component_get_plugin_version (ObelusComponent *component)
{
  g_return_val_if_fail (OBELUS_IS_COMPONENT (component), NULL);
  return component->info->version;
}

const char *
obelus_component_get_plugin_license (ObelusComponent *component)
{
  g_return_val_if_fail (OBELUS_IS_COMPONENT (component), NULL);
  return component->info->license;
}

const char *
obelus_component_get_plugin_path (ObelusComponent *component)
{
  g_return_val_if_fail (OBELUS_IS_COMPONENT (component), NULL);
  return component->info->path;
}

/* For the core */

const ObelusProcessorClass *
obelus_component_get_processor (ObelusComponent *component)
{
  return component->kind == OBELUS_COMPONENT_PROCESSOR ? &component->any.processor : NULL;
}

const ObelusReaderClass *
obelus_component_get_reader (ObelusComponent *component)
{
  return component->kind == OBELUS_COMPONENT_READER ? &component->any.reader : NULL;
}

const ObelusWriterClass *
obelus_component_get_writer (ObelusComponent *component)
{
  return component->kind == OBELUS_COMPONENT_WRITER ? &component->any.writer : NULL;
}

const ObelusTrainerClass *
obelus_component_get_trainer (ObelusComponent *component)
{
  return component->kind == OBELUS_COMPONENT_TRAINER ? &component->any.trainer : NULL;
}

const ObelusEvaluatorClass *
obelus_component_get_evaluator (ObelusComponent *component)
{
  return component->kind == OBELUS_COMPONENT_EVALUATOR ? &component->any.evaluator : NULL;
}

const ObelusLayerList *
obelus_component_get_needs_list (ObelusComponent *component)
{
  return component->needs;
}

const ObelusLayerList *
obelus_component_get_gives_list (ObelusComponent *component)
{
  return component->gives;
}

const ObelusLayerList *
obelus_component_get_keeps_list (ObelusComponent *component)
{
  return component->keeps;
}

const ObelusLayerList *
obelus_component_get_judges_list (ObelusComponent *component)
{
  return component->judges;
}

const ObelusLayerList *
obelus_component_get_prepares_list (ObelusComponent *component)
{
  return component->prepares;
}

const char *
obelus_component_get_extensions (ObelusComponent *component)
{
  return component->declaration.extensions;
}

const char *
obelus_component_get_data_folder (ObelusComponent *component)
{
  return component->info->data_folder;
}

const ObelusProgram *
obelus_component_get_program (ObelusComponent *component)
{
  return component->info->program;
}

const ObelusPluginInfo *
obelus_component_get_info (ObelusComponent *component)
{
  return component->info;
}

const ObelusAnyClass *
obelus_component_get_class (ObelusComponent *component)
{
  return &component->any;
}
