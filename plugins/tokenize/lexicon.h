/* Words that the rules know something about. */
#pragma once

#include "word-hash.h"

/* What is known about a word; one word may be several things. */
enum
{
  WORD_TITLE = 1 << 0,          /* an abbreviation before a name or an example: never ends a sentence (`Mr.`) */
  WORD_ABBREVIATION = 1 << 1,   /* an abbreviation that may also end a sentence (`Inc.`) */
  WORD_BEFORE_NUMBER = 1 << 2,  /* an abbreviation only before a number (`No. 7`) */
  WORD_STARTER = 1 << 3,        /* begins sentences more often than names: `The`, `However` */
  WORD_SPEECH = 1 << 4,         /* a verb that tells who speaks: `said` */
  WORD_PREFIX = 1 << 5,         /* joined to what follows its hyphen: `non-` */
  WORD_DOMAIN = 1 << 6,         /* ends a host's name: `com` */
  WORD_EXTENSION = 1 << 7,      /* ends a file's name: `pdf` */
  WORD_CLIPPED = 1 << 8,        /* written with an apostrophe in front: `em` of `'em` */
  WORD_TAG = 1 << 9,            /* an element of HTML: `br` */
  WORD_ORDINARY = 1 << 11,      /* an abbreviation that is an ordinary word as well (`sun`) */
  WORD_DOUBTFUL = 1 << 12,      /* divides in some contexts only (`its`) */
  WORD_GLUED = 1 << 13,         /* divides into two surface words, a space is missing (`alot`, `everyday`) */
  WORD_BEFORE_LETTER = 1 << 14, /* an abbreviation of what has a letter for its name (`Bldg. B`) */
  WORD_UNIT = 1 << 10,          /* a unit that follows a number directly: `km` of `5km` */
};

typedef struct _Lexicon Lexicon;

Lexicon *lexicon_new (void);
/* Only what the web's addresses and files are made of, in whatever language. */
Lexicon *lexicon_new_bare (void);
void lexicon_free (Lexicon *lexicon);

/* Adds flags to those of a word in small letters. Returns FALSE if it is too long, or there are too many. */
gboolean lexicon_add (Lexicon *lexicon, const char *word, gsize length, guint flags);

/* The flags of a word, letter case aside; 0 for a word that is not known. */
guint lexicon_look_up (const Lexicon *lexicon, const guchar *word, gsize length);

/* Words that divide are no longer. */
#define LONGEST_DIVIDED 9

/* Bits by hash of the words that divide: one other word in a hundred has the bit of one of them. A lexicon begins with
 * this. */
#define DIVIDED_BITS 14
typedef struct
{
  guint32 bits[(1u << DIVIDED_BITS) / 32];
} DividedWords;

/* Of up to eight bytes. Letter case is put aside roughly: digits keep their values, and no word holds marks. */
static inline guint
lexicon_hash_divided (guint64 eight_bytes, gsize length)
{
  guint64 bytes = (eight_bytes | G_GUINT64_CONSTANT (0x2020202020202020)) << (64 - 8 * MIN (length, 8));

  return (guint) (bytes * LEARN_HASH_FIRST >> (64 - DIVIDED_BITS));
}

/* Whether the word may be one that divides. Eight bytes can be read at @word. */
static inline gboolean
lexicon_may_divide (const Lexicon *lexicon, const guchar *word, gsize length)
{
  if (length > LONGEST_DIVIDED)
    return FALSE;

  guint hash = lexicon_hash_divided (load_eight (word), length);

  return (((const DividedWords *) (gconstpointer) lexicon)->bits[hash / 32] >> hash % 32 & 1) != 0;
}

/* Where a word written together divides (`cannot`: 3), or 0. Divides once more at *@second if that is not 0. *@flags
 * are what else is known of it. */
guint lexicon_find_division (const Lexicon *lexicon, const guchar *word, gsize length, guint *second, guint *flags);
