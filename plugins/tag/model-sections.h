/* The sections of a tag model, as the trainer writes and the tagger reads them. */
#pragma once

#include <glib.h>

#define TAG_SECTION_SETTINGS "settings" /* TagSettings */
#define TAG_SECTION_LABELS "labels"     /* the labels' names, each followed by a NUL */
#define TAG_SECTION_FEATURES "features" /* a LearnFeatureIndex: a row is where its weights begin, by twos */
#define TAG_SECTION_WEIGHTS                                                                                         \
  "weights"                       /* pairs of bytes: how many follow and the hash's low byte; label and weight, … \
                                   */
#define TAG_SECTION_PAIRS "pairs" /* gint16: n_labels × n_labels, [from][to] */
#define TAG_SECTION_CLUSTERS "clusters" /* a LearnWordTable */
#define TAG_SECTION_CLASSES "classes"   /* a LearnWordTable */
#define TAG_SECTION_SCRIPTS "scripts"   /* TagScripts */
#define TAG_SECTION_RULES "rules"       /* Weights of scripts */
#define TAG_SECTION_CHOICES "choices"   /* guint16: of each label how many scripts, and which */
#define TAG_SECTION_LEMMAS "lemmas"     /* a LearnWordTable */

/* One point of a stored weight is worth 1 / TAG_POINTS in natural logarithms of probability. */
#define TAG_POINTS 48

/* Zeros behind the last weights: no row reaches further, whatever it says of its length. */
#define TAG_WEIGHTS_PADDING 512

typedef struct
{
  guint32 features_version;
  guint32 n_labels;
  guint32 margin; /* labels that score so much less than a token's best are out of the question */
  guint32 sure;   /* a token whose best label leads by more before features of places are added gets none of them */
} TagSettings;
