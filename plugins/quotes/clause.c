/* Reading clauses of speech: no grammar, but the few forms that newspapers and novels give them. Where a form is not
 * one of these, there is no clause, or nobody who speaks. */
#include "clause.h"

#include <string.h>

/* So far from a verb or a quotation, in items, things are looked for. */
enum
{
  MAX_NAME_PHRASE = 14,
  MAX_APPOSITION = 30,
  MAX_BEFORE = 40,
  MAX_BEHIND = 25,
  MAX_AUXILIARIES = 8,
};

typedef enum
{
  FOUND_SUBJECT,
  FOUND_NOBODY,
  FOUND_SHARED,   /* with the verb before: `smiled and said`, `, adding` */
  FOUND_INVERTED, /* behind the verb, if at all */
} Found;

typedef struct
{
  SubjectKind kind;
  guint32 item;
  guint32 first; /* where the phrase begins */
} Subject;

static gboolean
is_person (const Frame *frame, guint32 i)
{
  return frame_is (frame, i, ITEM_NAME) && frame_get_name (frame, i)->kind == LEARN_NAME_PERSON;
}

static gboolean
is_place (const Frame *frame, guint32 i)
{
  return frame_is (frame, i, ITEM_NAME) && frame_get_name (frame, i)->kind == LEARN_NAME_PLACE;
}

/* A word that may be part of what somebody is called or described as. */
static gboolean
is_describing (const Frame *frame, guint32 i)
{
  return frame_is (frame, i, ITEM_WORD) && (frame_get_flags (frame, i) & WORDS_OUTSIDE_NAMES) == 0;
}

static gboolean
is_speech (const Frame *frame, guint32 i)
{
  guint32 flags = frame_get_flags (frame, i);

  /* `put` before `it` only. */
  if (flags & WORD_PUTS)
    return (frame_get_flags (frame, i + 1) & WORD_PRONOUN) != 0;

  return (flags & WORD_SPEECH) != 0;
}

/* Looking back from a verb */

/* Whether the name at @i is the head of a phrase, and not what another head is of: `the mayor of Oslo`. Sets
 * @subject->item to the head's name, which may be further in front: `Ann Lee of Nordwind`. */
static gboolean
read_head (const Frame *frame, guint32 start, guint32 i, Subject *subject)
{
  guint32 at = i;
  gboolean has_small_words = FALSE;

  subject->kind = SUBJECT_NAME;
  subject->item = i;
  for (guint n = 0; at > start && n < MAX_NAME_PHRASE; n++)
    {
      guint32 before = at - 1, flags = frame_get_flags (frame, before);
      if (frame_is (frame, before, ITEM_NAME) || is_describing (frame, before))
        {
          has_small_words |= frame_is (frame, before, ITEM_WORD) && (flags & (WORD_IS_CAPITAL | WORD_ROLE)) == 0;
          at = before;
          continue;
        }
      subject->first = at;
      if (flags & WORD_PREPOSITION)
        {
          /* Only `Ann Lee of Nordwind` has a name for its head. */
          if (is_person (frame, i) || before == start || !is_person (frame, before - 1))
            return FALSE;
          return read_head (frame, start, before - 1, subject);
        }
      if (flags & WORD_CONJUNCTION)
        {
          gboolean is_joined = before > start && !frame_is (frame, before - 1, ITEM_COMMA)
                               && !frame_is (frame, before - 1, ITEM_QUOTE) && !frame_is (frame, before - 1, ITEM_STOP);
          return !is_joined;
        }
      if (flags & WORD_RELATIVE)
        return !has_small_words;
      return (flags & (WORD_BE | WORD_HAVE | WORD_WILL | WORD_MODAL | WORD_NOT)) == 0;
    }
  subject->first = at;

  return at == start;
}

/* The head of `Ann Lee, the mayor of Oslo, said`, where @comma is the one before the verb. */
static gboolean
read_before_apposition (const Frame *frame, guint32 start, guint32 comma, Subject *subject)
{
  guint32 nearest = comma, n_candidates = 0;

  for (guint32 at = comma; at >= start + 2 && comma - at < MAX_APPOSITION; at--)
    {
      guint32 before = at - 1;
      if (frame_is (frame, before, ITEM_QUOTE) || frame_is (frame, before, ITEM_STOP)
          || frame_is (frame, before, ITEM_COLON))
        break;
      if (!frame_is (frame, before, ITEM_COMMA) || !frame_is (frame, before - 1, ITEM_NAME)
          || is_place (frame, before - 1))
        continue;
      nearest = nearest == comma ? before - 1 : nearest;
      n_candidates++;
    }
  if (n_candidates == 1)
    return read_head (frame, start, nearest, subject);

  /* `the firm's head, Ann Lee, said` */
  *subject = (Subject){ SUBJECT_NAME, comma - 1, start };
  return n_candidates == 0 && comma >= start + 3 && is_person (frame, comma - 1)
         && frame_is (frame, comma - 2, ITEM_COMMA) && is_describing (frame, comma - 3);
}

static guint32
skip_bracket_back (const Frame *frame, guint32 start, guint32 close)
{
  for (guint32 at = close; at > start && close - at < MAX_NAME_PHRASE; at--)
    if (frame_is (frame, at - 1, ITEM_OPEN))
      return at - 1;

  return close;
}

/* Passes auxiliaries and adverbs before a verb. */
static Found
pass_auxiliaries (const Frame *frame, guint32 start, guint32 verb, guint32 *at)
{
  guint32 verb_flags = frame_get_flags (frame, verb);
  gboolean has_be = FALSE, has_will = FALSE;

  *at = verb;
  for (guint n = 0; *at > start && n < MAX_AUXILIARIES; n++)
    {
      guint32 flags = frame_get_flags (frame, *at - 1);
      if (flags & (WORD_MODAL | WORD_NOT))
        return FOUND_NOBODY;
      /* `on Tuesday` */
      if ((flags & WORD_TIME) && *at > start + 1 && (frame_get_flags (frame, *at - 2) & WORD_PREPOSITION))
        *at -= 2;
      else if (flags & (WORD_ADVERB | WORD_HAVE | WORD_WILL | WORD_BE | WORD_TIME))
        *at -= 1;
      else
        break;
      has_be |= (flags & WORD_BE) != 0;
      has_will |= (flags & WORD_WILL) != 0;
    }
  /* `was told` is no speaking, and `saying` without `was` has its subject further in front. */
  if (verb_flags & WORD_ING)
    return has_be ? FOUND_SUBJECT : FOUND_SHARED;
  if (has_be)
    return FOUND_NOBODY;
  if (*at > start && (frame_get_flags (frame, *at - 1) & WORD_TO))
    return FOUND_NOBODY;

  return FOUND_SUBJECT;
}

static Found
find_subject_before (const Frame *frame, guint32 start, guint32 verb, Subject *subject)
{
  guint32 at;
  Found found = pass_auxiliaries (frame, start, verb, &at);

  if (found == FOUND_NOBODY)
    return found;
  if (found == FOUND_SHARED)
    {
      /* `, adding`, `and saying`, `by saying` */
      gboolean is_participle = at > start
                               && (frame_is (frame, at - 1, ITEM_COMMA)
                                   || (frame_get_flags (frame, at - 1) & (WORD_CONJUNCTION | WORD_BY)) != 0);
      return is_participle ? FOUND_SHARED : FOUND_NOBODY;
    }
  if (at == start)
    return FOUND_NOBODY;

  guint32 last = at - 1, flags = frame_get_flags (frame, last);
  *subject = (Subject){ SUBJECT_NAME, last, last };
  if (flags & (WORD_HE | WORD_SHE))
    {
      subject->kind = flags & WORD_HE ? SUBJECT_HE : SUBJECT_SHE;
      return FOUND_SUBJECT;
    }
  if (frame_is (frame, last, ITEM_CLOSE))
    {
      guint32 open = skip_bracket_back (frame, start, last);
      if (open == last || open == start || !frame_is (frame, open - 1, ITEM_NAME))
        return FOUND_NOBODY;
      return read_head (frame, start, open - 1, subject) ? FOUND_SUBJECT : FOUND_NOBODY;
    }
  if (frame_is (frame, last, ITEM_NAME))
    return read_head (frame, start, last, subject) ? FOUND_SUBJECT : FOUND_NOBODY;
  /* `Ann Lee, who said` */
  if ((flags & WORD_RELATIVE) && last > start)
    {
      guint32 antecedent = frame_is (frame, last - 1, ITEM_COMMA) && last - 1 > start ? last - 2 : last - 1;
      if (frame_is (frame, antecedent, ITEM_NAME) && !is_place (frame, antecedent))
        return read_head (frame, start, antecedent, subject) ? FOUND_SUBJECT : FOUND_NOBODY;
      return FOUND_NOBODY;
    }
  if (flags & WORD_CONJUNCTION)
    return FOUND_SHARED;
  if (frame_is (frame, last, ITEM_COMMA))
    {
      if (last > start && frame_is (frame, last - 1, ITEM_QUOTE))
        return FOUND_INVERTED;
      return read_before_apposition (frame, start, last, subject) ? FOUND_SUBJECT : FOUND_NOBODY;
    }

  return frame_is (frame, last, ITEM_QUOTE) || frame_is (frame, last, ITEM_DASH) ? FOUND_INVERTED : FOUND_NOBODY;
}

/* Looking on from a verb */

/* Whether others speak as well: `said Ann and Bo`. */
static gboolean
is_joined (const Frame *frame, guint32 i)
{
  if ((frame_get_flags (frame, i) & WORD_CONJUNCTION) == 0)
    return FALSE;

  return frame_is (frame, i + 1, ITEM_NAME) || (frame_get_flags (frame, i + 1) & (WORD_DETERMINER | WORD_ROLE)) != 0;
}

/* `, Ann Lee` behind `said the firm's head` */
static gboolean
read_apposed_name (const Frame *frame, guint32 comma, guint32 end, Subject *subject)
{
  guint32 name = comma + 1;

  if (frame_get_flags (frame, name) & WORD_IS_CAPITAL)
    name++;
  if (name >= end || !is_person (frame, name))
    return FALSE;
  if (name + 1 < end && !frame_is (frame, name + 1, ITEM_COMMA) && !frame_is (frame, name + 1, ITEM_STOP)
      && !frame_is (frame, name + 1, ITEM_QUOTE) && !frame_is (frame, name + 1, ITEM_OPEN))
    return FALSE;
  subject->kind = SUBJECT_NAME;
  subject->item = name;

  return TRUE;
}

/* Reads who a phrase is about that begins at item @i. */
static void
find_subject_behind (const Frame *frame, guint32 i, guint32 end, Subject *subject)
{
  guint32 at = i, head = end, limit = MIN (end, i + MAX_NAME_PHRASE);
  guint32 flags = frame_get_flags (frame, i);

  *subject = (Subject){ SUBJECT_NOBODY, i, i };
  if (flags & (WORD_HE | WORD_SHE))
    {
      subject->kind = flags & WORD_HE ? SUBJECT_HE : SUBJECT_SHE;
      return;
    }
  for (; at < limit; at++)
    if (frame_is (frame, at, ITEM_NAME))
      head = at;
    else if (is_describing (frame, at))
      head = end;
    else
      break;
  if (head < end)
    {
      if (is_joined (frame, at))
        return;
      subject->kind = SUBJECT_NAME;
      subject->item = head;
      return;
    }
  if (at == i)
    return;
  /* What the one who is named next is: `said the head of the firm, Ann Lee.` */
  for (limit = MIN (end, at + MAX_NAME_PHRASE); at < limit && !frame_is (frame, at, ITEM_COMMA); at++)
    if (!frame_is (frame, at, ITEM_NAME) && !is_describing (frame, at)
        && (frame_get_flags (frame, at) & WORD_PREPOSITION) == 0)
      return;
  if (at < limit)
    read_apposed_name (frame, at, end, subject);
}

/* Clauses */

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

  if (frame_get_flags (frame, i) & (WORD_CONJUNCTION | WORD_CLAUSE | WORD_PREPOSITION | WORD_BE | WORD_HAVE))
    return FALSE;
  while (verb < limit && !frame_is (frame, verb, ITEM_STOP) && !frame_is (frame, verb, ITEM_QUOTE)
         && !is_speech (frame, verb))
    verb++;
  if (verb >= limit || !is_speech (frame, verb))
    return FALSE;

  Found found = find_subject_before (frame, i, verb, &subject);
  if (found == FOUND_SUBJECT && subject.first <= i)
    {
      set_clause (clause, &subject, verb, i);
      return TRUE;
    }
  /* The phrase is another's, or it is a sentence in which somebody speaks further on. */
  if (found == FOUND_SUBJECT || found == FOUND_SHARED || (frame_get_flags (frame, verb) & WORD_IS_NOUN))
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
      find_subject_behind (frame, at + 2, end, &subject);
      set_clause (clause, &subject, at, at);
      return TRUE;
    }
  if (!is_finite_speech (frame, at))
    return read_subject_first (frame, at, end, clause);
  /* `the "plan" announced by Ann`, and what is told to whom needs a subject before it. */
  if ((frame_get_flags (frame, at + 1) & (WORD_BY | WORD_TO | WORD_PREPOSITION))
      || (frame_get_flags (frame, at) & WORD_CALLS))
    return FALSE;
  find_subject_behind (frame, at + 1, end, &subject);
  set_clause (clause, &subject, at, at);

  return TRUE;
}

/* The clause whose verb, or `according`, is item @i; FALSE if it is none. */
static gboolean
read_at (const Frame *frame, guint32 start, guint32 i, guint32 quote, Clause *clause)
{
  Subject subject = { SUBJECT_NOBODY, i, i };

  if (is_according_to (frame, i))
    {
      find_subject_behind (frame, i + 2, quote, &subject);
      set_clause (clause, &subject, i, i);
      return TRUE;
    }
  if (!is_speech (frame, i))
    return FALSE;

  guint32 flags = frame_get_flags (frame, i);
  Found found = find_subject_before (frame, start, i, &subject);
  if (found == FOUND_SHARED)
    {
      guint32 shared = clause_find_subject (frame, start, i);
      subject.kind = SUBJECT_NOBODY;
      if (shared < i)
        subject = (Subject){ frame_is (frame, shared, ITEM_NAME)         ? SUBJECT_NAME
                             : frame_get_flags (frame, shared) & WORD_HE ? SUBJECT_HE
                                                                         : SUBJECT_SHE,
                             shared, shared };
    }
  else if (found == FOUND_INVERTED)
    find_subject_behind (frame, i + 1, quote, &subject);
  else if (found == FOUND_NOBODY)
    subject.kind = SUBJECT_NOBODY;
  if (subject.kind == SUBJECT_NOBODY && (flags & WORD_IS_NOUN))
    return FALSE;
  /* `a boat called "Ann"` is named, `called it "awful"` is said. */
  if ((flags & WORD_CALLS) && i + 1 == quote)
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
  for (guint n = 0; n < MAX_AUXILIARIES && at < end && (frame_is (frame, at, ITEM_NAME) || is_describing (frame, at));
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

guint32
clause_find_subject (const Frame *frame, guint32 start, guint32 end)
{
  guint32 at = start;

  while (at < end && (frame_get_flags (frame, at) & (WORD_CONJUNCTION | WORD_CLAUSE | WORD_ADVERB | WORD_TIME)) != 0)
    at++;
  if (frame_is (frame, at, ITEM_COMMA))
    at++;
  /* `On Tuesday, Ann left`, `In a talk with Bo, Ann …` */
  if (frame_get_flags (frame, at) & WORD_PREPOSITION)
    {
      guint32 limit = MIN (end, at + MAX_NAME_PHRASE);
      while (at < limit && !frame_is (frame, at, ITEM_COMMA))
        at++;
      if (at >= limit)
        return end;
      at++;
    }
  if (at < end && (frame_get_flags (frame, at) & (WORD_HE | WORD_SHE)))
    return at;

  /* A person, behind nothing but what people are called: `The Nordwind captain Ann Lee`. */
  for (guint n = 0; at < end && n < MAX_NAME_PHRASE; n++, at++)
    {
      guint32 flags = frame_get_flags (frame, at);
      if (is_person (frame, at))
        {
          if (frame_get_flags (frame, at + 1) & WORD_POSSESSIVE)
            return end;
          if (frame_get_flags (frame, at + 1) & WORD_CONJUNCTION)
            return end;
          return n == 0 || frame_is (frame, at - 1, ITEM_NAME) || (frame_get_flags (frame, at - 1) & WORD_ROLE)
                         || (frame_get_flags (frame, at - 1) & (WORD_IS_CAPITAL | WORD_DETERMINER)) == WORD_IS_CAPITAL
                     ? at
                     : end;
        }
      if (!frame_is (frame, at, ITEM_NAME)
          && (flags & (WORD_DETERMINER | WORD_ROLE | WORD_POSSESSIVE | WORD_IS_CAPITAL)) == 0)
        return end;
      if (flags & WORDS_OUTSIDE_NAMES)
        return end;
    }

  return end;
}
