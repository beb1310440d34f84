/* Sets of characters, and the classes of characters that no set tells apart: the alphabet of the automaton. */
#pragma once

#include <glib.h>

/* Each character is of one kind. */
typedef enum
{
  KIND_OTHER,
  KIND_LETTER, /* of scripts without capitals; marks on letters too */
  KIND_UPPER,
  KIND_LOWER,
  KIND_DIGIT,
  KIND_SPACE, /* within a line */
  KIND_LINE,  /* what ends a line */
  N_KINDS,
} CharacterKind;

enum
{
  PATTERN_MAX_SETS = 512,
  PATTERN_MAX_RANGES = 2048, /* of all sets together */
  PATTERN_MAX_CLASSES = 512,
};

#define KINDS_LETTER (1 << KIND_LETTER | 1 << KIND_UPPER | 1 << KIND_LOWER)
#define KINDS_WHITE (1 << KIND_SPACE | 1 << KIND_LINE)
#define KINDS_ANY (((1 << N_KINDS) - 1) & ~KINDS_WHITE)

typedef struct
{
  gunichar first;
  gunichar last;
} CharacterRange;

/* Characters of some kinds or in some ranges; negated, all that are neither, nor white space. */
typedef struct
{
  guint8 kinds;
  gboolean negated;
  GArray *ranges; /* CharacterRange, in order, apart from each other */
} CharacterSet;

CharacterSet *character_set_new (void);
void character_set_free (CharacterSet *set);
void character_set_add (CharacterSet *set, gunichar first, gunichar last);

/* The sets of some rules, each once. */
typedef struct
{
  GPtrArray *sets;     /* CharacterSet */
  GHashTable *numbers; /* bytes of a set: its number */
  guint n_ranges;

  /* Once finished */
  guint n_classes;
  guint n_words;         /* guint64s of a set's row of @contains */
  guint64 *contains;     /* a row of bits a set, a bit a class */
  guint8 *kinds;         /* of each class */
  GArray *cells;         /* gunichar: where each interval of characters begins that no range divides */
  guint16 *cell_classes; /* N_KINDS a cell */
  guint16 ascii[128];
} CharacterTable;

CharacterTable *character_table_new (void);
void character_table_free (CharacterTable *table);

/* The number of an equal set in the table, which takes @set over; -1 if there are too many. */
gint character_table_add (CharacterTable *table, CharacterSet *set);

/* The set with the other case of its letters as well; -1 if there are too many. */
gint character_table_fold (CharacterTable *table, guint set);

/* Finds the classes; FALSE if there are too many. Nothing can be added behind. */
gboolean character_table_finish (CharacterTable *table);

CharacterKind character_get_kind (gunichar character);

/* The class of any character. */
guint16 character_table_classify (const CharacterTable *table, gunichar character);

static inline gboolean
character_table_contains (const CharacterTable *table, guint set, guint character_class)
{
  return (table->contains[(gsize) set * table->n_words + character_class / 64] >> character_class % 64) & 1;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CharacterSet, character_set_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CharacterTable, character_table_free)
