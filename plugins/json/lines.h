/* Lines of a stream, of any length. */
#pragma once

#include <gio/gio.h>

typedef struct _Lines Lines;

/* Lines of more than @longest bytes, or somewhat more, are errors. */
Lines *lines_new (GInputStream *stream, gsize longest);
void lines_free (Lines *lines);

/* Goes to the next line. Returns NULL at the end, or with an error; after an error of the stream there are no more
 * lines, after one that is too long those behind it follow. The line has no line feed at its end, nor a carriage
 * return, and lives until the next call. A byte order mark at the start of the stream is left out. */
const char *lines_next (Lines *lines, gsize *length, GCancellable *cancellable, GError **error);

/* The number of the line that was read last, from 1. */
guint64 lines_get_number (Lines *lines);
