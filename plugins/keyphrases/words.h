/* A text's words as key phrases see them: folded, stemmed, numbered and counted. */
#pragma once

#include "frequency.h"
#include "stop-words.h"

#include <obelus/obelus-document.h>

G_BEGIN_DECLS

/* What a token may be in a phrase, and what it is. */
typedef enum
{
  TOKEN_INSIDE = 1 << 0,    /* may stand in a phrase */
  TOKEN_FIRST = 1 << 1,     /* may begin one */
  TOKEN_LAST = 1 << 2,      /* may end one */
  TOKEN_NAME = 1 << 3,      /* tagged as a proper noun */
  TOKEN_ADJECTIVE = 1 << 4, /* tagged as one */
  TOKEN_CAPITAL = 1 << 5,   /* begins with a capital */
  TOKEN_CAPITALS = 1 << 6,  /* two letters or more, all capitals */
  TOKEN_OPENS = 1 << 7,     /* the first of its sentence */
  TOKEN_HEADING = 1 << 8,   /* in a title or heading */
  TOKEN_ARTICLE = 1 << 9,   /* a, the, this, their, Mrs */
} TokenFlags;

/* Tokens that are no words, such as hyphens, and words that are not known any more. */
#define NO_WORD G_MAXUINT32

/* So many different words of a text are told apart; what is new behind them is in no phrase. Memory has a limit thus,
 * and texts that people wrote have fewer. */
#define MOST_WORDS (1u << 18)

/* Counts of one word, whatever its case and ending. */
typedef struct
{
  guint64 hash;
  guint64 left; /* which words stand before it: a sketch of 64 bits, for linear counting (Whang et al. 1990) */
  guint64 right;
  guint32 n;
  guint32 n_capital;  /* begins with a capital inside a sentence */
  guint32 n_capitals; /* is all capitals */
  guint32 n_neighbours[2];
  guint32 n_sentences;
  guint32 last_sentence;
  guint64 sentence_sum; /* of the numbers of its sentences, for their mean */
  guint64 place;        /* its standing in the word graph, in shares of WORD_GRAPH_UNIT */
  float rarity;         /* 0 for words that are everywhere … 1 */
  double yake;          /* its score after YAKE, negative until it is asked for */
} Word;

typedef struct
{
  guint32 word; /* number, or NO_WORD */
  guint32 sentence;
  guint32 form;  /* a hash of it that plurals share, but not `trust` and `trusted`, which are one word */
  guint16 flags; /* TokenFlags */
} Token;

/* What a text's words are read from; layers that may be missing are NULL. */
typedef struct
{
  const char *text;
  ObelusLayer *tokens;
  ObelusLayer *sentences;
  ObelusLayer *paragraphs;
  const StopWords *stop_words;
  gboolean uses_tags;   /* the column `upos` of the tokens, where it is there */
  const char *language; /* code, or NULL to go by the text's commonest words */
} TextInput;

typedef struct
{
  const LearnFrequencyTable *frequencies; /* or NULL: all words are as rare */
  Token *tokens;
  guint32 n_tokens;
  guint32 n_sentences;
  gboolean is_tagged;
  Word *words; /* in the order of their first places */
  guint32 n_words;
  guint32 *slots; /* number + 1 by hash, 0 where free */
  guint32 n_slots;
} Words;

/* @frequencies: (nullable): how common words are; must live as long as the words do. */
Words *words_new (const LearnFrequencyTable *frequencies);
void words_free (Words *words);

/**
 * words_read:
 * @words: takes the place of what was read before
 * @input: a text
 *
 * Returns: %FALSE where no memory is left for the text's tokens, or the thread's work was cancelled
 */
gboolean words_read (Words *words, const TextInput *input);

static inline const Word *
words_get (const Words *words, guint32 number)
{
  return &words->words[number];
}

/* How many different words a sketch has seen, of @n in all. */
guint32 word_count_neighbours (guint64 sketch, guint32 n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Words, words_free)

G_END_DECLS
