/* Sets of the automaton's positions from which a match is reached, built when they are met: the states of a
 * deterministic automaton that reads a text backwards. */
#pragma once

#include "automaton.h"

enum
{
  PATTERN_MAX_SUBSETS = 8192,
  N_REMEMBERED = 1 << 12, /* characters beyond ASCII with their classes */
};

/* What a character is to a border. */
typedef enum
{
  SIDE_OTHER,
  SIDE_LETTER,
  SIDE_DIGIT,
} Side;

/* What is known behind a character, beside the positions: the character's side, and whether a token ends here. */
typedef struct
{
  guint8 side;
  guint8 token_ends;
  guint8 begins;    /* the root comes to a match */
  guint32 with_end; /* the set with @token_ends; 0 if it was not built */
} SetFacts;

/* Positions as a list where they are few, or else as bits. */
typedef struct
{
  guint32 n;     /* of @positions; 0 if there are @bits */
  gboolean ends; /* a match may end as well */
  guint64 *bits; /* n_words, or NULL */
  guint16 positions[];
} PatternFollow;

G_STATIC_ASSERT (PATTERN_MAX_POSITIONS <= G_MAXUINT16);

typedef struct
{
  const PatternAutomaton *automaton;
  const CharacterTable *table;
  guint n_words; /* guint64s of a set of positions */

  /* Sets, from 1 on */
  guint32 n_sets;
  guint32 room;
  guint64 *bits;  /* n_words each */
  guint32 *moves; /* n_classes each: the set before such a character; 0 if it was not built */
  SetFacts *facts;
  guint32 *buckets; /* 2 * PATTERN_MAX_SUBSETS: sets by hash */
  guint64 *new_bits;
  PatternFollow *
      *follows;  /* two a position, without and with a border, and two of the root; NULL if it was not built */
  guint8 *marks; /* of states, while some are gone through */
  GArray *stack; /* guint32: those with a mark */

  struct
  {
    gunichar character;
    guint16 character_class;
  } remembered[N_REMEMBERED];
} PatternSets;

PatternSets *pattern_sets_new (const PatternAutomaton *automaton);
void pattern_sets_free (PatternSets *sets);

/* Forgets all sets. Who builds them must do so before there are PATTERN_MAX_SUBSETS. */
void pattern_sets_clear (PatternSets *sets);

/* The number of the set with these bits, which are not within sets->bits; 0 with an error. So it is below. */
guint32 pattern_sets_find (PatternSets *sets, const guint64 *bits, Side side, gboolean token_ends, GError **error);

/* The set before a character of that class, which was not built; it is entered in @moves. */
guint32 pattern_sets_build_move (PatternSets *sets, guint32 set, guint16 character_class, GError **error);

/* The set where a token ends as well. */
guint32 pattern_sets_add_end (PatternSets *sets, guint32 set, GError **error);

/* The positions that may come behind a position, or first for the position PATTERN_FIRST; NULL with an error. */
#define PATTERN_FIRST G_MAXUINT32
const PatternFollow *pattern_sets_follow (PatternSets *sets, guint32 position, gboolean border, GError **error);

/* Puts the states to which one comes from there without a character on the stack, until marks are cleared. */
void pattern_sets_enter (PatternSets *sets, guint32 state, gboolean border);
void pattern_sets_clear_marks (PatternSets *sets);

guint16 pattern_sets_classify_wide (PatternSets *sets, gunichar character);

static inline const guint64 *
pattern_sets_get_bits (const PatternSets *sets, guint32 set)
{
  return sets->bits + (gsize) set * sets->n_words;
}

gboolean pattern_fail_for_memory (GError **error);

static inline Side
pattern_get_side (CharacterKind kind)
{
  return kind == KIND_DIGIT ? SIDE_DIGIT : ((KINDS_LETTER >> kind) & 1) != 0 ? SIDE_LETTER : SIDE_OTHER;
}

static inline gboolean
pattern_is_border (Side before, Side behind)
{
  return before != behind || before == SIDE_OTHER;
}
