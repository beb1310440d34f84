/* Judging times. */
#include "timing.h"

#include <time.h>

/* Work that is done before this many seconds cannot be measured well, and harms nobody. */
#define SHORT_SECONDS 0.02

/* Work on one text that takes longer is not waited for again. */
#define LONG_SECONDS 8.0

/* Each step doubles the text. */
#define N_STEPS 4
#define FIRST_LENGTH 16384

/* How much more a byte of the longest text may cost than one of the shortest, which is eight times shorter: caches
 * explain a factor of two, a loop within a loop one of eight. */
#define SLACK 3.5

/* Who cancels expects an end within a tenth of a second; machines under load get more. */
#define PROMPT_SECONDS 0.5

/* CPU seconds a byte at the first and the last length that were reached; FALSE if they cannot be compared. */
static gboolean
measure_growth (Trial *trial, TimedWork work, gpointer data, const TextFamily *family, double *growth)
{
  double first = 0, last = 0;
  gsize length = MIN (FIRST_LENGTH, MAX (trial->largest >> (N_STEPS - 1), 64));

  for (guint step = 0; step < N_STEPS; step++, length *= 2)
    {
      gsize n_bytes;
      g_autofree char *text = text_family_make (family, length, &n_bytes);

      trial_at (trial, "%" G_GSIZE_FORMAT " bytes of %s", n_bytes, family->name);
      const double seconds = work (trial, data, text, n_bytes);

      if (seconds < 0)
        return FALSE;
      if (step == 0)
        first = seconds / (double) n_bytes;
      last = seconds / (double) n_bytes;
      if (step == N_STEPS - 1 && seconds < SHORT_SECONDS)
        return FALSE;
      if (seconds > LONG_SECONDS)
        break;
    }
  *growth = last / MAX (first, 1e-12);
  return TRUE;
}

void
timing_check_linear (Trial *trial, TimedWork work, gpointer data)
{
  for (guint i = 0; i < n_text_families; i++)
    {
      double growth, again;

      if (!measure_growth (trial, work, data, &text_families[i], &growth) || growth < SLACK)
        continue;
      /* Once more: the machine may have been busy. */
      if (measure_growth (trial, work, data, &text_families[i], &again) && MIN (growth, again) >= SLACK)
        trial_find (trial,
                    "a text of %s takes %.1f times as long a byte when it is %u times longer: the work does not grow "
                    "with the text but faster",
                    text_families[i].name, MIN (growth, again), 1U << (N_STEPS - 1));
    }
}

typedef struct
{
  GCancellable *cancellable;
  double after; /* seconds */
  gint64 at;    /* when it was cancelled, in microseconds of the monotonic clock */
} Canceller;

static gpointer
cancel_later (gpointer data)
{
  Canceller *canceller = data;

  g_usleep ((gulong) (canceller->after * 1e6));
  canceller->at = g_get_monotonic_time ();
  g_cancellable_cancel (canceller->cancellable);
  return NULL;
}

static double
measure_seconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1e6;
}

void
timing_check_cancellation (Trial *trial, StoppableWork work, gpointer data)
{
  gsize length;
  g_autofree char *text = text_family_make (&text_families[0], trial->largest, &length);
  const gint64 start = g_get_monotonic_time ();

  work (trial, data, text, length, NULL);
  const double whole = measure_seconds_since (start);
  if (whole < PROMPT_SECONDS)
    return;

  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Canceller canceller = { .cancellable = cancellable, .after = whole / 20 };
  GThread *thread = g_thread_new ("cancel", cancel_later, &canceller);
  work (trial, data, text, length, cancellable);
  const gint64 end = g_get_monotonic_time ();
  g_thread_join (thread);

  const double late = (double) (end - canceller.at) / 1e6;
  if (late > MAX (PROMPT_SECONDS, whole / 4))
    trial_find (trial, "it went on for %.1f s after it was cancelled, of %.1f s that the whole text takes", late,
                whole);
}
