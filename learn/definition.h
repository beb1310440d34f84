/* Abbreviations in brackets that the words before them stand for, initial by initial: a strict form of Schwartz and
 * Hearst, A Simple Algorithm for Identifying Abbreviation Definitions, PSB 2003. */
#pragma once

#include "scan.h"

/* Whether at @bracket stands `( ABC )`. */
gboolean learn_definition_has_abbreviation (const LearnTokens *tokens, guint32 bracket);

/* The first of the words, from @least on, that end before @bracket and whose capitals are those of the abbreviation
 * behind it; @bracket if they are not. Words in small letters between them (`of the`), hyphens and ampersands join. */
guint32 learn_definition_find_first (const LearnTokens *tokens, guint32 bracket, guint32 least);
