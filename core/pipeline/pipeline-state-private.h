/* What a pipeline object holds, for the files that implement it. */
#pragma once

#include "plan-private.h"

struct _ObelusPipeline
{
  GObject parent_instance;

  /* As it was described. */
  ObelusRegistry *registry;
  char *file; /* what problems call it */
  ObelusNotation notation;
  char *folder; /* of the pipeline file; NULL without one */
  char *name;
  GPtrArray *specs;
  GPtrArray *requirements;
  GPtrArray *provided;
  ObelusProblemList *written; /* what is wrong with the notation */

  /* As it was planned; NULL while that is to be done. */
  GPtrArray *stages;
  ObelusProblemList *problems;

  ObelusIsolationPolicy isolation;

  /* To run it. */
  GMutex lock;
  gint is_prepared; /* atomic */
  GPtrArray *idle;  /* (ObelusWorkspace) that no thread uses now */
  ObelusContextMessage message;
  gpointer message_data;
};

void obelus_pipeline_ensure_plan (ObelusPipeline *pipeline);
