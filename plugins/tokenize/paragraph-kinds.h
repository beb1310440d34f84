/* What kind of block a paragraph is. */
#pragma once

#include "paragraphs.h"

/* Gives a kind to those of the paragraphs from @first on that are prose so far and are something else. */
void paragraphs_judge (const char *text, Spans *paragraphs, guint32 first);
