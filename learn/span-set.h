/* A growing set of spans that answers whether one more would be in the way of any of them. */
#pragma once

#include <glib.h>

typedef struct _LearnSpanSet LearnSpanSet;

/* @edges: ascending, repeats allowed: every start and end that will be added or asked for. NULL if memory could not be
 * had. */
LearnSpanSet *learn_span_set_new (const guint32 *edges, gsize n_edges);
void learn_span_set_free (LearnSpanSet *set);

/* Spans are not empty, and both their ends are among the edges. O(log n) each. */
void learn_span_set_add (LearnSpanSet *set, guint32 start, guint32 end);

/* Whether some span shares a byte with `[start, end)`. */
gboolean learn_span_set_overlaps (const LearnSpanSet *set, guint32 start, guint32 end);

/* Whether some span overlaps `[start, end)` and neither lies within the other. */
gboolean learn_span_set_crosses (const LearnSpanSet *set, guint32 start, guint32 end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LearnSpanSet, learn_span_set_free)
