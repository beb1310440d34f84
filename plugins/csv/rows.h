/* Rows of a table in CSV (RFC 4180), whatever stands between its fields. */
#pragma once

#include <obelus/obelus-plugin.h>

typedef struct _Rows Rows;

/* @separator is the byte between fields, or 0 to take the one that the first line has most of. Rows of more than
 * @longest bytes, or somewhat more, are errors. */
Rows *rows_new (GInputStream *stream, char separator, gsize longest);
void rows_free (Rows *rows);

/* Goes to the next row that is not blank. FALSE at the end, or with an error, behind which there are no more rows:
 * where one of them ends too late, it is not known where others begin. */
gboolean rows_next (Rows *rows, GCancellable *cancellable, GError **error);

guint rows_get_n_fields (Rows *rows);

/* A field of the row, without its quotation marks, until the next call; it has no NUL behind it. */
const char *rows_get_field (Rows *rows, guint field, gsize *length);

/* The line on which the row begins, from 1. */
guint64 rows_get_line (Rows *rows);
