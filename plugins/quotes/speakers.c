/* Holding clauses of speech against quotations. */
#include "speakers.h"

#include "match.h"

typedef struct
{
  Frame frame;
  guint32 *speakers;
  gboolean is_nested; /* within a quotation: only names count there */
  /* Whom alone the last sentence was about, whom `he` or `she` means: a row of names; OBELUS_NO_ROW for nobody. */
  guint32 topic;
} Work;

/* Whom a pronoun means */

/* Whether `he` or `she` can be the person; if it can, it is noted. */
static gboolean
agree (Work *work, guint32 row, SubjectKind pronoun)
{
  guint8 gender = pronoun == SUBJECT_HE ? LEARN_GENDER_MAN : LEARN_GENDER_WOMAN;
  guint8 *known = &work->frame.source->names->genders[row];

  if (*known != LEARN_GENDER_UNKNOWN && *known != gender)
    return FALSE;
  *known = gender;

  return TRUE;
}

static guint32
resolve (Work *work, guint32 sentence_start, guint32 item, SubjectKind pronoun)
{
  const Frame *frame = &work->frame;
  guint n;
  guint32 row = frame_find_only_person (frame, sentence_start, item, &n);

  if (work->is_nested || n > 1)
    return OBELUS_NO_ROW;
  if (n == 0)
    row = work->topic;
  else
    {
      /* `Bo has failed, he claimed` is said by another, and `When Bo had failed, he claimed` by Bo. */
      guint32 subject = subject_find (frame, sentence_start, item);
      if (subject >= item || !frame_is (frame, subject, ITEM_NAME)
          || (frame_is (frame, item - 1, ITEM_COMMA)
              && (frame_get_flags (frame, sentence_start) & (WORD_CLAUSE | WORD_PREPOSITION)) == 0))
        return OBELUS_NO_ROW;
    }

  return row != OBELUS_NO_ROW && agree (work, row, pronoun) ? row : OBELUS_NO_ROW;
}

static guint32
find_speaker (Work *work, guint32 sentence_start, const Clause *clause)
{
  switch (clause->kind)
    {
    case SUBJECT_NAME:
      return frame_get_name (&work->frame, clause->item)->row;
    case SUBJECT_HE:
    case SUBJECT_SHE:
      return resolve (work, sentence_start, clause->item, clause->kind);
    default:
      return OBELUS_NO_ROW;
    }
}

/* A sentence of a frame, quotations of any length being part of it. */
typedef struct
{
  guint32 start;
  guint32 end;
  guint32 speaker;     /* of its last quotation */
  gboolean asks;       /* whether that is a question, which somebody else will answer */
  gboolean has_clause; /* one behind a quotation, or carried on from the sentence before */
  gboolean begins_quoted;
} Sentence;

/* Whether a sentence is nothing but the quotation at @i. */
static gboolean
is_all_quoted (const Frame *frame, const Sentence *sentence, guint32 i)
{
  if (i != sentence->start || !frame_get (frame, i)->is_direct)
    return FALSE;
  for (guint32 at = i + 1; at < sentence->end; at++)
    if (!frame_is (frame, at, ITEM_STOP) && !frame_is (frame, at, ITEM_QUOTE))
      return FALSE;

  return TRUE;
}

static void
attribute_quote (Work *work, Sentence *sentence, const Sentence *before, guint32 i)
{
  const Frame *frame = &work->frame;
  const guint32 start = sentence->start, end = sentence->end;
  guint32 speaker = OBELUS_NO_ROW;
  Clause clause;

  if (match_behind (frame, start, end, i, &clause) || match_signature (frame, start, end, i, &clause))
    {
      speaker = find_speaker (work, start, &clause);
      sentence->has_clause = TRUE;
    }
  else if (match_before (frame, start, i, &clause) || match_end (frame, end, i, &clause)
           || match_headline (frame, start, i, &clause))
    speaker = find_speaker (work, start, &clause);
  else if (before->has_clause && before->begins_quoted && !work->is_nested && is_all_quoted (frame, sentence, i))
    {
      /* `"…," said Ann. "…"` */
      speaker = before->speaker;
      sentence->has_clause = TRUE;
    }
  work->speakers[frame_get (frame, i)->index] = speaker;
  sentence->speaker = speaker;
  sentence->asks = frame_get (frame, i)->is_question;
}

/* Sentences */

/* Whether the sentence that began at item @start ends before item @i. */
static gboolean
is_boundary (const Frame *frame, guint32 start, guint32 i)
{
  const Item *item = frame_get (frame, i), *last = frame_get (frame, i - 1);
  Clause clause;

  if (last->kind == ITEM_STOP)
    return item->kind != ITEM_STOP && item->kind != ITEM_CLOSE;
  /* What is announced may stand in a paragraph of its own. */
  if (last->kind == ITEM_COLON && item->kind == ITEM_QUOTE)
    return FALSE;
  if (last->kind != ITEM_QUOTE)
    return item->begins_sentence;
  if (!item->begins_sentence && !last->ends_sentence)
    return FALSE;
  if (item->kind == ITEM_QUOTE)
    return TRUE;
  if (item->kind != ITEM_NAME && (item->kind != ITEM_WORD || (item->flags & WORD_IS_CAPITAL) == 0))
    return FALSE;

  /* `"Who?" Ann asked.` */
  if (i - 1 > start || !clause_read_behind (frame, i, frame->n, &clause))
    return TRUE;
  return last->ends_in_comma ? !clause_is_bare (frame, &clause, frame->n) : !clause_is_alone (frame, &clause, frame->n);
}

/* The item of the name or pronoun that a sentence is about; its end if that is unclear. */
static guint32
find_subject (const Frame *frame, const Sentence *sentence)
{
  guint32 subject = subject_find (frame, sentence->start, sentence->end), start = sentence->start;
  Clause clause;

  while (start + 1 < sentence->end && (frame_get_flags (frame, start) & (WORD_CONJUNCTION | WORD_CLAUSE | WORD_ADVERB)))
    start++;
  /* `But Nordwind trainee Ann Lee said that …` */
  if (subject == sentence->end && clause_read_behind (frame, start, sentence->end, &clause)
      && clause.kind == SUBJECT_NAME && clause.item < clause.verb
      && frame_get_name (frame, clause.item)->kind == LEARN_NAME_PERSON)
    subject = clause.item;

  return subject;
}

static void
note_topic (Work *work, const Sentence *sentence)
{
  const Frame *frame = &work->frame;
  guint32 subject = find_subject (frame, sentence);
  guint32 row = OBELUS_NO_ROW;
  gboolean has_words = FALSE;
  Clause clause;
  guint n;
  guint32 person = frame_find_only_person (frame, sentence->start, sentence->end, &n);

  for (guint32 i = sentence->start; i < sentence->end && !has_words; i++)
    has_words = !frame_is (frame, i, ITEM_QUOTE) && !frame_is (frame, i, ITEM_STOP);
  if (!has_words)
    return;
  if (n == 0 && sentence->speaker != OBELUS_NO_ROW)
    row = sentence->speaker; /* by a pronoun */
  else if (n == 0 && subject < sentence->end)
    row = resolve (work, sentence->start, subject,
                   frame_get_flags (frame, subject) & WORD_HE ? SUBJECT_HE : SUBJECT_SHE);
  else if (n == 1 && sentence->speaker == person)
    row = person;
  else if (subject >= sentence->end || frame_is (frame, subject, ITEM_NAME))
    {
      /* `The boats were safe, Ann said.` is about Ann, and `Bo was safe, Ann said.` about nobody in particular. */
      gboolean is_said = match_last (frame, sentence->end, sentence->start, &clause) && clause.kind == SUBJECT_NAME;
      if (is_said && n == 1)
        row = frame_get_name (frame, clause.item)->kind == LEARN_NAME_PERSON ? person : OBELUS_NO_ROW;
      else if (!is_said && subject < sentence->end)
        row = frame_get_name (frame, subject)->row;
    }
  work->topic = sentence->asks ? OBELUS_NO_ROW : row;
}

static gboolean
attribute_frame (Work *work)
{
  const Frame *frame = &work->frame;
  Sentence before = { 0 };

  for (guint32 start = 0; start < frame->n;)
    {
      Sentence sentence = { .start = start, .speaker = OBELUS_NO_ROW };
      sentence.end = start + 1;
      while (sentence.end < frame->n && !is_boundary (frame, start, sentence.end))
        sentence.end++;
      sentence.begins_quoted = frame_is (frame, start, ITEM_QUOTE);
      for (guint32 i = start; i < sentence.end; i++)
        {
          if (obelus_is_cancelled_at (i))
            return FALSE;
          if (frame_is (frame, i, ITEM_QUOTE))
            attribute_quote (work, &sentence, &before, i);
        }
      if (!work->is_nested)
        note_topic (work, &sentence);
      before = sentence;
      start = sentence.end;
    }

  return TRUE;
}

/* Frames */

/* The number of paragraphs that begin at @offset or before it; that many less one is the paragraph it stands in. */
static guint32
count_paragraphs (const QuotedText *text, guint32 from, guint32 offset)
{
  while (from < text->n_paragraphs && text->paragraph_starts[from] <= offset)
    from++;

  return from;
}

static guint32
find_paragraph_end (const QuotedText *text, guint32 n_begun)
{
  return n_begun < text->n_paragraphs ? text->paragraph_starts[n_begun] : text->length;
}

/* Whether paragraph @paragraph announces what follows: `Ann Lee said:`. */
static gboolean
ends_with_colon (const QuotedText *text, guint32 paragraph)
{
  guint32 at = find_paragraph_end (text, paragraph + 1);

  while (at > text->paragraph_starts[paragraph] && g_ascii_isspace (text->text[at - 1]))
    at--;
  return at > text->paragraph_starts[paragraph] && text->text[at - 1] == ':';
}

/* Whether a quotation is what the last of the first @n_begun paragraphs announces. */
static gboolean
goes_on (const QuotedText *text, guint32 n_begun, const Quotation *quotation)
{
  return n_begun > 0 && n_begun < text->n_paragraphs && quotation->start == text->paragraph_starts[n_begun]
         && ends_with_colon (text, n_begun - 1);
}

/* Notes whom the text before paragraph @paragraph is about, if it was not read yet: the first @n_done paragraphs were.
 */
static gboolean
read_topic (Work *work, guint32 paragraph, guint32 n_done, guint32 quote)
{
  const QuotedText *text = work->frame.source->text;

  while (paragraph > n_done && quoted_text_is_around (text, paragraph - 1))
    paragraph--;
  if (paragraph <= n_done && (paragraph > 0 || n_done > 0))
    return TRUE;
  work->topic = OBELUS_NO_ROW;
  const guint32 start = paragraph > 0 ? text->paragraph_starts[paragraph - 1] : 0;
  return frame_fill (&work->frame, start, text->paragraph_starts[paragraph], quote, 0) && attribute_frame (work);
}

static gboolean
attribute_paragraphs (Work *work)
{
  const FrameSource *source = work->frame.source;
  const QuotedText *text = source->text;
  const Quotation *quotes = source->quotations->rows;
  guint32 n_begun = 0, n_done = 0;

  for (guint32 quote = 0; quote < source->quotations->n;)
    {
      n_begun = count_paragraphs (text, n_begun, quotes[quote].start);
      guint32 n_before = n_begun > 0 ? n_begun - 1 : 0;
      if (n_before > n_done && quotes[quote].start == text->paragraph_starts[n_before]
          && ends_with_colon (text, n_before - 1))
        n_before--;
      if (n_before > n_done && !read_topic (work, n_before, n_done, quote))
        return FALSE;

      guint32 start = n_begun > 0 ? text->paragraph_starts[n_before] : 0;
      guint32 first = quote, end = find_paragraph_end (text, n_begun);
      for (; quote < source->quotations->n && (quotes[quote].start < end || goes_on (text, n_begun, &quotes[quote]));
           quote++)
        if (quotes[quote].end > end)
          {
            n_begun = count_paragraphs (text, n_begun, quotes[quote].end - 1);
            end = find_paragraph_end (text, n_begun);
          }
      if (!frame_fill (&work->frame, start, end, first, 0) || !attribute_frame (work))
        return FALSE;
      n_done = n_begun;
    }

  return TRUE;
}

static gboolean
attribute_nested (Work *work)
{
  const Quotations *quotations = work->frame.source->quotations;

  work->is_nested = TRUE;
  for (guint32 i = 0; i + 1 < quotations->n; i++)
    {
      const Quotation *quote = &quotations->rows[i];
      if (quotations->rows[i + 1].depth <= quote->depth)
        continue;
      /* Behind the opening mark: its first byte is enough, since no token begins within it. */
      if (!frame_fill (&work->frame, quote->start + 1, quote->end, i + 1, quote->depth + 1) || !attribute_frame (work))
        return FALSE;
    }

  return TRUE;
}

gboolean
speakers_find (const FrameSource *source, guint32 *speakers)
{
  Work work = { .frame = { .source = source }, .speakers = speakers, .topic = OBELUS_NO_ROW };

  for (guint32 i = 0; i < source->quotations->n; i++)
    speakers[i] = OBELUS_NO_ROW;
  gboolean is_done = attribute_paragraphs (&work) && attribute_nested (&work);
  frame_clear (&work.frame);

  return is_done;
}
