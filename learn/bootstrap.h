/* How much figures of precision and recall would differ on other texts of the same kind: percentile intervals of the
 * bootstrap (Efron 1979). Units such as documents are drawn again, as many as there are, with replacement. */
#pragma once

#include <glib.h>

typedef enum
{
  LEARN_PRECISION,
  LEARN_RECALL,
  LEARN_F1,
  LEARN_N_SCORES,
} LearnScore;

/* Names, tokens or whatever is found: how many there are, were found, and were found rightly. */
typedef struct
{
  guint64 n_gold;
  guint64 n_found;
  guint64 n_right;
} LearnCount;

typedef struct
{
  double low;
  double high;
} LearnInterval;

typedef struct _LearnBootstrap LearnBootstrap;

/* A share; 0 of nothing. */
static inline double
learn_divide (guint64 part, guint64 whole)
{
  return whole == 0 ? 0.0 : (double) part / (double) whole;
}

static inline double
learn_count_get_score (const LearnCount *count, LearnScore score)
{
  switch (score)
    {
    case LEARN_PRECISION:
      return learn_divide (count->n_right, count->n_found);
    case LEARN_RECALL:
      return learn_divide (count->n_right, count->n_gold);
    default:
      return learn_divide (2 * count->n_right, count->n_gold + count->n_found);
    }
}

static inline void
learn_count_add (LearnCount *count, const LearnCount *more)
{
  count->n_gold += more->n_gold;
  count->n_found += more->n_found;
  count->n_right += more->n_right;
}

LearnBootstrap *learn_bootstrap_new (void);
void learn_bootstrap_free (LearnBootstrap *bootstrap);

/* Begins the next unit. One in which nothing is counted is a unit, too. */
void learn_bootstrap_begin_unit (LearnBootstrap *bootstrap);

/* Counts in the unit that was begun last. Kinds, such as the types of names, are numbered from 0. */
void learn_bootstrap_count (LearnBootstrap *bootstrap, guint kind, const LearnCount *count);

guint learn_bootstrap_get_n_units (const LearnBootstrap *bootstrap);

/* Draws @n_samples (at least 1) times and returns the intervals that hold @level of the results: LEARN_N_SCORES for
 * each of @n_kinds, and then for all together; to be freed with g_free (). The same counts and seed give the same
 * intervals. NULL if memory runs out or the work of this thread is cancelled. */
LearnInterval *learn_bootstrap_run (const LearnBootstrap *bootstrap, guint n_kinds, guint n_samples, double level,
                                    guint64 seed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LearnBootstrap, learn_bootstrap_free)
