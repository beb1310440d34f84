/* Reading lists of names. */
#include "list.h"

#define N_COLUMNS 4

typedef enum
{
  COLUMN_NAME,
  COLUMN_LABEL,
  COLUMN_ID,
  COLUMN_WEIGHT,
} Column;

GazetteerList *
gazetteer_list_new (void)
{
  GazetteerList *list = g_new0 (GazetteerList, 1);

  list->entries = g_array_new (FALSE, FALSE, sizeof (GazetteerEntry));
  list->texts = g_string_new (NULL);
  list->ids = g_string_new (NULL);
  list->labels = g_ptr_array_new_with_free_func (g_free);
  learn_bad_lines_init (&list->bad_lines);
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
  learn_bad_lines_clear (&list->bad_lines);
  g_free (list);
}

/* A name, label, id, weight that say what the columns are. */
static gboolean
is_heading (const LearnField *fields, guint n)
{
  return n > 1 && learn_field_is (&fields[COLUMN_NAME], "name") && learn_field_is (&fields[COLUMN_LABEL], "label");
}

static gboolean
read_weight (const LearnField *field, double *weight)
{
  *weight = 1;
  return field->length == 0
         || (learn_field_read_number (field, weight) && *weight > 0 && *weight <= 1e30 && *weight >= 1e-30);
}

/* Appends the name's normal form to the list's texts; NULL, or what is wrong with it. */
static char *
add_name (GazetteerList *list, PieceReader *reader, const LearnField *name, GazetteerEntry *entry)
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
add_line (GazetteerList *list, PieceReader *reader, const LearnField *line, const char *label)
{
  LearnField fields[N_COLUMNS] = { { "", 0 }, { "", 0 }, { "", 0 }, { "", 0 } };
  GazetteerEntry entry = { .order = list->entries->len };
  double weight;
  char *problem = learn_line_find_bad_bytes (line);

  if (problem != NULL)
    return problem;
  guint n = learn_line_cut (line, fields, N_COLUMNS);
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
  LearnLines lines;
  LearnField line, fields[N_COLUMNS];
  GError *reason = NULL;

  /* Normal forms are up to three times as long as names, and arrays grow by doubling. */
  if (!learn_lines_begin (&lines, file_name, data, length, error) || !obelus_memory_check (length * 3, error))
    return FALSE;

  while (learn_lines_next (&lines, &line, &reason))
    {
      if (lines.number == 1 && is_heading (fields, learn_line_cut (&line, fields, N_COLUMNS)))
        continue;
      if (!has_room (list, file_name, error))
        return FALSE;
      g_autofree char *problem = add_line (list, reader, &line, label);
      if (problem != NULL)
        learn_bad_lines_add (&list->bad_lines, &lines, problem);
    }
  if (reason != NULL)
    g_propagate_error (error, reason);

  return reason == NULL;
}
