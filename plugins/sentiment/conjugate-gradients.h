/* Solves large systems of linear equations whose matrix is symmetric and positive definite. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @result = the matrix times @x */
typedef void (*SentimentMultiply) (const double *x, double *result, gpointer data);

/**
 * sentiment_solve_linear:
 * @multiply: the matrix
 * @data: for @multiply
 * @target: what the matrix times the solution should be
 * @diagonal: the matrix's diagonal or something near it, above 0
 * @x: (inout): @n variables: where to begin, and the solution
 * @n: how many
 * @tolerance: how far the residual may be off, as a part of @target
 * @max_iterations: when to stop at the latest
 *
 * Conjugate gradients (Hestenes and Stiefel 1952) with the diagonal as preconditioner.
 *
 * Returns: %FALSE if the work was cancelled
 */
gboolean sentiment_solve_linear (SentimentMultiply multiply, gpointer data, const double *target,
                                 const double *diagonal, double *x, gsize n, double tolerance, guint max_iterations);

G_END_DECLS
