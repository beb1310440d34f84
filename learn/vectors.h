/* Sums of rows of scores, eight lanes at a time, in the vectors that GCC and Clang know on every machine: written as
 * plain loops these additions are not made vector code, and take four times as long. */
#pragma once

#include <glib.h>
#include <string.h>

typedef gint16 LearnLanes __attribute__ ((vector_size (16)));
typedef gint8 LearnNarrowLanes __attribute__ ((vector_size (8)));

/* Adds @n_lanes lanes, a multiple of 8; sums wrap around. */
static inline void
learn_vectors_add (gint16 *scores, const gint16 *row, guint n_lanes)
{
  for (guint lane = 0; lane < n_lanes; lane += 8)
    {
      LearnLanes sum, addend;
      memcpy (&sum, scores + lane, sizeof sum);
      memcpy (&addend, row + lane, sizeof addend);
      sum += addend;
      memcpy (scores + lane, &sum, sizeof sum);
    }
}

static inline void
learn_vectors_add_narrow (gint16 *scores, const gint8 *row, guint n_lanes)
{
  for (guint lane = 0; lane < n_lanes; lane += 8)
    {
      LearnLanes sum;
      LearnNarrowLanes addend;
      memcpy (&sum, scores + lane, sizeof sum);
      memcpy (&addend, row + lane, sizeof addend);
      sum += __builtin_convertvector(addend, LearnLanes);
      memcpy (scores + lane, &sum, sizeof sum);
    }
}

/* The lanes whose score is at least the largest one's less @margin (0 or more), as bits. @n_lanes is a multiple of 8,
 * at most 64. */
static inline guint64
learn_vectors_find_near (const gint16 *scores, guint n_lanes, gint32 margin)
{
  LearnLanes best;
  memcpy (&best, scores, sizeof best);
  for (guint lane = 8; lane < n_lanes; lane += 8)
    {
      LearnLanes here;
      memcpy (&here, scores + lane, sizeof here);
      LearnLanes is_better = here > best;
      best = (here & is_better) | (best & ~is_better);
    }
  gint32 top = best[0];
  for (guint i = 1; i < 8; i++)
    top = MAX (top, best[i]);

  gint16 least = (gint16) MAX (top - margin, G_MININT16 + 1);
  LearnLanes below = { least, least, least, least, least, least, least, least };
  below -= 1;
  guint64 near = 0;
  for (guint lane = 0; lane < n_lanes; lane += 8)
    {
      LearnLanes here;
      guint64 halves[2];
      memcpy (&here, scores + lane, sizeof here);
      LearnLanes is_near = here > below;
      memcpy (halves, &is_near, sizeof halves);
      if ((halves[0] | halves[1]) != 0)
        for (guint i = 0; i < 8; i++)
          near |= (guint64) (is_near[i] != 0) << (lane + i);
    }

  return near;
}
