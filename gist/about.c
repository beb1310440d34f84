/* What a text is called, where it is from, and what language it is in. */
#include "about.h"

#include "clean.h"
#include "language-code.h"
#include "title-prefix.h"

#include <stdlib.h>
#include <string.h>

#define MAX_ORIGIN_COLUMNS 40

gboolean
about_find_title (const char *text, ObelusLayer *paragraphs, guint32 *start, guint32 *end)
{
  const gint kind = paragraphs == NULL ? -1 : obelus_layer_find_column (paragraphs, "kind");
  const guint32 n_rows = paragraphs == NULL ? 0 : obelus_layer_get_n_rows (paragraphs);
  guint32 title = OBELUS_NO_ROW;
  gboolean opens = TRUE; /* nothing but boilerplate so far */

  for (guint32 row = 0; kind >= 0 && row < n_rows && title == OBELUS_NO_ROW; row++)
    {
      const char *value = obelus_layer_get_string (paragraphs, (guint) kind, row, NULL);
      if (value != NULL && (g_str_equal (value, "title") || (opens && g_str_equal (value, "heading"))))
        title = row;
      opens = opens && value != NULL && g_str_equal (value, "boilerplate");
    }
  if (title == OBELUS_NO_ROW)
    return FALSE;
  *start = obelus_layer_get_starts (paragraphs)[title];
  *end = obelus_layer_get_ends (paragraphs)[title];
  *start += learn_title_prefix_measure (text + *start, *end - *start);
  return TRUE;
}

char *
about_dup_origin (ObelusLayer *inputs, guint32 start)
{
  const gint name = inputs == NULL ? -1 : obelus_layer_find_column (inputs, "name");
  ObelusRowIter iter;
  guint32 row;

  if (name < 0 || obelus_layer_get_column_type (inputs, (guint) name) != OBELUS_COLUMN_STRING
      || obelus_layer_get_n_rows (inputs) < 2)
    return NULL;
  obelus_layer_find_at (inputs, start, &iter);
  const char *path
      = obelus_row_iter_next (&iter, &row) ? obelus_layer_get_string (inputs, (guint) name, row, NULL) : NULL;
  if (path == NULL)
    return NULL;
  const char *last = strrchr (path, G_DIR_SEPARATOR);
  last = last == NULL ? path : last + 1;
  return clean_dup (last, strlen (last), MAX_ORIGIN_COLUMNS);
}

gboolean
about_is_blank (const char *text, guint32 length)
{
  for (const char *at = text; at < text + length; at = g_utf8_next_char (at))
    if (!g_unichar_isspace (g_utf8_get_char (at)))
      return FALSE;
  return TRUE;
}

const char *
about_name_language (const char *code)
{
  static const struct
  {
    const char *code;
    const char *name;
  } languages[] = {
#include "languages.inc"
  };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (learn_language_code_matches (languages[i].code, code))
      return languages[i].name;

  return code;
}

const char *
about_find_foreign_language (ObelusLayer *languages)
{
  gint column = languages != NULL ? obelus_layer_find_column (languages, "code") : -1;
  const char *code = column >= 0 && obelus_layer_get_n_rows (languages) > 0
                         ? obelus_layer_get_string (languages, (guint) column, 0, NULL)
                         : NULL;

  return learn_language_code_is_known (code) && !learn_language_code_matches (code, "en") ? code : NULL;
}

/* The place of a row among those chosen, which is that in the layer where none is told. */
static gint64
get_rank (ObelusLayer *summary, guint32 row)
{
  const gint column = obelus_layer_find_column (summary, "rank");

  if (column < 0 || obelus_layer_get_column_type (summary, (guint) column) != OBELUS_COLUMN_INTEGER
      || !obelus_layer_has_value (summary, (guint) column, row))
    return (gint64) row + 1;
  return obelus_layer_get_integers (summary, (guint) column)[row];
}

static gint
compare_ranks (gconstpointer a, gconstpointer b)
{
  const gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

gint64
about_find_last_rank (ObelusLayer *summary, guint32 n_shown)
{
  const guint32 n_rows = summary == NULL ? 0 : obelus_layer_get_n_rows (summary);

  if (n_shown >= n_rows)
    return G_MAXINT64;
  if (n_shown == 0)
    return G_MININT64;
  g_autofree gint64 *ranks = g_try_new (gint64, n_rows);
  if (ranks == NULL)
    return G_MININT64;
  for (guint32 row = 0; row < n_rows; row++)
    ranks[row] = get_rank (summary, row);
  qsort (ranks, n_rows, sizeof *ranks, compare_ranks);
  return ranks[n_shown - 1];
}

gboolean
about_is_shown (ObelusLayer *summary, gint64 last_rank, guint32 row)
{
  return last_rank == G_MAXINT64 || (last_rank != G_MININT64 && get_rank (summary, row) <= last_rank);
}

gboolean
about_find_in_summary (ObelusLayer *summary, gint64 last_rank, guint32 start, guint32 end, guint32 *shown)
{
  ObelusRowIter iter;
  guint32 first;

  if (summary == NULL)
    return FALSE;
  obelus_layer_find_at (summary, start, &iter);
  while (obelus_row_iter_next (&iter, shown))
    if (about_is_shown (summary, last_rank, *shown))
      return TRUE;
  const guint32 n = obelus_layer_find_starting (summary, start, end, &first);
  for (*shown = first; *shown < first + n; *shown += 1)
    if (about_is_shown (summary, last_rank, *shown))
      return TRUE;
  return FALSE;
}
