/* Where the words of an article are: for each, the sentences that hold it. */
#include "word-index.h"

#include <obelus/obelus-context.h>
#include <string.h>

void
word_index_init (WordIndex *index)
{
  index->firsts = g_array_new (FALSE, FALSE, sizeof (guint32));
  index->occurrences = g_array_new (FALSE, FALSE, sizeof (Occurrence));
}

void
word_index_clear (WordIndex *index)
{
  g_array_unref (index->firsts);
  g_array_unref (index->occurrences);
}

void
word_index_read (WordIndex *index, const Article *article)
{
  guint32 n_words = article->vocabulary->len, n_sentences = article->candidates->len, total = 0;

  /* Two places more than words: while it is filled, firsts[w + 1] is where the next occurrence of w goes. */
  g_array_set_size (index->firsts, n_words + 2);
  guint32 *firsts = (guint32 *) (gpointer) index->firsts->data;
  firsts[0] = 0;
  firsts[1] = 0;
  for (guint32 w = 0; w < n_words; w++)
    {
      firsts[w + 1] = total;
      total += article_get_word (article, w)->n_sentences;
    }
  firsts[n_words + 1] = total;
  g_array_set_size (index->occurrences, total);

  for (guint32 i = 0; i < n_sentences; i++)
    {
      const Candidate *candidate = article_get_candidate (article, i);
      const guint32 *words = article_get_words (article, candidate);
      const guint32 *counts = article_get_counts (article, candidate);
      if (obelus_is_cancelled_at (i))
        {
          memset (firsts, 0, index->firsts->len * sizeof *firsts);
          return;
        }
      for (guint32 k = 0; k < candidate->n_content; k++)
        g_array_index (index->occurrences, Occurrence, firsts[words[k] + 1]++) = (Occurrence){ i, counts[k] };
    }
}
