/* Words that were met before: a word's own hashes are computed once, however often and in whichever documents it
 * stands.
 *
 * What is kept of a word depends on its letters alone, so that results are the same whatever was met before. */
#pragma once

#include "word.h"

/* So many words are remembered. Running text repeats itself: with these, more than nine tokens in ten have been met. */
#define LEARN_MEMORY_SIZE 32768

typedef struct
{
  const struct _LearnLexicon *lexicon;
  guint32 age;                     /* how often words were forgotten, from 1 */
  guint32 ages[LEARN_MEMORY_SIZE]; /* the age when a number got its word: what is known of a number is known of the
                                    * same word as long as this stays the same */
  LearnWord *words; /* LEARN_MEMORY_SIZE, behind the rest, each from the beginning of a line of the processor's cache */
  guint8 is_met_again[LEARN_MEMORY_SIZE]; /* since words were forgotten last */
  guint16 free[LEARN_MEMORY_SIZE];        /* numbers without words */
  guint32 n_free;
  guint16 slots[2 * LEARN_MEMORY_SIZE]; /* number + 1, 0 if empty */
} LearnMemory;

/* The numbers of the stand-ins for what is before a sentence and behind it. */
#define LEARN_MEMORY_BEFORE 0
#define LEARN_MEMORY_BEHIND 1

/* NULL where no memory is left for its tables, which are some megabytes. Free it with g_free (). */
LearnMemory *learn_memory_new (const struct _LearnLexicon *lexicon);

/* Forgets words that were met only once of late, or all, if there is no room for @n more (at most
 * LEARN_MEMORY_SIZE / 8). Numbers stay valid until then. */
void learn_memory_make_room (LearnMemory *memory, guint n);

/* The number of a word, under which it stands in @words. There must be room for it. */
guint32 learn_memory_find (LearnMemory *memory, const char *text, guint32 length);

/* The same of a word whose hash is known to be @exact. */
guint32 learn_memory_find_hashed (LearnMemory *memory, guint64 exact, const char *text, guint32 length);

/* Asks ahead of its use for where it says what word has this hash, and some time later for what is probably that word.
 */
void learn_memory_prefetch_slot (const LearnMemory *memory, guint64 exact);
void learn_memory_prefetch_word (const LearnMemory *memory, guint64 exact);
