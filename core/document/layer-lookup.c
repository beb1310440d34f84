/* Look-ups of rows by their spans. */
#include "layer-private.h"

/* How an iterator goes on. */
enum
{
  EVERY_ROW,
  ROWS_ENDING_BY,   /* at the limit or before */
  ROWS_ENDING_FROM, /* at the limit or after */
};

/* The first row whose value is not below @value; n if there is none. @values ascend. */
static guint32
find_lower_bound (const guint32 *values, guint32 n, guint64 value)
{
  guint32 low = 0;
  while (n > 0)
    {
      guint32 half = n / 2;
      if (values[low + half] < value)
        {
          low += half + 1;
          n -= half + 1;
        }
      else
        n = half;
    }
  return low;
}

static void
set_every_row (ObelusRowIter *iter, ObelusLayer *layer, guint32 next, guint32 stop)
{
  *iter = (ObelusRowIter){ .layer = layer, .next = next, .stop = MAX (next, stop), .kind = EVERY_ROW };
}

/* In a monotone layer the ends ascend as well, and what a look-up finds are neighbours. */

void
obelus_layer_find_covered (ObelusLayer *layer, guint32 start, guint32 end, ObelusRowIter *iter)
{
  g_return_if_fail (OBELUS_IS_LAYER (layer));

  guint32 first = find_lower_bound (layer->starts, layer->n_rows, start);
  if (layer->monotone)
    set_every_row (iter, layer, first, find_lower_bound (layer->ends, layer->n_rows, (guint64) end + 1));
  else
    *iter = (ObelusRowIter){
      .layer = layer,
      .next = first,
      .stop = MAX (first, find_lower_bound (layer->starts, layer->n_rows, (guint64) end + 1)),
      .limit = end,
      .kind = ROWS_ENDING_BY,
    };
}

static void
find_reaching (ObelusLayer *layer, guint32 start, guint64 end, ObelusRowIter *iter)
{
  guint32 stop = find_lower_bound (layer->starts, layer->n_rows, (guint64) start + 1);
  if (layer->monotone)
    set_every_row (iter, layer, find_lower_bound (layer->ends, layer->n_rows, end), stop);
  else
    *iter = (ObelusRowIter){
      .layer = layer, .next = 0, .stop = stop, .limit = (guint32) MIN (end, G_MAXUINT32), .kind = ROWS_ENDING_FROM
    };
}

void
obelus_layer_find_covering (ObelusLayer *layer, guint32 start, guint32 end, ObelusRowIter *iter)
{
  g_return_if_fail (OBELUS_IS_LAYER (layer));
  find_reaching (layer, start, end, iter);
}

void
obelus_layer_find_at (ObelusLayer *layer, guint32 offset, ObelusRowIter *iter)
{
  g_return_if_fail (OBELUS_IS_LAYER (layer));
  find_reaching (layer, offset, (guint64) offset + 1, iter);
}

gboolean
obelus_row_iter_next (ObelusRowIter *iter, guint32 *row)
{
  if (iter->next >= iter->stop)
    return FALSE;

  if (iter->kind == ROWS_ENDING_BY)
    iter->next = obelus_span_index_next_ending_by (iter->layer->index, iter->next, iter->stop, iter->limit);
  else if (iter->kind == ROWS_ENDING_FROM)
    iter->next = obelus_span_index_next_ending_from (iter->layer->index, iter->next, iter->stop, iter->limit);
  if (iter->next >= iter->stop)
    return FALSE;

  *row = iter->next++;
  return TRUE;
}

guint32
obelus_layer_find_starting (ObelusLayer *layer, guint32 start, guint32 end, guint32 *first)
{
  g_return_val_if_fail (OBELUS_IS_LAYER (layer), 0);

  *first = find_lower_bound (layer->starts, layer->n_rows, start);
  guint32 stop = find_lower_bound (layer->starts, layer->n_rows, end);
  return stop > *first ? stop - *first : 0;
}
