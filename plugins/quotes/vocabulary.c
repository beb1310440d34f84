/* Looking words up that stand around quotations. */
#include "vocabulary.h"

#include <string.h>

/* Longer words are none of those that are known. */
#define MAX_WORD_BYTES 20

typedef struct
{
  const char *words; /* with spaces between */
  guint32 flags;
} Entry;

static const Entry speech_verbs[] = {
#include "speech-verbs.inc"
};

static const Entry small_words[] = {
#include "small-words.inc"
};

struct _Vocabulary
{
  GHashTable *words; /* word → WordFlags */
};

static void
add_word (Vocabulary *vocabulary, const char *word, guint32 flags)
{
  guint32 known = GPOINTER_TO_UINT (g_hash_table_lookup (vocabulary->words, word));

  g_hash_table_insert (vocabulary->words, g_strdup (word), GUINT_TO_POINTER (known | flags));
}

static void
add_entries (Vocabulary *vocabulary, const Entry *entries, gsize n, gboolean are_verbs)
{
  static const guint32 forms[] = { WORD_BASE, WORD_PRESENT, WORD_PAST, WORD_ING, WORD_PAST };

  for (gsize i = 0; i < n; i++)
    {
      g_auto (GStrv) words = g_strsplit (entries[i].words, " ", -1);
      for (guint form = 0; words[form] != NULL; form++)
        add_word (vocabulary, words[form], entries[i].flags | (are_verbs ? WORD_SPEECH | forms[MIN (form, 4)] : 0));
    }
}

Vocabulary *
vocabulary_new (void)
{
  Vocabulary *vocabulary = g_new0 (Vocabulary, 1);

  vocabulary->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  add_entries (vocabulary, speech_verbs, G_N_ELEMENTS (speech_verbs), TRUE);
  add_entries (vocabulary, small_words, G_N_ELEMENTS (small_words), FALSE);

  return vocabulary;
}

void
vocabulary_free (Vocabulary *vocabulary)
{
  if (vocabulary == NULL)
    return;
  g_hash_table_unref (vocabulary->words);
  g_free (vocabulary);
}

guint32
vocabulary_find (const Vocabulary *vocabulary, const char *word, gsize length)
{
  char lower[MAX_WORD_BYTES + 1];
  gboolean is_capital = g_unichar_isupper (g_utf8_get_char (word));
  guint32 flags;

  if (length > MAX_WORD_BYTES)
    return is_capital ? WORD_IS_CAPITAL : 0;
  for (gsize i = 0; i < length; i++)
    lower[i] = g_ascii_tolower (word[i]);
  lower[length] = '\0';
  flags = GPOINTER_TO_UINT (g_hash_table_lookup (vocabulary->words, lower));
  if (flags == 0 && !is_capital && length > 4 && strcmp (lower + length - 2, "ly") == 0)
    flags = WORD_ADVERB;
  else if (flags == 0 && length > 5 && strcmp (lower + length - 3, "ing") == 0)
    flags = WORD_ING;

  return flags | (is_capital ? WORD_IS_CAPITAL : 0);
}
