/* Knowledge of words from outside the training text: clusters of words that are used alike, and lists of names. */
#pragma once

#include "word.h"
#include "word-table.h"

/* A list a bit; an entry may be on several. */
#define LEARN_MAX_LISTS 10

/* The longest name that is looked for, in tokens. */
#define LEARN_MAX_NAME 6

typedef struct _LearnLexicon
{
  LearnWordTable clusters;
  LearnWordTable names;
} LearnLexicon;

/* Fills @ids with the word's cluster at each of the four sizes. */
gboolean learn_lexicon_find_clusters (const LearnLexicon *lexicon, guint64 lower, guint16 *ids);

/* What begins with the tokens whose combined hash is @hash: the lists that it is on by itself, as bits, and whether a
 * longer name begins with it. */
guint learn_lexicon_find_name (const LearnLexicon *lexicon, guint64 hash, gboolean *goes_on);
guint64 learn_lexicon_hash_name (guint64 so_far, guint64 lower);

/* Use the words of a section. Return NULL, or in English what it is that a table of words should not be. */
const char *learn_lexicon_read_clusters (LearnLexicon *lexicon, const guint64 *words, gsize n_words);
const char *learn_lexicon_read_names (LearnLexicon *lexicon, const guint64 *words, gsize n_words);

/* Compiles `word id id id id` lines, the commonest words first, at most @max_words of them. NULL with a
 * @problem that names the line. */
GArray *learn_lexicon_compile_clusters (const char *text, gsize length, guint max_words, char **problem);

/* Compiles `name TAB list` lines; lists are numbered in the order in which they first occur. */
GArray *learn_lexicon_compile_names (const char *text, gsize length, char **problem);
