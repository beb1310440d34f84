/* Where plugins and models are looked for. */
#pragma once

#include <glib.h>

/* Folders with plugins in the order in which they are searched, absolute, without repetitions, NULL-terminated: @first
 * (nullable), OBELUS_PLUGIN_PATH, the user's data folder, and where Obelus was installed. They need not exist. */
char **obelus_plugin_path_get (const char *const *first);

/* The same for models: OBELUS_MODEL_PATH, the user's data folder, and where Obelus was installed. */
char **obelus_model_path_get (void);

/* The program that runs stages apart from the host: OBELUS_WORKER, or where Obelus was installed (transfer full). It
 * need not be there. */
char *obelus_worker_path_get (void);

/* Whether a module lies where the plugins were installed that Obelus comes with. */
gboolean obelus_plugin_path_is_own (const char *module);

/* @target, one of the folders compiled in, as it lies seen from @library_folder, where the library is now: all of an
 * installation can be moved as one. NULL if there is no way from one to the other. */
char *obelus_plugin_path_relocate (const char *target, const char *compiled_library_folder, const char *library_folder);
