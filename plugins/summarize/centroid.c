/* Centroid scores of sentences, as in MEAD (Radev, Jing, Styś and Tam, 2004). */
#include "centroid.h"

#include "logarithm.h"

#include <obelus/obelus-context.h>

/* Words that are worth less are not of the centroid. */
#define LEAST_VALUE 3.0f

void
centroid_init (Centroid *centroid)
{
  word_index_init (&centroid->index);
  centroid->values = g_array_new (FALSE, FALSE, sizeof (float));
  centroid->overlap = g_array_new (FALSE, TRUE, sizeof (guint32));
}

void
centroid_clear (Centroid *centroid)
{
  word_index_clear (&centroid->index);
  g_array_unref (centroid->values);
  g_array_unref (centroid->overlap);
}

/* A word's value: how often the text says it times the logarithm of how few of its sentences do. */
static float
get_value (const Centroid *centroid, const Article *article, guint32 word)
{
  guint32 first = word_index_get_first (&centroid->index, word),
          end = word_index_get_first (&centroid->index, word + 1);
  guint32 count = 0;
  for (guint32 at = first; at < end; at++)
    count += word_index_get (&centroid->index, at)->count;
  if (count == 0)
    return 0.0f;
  float value = count * (float) learn_log ((article->candidates->len + 1.0) / (end - first));
  return value < LEAST_VALUE ? 0.0f : value;
}

void
centroid_score (Centroid *centroid, const Article *article, float *scores)
{
  guint32 n = article->candidates->len, n_words = article->vocabulary->len;
  float largest = 0.0f;

  word_index_read (&centroid->index, article);
  g_array_set_size (centroid->values, n_words);
  g_array_set_size (centroid->overlap, 0);
  g_array_set_size (centroid->overlap, n_words);
  float *values = (float *) (gpointer) centroid->values->data;
  guint32 *overlap = (guint32 *) (gpointer) centroid->overlap->data;
  for (guint32 w = 0; w < n_words; w++)
    values[w] = get_value (centroid, article, w);

  for (guint32 i = 0; i < n && !obelus_is_cancelled_at (i); i++)
    {
      const Candidate *candidate = article_get_candidate (article, i);
      const guint32 *words = article_get_words (article, candidate);
      const guint32 *counts = article_get_counts (article, candidate);
      scores[i] = 0.0f;
      for (guint32 k = 0; k < candidate->n_content; k++)
        {
          if (i == 0)
            overlap[words[k]] = counts[k];
          scores[i] += values[words[k]];
        }
      largest = MAX (largest, scores[i]);
    }

  /* The three parts weigh the same, as in the paper; the first sentence is worth as much for its place as the best is
   * for its words. */
  for (guint32 i = 0; i < n && !obelus_is_cancelled_at (i); i++)
    {
      const Candidate *candidate = article_get_candidate (article, i);
      const guint32 *words = article_get_words (article, candidate);
      const guint32 *counts = article_get_counts (article, candidate);
      scores[i] += largest * (n - i) / n;
      for (guint32 k = 0; k < candidate->n_content; k++)
        scores[i] += (float) counts[k] * overlap[words[k]];
    }
}
