/* The words that made a score, each with its signed share: the layer `obelus.sentiment-evidence`. */
#pragma once

#include <obelus/obelus-plugin.h>

G_BEGIN_DECLS

#define SENTIMENT_EVIDENCE_LAYER "obelus.sentiment-evidence"

/* A word's share in the score of its sentence that is smaller is left to the rest. In log-odds: no score is changed by
 * more than half of it. */
#define SENTIMENT_LEAST_SHARE 0.01

typedef enum
{
  SENTIMENT_UNIT_DOCUMENT,
  SENTIMENT_UNIT_SENTENCE,
  SENTIMENT_UNIT_TARGET,
  SENTIMENT_N_UNITS
} SentimentUnit;

/* As in the column `unit` of the layer `sentiment` */
extern const char *const sentiment_unit_names[SENTIMENT_N_UNITS];

typedef enum
{
  SENTIMENT_EVIDENCE_WORD,     /* a word, with those before it that change it */
  SENTIMENT_EVIDENCE_SENTENCE, /* a sentence's part in the score of a long text */
  SENTIMENT_EVIDENCE_REST,     /* what no word made: the way of writing, what texts are like without any of this, small
                                  shares */
  SENTIMENT_N_EVIDENCE
} SentimentEvidenceKind;

typedef struct
{
  guint32 start, end; /* bytes */
  guint32 number;     /* of what is explained among the rows of its unit */
  guint8 unit, kind;
  double share; /* log-odds */
} SentimentEvidence;

typedef struct
{
  SentimentEvidence *items;
  gsize n_items, n_allocated;
  gboolean failed; /* there was no memory; nothing is added any more */
} SentimentEvidenceList;

void sentiment_evidence_list_clear (SentimentEvidenceList *list);

void sentiment_evidence_list_add (SentimentEvidenceList *list, const SentimentEvidence *evidence);

/**
 * sentiment_evidence_list_settle:
 * @list: a list
 * @first: the first item that explains a row
 * @whole: that row, with its bytes, its number and, as its share, the log-odds of its score
 * @least: smaller shares are left to the rest
 *
 * Rounds the shares of the last items to six digits, drops small ones, and adds what they leave of the whole, so that
 * shares add up.
 */
void sentiment_evidence_list_settle (SentimentEvidenceList *list, gsize first, const SentimentEvidence *whole,
                                     double least);

/* The bytes of rows in a layer's order */
typedef struct
{
  const guint32 *starts, *ends;
  guint32 n;
} SentimentSpans;

/**
 * sentiment_evidence_list_commit:
 * @list: a list
 * @sentences: those that have rows
 * @targets: likewise
 * @context: the stage
 * @document: a document with its layer `sentiment`, sorted: the document, these sentences and these targets
 * @error: return location for an error
 *
 * Makes a layer of the list.
 *
 * Returns: %FALSE with an error if there is no memory or the work was cancelled
 */
gboolean sentiment_evidence_list_commit (const SentimentEvidenceList *list, const SentimentSpans *sentences,
                                         const SentimentSpans *targets, ObelusContext *context,
                                         ObelusDocument *document, GError **error);

G_END_DECLS
