/* Text to paragraphs: lines that belong together, and what kind of block they are. */
#pragma once

#include "tokens.h"

typedef enum
{
  PARAGRAPH_PROSE,
  PARAGRAPH_TITLE,
  PARAGRAPH_HEADING,
  PARAGRAPH_BYLINE,
  PARAGRAPH_CAPTION,
  PARAGRAPH_LIST,
  PARAGRAPH_CODE,
  PARAGRAPH_BOILERPLATE,
} ParagraphKind;

/* What divides paragraphs besides blank lines; in the order of the option's choices. */
typedef enum
{
  PARAGRAPH_BREAKS_AUTO,  /* line feeds that look as if they did */
  PARAGRAPH_BREAKS_LINE,  /* every line feed */
  PARAGRAPH_BREAKS_BLANK, /* nothing */
} ParagraphBreaks;

/* Divides a text into paragraphs without the white space around them. Their spans hold everything but white space.
 * Returns FALSE if memory could not be had. */
gboolean paragraphs_divide (const Rules *rules, const char *text, guint32 length, ParagraphBreaks breaks,
                            Spans *paragraphs);
