/* What a stream packed with gzip holds, as an input stream. */
#pragma once

#include <gio/gio.h>

#define OBELUS_TYPE_GZIP_STREAM (obelus_gzip_stream_get_type ())
G_DECLARE_FINAL_TYPE (ObelusGzipStream, obelus_gzip_stream, OBELUS, GZIP_STREAM, GInputStream)

/* @packed is taken over; @name is what errors call it. */
GInputStream *obelus_gzip_stream_new (GInputStream *packed, const char *name);

/* How many bytes came out so far. */
guint64 obelus_gzip_stream_get_n_read (ObelusGzipStream *stream);
