/* Holding clauses of speech against a quotation in their sentence. */
#include "match.h"

enum
{
  /* So far behind a quotation, in items, its sentence may end with who said it. */
  MAX_SENTENCE_BEHIND = 60,
};

static gboolean
is_inverted (const Clause *clause)
{
  return clause->verb < clause->item;
}

gboolean
match_behind (const Frame *frame, guint32 start, guint32 end, guint32 i, Clause *clause)
{
  const Item *quote = frame_get (frame, i);
  gboolean is_first = i == start;

  if (i + 1 >= end || !clause_read_behind (frame, i + 1, end, clause))
    return FALSE;
  if (quote->is_title && !is_first)
    return FALSE;
  if (is_inverted (clause))
    return TRUE;
  /* `"It is over." Ann said he …` begins anew, and so does what follows `After "Hello", Ann said he …` */
  if (quote->ends_sentence && !quote->ends_in_comma)
    return is_first && clause_is_alone (frame, clause, end);

  return quote->ends_in_comma || is_first || clause_is_bare (frame, clause, end);
}

gboolean
match_signature (const Frame *frame, guint32 start, guint32 end, guint32 i, Clause *clause)
{
  const guint32 name = i + 2;

  if (i != start || name >= end || !frame_is (frame, i + 1, ITEM_DASH) || !frame_is (frame, name, ITEM_NAME)
      || frame_get_name (frame, name)->kind != LEARN_NAME_PERSON)
    return FALSE;
  if (name + 1 < end && !frame_is (frame, name + 1, ITEM_COMMA) && !frame_is (frame, name + 1, ITEM_STOP)
      && !frame_is (frame, name + 1, ITEM_OPEN))
    return FALSE;
  *clause = (Clause){ .kind = SUBJECT_NAME, .item = name, .verb = i + 1, .first = name };

  return TRUE;
}

gboolean
match_before (const Frame *frame, guint32 start, guint32 i, Clause *clause)
{
  const Item *quote = frame_get (frame, i);

  if (i == start || !clause_read_before (frame, start, i, clause))
    return FALSE;

  gboolean leads = clause_leads_to (frame, clause, i);
  gboolean is_object = leads && clause->verb + 1 == i && (frame_get_flags (frame, clause->verb) & WORD_TELLS);
  /* What is named in the sentence: `Ann said the song "Hello" was hers`, `Ann told "The Sun"`. */
  if ((quote->is_title && (!leads || is_object))
      || ((frame_get_flags (frame, i - 1) & WORD_NAMING) != 0 && !frame_is (frame, i - 1, ITEM_COLON)))
    clause->kind = SUBJECT_NOBODY;

  return TRUE;
}

gboolean
match_last (const Frame *frame, guint32 end, guint32 i, Clause *clause)
{
  guint32 limit = MIN (end, i + MAX_SENTENCE_BEHIND);

  for (guint32 at = i; at < limit; at++)
    if (frame_is (frame, at, ITEM_COMMA) && clause_read_behind (frame, at, end, clause)
        && clause->kind != SUBJECT_NOBODY && clause_is_bare (frame, clause, end))
      return TRUE;

  return FALSE;
}

gboolean
match_end (const Frame *frame, guint32 end, guint32 i, Clause *clause)
{
  return !frame_get (frame, i)->is_title && match_last (frame, end, i + 1, clause);
}

gboolean
match_headline (const Frame *frame, guint32 start, guint32 i, Clause *clause)
{
  guint32 name = i - 2;
  guint n;

  if (i < start + 2 || !frame_is (frame, i - 1, ITEM_COLON))
    return FALSE;
  if (name != start || !frame_is (frame, name, ITEM_NAME))
    {
      name = subject_find (frame, start, i - 1);
      frame_find_only_person (frame, start, i - 1, &n);
      if (name >= i - 1 || n > 1)
        return FALSE;
    }
  *clause = (Clause){ .kind = SUBJECT_NAME, .item = name, .verb = i - 1, .first = start };
  if (!frame_is (frame, name, ITEM_NAME))
    clause->kind = frame_get_flags (frame, name) & WORD_HE ? SUBJECT_HE : SUBJECT_SHE;

  return TRUE;
}
