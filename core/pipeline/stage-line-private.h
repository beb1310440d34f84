/* The notation for stages on one line: names and options with `!` between, quotes around what holds spaces. */
#pragma once

#include "stage-spec-private.h"

/* Reads `tokenize ! entities min-score=0.6 query="peace ! talks"`. Single quotes keep everything up to the next one; in
 * double quotes a backslash keeps a quotation mark or a backslash. Returns specs (ObelusStageSpec *); what is wrong
 * goes to @problems, all of it. */
GPtrArray *obelus_stage_line_parse (const char *line, ObelusProblemList *problems);

/* Takes the quotes from a text that is one quoted string as a whole; NULL if it is anything else. */
char *obelus_stage_line_unquote (const char *text);
