/* What an evaluation counts: names by type, what was taken for what, how far scores hold. */
#pragma once

#include "bootstrap.h"
#include "name-pairs.h"

/* Tables have as many rows and columns. */
#define ENTITY_MOST_JUDGED_TYPES 1000

#define ENTITY_N_BINS 10

typedef struct
{
  char *name;
  LearnCount count;
  guint64 n_missed;
  guint64 n_spurious;
} EntityTypeTally;

/* Found names with scores in one tenth of the scale. */
typedef struct
{
  guint64 n;
  guint64 n_right;
  double sum; /* of scores */
} EntityBin;

typedef struct
{
  guint64 n_documents;
  guint64 n_sentences;
  guint64 n_tokens;
  guint64 verdicts[ENTITY_N_VERDICTS];
  GPtrArray *types;    /* EntityTypeTally, in order of appearance */
  GHashTable *numbers; /* name → number + 1 */
  guint64 *pairs[2];   /* [gold × width + found]: with equal spans, and with other ones */
  guint width;
  EntityBin bins[ENTITY_N_BINS]; /* the last holds 1 */
  LearnBootstrap *bootstrap;     /* the kinds are types */
} EntityTally;

EntityTally *entity_tally_new (void);
void entity_tally_free (EntityTally *tally);

/* The number of a type, which is a new one if need be; −1 if there are too many. */
gint entity_tally_find_type (EntityTally *tally, const char *name);

/* Counts a pair, also in the bootstrap's last unit, which there must be. */
void entity_tally_count (EntityTally *tally, const EntityPair *pair);

/* How many names of type @gold were taken for @found, with the same span or another one. */
guint64 entity_tally_get_pairs (const EntityTally *tally, guint gold, guint found, gboolean has_other_span);

static inline const EntityTypeTally *
entity_tally_get_type (const EntityTally *tally, guint number)
{
  return g_ptr_array_index (tally->types, number);
}

/* The numbers (guint) of the types in the order of their names. */
GArray *entity_tally_sort_types (const EntityTally *tally);

guint64 entity_tally_count_mistakes (const EntityTally *tally);

/* All types together. */
LearnCount entity_tally_sum (const EntityTally *tally);

/* All found names with scores. */
EntityBin entity_tally_sum_bins (const EntityTally *tally);

/* By how much the share of right names in a bin that is not empty might differ by chance: 95 % (Wilson 1927). */
LearnInterval entity_bin_get_interval (const EntityBin *bin);

/* The expected calibration error (Naeini, Cooper and Hauskrecht 2015): by how much scores and shares of right names
 * differ, a name's tenth each. */
double entity_tally_get_calibration_error (const EntityTally *tally);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntityTally, entity_tally_free)
