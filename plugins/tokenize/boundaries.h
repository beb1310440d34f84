/* A learned judgement of where sentences end, over what the rules say. */
#pragma once

#include "boundary-walk.h"

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
  LearnWeights weights;
  Clusters clusters;
} Boundaries;

/* Groups the tokens [first, end) of a paragraph into sentences, starting from those of the rules, which end at
 * rule_ends[0], … in the text. Returns FALSE if memory could not be had. */
gboolean boundaries_divide (const Rules *rules, const Boundaries *boundaries, const char *text, const Spans *tokens,
                            guint32 first, guint32 end, Style style, const Spans *rule_sentences, guint32 first_rule,
                            Effort *effort, Spans *sentences);
