/* The sections of an entity model, as the trainer writes and the tagger reads them. */
#pragma once

#include <glib.h>

#define ENTITY_SECTION_SETTINGS "settings"       /* EntitySettings */
#define ENTITY_SECTION_TYPES "types"             /* the types' names, each followed by a NUL */
#define ENTITY_SECTION_FEATURES "features"       /* a LearnFeatureIndex */
#define ENTITY_SECTION_WEIGHTS "weights"         /* gint8: a row of labels a feature */
#define ENTITY_SECTION_PAIRS "pairs"             /* gint16: n_labels × n_labels, [from][to] */
#define ENTITY_SECTION_CLUSTERS "clusters"       /* guint64 */
#define ENTITY_SECTION_NAMES "names"             /* guint64 */
#define ENTITY_SECTION_CALIBRATION "calibration" /* an EntityCalibration, where scores were fitted to texts */

/* Zeros behind the last row of weights, so that whole vectors can be read at its place. */
#define ENTITY_WEIGHTS_PADDING 64

typedef struct
{
  guint32 features_version;
  guint32 n_types;
  guint32 points;      /* points of score in a natural logarithm of the odds */
  guint32 temperature; /* thousandths: by how much scores are divided before they become probabilities */
} EntitySettings;
