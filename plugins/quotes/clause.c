/* Reading clauses of speech: no grammar, but the few forms that newspapers and novels give them. Where a form is not
 * one of these, there is no clause, or nobody who speaks. */
#include "clause.h"

/* So far from a quotation, in items, a verb of speech is looked for, and so far from that whom it is said to. */
enum
{
  MAX_BEFORE = 40,
  MAX_BEHIND = 25,
  MAX_OBJECT = 8,
};

static gboolean
is_speech (const Frame *frame, guint32 i)
{
  guint32 flags = frame_get_flags (frame, i);

  /* `put` before `it` only. */
  if (flags & WORD_PUTS)
    return (frame_get_flags (frame, i + 1) & WORD_PRONOUN) != 0;

  return (flags & WORD_SPEECH) != 0;
}

static gboolean
is_finite_speech (const Frame *frame, guint32 i)
{
  return is_speech (frame, i) && (frame_get_flags (frame, i) & (WORD_BASE | WORD_PRESENT | WORD_PAST)) != 0;
}

static gboolean
is_according_to (const Frame *frame, guint32 i)
{
  return (frame_get_flags (frame, i) & WORD_ACCORDING) && (frame_get_flags (frame, i + 1) & WORD_TO);
}

static void
set_clause (Clause *clause, const Subject *subject, guint32 verb, guint32 first)
{
  *clause = (Clause){ subject->kind, subject->item, verb, first };
}

static gboolean
read_subject_first (const Frame *frame, guint32 i, guint32 end, Clause *clause)
{
  guint32 limit = MIN (end, i + MAX_BEHIND), verb = i;
  Subject subject = { SUBJECT_NOBODY, i, i };

  if (frame_get_flags (frame, i)
      & (WORD_CONJUNCTION | WORD_CLAUSE | WORD_RELATIVE | WORD_PREPOSITION | WORD_BE | WORD_HAVE))
    return FALSE;
  while (verb < limit && !frame_is (frame, verb, ITEM_STOP) && !frame_is (frame, verb, ITEM_QUOTE)
         && !is_speech (frame, verb))
    verb++;
  if (verb >= limit || !is_speech (frame, verb))
    return FALSE;

  SubjectFound found = subject_find_before (frame, i, verb, &subject);
  if (found == SUBJECT_FOUND && subject.first <= i)
    {
      set_clause (clause, &subject, verb, i);
      return TRUE;
    }
  /* The phrase is another's, or it is a sentence in which somebody speaks further on. */
  if (found == SUBJECT_FOUND || found == SUBJECT_SHARED || (frame_get_flags (frame, verb) & WORD_IS_NOUN))
    return FALSE;
  subject.kind = SUBJECT_NOBODY;
  set_clause (clause, &subject, verb, i);

  return TRUE;
}

gboolean
clause_read_behind (const Frame *frame, guint32 i, guint32 end, Clause *clause)
{
  Subject subject;
  guint32 at = i;

  for (guint n = 0; n < 2 && (frame_is (frame, at, ITEM_COMMA) || frame_is (frame, at, ITEM_DASH)); n++)
    at++;
  if (frame_get_flags (frame, at) & WORD_AS)
    {
      /* `as Ann put it`, and behind a comma `as Ann said`; but not `as "dramatic" as Ann believed` */
      gboolean is_apart = at > i;
      return read_subject_first (frame, at + 1, end, clause)
             && (is_apart || (frame_get_flags (frame, clause->verb) & WORD_PUTS) != 0);
    }
  if (at >= end)
    return FALSE;
  if (is_according_to (frame, at))
    {
      subject_find_behind (frame, at + 2, end, &subject);
      set_clause (clause, &subject, at, at);
      return TRUE;
    }
  if (!is_finite_speech (frame, at))
    return read_subject_first (frame, at, end, clause);
  /* `the "plan" announced by Ann`, and what is told to whom needs a subject before it. */
  if ((frame_get_flags (frame, at + 1) & (WORD_BY | WORD_TO | WORD_PREPOSITION))
      || (frame_get_flags (frame, at) & WORD_CALLS))
    return FALSE;
  subject_find_behind (frame, at + 1, end, &subject);
  set_clause (clause, &subject, at, at);

  return TRUE;
}

/* Whether what is called so stands behind the quotation: `called "awful" what they saw`. In `the boat called "Ann"` it
 * is what stands in front. */
static gboolean
is_object_behind (const Frame *frame, guint32 quote)
{
  guint32 flags = frame_get_flags (frame, quote + 1);

  if (frame_get (frame, quote)->is_title || frame_get (frame, quote)->ends_in_comma)
    return FALSE;
  return frame_is (frame, quote + 1, ITEM_NAME) || (flags & (WORD_DETERMINER | WORD_RELATIVE)) != 0;
}

/* Whether the verb at @i is the participle of headlines, which has no object: `Ann Lee accused of "fraud"`. What is a
 * noun as well means something else there: `called for "calm"`. */
static gboolean
is_done_to (const Frame *frame, guint32 i)
{
  return (frame_get_flags (frame, i) & WORD_IS_NOUN) == 0
         && (frame_get_flags (frame, i + 1) & (WORD_PREPOSITION | WORD_AS)) != 0;
}

/* The clause whose verb, or `according`, is item @i; FALSE if it is none. */
static gboolean
read_at (const Frame *frame, guint32 start, guint32 i, guint32 quote, Clause *clause)
{
  Subject subject = { SUBJECT_NOBODY, i, i };

  if (is_according_to (frame, i))
    {
      subject_find_behind (frame, i + 2, quote, &subject);
      set_clause (clause, &subject, i, i);
      return TRUE;
    }
  if (!is_speech (frame, i))
    return FALSE;

  guint32 flags = frame_get_flags (frame, i);
  SubjectFound found = subject_find_before (frame, start, i, &subject);
  if (found == SUBJECT_SHARED)
    {
      guint32 shared = subject_find (frame, start, i);
      subject.kind = SUBJECT_NOBODY;
      if (shared < i)
        subject = (Subject){ frame_is (frame, shared, ITEM_NAME)         ? SUBJECT_NAME
                             : frame_get_flags (frame, shared) & WORD_HE ? SUBJECT_HE
                                                                         : SUBJECT_SHE,
                             shared, shared };
    }
  else if (found == SUBJECT_INVERTED)
    {
      subject_find_behind (frame, i + 1, quote, &subject);
      /* `said Ann Lee, who keeps a "safe" distance` */
      if (frame_is (frame, subject.item + 1, ITEM_COMMA)
          && (frame_get_flags (frame, subject.item + 2) & WORD_RELATIVE) != 0)
        subject.kind = SUBJECT_NOBODY;
    }
  else if (found == SUBJECT_MISSING)
    subject.kind = SUBJECT_NOBODY;
  /* What is quoted in `amid shouts of "Shame"` others say; elsewhere the noun says nothing of who speaks. */
  if (subject.kind == SUBJECT_NOBODY && (flags & WORD_IS_NOUN)
      && !(i + 2 == quote && (frame_get_flags (frame, i + 1) & WORD_PREPOSITION)))
    return FALSE;
  if ((flags & WORD_CALLS) && (i + 1 == quote ? !is_object_behind (frame, quote) : is_done_to (frame, i)))
    subject.kind = SUBJECT_NOBODY;
  set_clause (clause, &subject, i, subject.first);

  return TRUE;
}

gboolean
clause_read_before (const Frame *frame, guint32 start, guint32 i, Clause *clause)
{
  for (guint32 at = i; at > start && i - at < MAX_BEFORE; at--)
    if (read_at (frame, start, at - 1, i, clause))
      return TRUE;

  return FALSE;
}

/* Passes whom something is told. */
static guint32
pass_object (const Frame *frame, guint32 verb, guint32 end)
{
  guint32 at = verb + 1;

  if ((frame_get_flags (frame, verb) & WORD_TELLS) == 0)
    return at;
  if (frame_get_flags (frame, at) & WORD_PRONOUN)
    return at + 1;
  for (guint n = 0; n < MAX_OBJECT && at < end && (frame_is (frame, at, ITEM_NAME) || subject_is_described (frame, at));
       n++)
    at++;

  return at;
}

gboolean
clause_is_bare (const Frame *frame, const Clause *clause, guint32 end)
{
  guint32 at = pass_object (frame, clause->verb, end);

  if (clause->item > clause->verb) /* `said Ann` */
    at = clause->item + 1;
  if (at >= end || frame_is (frame, at, ITEM_STOP) || frame_is (frame, at, ITEM_COMMA)
      || frame_is (frame, at, ITEM_DASH) || frame_is (frame, at, ITEM_CLOSE) || frame_is (frame, at, ITEM_OPEN))
    return TRUE;

  guint32 flags = frame_get_flags (frame, at);
  return (flags & (WORD_PREPOSITION | WORD_ADVERB | WORD_TIME)) != 0 && (flags & WORD_TO) == 0;
}

gboolean
clause_is_alone (const Frame *frame, const Clause *clause, guint32 end)
{
  guint32 at = clause->verb + 1;

  if (frame_get_flags (frame, clause->verb) & WORD_TELLS)
    return clause_is_bare (frame, clause, end);
  return at >= end || frame_is (frame, at, ITEM_STOP) || frame_is (frame, at, ITEM_COMMA)
         || (frame_get_flags (frame, at) & WORD_TIME) != 0;
}

gboolean
clause_leads_to (const Frame *frame, const Clause *clause, guint32 i)
{
  guint32 at = pass_object (frame, clause->verb, i);

  if (clause->item > clause->verb) /* `according to Ann` */
    at = clause->item + 1;
  while (at < i
         && (frame_is (frame, at, ITEM_COMMA) || frame_is (frame, at, ITEM_COLON)
             || (frame_get_flags (frame, at) & (WORD_CLAUSE | WORD_ADVERB))))
    at++;

  return at == i || frame_is (frame, i - 1, ITEM_COLON);
}
