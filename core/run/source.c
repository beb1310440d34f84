/* Where readers read from: a file, standard input, a piece of memory. */
#include "source-private.h"
#include "fd-stream-private.h"
#include "gzip-stream-private.h"
#include "registry-private.h"

#include <obelus/obelus-error.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What a stream of unknown length is first given room for. */
#define FIRST_CAPACITY (64 * 1024)

struct _ObelusSource
{
  GObject parent_instance;
  char *name;
  char *shown_name; /* for messages: valid UTF-8, and standard input by its name */
  GBytes *bytes;    /* NULL for a file */
  GInputStream *stream;
  guint64 size; /* of a regular file, in bytes; 0 if it is not known */
  guint64 n_read;
  char *document_name;
};

G_DEFINE_FINAL_TYPE (ObelusSource, obelus_source, G_TYPE_OBJECT)

static void
obelus_source_finalize (GObject *object)
{
  ObelusSource *source = OBELUS_SOURCE (object);

  g_clear_object (&source->stream);
  g_clear_pointer (&source->bytes, g_bytes_unref);
  g_free (source->name);
  g_free (source->shown_name);
  g_free (source->document_name);

  G_OBJECT_CLASS (obelus_source_parent_class)->finalize (object);
}

static void
obelus_source_class_init (ObelusSourceClass *class)
{
  G_OBJECT_CLASS (class)->finalize = obelus_source_finalize;
}

static void
obelus_source_init (ObelusSource *source)
{
  (void) source;
}

ObelusSource *
obelus_source_new_for_path (const char *path)
{
  g_return_val_if_fail (path != NULL, NULL);

  ObelusSource *source = g_object_new (OBELUS_TYPE_SOURCE, NULL);
  source->name = g_strdup (path);
  source->shown_name = strcmp (path, "-") == 0 ? g_strdup ("standard input") : g_filename_display_name (path);

  return source;
}

ObelusSource *
obelus_source_new_for_bytes (const char *name, GBytes *bytes)
{
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (bytes != NULL, NULL);

  ObelusSource *source = g_object_new (OBELUS_TYPE_SOURCE, NULL);
  source->name = g_strdup (name);
  source->shown_name = g_utf8_make_valid (name, -1);
  source->bytes = g_bytes_ref (bytes);

  return source;
}

const char *
obelus_source_get_name (ObelusSource *source)
{
  g_return_val_if_fail (OBELUS_IS_SOURCE (source), NULL);

  return source->name;
}

/* Opening */

static GInputStream *
fail_to_open (ObelusSource *source, int cause, GError **error)
{
  switch (cause)
    {
    case ENOENT:
    case ENOTDIR:
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_NOT_FOUND, "there is no file '%s'; check its name",
                   source->shown_name);
      break;
    case EACCES:
    case EPERM:
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_IO, "'%s' may not be read; check its permissions",
                   source->shown_name);
      break;
    case EISDIR:
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_IO, "'%s' is a folder; name the files in it", source->shown_name);
      break;
    default:
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_IO, "'%s' cannot be opened: %s", source->shown_name,
                   g_strerror (cause));
    }

  return NULL;
}

/* A named pipe that nobody writes to yet would hold up its opening, where no cancelling reaches: reading waits for it.
 */
static GInputStream *
open_file (ObelusSource *source, GError **error)
{
  gboolean is_standard_input = strcmp (source->name, "-") == 0;
  int fd = is_standard_input ? STDIN_FILENO : open (source->name, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  struct stat status;

  if (fd < 0 || fstat (fd, &status) != 0 || S_ISDIR (status.st_mode))
    {
      int cause = fd >= 0 && S_ISDIR (status.st_mode) ? EISDIR : errno;
      if (fd >= 0 && !is_standard_input)
        close (fd);
      return fail_to_open (source, cause, error);
    }

  GInputStream *stream = obelus_fd_stream_new (fd, !is_standard_input, source->shown_name);
  if (obelus_match_packed_name (source->name) > 0)
    return obelus_gzip_stream_new (stream, source->shown_name);
  source->size = S_ISREG (status.st_mode) ? (guint64) status.st_size : 0;
  return stream;
}

GInputStream *
obelus_source_open (ObelusSource *source, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (OBELUS_IS_SOURCE (source), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (source->stream != NULL)
    return source->stream;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  if (source->bytes != NULL)
    {
      source->stream = g_memory_input_stream_new_from_bytes (source->bytes);
      source->n_read = g_bytes_get_size (source->bytes);
    }
  else
    source->stream = open_file (source, error);

  return source->stream;
}

void
obelus_source_close (ObelusSource *source)
{
  if (source->stream != NULL)
    source->n_read = obelus_source_get_n_read (source);
  g_clear_object (&source->stream);
}

guint64
obelus_source_get_n_read (ObelusSource *source)
{
  if (source->stream != NULL && OBELUS_IS_FD_STREAM (source->stream))
    return source->n_read + obelus_fd_stream_get_n_read (OBELUS_FD_STREAM (source->stream));
  if (source->stream != NULL && OBELUS_IS_GZIP_STREAM (source->stream))
    return source->n_read + obelus_gzip_stream_get_n_read (OBELUS_GZIP_STREAM (source->stream));

  return source->n_read;
}

/* Loading */

static gboolean
fail_too_large (ObelusSource *source, GError **error)
{
  g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_TOO_LARGE,
               "'%s' is larger than %" G_GUINT64_FORMAT " bytes, which is the most a document can hold; split it",
               source->shown_name, (guint64) OBELUS_MAX_TEXT_LENGTH);

  return FALSE;
}

/* Makes room for @capacity bytes and a NUL. */
static gboolean
grow (ObelusSource *source, char **data, gsize capacity, GError **error)
{
  char *grown = g_try_realloc (*data, capacity + 1);

  if (grown == NULL)
    {
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_NO_MEMORY,
                   "there is not enough memory to read %" G_GSIZE_FORMAT " bytes of '%s'; split it or free memory",
                   capacity, source->shown_name);
      return FALSE;
    }
  *data = grown;

  return TRUE;
}

static gboolean
read_all (ObelusSource *source, GInputStream *stream, char **data, gsize *length, GCancellable *cancellable,
          GError **error)
{
  /* One byte more than the file has: the read that finds its end needs room too. */
  gsize capacity = source->size > 0 ? source->size + 1 : FIRST_CAPACITY;

  if (source->size > OBELUS_MAX_TEXT_LENGTH)
    return fail_too_large (source, error);
  if (!grow (source, data, capacity, error))
    return FALSE;

  for (*length = 0;;)
    {
      if (*length == capacity)
        {
          capacity *= 2; /* at most 2³³: it stops once it has passed the limit */
          if (!grow (source, data, capacity, error))
            return FALSE;
        }
      gssize n = g_input_stream_read (stream, *data + *length, capacity - *length, cancellable, error);
      if (n <= 0)
        return n == 0;
      *length += (gsize) n;
      if (*length > OBELUS_MAX_TEXT_LENGTH)
        return fail_too_large (source, error);
    }
}

GBytes *
obelus_source_load (ObelusSource *source, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (OBELUS_IS_SOURCE (source), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (source->bytes != NULL)
    {
      source->n_read = g_bytes_get_size (source->bytes);
      return g_bytes_ref (source->bytes);
    }

  GInputStream *stream = obelus_source_open (source, cancellable, error);
  if (stream == NULL)
    return NULL;

  /* Files are read, not mapped: mapping one that another program cuts short meanwhile would end this one. */
  g_autofree char *data = NULL;
  gsize length;
  if (!read_all (source, stream, &data, &length, cancellable, error))
    return NULL;

  data[length] = '\0'; /* not part of the bytes, but there for who takes them as a string */
  char *exact = g_try_realloc (data, length + 1);
  if (exact != NULL) /* otherwise what is there is merely too large */
    data = exact;

  return g_bytes_new_take (g_steal_pointer (&data), length);
}

/* Naming documents */

void
obelus_source_name_document (ObelusSource *source, const char *id)
{
  g_return_if_fail (OBELUS_IS_SOURCE (source));

  g_free (source->document_name);
  source->document_name = id == NULL ? NULL : g_utf8_make_valid (id, -1);
}

char *
obelus_source_take_document_name (ObelusSource *source)
{
  return g_steal_pointer (&source->document_name);
}
