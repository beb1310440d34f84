/* Tokens, sentences and words against gold ones, as the CoNLL 2018 shared task scored them (Zeman et al. 2018, section
 * 5): spans are compared over the characters that are not white space; words of multi-word tokens are aligned by a
 * longest common subsequence of their forms. */
#include "score.h"

#include <string.h>

/* Multi-word tokens have a handful of words. Where two annotations disagree over a longer stretch than this, only the
 * words up to the first difference count. */
#define LARGEST_ALIGNMENT 4096

typedef struct
{
  guint64 n_gold;
  guint64 n_result;
  guint64 n_correct;
} Count;

typedef struct
{
  Count tokens;
  Count sentences;
  Count words;
} Tally;

typedef struct
{
  guint32 start;
  guint32 end;
  gboolean in_multiword; /* start and end are then those of the multi-word token */
  guint32 row;
} Word;

/* One side's annotations. */
typedef struct
{
  ObelusLayer *tokens;
  const char *text;
  gint form_column;
  GArray *words;   /* of Word */
  GArray *surface; /* of Word, a multi-word token being one */
} Side;

gboolean
score_begin (ObelusContext *context G_GNUC_UNUSED, gpointer *tally, GError **error G_GNUC_UNUSED)
{
  *tally = g_new0 (Tally, 1);

  return TRUE;
}

void
score_end (gpointer tally)
{
  g_free (tally);
}

static void
side_clear (Side *side)
{
  g_clear_pointer (&side->words, g_array_unref);
  g_clear_pointer (&side->surface, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Side, side_clear)

static void
side_init (Side *side, ObelusDocument *document)
{
  ObelusLayer *multiwords = obelus_document_get_layer (document, "multiword");
  guint32 n_multiwords = multiwords != NULL ? obelus_layer_get_n_rows (multiwords) : 0;
  guint32 next = 0;
  guint32 last_counted = G_MAXUINT32;

  side->tokens = obelus_document_get_layer (document, "token");
  side->text = obelus_document_get_text (document, NULL);
  side->form_column = obelus_layer_find_column (side->tokens, "form");
  side->words = g_array_new (FALSE, FALSE, sizeof (Word));
  side->surface = g_array_new (FALSE, FALSE, sizeof (Word));

  const guint32 *starts = obelus_layer_get_starts (side->tokens);
  const guint32 *ends = obelus_layer_get_ends (side->tokens);
  for (guint32 row = 0; row < obelus_layer_get_n_rows (side->tokens); row++)
    {
      Word word = { .start = starts[row], .end = ends[row], .row = row };

      while (next < n_multiwords && obelus_layer_get_ends (multiwords)[next] <= word.start)
        next++;
      if (next < n_multiwords && obelus_layer_get_starts (multiwords)[next] <= word.start
          && word.end <= obelus_layer_get_ends (multiwords)[next])
        {
          word.in_multiword = TRUE;
          word.start = obelus_layer_get_starts (multiwords)[next];
          word.end = obelus_layer_get_ends (multiwords)[next];
        }

      g_array_append_val (side->words, word);
      if (!word.in_multiword || next != last_counted)
        g_array_append_val (side->surface, word);
      last_counted = word.in_multiword ? next : G_MAXUINT32;
    }
}

/* Both sides in order, without equal spans on one side. */
static void
count_spans (Count *count, const guint32 *gold_starts, const guint32 *gold_ends, guint32 n_gold,
             const guint32 *result_starts, const guint32 *result_ends, guint32 n_result)
{
  count->n_gold += n_gold;
  count->n_result += n_result;

  for (guint32 g = 0, r = 0; g < n_gold && r < n_result;)
    {
      if (gold_starts[g] == result_starts[r] && gold_ends[g] == result_ends[r])
        {
          count->n_correct++;
          g++;
          r++;
        }
      else if (gold_starts[g] <= result_starts[r])
        g++;
      else
        r++;
    }
}

static void
count_surface (Count *count, const GArray *gold, const GArray *result)
{
  const Word *golds = (const Word *) (gconstpointer) gold->data;
  const Word *results = (const Word *) (gconstpointer) result->data;

  count->n_gold += gold->len;
  count->n_result += result->len;

  for (guint g = 0, r = 0; g < gold->len && r < result->len;)
    {
      if (golds[g].start == results[r].start && golds[g].end == results[r].end)
        {
          count->n_correct++;
          g++;
          r++;
        }
      else if (golds[g].start <= results[r].start)
        g++;
      else
        r++;
    }
}

/* Words */

static const Word *
word_at (const Side *side, guint i)
{
  return &g_array_index (side->words, Word, i);
}

static char *
dup_lower_form (const Side *side, guint i)
{
  guint32 row = word_at (side, i)->row;
  gsize length = 0;
  const char *form
      = side->form_column >= 0 ? obelus_layer_get_string (side->tokens, (guint) side->form_column, row, &length) : NULL;

  if (form == NULL)
    {
      guint32 start = obelus_layer_get_starts (side->tokens)[row];
      form = side->text + start;
      length = obelus_layer_get_ends (side->tokens)[row] - start;
    }

  return g_utf8_strdown (form, (gssize) length);
}

static gboolean
is_beyond (const Side *side, guint i, guint32 end)
{
  if (i >= side->words->len)
    return TRUE;

  return word_at (side, i)->in_multiword ? word_at (side, i)->start >= end : word_at (side, i)->end > end;
}

/* How many words of gold [g, g_end) and result [r, r_end) align: the length of the longest common subsequence. */
static guint
count_common (const Side *gold, guint g, guint g_end, const Side *result, guint r, guint r_end)
{
  guint n_gold = g_end - g, n_result = r_end - r;
  guint common = 0;

  if (n_gold == 0 || n_result == 0)
    return 0;

  g_autoptr (GPtrArray) gold_forms = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) result_forms = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n_gold; i++)
    g_ptr_array_add (gold_forms, dup_lower_form (gold, g + i));
  for (guint i = 0; i < n_result; i++)
    g_ptr_array_add (result_forms, dup_lower_form (result, r + i));

  if ((guint64) n_gold * n_result > LARGEST_ALIGNMENT)
    {
      while (common < MIN (n_gold, n_result) && g_str_equal (gold_forms->pdata[common], result_forms->pdata[common]))
        common++;
      return common;
    }

  /* One row of the table is enough for the length: row[j] is that of the first i gold and the first j result words. */
  g_autofree guint *row = g_new0 (guint, n_result + 1);
  for (guint i = 0; i < n_gold; i++)
    {
      guint diagonal = 0;
      for (guint j = 0; j < n_result; j++)
        {
          guint above = row[j + 1];
          row[j + 1] = g_str_equal (gold_forms->pdata[i], result_forms->pdata[j]) ? diagonal + 1 : MAX (above, row[j]);
          diagonal = above;
        }
    }

  return row[n_result];
}

static void
count_words (Count *count, const Side *gold, const Side *result)
{
  guint g = 0, r = 0;

  count->n_gold += gold->words->len;
  count->n_result += result->words->len;

  while (g < gold->words->len && r < result->words->len)
    {
      const Word *gold_word = word_at (gold, g), *result_word = word_at (result, r);

      if (!gold_word->in_multiword && !result_word->in_multiword)
        {
          if (gold_word->start == result_word->start && gold_word->end == result_word->end)
            {
              count->n_correct++;
              g++;
              r++;
            }
          else if (gold_word->start <= result_word->start)
            g++;
          else
            r++;
          continue;
        }

      /* The smallest stretch that holds this multi-word token and all that overlap. */
      guint32 end;
      if (gold_word->in_multiword)
        {
          end = gold_word->end;
          r += !result_word->in_multiword && result_word->start < gold_word->start;
        }
      else
        {
          end = result_word->end;
          g += !gold_word->in_multiword && gold_word->start < result_word->start;
        }

      guint g_first = g, r_first = r;
      while (!is_beyond (gold, g, end) || !is_beyond (result, r, end))
        {
          gboolean from_gold = g < gold->words->len
                               && (r >= result->words->len || word_at (gold, g)->start <= word_at (result, r)->start);
          const Word *word = from_gold ? word_at (gold, g++) : word_at (result, r++);
          if (word->in_multiword)
            end = MAX (end, word->end);
        }
      count->n_correct += count_common (gold, g_first, g, result, r_first, r);
    }
}

gboolean
score_add (ObelusContext *context, gpointer data, ObelusDocument *gold, ObelusDocument *result, GError **error)
{
  Tally *tally = data;
  ObelusLayer *gold_sentences = obelus_document_get_layer (gold, "sentence");
  ObelusLayer *result_sentences = obelus_document_get_layer (result, "sentence");

  if (gold_sentences == NULL || obelus_document_get_layer (gold, "token") == NULL)
    return obelus_context_fail (context, error, OBELUS_ERROR_NOT_FOUND, OBELUS_NO_OFFSET,
                                "the gold document has no layers 'token' and 'sentence'; read it with --from conllu");
  if (result_sentences == NULL || obelus_document_get_layer (result, "token") == NULL)
    return obelus_context_fail (context, error, OBELUS_ERROR_NOT_FOUND, OBELUS_NO_OFFSET,
                                "the pipeline made no layers 'token' and 'sentence'; put 'tokenize' into it");

  g_auto (Side) gold_side = { 0 };
  g_auto (Side) result_side = { 0 };
  side_init (&gold_side, gold);
  side_init (&result_side, result);

  count_surface (&tally->tokens, gold_side.surface, result_side.surface);
  count_spans (&tally->sentences, obelus_layer_get_starts (gold_sentences), obelus_layer_get_ends (gold_sentences),
               obelus_layer_get_n_rows (gold_sentences), obelus_layer_get_starts (result_sentences),
               obelus_layer_get_ends (result_sentences), obelus_layer_get_n_rows (result_sentences));
  count_words (&tally->words, &gold_side, &result_side);

  return TRUE;
}

static double
percent (guint64 part, guint64 whole)
{
  return whole > 0 ? 100.0 * (double) part / (double) whole : 0.0;
}

static void
report_count (GString *report, const char *name, const Count *count)
{
  char numbers[3][G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (numbers[0], sizeof numbers[0], "%.2f", percent (count->n_correct, count->n_result));
  g_ascii_formatd (numbers[1], sizeof numbers[1], "%.2f", percent (count->n_correct, count->n_gold));
  g_ascii_formatd (numbers[2], sizeof numbers[2], "%.2f",
                   percent (2 * count->n_correct, count->n_gold + count->n_result));
  g_string_append_printf (report, "%-10s %9s %9s %9s %9" G_GUINT64_FORMAT "\n", name, numbers[0], numbers[1],
                          numbers[2], count->n_gold);
}

gboolean
score_report (ObelusContext *context G_GNUC_UNUSED, gpointer data, GString *report, GError **error G_GNUC_UNUSED)
{
  const Tally *tally = data;

  g_string_append_printf (report, "%-10s %9s %9s %9s %9s\n", "", "precision", "recall", "F1", "gold");
  report_count (report, "Tokens", &tally->tokens);
  report_count (report, "Sentences", &tally->sentences);
  report_count (report, "Words", &tally->words);

  return TRUE;
}
