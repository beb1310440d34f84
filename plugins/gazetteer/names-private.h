/* How the automaton lies in a model. */
#pragma once

#include "names.h"

enum
{
  FORMAT_VERSION = 1,
  /* A state's value: whether longer names begin with it, and above that the number of the name it ends, from 1. */
  STATE_BITS = 24,
  STATE_GOES_ON = 1,
};

typedef struct
{
  guint32 version;
  guint32 letter_case;
  guint32 form;
  guint32 n_labels;
} Settings;

#define SECTION_SETTINGS "settings"
#define SECTION_STATES "states"
#define SECTION_NAMES "names"
#define SECTION_TEXTS "texts"
#define SECTION_IDS "ids"
#define SECTION_LABELS "labels" /* each with a NUL behind */

/* A state is known by the pieces that lead to it. */
static inline guint64
step (guint64 state, guint64 piece)
{
  return learn_hash_mix (state, piece);
}
