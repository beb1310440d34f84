/* Offsets of a record turned into bytes of its text. */
#pragma once

#include <obelus/obelus-document.h>

/* Starts grow from row to row, so that one sweep over the text converts them all; ends are counted from their start.
 * What lies far off is asked of the document, so that no row costs more than a short walk. */
typedef struct
{
  ObelusDocument *document;
  ObelusOffsetUnit unit;
  const char *text;
  guint32 length;    /* in bytes */
  guint32 n_units;   /* in all */
  guint32 byte;      /* how far the sweep has come */
  guint32 unit_here; /* the same in units */
} ObelusSpanReader;

void obelus_span_reader_init (ObelusSpanReader *reader, ObelusDocument *document, ObelusOffsetUnit unit);

/* "bytes", "code points", "UTF-16 units". */
const char *obelus_span_reader_get_unit_name (const ObelusSpanReader *reader);

/* Returns NULL and sets the span in bytes, or says what is wrong (transfer full). */
char *obelus_span_reader_convert (ObelusSpanReader *reader, gint64 start, gint64 end, guint32 *byte_start,
                                  guint32 *byte_end);
