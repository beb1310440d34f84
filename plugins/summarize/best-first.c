/* A heap of sentences or words with the best on top. */
#include "best-first.h"

static void
sift_down (Scored *heap, guint n, guint place)
{
  for (;;)
    {
      guint best = place, child = 2 * place + 1;
      for (guint c = child; c < n && c < child + 2; c++)
        if (scored_comes_before (&heap[c], &heap[best]))
          best = c;
      if (best == place)
        return;
      Scored entry = heap[place];
      heap[place] = heap[best];
      heap[best] = entry;
      place = best;
    }
}

void
best_first_arrange (GArray *heap)
{
  for (guint place = heap->len / 2; place-- > 0;)
    sift_down ((Scored *) (gpointer) heap->data, heap->len, place);
}

void
best_first_push (GArray *heap, Scored entry)
{
  g_array_append_val (heap, entry);
  Scored *entries = (Scored *) (gpointer) heap->data;
  for (guint place = heap->len - 1; place > 0 && scored_comes_before (&entries[place], &entries[(place - 1) / 2]);
       place = (place - 1) / 2)
    {
      Scored other = entries[(place - 1) / 2];
      entries[(place - 1) / 2] = entries[place];
      entries[place] = other;
    }
}

Scored
best_first_pop (GArray *heap)
{
  Scored *entries = (Scored *) (gpointer) heap->data;
  Scored top = entries[0];
  entries[0] = entries[heap->len - 1];
  g_array_set_size (heap, heap->len - 1);
  sift_down (entries, heap->len, 0);
  return top;
}
