/* What a page says about itself, in its head. */
#pragma once

#include "markup.h"

/* Each may be NULL. */
typedef struct
{
  char *title, *element_title, *author, *date, *address, *language, *description, *site;
} PageFacts;

/* A value without what markup and lines make of it; NULL for an empty one. */
char *page_fact_dup (const char *value, gsize length);

/* Takes what the attributes of `meta`, `link` and `html` tell; of two values the first holds. */
void page_facts_read (PageFacts *facts, const Piece *tag);
/* Takes what stands in the element `title`, which counts where no attribute tells a title. */
void page_facts_read_title (PageFacts *facts, const char *contents, gsize length);
/* Puts a copy of what others tell in the place of all that a page says. */
void page_facts_replace (PageFacts *facts, const PageFacts *told);
void page_facts_clear (PageFacts *facts);
