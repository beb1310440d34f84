/* What the tagger knows of a word by itself, computed once a word and combined many times. */
#pragma once

#include "hash.h"

#define LEARN_N_AFFIXES 5
#define LEARN_N_CLUSTERS 4

/* Words that may be a word's kin, by their hashes in small letters: it without its last one to four letters, with an e
 * or a y in the place of its last three, and with endings. */
typedef enum
{
  LEARN_KIN_WITHOUT_ONE,
  LEARN_KIN_WITHOUT_TWO,
  LEARN_KIN_WITHOUT_THREE,
  LEARN_KIN_WITHOUT_FOUR,
  LEARN_KIN_E_FOR_THREE,
  LEARN_KIN_Y_FOR_THREE,
  LEARN_KIN_WITH_S,
  LEARN_KIN_WITH_D,
  LEARN_KIN_WITH_ED,
  LEARN_KIN_WITH_ING,
  LEARN_KIN_WITH_LY,
  LEARN_N_KIN
} LearnKin;

/* What is beyond so many bytes of a word makes no difference to it. */
#define LEARN_WORD_MAX_BYTES 192

typedef enum
{
  LEARN_CASING_NONE,        /* no letters that have case */
  LEARN_CASING_LOWER,       /* paris */
  LEARN_CASING_CAPITALIZED, /* Paris */
  LEARN_CASING_UPPER,       /* PARIS, and single capitals */
  LEARN_CASING_MIXED,       /* eBay, McDonald */
  LEARN_N_CASINGS
} LearnCasing;

/* Hashes; 0 where there is nothing, such as the fifth letter of a short word. What is asked for at every place stands
 * first and fits a line of cache. */
typedef struct
{
  guint64 lower; /* lower-cased, digits as 0 */
  guint64 exact; /* as it is written */
  guint64 shape; /* classes of characters, runs of one class as one */
  guint64 clusters[LEARN_N_CLUSTERS];
  guint32 lists; /* lists of names that it is on by itself, as bits */
  guint8 casing;
  guint8 goes_on; /* whether a longer name begins with it */
  guint64 suffixes[LEARN_N_AFFIXES];
  guint64 prefixes[LEARN_N_AFFIXES];
  guint64 long_shape; /* as shape, with runs up to four */
  guint64 padding[5]; /* to whole lines */
} LearnWord;

/* The hash of a word as it is written: LearnWord.exact. */
static inline guint64
learn_word_hash_exact (const char *text, guint32 length)
{
  return learn_hash_bytes (text, MIN (length, LEARN_WORD_MAX_BYTES), 0);
}

struct _LearnLexicon;

/* Fills @kin (LEARN_N_KIN) with hashes as in LearnWord.lower, 0 for what would be shorter than two letters. */
void learn_word_hash_kin (const char *text, guint32 length, guint64 *kin);

/* Fills @word from @text of @length bytes (valid UTF-8), with clusters from @lexicon. Words of more than a few dozen
 * characters are known by their beginning. */
void learn_word_init (LearnWord *word, const char *text, guint32 length, const struct _LearnLexicon *lexicon);

/* The stand-in for what is before a sentence (@side 0) and behind it (@side 1). */
void learn_word_init_boundary (LearnWord *word, guint side);

/* The hash of the lower-cased word and its casing alone: what counting words over a document needs. */
guint64 learn_word_hash_lower (const char *text, guint32 length, LearnCasing *casing);

/* Whether the word is a handle, a hashtag or an address: what makes a text look like a tweet. */
gboolean learn_word_is_tweet_mark (const char *text, guint32 length);
