/* Names that their abbreviation delimits: `International Committee of the Red Cross (ICRC)`. */
#pragma once

#include "tagger.h"

/* Copies @spans (EntitySpan), which are in order, to @joined. Where an abbreviation in brackets stands for the words
 * before it, initial by initial (a strict form of Schwartz and Hearst, A Simple Algorithm for Identifying Abbreviation
 * Definitions, PSB 2003), the names within these words become one, and the abbreviation a name, of its type if it is
 * one already and else of the longest one's, with the best of their scores. Names that reach into the brackets and are
 * not the abbreviation stay as they are, and so do those before them. @joined is in order, and no two overlap. */
void entity_definitions_join (const LearnTokens *tokens, const GArray *spans, GArray *joined);
