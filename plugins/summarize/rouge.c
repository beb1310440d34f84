/* ROUGE: how much of a reference's words, word pairs and word order a summary has. */
#include "rouge.h"

#include "porter.h"

#include <obelus/obelus-context.h>

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
  g_autoptr (GArray) line_ends = g_array_new (FALSE, FALSE, sizeof (guint32));
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
            g_string_truncate (word, learn_porter_stem (word->str, word->len));
          guint32 number = number_word (vocabulary, word->str);
          g_array_append_val (words, number);
          g_string_truncate (word, 0);
        }
      if (p == end || *p == '\n')
        g_array_append_val (line_ends, words->len);
      p += n_bytes;
    }

  RougeText *read = g_new (RougeText, 1);
  read->n_words = words->len;
  read->n_lines = line_ends->len;
  read->line_ends = (guint32 *) (gpointer) g_array_free (g_steal_pointer (&line_ends), FALSE);
  read->words = (guint32 *) (gpointer) g_array_free (g_steal_pointer (&words), FALSE);
  return read;
}

void
rouge_text_free (RougeText *text)
{
  g_free (text->words);
  g_free (text->line_ends);
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
  for (guint i = 0; i < reference->n_words && !obelus_is_cancelled_at (i); i++)
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

/* One line of a text. */
typedef struct
{
  const guint32 *words;
  guint n;
} Line;

static Line
get_line (const RougeText *text, guint number)
{
  guint start = number == 0 ? 0 : text->line_ends[number - 1];
  return (Line){ text->words + start, text->line_ends[number] - start };
}

/* Room for the longest subsequences of two lines. */
typedef struct
{
  guint *row;      /* their lengths, a word of the summary's line */
  guint8 *is_left; /* a bit for each pair of words: whether the longest one is found without the summary's word */
} Room;

/* Marks in @common the words of @reference that are in the longest subsequence it shares with @summary. Of several that
 * are as long it is the one that rouge-score finds: from the end of both lines, a word of the summary is passed over
 * only if that is better than passing over one of the reference. */
static void
mark_subsequence (Line reference, Line summary, Room *room, gboolean *common)
{
  memset (room->row, 0, sizeof *room->row * (summary.n + 1));
  memset (room->is_left, 0, ((gsize) reference.n * summary.n + 7) / 8);
  for (guint i = 0; i < reference.n && !obelus_is_cancelled_at (i); i++)
    {
      guint diagonal = 0;
      for (guint j = 0; j < summary.n; j++)
        {
          guint above = room->row[j + 1], left = room->row[j];
          gsize bit = (gsize) i * summary.n + j;
          room->is_left[bit / 8] |= (guint8) ((left > above) << bit % 8);
          room->row[j + 1] = reference.words[i] == summary.words[j] ? diagonal + 1 : MAX (above, left);
          diagonal = above;
        }
    }

  for (guint i = reference.n, j = summary.n; i > 0 && j > 0;)
    {
      gsize bit = (gsize) (i - 1) * summary.n + j - 1;
      if (reference.words[i - 1] == summary.words[j - 1])
        {
          common[i - 1] = TRUE;
          i--;
          j--;
        }
      else if (room->is_left[bit / 8] >> bit % 8 & 1)
        j--;
      else
        i--;
    }
}

static guint
find_longest_line (const RougeText *text)
{
  guint longest = 0;
  for (guint k = 0; k < text->n_lines; k++)
    longest = MAX (longest, get_line (text, k).n);
  return longest;
}

/* A word counts as often as it is in both texts, however many lines share it. */
static gboolean
score_lines (RougeVocabulary *vocabulary, const RougeText *reference, const RougeText *summary, double *score)
{
  gsize n_words = g_hash_table_size (vocabulary->numbers) + 1, overlap = 0;
  guint longest = find_longest_line (reference), longest_of_summary = find_longest_line (summary);
  g_autofree guint *counts = g_try_new0 (guint, 2 * n_words);
  g_autofree gboolean *common = g_try_new (gboolean, (gsize) longest + 1);
  g_autofree guint *row = g_try_new (guint, (gsize) longest_of_summary + 1);
  g_autofree guint8 *is_left = g_try_malloc ((gsize) longest * longest_of_summary / 8 + 1);
  Room room = { row, is_left };
  if (counts == NULL || common == NULL || row == NULL || is_left == NULL)
    return FALSE;

  for (guint i = 0; i < reference->n_words; i++)
    counts[reference->words[i]]++;
  for (guint i = 0; i < summary->n_words; i++)
    counts[n_words + summary->words[i]]++;
  for (guint r = 0; r < reference->n_lines; r++)
    {
      Line line = get_line (reference, r);
      memset (common, 0, sizeof *common * line.n);
      for (guint s = 0; s < summary->n_lines; s++)
        mark_subsequence (line, get_line (summary, s), &room, common);
      for (guint i = 0; i < line.n; i++)
        if (common[i] && counts[line.words[i]] > 0 && counts[n_words + line.words[i]] > 0)
          {
            counts[line.words[i]]--;
            counts[n_words + line.words[i]]--;
            overlap++;
          }
    }
  *score = balance (overlap, reference->n_words, summary->n_words);
  return TRUE;
}

gboolean
rouge_score (RougeVocabulary *vocabulary, const RougeText *reference, const RougeText *summary,
             double scores[ROUGE_N_KINDS])
{
  scores[ROUGE_1] = score_runs (vocabulary, reference, summary, 1);
  scores[ROUGE_2] = score_runs (vocabulary, reference, summary, 2);
  scores[ROUGE_L] = score_subsequence (reference, summary);
  return score_lines (vocabulary, reference, summary, &scores[ROUGE_LSUM]);
}
