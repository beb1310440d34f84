/* Learning a linear yes-or-no judgement from examples of a fixed number of features. */
#pragma once

#include <obelus/obelus-plugin.h>

typedef struct
{
  guint n_features; /* an example */
  GArray *hashes;   /* of guint64, n_features an example */
  GArray *labels;   /* of guint8 */
} Examples;

/* Learns with the options of the trainer and adds the section @name, of weights, to the model. Reports the part
 * [from, to] of the progress. Returns FALSE if cancelled. */
gboolean learner_learn (ObelusContext *context, const Examples *examples, const char *name, double from, double to,
                        ObelusModelBuilder *model, GError **error);

/* Learns a small table of 2^@bits weights (of gint8): the hashes are places in it, and features may share one. Returns
 * NULL if cancelled. */
GArray *learner_learn_table (ObelusContext *context, const Examples *examples, const char *name, guint bits,
                             double from, double to, GError **error);
