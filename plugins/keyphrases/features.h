/* What is known of a phrase, as numbers for the trees that judge it. */
#pragma once

#include "phrases.h"

G_BEGIN_DECLS

/* Changing their order or meaning makes models useless. */
typedef enum
{
  /* Length */
  FEATURE_WORDS,
  FEATURE_BYTES,
  FEATURE_LONGEST_WORD,

  /* Frequency */
  FEATURE_COUNT,
  FEATURE_SHARE_OF_MOST,   /* of the count of the commonest phrase of as many words */
  FEATURE_WHOLE,           /* share of places where it is not a part of a longer phrase */
  FEATURE_WHOLE_COUNT,     /* how many those are */
  FEATURE_LONGER,          /* count of the commonest phrase that holds it, as a share of its own */
  FEATURE_OF_FIRST_WORD,   /* share of the first word's places that are the phrase's */
  FEATURE_OF_LAST_WORD,    /* the same of the last word */
  FEATURE_RARITY,          /* mean of the words */
  FEATURE_HEAD_RARITY,     /* of the last word */
  FEATURE_RARITY_BY_COUNT, /* TF·IDF */
  FEATURE_COUNT_IN_LENGTH, /* count beside the text's tokens */

  /* Place */
  FEATURE_FIRST,       /* tokens before it */
  FEATURE_FIRST_SHARE, /* the same as a share of the text */
  FEATURE_FIRST_SENTENCE,
  FEATURE_SPREAD,           /* sentences from its first to its last, as a share of all */
  FEATURE_MEAN_SENTENCE,    /* as a share */
  FEATURE_SENTENCES,        /* with the phrase, as a share of all */
  FEATURE_IN_HEADINGS,      /* places in titles and headings */
  FEATURE_ONLY_IN_HEADINGS, /* share of places there */

  /* Kind */
  FEATURE_NAME,    /* share of places where it is an entity */
  FEATURE_IN_NAME, /* share where it is a part of one */
  FEATURE_PERSON,
  FEATURE_ORGANISATION,
  FEATURE_PLACE,
  FEATURE_CAPITAL,      /* share of places where all words are capitalized inside a sentence */
  FEATURE_CAPITALS,     /* share of its head's places that are all capitals */
  FEATURE_HEAD_IS_NAME, /* tagged as a proper noun */
  FEATURE_ADJECTIVE_FIRST,
  FEATURE_ARTICLE, /* share of places behind an article */

  /* Words */
  FEATURE_GRAPH_SUM,
  FEATURE_GRAPH_MOST,
  FEATURE_GRAPH_LEAST,
  FEATURE_GRAPH_HEAD,
  FEATURE_YAKE,
  FEATURE_LEFT_VARIETY,  /* different words before its first word, as a share of those before it */
  FEATURE_RIGHT_VARIETY, /* the same behind its last word */

  /* The text */
  FEATURE_TEXT_TOKENS,
  FEATURE_TEXT_IS_TAGGED,
  FEATURE_TEXT_HAS_NAMES,
  N_FEATURES
} Feature;

/* What a phrase's features are beside. */
typedef struct
{
  const Words *words;
  const Phrases *phrases;
  const guint32 *starts; /* of tokens, in bytes */
  const guint32 *ends;
  guint32 n_names;
  guint32 most[MOST_NAME_WORDS + 1]; /* count of the commonest phrase, by its number of words */
  double mean_count;                 /* of the words that may be in phrases */
  double deviation;                  /* of the same */
  guint32 most_word;                 /* count of the commonest of them */
} FeatureText;

void feature_text_init (FeatureText *text, const Words *words, const Phrases *phrases, ObelusLayer *tokens,
                        guint32 n_names);

/* Fills @values (N_FEATURES) for a phrase of the text. */
void features_fill (const FeatureText *text, const Phrase *phrase, float *values);

G_END_DECLS
