/* Opening modules, and holding them against what they were described to offer. */
#pragma once

#include "description-private.h"
#include "identity-private.h"

/* Opens the module in this process and returns the components that it offers, or NULL with a sentence in @problem
 * (transfer full); @is_lasting tells whether that lies in the file itself. */
GPtrArray *obelus_look_open (const char *path, gboolean *is_lasting, char **problem);

/* The components of the module with this identity, not open yet. NULL if the description cannot be one. */
GPtrArray *obelus_look_describe (GBytes *description, const char *path, const ObelusFileIdentity *identity);
