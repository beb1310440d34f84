/* Votes on the types of names. */
#include "agreement.h"

#include "keyed-hash.h"

/* A type must have so many times the votes of a name's own. */
#define MARGIN 2.0f

/* How many votes each type has for each form: an open table of forms, and their rows of votes. */
typedef struct
{
  const LearnTokens *tokens;
  guint n_types;
  guint32 n_slots; /* a power of two */
  guint64 *forms;  /* hashes; 0 in an empty slot */
  float *votes;    /* n_types a slot */
} Ballot;

static guint64
hash_tokens (const LearnTokens *tokens, guint32 first, guint32 n)
{
  guint32 start = tokens->starts[first];
  guint64 hash = learn_hash_bytes (tokens->text + start, tokens->ends[first + n - 1] - start, 0);

  return hash != 0 ? hash : 1;
}

static guint32
find_slot (const Ballot *ballot, guint64 form)
{
  guint32 slot = learn_hash_place (form, ballot->n_slots);

  while (ballot->forms[slot] != 0 && ballot->forms[slot] != form)
    slot = (slot + 1) & (ballot->n_slots - 1);

  return slot;
}

/* The sure count for much more than the unsure. */
static float
weigh (const EntitySpan *span)
{
  return span->score * span->score * span->score;
}

/* Votes for a form that some name has. */
static void
vote_for_known (Ballot *ballot, guint64 form, const EntitySpan *span)
{
  guint32 slot = find_slot (ballot, form);

  if (ballot->forms[slot] == form)
    ballot->votes[(gsize) slot * ballot->n_types + span->type] += weigh (span);
}

static void
count_votes (Ballot *ballot, const EntitySpan *spans, guint32 n)
{
  for (guint32 i = 0; i < n; i++)
    {
      guint64 form = hash_tokens (ballot->tokens, spans[i].first, spans[i].n);
      ballot->forms[find_slot (ballot, form)] = form;
      vote_for_known (ballot, form, &spans[i]);
    }
  for (guint32 i = 0; i < n; i++)
    if (spans[i].n > 1)
      {
        vote_for_known (ballot, hash_tokens (ballot->tokens, spans[i].first, 1), &spans[i]);
        vote_for_known (ballot, hash_tokens (ballot->tokens, spans[i].first + spans[i].n - 1, 1), &spans[i]);
      }
}

static void
settle (const Ballot *ballot, EntitySpan *span)
{
  guint32 slot = find_slot (ballot, hash_tokens (ballot->tokens, span->first, span->n));
  const float *votes = ballot->votes + (gsize) slot * ballot->n_types;
  guint best = span->type;

  for (guint type = 0; type < ballot->n_types; type++)
    if (votes[type] > votes[best])
      best = type;
  if (votes[best] > MARGIN * votes[span->type])
    span->type = best;
}

gboolean
entity_agreement_apply (const LearnTokens *tokens, guint n_types, EntitySpan *spans, guint32 n)
{
  if (n < 2 || n_types < 2)
    return TRUE;

  Ballot ballot = { .tokens = tokens, .n_types = n_types, .n_slots = 4 };
  while (ballot.n_slots / 2 < n)
    ballot.n_slots *= 2;
  ballot.forms = g_try_new0 (guint64, ballot.n_slots);
  ballot.votes = g_try_new0 (float, (gsize) ballot.n_slots *n_types);
  gboolean has_memory = ballot.forms != NULL && ballot.votes != NULL;

  if (has_memory)
    count_votes (&ballot, spans, n);
  for (guint32 i = 0; has_memory && i < n; i++)
    settle (&ballot, &spans[i]);
  g_free (ballot.forms);
  g_free (ballot.votes);

  return has_memory;
}
