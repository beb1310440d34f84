/* Words that were met before: a word's own hashes are computed once, however often and in whichever documents it
 * stands.
 *
 * What is kept of a word depends on its letters alone, so that results are the same whatever was met before. */
#pragma once

#include "word.h"

/* So many words are remembered. Running text repeats itself: with these, nine tokens in ten have been met. */
#define ENTITY_MEMORY_SIZE 8192

typedef struct
{
  const struct _EntityLexicon *lexicon;
  guint32 age; /* how often all was forgotten */
  guint32 n;
  EntityWord words[ENTITY_MEMORY_SIZE];
  guint64 keys[ENTITY_MEMORY_SIZE];
  guint16 slots[2 * ENTITY_MEMORY_SIZE]; /* number + 1, 0 if empty */
} EntityMemory;

/* The numbers of the stand-ins for what is before a sentence and behind it. */
#define ENTITY_MEMORY_BEFORE 0
#define ENTITY_MEMORY_BEHIND 1

EntityMemory *entity_memory_new (const struct _EntityLexicon *lexicon);

/* Forgets all words if there is no room for @n more. Numbers stay valid until then. */
void entity_memory_make_room (EntityMemory *memory, guint n);

/* The number of a word, under which it stands in @words. There must be room for it. */
guint32 entity_memory_find (EntityMemory *memory, const char *text, guint32 length);
