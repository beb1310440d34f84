/* Makes the table of words from lists of ratings. */
#pragma once

#include "lexicon.h"

G_BEGIN_DECLS

typedef struct _SentimentLexiconBuilder SentimentLexiconBuilder;

SentimentLexiconBuilder *sentiment_lexicon_builder_new (void);
void sentiment_lexicon_builder_free (SentimentLexiconBuilder *builder);

/**
 * sentiment_lexicon_builder_add_ratings:
 * @builder: a builder
 * @ratings: lines of `word TAB mean …`, means from −4 to 4
 *
 * Returns: how many lines gave no word
 */
guint sentiment_lexicon_builder_add_ratings (SentimentLexiconBuilder *builder, GBytes *ratings);

guint sentiment_lexicon_builder_add_induced (SentimentLexiconBuilder *builder, GBytes *ratings);

/**
 * sentiment_lexicon_builder_add_opinions:
 * @builder: a builder
 * @words: a word a line; `;` begins a comment
 * @positive: whether these are good words
 */
guint sentiment_lexicon_builder_add_opinions (SentimentLexiconBuilder *builder, GBytes *words, gboolean positive);

/**
 * sentiment_lexicon_builder_add_emoji:
 * @builder: a builder that has its ratings already
 * @names: lines of `emoji TAB name`
 *
 * Rates each emoji as the words of its name are.
 */
guint sentiment_lexicon_builder_add_emoji (SentimentLexiconBuilder *builder, GBytes *names);

/**
 * sentiment_lexicon_builder_add_clusters:
 * @builder: a builder that has its ratings and opinions already
 * @clusters: lines of a word and four cluster numbers from coarse to fine, the commonest words first
 * @max_words: how many of the commonest words are taken; rated words are taken wherever they stand
 *
 * Notes which words are used alike, and carries ratings over to those that have none.
 */
guint sentiment_lexicon_builder_add_clusters (SentimentLexiconBuilder *builder, GBytes *clusters, guint max_words);

/**
 * sentiment_lexicon_builder_finish:
 * @builder: a builder
 * @n_slots: (out): how many slots the table has, a power of two
 *
 * Returns: (transfer full): the table
 */
SentimentEntry *sentiment_lexicon_builder_finish (SentimentLexiconBuilder *builder, gsize *n_slots);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SentimentLexiconBuilder, sentiment_lexicon_builder_free)

G_END_DECLS
