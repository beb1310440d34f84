/* What the command knows of the terminal it runs on, and text that is laid out for it. */
#include "terminal.h"

#include <stdarg.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

guint
cli_terminal_get_width (int fd)
{
  const char *columns = g_getenv ("COLUMNS");
  guint64 width;
  struct winsize size;

  if (columns != NULL && g_ascii_string_to_unsigned (columns, 10, 10, 10000, &width, NULL))
    return (guint) width;
  if (ioctl (fd, TIOCGWINSZ, &size) == 0 && size.ws_col >= 10)
    return size.ws_col;
  return 80;
}

gboolean
cli_terminal_wants_color (int fd)
{
  const char *no_color = g_getenv ("NO_COLOR");
  const char *term = g_getenv ("TERM");

  return isatty (fd) && (no_color == NULL || *no_color == '\0') && g_strcmp0 (term, "dumb") != 0;
}

const char *
cli_style_bold (void)
{
  return cli_terminal_wants_color (STDOUT_FILENO) ? "\033[1m" : "";
}

const char *
cli_style_faint (void)
{
  return cli_terminal_wants_color (STDOUT_FILENO) ? "\033[2m" : "";
}

const char *
cli_style_end (void)
{
  return cli_terminal_wants_color (STDOUT_FILENO) ? "\033[0m" : "";
}

static void
append_spaces (GString *output, gsize n_spaces)
{
  for (gsize i = 0; i < n_spaces; i++)
    g_string_append_c (output, ' ');
}

/* The bytes up to the next space or line feed. Of a word wider than `max_columns`, such as a long list with commas, the
 * part up to the last comma that fits, or as much as fits; 0 for no limit. */
static gsize
measure_word (const char *word, guint max_columns)
{
  const gsize length = strcspn (word, " \n");
  guint columns = 0;
  gsize fits = 0;

  if (max_columns == 0)
    return length;

  for (const char *at = word; at < word + length; at = g_utf8_next_char (at))
    {
      if (columns++ == max_columns)
        return fits > 0 ? fits : (gsize) (at - word);
      if (*at == ',')
        fits = (gsize) (at - word) + 1;
    }
  return length;
}

void
cli_append_wrapped (GString *output, const char *text, guint column, guint indent, guint width)
{
  gboolean line_is_empty = TRUE;

  while (*text != '\0')
    {
      if (*text == '\n')
        {
          g_string_append_c (output, '\n');
          text++;
          if (*text != '\n' && *text != '\0')
            append_spaces (output, indent);
          column = indent;
          line_is_empty = TRUE;
          continue;
        }

      const gsize spaces = strspn (text, " ");
      const gsize length = measure_word (text + spaces, width > indent ? width - indent : 0);
      const guint word = (guint) g_utf8_strlen (text + spaces, (gssize) length);
      if (!line_is_empty && width > 0 && column + spaces + word > width)
        {
          g_string_append_c (output, '\n');
          append_spaces (output, indent);
          column = indent;
        }
      else
        {
          append_spaces (output, spaces);
          column += (guint) spaces;
        }

      g_string_append_len (output, text + spaces, (gssize) length);
      column += word;
      text += spaces + length;
      line_is_empty = FALSE;
    }
}

/* Tables */

struct _CliTable
{
  char *alignment;
  guint n_columns;
  GPtrArray *cells; /* row after row */
};

CliTable *
cli_table_new (const char *alignment)
{
  CliTable *table = g_new0 (CliTable, 1);

  table->alignment = g_strdup (alignment);
  table->n_columns = (guint) strlen (alignment);
  table->cells = g_ptr_array_new_with_free_func (g_free);
  return table;
}

void
cli_table_add_row (CliTable *table, ...)
{
  va_list cells;

  va_start (cells, table);
  for (guint column = 0; column < table->n_columns; column++)
    {
      const char *cell = va_arg (cells, const char *);
      g_ptr_array_add (table->cells, g_strdup (cell));
    }
  va_end (cells);
}

void
cli_table_append (CliTable *table, GString *output, guint margin)
{
  g_autofree glong *widths = g_new0 (glong, table->n_columns);

  for (guint i = 0; i < table->cells->len; i++)
    widths[i % table->n_columns] = MAX (widths[i % table->n_columns], g_utf8_strlen (table->cells->pdata[i], -1));

  for (guint i = 0; i < table->cells->len; i++)
    {
      const guint column = i % table->n_columns;
      const char *cell = table->cells->pdata[i];
      const gsize padding = (gsize) (widths[column] - g_utf8_strlen (cell, -1));
      const gboolean last = column + 1 == table->n_columns;

      append_spaces (output, column == 0 ? margin : 2);
      append_spaces (output, table->alignment[column] == 'r' ? padding : 0);
      g_string_append (output, cell);
      append_spaces (output, table->alignment[column] == 'r' || last ? 0 : padding);
      if (last)
        g_string_append_c (output, '\n');
    }
}

void
cli_table_free (CliTable *table)
{
  g_free (table->alignment);
  g_ptr_array_unref (table->cells);
  g_free (table);
}
