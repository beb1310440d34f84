/* The notation for stages on one line: names and options with `!` between, quotes around what holds spaces. */
#pragma once

#include "problem-list-private.h"

typedef struct
{
  char *name;
  char *value;
  guint line;   /* of the name, from 1 */
  guint column; /* of the name, in bytes from 1; 0 in a file */
} ObelusStageSetting;

/* More stages, or settings of a stage, are a mistake, and would take more time than their text is long. */
#define OBELUS_MAX_STAGES 1000
#define OBELUS_MAX_SETTINGS 1000

/* A stage as it is written, in either notation, before anything is looked up. */
typedef struct
{
  char *name; /* NULL on a line, where the component's name serves */
  char *component;
  guint line;
  guint column;
  GArray *settings; /* of ObelusStageSetting */
} ObelusStageSpec;

/* Reads `tokenize ! entities min-score=0.6 query="peace ! talks"`. Single quotes keep everything up to the next one; in
 * double quotes a backslash keeps a quotation mark or a backslash. Returns specs (ObelusStageSpec *); what is wrong
 * goes to
 * @problems, all of it. */
GPtrArray *obelus_stage_line_parse (const char *line, ObelusProblemList *problems);

/* @component is copied; it may be NULL to be filled in later. */
ObelusStageSpec *obelus_stage_spec_new (const char *name, const char *component, guint line, guint column);
void obelus_stage_spec_free (ObelusStageSpec *spec);
void obelus_stage_spec_add_setting (ObelusStageSpec *spec, const char *name, const char *value, guint line,
                                    guint column);
/* Returns NULL if there is no setting of this name. */
const ObelusStageSetting *obelus_stage_spec_find_setting (const ObelusStageSpec *spec, const char *name);

/* Takes the quotes from a text that is one quoted string as a whole; NULL if it is anything else. */
char *obelus_stage_line_unquote (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObelusStageSpec, obelus_stage_spec_free)
