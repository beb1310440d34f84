/* Interviews and protocols: whoever speaks is named before a colon, and there are no marks. */
#include "transcript.h"

#include "greeting.h"
#include "keyed-hash.h"

#include <obelus/obelus-context.h>

#define LEAST_TURNS 3

/* In bytes, before a name and behind it. */
#define LONGEST_TITLE 12
#define LONGEST_ROLE 60

#define MOST_BRACKETS 3

typedef struct
{
  guint32 start;
  guint32 end;
  guint32 speaker;
} Turn;

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Behind the brackets at @at, ` (Kelby) (Ind)`, none of which is longer than a role; @at if there are none. */
static guint32
pass_brackets (const QuotedText *text, guint32 at, guint32 end)
{
  for (guint n = 0; n < MOST_BRACKETS && at + 1 < end && text->text[at] == ' ' && text->text[at + 1] == '('; n++)
    {
      guint32 close = at + 2;
      while (close < end && close - at < LONGEST_ROLE && text->text[close] != ')' && text->text[close] != '\n')
        close++;
      if (close == end || text->text[close] != ')')
        return at;
      at = close + 1;
    }
  return at;
}

/* Where the colon stands behind a name, and behind what the one named is: `ANN LEE, ANCHOR:`, `Bo Lind (Kelby) (Ind):`,
 * `The Minister (Bo Lind):`. @end if there is none. */
static guint32
find_colon (const QuotedText *text, guint32 at, guint32 end)
{
  const char *bytes = text->text;
  const guint32 limit = MIN (end, at + LONGEST_ROLE);

  if (at < end && bytes[at] == ',')
    while (at < limit && bytes[at] != ':' && bytes[at] != '\n' && !g_ascii_islower (bytes[at]))
      at++;
  else if (at < end && bytes[at] == ')')
    at++;
  else
    at = pass_brackets (text, at, end);
  return at < end && bytes[at] == ':' ? at : end;
}

/* Whether [start, end) is what is said behind the colon at @colon, without marks. */
static gboolean
read_words (const QuotedText *text, guint32 colon, guint32 end, guint32 speaker, Turn *turn)
{
  guint32 at = colon + 1;
  MarkFamily family;
  MarkShape shape;

  if (at >= end || !is_space (text->text[at]))
    return FALSE;
  while (at < end && is_space (text->text[at]))
    at++;
  while (end > at && is_space (text->text[end - 1]))
    end--;
  *turn = (Turn){ at, end, speaker };
  return at < end && mark_read (text->text + at, end - at, &family, &shape) == 0;
}

/* Labels in capitals: `DANA WELLS, HOST:`, and later `WELLS:` */

/* Where the name in a label ends that reaches from @start to its @colon: what somebody is stands behind a comma. */
static guint32
find_name_end (const QuotedText *text, guint32 start, guint32 colon)
{
  guint32 at = start;

  while (at < colon && text->text[at] != ',' && text->text[at] != '(')
    at++;
  while (at > start && text->text[at - 1] == ' ')
    at--;
  return at;
}

static gboolean
is_title_alone (const QuotedText *text, const SpokenName *name)
{
  gboolean is_title_word = FALSE;

  learn_title_read (text->text + name->start, name->end - name->start, &is_title_word);
  return is_title_word;
}

/* Whom a label names, whatever a tagger takes them for: names in capitals are hard to tell. @labelled: the rows of
 * those named before, by their last words. OBELUS_NO_ROW if nobody is known by it. */
static guint32
read_label (const QuotedText *text, const SpokenNames *names, guint32 name, guint32 start, guint32 colon,
            GHashTable *labelled)
{
  const guint32 end = find_name_end (text, start, colon);
  guint32 word = end;
  gpointer row;

  while (word > start && text->text[word - 1] != ' ')
    word--;
  g_autofree char *last = g_strndup (text->text + word, end - word);
  for (; name < names->n && names->names[name].end <= end; name++)
    if (!is_title_alone (text, &names->names[name]) && names->names[name].end == end)
      {
        if (!g_hash_table_contains (labelled, last))
          g_hash_table_insert (labelled, g_steal_pointer (&last), GUINT_TO_POINTER (names->names[name].row));
        return names->names[name].row;
      }
  return g_hash_table_lookup_extended (labelled, last, NULL, &row) ? GPOINTER_TO_UINT (row) : OBELUS_NO_ROW;
}

/* The letter of a paragraph that begins with `Q:` or `A:`, or with a full stop for the colon; 0 for others. */
static char
read_letter (const QuotedText *text, guint32 start, guint32 end)
{
  const char *at = text->text + start;
  const gboolean is_label
      = end - start > 3 && (at[0] == 'Q' || at[0] == 'A') && (at[1] == ':' || at[1] == '.') && is_space (at[2]);

  return is_label ? at[0] : 0;
}

/* Whether nothing but a title stands between a paragraph's beginning and a name, `Sir `, `SEN. `, or an office with
 * the name in brackets: `The Minister (Sir `. */
static gboolean
is_title (const QuotedText *text, const SpokenName *name, guint32 start)
{
  const char *bytes = text->text;
  guint32 open = start;

  if (name->start == start)
    return bytes[name->end] != ')';
  if (bytes[name->end] != ')')
    {
      gboolean is_word = FALSE;
      learn_title_read (bytes + start, name->start - start - 1, &is_word);
      if (is_word)
        return TRUE;
      for (guint32 i = start; i < name->start; i++)
        if (!g_ascii_isupper (bytes[i]) && bytes[i] != '.' && bytes[i] != ' ')
          return FALSE;
      return name->start - start <= LONGEST_TITLE;
    }
  while (open < name->start && open - start <= LONGEST_ROLE && bytes[open] != '(' && bytes[open] != ':')
    open++;
  return open < name->start && bytes[open] == '(' && g_ascii_isupper (bytes[start])
         && name->start - open <= LONGEST_TITLE;
}

/* Whom the letter A stands for: the only person who is named in front of the first question, or else the only one in
 * the first of those paragraphs that names a person. */
static guint32
find_answerer (const QuotedText *text, const SpokenNames *names, guint32 first_turn)
{
  guint32 only[2] = { OBELUS_NO_ROW, OBELUS_NO_ROW }, paragraph = 0, first_paragraph = 0;
  gboolean has_several[2] = { FALSE, FALSE };

  for (guint32 i = 0; i < names->n && names->names[i].start < first_turn; i++)
    {
      const SpokenName *name = &names->names[i];
      if (name->kind != LEARN_NAME_PERSON)
        continue;
      while (paragraph < text->n_paragraphs && text->paragraph_starts[paragraph] <= name->start)
        paragraph++;
      if (only[0] == OBELUS_NO_ROW)
        first_paragraph = paragraph;
      for (guint which = 0; which < (paragraph == first_paragraph ? 2 : 1); which++)
        {
          has_several[which] |= only[which] != OBELUS_NO_ROW && only[which] != name->row;
          only[which] = name->row;
        }
    }
  return !has_several[0] ? only[0] : !has_several[1] ? only[1] : OBELUS_NO_ROW;
}

/* The turns of a text, whether it is a transcript or not; NULL if the work was cancelled. */
static GArray *
find_turns (const QuotedText *text, const SpokenNames *names)
{
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (Turn));
  g_autoptr (GHashTable) labels = g_hash_table_new_full (learn_keyed_string_hash, g_str_equal, g_free, NULL);
  guint32 name = 0, answerer = OBELUS_NO_ROW;
  gboolean has_question = FALSE;

  for (guint32 i = 0; i < text->n_paragraphs; i++)
    {
      const guint32 start = text->paragraph_starts[i];
      const guint32 end = i + 1 < text->n_paragraphs ? text->paragraph_starts[i + 1] : text->length;
      Turn turn;
      if (obelus_is_cancelled_at (i))
        return NULL;
      while (name < names->n && names->names[name].start < start)
        name++;

      const char letter = read_letter (text, start, end);
      if (letter == 'Q' && !has_question)
        {
          has_question = TRUE;
          answerer = find_answerer (text, names, start);
        }
      const SpokenName *speaker = name < names->n ? &names->names[name] : NULL;
      gboolean is_turn = FALSE;
      const guint32 label = learn_speaker_label_measure (text->text + start, end - start);
      const guint32 labelled
          = label > 0 ? read_label (text, names, name, start, start + label - 2, labels) : OBELUS_NO_ROW;
      if (labelled != OBELUS_NO_ROW)
        is_turn = read_words (text, start + label - 2, end, labelled, &turn);
      else if (letter != 0 && has_question)
        is_turn = read_words (text, start + 1, end, letter == 'A' ? answerer : OBELUS_NO_ROW, &turn);
      else if (speaker != NULL && speaker->kind == LEARN_NAME_PERSON && speaker->start < end
               && is_title (text, speaker, start))
        is_turn = read_words (text, find_colon (text, speaker->end, end), end, speaker->row, &turn);
      if (is_turn)
        g_array_append_val (turns, turn);
    }
  return g_steal_pointer (&turns);
}

static gboolean
is_transcript (const GArray *turns)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_direct_hash, g_direct_equal);

  if (turns->len < LEAST_TURNS)
    return FALSE;
  for (guint i = 0; i < turns->len; i++)
    if (!g_hash_table_add (seen, GUINT_TO_POINTER (g_array_index (turns, Turn, i).speaker)))
      return TRUE;
  return FALSE;
}

/* Quotations and their speakers while turns are put between them */
typedef struct
{
  const Quotations *quotations;
  const guint32 *speakers;
  guint32 next;    /* quotation */
  guint32 covered; /* where those before it end */
  Quotation *rows;
  guint32 *row_speakers;
  guint32 n;
} Merge;

static void
take_quotation (Merge *merge, guint32 deeper)
{
  const Quotation *quotation = &merge->quotations->rows[merge->next];

  merge->rows[merge->n] = *quotation;
  merge->rows[merge->n].depth += deeper;
  merge->row_speakers[merge->n++] = merge->speakers[merge->next++];
  merge->covered = MAX (merge->covered, quotation->end);
}

static void
take_turn (Merge *merge, const Turn *turn)
{
  const Quotations *quotations = merge->quotations;
  guint32 within, furthest = 0;

  while (merge->next < quotations->n && quotations->rows[merge->next].start < turn->start)
    take_quotation (merge, 0);
  for (within = merge->next; within < quotations->n && quotations->rows[within].start < turn->end; within++)
    furthest = MAX (furthest, quotations->rows[within].end);

  const gboolean crosses = merge->covered > turn->start || furthest > turn->end;
  if (!crosses)
    {
      merge->rows[merge->n] = (Quotation){ .start = turn->start, .end = turn->end };
      merge->row_speakers[merge->n++] = turn->speaker;
    }
  while (merge->next < within)
    take_quotation (merge, crosses ? 0 : 1);
}

gboolean
transcript_add (const QuotedText *text, const SpokenNames *names, Quotations *quotations, guint32 **speakers)
{
  g_autoptr (GArray) turns = find_turns (text, names);
  if (turns == NULL)
    return FALSE;
  if (!is_transcript (turns))
    return TRUE;

  const gsize most = (gsize) quotations->n + turns->len;
  Merge merge = { .quotations = quotations, .speakers = *speakers };
  merge.rows = g_try_new (Quotation, most);
  merge.row_speakers = g_try_new (guint32, most);
  if (merge.rows == NULL || merge.row_speakers == NULL)
    {
      g_free (merge.rows);
      g_free (merge.row_speakers);
      return FALSE;
    }
  for (guint i = 0; i < turns->len; i++)
    take_turn (&merge, &g_array_index (turns, Turn, i));
  while (merge.next < quotations->n)
    take_quotation (&merge, 0);

  quotations_clear (quotations);
  *quotations = (Quotations){ merge.rows, merge.n, (guint32) most };
  g_free (*speakers);
  *speakers = merge.row_speakers;
  return TRUE;
}
