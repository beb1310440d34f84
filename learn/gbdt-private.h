/* What the trainer of trees and their reader share: bins and the packed form. */
#pragma once

#include "gbdt.h"

/*
 * Packed trees, little-endian: magic, n_features, n_trees, n_leaves, n_thresholds (guint32); n_features + 1 starts of
 * the features' thresholds (guint32); the thresholds (float); n_leaves − 1 nodes a tree; n_leaves leaves a tree (gint32
 * in units of 2⁻²⁰).
 */
#define LEARN_GBDT_MAGIC 0x31544247u /* GBT1 */

struct _LearnBins
{
  guint n_features;
  guint32 *starts;   /* n_features + 1 */
  float *thresholds; /* ascending within a feature */
};

/* Left if the bin of `feature` is at most `bin`. A child is a node of the same tree, or ~leaf. */
typedef struct
{
  guint8 feature;
  guint8 bin;
  gint8 children[2];
} LearnNode;
