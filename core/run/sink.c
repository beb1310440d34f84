/* Where writers write to: standard output, a file that appears when it is complete, a stream. */
#include "sink-private.h"

#include <obelus/obelus-error.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUFFER_SIZE (64 * 1024)

/* Longest part of a file's name that goes into the temporary name: with a dot before and seven bytes behind it stays
 * within the 255 that file systems allow. */
#define MAX_NAME_PART 200

struct _ObelusSink
{
  GObject parent_instance;
  char *name;            /* for messages */
  char *path;            /* NULL for standard output and streams */
  GOutputStream *stream; /* NULL for files and standard output */
  int fd;                /* −1 if it is not open */
  char *temporary;       /* the file that is written; NULL if it is written in place */
  char *target;          /* what the temporary file will be called */
  char *buffer;
  gsize n_buffered;
  gboolean is_closed;
  gboolean has_failed;
};

G_DEFINE_FINAL_TYPE (ObelusSink, obelus_sink, G_TYPE_OBJECT)

static void
discard (ObelusSink *sink)
{
  if (sink->fd >= 0 && sink->path != NULL)
    close (sink->fd);
  sink->fd = -1;
  if (sink->temporary != NULL)
    unlink (sink->temporary);
  g_clear_pointer (&sink->temporary, g_free);
}

static void
obelus_sink_finalize (GObject *object)
{
  ObelusSink *sink = OBELUS_SINK (object);

  discard (sink);
  g_clear_object (&sink->stream);
  g_free (sink->name);
  g_free (sink->path);
  g_free (sink->target);
  g_free (sink->buffer);

  G_OBJECT_CLASS (obelus_sink_parent_class)->finalize (object);
}

static void
obelus_sink_class_init (ObelusSinkClass *class)
{
  G_OBJECT_CLASS (class)->finalize = obelus_sink_finalize;
}

static void
obelus_sink_init (ObelusSink *sink)
{
  sink->fd = -1;
}

ObelusSink *
obelus_sink_new_for_path (const char *path)
{
  ObelusSink *sink = g_object_new (OBELUS_TYPE_SINK, NULL);

  if (path == NULL || strcmp (path, "-") == 0)
    sink->name = g_strdup ("standard output");
  else
    {
      sink->path = g_strdup (path);
      sink->name = g_filename_display_name (path);
    }

  return sink;
}

ObelusSink *
obelus_sink_new_for_stream (const char *name, GOutputStream *stream)
{
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), NULL);

  ObelusSink *sink = g_object_new (OBELUS_TYPE_SINK, NULL);
  sink->name = g_strdup (name);
  sink->stream = g_object_ref (stream);

  return sink;
}

const char *
obelus_sink_get_name (ObelusSink *sink)
{
  g_return_val_if_fail (OBELUS_IS_SINK (sink), NULL);

  return sink->name;
}

static gboolean
fail (ObelusSink *sink, int cause, GError **error)
{
  sink->has_failed = TRUE;

  switch (cause)
    {
    case EPIPE:
      /* A code of its own, because the usual answer is to say nothing: whoever read had enough. */
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE, "nobody reads %s any more", sink->name);
      break;
    case ENOSPC:
    case EDQUOT:
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_IO, "'%s' cannot be written: the disk is full; make room on it",
                   sink->name);
      break;
    case ENOENT:
    case ENOTDIR:
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_NOT_FOUND,
                   "'%s' cannot be written: there is no such folder; make it first", sink->name);
      break;
    case EISDIR:
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_IO, "'%s' is a folder; name a file in it", sink->name);
      break;
    case EACCES:
    case EPERM:
    case EROFS:
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_IO, "'%s' may not be written; check the permissions of its folder",
                   sink->name);
      break;
    default:
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_IO, "'%s' cannot be written: %s", sink->name, g_strerror (cause));
    }

  return FALSE;
}

/* Opening */

static gboolean
open_temporary (ObelusSink *sink, const struct stat *existing, GError **error)
{
  /* What a symbolic link points to is replaced, not the link. */
  char *resolved = existing == NULL ? NULL : realpath (sink->path, NULL);
  sink->target = g_strdup (resolved != NULL ? resolved : sink->path);
  free (resolved);

  g_autofree char *folder = g_path_get_dirname (sink->target);
  g_autofree char *base = g_path_get_basename (sink->target);
  g_autofree char *part = g_strndup (base, MAX_NAME_PART);
  g_autofree char *template = g_strdup_printf (".%s.XXXXXX", part);
  g_autofree char *temporary = g_build_filename (folder, template, NULL);

  sink->fd = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, 0666);
  if (sink->fd < 0)
    return fail (sink, errno, error);
  sink->temporary = g_steal_pointer (&temporary);

  if (existing != NULL && fchmod (sink->fd, existing->st_mode & 07777) != 0)
    return fail (sink, errno, error);

  return TRUE;
}

static gboolean
open_path (ObelusSink *sink, GError **error)
{
  struct stat status;
  gboolean exists = stat (sink->path, &status) == 0;

  if (exists && S_ISDIR (status.st_mode))
    return fail (sink, EISDIR, error);
  if (!exists || S_ISREG (status.st_mode))
    return open_temporary (sink, exists ? &status : NULL, error);

  /* A device or a pipe cannot be replaced. */
  sink->fd = open (sink->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
  return sink->fd >= 0 || fail (sink, errno, error);
}

gboolean
obelus_sink_open (ObelusSink *sink, GError **error)
{
  if (sink->has_failed || sink->is_closed)
    {
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_IO, "'%s' cannot be written after it %s", sink->name,
                   sink->is_closed ? "was closed" : "failed");
      return FALSE;
    }
  if (sink->buffer != NULL)
    return TRUE;

  sink->buffer = g_malloc (BUFFER_SIZE);
  if (sink->stream != NULL)
    return TRUE;
  if (sink->path != NULL)
    return open_path (sink, error);

  sink->fd = STDOUT_FILENO;
  return TRUE;
}

/* Writing */

/* Like write (), but a pipe that nobody reads is an error and no signal, whatever the program has decided about
 * signals: the signal is held back in this thread and taken away if the call caused it. */
static gssize
write_quietly (int fd, const char *data, gsize length)
{
  sigset_t pipe_signal, old_mask, pending;
  const struct timespec at_once = { 0, 0 };

  sigemptyset (&pipe_signal);
  sigaddset (&pipe_signal, SIGPIPE);
  sigpending (&pending);
  gboolean was_pending = sigismember (&pending, SIGPIPE) == 1;
  pthread_sigmask (SIG_BLOCK, &pipe_signal, &old_mask);

  gssize n = write (fd, data, length);
  int cause = errno;

  if (n < 0 && cause == EPIPE && !was_pending)
    while (sigtimedwait (&pipe_signal, NULL, &at_once) < 0 && errno == EINTR)
      continue;
  pthread_sigmask (SIG_SETMASK, &old_mask, NULL);
  errno = cause;

  return n;
}

static gboolean
write_through (ObelusSink *sink, const char *data, gsize length, GError **error)
{
  if (sink->stream != NULL)
    {
      sink->has_failed = !g_output_stream_write_all (sink->stream, data, length, NULL, NULL, error);
      return !sink->has_failed;
    }

  while (length > 0)
    {
      gssize n = write_quietly (sink->fd, data, length);
      if (n < 0 && errno == EAGAIN)
        {
          struct pollfd polled = { .fd = sink->fd, .events = POLLOUT };
          poll (&polled, 1, -1);
        }
      else if (n < 0 && errno != EINTR)
        return fail (sink, errno, error);
      if (n > 0)
        {
          data += n;
          length -= (gsize) n;
        }
    }

  return TRUE;
}

static gboolean
write_buffer (ObelusSink *sink, GError **error)
{
  gsize length = sink->n_buffered;

  sink->n_buffered = 0;

  return write_through (sink, sink->buffer, length, error);
}

gboolean
obelus_sink_write (ObelusSink *sink, gconstpointer data, gsize length, GError **error)
{
  g_return_val_if_fail (OBELUS_IS_SINK (sink), FALSE);
  g_return_val_if_fail (data != NULL || length == 0, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!obelus_sink_open (sink, error))
    return FALSE;
  if (length > BUFFER_SIZE - sink->n_buffered && !write_buffer (sink, error))
    return FALSE;
  if (length > BUFFER_SIZE)
    return write_through (sink, data, length, error);

  if (length > 0)
    memcpy (sink->buffer + sink->n_buffered, data, length);
  sink->n_buffered += length;

  return TRUE;
}

gboolean
obelus_sink_flush (ObelusSink *sink, GError **error)
{
  if (sink->temporary != NULL || sink->n_buffered == 0)
    return TRUE;

  return write_buffer (sink, error);
}

/* Closing */

static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  /* Not every file system can do it; the file itself is safe already. */
  if (fd >= 0)
    {
      (void) fsync (fd);
      close (fd);
    }
}

/* Puts the complete file in its place. */
static gboolean
put_in_place (ObelusSink *sink, GError **error)
{
  int fd = sink->fd;

  if (fsync (fd) != 0)
    return fail (sink, errno, error);
  sink->fd = -1;
  if (close (fd) != 0)
    return fail (sink, errno, error);
  if (rename (sink->temporary, sink->target) != 0)
    return fail (sink, errno, error);

  g_clear_pointer (&sink->temporary, g_free);
  sync_folder (sink->target);

  return TRUE;
}

gboolean
obelus_sink_close (ObelusSink *sink, GError **error)
{
  g_return_val_if_fail (OBELUS_IS_SINK (sink), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (sink->is_closed)
    return TRUE;

  gboolean done = obelus_sink_open (sink, error) && write_buffer (sink, error);
  if (done && sink->stream != NULL)
    done = g_output_stream_flush (sink->stream, NULL, error);
  if (done && sink->temporary != NULL)
    done = put_in_place (sink, error);
  discard (sink);
  sink->is_closed = done;

  return done;
}
