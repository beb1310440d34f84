/* Whether spans are what a layer's must be. Columns are looked at as a whole, without a branch a row. */
#pragma once

#include <glib.h>

/* Whether every span ends no earlier than it starts and no later than the text, begins and ends where characters do,
 * and stands behind those that start before it or, from the same start, are longer. @text is valid UTF-8. Does not
 * say which is wrong, and so takes a third of the time. */
gboolean obelus_spans_are_sound (const guint32 *starts, const guint32 *ends, guint32 n_rows, const char *text,
                                 guint32 length);

/* Whether no offset is less than the one before it. */
gboolean obelus_offsets_ascend (const guint32 *offsets, guint32 n);
