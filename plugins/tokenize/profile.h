/* What is known of one language's words and marks: read from a file that people write. */
#pragma once

#include "tokens.h"
#include "word-facts.h"

/* What a profile says of a word, besides the flags of a lexicon. */
enum
{
  PROFILE_BEGINS_WHOLE = 1 << 15,   /* stands before the first mark of one token: `aujourd` */
  PROFILE_ELISION = 1 << 16,        /* a token with the apostrophe behind it: `l'` */
  PROFILE_INVERSION = 1 << 17,      /* a token with the hyphen before it: `-t-il` */
  PROFILE_WHOLE = 1 << 18,          /* one token for all the marks inside: `aujourd'hui` */
  PROFILE_KEEPER = 1 << 19,         /* behind it doubtful contractions stay whole: `avec des` */
  PROFILE_NO_PRONOUN = 1 << 20,     /* ends like a verb with a pronoun and is none: `parte` */
  PROFILE_BEFORE_ORDINAL = 1 << 21, /* a number with a full stop behind it is an ordinal: `am 3.` */
  PROFILE_AFTER_ORDINAL = 1 << 22,  /* and one before it: `3. Mai` */
  PROFILE_DOUBTFUL = 1 << 23,       /* a contraction that is a word as well: `des` */
};

/* The last bits of a word: one more than the number of its contraction. */
#define PROFILE_CONTRACTION_SHIFT 24
#define PROFILE_LARGEST_N_CONTRACTIONS 255

typedef struct
{
  char *language;  /* BCP 47: `de` */
  Rules *rules;    /* what the shared rules look up */
  WordFacts words; /* the same words and more, in any script */

  GPtrArray *endings;      /* of abbreviations before numbers: `str` of `Hauptstr. 5` */
  GPtrArray *contractions; /* the forms of each, `in dem` */
  GPtrArray *verb_endings; /* what stands before pronouns that are written onto a verb */
  GPtrArray *pronouns;

  guint32 pronoun_ends[8]; /* a bit for each last byte of pronouns, in either case */

  gboolean joins_hyphens;    /* `États-Unis` is one token */
  gboolean joins_ranges;     /* `1990-1995` is */
  gboolean joins_thousands;  /* `10 000` is */
  gboolean joins_marks;      /* `!!!` is */
  gboolean hyphens_pronouns; /* pronouns are written behind a hyphen: `chama-se` */
  gboolean has_ordinals;     /* `3.` is one token */
} Profile;

/* Reads a profile. Returns NULL and sets *@problem, to be freed, if a line is wrong. */
Profile *profile_parse (const char *text, gsize length, const CharacterTable *characters, char **problem);
void profile_free (Profile *profile);

/* What a word that is not known is for its ending. */
guint32 profile_find_ending (const Profile *profile, const guchar *word, gsize length);

static inline guint32
profile_look_up (const Profile *profile, const guchar *word, gsize length)
{
  return word_facts_look_up (&profile->words, word, length);
}
