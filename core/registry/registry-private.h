/* Registries of plugins that are no modules. */
#pragma once

#include "component-private.h"

/* A registry of just these plugins (NULL-terminated), as if they were built in; nothing is searched. */
ObelusRegistry *obelus_registry_new_for_plugins (const ObelusPlugin *const *plugins);
