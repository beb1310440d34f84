/* Judging paragraphs by their form, their place and how they begin. */
#include "paragraph-kinds.h"

#include <string.h>

/* In bytes. Headlines of newspapers have up to 120 characters. */
#define LONGEST_TITLE 160
#define LONGEST_HEADING 90
#define LONGEST_BYLINE 90
#define LONGEST_BOILERPLATE 240

/* A byline stands under the title and nowhere else. */
#define LAST_BYLINE 5

/* In bytes: that of a copyright, below. */
#define SHORTEST_BEGINNING 2

static const char *const boilerplate_beginnings[] = {
  "published:",
  "updated:",
  "last updated",
  "posted:",
  "created:",
  "click here",
  "click to",
  "read more",
  "read also",
  "see also:",
  "share this",
  "share on",
  "follow us",
  "sign up",
  "subscribe",
  "advertisement",
  "all rights reserved",
  "copyright",
  "\xC2\xA9",
  "scroll down",
  "related articles",
  "related stories",
  "related topics",
  "for more information",
  "terms of use",
  "privacy policy",
  "cookie",
  "continue reading",
  "loading",
  "skip to",
  "leave a comment",
  "view comments",
  "e-mail this",
  "email this",
  "print this",
  "follow @",
  "this email was sent",
  "unsubscribe",
  "from: ",
  "to: ",
  "cc: ",
  "bcc: ",
  "date: ",
  "sent: ",
  "reply-to: ",
  "message-id: ",
  "to unsubscribe",
  "view in browser",
};

static const char *const caption_beginnings[] = { "photo:",  "photos:", "picture:", "image:", "caption:",   "pictured:",
                                                  "credit:", "figure ", "fig. ",    "table ", "photograph:" };

static gboolean
begins_with_one (const char *text, guint32 length, const char *const *beginnings, guint n_beginnings)
{
  if (length < SHORTEST_BEGINNING)
    return FALSE;

  char first = g_ascii_tolower (text[0]), second = g_ascii_tolower (text[1]);
  for (guint i = 0; i < n_beginnings; i++)
    {
      if (beginnings[i][0] != first || beginnings[i][1] != second)
        continue;
      gsize size = strlen (beginnings[i]);
      if (size <= length && g_ascii_strncasecmp (text, beginnings[i], size) == 0)
        return TRUE;
    }

  return FALSE;
}

gboolean
paragraph_is_item (const char *text, guint32 start, guint32 end)
{
  static const char *const bullets[]
      = { "\xE2\x80\xA2", "\xE2\x96\xAA", "\xE2\x97\x8F", "\xE2\x97\xA6", "\xE2\x80\xA3",
          "\xE2\x96\xA0", "\xC2\xB7",     "\xE2\x9C\x93", "\xE2\x9E\xA2", "\xE2\x81\x83" };
  const char *line = text + start;
  guint32 length = end - start;

  if (length < 3)
    return FALSE;
  if (strchr ("-*+", line[0]) != NULL && line[0] != '\0')
    return line[1] == ' ' || line[1] == '\t';
  for (guint i = 0; (guchar) line[0] >= 0x80 && i < G_N_ELEMENTS (bullets); i++)
    if (strlen (bullets[i]) < length && memcmp (line, bullets[i], strlen (bullets[i])) == 0)
      return TRUE;

  guint32 at = line[0] == '(';
  guint32 mark = at;
  while (mark < length && mark < at + 3 && g_ascii_isdigit (line[mark]))
    mark++;
  if (mark == at && g_ascii_isalpha (line[mark]))
    {
      /* `a)` is an item, `A. Smith` need not be. */
      mark++;
      if (mark + 1 < length && line[mark] != ')')
        return FALSE;
    }

  return mark > at && mark + 1 < length && (line[mark] == ')' || (line[mark] == '.' && at == 0))
         && (line[mark + 1] == ' ' || line[mark + 1] == '\t');
}

gboolean
paragraph_is_marked_heading (const char *text, guint32 start, guint32 end)
{
  guint32 at = start;

  while (at < end && at < start + 6 && text[at] == '#')
    at++;

  return at > start && at + 1 < end && text[at] == ' ';
}

gboolean
paragraph_is_code (const char *text, guint32 start, guint32 end, guint32 indent)
{
  static const guint8 is_sign[256] = {
    ['{'] = 1, ['}'] = 1, ['('] = 1, [')'] = 1, ['['] = 1, [']'] = 1, [';'] = 1,  ['='] = 1,
    ['<'] = 1, ['>'] = 1, ['_'] = 1, ['&'] = 1, ['|'] = 1, ['/'] = 1, ['\\'] = 1, ['*'] = 1,
  };
  guchar last = (guchar) text[end - 1];
  guint n_signs = 0;

  if (end - start > 200)
    return FALSE;
  for (guint32 i = start; i < end; i++)
    n_signs += is_sign[(guchar) text[i]];

  if (last == '{' || last == '}' || (last == ';' && n_signs >= 3))
    return n_signs >= 1;

  return indent >= 4 && n_signs >= 4 && n_signs * 6 >= end - start;
}

static gboolean
has_byte (const char *text, guint32 start, guint32 end, char c)
{
  return memchr (text + start, c, end - start) != NULL;
}

/* Whether a sentence or a part of one ends with [start, end), closing marks aside. */
static gboolean
has_end_mark (const char *text, guint32 start, guint32 end, const char *marks)
{
  while (end > start && strchr ("\"')]", text[end - 1]) != NULL)
    end--;

  return end > start && strchr (marks, text[end - 1]) != NULL;
}

/* `By Jane Smith`, `By JANE SMITH and Ali Khan, Science Editor`. */
static gboolean
is_byline (const char *text, guint32 start, guint32 end)
{
  if (end - start < 6 || end - start > LONGEST_BYLINE || g_ascii_strncasecmp (text + start, "by ", 3) != 0
      || has_byte (text, start, end, '\n') || has_end_mark (text, start, end, "!?:;"))
    return FALSE;

  guint n_words = 0;
  guint n_capitalised = 0;
  for (guint32 i = start + 3; i < end; i++)
    if (text[i - 1] == ' ')
      {
        n_words++;
        n_capitalised += g_ascii_isupper (text[i]) || (guchar) text[i] >= 0x80;
      }

  return n_words <= 12 && n_capitalised >= 1 && (g_ascii_isupper (text[start + 3]) || (guchar) text[start + 3] >= 0x80)
         && n_capitalised * 2 >= n_words;
}

static gboolean
has_letter (const char *text, guint32 start, guint32 end)
{
  for (guint32 i = start; i < end; i++)
    if (g_ascii_isalpha (text[i]) || (guchar) text[i] >= 0x80)
      return TRUE;

  return FALSE;
}

/* `INGREDIENTS`, `PART TWO`. */
static gboolean
is_in_capitals (const char *text, guint32 start, guint32 end)
{
  guint n_capitals = 0;

  for (guint32 i = start; i < end; i++)
    {
      if (g_ascii_islower (text[i]) || (guchar) text[i] >= 0x80)
        return FALSE;
      n_capitals += g_ascii_isupper (text[i]);
    }

  return n_capitals >= 4;
}

static gboolean
is_rule (const char *text, guint32 start, guint32 end)
{
  return end - start >= 3 && strchr ("=-", text[start]) != NULL && text[start] == text[end - 1]
         && text[start] == text[start + 1];
}

/* Whether a heading may stand at [start, end), which the paragraph [before_start, before_end) is in front of: below a
 * blank line, or below a line that ends a sentence, not at the end of an address or a list. */
static gboolean
has_room_above (const char *text, guint32 before_start, guint32 before_end, guint32 start)
{
  guint n_feeds = 0;

  if (text[before_end - 1] == ',')
    return FALSE;
  for (guint32 i = before_end; i < start; i++)
    n_feeds += text[i] == '\n';

  return n_feeds >= 2 || has_end_mark (text, before_start, before_end, ".!?");
}

void
paragraphs_judge (const char *text, Spans *paragraphs, guint32 first)
{
  for (guint32 i = first; i < paragraphs->n; i++)
    {
      guint32 start = paragraphs->starts[i], end = paragraphs->ends[i], length = end - start;
      gboolean is_last = i + 1 == paragraphs->n;
      guint8 *kind = &paragraphs->kinds[i];

      if (*kind != PARAGRAPH_PROSE || length > LONGEST_BOILERPLATE)
        continue;

      if (begins_with_one (text + start, length, boilerplate_beginnings, G_N_ELEMENTS (boilerplate_beginnings)))
        *kind = PARAGRAPH_BOILERPLATE;
      else if (begins_with_one (text + start, length, caption_beginnings, G_N_ELEMENTS (caption_beginnings))
               && length > 10
               && (has_byte (text, start, MIN (end, start + 14), ':')
                   || has_byte (text, start, MIN (end, start + 14), '.')))
        *kind = PARAGRAPH_CAPTION;
      else if (i - first <= LAST_BYLINE && is_byline (text, start, end))
        *kind = PARAGRAPH_BYLINE;
      else if (is_last || has_byte (text, start, end, '\n') || !has_letter (text, start, end))
        continue;
      else if (i == first && length <= LONGEST_TITLE && !has_end_mark (text, start, end, ".,;:"))
        *kind = PARAGRAPH_TITLE;
      else if (length <= LONGEST_HEADING && is_rule (text, paragraphs->starts[i + 1], paragraphs->ends[i + 1]))
        *kind = PARAGRAPH_HEADING;
      else if (length <= LONGEST_HEADING && !has_end_mark (text, start, end, ".,;:!?") && !g_ascii_islower (text[start])
               && strchr ("\"><|", text[start]) == NULL && !has_byte (text, start, end, '|')
               && (i == first || has_room_above (text, paragraphs->starts[i - 1], paragraphs->ends[i - 1], start))
               && (paragraphs->ends[i + 1] - paragraphs->starts[i + 1] > MAX (length, 60)
                   || paragraphs->kinds[i + 1] == PARAGRAPH_LIST || is_in_capitals (text, start, end)))
        *kind = PARAGRAPH_HEADING;
    }
}
