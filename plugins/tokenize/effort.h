/* What may still be spent on the doubtful places of a text. Text that is made to be doubtful everywhere is no prose,
 * and the rules are as good on it as anything; prose uses a sixth of what its bytes earn. So a byte costs a few times
 * as much as one of prose at most, whatever it is. */
#pragma once

#include <glib.h>

/* About nanoseconds. */
enum
{
  EFFORT_PER_BYTE = 12,
  EFFORT_MOST = 1 << 17,
  EFFORT_DECISION = 150, /* of a place inside a word */
  EFFORT_GLANCE = 12,    /* the gate's first features */
  EFFORT_LOOK = 30,      /* its other ones */
  EFFORT_JUDGEMENT = 320 /* all features of a possible end of a sentence */
};

typedef struct
{
  guint32 left;
  guint32 paid_until; /* in the text */
} Effort;

static inline void
effort_init (Effort *effort)
{
  effort->left = EFFORT_MOST;
  effort->paid_until = 0;
}

/* Whether @cost may be spent at @at. Without an effort there is no limit. */
static inline gboolean
effort_spend (Effort *effort, guint32 at, guint32 cost)
{
  if (effort == NULL)
    return TRUE;
  if (at > effort->paid_until)
    {
      guint32 n_bytes = MIN (at - effort->paid_until, EFFORT_MOST / EFFORT_PER_BYTE);

      effort->left = MIN (effort->left + n_bytes * EFFORT_PER_BYTE, EFFORT_MOST);
      effort->paid_until = at;
    }
  if (effort->left < cost)
    return FALSE;
  effort->left -= cost;

  return TRUE;
}
