/* An open-addressing hash table over strings that lie end to end in one buffer. */
#include "vocabulary-private.h"

#include "utf8-private.h"

#include <string.h>

struct _ObelusVocabulary
{
  gatomicrefcount references;
  char *text; /* strings end to end, a NUL behind each */
  gsize text_size;
  gsize text_capacity;
  gsize *offsets; /* where each string starts; one more for the end */
  guint32 n_strings;
  guint32 strings_capacity;
  guint32 *slots;  /* string numbers plus 1; 0 is free */
  guint32 n_slots; /* a power of two, at least 4/3 of n_strings */
};

/* Strings can come from input, so the hash is keyed: nobody can prepare strings that collide. */
static guint64
get_hash_key (void)
{
  static gsize key = 0;
  if (g_once_init_enter (&key))
    g_once_init_leave (&key, ((gsize) g_random_int () << 32 | g_random_int ()) | 1);
  return key;
}

static guint64
mix (guint64 hash)
{
  hash ^= hash >> 32;
  hash *= G_GUINT64_CONSTANT (0x9E3779B97F4A7C15); /* 2^64 divided by the golden ratio (Knuth, TAOCP 6.4) */
  return hash ^ (hash >> 29);
}

static guint64
hash_string (const char *string, gsize length)
{
  guint64 key = get_hash_key (), hash = key ^ length, word = 0;

  for (; length >= sizeof word; string += sizeof word, length -= sizeof word)
    {
      memcpy (&word, string, sizeof word);
      hash = mix ((hash ^ word) * key);
    }
  word = 0;
  memcpy (&word, string, length);
  return mix ((hash ^ word) * key);
}

ObelusVocabulary *
obelus_vocabulary_new (void)
{
  ObelusVocabulary *vocabulary = g_new0 (ObelusVocabulary, 1);
  g_atomic_ref_count_init (&vocabulary->references);
  return vocabulary;
}

ObelusVocabulary *
obelus_vocabulary_ref (ObelusVocabulary *vocabulary)
{
  g_atomic_ref_count_inc (&vocabulary->references);
  return vocabulary;
}

void
obelus_vocabulary_unref (ObelusVocabulary *vocabulary)
{
  if (vocabulary == NULL || !g_atomic_ref_count_dec (&vocabulary->references))
    return;
  g_free (vocabulary->text);
  g_free (vocabulary->offsets);
  g_free (vocabulary->slots);
  g_free (vocabulary);
}

const char *
obelus_vocabulary_get (const ObelusVocabulary *vocabulary, guint32 index, gsize *length)
{
  gsize start = vocabulary->offsets[index];
  if (length != NULL)
    *length = vocabulary->offsets[index + 1] - start - 1;
  return vocabulary->text + start;
}

guint32
obelus_vocabulary_get_size (const ObelusVocabulary *vocabulary)
{
  return vocabulary->n_strings;
}

/* The slot that holds the string, or the free one where it belongs. */
static guint32
find_slot (const ObelusVocabulary *vocabulary, const char *string, gsize length)
{
  guint32 mask = vocabulary->n_slots - 1;
  guint32 slot = (guint32) hash_string (string, length) & mask;

  while (vocabulary->slots[slot] != 0)
    {
      gsize other_length;
      const char *other = obelus_vocabulary_get (vocabulary, vocabulary->slots[slot] - 1, &other_length);
      if (other_length == length && memcmp (other, string, length) == 0)
        break;
      slot = (slot + 1) & mask;
    }
  return slot;
}

gint32
obelus_vocabulary_find (const ObelusVocabulary *vocabulary, const char *string, gsize length)
{
  if (vocabulary->n_slots == 0)
    return -2;
  guint32 number = vocabulary->slots[find_slot (vocabulary, string, length)];
  return number == 0 ? -2 : (gint32) (number - 1);
}

static gboolean
grow_slots (ObelusVocabulary *vocabulary)
{
  guint32 n_slots = vocabulary->n_slots == 0 ? 16 : vocabulary->n_slots * 2;
  guint32 *slots = g_try_new0 (guint32, n_slots);
  if (slots == NULL)
    return FALSE;

  g_free (vocabulary->slots);
  vocabulary->slots = slots;
  vocabulary->n_slots = n_slots;
  for (guint32 i = 0; i < vocabulary->n_strings; i++)
    {
      gsize length;
      const char *string = obelus_vocabulary_get (vocabulary, i, &length);
      slots[find_slot (vocabulary, string, length)] = i + 1;
    }
  return TRUE;
}

static gboolean
reserve_string (ObelusVocabulary *vocabulary, gsize length)
{
  if (vocabulary->n_strings + 2 > vocabulary->strings_capacity)
    {
      guint32 capacity = MAX (16, vocabulary->strings_capacity * 2);
      gsize *offsets = g_try_renew (gsize, vocabulary->offsets, capacity);
      if (offsets == NULL)
        return FALSE;
      if (vocabulary->offsets == NULL)
        offsets[0] = 0;
      vocabulary->offsets = offsets;
      vocabulary->strings_capacity = capacity;
    }

  gsize needed;
  if (!g_size_checked_add (&needed, vocabulary->text_size, length) || !g_size_checked_add (&needed, needed, 1))
    return FALSE;
  if (needed > vocabulary->text_capacity)
    {
      gsize capacity = MAX (needed, MAX (64, vocabulary->text_capacity * 2));
      char *text = g_try_realloc (vocabulary->text, capacity);
      if (text == NULL)
        return FALSE;
      vocabulary->text = text;
      vocabulary->text_capacity = capacity;
    }
  return TRUE;
}

gint32
obelus_vocabulary_add (ObelusVocabulary *vocabulary, const char *string, gsize length)
{
  if (vocabulary->n_strings >= vocabulary->n_slots / 4 * 3)
    if (vocabulary->n_strings >= G_MAXINT32 / 2 || !grow_slots (vocabulary))
      return -1;

  guint32 slot = find_slot (vocabulary, string, length);
  if (vocabulary->slots[slot] != 0)
    return (gint32) (vocabulary->slots[slot] - 1);

  if (!reserve_string (vocabulary, length))
    return -1;
  memcpy (vocabulary->text + vocabulary->text_size, string, length);
  vocabulary->text[vocabulary->text_size + length] = '\0';
  vocabulary->text_size += length + 1;
  vocabulary->slots[slot] = ++vocabulary->n_strings;
  vocabulary->offsets[vocabulary->n_strings] = vocabulary->text_size;
  return (gint32) (vocabulary->n_strings - 1);
}

/* All of them at once */

const char *
obelus_vocabulary_get_parts (const ObelusVocabulary *vocabulary, gsize *text_size, const gsize **offsets)
{
  *text_size = vocabulary->text_size;
  *offsets = vocabulary->offsets;
  return vocabulary->text;
}

static gboolean
check_parts (const ObelusVocabulary *vocabulary, gsize n_offsets)
{
  const gsize *offsets = vocabulary->offsets;

  if (offsets[0] != 0 || offsets[n_offsets - 1] != vocabulary->text_size)
    return FALSE;
  for (gsize i = 1; i < n_offsets; i++)
    if (offsets[i] <= offsets[i - 1] || offsets[i] > vocabulary->text_size || vocabulary->text[offsets[i] - 1] != '\0')
      return FALSE;

  /* A NUL is a character of its own, so that each string is valid if all of them together are. */
  return obelus_utf8_validate (vocabulary->text, vocabulary->text_size) == vocabulary->text_size;
}

/* Gives every string its slot. */
static gboolean
fill_slots (ObelusVocabulary *vocabulary)
{
  guint32 n_slots = 16;

  while (n_slots / 4 * 3 <= vocabulary->n_strings)
    n_slots *= 2;
  vocabulary->slots = g_try_new0 (guint32, n_slots);
  if (vocabulary->slots == NULL)
    return FALSE;

  vocabulary->n_slots = n_slots;
  for (guint32 i = 0; i < vocabulary->n_strings; i++)
    {
      gsize length;
      const char *string = obelus_vocabulary_get (vocabulary, i, &length);
      guint32 slot = find_slot (vocabulary, string, length);
      if (vocabulary->slots[slot] != 0)
        return FALSE;
      vocabulary->slots[slot] = i + 1;
    }
  return TRUE;
}

ObelusVocabulary *
obelus_vocabulary_new_from_parts (const char *text, gsize text_size, const gsize *offsets, guint32 n_strings)
{
  g_autoptr (ObelusVocabulary) vocabulary = obelus_vocabulary_new ();
  gsize n_offsets = (gsize) n_strings + 1;

  if (n_strings == 0)
    return text_size == 0 ? g_steal_pointer (&vocabulary) : NULL;
  if (n_strings >= G_MAXINT32 / 2 || text_size == 0)
    return NULL;

  vocabulary->text = g_try_malloc (text_size);
  vocabulary->offsets = g_try_new (gsize, n_offsets);
  if (vocabulary->text == NULL || vocabulary->offsets == NULL)
    return NULL;
  memcpy (vocabulary->text, text, text_size);
  memcpy (vocabulary->offsets, offsets, n_offsets * sizeof *offsets);
  vocabulary->text_size = vocabulary->text_capacity = text_size;
  vocabulary->n_strings = n_strings;
  vocabulary->strings_capacity = n_strings + 1;

  return check_parts (vocabulary, n_offsets) && fill_slots (vocabulary) ? g_steal_pointer (&vocabulary) : NULL;
}
