/* Descriptions: declarations as records, and back with all that a plugin's own are checked for. */
#include "description-private.h"
#include "declaration-private.h"
#include "name-check-private.h"

#include <string.h>

/* What a plugin may have, as for its own lists. */
#define MAX_COMPONENTS 1280 /* 256 of each kind */
#define MAX_OPTIONS 256

typedef struct
{
  guint32 kind;
  gint32 rank;
  guint32 n_options;
  guint32 reserved;
} ComponentHead;

typedef struct
{
  guint64 type;
  double minimum;
  double maximum;
  double number;
} OptionHead;

/* Packing */

static void
pack_option (ObelusPack *pack, const ObelusOption *option)
{
  OptionHead head = { (guint64) option->type, option->minimum, option->maximum, option->number };

  obelus_pack_add_struct (pack, &head, sizeof head);
  obelus_pack_add_text (pack, option->name);
  obelus_pack_add_text (pack, option->text);
  obelus_pack_add_text (pack, option->choices);
  obelus_pack_add_text (pack, option->summary);
}

static void
pack_component (ObelusPack *pack, ObelusComponent *component)
{
  ComponentHead head = { .kind = obelus_component_get_kind (component), .rank = obelus_component_get_rank (component) };
  const ObelusOption *options = obelus_component_get_options (component, &head.n_options);
  const ObelusAnyClass *any = obelus_component_get_class (component);
  ObelusDeclaration declaration;

  obelus_declaration_read (obelus_component_get_kind (component), any, &declaration);
  obelus_pack_add_struct (pack, &head, sizeof head);
  obelus_pack_add_text (pack, declaration.name);
  obelus_pack_add_text (pack, declaration.summary);
  obelus_pack_add_text (pack, declaration.extensions);
  obelus_pack_add_text (pack, declaration.needs);
  obelus_pack_add_text (pack, declaration.gives);
  obelus_pack_add_text (pack, declaration.keeps);
  obelus_pack_add_text (pack, declaration.judges);
  obelus_pack_add_text (pack, declaration.prepares);
  for (guint i = 0; i < head.n_options; i++)
    pack_option (pack, &options[i]);
}

void
obelus_description_pack (ObelusPack *pack, GPtrArray *components)
{
  const ObelusPluginInfo *info = obelus_component_get_info (components->pdata[0]);
  guint64 n_components = components->len;

  obelus_pack_add_struct (pack, &n_components, sizeof n_components);
  obelus_pack_add_text (pack, info->name);
  obelus_pack_add_text (pack, info->version);
  obelus_pack_add_text (pack, info->license);
  for (guint i = 0; i < components->len; i++)
    pack_component (pack, components->pdata[i]);
}

/* Unpacking */

static GArray *
unpack_options (ObelusUnpack *unpack, guint32 n_options)
{
  GArray *options = g_array_new (TRUE, TRUE, sizeof (ObelusOption));

  for (guint32 i = 0; i < n_options && !unpack->failed; i++)
    {
      ObelusOption option = { 0 };
      OptionHead head;

      obelus_unpack_struct (unpack, &head, sizeof head);
      option.type = (ObelusOptionType) MIN (head.type, G_MAXINT8);
      option.minimum = head.minimum;
      option.maximum = head.maximum;
      option.number = head.number;
      option.name = obelus_unpack_text (unpack);
      option.text = obelus_unpack_text (unpack);
      option.choices = obelus_unpack_text (unpack);
      option.summary = obelus_unpack_text (unpack);
      if (option.name == NULL) /* it would be the end of the table */
        unpack->failed = TRUE;
      g_array_append_val (options, option);
    }
  return options;
}

static void
fill_class (ObelusAnyClass *any, ObelusComponentKind kind, const ObelusDeclaration *declaration)
{
  switch (kind)
    {
    case OBELUS_COMPONENT_PROCESSOR:
      any->processor = (ObelusProcessorClass){ .name = declaration->name,
                                               .summary = declaration->summary,
                                               .needs = declaration->needs,
                                               .gives = declaration->gives,
                                               .options = declaration->options,
                                               .rank = declaration->rank };
      break;
    case OBELUS_COMPONENT_READER:
      any->reader = (ObelusReaderClass){ .name = declaration->name,
                                         .summary = declaration->summary,
                                         .extensions = declaration->extensions,
                                         .gives = declaration->gives,
                                         .options = declaration->options };
      break;
    case OBELUS_COMPONENT_WRITER:
      any->writer = (ObelusWriterClass){ .name = declaration->name,
                                         .summary = declaration->summary,
                                         .extensions = declaration->extensions,
                                         .needs = declaration->needs,
                                         .options = declaration->options };
      break;
    case OBELUS_COMPONENT_TRAINER:
      any->trainer = (ObelusTrainerClass){ .name = declaration->name,
                                           .summary = declaration->summary,
                                           .needs = declaration->needs,
                                           .options = declaration->options,
                                           .prepares = declaration->prepares };
      break;
    case OBELUS_COMPONENT_EVALUATOR:
      any->evaluator = (ObelusEvaluatorClass){ .name = declaration->name,
                                               .summary = declaration->summary,
                                               .needs = declaration->needs,
                                               .keeps = declaration->keeps,
                                               .judges = declaration->judges,
                                               .options = declaration->options };
      break;
    }
}

static ObelusComponent *
unpack_component (ObelusUnpack *unpack, ObelusPluginInfo *info, guint index)
{
  ObelusDeclaration declaration = { 0 };
  ObelusAnyClass any = { 0 };
  ComponentHead head;
  g_autoptr (GArray) options = NULL;
  g_autofree char *problem = NULL;

  obelus_unpack_struct (unpack, &head, sizeof head);
  declaration.rank = head.rank;
  declaration.name = obelus_unpack_text (unpack);
  declaration.summary = obelus_unpack_text (unpack);
  declaration.extensions = obelus_unpack_text (unpack);
  declaration.needs = obelus_unpack_text (unpack);
  declaration.gives = obelus_unpack_text (unpack);
  declaration.keeps = obelus_unpack_text (unpack);
  declaration.judges = obelus_unpack_text (unpack);
  declaration.prepares = obelus_unpack_text (unpack);
  if (unpack->failed || head.kind > OBELUS_COMPONENT_EVALUATOR || head.n_options > MAX_OPTIONS)
    return NULL;

  options = unpack_options (unpack, head.n_options);
  if (unpack->failed)
    return NULL;
  declaration.options = (const ObelusOption *) (gpointer) options->data;
  fill_class (&any, (ObelusComponentKind) head.kind, &declaration);
  return obelus_component_new_described (info, (ObelusComponentKind) head.kind, &any, index, &problem);
}

static ObelusPluginInfo *
unpack_info (ObelusUnpack *unpack, const char *path)
{
  const char *name = obelus_unpack_text (unpack);
  const char *version = obelus_unpack_text (unpack);
  const char *license = obelus_unpack_text (unpack);

  if (unpack->failed || name == NULL || !obelus_name_check (name))
    return NULL;
  return obelus_plugin_info_new (name, version, license, path);
}

GPtrArray *
obelus_description_unpack (GBytes *description, const char *path,
                           GPtrArray *(*open) (const ObelusClosedModule *closed, const char *path, char **problem),
                           gpointer data, GDestroyNotify free_data)
{
  ObelusUnpack unpack = { .base = g_bytes_get_data (description, NULL), .size = g_bytes_get_size (description) };
  g_autoptr (GPtrArray) components = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (ObelusPluginInfo) info = NULL;
  guint64 n_components;

  obelus_unpack_struct (&unpack, &n_components, sizeof n_components);
  info = unpack_info (&unpack, path);
  if (info == NULL || n_components == 0 || n_components > MAX_COMPONENTS)
    {
      if (free_data != NULL)
        free_data (data);
      return NULL;
    }

  info->closed = g_new0 (ObelusClosedModule, 1);
  info->closed->description = g_bytes_ref (description);
  info->closed->open = open;
  info->closed->data = data;
  info->closed->free_data = free_data;
  g_mutex_init (&info->closed->lock);

  for (guint i = 0; i < n_components; i++)
    {
      ObelusComponent *component = unpack_component (&unpack, info, i);
      if (component == NULL)
        return NULL;
      g_ptr_array_add (components, component);
    }
  return unpack.position == unpack.size ? g_steal_pointer (&components) : NULL;
}
