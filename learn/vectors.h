/* Sums of rows of scores, eight lanes at a time, in the vectors that GCC and Clang know on every machine: written as
 * plain loops these additions are not made vector code, and take four times as long. */
#pragma once

#include <glib.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

typedef gint16 LearnLanes __attribute__ ((vector_size (16)));
typedef gint8 LearnNarrowLanes __attribute__ ((vector_size (8)));
typedef guint32 LearnWideLanes __attribute__ ((vector_size (16)));

/* Puts the sum of @n_rows rows (at least one) into @sums. @n_lanes is a multiple of 8; sums wrap around. A sum stays in
 * a register while row after row is added to it. */
static inline void
learn_vectors_sum (gint16 *sums, const gint16 *const *rows, guint n_rows, guint n_lanes)
{
  for (guint lane = 0; lane < n_lanes; lane += 8)
    {
      LearnLanes sum, addend;
      memcpy (&sum, rows[0] + lane, sizeof sum);
      for (guint i = 1; i < n_rows; i++)
        {
          memcpy (&addend, rows[i] + lane, sizeof addend);
          sum += addend;
        }
      memcpy (sums + lane, &sum, sizeof sum);
    }
}

/* Adds rows of @n_labels bytes to @sums: row i begins at weights + rows[i] × @n_labels. Sixteen bytes are read at a
 * time, which may be up to 13 more than there are labels, and sums are written eight at a time. */
static inline void
learn_vectors_add_narrow (gint16 *sums, const gint8 *weights, const guint32 *rows, guint n_rows, guint n_labels)
{
  guint lane = 0;

  for (; lane + 2 < n_labels; lane += 16)
    {
      LearnLanes even = { 0 }, odd = { 0 }, pairs;
      for (guint i = 0; i < n_rows; i++)
        {
          memcpy (&pairs, weights + (gsize) rows[i] * n_labels + lane, sizeof pairs);
          even += (pairs << 8) >> 8;
          odd += pairs >> 8;
        }
      LearnLanes first, second;
      memcpy (&first, sums + lane, sizeof first);
      first += __builtin_shufflevector (even, odd, 0, 8, 1, 9, 2, 10, 3, 11);
      memcpy (sums + lane, &first, sizeof first);
      if (lane + 8 >= n_labels)
        return;
      memcpy (&second, sums + lane + 8, sizeof second);
      second += __builtin_shufflevector (even, odd, 4, 12, 5, 13, 6, 14, 7, 15);
      memcpy (sums + lane + 8, &second, sizeof second);
    }

  /* A label or two that are left over are no work for vectors. */
  for (; lane < n_labels; lane++)
    {
      guint sum = (guint16) sums[lane];
      for (guint i = 0; i < n_rows; i++)
        sum += (guint) weights[(gsize) rows[i] * n_labels + lane];
      sums[lane] = (gint16) (guint16) sum;
    }
}

/* Of lanes that are all ones or 0, a bit each. Elsewhere byte i, once it has bit i only, is moved to the top by
 * multiplying. */
static inline guint64
learn_vectors_get_bits (LearnLanes lanes)
{
#ifdef __SSE2__
  return (guint64) _mm_movemask_epi8 (_mm_packs_epi16 ((__m128i) lanes, _mm_setzero_si128 ()));
#else
  LearnNarrowLanes narrow = __builtin_convertvector(lanes, LearnNarrowLanes);
  guint64 bytes;
  memcpy (&bytes, &narrow, sizeof bytes);
  bytes = GUINT64_FROM_LE (bytes);

  return ((bytes & G_GUINT64_CONSTANT (0x8040201008040201)) * G_GUINT64_CONSTANT (0x0101010101010101)) >> 56;
#endif
}

/* Two times four lanes that are all ones or 0 as eight. */
static inline LearnLanes
learn_vectors_join (LearnWideLanes first, LearnWideLanes second)
{
#ifdef __SSE2__
  return (LearnLanes) _mm_packs_epi32 ((__m128i) first, (__m128i) second);
#else
  return __builtin_shufflevector ((LearnLanes) first, (LearnLanes) second, 0, 2, 4, 6, 8, 10, 12, 14);
#endif
}

static inline LearnLanes
learn_vectors_choose (LearnLanes mask, LearnLanes yes, LearnLanes no)
{
  return (yes & mask) | (no & ~mask);
}

static inline LearnLanes
learn_vectors_get_larger (LearnLanes a, LearnLanes b)
{
#ifdef __SSE2__
  return (LearnLanes) _mm_max_epi16 ((__m128i) a, (__m128i) b);
#else
  return learn_vectors_choose (a > b, a, b);
#endif
}

/* The largest of eight. */
static inline gint16
learn_vectors_get_top (LearnLanes lanes)
{
  lanes = learn_vectors_get_larger (lanes, __builtin_shufflevector (lanes, lanes, 4, 5, 6, 7, 0, 1, 2, 3));
  lanes = learn_vectors_get_larger (lanes, __builtin_shufflevector (lanes, lanes, 2, 3, 0, 1, 6, 7, 4, 5));

  return MAX (lanes[0], lanes[1]);
}

/* The lanes whose score is at least the largest one's less @margin (0 or more), as bits; lanes at G_MININT16 are
 * never among them, even if all are. @n_lanes is a multiple of 8, at most 64. */
static inline guint64
learn_vectors_find_near (const gint16 *scores, guint n_lanes, gint32 margin)
{
  LearnLanes best;
  memcpy (&best, scores, sizeof best);
  for (guint lane = 8; lane < n_lanes; lane += 8)
    {
      LearnLanes here;
      memcpy (&here, scores + lane, sizeof here);
      best = learn_vectors_get_larger (here, best);
    }

  gint16 least = (gint16) MAX (learn_vectors_get_top (best) - margin, G_MININT16 + 1);
  LearnLanes below = { 0 };
  below += (gint16) (least - 1);
  guint64 near = 0;
  for (guint lane = 0; lane < n_lanes; lane += 8)
    {
      LearnLanes here;
      memcpy (&here, scores + lane, sizeof here);
      near |= learn_vectors_get_bits (here > below) << lane;
    }

  return near;
}
