/* Manifests: plugins that are programs in any language, described by a small file. */
#pragma once

#include "descriptor-private.h"

/* The ending of manifests' names. */
#define OBELUS_MANIFEST_SUFFIX ".manifest"

/* Reads a manifest: the component, or NULL with a sentence in @problem (transfer full). Runs nothing. */
ObelusComponent *obelus_manifest_read (const char *path, char **problem);
