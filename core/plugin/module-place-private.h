/* Where modules lie: whose hands could have put them there. */
#pragma once

#include <glib.h>

/* Checks that only its owner, and perhaps a group, may write to the plugin folder. Returns NULL, or why nothing in it
 * may be loaded as a sentence (transfer full). A folder that is not there passes. */
char *obelus_module_check_folder (const char *folder);

/* Checks the same of the module at the absolute @path, and that the module itself lies there: a link would lead out of
 * what was checked. Returns NULL, or why it must not be loaded (transfer full). */
char *obelus_module_check_place (const char *path);
