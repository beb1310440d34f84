/* A stage of a pipeline: a processor with its options, at its place. */
#pragma once

#include "component-private.h"
#include "condition-private.h"
#include "context-private.h"
#include "pipeline-private.h"
#include "stage-spec-private.h"

typedef struct
{
  char *name;
  ObelusComponent *component;
  ObelusOptionSet *options;
  ObelusCondition *condition; /* NULL: runs for all documents */
  ObelusIsolation isolation;
  ObelusPlace place;      /* where it is written; zeros if it is not */
  char *reason;           /* why planning added it; NULL if it was named */
  GPtrArray *passed_over; /* (ObelusComponent) that could have been added in its place */
  GArray *purpose;        /* (ObelusLayerListItem) what it was added for */
  ObelusStageCore *core;  /* once the pipeline is prepared */
  ObelusStageStatistics statistics;
} ObelusStage;

/* Looks up what a spec names and sets its options; everything wrong goes to @problems. An unknown processor that is
 * plainly a slip of the pen is taken for the one that was meant, so that the rest of the stage is checked as well; for
 * any other NULL is returned. */
ObelusStage *obelus_stage_new (const char *name, const ObelusStageSpec *spec, ObelusRegistry *registry,
                               const char *folder, ObelusProblemList *problems);

/* A stage that planning adds, with all options at their defaults. */
ObelusStage *obelus_stage_new_added (const char *name, ObelusComponent *component, const char *reason);

void obelus_stage_free (ObelusStage *stage);

/* Finds the files that its options name; what is not there goes to @problems, at its place in @spec (nullable). */
void obelus_stage_locate_files (ObelusStage *stage, const ObelusStageSpec *spec, ObelusRegistry *registry,
                                const char *folder, ObelusProblemList *problems);

/* Says why there is no component called @name, and what may have been meant: "no processor is called 'entites'; did you
 * mean 'entities'?". */
char *obelus_stage_explain_unknown (ObelusRegistry *registry, ObelusComponentKind kind, const char *name);

static inline const ObelusLayerList *
obelus_stage_get_needs (const ObelusStage *stage)
{
  return obelus_component_get_needs_list (stage->component);
}

static inline const ObelusLayerList *
obelus_stage_get_gives (const ObelusStage *stage)
{
  return obelus_component_get_gives_list (stage->component);
}
