/* Hashed n-grams: words, stems and clusters with and without negation, pairs, triples, pairs across one word. */
#pragma once

#include "measures.h"

G_BEGIN_DECLS

/* Numbers that keep the kinds of n-grams apart */
enum
{
  NGRAM_WORD = 1,
  NGRAM_STEM,
  NGRAM_CLUSTER,
  NGRAM_PAIR,
  NGRAM_STEM_PAIR,
  NGRAM_TRIPLE,
  NGRAM_SKIP,
};

/* Lists the n-grams that end at word i: those of one word, two of a pair, two of three words. */
static inline gsize
sentiment_list_ngrams (const SentimentWord *words, gsize i, gboolean negated, guint64 *ngrams)
{
  const SentimentWord *word = &words[i];
  guint64 sign = negated ? 16 : 0;
  gsize n = 0;

  ngrams[n++] = sentiment_mix (word->hash, NGRAM_WORD + sign);
  if (word->kind == SENTIMENT_WORD)
    ngrams[n++] = sentiment_mix (word->stem, NGRAM_STEM + sign);
  if (word->entry.cluster != 0)
    ngrams[n++] = sentiment_mix (word->entry.cluster, NGRAM_CLUSTER + sign);
  if (i >= 1)
    {
      guint64 pair = sentiment_mix (words[i - 1].hash, word->hash);
      ngrams[n++] = sentiment_mix (pair, NGRAM_PAIR);
      ngrams[n++] = sentiment_mix (sentiment_mix (words[i - 1].stem, word->stem), NGRAM_STEM_PAIR);
      if (i >= 2)
        {
          ngrams[n++] = sentiment_mix (sentiment_mix (words[i - 2].hash, pair), NGRAM_TRIPLE);
          ngrams[n++] = sentiment_mix (sentiment_mix (words[i - 2].stem, word->stem), NGRAM_SKIP);
        }
    }
  return n;
}

G_END_DECLS
