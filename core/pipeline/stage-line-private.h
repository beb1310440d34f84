/* The notation for stages on one line: names and options with `!` between, quotes around what holds spaces. */
#pragma once

#include <glib.h>

typedef struct
{
  char *name;
  char *value;
  guint column; /* of the name, in bytes from 1 */
} ObelusStageSetting;

typedef struct
{
  char *component;
  guint column;
  GArray *settings; /* of ObelusStageSetting */
} ObelusStageSpec;

typedef struct
{
  guint column;
  char *message;
} ObelusStageLineProblem;

/* Reads `tokenize ! entities min-score=0.6 query="peace ! talks"`. Returns specs (ObelusStageSpec *); what is wrong goes to
 * @problems (ObelusStageLineProblem *), all of it. */
GPtrArray *obelus_stage_line_parse (const char *line, GPtrArray *problems);

void obelus_stage_spec_free (ObelusStageSpec *spec);
void obelus_stage_line_problem_free (ObelusStageLineProblem *problem);

/* Quotes a value if a line needs it. */
char *obelus_stage_line_quote (const char *value);
