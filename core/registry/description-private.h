/* What a module offers, as bytes: so that it can be known without opening the module. */
#pragma once

#include "component-private.h"
#include "pack-private.h"

/* A plugin that says more of itself than this is broken. */
#define OBELUS_DESCRIPTION_MAX (1024 * 1024)

/* Adds what the plugin of these components and each of them declares. Equal declarations give equal bytes. */
void obelus_description_pack (ObelusPack *pack, GPtrArray *components);

/* Makes the components of the module at @path from a description that anybody may have written; everything is checked
 * as it is when a module is opened. Opening the module is left to @open, which is given @data (transfer full). Returns
 * NULL if it cannot be the description of a module. */
GPtrArray *obelus_description_unpack (GBytes *description, const char *path,
                                      GPtrArray *(*open) (const ObelusClosedModule *closed, const char *path,
                                                          char **problem),
                                      gpointer data, GDestroyNotify free_data);
