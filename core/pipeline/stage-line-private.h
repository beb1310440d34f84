/* The notation for stages on one line: names and options with `!` between, quotes around what holds spaces. */
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

/* A stage as it is written, in either notation, before anything is looked up. */
typedef struct
{
  char *name; /* NULL on a line, where the component's name serves */
  char *component;
  ObelusPlace place;           /* of the stage among the others */
  ObelusPlace component_place; /* the same, where no other is named */
  ObelusNotation notation;
  GArray *settings; /* of ObelusStageSetting */
} ObelusStageSpec;

/* Reads `tokenize ! entities min-score=0.6 query="peace ! talks"`. Single quotes keep everything up to the next one; in
 * double quotes a backslash keeps a quotation mark or a backslash. Returns specs (ObelusStageSpec *); what is wrong
 * goes to @problems, all of it. */
GPtrArray *obelus_stage_line_parse (const char *line, ObelusProblemList *problems);

ObelusStageSpec *obelus_stage_spec_new (const char *name, const char *component, ObelusPlace place,
                                        ObelusNotation notation);
void obelus_stage_spec_free (ObelusStageSpec *spec);
void obelus_stage_spec_add_setting (ObelusStageSpec *spec, const char *name, const char *value, ObelusPlace name_place,
                                    ObelusPlace value_place);
/* Returns NULL if there is no setting of this name. */
const ObelusStageSetting *obelus_stage_spec_find_setting (const ObelusStageSpec *spec, const char *name);

/* Takes the quotes from a text that is one quoted string as a whole; NULL if it is anything else. */
char *obelus_stage_line_unquote (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObelusStageSpec, obelus_stage_spec_free)
