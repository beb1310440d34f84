/* What elements of HTML mean for somebody who reads the page. */
#pragma once

#include "markup.h"

typedef enum
{
  ELEMENT_BLOCK = 1 << 0,   /* begins and ends a block of text */
  ELEMENT_EMPTY = 1 << 1,   /* has no end tag */
  ELEMENT_RAW = 1 << 2,     /* its contents are no markup */
  ELEMENT_HIDDEN = 1 << 3,  /* not for reading: controls, drawings, alternatives */
  ELEMENT_OUTSIDE = 1 << 4, /* beside what the page is about */
  ELEMENT_HEADER = 1 << 5,  /* the same, but within an article */
  ELEMENT_ARTICLE = 1 << 6,
  ELEMENT_HEADING = 1 << 7,
  ELEMENT_ITEM = 1 << 8,
  ELEMENT_CELL = 1 << 9,
  ELEMENT_CAPTION = 1 << 10,
  ELEMENT_PREFORMATTED = 1 << 11,
  ELEMENT_LINK = 1 << 12,
  ELEMENT_BREAK = 1 << 13,
  ELEMENT_TITLE = 1 << 14,
  ELEMENT_READING = 1 << 16, /* how what stands before it is read, in small letters above it */
  ELEMENT_FACTS = 1 << 15,   /* its attributes tell something about the page */
} ElementFlags;

/* What is known of an element; 0 for those within a line and those that are unknown. */
ElementFlags element_get_flags (const Piece *tag);
