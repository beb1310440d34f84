/* Learns from texts that were judged unseen how values become shares and labels. */
#pragma once

#include "model.h"

G_BEGIN_DECLS

/* A text that a person called negative, neutral or positive, and what a model that had not seen it found in it */
typedef struct
{
  SentimentClass class;
  SentimentDomain domain; /* general where none is known */
  guint source;
  const SentimentReading *reading;
} SentimentJudged;

/**
 * sentiment_shares_fit:
 * @judged: (element-type SentimentJudged): texts
 * @n_sources: how many sources they come from
 * @shares: (out): one for each domain
 *
 * Fits the shares of each domain to its texts, those of the general one to all; a source counts the same however many
 * texts it has. Labels get the least shares at which the mean F1 of the three classes is highest. A domain of few texts
 * is like the general one.
 */
void sentiment_shares_fit (const GArray *judged, guint n_sources, SentimentShares shares[SENTIMENT_N_DOMAINS]);

G_END_DECLS
