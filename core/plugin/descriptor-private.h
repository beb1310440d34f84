/* Reading a plugin's descriptor, whatever version of the header it was compiled with. */
#pragma once

#include <obelus/obelus-registry.h>

/* The program of a plugin that is no module. */
typedef struct
{
  char *path;            /* absolute */
  ObelusOffsetUnit unit; /* what its offsets count */
} ObelusProgram;

/* What a component knows of its plugin. Shared by its components, counted. */
typedef struct
{
  char *name;
  char *version;
  char *license;
  char *path;        /* "(built in)" if there is no file */
  char *data_folder; /* NULL if there is no file */
  ObelusProgram *program; /* NULL for modules */
} ObelusPluginInfo;

ObelusPluginInfo *obelus_plugin_info_ref (ObelusPluginInfo *info);
void obelus_plugin_info_unref (ObelusPluginInfo *info);

/* Any of the class structs, in the core's own size. */
typedef union
{
  ObelusProcessorClass processor;
  ObelusReaderClass reader;
  ObelusWriterClass writer;
  ObelusTrainerClass trainer;
  ObelusEvaluatorClass evaluator;
} ObelusAnyClass;

/* Makes the component of a class that was copied from a plugin; its table of options, with elements @option_stride
 * bytes apart, is copied here. NULL with a sentence in @problem (transfer full) if the declaration is wrong. */
ObelusComponent *obelus_component_new (ObelusPluginInfo *info, ObelusComponentKind kind, const ObelusAnyClass *any,
                                       gsize option_stride, char **problem);

/* How many bytes may be read from @address on; 0 for none. */
typedef gsize (*ObelusMeasureFunc) (gconstpointer address);

/* Reads @plugin as the module at @path (NULL for one that is built in) exports it, no further than @measure allows
 * (NULL if all of it can be trusted to be there). Returns the components (ObelusComponent *), at least one, or NULL
 * with a sentence in @problem (transfer full). */
GPtrArray *obelus_descriptor_read (const ObelusPlugin *plugin, ObelusMeasureFunc measure, const char *path,
                                   char **problem);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObelusPluginInfo, obelus_plugin_info_unref)
