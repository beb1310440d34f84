/* What is known of single words: ratings that people gave, and the part a word plays for its neighbours. */
#pragma once

#include <obelus/obelus-plugin.h>

G_BEGIN_DECLS

/* What a word does to the words around it */
typedef enum
{
  SENTIMENT_ROLE_NONE,
  SENTIMENT_ROLE_NEGATOR,    /* not, never, n't */
  SENTIMENT_ROLE_NO,         /* no: a negator before a word of feeling, a verdict when alone */
  SENTIMENT_ROLE_BOOSTER,    /* very, extremely */
  SENTIMENT_ROLE_DAMPENER,   /* slightly, somewhat */
  SENTIMENT_ROLE_CONTRAST,   /* but, however: what follows counts more */
  SENTIMENT_ROLE_CONCESSION, /* although, despite: what follows counts less */
  SENTIMENT_ROLE_FIRST_PERSON,
  SENTIMENT_ROLE_SECOND_PERSON,
  SENTIMENT_ROLE_MODAL,  /* would, could, if: what follows did not happen */
  SENTIMENT_ROLE_REPORT, /* said, according: the voice of news */
  SENTIMENT_ROLE_LEAST,
  SENTIMENT_ROLE_AT,   /* before least it takes the sting away */
  SENTIMENT_ROLE_ONLY, /* after not it takes the negation away */
  SENTIMENT_ROLE_THIRD_PERSON,
  SENTIMENT_ROLE_FALL, /* fell, declined: what is said to have done so is less */
  SENTIMENT_N_ROLES
} SentimentRole;

/* One slot of the table in a model. Ratings are hundredths of VADER's scale divided by four: 100 is a mean of +4. */
typedef struct
{
  guint32 fingerprint; /* upper half of the word's hash, never 0; 0 marks a free slot */
  gint8 rating;        /* mean rating of people */
  gint8 opinion;       /* membership in the lists of opinion words */
  gint8 induced;       /* carried over from rated words that are used alike */
  guint8 role;
  guint16 cluster; /* words used alike share it; 0 for none */
  guint16 row;     /* in the tables of the convolution; 0 for none of its own */
} SentimentEntry;

G_STATIC_ASSERT (sizeof (SentimentEntry) == 12);

typedef struct _SentimentPhrase SentimentPhrase;

/* A table of phrases; see phrases.h */
typedef struct
{
  const SentimentPhrase *slots; /* or NULL for none */
  guint32 mask;                 /* slots − 1, slots being a power of two */
  guint64 beginnings[512];      /* bits by hash: words that are a phrase, and pairs that begin one */
} SentimentPhrases;

typedef struct
{
  const SentimentEntry *slots;
  guint32 mask;             /* slots − 1, slots being a power of two */
  SentimentPhrases own;     /* what a user says of words: it comes first */
  SentimentPhrases phrases; /* idioms and emoji of the model */
} SentimentLexicon;

/* What a slot of a word that is not there looks like */
extern const SentimentEntry sentiment_entry_unknown;

/**
 * sentiment_lexicon_init_from_model:
 * @lexicon: a lexicon
 * @model: a model; must outlive @lexicon
 * @error: return location for an error
 *
 * Returns: %FALSE if the model's table of words is not there or not sound
 */
gboolean sentiment_lexicon_init_from_model (SentimentLexicon *lexicon, ObelusModel *model, GError **error);

/**
 * sentiment_lexicon_find:
 * @lexicon: a lexicon
 * @hash: a word's hash
 *
 * Returns: the word's entry, or one that is all zero
 */
static inline const SentimentEntry *
sentiment_lexicon_find (const SentimentLexicon *lexicon, guint64 hash)
{
  guint32 fingerprint = (guint32) (hash >> 32) | 1;

  for (guint32 i = (guint32) hash & lexicon->mask;; i = (i + 1) & lexicon->mask)
    {
      const SentimentEntry *slot = &lexicon->slots[i];
      if (slot->fingerprint == fingerprint)
        return slot;
      if (slot->fingerprint == 0)
        return &sentiment_entry_unknown;
    }
}

/* Asks for a word's entry before it is needed. */
static inline void
sentiment_lexicon_prefetch (const SentimentLexicon *lexicon, guint64 hash)
{
  __builtin_prefetch (&lexicon->slots[(guint32) hash & lexicon->mask]);
}

G_END_DECLS
