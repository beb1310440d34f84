/* Reading who a clause is about. */
#include "subject.h"

/* So far from a verb, in items, its subject is looked for. */
enum
{
  MAX_NAME_PHRASE = 14,
  MAX_APPOSITION = 30,
  MAX_AUXILIARIES = 8,
  /* Words before a sentence's subject, such as `and then yesterday`. */
  MAX_LEADING_WORDS = 8,
};

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
      if (frame_is (frame, before, ITEM_NAME) || subject_is_described (frame, before))
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
  if (n_candidates == 1 && read_head (frame, start, nearest, subject))
    return TRUE;

  /* `the firm's head, Captain Ann Lee, said`, `a lawyer for Bo Lind, Ann Lee, said` */
  guint32 name = comma - 1, before = name - 1;
  if (n_candidates > 1 || comma < start + 3 || !is_person (frame, name))
    return FALSE;
  if (before > start + 1 && (frame_get_flags (frame, before) & (WORD_IS_CAPITAL | WORD_ROLE)))
    before--;
  *subject = (Subject){ SUBJECT_NAME, name, start };
  return frame_is (frame, before, ITEM_COMMA)
         && (subject_is_described (frame, before - 1) || frame_is (frame, before - 1, ITEM_NAME));
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
static SubjectFound
pass_auxiliaries (const Frame *frame, guint32 start, guint32 verb, guint32 *at)
{
  guint32 verb_flags = frame_get_flags (frame, verb);
  gboolean has_be = FALSE, has_will = FALSE;

  *at = verb;
  for (guint n = 0; *at > start && n < MAX_AUXILIARIES; n++)
    {
      guint32 flags = frame_get_flags (frame, *at - 1);
      if (flags & (WORD_MODAL | WORD_NOT))
        return SUBJECT_MISSING;
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
    return has_be ? SUBJECT_FOUND : SUBJECT_SHARED;
  if (has_be)
    return SUBJECT_MISSING;
  if (*at > start && (frame_get_flags (frame, *at - 1) & WORD_TO))
    return SUBJECT_MISSING;

  return SUBJECT_FOUND;
}

SubjectFound
subject_find_before (const Frame *frame, guint32 start, guint32 verb, Subject *subject)
{
  guint32 at;
  SubjectFound found = pass_auxiliaries (frame, start, verb, &at);

  if (found == SUBJECT_MISSING)
    return found;
  if (found == SUBJECT_SHARED)
    {
      /* `, adding`, `and saying`, `by saying` */
      gboolean is_participle = at > start
                               && (frame_is (frame, at - 1, ITEM_COMMA)
                                   || (frame_get_flags (frame, at - 1) & (WORD_CONJUNCTION | WORD_BY)) != 0);
      return is_participle ? SUBJECT_SHARED : SUBJECT_MISSING;
    }
  if (at == start)
    return SUBJECT_MISSING;

  guint32 last = at - 1, flags = frame_get_flags (frame, last);
  *subject = (Subject){ SUBJECT_NAME, last, last };
  if (flags & (WORD_HE | WORD_SHE))
    {
      subject->kind = flags & WORD_HE ? SUBJECT_HE : SUBJECT_SHE;
      return SUBJECT_FOUND;
    }
  if (frame_is (frame, last, ITEM_CLOSE))
    {
      guint32 open = skip_bracket_back (frame, start, last);
      if (open == last || open == start || !frame_is (frame, open - 1, ITEM_NAME))
        return SUBJECT_MISSING;
      return read_head (frame, start, open - 1, subject) ? SUBJECT_FOUND : SUBJECT_MISSING;
    }
  if (frame_is (frame, last, ITEM_NAME))
    return read_head (frame, start, last, subject) ? SUBJECT_FOUND : SUBJECT_MISSING;
  /* `Ann Lee, who said` */
  if ((flags & WORD_RELATIVE) && last > start)
    {
      guint32 antecedent = frame_is (frame, last - 1, ITEM_COMMA) && last - 1 > start ? last - 2 : last - 1;
      if (frame_is (frame, antecedent, ITEM_NAME) && !is_place (frame, antecedent))
        return read_head (frame, start, antecedent, subject) ? SUBJECT_FOUND : SUBJECT_MISSING;
      return SUBJECT_MISSING;
    }
  if (flags & WORD_CONJUNCTION)
    return SUBJECT_SHARED;
  if (frame_is (frame, last, ITEM_COMMA))
    {
      if (last > start && frame_is (frame, last - 1, ITEM_QUOTE))
        return SUBJECT_INVERTED;
      return read_before_apposition (frame, start, last, subject) ? SUBJECT_FOUND : SUBJECT_MISSING;
    }

  return frame_is (frame, last, ITEM_QUOTE) || frame_is (frame, last, ITEM_DASH) ? SUBJECT_INVERTED : SUBJECT_MISSING;
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

void
subject_find_behind (const Frame *frame, guint32 i, guint32 end, Subject *subject)
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
    else if (subject_is_described (frame, at))
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
    if (!frame_is (frame, at, ITEM_NAME) && !subject_is_described (frame, at)
        && (frame_get_flags (frame, at) & WORD_PREPOSITION) == 0)
      return;
  if (at < limit)
    read_apposed_name (frame, at, end, subject);
}

/* Sentences */

/* The person whom a phrase at @at describes: `Her old rival, Bo Lind, was there`. @end if there is none: `They met her
 * old rival, Bo Lind, in Oslo`. */
static guint32
find_described (const Frame *frame, guint32 at, guint32 end)
{
  guint32 limit = MIN (end, at + MAX_NAME_PHRASE), comma = at;

  while (comma < limit && !frame_is (frame, comma, ITEM_COMMA))
    {
      guint32 flags = frame_get_flags (frame, comma);
      if (!frame_is (frame, comma, ITEM_NAME) && !subject_is_described (frame, comma) && !(flags & WORD_PREPOSITION))
        return end;
      comma++;
    }
  guint32 name = comma + 1;
  if (frame_get_flags (frame, name) & (WORD_IS_CAPITAL | WORD_ROLE))
    name++;
  if (comma == at || name + 2 >= end || !is_person (frame, name) || !frame_is (frame, name + 1, ITEM_COMMA)
      || !frame_is (frame, name + 2, ITEM_WORD))
    return end;
  const guint32 verb = frame_get_flags (frame, name + 2);
  return verb == 0 || (verb & (WORD_SPEECH | WORD_BE | WORD_HAVE | WORD_WILL | WORD_MODAL)) != 0 ? name : end;
}

guint32
subject_find (const Frame *frame, guint32 start, guint32 end)
{
  guint32 at = start, leading_end = MIN (end, start + MAX_LEADING_WORDS);

  while (at < leading_end
         && (frame_get_flags (frame, at) & (WORD_CONJUNCTION | WORD_CLAUSE | WORD_ADVERB | WORD_TIME)) != 0)
    at++;
  if (frame_is (frame, at, ITEM_COMMA))
    at++;
  /* `On Tuesday, Ann left`, `In a talk with Bo, Ann …`, `Speaking to Bo, Ann …` */
  if (frame_get_flags (frame, at) & (WORD_PREPOSITION | WORD_ING))
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
  const guint32 phrase = at;
  for (guint n = 0; at < end && n < MAX_NAME_PHRASE; n++, at++)
    {
      guint32 flags = frame_get_flags (frame, at);
      if (is_person (frame, at))
        {
          /* `Lee's husband Bo Lind` */
          if (frame_get_flags (frame, at + 1) & WORD_POSSESSIVE)
            continue;
          if (frame_get_flags (frame, at + 1) & WORD_CONJUNCTION)
            return end;
          return n == 0 || frame_is (frame, at - 1, ITEM_NAME) || (frame_get_flags (frame, at - 1) & WORD_ROLE)
                         || (frame_get_flags (frame, at - 1) & (WORD_IS_CAPITAL | WORD_DETERMINER)) == WORD_IS_CAPITAL
                     ? at
                     : end;
        }
      if (!frame_is (frame, at, ITEM_NAME)
          && (flags & (WORD_DETERMINER | WORD_ROLE | WORD_POSSESSIVE | WORD_IS_CAPITAL)) == 0)
        break;
      if (flags & WORDS_OUTSIDE_NAMES)
        break;
    }

  return find_described (frame, phrase, end);
}
