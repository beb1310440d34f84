/* The reader `csv`: tables with a text in each row. */
#include "byte-encoding.h"
#include "columns.h"

#include <string.h>

typedef struct
{
  Rows *rows;
  GArray *columns;  /* NULL in an empty source */
  gboolean is_read; /* the row that `rows` stands at was not a header, and is still to be a document */
} Reading;

static void
csv_close (gpointer data)
{
  Reading *reading = data;

  rows_free (reading->rows);
  g_clear_pointer (&reading->columns, g_array_unref);
  g_free (reading);
}

/* Rows and fields are found before they are decoded. */
static gboolean
csv_load (ObelusContext *context, gpointer *shared, GError **error)
{
  *shared = NULL;
  return learn_byte_encoding_check (context, error);
}

static gboolean
csv_open (ObelusContext *context, ObelusSource *source, gpointer *reading_out, GError **error)
{
  static const char separators[] = { '\0', ',', ';', '\t', '|' }; /* in the order of the option */
  GCancellable *cancellable = obelus_context_get_cancellable (context);
  const gboolean has_header = obelus_context_get_flag (context, "header");
  const gsize longest = (gsize) obelus_context_get_integer (context, "max-row") << 20;
  GInputStream *stream = obelus_source_open (source, cancellable, error);
  g_autoptr (GError) problem = NULL;

  if (stream == NULL)
    return FALSE;

  Reading *reading = g_new0 (Reading, 1);
  reading->rows = rows_new (stream, separators[obelus_context_get_choice (context, "separator")], longest);
  if (rows_next (reading->rows, cancellable, &problem))
    {
      reading->columns = columns_new (context, reading->rows, has_header, &problem);
      reading->is_read = !has_header;
    }
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      csv_close (reading);
      return FALSE;
    }
  *reading_out = reading;
  return TRUE;
}

/* A row may lack fields at its end, and have empty ones beyond the last column. */
static gboolean
check_n_fields (ObelusContext *context, Reading *reading, GError **error)
{
  const guint n_fields = rows_get_n_fields (reading->rows), n_columns = reading->columns->len;
  gsize length = 0;

  for (guint i = n_columns; i < n_fields && length == 0; i++)
    rows_get_field (reading->rows, i, &length);
  return length == 0
         || obelus_context_fail (context, error, OBELUS_ERROR_INVALID_INPUT, OBELUS_NO_OFFSET,
                                 "line %" G_GUINT64_FORMAT ": the row has %u fields and the first row %u; a field with "
                                 "a separator in it needs quotation marks around it",
                                 rows_get_line (reading->rows), n_fields, n_columns);
}

/* The fields of the text, with an empty line between; FALSE with an error if none of them is there. */
static gboolean
join_text (ObelusContext *context, Reading *reading, GString *text, GError **error)
{
  gboolean is_there = FALSE;

  for (guint i = 0; i < MIN (reading->columns->len, rows_get_n_fields (reading->rows)); i++)
    {
      gsize length;
      const char *field = rows_get_field (reading->rows, i, &length);
      if (g_array_index (reading->columns, Column, i).use != COLUMN_TEXT)
        continue;
      is_there = TRUE;
      if (!obelus_string_reserve (text, length + 2, error))
        return FALSE;
      if (text->len > 0 && length > 0)
        g_string_append (text, "\n\n");
      g_string_append_len (text, field, (gssize) length);
    }
  return is_there
         || obelus_context_fail (context, error, OBELUS_ERROR_INVALID_INPUT, OBELUS_NO_OFFSET,
                                 "line %" G_GUINT64_FORMAT ": the row ends before the column of the text",
                                 rows_get_line (reading->rows));
}

static char *
find_id (ObelusContext *context, Reading *reading)
{
  for (guint i = 0; i < MIN (reading->columns->len, rows_get_n_fields (reading->rows)); i++)
    if (g_array_index (reading->columns, Column, i).use == COLUMN_ID)
      {
        gsize length;
        const char *field = rows_get_field (reading->rows, i, &length);
        return length > 0 ? column_decode (context, field, length, &length) : NULL;
      }
  return NULL;
}

static void
add_facts (ObelusContext *context, Reading *reading, ObelusDocument *document)
{
  for (guint i = 0; i < MIN (reading->columns->len, rows_get_n_fields (reading->rows)); i++)
    {
      const Column *column = &g_array_index (reading->columns, Column, i);
      gsize length;
      const char *field = rows_get_field (reading->rows, i, &length);
      if (column->use != COLUMN_FACT || length == 0)
        continue;
      g_autofree char *value = column_decode (context, field, length, &length);
      obelus_document_set_metadata (document, column->name, value, (gssize) length);
    }
}

static ObelusDocument *
decode_text (ObelusContext *context, ObelusSource *source, Reading *reading, const char *id, GError **error)
{
  /* The option's choices stand in the order of the enumeration. */
  const ObelusInvalidPolicy policy = (ObelusInvalidPolicy) obelus_context_get_choice (context, "invalid");
  const guint64 line = rows_get_line (reading->rows);
  g_autoptr (GString) text = g_string_new (NULL);
  gsize n_replaced;

  if (!join_text (context, reading, text, error))
    return NULL;
  ObelusDocument *document = obelus_document_new_decoded (
      id, text->str, text->len, obelus_context_get_text (context, "encoding"), policy, &n_replaced, error);
  if (document == NULL)
    g_prefix_error (error, "line %" G_GUINT64_FORMAT ": ", line);
  else if (n_replaced > 0)
    obelus_context_warn (context,
                         "%s: line %" G_GUINT64_FORMAT ": %" G_GSIZE_FORMAT
                         " %s no characters and became U+FFFD; name the encoding, as in --from 'csv "
                         "encoding=windows-1252', or set invalid=reject",
                         obelus_source_get_name (source), line, n_replaced,
                         n_replaced == 1 ? "place holds" : "places hold");
  return document;
}

static ObelusDocument *
csv_read (ObelusContext *context, ObelusSource *source, gpointer data, GError **error)
{
  Reading *reading = data;

  if (!reading->is_read && !rows_next (reading->rows, obelus_context_get_cancellable (context), error))
    return NULL;
  reading->is_read = FALSE;

  g_autofree char *id = find_id (context, reading);
  obelus_source_name_document (source, id);
  if (!check_n_fields (context, reading, error))
    return NULL;
  ObelusDocument *document = decode_text (context, source, reading, id, error);
  if (document != NULL)
    add_facts (context, reading, document);
  return document;
}

static const ObelusOption csv_options[] = {
  OBELUS_OPTION_LIST ("text", NULL,
                      "Columns with the text, by name or number; if not set, the one called text, body, content and so "
                      "on"),
  OBELUS_OPTION_TEXT ("id", NULL, "Column with the document's id, by name or number; if not set, the one called id"),
  OBELUS_OPTION_FLAG ("header", TRUE, "Whether the first row holds the names of the columns"),
  OBELUS_OPTION_CHOICE ("separator", "auto|comma|semicolon|tab|bar", "auto",
                        "What stands between fields; auto for what the first line has most of"),
  OBELUS_OPTION_TEXT ("encoding", "utf-8", "How texts are encoded, such as windows-1252"),
  OBELUS_OPTION_CHOICE ("invalid", "replace|reject", "replace", "What to do with bytes that are no characters"),
  OBELUS_OPTION_INTEGER ("max-row", 1, 4096, 64, "Longest row in MiB; a longer one is an error"),
  OBELUS_OPTION_END,
};

static const ObelusReaderClass csv_reader = {
  .name = "csv",
  .summary = "Read a table with a text in each row, a document a row",
  .extensions = ".csv",
  .options = csv_options,
  .load = csv_load,
  .open = csv_open,
  .read = csv_read,
  .close = csv_close,
};

static const ObelusReaderClass *const readers[] = { &csv_reader, NULL };

OBELUS_PLUGIN (csv, .version = "1.0", .license = "MIT", .summary = "Documents from tables", .readers = readers)
