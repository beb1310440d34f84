/* Counts of common words at the beginning of a text. */
#include "language-guess.h"

#include "characters.h"

#include <string.h>

#define LONGEST_WORD 8
#define SLOT_BITS 11
#define N_SLOTS (1u << SLOT_BITS)

/* How much of a text is looked at. */
#define N_LONGEST_LOOK 4096u /* bytes */
#define N_WORDS 80u

/* What a word of one language alone counts; one of several counts a part of it for each. */
#define WHOLE 60u

/* When it is plain that the text is English. */
#define ENOUGH_ENGLISH (4 * WHOLE)
/* Below this nothing is said. */
#define LEAST_FOREIGN (2 * WHOLE)
#define LEAST_OF_ONE (WHOLE - WHOLE / 8)
/* One of so many words at least must be common in the language. */
#define LEAST_SHARE 8u

static const char *const codes[] = {
#define COMMON(code, words) code,
#include "common-words.inc"
#undef COMMON
};

#define N_LANGUAGES G_N_ELEMENTS (codes)

typedef struct
{
  guint64 word;      /* its bytes; 0: empty */
  guint32 languages; /* a bit each */
} Slot;

struct _LanguageGuess
{
  Slot slots[N_SLOTS];
};

G_STATIC_ASSERT (N_LANGUAGES <= 32);

static guint
find_slot (const LanguageGuess *guess, guint64 word)
{
  guint slot = (guint) ((word * 0x9E3779B97F4A7C15u) >> (64 - SLOT_BITS));

  while (guess->slots[slot].word != 0 && guess->slots[slot].word != word)
    slot = (slot + 1) % N_SLOTS;

  return slot;
}

static void
add_words (LanguageGuess *guess, guint language, const char *words)
{
  for (const char *at = words; *at != '\0';)
    {
      gsize length = strcspn (at, " ");
      guint64 word = 0;

      g_assert (length <= LONGEST_WORD);
      memcpy (&word, at, length);
      if (length > 0)
        {
          Slot *slot = &guess->slots[find_slot (guess, word)];
          slot->word = word;
          slot->languages |= 1u << language;
        }
      at += length + (at[length] == ' ');
    }
}

LanguageGuess *
language_guess_new (void)
{
  static const char *const words[] = {
#define COMMON(code, list) list,
#include "common-words.inc"
#undef COMMON
  };
  LanguageGuess *guess = g_new0 (LanguageGuess, 1);

  for (guint i = 0; i < N_LANGUAGES; i++)
    add_words (guess, i, words[i]);

  return guess;
}

void
language_guess_free (LanguageGuess *guess)
{
  g_free (guess);
}

static gboolean
is_letter (guchar c)
{
  return c >= 0x80 || g_ascii_isalpha (c);
}

typedef struct
{
  guint scores[N_LANGUAGES];
  guint foreign; /* for whatever language but English */
} Count;

/* Counts what a word says. */
static void
count_word (const LanguageGuess *guess, const guchar *text, guint32 length, Count *count)
{
  guchar bytes[LONGEST_WORD] = { 0 };
  guint64 word;

  if (length > LONGEST_WORD)
    return;
  for (guint32 i = 0; i < length; i++)
    bytes[i] = character_lower_ascii (text[i]);
  memcpy (&word, bytes, sizeof word);

  guint32 languages = guess->slots[find_slot (guess, word)].languages;
  if (languages > 1)
    count->foreign += (languages & 1) != 0 ? WHOLE / 2 : WHOLE;
  guint share = languages != 0 ? WHOLE / (guint) __builtin_popcount (languages) : 0;
  for (; languages != 0; languages &= languages - 1)
    count->scores[__builtin_ctz (languages)] += share;
}

const char *
language_guess (const LanguageGuess *guess, const char *text, guint32 length)
{
  const guchar *bytes = (const guchar *) text;
  Count count = { 0 };
  guint n_words = 0, best = 1;

  length = MIN (length, N_LONGEST_LOOK);
  for (guint32 at = 0; at < length && n_words < N_WORDS; at++)
    {
      guint32 start = at;
      while (at < length && is_letter (bytes[at]))
        at++;
      if (at == start)
        continue;
      /* `El Paso` says nothing of the text. */
      if (start == 0 || !g_ascii_isupper (bytes[start]))
        count_word (guess, bytes + start, at - start, &count);
      n_words++;
      if (count.scores[0] >= ENOUGH_ENGLISH && count.foreign < count.scores[0] / 2)
        return codes[0];
    }

  if (count.foreign < 2 * count.scores[0] || count.foreign < LEAST_FOREIGN
      || count.foreign * LEAST_SHARE < n_words * WHOLE)
    return codes[0];
  for (guint i = 2; i < N_LANGUAGES; i++)
    if (count.scores[i] > count.scores[best])
      best = i;

  return codes[count.scores[best] >= LEAST_OF_ONE ? best : 0];
}
