/* What kind of block a paragraph is. */
#pragma once

#include "paragraphs.h"

#include <string.h>

/* Whether a byte is one of some marks. U+0000, which texts may hold, is none, though strchr() finds it. */
static inline gboolean
paragraph_is_mark (char byte, const char *marks)
{
  return byte != '\0' && strchr (marks, byte) != NULL;
}

/* Whether a line begins as an item of a list: a bullet, a number or a letter with a mark behind. */
gboolean paragraph_is_item (const char *text, guint32 start, guint32 end);

/* Whether a line begins like a heading of Markdown: `## Results`. */
gboolean paragraph_is_marked_heading (const char *text, guint32 start, guint32 end);

/* Whether a line looks like program text. */
gboolean paragraph_is_code (const char *text, guint32 start, guint32 end, guint32 indent);

/* Where [start, end) ends without the quotation marks and brackets that close there. */
guint32 paragraph_pass_closing (const char *text, guint32 start, guint32 end);

/* Whether a line is one of those at the head of a mail: `Subject: Oak`. */
gboolean paragraph_is_mail_header (const char *text, guint32 start, guint32 end);

/* Gives a kind to those of the paragraphs from @first on that are prose so far and are something else. */
void paragraphs_judge (const char *text, Spans *paragraphs, guint32 first);
