/* Finding the columns of the text and the id, by the options or by their names. */
#include "columns.h"

#include <string.h>

/* What columns of texts are called, the likeliest first. */
static const char *const text_names[]
    = { "text", "body", "content", "article", "message", "comment", "review", "description", "sentence", "tweet" };

static void
clear_column (gpointer data)
{
  g_free (((Column *) data)->name);
}

char *
column_decode (ObelusContext *context, const char *bytes, gsize length, gsize *decoded_length)
{
  guint32 n;
  g_autoptr (ObelusDocument) document = obelus_document_new_decoded (
      NULL, bytes, length, obelus_context_get_text (context, "encoding"), OBELUS_INVALID_REPLACE, NULL, NULL);
  const char *text = document != NULL ? obelus_document_get_text (document, &n) : NULL;

  *decoded_length = text != NULL ? n : 0;
  return text != NULL ? g_strndup (text, n) : g_strdup ("");
}

/* The column that is called so, or has that number from 1; NULL if there is none. */
static Column *
find_column (GArray *columns, const char *wanted)
{
  for (guint i = 0; i < columns->len; i++)
    if (g_ascii_strcasecmp (g_array_index (columns, Column, i).name, wanted) == 0)
      return &g_array_index (columns, Column, i);

  guint64 number;
  if (g_ascii_string_to_unsigned (wanted, 10, 1, columns->len, &number, NULL))
    return &g_array_index (columns, Column, number - 1);
  return NULL;
}

static gboolean
fail_column (ObelusContext *context, GArray *columns, const char *what, const char *wanted, GError **error)
{
  enum
  {
    MAX_NAMED = 12,
  };
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < MIN (columns->len, MAX_NAMED); i++)
    g_string_append_printf (names, "%s%.40s", i > 0 ? ", " : "", g_array_index (columns, Column, i).name);
  g_autofree char *valid = g_utf8_make_valid (names->str, -1); /* a long name is cut anywhere */
  return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_OPTION, OBELUS_NO_OFFSET,
                              "%s%s%s; the first line has %s%s", what, wanted, *wanted != '\0' ? "'" : "", valid,
                              columns->len > MAX_NAMED ? " and more" : "");
}

static gboolean
choose_text (ObelusContext *context, GArray *columns, GError **error)
{
  const char *const *wanted = obelus_context_get_list (context, "text");
  Column *found = NULL;

  for (guint i = 0; wanted[i] != NULL; i++)
    {
      found = find_column (columns, wanted[i]);
      if (found == NULL)
        return fail_column (context, columns, "option 'text': there is no column '", wanted[i], error);
      found->use = COLUMN_TEXT;
    }
  for (guint i = 0; i < G_N_ELEMENTS (text_names) && found == NULL; i++)
    found = find_column (columns, text_names[i]);
  if (found == NULL && columns->len == 1)
    found = &g_array_index (columns, Column, 0);
  if (found == NULL)
    return fail_column (context, columns,
                        "which column holds the text? name it, as in --from 'csv text=NAME', or give its number", "",
                        error);
  found->use = COLUMN_TEXT;
  return TRUE;
}

static gboolean
choose_id (ObelusContext *context, GArray *columns, GError **error)
{
  const char *wanted = obelus_context_get_text (context, "id");
  const gboolean is_named = wanted != NULL && *wanted != '\0';
  Column *found = find_column (columns, is_named ? wanted : "id");

  if (found == NULL && is_named)
    return fail_column (context, columns, "option 'id': there is no column '", wanted, error);
  if (found != NULL && found->use == COLUMN_FACT)
    found->use = COLUMN_ID;
  return TRUE;
}

GArray *
columns_new (ObelusContext *context, Rows *rows, gboolean has_header, GError **error)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, TRUE, sizeof (Column));

  g_array_set_clear_func (columns, clear_column);
  for (guint i = 0; i < rows_get_n_fields (rows); i++)
    {
      gsize length;
      const char *field = rows_get_field (rows, i, &length);
      Column column = { has_header ? g_strstrip (column_decode (context, field, length, &length)) : NULL, COLUMN_FACT };

      if (column.name == NULL || *column.name == '\0')
        {
          g_free (column.name);
          column.name = g_strdup_printf ("column-%u", i + 1);
        }
      g_array_append_val (columns, column);
    }
  return choose_text (context, columns, error) && choose_id (context, columns, error) ? g_steal_pointer (&columns)
                                                                                      : NULL;
}
