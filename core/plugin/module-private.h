/* Modules: finding them in folders, opening them through libltdl, getting at their descriptor. */
#pragma once

#include <obelus/obelus-component.h>

/* Adds the paths of the modules and manifests that lie directly in @folder to @paths, sorted by name. A folder that is
 * not there has none. Returns NULL, or why the folder cannot be read as a sentence (transfer full). */
char *obelus_module_list (const char *folder, GPtrArray *paths);

/* Opens the module at an absolute path, to stay. Returns what it exports as `obelus_plugin`, not yet looked into, or
 * NULL with a sentence in @problem (transfer full) if it cannot be opened or exports no such thing. @is_lasting
 * (nullable) tells whether that lies in the file itself, so that it will be the same as long as the file is. */
const ObelusPlugin *obelus_module_open (const char *path, gboolean *is_lasting, char **problem);

/* How many bytes a module has at @address: those of the object that it exports there, or else as many as are loaded
 * from there on. 0 if no module has anything there; G_MAXSIZE if the system does not tell. */
gsize obelus_module_measure (gconstpointer address);

/* The descriptors of all plugins that the program handed to lt_dlpreload (). */
GPtrArray *obelus_module_list_preloaded (void);
