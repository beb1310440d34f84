/* A walk over the tokens of a paragraph, which describes each place where a sentence may end. */
#pragma once

#include "clusters.h"
#include "style.h"

#define BOUNDARY_N_FEATURES 53

/* A first look at a place takes a few features with a small table of their own: it settles most places. */
#define GATE_N_FEATURES 7
#define GATE_N_FIRST_FEATURES 2
#define GATE_BITS 15

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
