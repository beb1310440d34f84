/* Finding rows by their ends where rows nest or overlap. */
#pragma once

#include <glib.h>

typedef struct _ObelusSpanIndex ObelusSpanIndex;

/* @ends must outlive the index. About half a byte a row. NULL if memory could not be had. */
ObelusSpanIndex *obelus_span_index_new (const guint32 *ends, guint32 n_rows);
ObelusSpanIndex *obelus_span_index_ref (ObelusSpanIndex *index);
void obelus_span_index_unref (ObelusSpanIndex *index);

/* The first row from @row on, before @stop, that ends at @limit or before it (after it); @stop if there is none. O(log
 * n). */
guint32 obelus_span_index_next_ending_by (const ObelusSpanIndex *index, guint32 row, guint32 stop, guint32 limit);
guint32 obelus_span_index_next_ending_from (const ObelusSpanIndex *index, guint32 row, guint32 stop, guint32 limit);
