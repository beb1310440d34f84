/* Conjugate gradients: the same sums in the same order every time, so equal input gives equal weights. */
#include "conjugate-gradients.h"

#include <obelus/obelus-plugin.h>

/* The square of a residual's length, by which the preconditioner measures it */
static double
measure (const double *residual, const double *diagonal, gsize n)
{
  double sum = 0.0;

  for (gsize i = 0; i < n; i++)
    sum += residual[i] * residual[i] / diagonal[i];
  return sum;
}

gboolean
sentiment_solve_linear (SentimentMultiply multiply, gpointer data, const double *target, const double *diagonal,
                        double *x, gsize n, double tolerance, guint max_iterations)
{
  g_autofree double *residual = g_new (double, n);
  g_autofree double *direction = g_new (double, n);
  g_autofree double *product = g_new (double, n);

  multiply (x, product, data);
  for (gsize i = 0; i < n; i++)
    {
      residual[i] = target[i] - product[i];
      direction[i] = residual[i] / diagonal[i];
    }

  double enough = tolerance * tolerance * measure (target, diagonal, n);
  double size = measure (residual, diagonal, n);
  for (guint iteration = 0; iteration < max_iterations && size > enough; iteration++)
    {
      double curvature = 0.0;
      if (obelus_is_cancelled_at (0))
        return FALSE;
      multiply (direction, product, data);
      for (gsize i = 0; i < n; i++)
        curvature += direction[i] * product[i];
      if (curvature <= 0.0)
        break;

      double step = size / curvature;
      for (gsize i = 0; i < n; i++)
        {
          x[i] += step * direction[i];
          residual[i] -= step * product[i];
        }
      double before = size;
      size = measure (residual, diagonal, n);
      for (gsize i = 0; i < n; i++)
        direction[i] = residual[i] / diagonal[i] + size / before * direction[i];
    }

  return TRUE;
}
