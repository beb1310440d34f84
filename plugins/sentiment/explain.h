/* Divides a score among the words that made it. */
#pragma once

#include "evidence.h"
#include "model.h"
#include "target-model.h"

G_BEGIN_DECLS

/* A thread's memory for explanations */
typedef struct _SentimentExplainer SentimentExplainer;

SentimentExplainer *sentiment_explainer_new (void);
void sentiment_explainer_free (SentimentExplainer *explainer);

/**
 * sentiment_explainer_explain_piece:
 * @explainer: memory
 * @model: a model
 * @scratch: working memory for this model
 * @text: a text
 * @piece: what the words of a piece explain: its bytes, number and unit; the share is what a share of 1 counts in it
 * @list: where they are added
 *
 * Adds what each word of a piece has of the log-odds of its score. An n-gram's weight is divided evenly among the words
 * it spans and goes to the place where it stands first. A word has what it adds to a filter where that is highest. A
 * rating has what it adds to the measures and to the rules, which are no sums: the mean of what it adds in the order of
 * the words and in the opposite order, two of the orders that Shapley's value is the mean of (Strumbelj and Kononenko,
 * JMLR 2010). Takes time linear in the piece.
 */
void sentiment_explainer_explain_piece (SentimentExplainer *explainer, const SentimentModel *model,
                                        SentimentScratch *scratch, const char *text, const SentimentEvidence *piece,
                                        SentimentEvidenceList *list);

/**
 * sentiment_explain_target:
 * @model: a model that knows of targets
 * @window: what is around a target
 * @found: what the model knows of the words that the window was made of
 * @target: what is explained: the target's bytes and number
 * @list: where evidence is added
 *
 * Adds what each word around a target has of ln (positive / negative), its shares of these classes, in the same way.
 * What names add, their number and places, is left to the rest. The rest is settled too.
 */
void sentiment_explain_target (const SentimentTargetModel *model, const SentimentTargetWindow *window,
                               const SentimentTargetWord *found, const SentimentEvidence *target,
                               SentimentEvidenceList *list);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SentimentExplainer, sentiment_explainer_free)

G_END_DECLS
