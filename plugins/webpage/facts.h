/* What a page says about itself, in its head. */
#pragma once

#include "markup.h"

/* Each may be NULL. */
typedef struct
{
  char *title, *author, *date, *address, *language, *description, *site;
} PageFacts;

/* Takes what the attributes of `meta`, `link` and `html` tell; of two values the first holds. */
void page_facts_read (PageFacts *facts, const Piece *tag);
void page_facts_clear (PageFacts *facts);
