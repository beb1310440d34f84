/* Remembering words. */
#include "word-memory.h"

#include "keyed-hash.h"

#include <string.h>

/* At most so many words are kept when words are forgotten. */
#define MAX_KEPT (LEARN_MEMORY_SIZE / 4 * 3)

/* Of a processor's cache */
#define LINE 64
G_STATIC_ASSERT (sizeof (LearnWord) % LINE == 0);

static void
fill_slot (LearnMemory *memory, guint32 number)
{
  guint32 slot = learn_hash_place (memory->words[number].exact, G_N_ELEMENTS (memory->slots));

  while (memory->slots[slot] != 0)
    slot = (slot + 1) % G_N_ELEMENTS (memory->slots);
  memory->slots[slot] = (guint16) (number + 1);
}

/* Forgets the words that were met once only since this was last done; or all, if too many were met again. */
static void
forget (LearnMemory *memory)
{
  guint n_kept = 0;

  for (guint32 number = LEARN_MEMORY_BEHIND + 1; number < LEARN_MEMORY_SIZE; number++)
    n_kept += memory->is_met_again[number];

  memset (memory->slots, 0, sizeof memory->slots);
  memory->n_free = 0;
  for (guint32 number = LEARN_MEMORY_SIZE - 1; number > LEARN_MEMORY_BEHIND; number--)
    if (memory->is_met_again[number] && n_kept <= MAX_KEPT)
      fill_slot (memory, number);
    else
      memory->free[memory->n_free++] = (guint16) number;
  memset (memory->is_met_again, 0, sizeof memory->is_met_again);
  memory->age++;
}

LearnMemory *
learn_memory_new (const struct _LearnLexicon *lexicon)
{
  LearnMemory *memory = g_try_malloc0 (sizeof (LearnMemory) + LEARN_MEMORY_SIZE * sizeof (LearnWord) + LINE);
  if (memory == NULL)
    return NULL;
  memory->words = (LearnWord *) (((guintptr) (memory + 1) + LINE - 1) / LINE * LINE);
  memory->lexicon = lexicon;
  forget (memory);
  learn_word_init_boundary (&memory->words[LEARN_MEMORY_BEFORE], 0);
  learn_word_init_boundary (&memory->words[LEARN_MEMORY_BEHIND], 1);
  memory->ages[LEARN_MEMORY_BEFORE] = memory->ages[LEARN_MEMORY_BEHIND] = memory->age;

  return memory;
}

void
learn_memory_make_room (LearnMemory *memory, guint n)
{
  if (memory->n_free < n)
    forget (memory);
}

void
learn_memory_prefetch_slot (const LearnMemory *memory, guint64 exact)
{
  __builtin_prefetch (&memory->slots[learn_hash_place (exact, G_N_ELEMENTS (memory->slots))]);
}

void
learn_memory_prefetch_word (const LearnMemory *memory, guint64 exact)
{
  guint32 slot = memory->slots[learn_hash_place (exact, G_N_ELEMENTS (memory->slots))];

  __builtin_prefetch (&memory->words[MAX (slot, 1) - 1]);
}

guint32
learn_memory_find (LearnMemory *memory, const char *text, guint32 length)
{
  return learn_memory_find_hashed (memory, learn_word_hash_exact (text, length), text, length);
}

guint32
learn_memory_find_hashed (LearnMemory *memory, guint64 exact, const char *text, guint32 length)
{
  guint32 slot = learn_hash_place (exact, G_N_ELEMENTS (memory->slots));

  for (; memory->slots[slot] != 0; slot = (slot + 1) % G_N_ELEMENTS (memory->slots))
    {
      guint32 found = memory->slots[slot] - 1u;
      if (memory->words[found].exact == exact)
        {
          memory->is_met_again[found] = TRUE;
          return found;
        }
    }

  guint32 number = memory->free[--memory->n_free];
  memory->slots[slot] = (guint16) (number + 1);
  memory->ages[number] = memory->age;
  learn_word_init (&memory->words[number], text, length, memory->lexicon);

  return number;
}
