/* The registry: which plugins the search path offers, and what is wrong with the modules that are none. */
#pragma once

#include <obelus/obelus-component.h>

G_BEGIN_DECLS

/**
 * ObelusComponentKind:
 * @OBELUS_COMPONENT_PROCESSOR: reads some layers and adds others
 * @OBELUS_COMPONENT_READER: turns a source into documents
 * @OBELUS_COMPONENT_WRITER: turns documents into output
 * @OBELUS_COMPONENT_TRAINER: learns a model
 * @OBELUS_COMPONENT_EVALUATOR: scores annotations
 *
 * What a component does. Names are unique within a kind.
 */
typedef enum
{
  OBELUS_COMPONENT_PROCESSOR,
  OBELUS_COMPONENT_READER,
  OBELUS_COMPONENT_WRITER,
  OBELUS_COMPONENT_TRAINER,
  OBELUS_COMPONENT_EVALUATOR,
} ObelusComponentKind;

/**
 * obelus_component_kind_get_name:
 * @kind: a kind of component
 *
 * Returns: the kind as people call it: `processor`
 */
OBELUS_API const char *obelus_component_kind_get_name (ObelusComponentKind kind);

/**
 * ObelusComponent:
 *
 * One component that a plugin declares. All of this comes from the declarations; no plugin code runs.
 */
#define OBELUS_TYPE_COMPONENT (obelus_component_get_type ())
OBELUS_API
G_DECLARE_FINAL_TYPE (ObelusComponent, obelus_component, OBELUS, COMPONENT, GObject)

/**
 * obelus_component_get_kind:
 * @component: a component
 *
 * Returns: what it does
 */
OBELUS_API ObelusComponentKind obelus_component_get_kind (ObelusComponent *component);

/**
 * obelus_component_get_name:
 * @component: a component
 *
 * Returns: its name, unique among components of its kind
 */
OBELUS_API const char *obelus_component_get_name (ObelusComponent *component);

/**
 * obelus_component_get_summary:
 * @component: a component
 *
 * Returns: one line for people, without a full stop
 */
OBELUS_API const char *obelus_component_get_summary (ObelusComponent *component);

/**
 * obelus_component_get_needs:
 * @component: a component
 *
 * Returns: the layers it reads, as declared; `""` for none
 */
OBELUS_API const char *obelus_component_get_needs (ObelusComponent *component);

/**
 * obelus_component_get_gives:
 * @component: a component
 *
 * Returns: the layers it makes, as declared; `""` for none
 */
OBELUS_API const char *obelus_component_get_gives (ObelusComponent *component);

/**
 * obelus_component_get_rank:
 * @component: a component
 *
 * Returns: its rank: of processors that give the same, planning takes the one of highest rank
 */
OBELUS_API gint obelus_component_get_rank (ObelusComponent *component);

/**
 * obelus_component_get_options: (skip)
 * @component: a component
 * @n_options: (out): how many options it has
 *
 * Returns: (array length=n_options): the options, in the order of their declaration
 */
OBELUS_API const ObelusOption *obelus_component_get_options (ObelusComponent *component, guint *n_options);

/**
 * obelus_component_get_plugin_name:
 * @component: a component
 *
 * Returns: the name of the plugin that declares it
 */
OBELUS_API const char *obelus_component_get_plugin_name (ObelusComponent *component);

/**
 * obelus_component_get_plugin_version:
 * @component: a component
 *
 * Returns: its plugin's version as declared
 */
OBELUS_API const char *obelus_component_get_plugin_version (ObelusComponent *component);

/**
 * obelus_component_get_plugin_license:
 * @component: a component
 *
 * Returns: its plugin's licence as declared, an SPDX identifier or what the author wrote
 */
OBELUS_API const char *obelus_component_get_plugin_license (ObelusComponent *component);

/**
 * obelus_component_get_plugin_path:
 * @component: a component
 *
 * Returns: where the module is, or `"(built in)"`
 */
OBELUS_API const char *obelus_component_get_plugin_path (ObelusComponent *component);

/**
 * ObelusRegistry:
 *
 * What is on offer: components by kind and name, and broken modules with the reason.
 *
 * Making a registry opens no module: what is not remembered from before is looked into by processes of their own, which
 * have five seconds each. A module is opened here when a pipeline, reader or writer that uses it is prepared.
 */
#define OBELUS_TYPE_REGISTRY (obelus_registry_get_type ())
OBELUS_API
G_DECLARE_FINAL_TYPE (ObelusRegistry, obelus_registry, OBELUS, REGISTRY, GObject)

/**
 * obelus_registry_new:
 * @plugin_path: (nullable) (array zero-terminated=1): folders to search before the usual ones
 *
 * Searches, in this order: @plugin_path, the folders in `OBELUS_PLUGIN_PATH`, the user's data folder
 * (`~/.local/share/obelus/plugins`), and where Obelus was installed. A module hides those of
 * the same file name in folders behind it; of two other modules with one plugin's name the second is broken.
 *
 * What was found in modules is remembered in the user's cache folder (`~/.cache/obelus`), if there is one. Modules that
 * did not come with Obelus are broken where the program `obelus-worker` cannot be started.
 *
 * Models are looked for in the folders in `OBELUS_MODEL_PATH`, the user's data folder and where Obelus was installed.
 *
 * Returns: (transfer full): a registry; nothing a module does wrong makes this fail
 */
OBELUS_API ObelusRegistry *obelus_registry_new (const char *const *plugin_path);

/**
 * obelus_registry_find:
 * @registry: a registry
 * @kind: a kind of component
 * @name: its name
 *
 * Returns: (transfer none) (nullable): the component
 */
OBELUS_API ObelusComponent *obelus_registry_find (ObelusRegistry *registry, ObelusComponentKind kind, const char *name);

/**
 * obelus_registry_find_for_path:
 * @registry: a registry
 * @kind: reader or writer
 * @path: a file's name; for a reader, `.gz` at its end does not count
 *
 * Returns: (transfer none) (nullable): the component whose declared extensions @path ends with
 */
OBELUS_API ObelusComponent *obelus_registry_find_for_path (ObelusRegistry *registry, ObelusComponentKind kind,
                                                           const char *path);

/**
 * obelus_registry_suggest:
 * @registry: a registry
 * @kind: a kind of component
 * @name: a name that was not found
 *
 * Returns: (nullable): the name nearest to it, if one is near
 */
OBELUS_API const char *obelus_registry_suggest (ObelusRegistry *registry, ObelusComponentKind kind, const char *name);

/**
 * obelus_registry_get_n_components:
 * @registry: a registry
 *
 * Returns: how many components there are; they are sorted by kind, then by name
 */
OBELUS_API guint obelus_registry_get_n_components (ObelusRegistry *registry);

/**
 * obelus_registry_get_component:
 * @registry: a registry
 * @index: a number from 0, below [method@Registry.get_n_components]
 *
 * Returns: (transfer none): the component
 */
OBELUS_API ObelusComponent *obelus_registry_get_component (ObelusRegistry *registry, guint index);

/**
 * obelus_registry_find_model:
 * @registry: a registry
 * @name: a model's name, such as `entities.obm`
 *
 * A program may have models built in: those are looked at last, and named `built-in:entities.obm`, which
 * [ctor@Model.open] takes like a path.
 *
 * Returns: (transfer full) (nullable) (type filename): the path of the model of this name on the model path; %NULL if
 *   there is none
 */
OBELUS_API char *obelus_registry_find_model (ObelusRegistry *registry, const char *name);

/**
 * obelus_registry_get_n_broken:
 * @registry: a registry
 *
 * Returns: how many modules were refused
 */
OBELUS_API guint obelus_registry_get_n_broken (ObelusRegistry *registry);

/**
 * obelus_registry_get_broken_path:
 * @registry: a registry
 * @index: a number from 0, below [method@Registry.get_n_broken]
 *
 * Returns: the module that was refused
 */
OBELUS_API const char *obelus_registry_get_broken_path (ObelusRegistry *registry, guint index);

/**
 * obelus_registry_get_broken_reason:
 * @registry: a registry
 * @index: a number from 0, below [method@Registry.get_n_broken]
 *
 * Returns: why, as one sentence
 */
OBELUS_API const char *obelus_registry_get_broken_reason (ObelusRegistry *registry, guint index);

G_END_DECLS
