/* A learned judgement of where sentences end, over what the rules say. */
#pragma once

#include "clusters.h"
#include "tokens.h"

#define BOUNDARY_N_FEATURES 53

/* A first look at a place takes a few features with a small table of their own: it settles most places. */
#define GATE_N_FEATURES 7
#define GATE_N_FIRST_FEATURES 2
#define GATE_BITS 15

typedef struct
{
  const gint8 *weights; /* 2^GATE_BITS, by hash: features may share a weight */
  gint32 first_no;      /* sums of the first features up to here: no end of a sentence */
  gint32 no;            /* sums up to here: none either */
  gint32 yes;           /* sums from here on: an end */
} Gate;

typedef struct
{
  Gate gate;
  Weights weights;
  Clusters clusters;
} Boundaries;

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
Style boundaries_judge_style (const Rules *rules, const char *text, const Spans *tokens, const Spans *blocks);

/* What a walk over the tokens of one paragraph, [first, end), remembers. */
typedef struct
{
  const Rules *rules;
  const Clusters *clusters;
  const guchar *text;
  const Spans *tokens;
  guint32 first;
  guint32 end;
  Style style;
  guint32 manner; /* the style, and how the paragraph ends, as one number */

  guint32 begun;    /* the sentence's first token */
  guint32 next_end; /* the next end mark behind the place */
  gint depth;       /* of open brackets in the sentence */
  gboolean in_quotes;
  struct
  {
    guint32 token;
    guint32 word;
    guint32 shape;
    guint32 cluster;
    guint8 kind;
    guint8 class;         /* its WordClass, or behind them its kind */
    gboolean is_touching; /* the token before it */
  } known[16];
} BoundaryWalk;

void boundary_walk_init (BoundaryWalk *walk, const Rules *rules, const Clusters *clusters, const char *text,
                         const Spans *tokens, guint32 first, guint32 end, Style style);

/* Goes on to @token, noting brackets and quotation marks. To be called for each token in turn. */
void boundary_walk_pass (BoundaryWalk *walk, guint32 token);

/* Notes that a sentence ends with @token. */
void boundary_walk_break (BoundaryWalk *walk, guint32 token);

/* Whether a sentence may end with @token at all. Most tokens stand before a word in lower case and are no candidates.
 */
gboolean boundary_walk_is_candidate (const BoundaryWalk *walk, guint32 token);

/* Puts the features of the end of @token into @features. @rule: whether the rules end a sentence there. */
void boundary_walk_extract (BoundaryWalk *walk, guint32 token, gboolean rule, guint64 *features);

/* Puts the rows of the gate's weights for the end of @token into @rows: the first ones, and those that are needed where
 * the first leave it open. */
void boundary_walk_extract_first (BoundaryWalk *walk, guint32 token, gboolean rule, guint32 *rows);
void boundary_walk_extract_quick (BoundaryWalk *walk, guint32 token, gboolean rule, guint32 *rows);

/* Groups the tokens [first, end) of a paragraph into sentences, starting from those of the rules, which end at
 * rule_ends[0], … in the text. Returns FALSE if memory could not be had. */
gboolean boundaries_divide (const Rules *rules, const Boundaries *boundaries, const char *text, const Spans *tokens,
                            guint32 first, guint32 end, Style style, const Spans *rule_sentences, guint32 first_rule,
                            Effort *effort, Spans *sentences);
