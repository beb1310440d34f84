/* What a plugin must leave as it was: a picture of the process before, and what is different after. */
#pragma once

#include "trial.h"

typedef struct _Surroundings Surroundings;

Surroundings *surroundings_take (void);

/* Reports what changed since. */
void surroundings_compare (const Surroundings *before, Trial *trial);

void surroundings_free (Surroundings *surroundings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Surroundings, surroundings_free)

/* Whether this is a build with the address sanitizer, which needs address space without limit. */
gboolean surroundings_are_sanitized (void);

/* Bytes that are allocated now. */
gsize surroundings_count_allocated (void);
