/* Limited-memory BFGS: the same sums in the same order every time, so equal input gives equal weights. */
#include "minimize.h"

#include <obelus/obelus-plugin.h>

#include <math.h>
#include <string.h>

#define MEMORY 8
#define MAX_BACKTRACKS 20
#define SUFFICIENT_DECREASE 1e-4
#define TOLERANCE 1e-5

static double
dot (const double *a, const double *b, gsize n)
{
  double sum = 0.0;

  for (gsize i = 0; i < n; i++)
    sum += a[i] * b[i];
  return sum;
}

static void
add_scaled (double *a, double factor, const double *b, gsize n)
{
  for (gsize i = 0; i < n; i++)
    a[i] += factor * b[i];
}

typedef struct
{
  double *steps[MEMORY], *changes[MEMORY]; /* of x and of the gradient */
  double curvature[MEMORY];
  guint n, next;
} History;

/* Two-loop recursion: direction = −H × gradient. */
static void
find_direction (const History *history, const double *gradient, double *direction, gsize n)
{
  double alpha[MEMORY];

  for (gsize i = 0; i < n; i++)
    direction[i] = -gradient[i];

  for (guint k = 0; k < history->n; k++)
    {
      guint i = (history->next + MEMORY - 1 - k) % MEMORY;
      alpha[i] = dot (history->steps[i], direction, n) / history->curvature[i];
      add_scaled (direction, -alpha[i], history->changes[i], n);
    }

  if (history->n > 0)
    {
      guint last = (history->next + MEMORY - 1) % MEMORY;
      double scale = history->curvature[last] / dot (history->changes[last], history->changes[last], n);
      for (gsize i = 0; i < n; i++)
        direction[i] *= scale;
    }

  for (guint k = history->n; k > 0; k--)
    {
      guint i = (history->next + MEMORY - k) % MEMORY;
      double beta = dot (history->changes[i], direction, n) / history->curvature[i];
      add_scaled (direction, alpha[i] - beta, history->steps[i], n);
    }
}

double
minimize (MinimizeFunc function, gpointer data, double *x, gsize n, guint max_iterations)
{
  g_autofree double *gradient = g_new (double, n);
  g_autofree double *direction = g_new (double, n);
  g_autofree double *next_x = g_new (double, n);
  g_autofree double *next_gradient = g_new (double, n);
  g_autofree double *memory = g_new (double, 2 * MEMORY * n);
  History history = { .n = 0 };

  for (guint i = 0; i < MEMORY; i++)
    {
      history.steps[i] = memory + 2 * i * n;
      history.changes[i] = memory + (2 * i + 1) * n;
    }

  double value = function (x, gradient, data);
  for (guint iteration = 0; iteration < max_iterations && !obelus_is_cancelled_at (0); iteration++)
    {
      double size = sqrt (dot (gradient, gradient, n));
      if (size <= TOLERANCE * MAX (1.0, sqrt (dot (x, x, n))))
        break;

      find_direction (&history, gradient, direction, n);
      double slope = dot (gradient, direction, n);
      if (slope >= 0.0)
        break;

      double step = history.n == 0 ? 1.0 / size : 1.0;
      double next_value = value;
      guint tries;
      for (tries = 0; tries < MAX_BACKTRACKS; tries++, step *= 0.5)
        {
          memcpy (next_x, x, n * sizeof *x);
          add_scaled (next_x, step, direction, n);
          next_value = function (next_x, next_gradient, data);
          if (next_value <= value + SUFFICIENT_DECREASE * step * slope)
            break;
        }
      if (tries == MAX_BACKTRACKS)
        break;

      double *step_taken = history.steps[history.next];
      double *change = history.changes[history.next];
      for (gsize i = 0; i < n; i++)
        {
          step_taken[i] = next_x[i] - x[i];
          change[i] = next_gradient[i] - gradient[i];
        }
      double curvature = dot (step_taken, change, n);
      if (curvature > 1e-12)
        {
          history.curvature[history.next] = curvature;
          history.next = (history.next + 1) % MEMORY;
          history.n = MIN (history.n + 1, MEMORY);
        }

      memcpy (x, next_x, n * sizeof *x);
      memcpy (gradient, next_gradient, n * sizeof *gradient);
      value = next_value;
    }

  return value;
}
