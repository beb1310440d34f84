/* A component as the core uses it: its functions, in structs of the core's own size. */
#pragma once

#include "descriptor-private.h"
#include "layer-list-private.h"

#include <obelus/obelus-registry.h>

/* Opens the component's module if it has only been described so far. To be done while a pipeline or run is being made,
 * before any of the functions below are used. */
gboolean obelus_component_open (ObelusComponent *component, GError **error);

/* The class structs, copied from the plugin's and filled up with zeros where the plugin is older than the core. NULL if
 * the component is of another kind. */
const ObelusProcessorClass *obelus_component_get_processor (ObelusComponent *component);
const ObelusReaderClass *obelus_component_get_reader (ObelusComponent *component);
const ObelusWriterClass *obelus_component_get_writer (ObelusComponent *component);
const ObelusTrainerClass *obelus_component_get_trainer (ObelusComponent *component);
const ObelusEvaluatorClass *obelus_component_get_evaluator (ObelusComponent *component);

/* What plugin and component declare, as one struct. */
const ObelusPluginInfo *obelus_component_get_info (ObelusComponent *component);
const ObelusAnyClass *obelus_component_get_class (ObelusComponent *component);

/* A processor that declares the same and does it with the functions of @functions (its declarations are not looked at).
 * @component must outlive it. */
ObelusComponent *obelus_component_new_with_functions (ObelusComponent *component,
                                                      const ObelusProcessorClass *functions);

/* `needs` and `gives`, parsed; never NULL. */
const ObelusLayerList *obelus_component_get_needs_list (ObelusComponent *component);
const ObelusLayerList *obelus_component_get_gives_list (ObelusComponent *component);

/* An evaluator's further lists, parsed; empty for other kinds. */
const ObelusLayerList *obelus_component_get_keeps_list (ObelusComponent *component);
const ObelusLayerList *obelus_component_get_judges_list (ObelusComponent *component);

/* A trainer's further list, parsed; empty for other kinds. */
const ObelusLayerList *obelus_component_get_prepares_list (ObelusComponent *component);

/* The file extensions of a reader or writer, with spaces between, or NULL. */
const char *obelus_component_get_extensions (ObelusComponent *component);

/* Where the plugin keeps files of its own; NULL if it is built in. */
const char *obelus_component_get_data_folder (ObelusComponent *component);

/* The program that the component's functions talk to; NULL for components of modules. */
const ObelusProgram *obelus_component_get_program (ObelusComponent *component);

/* Folders in which models are looked for, NULL-terminated. */
const char *const *obelus_registry_get_model_path (ObelusRegistry *registry);
