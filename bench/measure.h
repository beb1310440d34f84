/* Timing for benchmarks: CPU time, the best of several rounds, and a plain loop to hold it against. */
#pragma once

#include <glib.h>
#include <time.h>

/* CPU time of the process in seconds. */
static inline double
get_cpu_seconds (void)
{
  struct timespec now;
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec * 1e-9;
}

typedef void (*Work) (gpointer data);

/* The least CPU time of one call in seconds: noise only ever adds. */
static inline double
measure (Work work, gpointer data, guint rounds)
{
  double best = G_MAXDOUBLE;
  for (guint round = 0; round < rounds; round++)
    {
      double start = get_cpu_seconds ();
      work (data);
      double seconds = get_cpu_seconds () - start;
      best = MIN (best, seconds);
    }
  return best;
}

/* The oracle of every ratio: reads each byte once and adds it up. The compiler may not drop the sum, nor use vectors,
 * so that the ratio means "times a byte-by-byte loop". */
__attribute__ ((noinline, optimize ("no-tree-vectorize"))) static guint64
sum_bytes (const char *text, gsize length)
{
  guint64 sum = 0;
  for (gsize i = 0; i < length; i++)
    sum += (guchar) text[i];
  return sum;
}

/* A text that work_sum_text () reads. */
typedef struct
{
  const char *text;
  gsize length;
  guint64 sum;
} SummedText;

static inline void
work_sum_text (gpointer data)
{
  SummedText *text = data;

  text->sum += sum_bytes (text->text, text->length);
}

/* A benchmark whose set-up failed has nothing to say. */
static inline void
stop_on (GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}
