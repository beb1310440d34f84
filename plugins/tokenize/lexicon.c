/* The word lists as one hash table, filled when the stage is loaded. */
#include "lexicon.h"

#include "characters.h"

#include <string.h>

#define LONGEST_WORD 24
#define N_SLOTS 4096

typedef struct
{
  guint32 hash; /* 0: empty */
  guint16 flags;
  guint8 length;
  guint8 first_division;
  guint8 second_division;
  char word[LONGEST_WORD];
} Slot;

/* Which first, second and last letters some words have, letter case aside. Most other words fail this test. */
typedef struct
{
  guint32 bits[32 * 32]; /* bit `second` of the element `first, last` */
} LetterFilter;

struct _Lexicon
{
  DividedWords divided;
  LetterFilter known;
  guint n_words;
  Slot slots[N_SLOTS];
};

static gboolean
is_word_of (const Slot *slot, const guchar *word, gsize length)
{
  if (slot->length != length)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (character_lower_ascii (word[i]) != (guchar) slot->word[i])
      return FALSE;

  return TRUE;
}

/* The slot of a word, or the empty one where it would stand. */
static guint
find_slot (const Lexicon *lexicon, const guchar *word, gsize length)
{
  guint32 hash = hash_word (word, length);
  guint i = hash % N_SLOTS;

  while (lexicon->slots[i].hash != 0
         && (lexicon->slots[i].hash != hash || !is_word_of (&lexicon->slots[i], word, length)))
    i = (i + 1) % N_SLOTS;

  return i;
}

static inline guint
find_filter_row (const guchar *word, gsize length)
{
  return (guint) (word[0] & 31) << 5 | (word[length - 1] & 31);
}

static inline guint
find_filter_bit (const guchar *word, gsize length)
{
  return word[length > 1] & 31;
}

/* @word is in small letters. */
static Slot *
add_word (Lexicon *lexicon, const char *word, gsize length)
{
  const guchar *letters = (const guchar *) word;

  g_assert (length > 0 && length <= LONGEST_WORD);

  Slot *slot = &lexicon->slots[find_slot (lexicon, letters, length)];
  lexicon->n_words += slot->hash == 0;
  slot->hash = hash_word (letters, length);
  slot->length = (guint8) length;
  memcpy (slot->word, word, length);
  lexicon->known.bits[find_filter_row (letters, length)] |= 1u << find_filter_bit (letters, length);

  return slot;
}

static void
add_words (Lexicon *lexicon, guint flags, const char *words)
{
  for (const char *word = words; *word != '\0';)
    {
      gsize length = strcspn (word, " ");
      if (length > 0)
        add_word (lexicon, word, length)->flags |= (guint16) flags;
      word += length + (word[length] == ' ');
    }
}

static void
add_divisions (Lexicon *lexicon, guint flags, const char *words)
{
  for (const char *next = words; *next != '\0';)
    {
      char word[LONGEST_WORD] = { 0 };
      guint8 division[2] = { 0, 0 };
      guint n_divisions = 0, length = 0;

      for (; *next != '\0' && *next != ' '; next++)
        {
          g_assert (length < LONGEST_WORD && n_divisions <= 2);
          if (*next == '|')
            division[n_divisions++] = (guint8) length;
          else
            word[length++] = *next;
        }
      next += *next == ' ';

      Slot *slot = add_word (lexicon, word, length);
      slot->flags |= (guint16) flags;
      slot->first_division = division[0];
      slot->second_division = division[1];

      g_assert (length <= LONGEST_DIVIDED);
      guint hash = lexicon_hash_divided (load_eight ((const guchar *) word), length);
      lexicon->divided.bits[hash / 32] |= 1u << hash % 32;
    }
}

/* An abbreviation seen in texts: how often it went on, how often its full stop was a token of its own. */
static void
add_abbreviation (Lexicon *lexicon, const char *word, guint n_kept, guint n_divided)
{
  if (n_kept > n_divided)
    add_word (lexicon, word, strlen (word))->flags |= WORD_ABBREVIATION;
}

Lexicon *
lexicon_new (void)
{
  Lexicon *lexicon = g_new0 (Lexicon, 1);

#define WORDS(flags, words) add_words (lexicon, (flags), (words));
#define DIVISIONS(flags, words) add_divisions (lexicon, (flags), (words));
#define ABBREVIATION(word, n_kept, n_divided) add_abbreviation (lexicon, (word), (n_kept), (n_divided));
#include "words.inc"
#include "abbreviations.inc"
#undef WORDS
#undef DIVISIONS
#undef ABBREVIATION

  return lexicon;
}

Lexicon *
lexicon_new_bare (void)
{
  Lexicon *lexicon = g_new0 (Lexicon, 1);
  const guint kept = WORD_DOMAIN | WORD_EXTENSION | WORD_TAG;

#define WORDS(flags, words) \
  if (((flags) &kept) != 0) \
    add_words (lexicon, (flags), (words));
#define DIVISIONS(flags, words)
#include "words.inc"
#undef WORDS
#undef DIVISIONS

  return lexicon;
}

gboolean
lexicon_add (Lexicon *lexicon, const char *word, gsize length, guint flags)
{
  if (length == 0 || length > LONGEST_WORD || lexicon->n_words >= N_SLOTS / 2)
    return FALSE;
  add_word (lexicon, word, length)->flags |= (guint16) flags;

  return TRUE;
}

void
lexicon_free (Lexicon *lexicon)
{
  g_free (lexicon);
}

static const Slot *
look_up (const Lexicon *lexicon, const guchar *word, gsize length)
{
  if (length == 0 || length > LONGEST_WORD
      || (lexicon->known.bits[find_filter_row (word, length)] >> find_filter_bit (word, length) & 1) == 0)
    return NULL;

  const Slot *slot = &lexicon->slots[find_slot (lexicon, word, length)];
  return slot->hash != 0 ? slot : NULL;
}

guint
lexicon_look_up (const Lexicon *lexicon, const guchar *word, gsize length)
{
  const Slot *slot = look_up (lexicon, word, length);

  return slot != NULL ? slot->flags : 0;
}

guint
lexicon_find_division (const Lexicon *lexicon, const guchar *word, gsize length, guint *second, guint *flags)
{
  if (length > LONGEST_DIVIDED)
    return 0;

  const Slot *slot = look_up (lexicon, word, length);
  if (slot == NULL)
    return 0;

  *second = slot->second_division;
  *flags = slot->flags;
  return slot->first_division;
}
