/* Reading a plugin's descriptor, whatever version of the header it was compiled with. */
#pragma once

#include <obelus/obelus-registry.h>

/* The program of a plugin that is no module. */
typedef struct
{
  char *path;            /* absolute */
  ObelusOffsetUnit unit; /* what its offsets count */
} ObelusProgram;

/* A module that is described, and is opened when one of its components is first used. */
typedef struct _ObelusClosedModule ObelusClosedModule;

struct _ObelusClosedModule
{
  GBytes *description; /* what the components' declarations point into */
  /* Opens the module at @path. Returns its components, which are those that were described and in the same order, or
   * NULL with a sentence in @problem (transfer full). */
  GPtrArray *(*open) (const ObelusClosedModule *closed, const char *path, char **problem);
  gpointer data; /* for `open` */
  GDestroyNotify free_data;
  GMutex lock;
  GPtrArray *components; /* (ObelusComponent *) once it is open */
};

/* What a component knows of its plugin. Shared by its components, counted. */
typedef struct
{
  char *name;
  char *version;
  char *license;
  char *path;                 /* "(built in)" if there is no file */
  char *data_folder;          /* NULL if there is no file */
  ObelusProgram *program;     /* NULL for modules */
  ObelusClosedModule *closed; /* NULL for what is not, or was open before it was described */
} ObelusPluginInfo;

/* Copies what a plugin says of itself; @path is NULL if there is no file. */
ObelusPluginInfo *obelus_plugin_info_new (const char *name, const char *version, const char *license, const char *path);

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

/* The same of a component that a module is described to have, as the one with this @index: its functions are looked for
 * when it is opened, and its strings and options must live as long as @info. */
ObelusComponent *obelus_component_new_described (ObelusPluginInfo *info, ObelusComponentKind kind,
                                                 const ObelusAnyClass *any, guint index, char **problem);

/* How many bytes may be read from @address on; 0 for none. */
typedef gsize (*ObelusMeasureFunc) (gconstpointer address);

/* Reads @plugin as the module at @path (NULL for one that is built in) exports it, no further than @measure allows
 * (NULL if all of it can be trusted to be there). Returns the components (ObelusComponent *), at least one, or NULL
 * with a sentence in @problem (transfer full). */
GPtrArray *obelus_descriptor_read (const ObelusPlugin *plugin, ObelusMeasureFunc measure, const char *path,
                                   char **problem);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObelusPluginInfo, obelus_plugin_info_unref)
