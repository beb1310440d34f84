/* What is written of a stage, on a line or in a file. */
#pragma once

#include "problem-list-private.h"

/* What no pipeline written by people reaches: planning need not be fast for more. */
#define OBELUS_MAX_PIPELINE_SIZE (1024 * 1024)
#define OBELUS_MAX_STAGES 256
#define OBELUS_MAX_SETTINGS 1000

typedef struct
{
  char *name;
  char *value;
  ObelusPlace name_place;
  ObelusPlace value_place; /* with quotes around it */
} ObelusStageSetting;

/* A stage as it is written before anything is looked up. */
typedef struct
{
  char *name; /* NULL on a line, where the component's name serves */
  char *component;
  ObelusPlace place;           /* of the stage among the others */
  ObelusPlace component_place; /* the same, where no other is named */
  ObelusNotation notation;
  GArray *settings; /* of ObelusStageSetting */
} ObelusStageSpec;

ObelusStageSpec *obelus_stage_spec_new (const char *name, const char *component, ObelusPlace place,
                                        ObelusNotation notation);
void obelus_stage_spec_free (ObelusStageSpec *spec);
void obelus_stage_spec_add_setting (ObelusStageSpec *spec, const char *name, const char *value, ObelusPlace name_place,
                                    ObelusPlace value_place);
/* Returns NULL if there is no setting of this name. */
const ObelusStageSetting *obelus_stage_spec_find_setting (const ObelusStageSpec *spec, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObelusStageSpec, obelus_stage_spec_free)
