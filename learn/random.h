/* Pseudo-random numbers that are the same on every machine: SplitMix64 (Steele, Lea and Flood 2014). */
#pragma once

#include <glib.h>

typedef struct
{
  guint64 state;
} LearnRandom;

static inline guint64
learn_random_next (LearnRandom *random)
{
  guint64 z = random->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return z ^ (z >> 31);
}

/* A number below @n, which is at most 2³². The bias of less than n/2³² does no harm to shuffling. */
static inline guint32
learn_random_below (LearnRandom *random, guint32 n)
{
  return (guint32) (((learn_random_next (random) >> 32) * n) >> 32);
}

/* Whether something happens whose chance is @share, to a millionth. */
static inline gboolean
learn_random_happens (LearnRandom *random, double share)
{
  return learn_random_below (random, 1000000) < (guint32) (share * 1000000.0);
}

/* Puts @n numbers into an order that depends on the generator alone (Fisher and Yates). */
static inline void
learn_random_shuffle (LearnRandom *random, guint32 *numbers, guint32 n)
{
  for (guint32 i = n; i > 1; i--)
    {
      guint32 j = learn_random_below (random, i);
      guint32 held = numbers[i - 1];
      numbers[i - 1] = numbers[j];
      numbers[j] = held;
    }
}
