/* An averaged perceptron (Collins 2002) over hashed features. */
#pragma once

#include <glib.h>

typedef struct _TagPerceptron TagPerceptron;

TagPerceptron *tag_perceptron_new (void);
void tag_perceptron_free (TagPerceptron *perceptron);

/* The weight of a feature so far, and a change of it. */
double tag_perceptron_get (const TagPerceptron *perceptron, guint64 hash);
void tag_perceptron_change (TagPerceptron *perceptron, guint64 hash, double by);

/* An example was looked at; what is changed from here on counts for the examples behind it. */
void tag_perceptron_step (TagPerceptron *perceptron);

/* The weights' means over all steps as learn_weights_read() reads them, in @points a unit. */
GArray *tag_perceptron_compile (const TagPerceptron *perceptron, double points);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TagPerceptron, tag_perceptron_free)
