/* Minimises a smooth function of many variables. */
#pragma once

#include <glib.h>

/* Value of the function at @x; its gradient goes to @gradient. */
typedef double (*MinimizeFunc) (const double *x, double *gradient, gpointer data);

/**
 * minimize:
 * @function: what to minimise
 * @data: for @function
 * @x: (inout): @n variables: where to begin, and the best that was found
 * @n: how many
 * @max_iterations: when to stop at the latest
 *
 * Limited-memory BFGS with backtracking (Nocedal and Wright, Numerical Optimization, algorithms 7.4 and 3.1). If the
 * work is cancelled, it stops where it is.
 *
 * Returns: the smallest value found
 */
double minimize (MinimizeFunc function, gpointer data, double *x, gsize n, guint max_iterations);
