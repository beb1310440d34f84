/* Knowledge of words from outside the training text: clusters of words that are used alike, and lists of names. */
#pragma once

#include "word.h"

/* A list a bit; an entry may be on several. */
#define ENTITY_MAX_LISTS 10

/* The longest name that is looked for, in tokens. */
#define ENTITY_MAX_NAME 6

/* Both tables are of 64-bit words: the high bits mark the key, the low ones are the value, 0 is an empty place. Their
 * first word is the number of places at which a search begins; the last is always 0, and ends every search. */
typedef struct _EntityLexicon
{
  const guint64 *clusters;
  guint64 n_cluster_homes;
  const guint64 *names;
  guint64 n_name_homes;
  guint n_lists;
} EntityLexicon;

/* Fills @ids with the word's cluster at each of the four sizes. */
gboolean entity_lexicon_find_clusters (const EntityLexicon *lexicon, guint64 lower, guint16 *ids);

/* What begins with the tokens whose combined hash is @hash: the lists that it is on by itself, as bits, and whether a
 * longer name begins with it. */
guint entity_lexicon_find_name (const EntityLexicon *lexicon, guint64 hash, gboolean *goes_on);
guint64 entity_lexicon_hash_name (guint64 so_far, guint64 lower);

/* Use the words of a section. Return NULL, or in English what it is that a table of words should not be. */
const char *entity_lexicon_read_clusters (EntityLexicon *lexicon, const guint64 *words, gsize n_words);
const char *entity_lexicon_read_names (EntityLexicon *lexicon, const guint64 *words, gsize n_words);

/* Compiles `word id id id id` lines, the commonest words first, at most @max_words of them. NULL with an
 * error that names the line. */
GArray *entity_lexicon_compile_clusters (const char *text, gsize length, guint max_words, GError **error);

/* Compiles `name TAB list` lines; lists are numbered in the order in which they first occur. */
GArray *entity_lexicon_compile_names (const char *text, gsize length, GError **error);
