/* How a text is written, as far as it tells where its sentences end. */
#pragma once

#include "tokens.h"

/* In tokens: shorter paragraphs are headings, names, parts of tables. */
#define STYLE_SHORTEST_JUDGED 8

/* Whether sentences of a text start with capitals. */
typedef enum
{
  STYLE_CAPITALS,
  STYLE_MIXED,
  STYLE_LOWER,
} StyleLetters;

/* How many of a text's paragraphs of some length end without a mark: where there are such, sentences inside of
 * paragraphs do so too. */
typedef enum
{
  STYLE_MARKED,
  STYLE_MOSTLY_MARKED, /* all but one in eight */
  STYLE_PARTLY_MARKED, /* half of them */
  STYLE_UNMARKED,
} StyleMarks;

/* What a text has in common from its beginning to its end. */
typedef struct
{
  StyleLetters letters;
  StyleMarks marks;
} Style;

/* @blocks: paragraphs, as the numbers of their first token and of the one after the last, with their kinds. */
Style style_judge (const Rules *rules, const char *text, const Spans *tokens, const Spans *blocks);

/* Whether such a token may stand between an end mark and the sentence's end. */
static inline gboolean
token_kind_follows_end_mark (TokenKind kind)
{
  return kind == TOKEN_CLOSE || kind == TOKEN_QUOTE_CLOSE || kind == TOKEN_PICTURE;
}

/* Whether the tokens [first, end) end with a mark that may end a sentence, or a colon, closing marks and pictures
 * aside. */
gboolean style_has_end_mark (const Spans *tokens, guint32 first, guint32 end);
