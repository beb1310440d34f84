/* Which lines belong together. A blank line always divides, and so does the beginning or end of quoted mail; a single
 * line feed does unless the line was full. */
#include "paragraphs.h"

#include "elements.h"
#include "paragraph-forms.h"
#include "paragraph-frame.h"
#include "paragraph-kinds.h"

#include <string.h>

/* So many words that are divided at lines' ends make a column of print, which may be as narrow as this. */
#define FEWEST_DIVIDED 2
#define NARROWEST_COLUMN 20

/* Lines are wrapped at 60 to 80 columns by mail programs and editors. A block of narrower lines is a list, an address
 * or a poem; one of wider lines has a paragraph on every line. */
#define NARROWEST_WRAP 50
#define WIDEST_WRAP 120

typedef struct
{
  guint32 start; /* without white space around */
  guint32 end;   /* equal to start for a blank line */
  guint32 next;  /* where the next line starts */
  guint32 indent;
  guint32 body; /* behind the marks of quoted mail */
  guint depth;  /* how many these are */
} Line;

typedef struct
{
  const Rules *rules;
  const guchar *text;
  guint32 length;
  Spans *paragraphs;
  gboolean in_fence;    /* between fences, where every line is code */
  gboolean lacks_fence; /* there are no fences further down */
  ParagraphBreaks breaks;
  gboolean is_wrapped; /* the lines of the block end where the next word had no room */
  gboolean is_column;  /* and words are divided at their ends */
  guint32 column;      /* how wide the last such block was; 0 before there was one */
} Division;

/* The width of a line in characters. */
static guint32
measure_line (const Division *division, const Line *line)
{
  guint32 n = 0;

  for (guint32 i = line->start; i < line->end; i++)
    n += (division->text[i] & 0xC0) != 0x80;

  return n;
}

static void
read_line (const Division *division, guint32 at, Line *line)
{
  const guchar *text = division->text;
  const CharacterTable *characters = &division->rules->characters;
  const guchar *feed = memchr (text + at, '\n', division->length - at);
  guint32 end = feed != NULL ? (guint32) (feed - text) : division->length;
  guint length;

  line->next = feed != NULL ? end + 1 : end;
  line->start = at;
  line->indent = 0;
  while (line->start < end && character_at (characters, text + line->start, &length) == CHARACTER_SPACE)
    {
      line->indent += text[line->start] == '\t' ? 8 : 1;
      line->start += length;
    }

  while (end > line->start)
    {
      guint32 last = end - 1;
      while ((text[last] & 0xC0) == 0x80)
        last--;
      if (character_at (characters, text + last, &length) != CHARACTER_SPACE)
        break;
      end = last;
    }
  line->end = end;
  line->depth = 0;
  line->body = line->start;
  for (guint32 i = line->start; i < end && (text[i] == '>' || (text[i] == ' ' && line->depth > 0)); i++)
    {
      line->depth += text[i] == '>';
      line->body = i + 1;
    }
}

/* Whether two lines of quoted mail may be of one block, which a line with nothing but marks divides as a blank one
 * does. */
static gboolean
is_as_deep (const Line *line, const Line *opening)
{
  return line->depth == opening->depth
         && (line->depth == 0 || (line->body < line->end && opening->body < opening->end));
}

static gboolean
is_fence (const Division *division, const Line *line)
{
  return line->end - line->start >= 3 && memcmp (division->text + line->start, "```", 3) == 0;
}

/* Whether the fence on @line is closed further down. Looks each part of the text over once in all: a fence that is
 * found is used up, and after one that is not found none is looked for. */
static gboolean
opens_fence (Division *division, const Line *line)
{
  if (division->lacks_fence)
    return FALSE;

  division->lacks_fence = memmem (division->text + line->end, division->length - line->end, "\n```", 4) == NULL;

  return !division->lacks_fence;
}

/* A line of one repeated mark, as under headings and between parts. */
static gboolean
is_rule (const Division *division, const Line *line)
{
  guchar first = division->text[line->start];

  if (line->end - line->start < 3 || !paragraph_is_mark ((char) first, "-=_*~#+"))
    return FALSE;
  for (guint32 i = line->start; i < line->end; i++)
    if (division->text[i] != first && division->text[i] != ' ')
      return FALSE;

  return TRUE;
}

static gboolean
has_end_mark (const Division *division, const Line *line)
{
  return paragraph_has_end_mark ((const char *) division->text, line->start, line->end, ".!?:");
}

/* The line's first character, behind the marks of quoted mail; that of an empty one is its mark. */
static Character
first_class (const Division *division, const Line *line)
{
  const guint32 at = line->body < line->end ? line->body : line->start;
  guint length;

  return character_at (&division->rules->characters, division->text + at, &length);
}

/* The characters of the line's first word, which would have been on the line before if there had been room. */
static guint32
measure_first_word (const Division *division, const Line *line, guint32 enough)
{
  guint32 n = 0;

  for (guint32 i = line->body; i < line->end && n < enough; i++)
    {
      if (division->text[i] == ' ' || division->text[i] == '\t')
        break;
      n += (division->text[i] & 0xC0) != 0x80;
    }

  return n;
}

/* `con-` and `flagration`: a word that was divided where its line ended. Marks on the line's first letter make it no
 * other: the letters of either half are all small or all capitals. */
static gboolean
is_divided_word (const Division *division, const Line *before, const Line *line)
{
  const guchar *text = division->text;

  if (before->end - before->start < 3 || text[before->end - 1] != '-' || line->body >= line->end)
    return FALSE;
  const guchar last = text[before->end - 2], first = text[line->body];
  return g_ascii_islower (last) ? first_class (division, line) == CHARACTER_LOWER
                                : g_ascii_isupper (last) && g_ascii_isupper (first);
}

/* `— Ann Lee` below a quotation. */
static gboolean
is_signature (const Division *division, const Line *before, const Line *line)
{
  const char *text = (const char *) division->text;

  if (line->end - line->start < 5 || memcmp (text + line->start, "\xE2\x80", 2) != 0
      || !paragraph_is_mark (text[line->start + 2], "\x93\x94"))
    return FALSE;
  const guint32 closing = paragraph_pass_closing (text, before->start, before->end);
  return closing < before->end && text[before->end - 1] != ')' && text[before->end - 1] != ']';
}

/* Lines of a narrow column of print end where the word had no room, and far from the margin only at a paragraph's end.
 */
static gboolean
goes_on_in_column (const Division *division, const Line *before, guint32 width)
{
  return !has_end_mark (division, before) || measure_line (division, before) * 4 > width * 3;
}

/* A line in capitals that ends no sentence: a headline, or who wrote what follows. */
static gboolean
is_shouted (const Division *division, const Line *line)
{
  const char *text = (const char *) division->text;

  return paragraph_is_in_capitals (text, line->start, line->end)
         && paragraph_has_byte (text, line->start, line->end, ' ') && !has_end_mark (division, line)
         && text[line->end - 1] != ',';
}

/* Whether two lines that are no sentence stand below each other: rows of a table, or a headline with its author below.
 */
static gboolean
are_apart (const Division *division, const Line *before, const Line *line)
{
  const char *text = (const char *) division->text;

  if (paragraph_has_byte (text, line->start, line->end, '\t')
      || paragraph_has_byte (text, before->start, before->end, '\t'))
    return TRUE;
  if (is_shouted (division, before) != is_shouted (division, line))
    return TRUE;
  return !has_end_mark (division, before) && paragraph_is_byline (text, line->start, line->end, FALSE);
}

/* Whether a paragraph that has come to @before goes on with @line. @begun is the paragraph's first character. */
static gboolean
goes_on (const Division *division, const Line *before, const Line *line, guint32 width, guint32 begun,
         ParagraphKind kind)
{
  guint length;
  const guchar *text = division->text;
  Character first = first_class (division, line);
  gboolean is_sentence_open = first == CHARACTER_LOWER && !has_end_mark (division, before)
                              && character_at (&division->rules->characters, text + begun, &length) != CHARACTER_LOWER;

  if (division->breaks != PARAGRAPH_BREAKS_AUTO)
    return division->breaks == PARAGRAPH_BREAKS_BLANK;
  if (kind == PARAGRAPH_CODE || kind == PARAGRAPH_HEADING)
    return FALSE;
  /* `[1] A note.`, `[12/03/24, 18:02] Ann: …` */
  if (text[line->start] == '[' && line->start + 1 < line->end && g_ascii_isdigit (text[line->start + 1]))
    return FALSE;
  if (paragraph_pass_stamp ((const char *) text, line->start, line->end) > line->start)
    return FALSE;
  if (paragraph_is_page_furniture ((const char *) text, line->start, line->end)
      || paragraph_is_page_furniture ((const char *) text, before->start, before->end))
    return FALSE;
  if (is_rule (division, line) || is_rule (division, before) || is_fence (division, line))
    return FALSE;
  if (text[line->start] == '#' && paragraph_is_marked_heading ((const char *) text, line->start, line->end))
    return FALSE;
  if (paragraph_is_item ((const char *) text, line->start, line->end)
      && (first == CHARACTER_MARK || kind == PARAGRAPH_LIST || has_end_mark (division, before)))
    return FALSE;
  if (text[line->start] == '<' && element_is_block ((const char *) text, line->start, line->end))
    return FALSE;
  /* Quoted mail: its lines have a mark in front, which must not end up inside a sentence where that can be helped. */
  if (line->depth > 0 && (line->body == line->end || before->body == before->end || has_end_mark (division, before)))
    return FALSE;
  if (paragraph_is_mail_header ((const char *) text, line->start, line->end)
      && paragraph_is_mail_header ((const char *) text, before->start, before->end))
    return FALSE;
  if (is_divided_word (division, before, line) || is_signature (division, before, line))
    return TRUE;
  if (are_apart (division, before, line))
    return FALSE;
  if (division->is_column)
    return goes_on_in_column (division, before, width);
  /* Where most lines end far from the margin, each says something of its own, as in messages. */
  if (is_sentence_open)
    return division->is_wrapped;
  if (width < NARROWEST_WRAP || width > WIDEST_WRAP)
    return FALSE;

  return measure_line (division, before) + 1 + measure_first_word (division, line, width) > width;
}

static gboolean
append (Division *division, guint32 start, guint32 end, ParagraphKind kind)
{
  return spans_append (division->paragraphs, start, end, (guint8) kind);
}

static void
trim (const Division *division, guint32 *start, guint32 *end)
{
  const CharacterTable *characters = &division->rules->characters;
  guint length;

  while (*start < *end && character_at (characters, division->text + *start, &length) == CHARACTER_SPACE)
    *start += length;
  while (*end > *start)
    {
      guint32 last = *end - 1;
      while ((division->text[last] & 0xC0) == 0x80)
        last--;
      if (character_at (characters, division->text + last, &length) != CHARACTER_SPACE)
        return;
      *end = last;
    }
}

/* Appends what stands between tags, if it is more than white space. */
static gboolean
append_part (Division *division, guint32 start, guint32 end, ParagraphKind kind)
{
  trim (division, &start, &end);
  if (start == end)
    return TRUE;
  if (kind == PARAGRAPH_CODE && !paragraph_is_code ((const char *) division->text, start, end, 0))
    kind = PARAGRAPH_PROSE;
  return append (division, start, end, kind);
}

/* The end of the tags that end blocks from @at on, with white space between: all of them stay with what they end. */
static guint32
pass_end_tags (const Division *division, guint32 at, guint32 end)
{
  const char *text = (const char *) division->text;

  for (;;)
    {
      Element element;
      guint32 next = at;
      while (next < end && g_ascii_isspace (text[next]))
        next++;
      if (next == end || text[next] != '<' || !element_read (text, next, end, &element) || element.kind != ELEMENT_ENDS)
        return at;
      at = element.end;
    }
}

/* Appends the time that a chat puts before a message; *@start is then where the message begins. */
static gboolean
append_stamp (Division *division, guint32 *start, guint32 end)
{
  const guint32 message = paragraph_pass_stamp ((const char *) division->text, *start, end);
  guint32 stamp = *start, stamp_end = message;

  if (message == *start)
    return TRUE;
  *start = message;
  trim (division, start, &end);
  trim (division, &stamp, &stamp_end);
  return append (division, stamp, stamp_end, PARAGRAPH_BOILERPLATE);
}

/* Appends the lines [start, end) of one paragraph, divided once more by the tags of blocks in them: pages whose tags
 * were left in a text often come as one line. Tags before a block belong to it, those that end it as well. */
static gboolean
append_lines (Division *division, guint32 start, guint32 end, ParagraphKind kind)
{
  const char *text = (const char *) division->text;
  if (!append_stamp (division, &start, end))
    return FALSE;

  guint32 at = start, begun = start;
  gboolean is_divided = FALSE, holds_text = FALSE;

  for (const char *open; (open = memchr (text + at, '<', end - at)) != NULL;)
    {
      guint32 tag = (guint32) (open - text), between = at, limit = tag;
      Element element;
      trim (division, &between, &limit);
      holds_text |= between < limit;
      if (!element_read (text, tag, end, &element))
        {
          holds_text = TRUE;
          at = tag + 1;
          continue;
        }

      guint32 cut = tag;
      at = element.end;
      if (element.kind == ELEMENT_HIDES)
        {
          if (!append_part (division, begun, tag, kind))
            return FALSE;
          at = begun = element_find_end (text, &element, end);
          if (!append (division, tag, at, PARAGRAPH_CODE))
            return FALSE;
          is_divided = TRUE;
          holds_text = FALSE;
          continue;
        }
      if (element.kind == ELEMENT_ENDS)
        at = cut = pass_end_tags (division, element.end, end);
      if (!holds_text || cut == end)
        continue;
      if (!append_part (division, begun, cut, kind))
        return FALSE;
      begun = cut;
      is_divided = TRUE;
      holds_text = FALSE;
    }

  return is_divided ? append_part (division, begun, end, kind) : append (division, start, end, kind);
}

/* Judges whether the lines of [at, end), the widest of which has @width characters, look as if they were one text
 * broken where the next word had no room: most of them do. Few lines are given the benefit of the doubt. */
static void
judge_breaks (Division *division, guint32 at, guint32 end, guint32 width)
{
  Line line, before;
  guint n_breaks = 0, n_full = 0, n_divided = 0;

  division->is_wrapped = TRUE;
  division->is_column = FALSE;
  if (width == 0)
    return;

  read_line (division, at, &before);
  for (at = before.next; at < end; at = line.next, before = line)
    {
      read_line (division, at, &line);
      n_breaks++;
      n_full += measure_line (division, &before) + 1 + measure_first_word (division, &line, width) > width;
      n_divided += is_divided_word (division, &before, &line);
    }
  division->is_wrapped = n_breaks <= 3 || n_full * 2 > n_breaks;
  const gboolean has_divided = n_divided >= FEWEST_DIVIDED && n_divided * 8 >= n_breaks;
  const gboolean is_as_wide
      = division->column > 0 && width * 5 >= division->column * 4 && width * 4 <= division->column * 5;
  division->is_column = (has_divided || is_as_wide) && width >= NARROWEST_COLUMN && width <= WIDEST_WRAP;
  division->column = division->is_column && has_divided ? width : division->column;
}

/* Divides the lines of [at, end), none of which is blank, the widest of which has @width characters. */
static gboolean
divide_block (Division *division, guint32 at, guint32 end, guint32 width)
{
  const char *text = (const char *) division->text;
  Line line, before = { 0 };
  guint32 begun = 0;
  ParagraphKind kind = PARAGRAPH_PROSE;
  gboolean is_open = FALSE, is_fenced = FALSE;

  judge_breaks (division, at, end, width);
  for (; at < end; at = line.next, before = line)
    {
      read_line (division, at, &line);

      if (is_open && !division->in_fence && goes_on (division, &before, &line, width, begun, kind))
        continue;
      if (is_open && !(is_fenced ? append : append_lines) (division, begun, before.end, kind))
        return FALSE;

      begun = line.start;
      is_open = TRUE;
      if (is_fence (division, &line) && (division->in_fence || opens_fence (division, &line)))
        {
          division->in_fence = !division->in_fence;
          kind = PARAGRAPH_CODE;
          is_fenced = TRUE;
          continue;
        }
      is_fenced = division->in_fence;
      if (division->in_fence)
        kind = PARAGRAPH_CODE;
      else if (paragraph_is_marked_heading (text, line.start, line.end))
        kind = PARAGRAPH_HEADING;
      else if (line.indent < 4 && paragraph_is_item (text, line.start, line.end))
        kind = PARAGRAPH_LIST;
      else if (paragraph_is_code (text, line.start, line.end, line.indent)
               || paragraph_is_row (text, line.start, line.end))
        kind = PARAGRAPH_CODE;
      else if (paragraph_is_item (text, line.start, line.end))
        kind = PARAGRAPH_LIST;
      else
        kind = PARAGRAPH_PROSE;
    }

  return !is_open || (is_fenced ? append : append_lines) (division, begun, before.end, kind);
}

gboolean
paragraphs_divide (const Rules *rules, const char *text, guint32 length, ParagraphBreaks breaks, Spans *paragraphs)
{
  Division division
      = { .rules = rules, .text = (const guchar *) text, .length = length, .paragraphs = paragraphs, .breaks = breaks };
  guint32 first = paragraphs->n;
  guint32 at = 0;
  Line line;

  while (at < length)
    {
      guint32 begun = at, end = at, width = 0;
      Line opening = { 0 };

      /* How wide its lines are is asked only of blocks that have several. */
      for (; end < length; end = line.next)
        {
          read_line (&division, end, &line);
          if (line.start == line.end || (end > begun && !is_as_deep (&line, &opening)))
            break;
          if (end == begun)
            opening = line;
          else
            width = MAX (width,
                         MAX (measure_line (&division, &line), width == 0 ? measure_line (&division, &opening) : 0));
        }
      if (!divide_block (&division, begun, end, width))
        return FALSE;
      at = end < length && line.start == line.end ? line.next : end;
    }

  paragraphs_judge (text, paragraphs, first);

  return TRUE;
}
