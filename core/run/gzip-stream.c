/* Unpacking gzip while reading. GIO's converter stops behind the first member of a file, and files of several members
 * (several packed files put together, or a big one packed in parts) are common: so here each has its turn. */
#include "gzip-stream-private.h"

#include <obelus/obelus-error.h>

#include <string.h>

#define PACKED_SIZE (64 * 1024)
#define FIRST_BYTE 0x1f /* of a member; no text begins with it */

/* No text is repeated so often: words and records come to a tenth of their size, the same line over and over to a
 * hundredth. A file that unpacks to more was made to fill memory. Small ones do no harm. */
#define MAX_RATIO 300
#define MIN_SUSPECT ((guint64) 64 * 1024 * 1024)

struct _ObelusGzipStream
{
  GInputStream parent_instance;
  GInputStream *packed;
  GConverter *decompressor;
  char *name;
  guint8 *buffer; /* PACKED_SIZE bytes: what was read, from `start` to `end`, and not unpacked yet */
  gsize start;
  gsize end;
  gboolean is_at_end;  /* nothing more to be read from `packed` */
  gboolean has_member; /* in the middle of one */
  guint64 n_packed;
  guint64 n_read;
};

G_DEFINE_FINAL_TYPE (ObelusGzipStream, obelus_gzip_stream, G_TYPE_INPUT_STREAM)

static gboolean
fill (ObelusGzipStream *stream, GCancellable *cancellable, GError **error)
{
  memmove (stream->buffer, stream->buffer + stream->start, stream->end - stream->start);
  stream->end -= stream->start;
  stream->start = 0;

  const gssize n = g_input_stream_read (stream->packed, stream->buffer + stream->end, PACKED_SIZE - stream->end,
                                        cancellable, error);
  if (n < 0)
    return FALSE;
  stream->is_at_end = n == 0;
  stream->end += (gsize) n;
  stream->n_packed += (guint64) n;
  return TRUE;
}

static gboolean
fail (ObelusGzipStream *stream, const char *what, GError **error)
{
  g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_INPUT, "'%s' %s", stream->name, what);
  return FALSE;
}

/* Why a member cannot be unpacked, in words for who has the file. */
static gboolean
fail_to_unpack (ObelusGzipStream *stream, const GError *reason, GError **error)
{
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    return fail (stream, "is packed with gzip and ends too early; copy or pack it again", error);
  return fail (stream, "is packed with gzip and damaged; copy or pack it again", error);
}

/* Goes to where the next member begins, or to the end. Zeros behind a member only fill a block of a tape. */
static gboolean
find_member (ObelusGzipStream *stream, GCancellable *cancellable, GError **error)
{
  const gboolean is_first = stream->n_packed == 0;

  while (TRUE)
    {
      while (!is_first && stream->start < stream->end && stream->buffer[stream->start] == 0)
        stream->start++;
      if (stream->start < stream->end || stream->is_at_end)
        break;
      if (!fill (stream, cancellable, error))
        return FALSE;
    }
  if (stream->start == stream->end)
    return !is_first || fail (stream, "is empty, and no file packed with gzip as its ending says", error);
  if (stream->buffer[stream->start] != FIRST_BYTE)
    return fail (stream,
                 is_first ? "is not packed with gzip as its ending says; give it another name"
                          : "holds more behind what is packed with gzip; copy or pack it again",
                 error);
  stream->has_member = TRUE;
  return TRUE;
}

static gssize
obelus_gzip_stream_read (GInputStream *base, void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  ObelusGzipStream *stream = OBELUS_GZIP_STREAM (base);
  gsize n_written = 0;

  while (n_written == 0 && count > 0)
    {
      if (!stream->has_member && !find_member (stream, cancellable, error))
        return -1;
      if (!stream->has_member)
        return 0;

      gsize n_taken = 0;
      g_autoptr (GError) reason = NULL;
      const GConverterResult result = g_converter_convert (
          stream->decompressor, stream->buffer + stream->start, stream->end - stream->start, buffer, count,
          stream->is_at_end ? G_CONVERTER_INPUT_AT_END : G_CONVERTER_NO_FLAGS, &n_taken, &n_written, &reason);
      const gboolean needs_more = g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT) && !stream->is_at_end;

      if (needs_more && !fill (stream, cancellable, error))
        return -1;
      if (result == G_CONVERTER_ERROR && !needs_more)
        {
          fail_to_unpack (stream, reason, error);
          return -1;
        }
      stream->start += n_taken;
      if (result == G_CONVERTER_FINISHED)
        {
          g_converter_reset (stream->decompressor);
          stream->has_member = FALSE;
        }
    }

  stream->n_read += n_written;
  if (stream->n_read > MIN_SUSPECT && stream->n_read / MAX_RATIO > stream->n_packed)
    {
      fail (stream, "unpacks to hundreds of times its size, as no text does; unpack it first if it is one", error);
      return -1;
    }
  return (gssize) n_written;
}

static void
obelus_gzip_stream_finalize (GObject *object)
{
  ObelusGzipStream *stream = OBELUS_GZIP_STREAM (object);

  g_clear_object (&stream->packed);
  g_clear_object (&stream->decompressor);
  g_free (stream->buffer);
  g_free (stream->name);

  G_OBJECT_CLASS (obelus_gzip_stream_parent_class)->finalize (object);
}

static void
obelus_gzip_stream_class_init (ObelusGzipStreamClass *class)
{
  G_OBJECT_CLASS (class)->finalize = obelus_gzip_stream_finalize;
  G_INPUT_STREAM_CLASS (class)->read_fn = obelus_gzip_stream_read;
}

static void
obelus_gzip_stream_init (ObelusGzipStream *stream)
{
  stream->decompressor = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  stream->buffer = g_malloc (PACKED_SIZE);
}

GInputStream *
obelus_gzip_stream_new (GInputStream *packed, const char *name)
{
  ObelusGzipStream *stream = g_object_new (OBELUS_TYPE_GZIP_STREAM, NULL);

  stream->packed = packed;
  stream->name = g_strdup (name);
  return G_INPUT_STREAM (stream);
}

guint64
obelus_gzip_stream_get_n_read (ObelusGzipStream *stream)
{
  return stream->n_read;
}
