/* What a page says about itself, in its head. */
#pragma once

#include "markup.h"

/* Each may be NULL. */
typedef struct
{
  char *title, *element_title, *author, *date, *address, *language, *description, *site;
} PageFacts;

/* Takes what the attributes of `meta`, `link` and `html` tell; of two values the first holds. */
void page_facts_read (PageFacts *facts, const Piece *tag);
/* Takes what stands in the element `title`, which counts where no attribute tells a title. */
void page_facts_read_title (PageFacts *facts, const char *contents, gsize length);
void page_facts_clear (PageFacts *facts);
