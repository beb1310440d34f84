/* A file descriptor as an input stream that can be cancelled and counts what it read. */
#pragma once

#include <gio/gio.h>

#define OBELUS_TYPE_FD_STREAM (obelus_fd_stream_get_type ())
G_DECLARE_FINAL_TYPE (ObelusFdStream, obelus_fd_stream, OBELUS, FD_STREAM, GInputStream)

/* @name is what errors call it; @owns_fd says whether to close @fd at the end. */
GInputStream *obelus_fd_stream_new (int fd, gboolean owns_fd, const char *name);

guint64 obelus_fd_stream_get_n_read (ObelusFdStream *stream);
