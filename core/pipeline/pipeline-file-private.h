/* The notation for pipelines in a file. */
#pragma once

#include "stage-spec-private.h"

typedef struct
{
  char *name;       /* "" if it has none */
  GPtrArray *specs; /* of ObelusStageSpec, in the order in which they run */
} ObelusPipelineFile;

/* Reads
 *
 *     [Pipeline]
 *     Name = News
 *     Stages = tokenize; names; summarize
 *
 *     [Stage names]
 *     Use = entities
 *     min-score = 0.6
 *
 * What is wrong goes to @problems, all of it. */
ObelusPipelineFile *obelus_pipeline_file_parse (const char *data, gsize length, ObelusProblemList *problems);
void obelus_pipeline_file_free (ObelusPipelineFile *file);

/* Reads a pipeline file's bytes, up to a limit that no file written by people reaches. */
GBytes *obelus_pipeline_file_load (const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObelusPipelineFile, obelus_pipeline_file_free)
