/* From quotation marks to quotations: which mark closes which. */
#pragma once

#include "marks.h"

/* Deeper quotations within quotations are not told apart. */
#define QUOTES_MAX_DEPTH 16

/* A quotation with its marks, in bytes. One over several paragraphs, each of which opens anew, is one quotation. */
typedef struct
{
  guint32 start; /* of the opening mark */
  guint32 end;   /* behind the closing one; where that is missing, behind the last paragraph's last character */
  guint32 depth; /* in how many others it lies */
} Quotation;

typedef struct
{
  Quotation *rows;
  guint32 n;
  guint32 capacity;
} Quotations;

/* Finds the quotations of a text and sets @quotations to them, in the order of a layer: by start, the longer one first.
 * No two of them cross. A mark that may be an apostrophe is no quotation mark if that makes sense, and one without a
 * partner makes no quotation, unless it begins a paragraph, all of which is quoted then. Time is linear in the text.
 * What @quotations held before is overwritten, its memory used again.
 *
 * Returns: FALSE if memory could not be had, or if the work of this thread was cancelled */
gboolean quotations_find (Quotations *quotations, const QuotedText *text);

void quotations_clear (Quotations *quotations);
