/* SumBasic (Nenkova and Vanderwende, 2005): sentences of words that are said often, each word counting less once said.
 */
#include "sum-basic.h"

#include "best-first.h"

#include <obelus/obelus-context.h>

/* Of the sentences that hold the most probable word so many are looked at, from the first that may still be chosen:
 * what keeps the time linear in texts that say one word without end. */
#define MOST_SEEN 256

void
sum_basic_init (SumBasic *basic)
{
  word_index_init (&basic->index);
  basic->next = g_array_new (FALSE, FALSE, sizeof (guint32));
  basic->probabilities = g_array_new (FALSE, FALSE, sizeof (float));
  basic->heap = g_array_new (FALSE, FALSE, sizeof (Scored));
}

void
sum_basic_clear (SumBasic *basic)
{
  word_index_clear (&basic->index);
  g_array_unref (basic->next);
  g_array_unref (basic->probabilities);
  g_array_unref (basic->heap);
}

/* Leaves each word's share of all words that are said, and the words in a heap. */
static void
count_words (SumBasic *basic, const Article *article)
{
  guint32 n = article->vocabulary->len, total = 0;
  g_array_set_size (basic->next, n);
  g_array_set_size (basic->probabilities, n);
  g_array_set_size (basic->heap, n);
  float *probabilities = (float *) (gpointer) basic->probabilities->data;
  Scored *heap = (Scored *) (gpointer) basic->heap->data;

  for (guint32 w = 0; w < n; w++)
    {
      guint32 count = 0, end = word_index_get_first (&basic->index, w + 1);
      for (guint32 at = word_index_get_first (&basic->index, w); at < end; at++)
        count += word_index_get (&basic->index, at)->count;
      g_array_index (basic->next, guint32, w) = word_index_get_first (&basic->index, w);
      probabilities[w] = count;
      total += count;
    }
  for (guint32 w = 0; w < n; w++)
    {
      probabilities[w] /= MAX (total, 1);
      heap[w] = (Scored){ probabilities[w], w };
    }
  best_first_arrange (basic->heap);
}

/* The mean probability of a sentence's words. */
static float
weigh_sentence (const SumBasic *basic, const Article *article, guint32 sentence)
{
  const Candidate *candidate = article_get_candidate (article, sentence);
  const guint32 *words = article_get_words (article, candidate);
  float sum = 0.0f;
  for (guint32 k = 0; k < candidate->n_content; k++)
    sum += g_array_index (basic->probabilities, float, words[k]);
  return sum / MAX (candidate->n_content, 1);
}

/* Once a sentence may not be chosen, it never may again: there is less room after each choice. */
static gboolean
may_be_chosen (const Choice *choice, guint32 sentence)
{
  return !choice_holds (choice, sentence) && (choice->chosen->len == 0 || choice_fits (choice, sentence));
}

/* The best sentence that holds a word and may still be chosen; one of index G_MAXUINT32 if there is none. */
static Scored
find_best_with (SumBasic *basic, const Article *article, const Choice *choice, guint32 word)
{
  guint32 end = word_index_get_first (&basic->index, word + 1);
  guint32 *next = &g_array_index (basic->next, guint32, word);
  Scored best = { -1.0f, G_MAXUINT32 };
  while (*next < end && !may_be_chosen (choice, word_index_get (&basic->index, *next)->candidate))
    ++*next;
  for (guint32 at = *next; at < end && at - *next < MOST_SEEN; at++)
    {
      guint32 sentence = word_index_get (&basic->index, at)->candidate;
      if (!may_be_chosen (choice, sentence))
        continue;
      Scored entry = { weigh_sentence (basic, article, sentence), sentence };
      if (scored_comes_before (&entry, &best))
        best = entry;
    }
  return best;
}

void
sum_basic_choose (SumBasic *basic, const Article *article, Choice *choice)
{
  float *probabilities;
  word_index_read (&basic->index, article);
  count_words (basic, article);
  probabilities = (float *) (gpointer) basic->probabilities->data;

  while (basic->heap->len > 0 && !choice_is_full (choice) && !obelus_is_cancelled_at (0))
    {
      Scored top = best_first_pop (basic->heap);
      if (top.score != probabilities[top.index])
        {
          /* It has been said since it was put there. */
          best_first_push (basic->heap, (Scored){ probabilities[top.index], top.index });
          continue;
        }
      Scored best = find_best_with (basic, article, choice, top.index);
      if (best.index == G_MAXUINT32)
        continue; /* nor will there be one */
      const Candidate *candidate = article_get_candidate (article, best.index);
      const guint32 *words = article_get_words (article, candidate);
      choice_add (choice, best.index, best.score);
      for (guint32 k = 0; k < candidate->n_content; k++)
        probabilities[words[k]] *= probabilities[words[k]];
      best_first_push (basic->heap, (Scored){ probabilities[top.index], top.index });
    }
}
