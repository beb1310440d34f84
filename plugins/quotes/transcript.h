/* Interviews and protocols: whoever speaks is named before a colon, and there are no marks. */
#pragma once

#include "names.h"
#include "pairing.h"

/**
 * transcript_add:
 * @text: a text
 * @names: its names
 * @quotations: those with marks; what is said in turns is added in the order of a layer
 * @speakers: (inout): a row of the layer `entity` for each; replaced
 *
 * A turn is a paragraph that begins with a person's name and a colon, without both; what the person is may stand
 * between in capitals or brackets. `Q:` and `A:` begin turns too, the latter of whom alone the text named before. There
 * are turns only where at least three paragraphs begin so and somebody speaks twice: other lists of names have colons
 * too. A turn that would cross a quotation is none.
 *
 * Returns: FALSE if memory could not be had, or if the work of this thread was cancelled
 */
gboolean transcript_add (const QuotedText *text, const SpokenNames *names, Quotations *quotations, guint32 **speakers);
