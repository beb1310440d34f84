/* A heap of sentences or words with the best on top; of equals the one that stands first. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  float score;
  guint32 index;
} Scored;

static inline gboolean
scored_comes_before (const Scored *a, const Scored *b)
{
  return a->score > b->score || (a->score == b->score && a->index < b->index);
}

/* Makes a heap of an array of Scored in any order, in linear time. */
void best_first_arrange (GArray *heap);

void best_first_push (GArray *heap, Scored entry);

/* Takes the best from a heap that is not empty. */
Scored best_first_pop (GArray *heap);

G_END_DECLS
