/* The phrases that a text's key phrases are chosen from, and what is counted of each. */
#pragma once

#include "names.h"

G_BEGIN_DECLS

/* A phrase has so many words at most, fewer where no tags tell nouns from verbs; a name that the tagger of entities
 * found may have more. */
#define MOST_PHRASE_WORDS 5
#define MOST_UNTAGGED_WORDS 3
#define MOST_NAME_WORDS 8

/* So many phrases are counted at once. Of a text that has more the rare ones are forgotten on the way, except those
 * that its first PROTECTED_TOKENS tokens hold. */
#define MOST_PHRASES (1u << 18)
#define PROTECTED_TOKENS 16384u
G_STATIC_ASSERT (PROTECTED_TOKENS *(MOST_PHRASE_WORDS + 1) <= MOST_PHRASES / 2);

/* A phrase at one place. */
typedef struct
{
  guint64 hash;  /* of its words in order; equal for all cases, inflections and hyphens */
  guint32 first; /* tokens, both included */
  guint32 last;
  guint n_words;
  gboolean is_whole;   /* nothing before or behind it could belong to the phrase */
  gboolean is_in_name; /* a part of a name */
  LearnNameKind kind;  /* of the name that it is exactly */
} Place;

/* Counts of a phrase over all its places. */
typedef struct
{
  guint64 hash;
  guint32 n;
  guint32 n_whole;
  guint32 n_name;
  guint32 n_in_name;
  guint32 n_heading;
  guint32 n_article; /* behind an article */
  guint32 n_capital; /* all words capitalized, inside a sentence */
  guint32 n_sentences;
  guint32 first_sentence;
  guint32 last_sentence;
  guint64 sentence_sum;
  guint32 first; /* tokens of its first place */
  guint32 last;
  guint32 spelled_first; /* tokens of a place that has the phrase's usual spelling */
  guint32 spelled_last;
  guint64 form;       /* of the words as they mostly are, but for plurals; see phrase_place_form () */
  guint64 spelling;   /* hash of the commonest spelling with this form */
  guint32 form_votes; /* for it, less those against it */
  guint32 votes;
  guint32 n_longer; /* count of the commonest phrase that is one word longer and holds it */
  guint8 kind;      /* LearnNameKind, of its first place that is a name */
  guint8 n_words;
} Phrase;

typedef struct
{
  Phrase *phrases;
  guint32 n_phrases;
  guint32 capacity;
  guint32 *slots; /* number + 1 by hash, 0 where free; twice as many as the capacity */
} Phrases;

/* Called for a phrase's place; FALSE to stop. */
typedef gboolean (*PlaceVisitor) (const Place *place, gpointer user_data);

/**
 * phrases_visit:
 * @words: a text's words
 * @names: its names
 * @n_names: how many
 * @visit: called for each place of each phrase, longer ones after shorter ones
 * @user_data: passed to @visit
 *
 * A phrase is a run of tokens that may stand inside one, begins with one that may begin it and ends with one that may
 * end it: with tags `(ADJ|NOUN|PROPN) (ADJ|NOUN|PROPN|NUM)* (NOUN|PROPN)`, without them what is between stop words and
 * punctuation marks. Names are phrases whatever they hold, and no phrase begins or ends in the middle of a name unless
 * it is a part of it. At most MOST_PHRASE_WORDS places a token.
 *
 * Returns: %FALSE if @visit stopped it or the thread's work was cancelled
 */
gboolean phrases_visit (const Words *words, const NameSpan *names, guint32 n_names, PlaceVisitor visit,
                        gpointer user_data);

/* A hash of the place's words that plurals share. Places of a phrase have one stem and may have several forms:
 * `accountants` and `accounting`. */
guint64 phrase_place_form (const Words *words, const Place *place);

/* The hash of a phrase that somebody wrote down, as in Place; 0 if there is no word in it. */
guint64 phrase_hash (const char *text);

Phrases *phrases_new (void);
void phrases_free (Phrases *phrases);

/* Counts the phrases of a text, which @words was read from, in place of those before. %FALSE where no memory is left or
 * the work was cancelled. */
gboolean phrases_count (Phrases *phrases, const TextInput *input, const Words *words, const NameSpan *names,
                        guint32 n_names);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Phrases, phrases_free)

G_END_DECLS
