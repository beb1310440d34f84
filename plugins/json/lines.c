/* Splitting a stream into lines, each byte of which is looked at once. */
#include "lines.h"

#include <obelus/obelus-plugin.h>
#include <string.h>

enum
{
  FIRST_CAPACITY = 256 * 1024,
};

struct _Lines
{
  GInputStream *stream;
  gsize longest;
  char *buffer;
  gsize capacity;
  gsize start;        /* of the line to come */
  gsize scanned;      /* no line feed from start up to here */
  gsize end;          /* of what was read */
  gboolean has_begun; /* it was looked at whether a byte order mark stands in front */
  gboolean at_end;
  guint64 number;
};

Lines *
lines_new (GInputStream *stream, gsize longest)
{
  Lines *lines = g_new0 (Lines, 1);

  lines->stream = g_object_ref (stream);
  lines->longest = longest;
  /* Small, and there from the start: with it also lines are passed over that memory does not hold. */
  lines->capacity = FIRST_CAPACITY;
  lines->buffer = g_malloc (lines->capacity);
  return lines;
}

void
lines_free (Lines *lines)
{
  g_object_unref (lines->stream);
  g_free (lines->buffer);
  g_free (lines);
}

/* Makes room behind the end: by moving the line to the front, or by doubling, so that a long line is moved few times.
 */
static gboolean
make_room (Lines *lines)
{
  if (lines->end < lines->capacity)
    return TRUE;

  gsize used = lines->end - lines->start;

  if (used > lines->capacity / 2)
    {
      gsize capacity = lines->capacity * 2;
      char *buffer = lines->capacity > G_MAXSIZE / 2 ? NULL : g_try_realloc (lines->buffer, capacity);

      if (buffer == NULL)
        return FALSE;
      lines->buffer = buffer;
      lines->capacity = capacity;
      return TRUE;
    }

  memmove (lines->buffer, lines->buffer + lines->start, used);
  lines->scanned -= lines->start;
  lines->start = 0;
  lines->end = used;
  return TRUE;
}

static gboolean
read_more (Lines *lines, GCancellable *cancellable, GError **error)
{
  gssize n = g_input_stream_read (lines->stream, lines->buffer + lines->end, lines->capacity - lines->end, cancellable,
                                  error);

  lines->at_end = n <= 0;
  if (n > 0)
    lines->end += (gsize) n;
  return n >= 0;
}

/* Whether a byte order mark of any encoding begins so. */
static gboolean
may_begin_mark (char byte)
{
  return byte == '\0' || (guchar) byte == 0xEF || (guchar) byte >= 0xFE;
}

/* What the stream begins with is looked at once there is enough of it. A line that cannot begin with a mark does not
 * wait for that. */
static gboolean
check_beginning (Lines *lines, GError **error)
{
  const char *bytes = lines->buffer;
  gsize length = lines->end;

  if (lines->has_begun || (length < 4 && !lines->at_end && (length == 0 || may_begin_mark (*bytes))))
    return TRUE;

  lines->has_begun = TRUE;
  if (!obelus_encoding_skip_mark (&bytes, &length, error))
    {
      lines->number = 1;
      lines->start = lines->scanned = lines->end;
      lines->at_end = TRUE;
      return FALSE;
    }
  lines->start = lines->scanned = lines->end - length;
  return TRUE;
}

/* The line from start to @stop; the next begins at @next. */
static const char *
take_line (Lines *lines, gsize stop, gsize next, gsize *length)
{
  const char *line = lines->buffer + lines->start;

  *length = stop - lines->start;
  if (*length > 0 && line[*length - 1] == '\r')
    --*length;
  lines->start = lines->scanned = next;
  lines->number++;
  return line;
}

/* Passes over the rest of a line that is too long, up to its line feed. FALSE if the stream fails. */
static gboolean
skip_line (Lines *lines, GCancellable *cancellable, GError **error)
{
  const char *feed = NULL;

  lines->number++;
  while (feed == NULL && !lines->at_end)
    {
      lines->start = lines->scanned = lines->end = 0;
      if (!read_more (lines, cancellable, error))
        return FALSE;
      feed = memchr (lines->buffer, '\n', lines->end);
      lines->start = lines->scanned = feed != NULL ? (gsize) (feed - lines->buffer) + 1 : lines->end;
    }
  return TRUE;
}

const char *
lines_next (Lines *lines, gsize *length, GCancellable *cancellable, GError **error)
{
  for (;;)
    {
      if (!check_beginning (lines, error))
        return NULL;

      gsize n_new = lines->end - lines->scanned;
      const char *feed = n_new > 0 && lines->has_begun ? memchr (lines->buffer + lines->scanned, '\n', n_new) : NULL;

      if (feed != NULL)
        {
          gsize stop = (gsize) (feed - lines->buffer);
          return take_line (lines, stop, stop + 1, length);
        }
      if (lines->has_begun)
        lines->scanned = lines->end;
      if (lines->at_end)
        return lines->start < lines->end ? take_line (lines, lines->end, lines->end, length) : NULL;

      if (lines->end - lines->start > lines->longest)
        {
          if (skip_line (lines, cancellable, error))
            g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_TOO_LARGE,
                         "is longer than %" G_GSIZE_FORMAT " bytes; split the document or allow longer lines",
                         lines->longest);
          return NULL;
        }
      if (!make_room (lines))
        {
          if (skip_line (lines, cancellable, error))
            g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_NO_MEMORY,
                         "is longer than memory holds; split the document");
          return NULL;
        }
      if (!read_more (lines, cancellable, error))
        {
          lines->start = lines->scanned = lines->end; /* half a line is none */
          return NULL;
        }
    }
}

guint64
lines_get_number (Lines *lines)
{
  return lines->number;
}
