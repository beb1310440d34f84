/* The folder of modules that each have one defect, and what registries say of modules. */
#pragma once

#include <obelus/obelus.h>

const char *get_folder (void);

/* A registry of @folder alone. */
ObelusRegistry *read_folder (const char *folder);

/* Why the registry refused a module or folder; NULL if it did not. */
const char *find_reason (ObelusRegistry *registry, const char *path);
