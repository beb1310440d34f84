/* Splitting a stream into rows and fields, each byte of which is looked at once. */
#include "rows.h"

#include <string.h>

#define CHUNK_SIZE (64 * 1024)

/* More than any table has; a file with more is none. */
#define MAX_FIELDS 16384

#define END (-1)    /* of the stream */
#define FAILED (-2) /* with an error */

struct _Rows
{
  GInputStream *stream;
  char separator;
  gsize longest;
  guchar *chunk; /* what was read, from `at` to `end`, and not looked at yet */
  gsize at;
  gsize end;
  gboolean has_begun;
  gboolean is_at_end;
  guint64 line;       /* that is read */
  guint64 first_line; /* of the row */
  GString *text;      /* the fields of the row, one behind the other */
  GArray *ends;       /* where in `text` each field ends */
};

Rows *
rows_new (GInputStream *stream, char separator, gsize longest)
{
  Rows *rows = g_new0 (Rows, 1);

  rows->stream = g_object_ref (stream);
  rows->separator = separator;
  rows->longest = longest;
  rows->chunk = g_malloc (CHUNK_SIZE);
  rows->line = 1;
  rows->text = g_string_new (NULL);
  rows->ends = g_array_new (FALSE, FALSE, sizeof (gsize));
  return rows;
}

void
rows_free (Rows *rows)
{
  g_object_unref (rows->stream);
  g_free (rows->chunk);
  g_string_free (rows->text, TRUE);
  g_array_unref (rows->ends);
  g_free (rows);
}

/* Bytes */

static gboolean
read_more (Rows *rows, GCancellable *cancellable, GError **error)
{
  const gssize n
      = g_input_stream_read (rows->stream, rows->chunk + rows->end, CHUNK_SIZE - rows->end, cancellable, error);

  rows->is_at_end = n <= 0;
  rows->end += n > 0 ? (gsize) n : 0;
  return n >= 0;
}

/* The separator of which the first line has most, outside of quotation marks. */
static char
guess_separator (const char *text, gsize length)
{
  static const char separators[] = ",;\t|";
  guint counts[sizeof separators - 1] = { 0 };
  gboolean is_quoted = FALSE;
  guint best = 0;

  for (gsize i = 0; i < length && (is_quoted || (text[i] != '\n' && text[i] != '\r')); i++)
    {
      const char *found = text[i] != '\0' && !is_quoted ? strchr (separators, text[i]) : NULL;
      is_quoted ^= text[i] == '"';
      if (found != NULL)
        counts[found - separators]++;
    }
  for (guint i = 1; i < G_N_ELEMENTS (counts); i++)
    if (counts[i] > counts[best])
      best = i;
  return separators[best];
}

/* Reads the first chunk as far as it goes: it tells the encoding and the separator. */
static gboolean
begin (Rows *rows, GCancellable *cancellable, GError **error)
{
  while (!rows->is_at_end && rows->end < CHUNK_SIZE)
    if (!read_more (rows, cancellable, error))
      return FALSE;

  const char *text = (const char *) rows->chunk;
  gsize length = rows->end;
  if (!obelus_encoding_skip_mark (&text, &length, error))
    return FALSE;
  rows->at = rows->end - length;
  rows->has_begun = TRUE;
  if (rows->separator == '\0')
    rows->separator = guess_separator (text, length);
  return TRUE;
}

static int
peek (Rows *rows, GCancellable *cancellable, GError **error)
{
  if (rows->at == rows->end && !rows->is_at_end)
    {
      rows->at = rows->end = 0;
      if (!read_more (rows, cancellable, error))
        return FAILED;
    }
  return rows->at < rows->end ? rows->chunk[rows->at] : END;
}

/* Fields */

static gboolean
fail_row (Rows *rows, ObelusError code, const char *what, GError **error)
{
  g_set_error (error, OBELUS_ERROR, code, "line %" G_GUINT64_FORMAT ": %s; what stands behind it is not read",
               rows->first_line, what);
  return FALSE;
}

static gboolean
append (Rows *rows, char byte, GError **error)
{
  if (rows->text->len >= rows->longest)
    return fail_row (rows, OBELUS_ERROR_TOO_LARGE,
                     "the row that begins here is too long; close its quotation marks, or allow more with max-row",
                     error);
  if (rows->text->len + 1 >= rows->text->allocated_len && !obelus_string_reserve (rows->text, 1, error))
    return FALSE;
  g_string_append_c (rows->text, byte);
  return TRUE;
}

/* What stands between quotation marks; two of them stand for one. */
static gboolean
take_quoted (Rows *rows, GCancellable *cancellable, GError **error)
{
  for (rows->at++;; rows->at++)
    {
      int byte = peek (rows, cancellable, error);
      if (byte == FAILED)
        return FALSE;
      if (byte == END)
        return fail_row (rows, OBELUS_ERROR_INVALID_INPUT, "a quotation mark in the row that begins here is not closed",
                         error);
      if (byte == '"')
        {
          rows->at++;
          byte = peek (rows, cancellable, error);
          if (byte != '"')
            return byte != FAILED;
        }
      rows->line += byte == '\n' ? 1 : 0;
      if (!append (rows, (char) byte, error))
        return FALSE;
    }
}

/* Up to the separator or the end of the row. */
static gboolean
take_field (Rows *rows, GCancellable *cancellable, GError **error)
{
  int byte = peek (rows, cancellable, error);

  if (byte == '"' && !take_quoted (rows, cancellable, error))
    return FALSE;
  while ((byte = peek (rows, cancellable, error)) >= 0 && byte != (guchar) rows->separator && byte != '\n'
         && byte != '\r')
    {
      if (!append (rows, (char) byte, error))
        return FALSE;
      rows->at++;
    }
  if (byte == FAILED)
    return FALSE;
  if (rows->ends->len == MAX_FIELDS)
    return fail_row (rows, OBELUS_ERROR_TOO_LARGE, "the row has too many fields for a table", error);
  g_array_append_val (rows->ends, rows->text->len);
  return TRUE;
}

/* Lines end with LF, CR LF, or CR alone. */
static gboolean
end_row (Rows *rows, GCancellable *cancellable, GError **error)
{
  int byte = peek (rows, cancellable, error);

  if (byte == '\r')
    {
      rows->at++;
      rows->line++;
      byte = peek (rows, cancellable, error);
      rows->at += byte == '\n' ? 1 : 0;
    }
  else if (byte == '\n')
    {
      rows->at++;
      rows->line++;
    }
  return byte != FAILED;
}

static gboolean
take_row (Rows *rows, GCancellable *cancellable, GError **error)
{
  g_string_truncate (rows->text, 0);
  g_array_set_size (rows->ends, 0);
  rows->first_line = rows->line;

  while (take_field (rows, cancellable, error))
    {
      if (peek (rows, cancellable, error) != (guchar) rows->separator)
        return end_row (rows, cancellable, error);
      rows->at++;
    }
  return FALSE;
}

gboolean
rows_next (Rows *rows, GCancellable *cancellable, GError **error)
{
  gboolean taken = rows->has_begun || begin (rows, cancellable, error);

  while (taken && peek (rows, cancellable, error) >= 0)
    {
      taken = take_row (rows, cancellable, error);
      if (taken && (rows->ends->len > 1 || rows->text->len > 0))
        return TRUE;
    }

  rows->at = rows->end;
  rows->has_begun = rows->is_at_end = TRUE;
  return FALSE;
}

guint
rows_get_n_fields (Rows *rows)
{
  return rows->ends->len;
}

const char *
rows_get_field (Rows *rows, guint field, gsize *length)
{
  const gsize start = field > 0 ? g_array_index (rows->ends, gsize, field - 1) : 0;

  *length = g_array_index (rows->ends, gsize, field) - start;
  return rows->text->str + start;
}

guint64
rows_get_line (Rows *rows)
{
  return rows->first_line;
}
