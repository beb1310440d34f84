/* Which found name stands for which gold one, and what is wrong with it. */
#pragma once

#include <glib.h>

typedef struct
{
  guint32 start;
  guint32 end;
  guint type;   /* a number */
  double score; /* NAN for none */
} EntityName;

/* One of them may be NULL. */
typedef struct
{
  const EntityName *gold;
  const EntityName *found;
} EntityPair;

/* The kinds of answers that MUC-5 told apart (Chinchor and Sundheim 1993): correct, incorrect, partial, both of these,
 * missing, spurious. */
typedef enum
{
  ENTITY_RIGHT,
  ENTITY_OTHER_TYPE,
  ENTITY_OTHER_SPAN,
  ENTITY_OTHER_BOTH,
  ENTITY_MISSED,
  ENTITY_SPURIOUS,
  ENTITY_N_VERDICTS,
} EntityVerdict;

EntityVerdict entity_pair_judge (const EntityPair *pair);

/* Where the pair stands in the text: the gold name's start, or the found one's if it is alone. */
guint32 entity_pair_get_start (const EntityPair *pair);

/* Pairs names (EntityName, in any order; both arrays are put into order) and appends the pairs (EntityPair, which point
 * into the arrays) in the order of the text. Each name is in one pair. Names with equal spans go together, those of the
 * same type before others; then each gold name goes with the found one that shares most of it. Linear time behind the
 * sorting, if need be by looking at no more than the next 64 names. */
void entity_pair_names (GArray *gold, GArray *found, GArray *pairs);
