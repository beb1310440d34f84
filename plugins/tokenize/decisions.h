/* Places where the rules for tokens leave a doubt, and a learned judgement of them: whether a token ends there. */
#pragma once

#include "weights.h"

#define DECISION_N_FEATURES 30

typedef enum
{
  DECISION_WORD,      /* written together or two words: `its`, `everyday` */
  DECISION_CUT_OFF,   /* before the hyphen of what may be a word broken off: `wh- who` */
  DECISION_FULL_STOP, /* before the full stop of what may be an abbreviation */
  DECISION_HYPHEN,    /* before the hyphen of a compound */
  DECISION_NUMBERS,   /* between two groups of digits: `3-5213`, `24/7` */
  DECISION_SLASH,     /* before the stroke between words: `c/o` */
  DECISION_CLITIC,    /* before the apostrophe of what may be a clitic: `DVD's` */
} DecisionKind;

/* Takes down the decisions of a text whose tokens are known, and makes each as it is known. */
typedef struct
{
  const guint8 *ends; /* by byte of the text: whether a token ends before it */
  GArray *hashes;     /* of guint64, DECISION_N_FEATURES a decision */
  GArray *labels;     /* of guint8 */
} DecisionRecorder;
