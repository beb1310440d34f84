/* A hash table of words in small letters. */
#include "word-facts.h"

#include "characters.h"

#include <string.h>

/* In bytes, in small letters. */
#define LONGEST_WORD 64

#define SMALLEST_N_SLOTS 256

typedef struct
{
  guint32 offset; /* in the table's letters */
  guint32 length;
  guint32 bits;
} Entry;

/* Writes a word in small letters and with typewriters' apostrophes. Returns its length, or 0 if it is too long. */
static gsize
fold_word (const guchar *word, gsize length, guchar *folded)
{
  gsize n = 0;

  if (length > LONGEST_WORD)
    return 0;
  for (gsize i = 0; i < length;)
    {
      if (word[i] < 0x80)
        {
          folded[n++] = character_lower_ascii (word[i++]);
          continue;
        }

      guint size;
      gunichar c = character_decode (word + i, &size);
      if (c == 0x2019)
        folded[n++] = '\'';
      else
        n += (gsize) g_unichar_to_utf8 (g_unichar_tolower (c), (char *) folded + n);
      i += size;
    }

  return n;
}

/* FNV-1a. */
static guint32
hash_word (const guchar *word, gsize length)
{
  guint32 hash = 2166136261u;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ word[i]) * 16777619u;

  return hash ^ hash >> 15;
}

static guint32
find_slot (const WordFacts *facts, const guchar *word, gsize length)
{
  guint32 slot = hash_word (word, length) & (facts->n_slots - 1);

  for (; facts->slots[slot] != 0; slot = (slot + 1) & (facts->n_slots - 1))
    {
      const Entry *entry = &g_array_index (facts->entries, Entry, facts->slots[slot] - 1);
      if (entry->length == length && memcmp (facts->letters->str + entry->offset, word, length) == 0)
        break;
    }

  return slot;
}

static void
grow (WordFacts *facts)
{
  facts->n_slots *= 2;
  g_free (facts->slots);
  facts->slots = g_new0 (guint32, facts->n_slots);
  for (guint i = 0; i < facts->entries->len; i++)
    {
      const Entry *entry = &g_array_index (facts->entries, Entry, i);
      facts->slots[find_slot (facts, (const guchar *) facts->letters->str + entry->offset, entry->length)] = i + 1;
    }
}

void
word_facts_init (WordFacts *facts)
{
  facts->n_slots = SMALLEST_N_SLOTS;
  facts->slots = g_new0 (guint32, facts->n_slots);
  facts->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  facts->letters = g_string_new (NULL);
}

void
word_facts_clear (WordFacts *facts)
{
  g_clear_pointer (&facts->slots, g_free);
  g_clear_pointer (&facts->entries, g_array_unref);
  if (facts->letters != NULL)
    g_string_free (facts->letters, TRUE);
  facts->letters = NULL;
}

guint32
word_facts_look_up (const WordFacts *facts, const guchar *word, gsize length)
{
  guchar folded[2 * LONGEST_WORD + 8]; /* a small letter may be longer than its capital: ⱥ */
  gsize n = fold_word (word, length, folded);
  guint32 entry = n > 0 ? facts->slots[find_slot (facts, folded, n)] : 0;

  return entry != 0 ? g_array_index (facts->entries, Entry, entry - 1).bits : 0;
}

gboolean
word_facts_add (WordFacts *facts, const char *word, gsize length, guint32 bits)
{
  guchar folded[2 * LONGEST_WORD + 8];
  gsize n = fold_word ((const guchar *) word, length, folded);
  if (n == 0)
    return FALSE;

  guint32 slot = find_slot (facts, folded, n);
  if (facts->slots[slot] == 0)
    {
      Entry entry = { .offset = (guint32) facts->letters->len, .length = (guint32) n };
      g_string_append_len (facts->letters, (const char *) folded, (gssize) n);
      g_array_append_val (facts->entries, entry);
      facts->slots[slot] = facts->entries->len;
    }
  g_array_index (facts->entries, Entry, facts->slots[slot] - 1).bits |= bits;
  if (facts->entries->len * 2 > facts->n_slots)
    grow (facts);

  return TRUE;
}
