/* Who said each quotation. */
#pragma once

#include "frame.h"

/* Sets @speakers, one for each quotation of @source, to rows of the layer `entity`, or to OBELUS_NO_ROW where the text
 * does not say who speaks, or not whom it means. What titles and pronouns tell of people is noted in the names of
 * @source. Paragraphs of its text must be known. Linear in the text.
 *
 * Returns: FALSE if memory could not be had, or if the work of this thread was cancelled */
gboolean speakers_find (const FrameSource *source, guint32 *speakers);
