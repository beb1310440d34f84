/* Models of boosted trees that judge by features some of which say how common words are: their sections, and what their
 * trainers have in common. */
#pragma once

#include "frequency.h"
#include "gbdt.h"

#include <obelus/obelus-plugin.h>

G_BEGIN_DECLS

typedef struct
{
  LearnFrequencyTable *frequencies;
  LearnGbdt *trees;
} LearnTreeModel;

/**
 * learn_tree_model_load:
 * @model: (out caller-allocates): set to what the file holds; to be cleared with learn_tree_model_clear() either way
 * @file: a model file, which must live as long
 * @n_features: how many values the caller's rows have
 * @error: return location for an error
 *
 * Returns: %FALSE where a section is missing or wrong
 */
gboolean learn_tree_model_load (LearnTreeModel *model, ObelusModel *file, guint n_features, GError **error);
void learn_tree_model_clear (LearnTreeModel *model);

/* Adds the sections of a model, of which all is copied: what learn_frequency_counter_finish() and learn_gbdt_train()
 * give. */
void learn_tree_model_write (ObelusModelBuilder *file, const guint32 *hashes, const guint8 *weights, gsize n_words,
                             GBytes *trees);

/* Options of every trainer of trees, with the standards of some. */
/* clang-format off */
#define LEARN_TREE_OPTIONS(trees, leaves, leaf_rows, rate, features)                                        \
  OBELUS_OPTION_INTEGER ("trees", 1, 5000, trees, "Trees"),                                                 \
  OBELUS_OPTION_INTEGER ("leaves", 2, LEARN_GBDT_MAX_LEAVES, leaves, "Leaves of a tree"),                   \
  OBELUS_OPTION_INTEGER ("leaf-rows", 1, 100000, leaf_rows, "Rows that a leaf has at least"),               \
  OBELUS_OPTION_REAL ("rate", 0.001, 1.0, rate, "How much of each tree's fit is kept"),                     \
  OBELUS_OPTION_REAL ("features", 0.01, 1.0, features, "Share of the features that each tree may use"),     \
  OBELUS_OPTION_INTEGER ("seed", 0, 1000000, 1, "Of what is drawn at random")
/* clang-format on */

/* The settings that these options state; each tree learns from all rows. */
LearnGbdtSettings learn_tree_settings (ObelusContext *context);

/* A LearnGbdtProgress whose user data is the trainer's ObelusContext: tells it, and stops where it was cancelled. */
gboolean learn_tree_report (double share, double loss, gpointer user_data);

G_END_DECLS
