/* Turning offsets in any unit into bytes. */
#include "record-span-private.h"

#include "utf8-private.h"

enum
{
  LONGEST_WALK = 256, /* units over which walking is cheaper than asking the document */
};

void
obelus_span_reader_init (ObelusSpanReader *reader, ObelusDocument *document, ObelusOffsetUnit unit)
{
  *reader = (ObelusSpanReader){ .document = document, .unit = unit };
  reader->text = obelus_document_get_text (document, &reader->length);
  reader->n_units = obelus_document_get_length (document, unit);
}

const char *
obelus_span_reader_get_unit_name (const ObelusSpanReader *reader)
{
  static const char *const names[] = {
    [OBELUS_OFFSET_BYTE] = "bytes",
    [OBELUS_OFFSET_CODEPOINT] = "code points",
    [OBELUS_OFFSET_UTF16] = "UTF-16 units",
  };

  return names[reader->unit];
}

/* Goes on from one place to @offset, which is not before it. */
static gboolean
walk (const ObelusSpanReader *reader, guint32 byte, guint32 unit_here, guint32 offset, guint32 *result)
{
  if (offset - unit_here > LONGEST_WALK)
    return obelus_document_offset_to_bytes (reader->document, reader->unit, offset, result);

  while (unit_here < offset)
    {
      guchar lead = (guchar) reader->text[byte];

      unit_here += reader->unit == OBELUS_OFFSET_UTF16 && lead >= 0xF0 ? 2 : 1;
      byte += lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    }
  *result = byte;
  return unit_here == offset;
}

static gboolean
convert (ObelusSpanReader *reader, guint32 start, guint32 end, guint32 *byte_start, guint32 *byte_end)
{
  if (reader->n_units == reader->length)
    {
      *byte_start = start;
      *byte_end = end;
      return obelus_utf8_is_boundary (reader->text, start) && obelus_utf8_is_boundary (reader->text, end);
    }

  gboolean found = start >= reader->unit_here
                       ? walk (reader, reader->byte, reader->unit_here, start, byte_start)
                       : obelus_document_offset_to_bytes (reader->document, reader->unit, start, byte_start);
  if (!found)
    return FALSE;

  reader->byte = *byte_start;
  reader->unit_here = start;
  return walk (reader, reader->byte, start, end, byte_end);
}

char *
obelus_span_reader_convert (ObelusSpanReader *reader, gint64 start, gint64 end, guint32 *byte_start, guint32 *byte_end)
{
  if (start < 0 || end < start)
    return g_strdup_printf ("the span from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT
                            " is none: an end does not lie before its start, nor a start before 0",
                            start, end);
  if (end > reader->n_units)
    return g_strdup_printf ("'end' is %" G_GINT64_FORMAT
                            ", beyond the text's %u %s; see that 'offsets' says what the offsets count",
                            end, reader->n_units, obelus_span_reader_get_unit_name (reader));
  if (!convert (reader, (guint32) start, (guint32) end, byte_start, byte_end))
    return g_strdup_printf ("the span from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT
                            " begins or ends inside a character, counted in %s; see that 'offsets' says what the "
                            "offsets count",
                            start, end, obelus_span_reader_get_unit_name (reader));
  return NULL;
}
