/* Text for a terminal: harmless, measured in columns, cut, wrapped. */
#include "display.h"

#include "markup.h"

/* Scripts need a few marks on a letter; towers of them climb into other lines. */
#define MAX_MARKS 8

static guint
measure_character (gunichar character)
{
  if (g_unichar_iszerowidth (character))
    return 0;
  return g_unichar_iswide (character) ? 2 : 1;
}

guint
display_measure (const char *clean)
{
  guint columns = 0;

  for (const char *at = clean; *at != '\0'; at = g_utf8_next_char (at))
    columns += measure_character (g_utf8_get_char (at));

  return columns;
}

void
display_append_spaces (GString *output, guint n_spaces)
{
  for (guint i = 0; i < n_spaces; i++)
    g_string_append_c (output, ' ');
}

/* Cleaning */

/* What stands for a character; 0 for nothing. Of the format characters only joiners, which shape words in many scripts,
 * and plain marks of direction are kept: all others hide or reorder text. */
static gunichar
make_harmless (gunichar character)
{
  if (character < 0x20)
    return 0x2400 + character;
  if (character < 0x7f)
    return character;
  if (character == 0x7f)
    return 0x2421;

  switch (g_unichar_type (character))
    {
    case G_UNICODE_CONTROL:
      return 0xfffd;
    case G_UNICODE_FORMAT:
      return character >= 0x200c && character <= 0x200f ? character : 0;
    default:
      return character;
    }
}

static gboolean
is_space (gunichar character)
{
  return g_unichar_isspace (character) || character == 0x0b || character == 0x85;
}

/* Appends clean text until more than `max_columns` are taken up (0 for no limit), however much there is behind. */
static void
append_clean (GString *output, const char *text, gsize length, guint max_columns)
{
  const gsize first = output->len;
  const char *end = text + length;
  gboolean space_pending = FALSE;
  guint n_marks = 0, columns = 0;

  for (const char *at = text; at < end && (max_columns == 0 || columns <= max_columns);)
    {
      gunichar character;
      at += markup_read (at, end, &character);
      if (character == MARKUP_NOTHING)
        continue;
      if (is_space (character))
        {
          space_pending = output->len > first;
          continue;
        }

      character = make_harmless (character);
      if (character == 0)
        continue;
      const guint width = measure_character (character);
      n_marks = width == 0 ? n_marks + 1 : 0;
      if (n_marks > MAX_MARKS)
        continue;

      if (space_pending)
        g_string_append_c (output, ' ');
      columns += width + (space_pending ? 1 : 0);
      space_pending = FALSE;
      g_string_append_unichar (output, character);
    }
}

void
display_append_clean (GString *output, const char *text, gsize length)
{
  append_clean (output, text, length, 0);
}

char *
display_make_clean (const char *text, gsize length, guint max_columns)
{
  GString *clean = g_string_new (NULL);
  append_clean (clean, text, length, max_columns);

  guint columns = 0;
  gsize fits = 0, word_end = 0;
  for (const char *at = clean->str; max_columns > 0 && *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar character = g_utf8_get_char (at);
      const gsize offset = (gsize) (at - clean->str);

      columns += measure_character (character);
      if (columns > max_columns)
        {
          g_string_truncate (clean, word_end > 0 ? word_end : fits);
          g_string_append (clean, "…");
          break;
        }
      /* The ellipsis takes a column itself. */
      if (columns < max_columns)
        fits = offset + (gsize) g_unichar_to_utf8 (character, NULL);
      if (character == ' ')
        word_end = offset;
    }

  return g_string_free (clean, FALSE);
}

/* Wrapping */

/* Whether a line may end between two characters that no space parts. Only scripts that write without spaces need this:
 * beside ideographs and kana, but not before what closes or after what opens (Unicode Standard Annex 14, simplified).
 */
static gboolean
may_break_between (gunichar before, gunichar after)
{
  if (!g_unichar_iswide (before) && !g_unichar_iswide (after))
    return FALSE;
  if (g_unichar_break_type (before) == G_UNICODE_BREAK_OPEN_PUNCTUATION)
    return FALSE;

  switch (g_unichar_break_type (after))
    {
    case G_UNICODE_BREAK_CLOSE_PUNCTUATION:
    case G_UNICODE_BREAK_CLOSE_PARANTHESIS:
    case G_UNICODE_BREAK_EXCLAMATION:
    case G_UNICODE_BREAK_INFIX_SEPARATOR:
    case G_UNICODE_BREAK_NON_STARTER:
    case G_UNICODE_BREAK_CONDITIONAL_JAPANESE_STARTER:
    case G_UNICODE_BREAK_COMBINING_MARK:
    case G_UNICODE_BREAK_ZERO_WIDTH_JOINER:
    case G_UNICODE_BREAK_QUOTATION:
      return FALSE;
    default:
      return TRUE;
    }
}

static guint
measure_span (const char *start, const char *end)
{
  guint columns = 0;

  for (const char *at = start; at < end; at = g_utf8_next_char (at))
    columns += measure_character (g_utf8_get_char (at));

  return columns;
}

void
display_append_wrapped (GString *output, const char *clean, guint column, guint indent, guint width)
{
  const char *line = clean;
  const char *break_at = NULL;
  const char *at = clean;
  gunichar previous = ' ';

  while (*at != '\0')
    {
      const gunichar character = g_utf8_get_char (at);
      const guint columns = measure_character (character);

      if (character == ' ' || (at > line && columns > 0 && previous != ' ' && may_break_between (previous, character)))
        break_at = at;

      if (character != ' ' && column + columns > width && at > line)
        {
          const char *stop = break_at != NULL && break_at > line ? break_at : at;
          const char *next = *stop == ' ' ? stop + 1 : stop;

          g_string_append_len (output, line, stop - line);
          g_string_append_c (output, '\n');
          display_append_spaces (output, indent);
          column = indent + measure_span (next, at);
          line = next;
          break_at = NULL;
          /* What was carried over may still leave no room: look at this character again. */
          if (line < at)
            previous = g_utf8_get_char (g_utf8_prev_char (at));
          else
            previous = ' ';
          continue;
        }

      column += columns;
      previous = character;
      at = g_utf8_next_char (at);
    }

  g_string_append (output, line);
}
