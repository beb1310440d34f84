/* Remembering words. */
#include "memory.h"

#include "hash.h"

#include <string.h>

static void
forget (EntityMemory *memory)
{
  memset (memory->slots, 0, sizeof memory->slots);
  entity_word_init_boundary (&memory->words[ENTITY_MEMORY_BEFORE], 0);
  entity_word_init_boundary (&memory->words[ENTITY_MEMORY_BEHIND], 1);
  memory->n = 2;
  memory->age++;
}

EntityMemory *
entity_memory_new (const struct _EntityLexicon *lexicon)
{
  EntityMemory *memory = g_new0 (EntityMemory, 1);
  memory->lexicon = lexicon;
  forget (memory);

  return memory;
}

void
entity_memory_make_room (EntityMemory *memory, guint n)
{
  if (memory->n + n > ENTITY_MEMORY_SIZE)
    forget (memory);
}

guint32
entity_memory_find (EntityMemory *memory, const char *text, guint32 length)
{
  guint64 key = learn_hash_bytes (text, MIN (length, ENTITY_WORD_MAX_BYTES), 0);
  guint32 slot = learn_hash_scale (key, G_N_ELEMENTS (memory->slots));

  for (; memory->slots[slot] != 0; slot = (slot + 1) % G_N_ELEMENTS (memory->slots))
    if (memory->keys[memory->slots[slot] - 1] == key)
      return memory->slots[slot] - 1u;

  guint32 number = memory->n++;
  memory->slots[slot] = (guint16) (number + 1);
  memory->keys[number] = key;
  entity_word_init (&memory->words[number], text, length, memory->lexicon);

  return number;
}
