/* What a page's article is called, without the name of its site. */
#pragma once

#include "blocks.h"

/* Takes the site's name off the title where the page shows that the rest is one: a block says it, or the site is called
 * what is left over (`Ferry sails again | The Herald`). */
void page_title_mend (PageBlocks *page);
