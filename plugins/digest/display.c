/* Text for a terminal: wrapped. */
#include "display.h"

#include "clean.h"

void
display_append_spaces (GString *output, guint n_spaces)
{
  for (guint i = 0; i < n_spaces; i++)
    g_string_append_c (output, ' ');
}

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
    columns += clean_measure_character (g_utf8_get_char (at));

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
      const guint columns = clean_measure_character (character);

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
