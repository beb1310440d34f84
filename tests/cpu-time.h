/* Time that does not depend on what else the machine does, for tests of how work grows with its input. */
#pragma once

#include <glib.h>
#include <time.h>

/* CPU seconds of the calling thread. */
static inline double
test_get_cpu_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec * 1e-9;
}

/* That work on @factor times the input took no more than three times @factor as long, as work does that is linear in
 * its input; with times below five milliseconds, noise decides. A square of the input takes @factor times @factor.
 * Under the address sanitizer nothing is judged: it checks all that a search could read, however soon that finds
 * something. */
static inline void
test_assert_linear (const char *what, double factor, double small, double large)
{
#ifdef __SANITIZE_ADDRESS__
  const gboolean is_judged = FALSE;
#else
  const gboolean is_judged = TRUE;
#endif

  if (!is_judged || large <= 3.0 * factor * MAX (small, 0.005))
    return;

  g_test_message ("%s: %.3f s, and %.3f s for %.0f times as much", what, small, large, factor);
  g_test_fail ();
}
