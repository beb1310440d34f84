/* A file descriptor as an input stream that can be cancelled and counts what it read. */
#include "fd-stream-private.h"

#include <obelus/obelus-error.h>

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

struct _ObelusFdStream
{
  GInputStream parent_instance;
  int fd;
  gboolean owns_fd;
  gboolean may_block; /* a pipe, a terminal: wait for data or for being cancelled, whichever comes first */
  char *name;
  guint64 n_read;
};

G_DEFINE_FINAL_TYPE (ObelusFdStream, obelus_fd_stream, G_TYPE_INPUT_STREAM)

/* Whether there is something to read, the end included; FALSE when a signal or the cancellable ended the waiting. */
static gboolean
wait_for_data (ObelusFdStream *stream, GCancellable *cancellable)
{
  GPollFD polled[2] = { { .fd = stream->fd, .events = G_IO_IN } };
  guint n_polled = 1;

  if (g_cancellable_make_pollfd (cancellable, &polled[1]))
    n_polled++;
  const gint n_ready = g_poll (polled, n_polled, -1);
  const gboolean interrupted = n_ready < 0 && errno == EINTR;
  if (n_polled > 1)
    g_cancellable_release_fd (cancellable);

  /* Of another failure, reading tells what it is. */
  return !interrupted && (n_ready < 0 || polled[0].revents != 0);
}

static gssize
obelus_fd_stream_read (GInputStream *base, void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  ObelusFdStream *stream = OBELUS_FD_STREAM (base);

  while (TRUE)
    {
      const gboolean is_ready = !stream->may_block || wait_for_data (stream, cancellable);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return -1;
      /* The signal that is about to cancel may come before the cancelling: a read now would wait for data alone. */
      if (!is_ready)
        continue;

      gssize n = read (stream->fd, buffer, count);
      if (n >= 0)
        {
          stream->n_read += (guint64) n;
          return n;
        }
      if (errno == EAGAIN)
        stream->may_block = TRUE;
      else if (errno != EINTR)
        {
          g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_IO, "'%s' cannot be read: %s", stream->name,
                       g_strerror (errno));
          return -1;
        }
    }
}

static void
obelus_fd_stream_finalize (GObject *object)
{
  ObelusFdStream *stream = OBELUS_FD_STREAM (object);

  if (stream->owns_fd)
    close (stream->fd);
  g_free (stream->name);

  G_OBJECT_CLASS (obelus_fd_stream_parent_class)->finalize (object);
}

static void
obelus_fd_stream_class_init (ObelusFdStreamClass *class)
{
  G_OBJECT_CLASS (class)->finalize = obelus_fd_stream_finalize;
  G_INPUT_STREAM_CLASS (class)->read_fn = obelus_fd_stream_read;
}

static void
obelus_fd_stream_init (ObelusFdStream *stream)
{
  stream->fd = -1;
}

GInputStream *
obelus_fd_stream_new (int fd, gboolean owns_fd, const char *name)
{
  ObelusFdStream *stream = g_object_new (OBELUS_TYPE_FD_STREAM, NULL);
  struct stat status;

  stream->fd = fd;
  stream->owns_fd = owns_fd;
  stream->name = g_strdup (name);
  stream->may_block = fstat (fd, &status) != 0 || !S_ISREG (status.st_mode);

  return G_INPUT_STREAM (stream);
}

guint64
obelus_fd_stream_get_n_read (ObelusFdStream *stream)
{
  return stream->n_read;
}
