/* Datelines: `SANTIAGO, May 29 (Reuters) - …`. */
#pragma once

#include "scan.h"

/* The month of a dateline among the tokens [@first, @first + @n) of a sentence: behind a place in capitals and a comma,
 * in front of a number. @first + @n if there is none. Names end before it, though `PEREZ, May` is how registers write
 * people. O(1). */
guint32 entity_find_dateline_month (const LearnTokens *tokens, guint32 first, guint32 n);
