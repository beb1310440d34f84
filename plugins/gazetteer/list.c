/* Reading lists of names. */
#include "list.h"

#include <math.h>
#include <obelus/obelus-plugin.h>

enum
{
  N_MESSAGES = 10,
  N_COLUMNS = 4,
};

typedef enum
{
  COLUMN_NAME,
  COLUMN_LABEL,
  COLUMN_ID,
  COLUMN_WEIGHT,
} Column;

typedef struct
{
  const char *start;
  gsize length;
} Field;

GazetteerList *
gazetteer_list_new (void)
{
  GazetteerList *list = g_new0 (GazetteerList, 1);

  list->entries = g_array_new (FALSE, FALSE, sizeof (GazetteerEntry));
  list->texts = g_string_new (NULL);
  list->ids = g_string_new (NULL);
  list->labels = g_ptr_array_new_with_free_func (g_free);
  list->messages = g_ptr_array_new_with_free_func (g_free);
  list->label_numbers = g_hash_table_new (g_str_hash, g_str_equal);

  return list;
}

void
gazetteer_list_free (GazetteerList *list)
{
  if (list == NULL)
    return;
  g_array_unref (list->entries);
  g_string_free (list->texts, TRUE);
  g_string_free (list->ids, TRUE);
  g_hash_table_unref (list->label_numbers);
  g_ptr_array_unref (list->labels);
  g_ptr_array_unref (list->messages);
  g_free (list);
}

static void
trim (Field *field)
{
  while (field->length > 0 && (*field->start == ' ' || *field->start == '\r'))
    {
      field->start++;
      field->length--;
    }
  while (field->length > 0 && (field->start[field->length - 1] == ' ' || field->start[field->length - 1] == '\r'))
    field->length--;
}

/* Cuts a line at its tabs; returns how many fields it has, which may be more than there is room for. */
static guint
cut_line (const char *line, gsize length, Field *fields)
{
  guint n = 0;
  const char *end = line + length;

  for (const char *start = line; start != NULL; n++)
    {
      const char *tab = memchr (start, '\t', (gsize) (end - start));
      if (n < N_COLUMNS)
        {
          fields[n] = (Field){ start, (gsize) ((tab != NULL ? tab : end) - start) };
          trim (&fields[n]);
        }
      start = tab != NULL ? tab + 1 : NULL;
    }

  return n;
}

static gboolean
is_field (const Field *field, const char *word)
{
  return field->length == strlen (word) && g_ascii_strncasecmp (field->start, word, field->length) == 0;
}

/* A name, label, id, weight that say what the columns are. */
static gboolean
is_heading (const Field *fields, guint n)
{
  return n > 1 && is_field (&fields[COLUMN_NAME], "name") && is_field (&fields[COLUMN_LABEL], "label");
}

static gboolean
read_weight (const Field *field, double *weight)
{
  char copy[64];
  char *end;

  *weight = 1;
  if (field->length == 0)
    return TRUE;
  if (field->length >= sizeof copy)
    return FALSE;
  memcpy (copy, field->start, field->length);
  copy[field->length] = '\0';
  *weight = g_ascii_strtod (copy, &end);

  return *end == '\0' && isfinite (*weight) && *weight > 0 && *weight <= 1e30 && *weight >= 1e-30;
}

/* What is wrong with the bytes of a line; NULL for nothing. */
static char *
find_bad_bytes (const char *line, gsize length)
{
  gsize valid = obelus_utf8_validate (line, length);

  if (valid < length)
    return g_strdup_printf ("byte %" G_GSIZE_FORMAT " is not valid UTF-8; convert the file, as with iconv -t UTF-8",
                            valid + 1);
  for (gsize i = 0; i < length; i++)
    if (((guchar) line[i] < 0x20 && line[i] != '\t' && line[i] != '\r') || line[i] == 0x7f)
      return g_strdup_printf ("it has the control character U+%04X; remove it", (guchar) line[i]);
  if (g_strstr_len (line, (gssize) length, "\xef\xbf\xbd") != NULL)
    return g_strdup ("it has U+FFFD, which stands for bytes that were not UTF-8; write the name anew");

  return NULL;
}

/* Appends the name's normal form to the list's texts; NULL, or what is wrong with it. */
static char *
add_name (GazetteerList *list, PieceReader *reader, const Field *name, GazetteerEntry *entry)
{
  guint32 at = 0;
  guint n_pieces = 0;
  GazetteerPiece piece;
  gsize before = list->texts->len;
  /* The reader looks at the byte behind a piece. */
  g_autofree char *copy = g_strndup (name->start, name->length);

  while (piece_reader_next (reader, copy, (guint32) name->length, &at, &piece))
    {
      if (n_pieces++ > 0)
        g_string_append_c (list->texts, PIECE_SEPARATOR);
      piece_reader_append_form (reader, copy + piece.start, piece.end - piece.start, list->texts);
      if (n_pieces > GAZETTEER_MAX_PIECES || list->texts->len - before > GAZETTEER_MAX_BYTES)
        {
          g_string_truncate (list->texts, before);
          return g_strdup_printf ("its name is longer than %d words and marks or %d bytes; shorten it",
                                  GAZETTEER_MAX_PIECES, GAZETTEER_MAX_BYTES);
        }
    }
  if (n_pieces == 0)
    return g_strdup ("its first column, the name, is empty; write one or remove the line");

  entry->text = (guint32) before;
  entry->text_length = (guint16) (list->texts->len - before);
  entry->hash = learn_hash_bytes (list->texts->str + before, entry->text_length, 0);

  return NULL;
}

static char *
add_label (GazetteerList *list, const char *label, gsize length, GazetteerEntry *entry)
{
  g_autofree char *copy = g_strndup (label, length);
  gpointer number;

  if (g_hash_table_lookup_extended (list->label_numbers, copy, NULL, &number))
    {
      entry->label = GPOINTER_TO_UINT (number);
      return NULL;
    }
  if (length > GAZETTEER_MAX_BYTES)
    return g_strdup_printf ("its label is longer than %d bytes; shorten it", GAZETTEER_MAX_BYTES);
  if (list->labels->len == GAZETTEER_MAX_LABELS)
    return g_strdup_printf ("it has one more label than %d; are labels in the second column?", GAZETTEER_MAX_LABELS);
  entry->label = list->labels->len;
  g_ptr_array_add (list->labels, g_steal_pointer (&copy));
  g_hash_table_insert (list->label_numbers, g_ptr_array_index (list->labels, entry->label),
                       GUINT_TO_POINTER (entry->label));

  return NULL;
}

/* Adds one line; NULL, or what is wrong with it. */
static char *
add_line (GazetteerList *list, PieceReader *reader, const char *line, gsize length, const char *label)
{
  Field fields[N_COLUMNS] = { { "", 0 }, { "", 0 }, { "", 0 }, { "", 0 } };
  GazetteerEntry entry = { .order = list->entries->len };
  double weight;
  char *problem = find_bad_bytes (line, length);

  if (problem != NULL)
    return problem;
  guint n = cut_line (line, length, fields);
  if (n > N_COLUMNS)
    return g_strdup_printf ("it has %u columns; name, label, id and weight are all there may be", n);
  if (!read_weight (&fields[COLUMN_WEIGHT], &weight))
    return g_strdup ("its fourth column, the weight, is no number above 0; write one such as 12.5, or leave it out");
  if (fields[COLUMN_ID].length > GAZETTEER_MAX_BYTES)
    return g_strdup_printf ("its id is longer than %d bytes; shorten it", GAZETTEER_MAX_BYTES);

  problem = add_name (list, reader, &fields[COLUMN_NAME], &entry);
  if (problem == NULL && fields[COLUMN_LABEL].length > 0)
    problem = add_label (list, fields[COLUMN_LABEL].start, fields[COLUMN_LABEL].length, &entry);
  else if (problem == NULL)
    problem = add_label (list, label, strlen (label), &entry);
  if (problem != NULL)
    return problem;

  entry.weight = (float) weight;
  entry.id = (guint32) list->ids->len;
  entry.id_length = (guint16) fields[COLUMN_ID].length;
  g_string_append_len (list->ids, fields[COLUMN_ID].start, (gssize) fields[COLUMN_ID].length);
  g_array_append_val (list->entries, entry);

  return NULL;
}

static gboolean
has_room (GazetteerList *list, const char *file_name, GError **error)
{
  if (list->entries->len < GAZETTEER_MAX_NAMES && list->texts->len < G_MAXUINT32 - 2 * GAZETTEER_MAX_BYTES
      && list->ids->len < G_MAXUINT32 - 2 * GAZETTEER_MAX_BYTES)
    return TRUE;
  g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_TOO_LARGE,
               "'%s' has more names than one gazetteer holds, which is %d; use two stages", file_name,
               GAZETTEER_MAX_NAMES);
  return FALSE;
}

gboolean
gazetteer_list_add (GazetteerList *list, PieceReader *reader, const char *file_name, const char *data, gsize length,
                    const char *label, GError **error)
{
  guint64 n_lines = 0;
  const char *end = data + length;

  if (length >= 2 && (memcmp (data, "\xff\xfe", 2) == 0 || memcmp (data, "\xfe\xff", 2) == 0))
    {
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_INPUT,
                   "'%s' is UTF-16; convert it, as with iconv -f UTF-16 -t UTF-8", file_name);
      return FALSE;
    }
  /* Normal forms are up to three times as long as names, and arrays grow by doubling. */
  if (!obelus_memory_check (length * 3, error))
    return FALSE;
  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    data += 3;

  while (data < end)
    {
      const char *line_end = memchr (data, '\n', (gsize) (end - data));
      const char *line = data;
      gsize line_length = (gsize) ((line_end != NULL ? line_end : end) - line);
      Field fields[N_COLUMNS];

      data = line_end != NULL ? line_end + 1 : end;
      n_lines++;
      if (obelus_is_cancelled_at (n_lines))
        {
          g_set_error_literal (error, OBELUS_ERROR, OBELUS_ERROR_CANCELLED, "cancelled");
          return FALSE;
        }
      Field all = { line, line_length };
      trim (&all);
      gboolean is_comment
          = all.length > 0 && *all.start == '#' && (all.length == 1 || strchr (" \t#", all.start[1]) != NULL);
      if (all.length == 0 || is_comment || (n_lines == 1 && is_heading (fields, cut_line (line, line_length, fields))))
        continue;

      if (!has_room (list, file_name, error))
        return FALSE;
      g_autofree char *problem = add_line (list, reader, line, line_length, label);
      if (problem == NULL)
        continue;
      list->n_bad_lines++;
      if (list->messages->len < N_MESSAGES)
        g_ptr_array_add (list->messages, g_strdup_printf ("%s:%" G_GUINT64_FORMAT ": %s", file_name, n_lines, problem));
    }

  return TRUE;
}

char *
gazetteer_list_describe_bad_lines (const GazetteerList *list)
{
  if (list->n_bad_lines == 0)
    return NULL;

  GString *text = g_string_new (NULL);
  for (guint i = 0; i < list->messages->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", (const char *) g_ptr_array_index (list->messages, i));
  if (list->n_bad_lines > list->messages->len)
    g_string_append_printf (text, "; and %" G_GUINT64_FORMAT " more", list->n_bad_lines - list->messages->len);

  return g_string_free (text, FALSE);
}
