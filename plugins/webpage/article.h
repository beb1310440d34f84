/* Which blocks of a page are what it is about. */
#pragma once

#include "blocks.h"

/* Sets chosen[i] for each block of the page: those of the article, or all where nothing looks like one. */
void article_choose (const PageBlocks *page, gboolean *chosen);
