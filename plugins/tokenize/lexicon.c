/* The word lists as one hash table, filled when the stage is loaded. */
#include "lexicon.h"

#include "characters.h"

#include <string.h>

#define LONGEST_WORD 24
#define N_SLOTS 4096

typedef struct
{
  guint8 length;
  guint8 first_division;
  guint8 second_division;
  guint16 flags;
  char word[LONGEST_WORD];
} Slot;

struct _Lexicon
{
  LexiconFilter divided;
  LexiconFilter known;
  guint n_words;
  Slot slots[N_SLOTS];
};

/* FNV-1a over the lower-case word. */
static guint32
hash_word (const char *word, gsize length)
{
  guint32 hash = 2166136261u;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guchar) word[i]) * 16777619u;

  return hash ^ hash >> 15;
}

static guint
find_slot (const Lexicon *lexicon, const char *word, gsize length)
{
  guint i = hash_word (word, length) % N_SLOTS;

  while (lexicon->slots[i].length != 0
         && (lexicon->slots[i].length != length || memcmp (lexicon->slots[i].word, word, length) != 0))
    i = (i + 1) % N_SLOTS;

  return i;
}

static void
open_filter (LexiconFilter *filter, const char *word, gsize length)
{
  filter->bits[(word[0] & 31) << 5 | (word[length - 1] & 31)] |= 1u << (word[length > 1] & 31);
}

static Slot *
add_word (Lexicon *lexicon, const char *word, gsize length)
{
  g_assert (length > 0 && length <= LONGEST_WORD);

  Slot *slot = &lexicon->slots[find_slot (lexicon, word, length)];
  lexicon->n_words += slot->length == 0;
  slot->length = (guint8) length;
  memcpy (slot->word, word, length);
  open_filter (&lexicon->known, word, length);

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
      open_filter (&lexicon->divided, word, length);
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
  char lower[LONGEST_WORD];

  if (length == 0 || length > LONGEST_WORD || !lexicon_filter_passes (&lexicon->known, word, length))
    return NULL;
  for (gsize i = 0; i < length; i++)
    lower[i] = (char) character_lower_ascii (word[i]);

  const Slot *slot = &lexicon->slots[find_slot (lexicon, lower, length)];
  return slot->length != 0 ? slot : NULL;
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
  if (!lexicon_may_divide (lexicon, word, length))
    return 0;

  const Slot *slot = look_up (lexicon, word, length);
  if (slot == NULL)
    return 0;

  *second = slot->second_division;
  *flags = slot->flags;
  return slot->first_division;
}
