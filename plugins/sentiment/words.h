/* The words of a piece of text as sentiment features see them. */
#pragma once

#include "lexicon.h"

G_BEGIN_DECLS

typedef enum
{
  SENTIMENT_WORD,
  SENTIMENT_NUMBER,
  SENTIMENT_EMOTICON,  /* emoji too */
  SENTIMENT_REFERENCE, /* an address or a @name: a place without feelings of its own */
  SENTIMENT_COMMA,     /* what ends a clause but no thought: , ; : dashes brackets */
  SENTIMENT_STOP,      /* . … */
  SENTIMENT_EXCLAMATION,
  SENTIMENT_QUESTION,
  SENTIMENT_QUOTE,
} SentimentWordKind;

enum
{
  SENTIMENT_CAPITALS = 1 << 0, /* two or more letters, all of them capitals */
  SENTIMENT_CAPITALIZED = 1 << 1,
  SENTIMENT_LENGTHENED = 1 << 2, /* a letter three or more times in a row: sooo */
  SENTIMENT_HASHTAG = 1 << 3,
};

typedef struct
{
  guint64 hash;         /* of the normalised form */
  guint64 stem;         /* of the form without its ending; equal to hash where there is none */
  guint32 start, end;   /* bytes of the text; clitics split off at their apostrophe */
  SentimentEntry entry; /* what the lexicon knows of it */
  guint8 kind;
  guint8 flags;
  guint8 run; /* signs in a row: !!! is one word of run 3 */
} SentimentWord;

/**
 * sentiment_scan_words:
 * @lexicon: what is known of words
 * @text: a text
 * @position: where to begin; set to where it stopped
 * @end: where the piece ends, at most the text's length
 * @words: (out): room for @capacity words
 * @capacity: at least 2
 *
 * Splits a piece of text into words: letters in lower case, a letter three or more times in a row as two, clitics apart
 * (do n't), emoticons and emoji whole, runs of punctuation as one. It never reads beyond @end and never looks before
 * *@position, so that a text gives the same words wherever it stands.
 *
 * What a user says of words is heeded; a phrase of the user's is one word.
 *
 * Returns: how many words were found; 0 only at the end of the piece
 */
gsize sentiment_scan_words (const SentimentLexicon *lexicon, const char *text, guint32 *position, guint32 end,
                            SentimentWord *words, gsize capacity);

/**
 * sentiment_hash_form:
 * @form: a word as a lexicon writes it
 * @length: its length in bytes
 *
 * Returns: the hash that the scanner gives the word, or 0 if the scanner would not find it as one word
 */
guint64 sentiment_hash_form (const char *form, gsize length);

G_END_DECLS
