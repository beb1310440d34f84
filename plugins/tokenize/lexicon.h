/* Words that the rules know something about. */
#pragma once

#include <glib.h>

/* What is known about a word; one word may be several things. */
enum
{
  WORD_TITLE = 1 << 0,         /* an abbreviation before a name: never ends a sentence (`Mr.`) */
  WORD_ABBREVIATION = 1 << 1,  /* an abbreviation that may also end a sentence (`Inc.`) */
  WORD_BEFORE_NUMBER = 1 << 2, /* an abbreviation only before a number (`No. 7`) */
  WORD_STARTER = 1 << 3,       /* begins sentences more often than names: `The`, `However` */
  WORD_SPEECH = 1 << 4,        /* a verb that tells who speaks: `said` */
  WORD_PREFIX = 1 << 5,        /* joined to what follows its hyphen: `non-` */
  WORD_DOMAIN = 1 << 6,        /* ends a host's name: `com` */
  WORD_EXTENSION = 1 << 7,     /* ends a file's name: `pdf` */
  WORD_CLIPPED = 1 << 8,       /* written with an apostrophe in front: `em` of `'em` */
  WORD_TAG = 1 << 9,           /* an element of HTML: `br` */
  WORD_ORDINARY = 1 << 11,     /* an abbreviation that is an ordinary word as well (`sun`) */
  WORD_DOUBTFUL = 1 << 12,     /* divides in some contexts only (`its`) */
  WORD_GLUED = 1 << 13,        /* divides into two surface words, a space is missing (`alot`) */
  WORD_UNIT = 1 << 10,         /* a unit that follows a number directly: `km` of `5km` */
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

/* Which first, second and last letters some words have, letter case aside. Nearly all other words fail this test. */
typedef struct
{
  guint32 bits[32 * 32]; /* bit `second` of the element `first, last` */
} LexiconFilter;

static inline gboolean
lexicon_filter_passes (const LexiconFilter *filter, const guchar *word, gsize length)
{
  return (filter->bits[(word[0] & 31) << 5 | (word[length - 1] & 31)] >> (word[length > 1] & 31) & 1) != 0;
}

/* A lexicon begins with the filter of the words that divide. */
static inline gboolean
lexicon_may_divide (const Lexicon *lexicon, const guchar *word, gsize length)
{
  return lexicon_filter_passes ((const LexiconFilter *) (gconstpointer) lexicon, word, length);
}

/* Where a word written together divides (`cannot`: 3), or 0. Divides once more at *@second if that is not 0. *@flags
 * are what else is known of it. */
guint lexicon_find_division (const Lexicon *lexicon, const guchar *word, gsize length, guint *second, guint *flags);
