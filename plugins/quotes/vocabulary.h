/* What the words around quotations do: verbs of speech, and the small words that tell where a phrase ends. English. */
#pragma once

#include <glib.h>

typedef enum
{
  /* A verb of speech; its form, and what is special about it. */
  WORD_SPEECH = 1 << 0,
  WORD_BASE = 1 << 1,    /* say */
  WORD_PRESENT = 1 << 2, /* says */
  WORD_PAST = 1 << 3,    /* said */
  WORD_ING = 1 << 4,     /* saying */
  WORD_TELLS = 1 << 5,   /* is followed by the one spoken to */
  WORD_CALLS = 1 << 6,   /* has something between it and what is quoted: `called it "…"` */
  WORD_IS_NOUN = 1 << 7, /* is a noun as well: `claims` */
  WORD_PUTS = 1 << 8,    /* is one of speech only before `it`: `as she put it` */

  WORD_BE = 1 << 9,
  WORD_HAVE = 1 << 10,
  WORD_WILL = 1 << 11,
  WORD_MODAL = 1 << 12, /* `might`, which leaves open whether it was said */
  WORD_NOT = 1 << 13,
  WORD_TO = 1 << 14,
  WORD_BY = 1 << 15,
  WORD_ACCORDING = 1 << 16,

  WORD_HE = 1 << 17,
  WORD_SHE = 1 << 18,
  WORD_PRONOUN = 1 << 19, /* any other */
  WORD_DETERMINER = 1 << 20,
  WORD_ROLE = 1 << 21,    /* what may stand before a person's name: `captain` */
  WORD_NAMING = 1u << 31, /* what is quoted behind it is a name or a word: `the song`, `so-called` */

  WORD_PREPOSITION = 1 << 22,
  WORD_CONJUNCTION = 1 << 23, /* `and` */
  WORD_CLAUSE = 1 << 24,      /* begins a clause: `that`, `but` */
  WORD_AS = 1 << 25,
  WORD_RELATIVE = 1 << 26,
  WORD_ADVERB = 1 << 27,
  WORD_TIME = 1 << 28, /* `Tuesday` */
  WORD_POSSESSIVE = 1 << 29,
  WORD_IS_CAPITAL = 1 << 30,
} WordFlags;

/* What belongs to no phrase that names somebody. */
#define WORDS_OUTSIDE_NAMES                                                                                          \
  (WORD_SPEECH | WORD_BE | WORD_HAVE | WORD_WILL | WORD_MODAL | WORD_NOT | WORD_TO | WORD_BY | WORD_ACCORDING        \
   | WORD_HE | WORD_SHE | WORD_PRONOUN | WORD_PREPOSITION | WORD_CONJUNCTION | WORD_CLAUSE | WORD_AS | WORD_RELATIVE \
   | WORD_ADVERB | WORD_TIME)

typedef struct _Vocabulary Vocabulary;

Vocabulary *vocabulary_new (void);
void vocabulary_free (Vocabulary *vocabulary);

/* Looks a word up, in any case. */
guint32 vocabulary_find (const Vocabulary *vocabulary, const char *word, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Vocabulary, vocabulary_free)
