/* What stands around the text of an article: bylines, captions, phrases of the site, signatures of agencies. */
#pragma once

#include "row-kinds.h"

#include <obelus/obelus-plugin.h>

typedef struct
{
  const char *text;
  ObelusLayer *paragraphs; /* NULL where nothing is known of blocks */
  LearnRowKinds around;    /* the kinds that are no text of the article */
  LearnRowKinds headings;
} Frame;

/* Reads a layer of paragraphs (nullable), which must live as long as the frame. */
void frame_init (Frame *frame, const char *text, ObelusLayer *paragraphs);

/* Whether what starts at the byte belongs to a byline, a caption, or phrases of the site. */
gboolean frame_holds (const Frame *frame, guint32 start);

/* Whether it belongs to a title or heading. */
gboolean frame_is_heading (const Frame *frame, guint32 start);

/* Whether `[start, end)` is the agency in a dateline: `OSLO, March 4 (Reuters) -`. */
gboolean frame_is_agency (const Frame *frame, guint32 start, guint32 end);
