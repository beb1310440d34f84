/* ROUGE: how much of a reference's words, word pairs and word order a summary has. */
#include "rouge.h"
#include "porter.h"

#include <string.h>

struct _RougeVocabulary
{
  GHashTable *numbers; /* word → number + 1 */
  GHashTable *pairs;   /* scratch of rouge_score: pair of words → count */
};

RougeVocabulary *
rouge_vocabulary_new (void)
{
  RougeVocabulary *vocabulary = g_new0 (RougeVocabulary, 1);
  vocabulary->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  vocabulary->pairs = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return vocabulary;
}

void
rouge_vocabulary_free (RougeVocabulary *vocabulary)
{
  g_hash_table_unref (vocabulary->numbers);
  g_hash_table_unref (vocabulary->pairs);
  g_free (vocabulary);
}

static guint32
number_word (RougeVocabulary *vocabulary, const char *word)
{
  guint32 number = GPOINTER_TO_UINT (g_hash_table_lookup (vocabulary->numbers, word));
  if (number == 0)
    {
      number = g_hash_table_size (vocabulary->numbers) + 1;
      g_hash_table_insert (vocabulary->numbers, g_strdup (word), GUINT_TO_POINTER (number));
    }
  return number;
}

/* The next byte as lower-case ASCII letter or digit, 0 for anything else. Two characters beyond ASCII become letters
 * when they are lower-cased: the Kelvin sign and the dotted capital I. */
static char
fold_character (const char *text, const char *end, gsize *n_bytes)
{
  guint8 byte = (guint8) *text;
  *n_bytes = 1;
  if (g_ascii_isalnum (byte))
    return g_ascii_tolower (byte);
  if (end - text >= 3 && memcmp (text, "\xe2\x84\xaa", 3) == 0)
    {
      *n_bytes = 3;
      return 'k';
    }
  if (end - text >= 2 && memcmp (text, "\xc4\xb0", 2) == 0)
    {
      *n_bytes = 2;
      return 'i';
    }
  return 0;
}

RougeText *
rouge_text_read (RougeVocabulary *vocabulary, const char *text, gsize length)
{
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GString) word = g_string_new (NULL);
  const char *end = text + length;

  for (const char *p = text; p <= end;)
    {
      gsize n_bytes = 1;
      char c = p < end ? fold_character (p, end, &n_bytes) : 0;
      if (c != 0)
        g_string_append_c (word, c);
      /* The dotted capital I is lower-cased to `i` and a combining dot, which ends the word. */
      if ((c == 0 || n_bytes == 2) && word->len > 0)
        {
          if (word->len > 3)
            g_string_truncate (word, summarize_porter_stem (word->str, word->len));
          guint32 number = number_word (vocabulary, word->str);
          g_array_append_val (words, number);
          g_string_truncate (word, 0);
        }
      p += n_bytes;
    }

  RougeText *read = g_new (RougeText, 1);
  read->n_words = words->len;
  read->words = (guint32 *) (gpointer) g_array_free (g_steal_pointer (&words), FALSE);
  return read;
}

void
rouge_text_free (RougeText *text)
{
  g_free (text->words);
  g_free (text);
}

static double
balance (double overlap, double n_reference, double n_summary)
{
  if (overlap <= 0.0)
    return 0.0;
  double precision = overlap / n_summary, recall = overlap / n_reference;
  return 2.0 * precision * recall / (precision + recall);
}

/* Common runs of `n` words, each counted as often as in both. */
static double
score_runs (RougeVocabulary *vocabulary, const RougeText *reference, const RougeText *summary, guint n)
{
  GHashTable *counts = vocabulary->pairs;
  guint overlap = 0;
  if (reference->n_words < n || summary->n_words < n)
    return 0.0;

  g_hash_table_remove_all (counts);
  for (guint side = 0; side < 2; side++)
    {
      const RougeText *text = side == 0 ? reference : summary;
      for (guint i = 0; i + n <= text->n_words; i++)
        {
          gint64 key = (gint64) text->words[i] << 32 | (n == 2 ? text->words[i + 1] : 0);
          guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, &key));
          if (side == 0)
            g_hash_table_insert (counts, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (count + 1));
          else if (count > 0)
            {
              g_hash_table_insert (counts, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (count - 1));
              overlap++;
            }
        }
    }
  return balance (overlap, reference->n_words - n + 1, summary->n_words - n + 1);
}

static double
score_subsequence (const RougeText *reference, const RougeText *summary)
{
  g_autofree guint *row = g_new0 (guint, (gsize) summary->n_words + 1);
  for (guint i = 0; i < reference->n_words; i++)
    {
      guint diagonal = 0;
      for (guint j = 0; j < summary->n_words; j++)
        {
          guint above = row[j + 1];
          row[j + 1] = reference->words[i] == summary->words[j] ? diagonal + 1 : MAX (above, row[j]);
          diagonal = above;
        }
    }
  return balance (row[summary->n_words], reference->n_words, summary->n_words);
}

void
rouge_score (RougeVocabulary *vocabulary, const RougeText *reference, const RougeText *summary,
             double scores[ROUGE_N_KINDS])
{
  scores[ROUGE_1] = score_runs (vocabulary, reference, summary, 1);
  scores[ROUGE_2] = score_runs (vocabulary, reference, summary, 2);
  scores[ROUGE_L] = score_subsequence (reference, summary);
}
