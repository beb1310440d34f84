/* Options of trainers and evaluators in a file. */
#pragma once

#include "component-private.h"
#include "stage-spec-private.h"

/* Reads the section `[Trainer NAME]`, or `[Evaluator NAME]` if that is wanted, of a key file:
 *
 *     [Trainer entities]
 *     types = DRUG, DISEASE
 *     epochs = 20
 *
 * The section of the other kind may stand there as well. Returns NULL with everything that is wrong in @problems. */
ObelusStageSpec *obelus_spec_file_read (const char *path, ObelusComponentKind kind, ObelusProblemList *problems);
