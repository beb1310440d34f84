/* Registries of plugins that are no modules, and what names of files tell. */
#pragma once

#include "component-private.h"

/* A registry of just these plugins (NULL-terminated), as if they were built in; nothing is searched. */
ObelusRegistry *obelus_registry_new_for_plugins (const ObelusPlugin *const *plugins);

/* How much at the end of a file's name says only that it is packed: the length of `.gz`, or 0. */
gsize obelus_match_packed_name (const char *name);
