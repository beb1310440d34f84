/* Words, emoji and phrases that are rated by hand: what a list says of them takes the place of what else is known. */
#pragma once

#include "lines.h"
#include "words.h"

G_BEGIN_DECLS

/* Words of a phrase */
#define SENTIMENT_MAX_PHRASE 8

/* A phrase or the beginning of one; in models too */
struct _SentimentPhrase
{
  guint32 fingerprint; /* upper half of the hash of its words in their order, never 0; 0 marks a free slot */
  gint8 rating;        /* hundredths */
  guint8 role;         /* a SentimentRole */
  guint8 flags;
  guint8 unused;
};

G_STATIC_ASSERT (sizeof (SentimentPhrase) == 8);

/**
 * sentiment_phrases_read:
 * @lexicon: the words that are known; its phrases are not looked at
 * @name: the list's file, for messages
 * @list: lines of `word or phrase TAB rating`, ratings from −1 to 1 or `negator`, `booster`, `dampener`; of lines for
 *   the same phrase the last counts
 * @bad: where lines are noted that are not like that
 * @n_slots: (out): how many slots there are, a power of two
 * @error: return location for an error
 *
 * Returns: (transfer full): a table of what the other lines say; %NULL with an error if the list is UTF-16, the work
 * was cancelled, or there is no memory
 */
SentimentPhrase *sentiment_phrases_read (const SentimentLexicon *lexicon, const char *name, GBytes *list,
                                         LearnBadLines *bad, gsize *n_slots, GError **error);

/**
 * sentiment_phrases_init:
 * @phrases: (out): phrases
 * @slots: (nullable): a sound table, which must outlive @phrases
 * @n_slots: how many slots it has, a power of two; 0 for none
 */
void sentiment_phrases_init (SentimentPhrases *phrases, const SentimentPhrase *slots, gsize n_slots);

/**
 * sentiment_phrases_load:
 * @phrases: (out): what the list says; none without a list. Free its slots with g_free().
 * @context: a context with an option `bad-lines`
 * @option: the option that names the list
 * @lexicon: the words that are known
 * @error: return location for an error
 *
 * Reads the list that an option names.
 *
 * Returns: %FALSE if it cannot be used
 */
gboolean sentiment_phrases_load (SentimentPhrases *phrases, ObelusContext *context, const char *option,
                                 const SentimentLexicon *lexicon, GError **error);

/**
 * sentiment_phrases_init_from_model:
 * @phrases: (out): the model's phrases, none if it was trained without
 * @model: a model; must outlive @phrases
 * @error: return location for an error
 *
 * Returns: %FALSE if the table is not sound
 */
gboolean sentiment_phrases_init_from_model (SentimentPhrases *phrases, ObelusModel *model, GError **error);

/**
 * sentiment_phrases_apply:
 * @phrases: phrases
 * @words: words of a text
 * @n_words: how many
 *
 * Makes one word of each phrase, the longest where several begin, and gives it its rating or role.
 *
 * Returns: how many words there are then
 */
gsize sentiment_phrases_apply (const SentimentPhrases *phrases, SentimentWord *words, gsize n_words);

G_END_DECLS
