/* Words that were met before: a word's own hashes are computed once, however often and in whichever documents it
 * stands.
 *
 * What is kept of a word depends on its letters alone, so that results are the same whatever was met before. */
#pragma once

#include "word.h"

/* So many words are remembered. Running text repeats itself: with these, more than nine tokens in ten have been met. */
#define LEARN_MEMORY_SIZE 16384

typedef struct
{
  const struct _LearnLexicon *lexicon;
  guint32 age; /* how often all was forgotten */
  guint32 n;
  LearnWord words[LEARN_MEMORY_SIZE];
  guint64 keys[LEARN_MEMORY_SIZE];
  guint16 slots[2 * LEARN_MEMORY_SIZE]; /* number + 1, 0 if empty */
} LearnMemory;

/* The numbers of the stand-ins for what is before a sentence and behind it. */
#define LEARN_MEMORY_BEFORE 0
#define LEARN_MEMORY_BEHIND 1

LearnMemory *learn_memory_new (const struct _LearnLexicon *lexicon);

/* Forgets all words if there is no room for @n more. Numbers stay valid until then. */
void learn_memory_make_room (LearnMemory *memory, guint n);

/* The number of a word, under which it stands in @words. There must be room for it. */
guint32 learn_memory_find (LearnMemory *memory, const char *text, guint32 length);
