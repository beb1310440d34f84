/* Which features occur often enough to be worth a weight, found in two passes over far more than are kept. */
#pragma once

#include <glib.h>

typedef struct _LearnFeatureCounter LearnFeatureCounter;

/* The first pass notes each feature in 2^@bits rough counters of two bits, so that the many features that occur once
 * never need a place in the dictionary. NULL where no memory is left for 2^(@bits - 2) bytes. */
LearnFeatureCounter *learn_feature_counter_new (guint bits);
void learn_feature_counter_free (LearnFeatureCounter *counter);
void learn_feature_counter_note (LearnFeatureCounter *counter, guint64 hash);

/* The second pass numbers the features that were noted at least twice, in the order in which they first occur, and
 * counts them. Returns LEARN_NO_FEATURE for the others. */
guint32 learn_feature_counter_number (LearnFeatureCounter *counter, guint64 hash);

/* What the second pass found. */
guint32 learn_feature_counter_get_n_features (LearnFeatureCounter *counter);
const guint64 *learn_feature_counter_get_hashes (LearnFeatureCounter *counter);
const guint32 *learn_feature_counter_get_counts (LearnFeatureCounter *counter);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LearnFeatureCounter, learn_feature_counter_free)
