/* Reading quotation marks. */
#include "marks.h"

#include <string.h>

/* What stands beside marks. */
enum
{
  BESIDE_SPACE, /* or nothing */
  BESIDE_WORD,
  BESIDE_OPENING, /* an opening bracket */
  BESIDE_DASH,
  BESIDE_POINT, /* a mark that ends sentences */
  BESIDE_COMMA, /* any other mark that stands behind words */
  BESIDE_OTHER,
};

#define LONGEST_MARK 7 /* `&ldquo;` */

guint32
mark_read (const char *text, guint32 length, MarkFamily *family, MarkShape *shape)
{
  static const struct
  {
    const char *bytes;
    guint8 length;
    MarkFamily family;
    MarkShape shape;
  } marks[] = {
    { "\"", 1, FAMILY_DOUBLE, SHAPE_STRAIGHT },
    { "''", 2, FAMILY_DOUBLE, SHAPE_STRAIGHT },
    { "'", 1, FAMILY_SINGLE, SHAPE_STRAIGHT },
    { "``", 2, FAMILY_DOUBLE, SHAPE_LEFT },
    { "\u00AB", 2, FAMILY_ANGLE, SHAPE_LEFT },
    { "\u00BB", 2, FAMILY_ANGLE, SHAPE_RIGHT },
    { "\u2018", 3, FAMILY_SINGLE, SHAPE_LEFT },
    { "\u2019", 3, FAMILY_SINGLE, SHAPE_RIGHT },
    { "\u201A", 3, FAMILY_SINGLE, SHAPE_LOW },
    { "\u201B", 3, FAMILY_SINGLE, SHAPE_LEFT },
    { "\u201C", 3, FAMILY_DOUBLE, SHAPE_LEFT },
    { "\u201D", 3, FAMILY_DOUBLE, SHAPE_RIGHT },
    { "\u201E", 3, FAMILY_DOUBLE, SHAPE_LOW },
    { "\u201F", 3, FAMILY_DOUBLE, SHAPE_LEFT },
    { "\u2039", 3, FAMILY_SMALL_ANGLE, SHAPE_LEFT },
    { "\u203A", 3, FAMILY_SMALL_ANGLE, SHAPE_RIGHT },
    { "\u300C", 3, FAMILY_CORNER, SHAPE_LEFT },
    { "\u300D", 3, FAMILY_CORNER, SHAPE_RIGHT },
    { "\u300E", 3, FAMILY_WHITE_CORNER, SHAPE_LEFT },
    { "\u300F", 3, FAMILY_WHITE_CORNER, SHAPE_RIGHT },
    { "\uFF02", 3, FAMILY_DOUBLE, SHAPE_STRAIGHT },
    /* As pages write them */
    { "&quot;", 6, FAMILY_DOUBLE, SHAPE_STRAIGHT },
    { "&#34;", 5, FAMILY_DOUBLE, SHAPE_STRAIGHT },
    { "&apos;", 6, FAMILY_SINGLE, SHAPE_STRAIGHT },
    { "&#39;", 5, FAMILY_SINGLE, SHAPE_STRAIGHT },
    { "&ldquo;", 7, FAMILY_DOUBLE, SHAPE_LEFT },
    { "&#8220;", 7, FAMILY_DOUBLE, SHAPE_LEFT },
    { "&rdquo;", 7, FAMILY_DOUBLE, SHAPE_RIGHT },
    { "&#8221;", 7, FAMILY_DOUBLE, SHAPE_RIGHT },
    { "&bdquo;", 7, FAMILY_DOUBLE, SHAPE_LOW },
    { "&#8222;", 7, FAMILY_DOUBLE, SHAPE_LOW },
    { "&lsquo;", 7, FAMILY_SINGLE, SHAPE_LEFT },
    { "&#8216;", 7, FAMILY_SINGLE, SHAPE_LEFT },
    { "&rsquo;", 7, FAMILY_SINGLE, SHAPE_RIGHT },
    { "&#8217;", 7, FAMILY_SINGLE, SHAPE_RIGHT },
    { "&laquo;", 7, FAMILY_ANGLE, SHAPE_LEFT },
    { "&#171;", 6, FAMILY_ANGLE, SHAPE_LEFT },
    { "&raquo;", 7, FAMILY_ANGLE, SHAPE_RIGHT },
    { "&#187;", 6, FAMILY_ANGLE, SHAPE_RIGHT },
  };
  char first = length > 0 ? *text : '\0';

  if (first != '"' && first != '\'' && first != '`' && first != '&' && first != '\xc2' && first != '\xe2'
      && first != '\xe3' && first != '\xef')
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (length >= marks[i].length && memcmp (text, marks[i].bytes, marks[i].length) == 0)
      {
        *family = marks[i].family;
        *shape = marks[i].shape;
        return marks[i].length;
      }

  return 0;
}

guint32
mark_find_before (const char *text, guint32 start, guint32 end)
{
  MarkFamily family;
  MarkShape shape;

  for (guint32 length = 1; length <= LONGEST_MARK && length <= end - start; length++)
    if (((guchar) text[end - length] & 0xC0) != 0x80
        && mark_read (text + end - length, length, &family, &shape) == length)
      return end - length;
  return end;
}

static guint8
classify (gunichar character)
{
  if (g_unichar_isalnum (character) || g_unichar_ismark (character))
    return BESIDE_WORD;
  if (g_unichar_isspace (character))
    return BESIDE_SPACE;
  switch (character)
    {
    case '.':
    case '!':
    case '?':
    case 0x2026: /* … */
    case 0x3002: /* 。 */
    case 0xFF01:
    case 0xFF1F:
      return BESIDE_POINT;
    case ',':
    case ';':
    case ':':
      return BESIDE_COMMA;
    default:
      break;
    }
  switch (g_unichar_type (character))
    {
    case G_UNICODE_OPEN_PUNCTUATION:
      return BESIDE_OPENING;
    case G_UNICODE_CLOSE_PUNCTUATION:
      return BESIDE_COMMA;
    case G_UNICODE_DASH_PUNCTUATION:
      return BESIDE_DASH;
    default:
      return BESIDE_OTHER;
    }
}

static guint8
classify_before (const QuotedText *text, guint32 offset)
{
  return offset == 0 ? BESIDE_SPACE : classify (g_utf8_get_char (g_utf8_prev_char (text->text + offset)));
}

static guint8
classify_after (const QuotedText *text, guint32 offset)
{
  if (offset >= text->length)
    return BESIDE_SPACE;

  guint8 after = classify (g_utf8_get_char (text->text + offset));
  /* An ellipsis may begin what is quoted. */
  if (after == BESIDE_POINT && text->text[offset] != '!' && text->text[offset] != '?'
      && (text->text[offset] != '.' || (offset + 1 < text->length && text->text[offset + 1] == '.')))
    after = BESIDE_OTHER;
  /* `will-o'-the-wisp` */
  if (after == BESIDE_DASH && text->text[offset] == '-' && offset + 1 < text->length
      && g_ascii_isalnum (text->text[offset + 1]))
    after = BESIDE_WORD;

  return after;
}

void
mark_reader_init (MarkReader *reader, const QuotedText *text)
{
  *reader = (MarkReader){ .text = text };
}

/* Whether all of a token is marks, of which there is one. A double mark may be two tokens. */
static gboolean
is_of_marks (const QuotedText *text, guint32 start, guint32 end)
{
  MarkFamily family;
  MarkShape shape;
  guint32 at = start;

  while (at < end)
    {
      guint32 size = mark_read (text->text + at, text->length - at, &family, &shape);
      if (size == 0)
        return FALSE;
      at += size;
    }

  return end > start;
}

/* Where the last token ends, be it of marks or not. */
static guint32
find_last_end (const MarkReader *reader)
{
  return MAX (reader->last_end, reader->covered);
}

static void
begin_paragraph (MarkReader *reader, guint32 start)
{
  if (reader->paragraph_end == 0)
    {
      reader->paragraph_end = find_last_end (reader);
      reader->paragraph_word = reader->last_word;
    }
  reader->paragraph++;
  reader->paragraph_start = start;
}

/* Notes in which paragraph and sentence a token stands. */
static void
follow (MarkReader *reader, guint32 start)
{
  const QuotedText *text = reader->text;

  while (reader->sentence < text->n_sentences && text->sentence_starts[reader->sentence] <= start)
    reader->sentence++;
  while (reader->paragraph < text->n_paragraphs && text->paragraph_starts[reader->paragraph] <= start)
    begin_paragraph (reader, text->paragraph_starts[reader->paragraph]);
}

/* Looks at what stands around marks that touch each other, once for all of them. */
static void
enter_run (MarkReader *reader, guint32 start)
{
  const QuotedText *text = reader->text;
  MarkFamily family;
  MarkShape shape;

  reader->before = classify_before (text, start);
  reader->run_end = start;
  for (guint32 size;
       (size = mark_read (text->text + reader->run_end, text->length - reader->run_end, &family, &shape)) > 0;)
    reader->run_end += size;
  reader->after = classify_after (text, reader->run_end);
}

/* Whether a mark before white space may be what is left of a genitive. */
static gboolean
ends_in_s (const QuotedText *text, guint32 start)
{
  return start > 0 && (text->text[start - 1] == 's' || text->text[start - 1] == 'S');
}

static gboolean
is_before_word (const QuotedText *text, guint32 offset)
{
  if (offset >= text->length || !g_unichar_isspace (g_utf8_get_char (text->text + offset)))
    return FALSE;

  return classify_after (text, (guint32) (g_utf8_next_char (text->text + offset) - text->text)) == BESIDE_WORD;
}

static void
fill (MarkReader *reader, Mark *mark)
{
  const QuotedText *text = reader->text;
  guint8 before = reader->before, after = reader->after, last = BESIDE_SPACE;

  if (reader->last_end > reader->paragraph_start)
    last = classify_before (text, reader->last_end);
  mark->paragraph_before_end = mark_reader_find_end (reader, &mark->paragraph_before_word);
  reader->paragraph_end = 0;
  mark->sentence = reader->sentence;
  mark->paragraph = reader->paragraph;
  mark->last_word = reader->last_word;
  mark->begins_paragraph = reader->last_end <= reader->paragraph_start;
  mark->follows_sentence = last == BESIDE_POINT;
  mark->follows_mark = last == BESIDE_POINT || last == BESIDE_COMMA || last == BESIDE_DASH;
  mark->is_spaced = before == BESIDE_SPACE && after == BESIDE_SPACE;
  mark->looks_opening = (before == BESIDE_SPACE || before == BESIDE_OPENING || before == BESIDE_DASH)
                        && after != BESIDE_SPACE && after != BESIDE_COMMA && after != BESIDE_POINT;
  mark->looks_closing = before != BESIDE_SPACE && before != BESIDE_OPENING && after != BESIDE_WORD;
  mark->is_possessive
      = before == BESIDE_WORD && ends_in_s (text, mark->start) && is_before_word (text, reader->run_end);
  mark->goes_on = last == BESIDE_WORD && after == BESIDE_WORD
                  && g_unichar_islower (g_utf8_get_char (text->text + reader->run_end));
}

gboolean
mark_reader_next (MarkReader *reader, Mark *mark)
{
  const QuotedText *text = reader->text;

  for (; reader->token < text->n_tokens; reader->token++)
    {
      guint32 start = text->token_starts[reader->token], end = text->token_ends[reader->token];
      if (obelus_is_cancelled_at (reader->token))
        {
          reader->is_cancelled = TRUE;
          return FALSE;
        }
      if (!reader->is_within)
        {
          /* Tokens of others may overlap: what one covers is looked at once. */
          if (start < find_last_end (reader))
            continue;
          follow (reader, start);
          if (!is_of_marks (text, start, end))
            {
              if (end > start && classify (g_utf8_get_char (text->text + start)) == BESIDE_WORD)
                reader->last_word = end;
              reader->last_end = MAX (reader->last_end, end);
              continue;
            }
          reader->covered = start;
        }
      reader->is_within = reader->covered < end;
      if (!reader->is_within)
        continue;
      if (reader->covered >= reader->run_end)
        enter_run (reader, reader->covered);
      mark->start = reader->covered;
      reader->covered += mark_read (text->text + mark->start, text->length - mark->start, &mark->family, &mark->shape);
      mark->end = reader->covered;
      fill (reader, mark);
      return TRUE;
    }

  return FALSE;
}

guint32
mark_reader_find_end (const MarkReader *reader, guint32 *last_word)
{
  gboolean is_over = reader->paragraph_end > 0;

  *last_word = is_over ? reader->paragraph_word : reader->last_word;

  return is_over ? reader->paragraph_end : find_last_end (reader);
}
