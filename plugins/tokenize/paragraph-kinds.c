/* Judging paragraphs by their form, their place and what stands around them. */
#include "paragraph-kinds.h"

#include "elements.h"
#include "paragraph-forms.h"
#include "paragraph-frame.h"

/* In bytes. */
#define LONGEST_HEADING 90
#define LONGEST_BOILERPLATE 240
#define LONGEST_LINK 120
#define LONGEST_NAME 40

/* A byline stands under the title, whatever the site puts between, or among the last lines. */
#define LAST_BYLINE 5

/* What a release says of its company comes behind what it has to say. */
#define FIRST_PRESENTATION 3

/* Whether a heading may stand at [start, end), which the paragraph [before_start, before_end) is in front of: below a
 * blank line, or below a line that ends a sentence or says when, not at the end of an address or a list. */
static gboolean
has_room_above (const char *text, guint32 before_start, guint32 before_end, guint32 start)
{
  guint n_feeds = 0;

  if (text[before_end - 1] == ',')
    return FALSE;
  for (guint32 i = before_end; i < start; i++)
    n_feeds += text[i] == '\n';

  return n_feeds >= 2 || paragraph_has_end_mark (text, before_start, before_end, ".!?")
         || paragraph_is_time_stamp (text, before_start, before_end);
}

/* A headline may be broken where the next word had no room, if there is a blank line below it. */
static gboolean
looks_like_title (const char *text, const Spans *paragraphs, guint32 row)
{
  const guint32 start = paragraphs->starts[row], end = paragraphs->ends[row];

  /* Old papers put a full stop behind headlines, which are in capitals then. */
  if (end - start > PARAGRAPH_LONGEST_TITLE
      || paragraph_has_end_mark (text, start, end, paragraph_is_in_capitals (text, start, end) ? ",;:" : ".,;:")
      || paragraph_find_gap (text, start, end) < end)
    return FALSE;
  if (!paragraph_has_byte (text, start, end, '\n'))
    return TRUE;

  guint n_feeds = 0;
  for (guint32 i = end; i < paragraphs->starts[row + 1]; i++)
    n_feeds += text[i] == '\n';
  return n_feeds >= 2 && paragraphs->ends[row + 1] - paragraphs->starts[row + 1] > end - start;
}

static gboolean
is_directly_below (const char *text, const Spans *paragraphs, guint32 row)
{
  guint n_feeds = 0;

  for (guint32 i = paragraphs->ends[row - 1]; i < paragraphs->starts[row]; i++)
    n_feeds += text[i] == '\n';
  return n_feeds == 1;
}

/* `BBC Sport at Old Trafford`, `Associated Press`: for whom the author writes, on the line below the byline. */
static gboolean
goes_with_byline (const char *text, const Spans *paragraphs, guint32 row)
{
  const guint32 start = paragraphs->starts[row], end = paragraphs->ends[row];

  return paragraphs->kinds[row - 1] == PARAGRAPH_BYLINE && end - start <= PARAGRAPH_LONGEST_BYLINE
         && row + 1 < paragraphs->n && !paragraph_has_byte (text, start, end, '\n')
         && !paragraph_has_end_mark (text, start, end, ".!?:;") && !g_ascii_islower (text[start])
         && is_directly_below (text, paragraphs, row);
}

/* `Ann Lee in Kelby`, on the line above the time at which it was published; `ann_lee`, above how often she posted. */
static gboolean
signs_above (const char *text, const Spans *paragraphs, guint32 row, gboolean a_time)
{
  const guint32 start = paragraphs->starts[row], end = paragraphs->ends[row];

  return row + 1 < paragraphs->n && end - start <= PARAGRAPH_LONGEST_BYLINE
         && !paragraph_has_byte (text, start, end, '\n') && !paragraph_has_end_mark (text, start, end, ".!?:;")
         && !g_ascii_isdigit (text[start]) && is_directly_below (text, paragraphs, row + 1)
         && ((a_time && !g_ascii_islower (text[start])
              && paragraph_is_time_stamp (text, paragraphs->starts[row + 1], paragraphs->ends[row + 1]))
             || paragraph_is_post_head (text, paragraphs->starts[row + 1], paragraphs->ends[row + 1]));
}

/* Whether it is the message of a chat, which stands behind its time on one line. */
static gboolean
is_message (const char *text, const Spans *paragraphs, guint32 row)
{
  return paragraphs->kinds[row - 1] == PARAGRAPH_BOILERPLATE
         && paragraph_pass_stamp (text, paragraphs->starts[row - 1], paragraphs->ends[row]) == paragraphs->starts[row];
}

/* `ANN LEE-BERG`, on the line below the title. */
static gboolean
signs_below_title (const char *text, const Spans *paragraphs, guint32 row)
{
  const guint32 start = paragraphs->starts[row], end = paragraphs->ends[row];
  guint n_words = 1;

  if (paragraphs->kinds[row - 1] != PARAGRAPH_TITLE || !is_directly_below (text, paragraphs, row)
      || end - start > LONGEST_NAME || row + 1 == paragraphs->n || !paragraph_is_in_capitals (text, start, end))
    return FALSE;
  for (guint32 i = start; i < end; i++)
    {
      if (!g_ascii_isupper (text[i]) && !paragraph_is_mark (text[i], " .-'"))
        return FALSE;
      n_words += text[i] == ' ';
    }
  return n_words >= 2 && n_words <= 4;
}

static gboolean
is_heading (const char *text, const Spans *paragraphs, guint32 row, guint32 first)
{
  const guint32 start = paragraphs->starts[row], end = paragraphs->ends[row], length = end - start;
  const guint32 next_start = paragraphs->starts[row + 1], next_end = paragraphs->ends[row + 1];

  if (length > LONGEST_HEADING)
    return FALSE;
  if (paragraph_is_rule (text, next_start, next_end))
    return TRUE;
  return !paragraph_has_end_mark (text, start, end, ".,;:!?") && !g_ascii_islower (text[start])
         && !paragraph_is_mark (text[start], "\"><|") && !paragraph_has_byte (text, start, end, '|')
         && (row == first || has_room_above (text, paragraphs->starts[row - 1], paragraphs->ends[row - 1], start))
         && (next_end - next_start > MAX (length, 60) || paragraphs->kinds[row + 1] == PARAGRAPH_LIST
             || paragraphs->kinds[row + 1] == PARAGRAPH_CODE || paragraph_is_in_capitals (text, start, end));
}

/* What is known of the text before a paragraph. */
typedef struct
{
  const char *text;
  Spans *paragraphs;
  guint32 first;
  guint32 n_own;         /* paragraphs that are no boilerplate */
  gboolean opens;        /* none but heads of pages and mails */
  gboolean is_signed;    /* in the lines below the mark of a signature, or below `Contact:` */
  gboolean is_closed;    /* in those below `Kind regards,`, where an empty line may be between */
  gboolean is_signature; /* in the lines of one that nothing announces */
  gboolean is_letter;    /* somebody was greeted, or a mail quoted */
  gboolean is_linked;    /* in the links below `Most read` */
  guint32 presented;     /* the paragraph that says again what a company is, if it begins with its name */
} Judging;

/* Whether `About Orla Foods` is followed by `Orla Foods is …`. */
static gboolean
presents (const Judging *judging, guint32 row)
{
  const char *text = judging->text;
  const Spans *paragraphs = judging->paragraphs;
  const guint32 end = paragraphs->ends[row], name = paragraph_find_presented (text, paragraphs->starts[row], end);

  if (name == end || row + 1 >= paragraphs->n || judging->n_own < FIRST_PRESENTATION)
    return FALSE;
  const guint32 next = paragraphs->starts[row + 1];
  guint32 length = 0;
  while (name + length < end && text[name + length] != ' ')
    length++;
  return paragraphs->ends[row + 1] - next > length && memcmp (text + name, text + next, length) == 0;
}

/* Whether it is told by its own words that a short paragraph stands around the text. */
static gboolean
is_around (const Judging *judging, guint32 row)
{
  const char *text = judging->text;
  const Spans *paragraphs = judging->paragraphs;
  const guint32 end = paragraphs->ends[row];
  guint32 start = paragraphs->starts[row];

  if (paragraph_is_boilerplate (text, start, end) || paragraph_is_menu (text, start, end)
      || (judging->opens && row + 2 < paragraphs->n && paragraph_is_slug (text, start, end)))
    return TRUE;
  if (row + 1 < paragraphs->n && text[paragraphs->starts[row + 1]] == '>'
      && paragraph_introduces_message (text, start, end))
    return TRUE;
  while (start < end && paragraph_is_mark (text[start], "> "))
    start++;
  return paragraph_is_salutation (text, start, end);
}

/* Leaves the tags around a paragraph of a page out, since form is told by words: `<p>By Ann Lee</p>`. */
static void
pass_tags (const char *text, guint32 *start, guint32 *end)
{
  Element element;
  guint32 first = *start, last = *end;

  while (first < last && text[first] == '<' && element_read (text, first, last, &element))
    first = element.end;
  while (last > first && text[last - 1] == '>')
    {
      guint32 tag = last - 1;
      while (tag > first && text[tag] != '<')
        tag--;
      if (text[tag] != '<' || !element_read (text, tag, last, &element) || element.end != last)
        break;
      last = tag;
    }
  if (first < last)
    {
      *start = first;
      *end = last;
    }
}

/* What a paragraph is that looks like prose so far. */
static ParagraphKind
judge (const Judging *judging, guint32 row)
{
  const char *text = judging->text;
  const Spans *paragraphs = judging->paragraphs;
  guint32 start = paragraphs->starts[row], end = paragraphs->ends[row];
  const gboolean is_first = row == judging->first;

  pass_tags (text, &start, &end);
  if (!is_first && is_message (text, paragraphs, row))
    return paragraph_is_left_out (text, start, end) ? PARAGRAPH_BOILERPLATE : PARAGRAPH_PROSE;
  if (judging->opens && paragraph_is_subject (text, start, end))
    return PARAGRAPH_TITLE;
  if (judging->opens && row + 2 < paragraphs->n && paragraph_is_masthead (text, start, end)
      && is_directly_below (text, paragraphs, row + 1) && looks_like_title (text, paragraphs, row + 1)
      && memchr (text + paragraphs->starts[row + 1], ' ', paragraphs->ends[row + 1] - paragraphs->starts[row + 1]))
    return PARAGRAPH_BOILERPLATE;
  if (is_around (judging, row)
      || (judging->opens && row + 2 < paragraphs->n && paragraph_is_kicker (text, start, end)
          && looks_like_title (text, paragraphs, row + 1)))
    return PARAGRAPH_BOILERPLATE;
  if (paragraph_is_caption (text, start, end) || paragraph_heads_caption (text, start, end)
      || (!is_first && is_directly_below (text, paragraphs, row)
          && paragraph_heads_caption (text, paragraphs->starts[row - 1], paragraphs->ends[row - 1])))
    return PARAGRAPH_CAPTION;
  if (row + LAST_BYLINE >= paragraphs->n && !paragraph_has_end_mark (text, start, end, ".")
      && paragraph_is_byline (text, start, end, FALSE))
    return PARAGRAPH_BYLINE;
  if (!is_first && signs_above (text, paragraphs, row, judging->n_own <= LAST_BYLINE))
    return PARAGRAPH_BYLINE;
  if (judging->n_own <= LAST_BYLINE
      && (paragraph_is_byline (text, start, end, !is_first)
          || (!is_first && (goes_with_byline (text, paragraphs, row) || signs_below_title (text, paragraphs, row)))))
    return PARAGRAPH_BYLINE;
  if (row + 1 == paragraphs->n || !paragraph_has_letter (text, start, end))
    return PARAGRAPH_PROSE;
  if (judging->opens && looks_like_title (text, paragraphs, row))
    return PARAGRAPH_TITLE;
  return !paragraph_has_byte (text, start, end, '\n') && is_heading (text, paragraphs, row, judging->first)
             ? PARAGRAPH_HEADING
             : PARAGRAPH_PROSE;
}

/* `2. Report of the treasurer`, above what is reported, is no item of a list. */
static gboolean
is_numbered_heading (const Judging *judging, guint32 row)
{
  const Spans *paragraphs = judging->paragraphs;
  const guint32 start = paragraphs->starts[row], end = paragraphs->ends[row];

  return g_ascii_isdigit (judging->text[start]) && row + 1 < paragraphs->n && row > judging->first
         && paragraphs->kinds[row + 1] == PARAGRAPH_PROSE && !paragraph_has_byte (judging->text, start, end, '\n')
         && is_heading (judging->text, paragraphs, row, judging->first);
}

/* How often mail was quoted that begins with these marks. */
static guint
measure_quoting (const char *text, guint32 start, guint32 end)
{
  guint depth = 0;

  for (; start < end && paragraph_is_mark (text[start], "> "); start++)
    depth += text[start] == '>';
  return depth;
}

/* Whether a line says who wrote the letter or mail above it, which no closing line announces: below the end of a
 * sentence, and above what belongs to no letter. */
static gboolean
signs_letter (const Judging *judging, guint32 row)
{
  const char *text = judging->text;
  const Spans *paragraphs = judging->paragraphs;
  guint32 start = paragraphs->starts[row], end = paragraphs->ends[row];
  const gboolean is_last = row + 1 == paragraphs->n;
  const guint depth = measure_quoting (text, start, end);

  while (start < end && paragraph_is_mark (text[start], "> "))
    start++;
  if (row == judging->first || !paragraph_is_signature (text, start, end)
      || !paragraph_has_end_mark (text, paragraphs->starts[row - 1], paragraphs->ends[row - 1], ".!?,"))
    return FALSE;
  if (is_last)
    return judging->is_letter;

  const guint32 next = paragraphs->starts[row + 1], next_end = paragraphs->ends[row + 1];
  if (paragraph_introduces_mail (text, next, next_end))
    return TRUE;
  return judging->is_letter
         && (depth != measure_quoting (text, next, next_end) || paragraph_heads_signature (text, next, next_end)
             || paragraph_opens_letter (text, next, next_end)
             || (is_directly_below (text, paragraphs, row + 1) && next_end - next <= LONGEST_NAME
                 && !paragraph_has_end_mark (text, next, next_end, ".!?:;,")));
}

/* Whether the lines of a signature have come to a paragraph, or begin with it. */
static void
follow_signature (Judging *judging, guint32 row)
{
  const char *text = judging->text;
  const Spans *paragraphs = judging->paragraphs;
  const guint32 start = paragraphs->starts[row], end = paragraphs->ends[row];
  const gboolean goes_on = row > judging->first && is_directly_below (text, paragraphs, row);

  judging->is_signed = paragraph_heads_signature (text, start, end) || (judging->is_signed && goes_on);
  judging->is_letter = judging->is_letter || text[start] == '>' || paragraph_is_salutation (text, start, end)
                       || paragraph_opens_letter (text, start, end);
  judging->is_signature = signs_letter (judging, row)
                          || (judging->is_signature && goes_on && end - start <= LONGEST_NAME
                              && !paragraph_has_end_mark (text, start, end, ".!?:"));
  if (paragraph_closes_letter (text, start, end))
    judging->is_closed = TRUE;
  else if (judging->is_closed
           && (paragraph_has_end_mark (text, start, end, ".!?:") || end - start > LONGEST_BOILERPLATE))
    judging->is_closed = FALSE;
  /* Who writes stands there in short, and below an empty line with address and all. */
  else if (judging->is_closed && !goes_on)
    {
      judging->is_signed = TRUE;
      judging->is_closed = FALSE;
    }
}

static void
judge_next (Judging *judging, guint32 row)
{
  const char *text = judging->text;
  const Spans *paragraphs = judging->paragraphs;
  const guint32 start = paragraphs->starts[row], end = paragraphs->ends[row], length = end - start;
  guint8 *kind = &judging->paragraphs->kinds[row];

  follow_signature (judging, row);
  judging->is_linked
      = paragraph_heads_links (text, start, end)
        || (judging->is_linked && length <= LONGEST_LINK && !paragraph_has_end_mark (text, start, end, "."));
  if (*kind != PARAGRAPH_PROSE && *kind != PARAGRAPH_LIST)
    ;
  else if (judging->is_linked || judging->presented == row || judging->is_signature
           || ((judging->is_signed || judging->is_closed)
               && (length <= PARAGRAPH_LONGEST_BYLINE
                   || (length <= LONGEST_BOILERPLATE && !paragraph_has_end_mark (text, start, end, ".!?"))))
           || (length <= PARAGRAPH_LONGEST_BYLINE && paragraph_is_page_furniture (text, start, end))
           || (length <= PARAGRAPH_LONGEST_NOTICE && paragraph_is_notice (text, start, end)))
    *kind = PARAGRAPH_BOILERPLATE;
  else if (*kind == PARAGRAPH_PROSE && presents (judging, row))
    {
      *kind = PARAGRAPH_BOILERPLATE;
      judging->presented = row + 1;
    }
  else if (*kind == PARAGRAPH_PROSE && length <= LONGEST_BOILERPLATE)
    *kind = (guint8) judge (judging, row);
  else if (*kind == PARAGRAPH_LIST && is_numbered_heading (judging, row))
    *kind = PARAGRAPH_HEADING;
  judging->n_own += *kind != PARAGRAPH_BOILERPLATE;
  judging->opens = judging->opens && (*kind == PARAGRAPH_BOILERPLATE || paragraph_find_gap (text, start, end) < end);
}

/* A line of columns that stands in a text again and again, but for the number of its page. */
typedef struct
{
  guint64 hash;
  guint32 row;
} RunningHead;

static gint
compare_heads (gconstpointer a, gconstpointer b)
{
  const RunningHead *left = a, *right = b;

  return left->hash != right->hash ? (left->hash < right->hash ? -1 : 1)
                                   : (left->row > right->row) - (left->row < right->row);
}

static guint64
hash_head (const char *text, guint32 start, guint32 end)
{
  guint64 hash = 0xcbf29ce484222325; /* FNV-1a */

  for (guint32 i = start; i < end; i++)
    if (!g_ascii_isdigit (text[i]) && !g_ascii_isspace (text[i]))
      hash = (hash ^ (guchar) text[i]) * 0x100000001b3;
  return hash;
}

static void
mark_running_heads (const char *text, Spans *paragraphs, guint32 first)
{
  g_autoptr (GArray) heads = g_array_new (FALSE, FALSE, sizeof (RunningHead));

  for (guint32 row = first; row < paragraphs->n; row++)
    {
      const guint32 start = paragraphs->starts[row], end = paragraphs->ends[row];
      if (paragraphs->kinds[row] != PARAGRAPH_PROSE || end - start > LONGEST_LINK
          || paragraph_find_gap (text, start, end) == end || paragraph_has_byte (text, start, end, '\t')
          || paragraph_has_byte (text, start, end, '\n') || !paragraph_has_letter (text, start, end))
        continue;
      const RunningHead head = { hash_head (text, start, end), row };
      g_array_append_val (heads, head);
    }
  g_array_sort (heads, compare_heads);
  for (guint i = 0; i < heads->len; i++)
    {
      const RunningHead *head = &g_array_index (heads, RunningHead, i);
      if ((i > 0 && head[-1].hash == head->hash) || (i + 1 < heads->len && head[1].hash == head->hash))
        paragraphs->kinds[head->row] = PARAGRAPH_BOILERPLATE;
    }
}

void
paragraphs_judge (const char *text, Spans *paragraphs, guint32 first)
{
  mark_running_heads (text, paragraphs, first);

  Judging judging = { .text = text, .paragraphs = paragraphs, .first = first, .opens = TRUE, .presented = G_MAXUINT32 };

  for (guint32 i = first; i < paragraphs->n; i++)
    judge_next (&judging, i);
}
