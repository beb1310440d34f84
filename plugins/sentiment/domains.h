/* Kinds of text, and how what is felt in them becomes shares and labels. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SENTIMENT_DOMAIN_GENERAL, /* every kind alike */
  SENTIMENT_DOMAIN_NEWS,
  SENTIMENT_DOMAIN_SOCIAL,
  SENTIMENT_DOMAIN_REVIEWS,
  SENTIMENT_N_DOMAINS
} SentimentDomain;

extern const char *const sentiment_domain_names[SENTIMENT_N_DOMAINS];

/* As the choices of an option */
#define SENTIMENT_DOMAIN_CHOICES "general|news|social|reviews"

/* A value counts as @reach × value / √(@reach² + value²): beyond @reach a text that feels more is hardly more certain.
 * How much more than the positive threshold, or less than the negative one, is a logistic matter. A threshold is that
 * of a text without evidence, plus what full evidence changes, plus what a unit of subjectivity changes. */
typedef struct
{
  double slope, reach;
  double positive_threshold, positive_evidence, positive_subjectivity;
  double negative_threshold, negative_evidence, negative_subjectivity;
  double min_positive, min_negative; /* least shares for a label */
} SentimentShares;

G_END_DECLS
