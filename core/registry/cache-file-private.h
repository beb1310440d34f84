/* Small files in the user's cache folder, which is nobody's business but the user's. */
#pragma once

#include <glib.h>

/* No cache is larger. */
#define OBELUS_CACHE_FILE_MAX (8 * 1024 * 1024)

/* What the file @name in the folder `obelus` of @base holds, or NULL if it is not there or somebody else may have
 * written it: folder and file must be the user's own, written by nobody else, and no links. */
GBytes *obelus_cache_file_read (const char *base, const char *name);

/* Puts a file in its place, whole or not at all. FALSE if that cannot be; nobody needs to know. */
gboolean obelus_cache_file_write (const char *base, const char *name, GBytes *contents);
