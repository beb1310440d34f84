/* Words and phrases that a user rates: what a list of one's own says of them takes the place of what a model knows. */
#pragma once

#include "lines.h"
#include "words.h"

G_BEGIN_DECLS

/* Words of a phrase */
#define SENTIMENT_MAX_PHRASE 8

/**
 * sentiment_own_words_new:
 * @lexicon: the words of the model that the list is for
 * @name: the list's file, for messages
 * @list: lines of `word or phrase TAB rating`, ratings from −1 to 1; of lines that rate the same the last counts
 * @bad: where lines are noted that are not like that
 * @error: return location for an error
 *
 * Returns: (transfer full): what the other lines say; %NULL with an error if it is UTF-16, the work was cancelled, or
 * there is no memory
 */
SentimentOwnWords *sentiment_own_words_new (const SentimentLexicon *lexicon, const char *name, GBytes *list,
                                            LearnBadLines *bad, GError **error);

void sentiment_own_words_free (SentimentOwnWords *own);

/**
 * sentiment_own_words_apply:
 * @own: words of one's own
 * @words: words of a text
 * @n_words: how many
 *
 * Makes one word of each phrase that is rated, the longest where several begin, and gives it its rating. A model's
 * n-grams know nothing of such a word.
 *
 * Returns: how many words there are then
 */
gsize sentiment_own_words_apply (const SentimentOwnWords *own, SentimentWord *words, gsize n_words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SentimentOwnWords, sentiment_own_words_free)

G_END_DECLS
