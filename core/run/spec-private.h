/* A reader, writer, trainer or evaluator with its options, as a user writes it: `jsonl offsets=utf16`. */
#pragma once

#include "component-private.h"
#include "option-set-private.h"

/* Finds the component and sets its options. `@FILE` in place of the name of a trainer or evaluator takes name and
 * options from a file (see obelus_spec_file_read ()); options behind it come before those of the file. Returns its
 * options, with the component in @component (transfer none), or NULL with everything that is wrong in the error's
 * message. */
ObelusOptionSet *obelus_spec_resolve (ObelusRegistry *registry, ObelusComponentKind kind, const char *spec,
                                      ObelusComponent **component, GError **error);
