/* Remembering words. */
#include "word-memory.h"

#include "hash.h"

#include <string.h>

static void
forget (LearnMemory *memory)
{
  memset (memory->slots, 0, sizeof memory->slots);
  learn_word_init_boundary (&memory->words[LEARN_MEMORY_BEFORE], 0);
  learn_word_init_boundary (&memory->words[LEARN_MEMORY_BEHIND], 1);
  memory->n = 2;
  memory->age++;
}

LearnMemory *
learn_memory_new (const struct _LearnLexicon *lexicon)
{
  LearnMemory *memory = g_new0 (LearnMemory, 1);
  memory->lexicon = lexicon;
  forget (memory);

  return memory;
}

void
learn_memory_make_room (LearnMemory *memory, guint n)
{
  if (memory->n + n > LEARN_MEMORY_SIZE)
    forget (memory);
}

guint32
learn_memory_find (LearnMemory *memory, const char *text, guint32 length)
{
  guint64 key = learn_hash_bytes (text, MIN (length, LEARN_WORD_MAX_BYTES), 0);
  guint32 slot = learn_hash_scale (key, G_N_ELEMENTS (memory->slots));

  for (; memory->slots[slot] != 0; slot = (slot + 1) % G_N_ELEMENTS (memory->slots))
    if (memory->keys[memory->slots[slot] - 1] == key)
      return memory->slots[slot] - 1u;

  guint32 number = memory->n++;
  memory->slots[slot] = (guint16) (number + 1);
  memory->keys[number] = key;
  learn_word_init (&memory->words[number], text, length, memory->lexicon);

  return number;
}
