/* Reading the rows of a layer. */
#include "record-layer-reading-private.h"

#include "cancel-private.h"
#include "record-types-private.h"

#include <string.h>

/* Keys of a row: the three that every row has, then the columns. */
enum
{
  KEY_START,
  KEY_END,
  KEY_TEXT,
  N_FIXED_KEYS,
};

static const struct
{
  const char *name;
  const char *quoted;
  gsize quoted_length;
} fixed_keys[N_FIXED_KEYS] = {
  [KEY_START] = { "start", "\"start\"", 7 },
  [KEY_END] = { "end", "\"end\"", 5 },
  [KEY_TEXT] = { "text", "\"text\"", 6 },
};

/* The row that is being read. */
typedef struct
{
  gint64 start;
  gint64 end;
  gboolean has_key[N_FIXED_KEYS];
  gboolean is_converted;
  guint32 byte_start;
  guint32 byte_end;
  const char *later_text; /* where a `text` stands that came before the span was known */
} Row;

gboolean
obelus_layer_reading_fail (ObelusLayerReading *reading, guint32 row, ObelusError code, GError **error,
                           const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, OBELUS_ERROR, (gint) code, "layer '%s', row %u: %s", reading->name, row, message);
  return FALSE;
}

static gboolean
fail_here (ObelusLayerReading *reading, GError **error, const char *what, ObelusJsonScanner *scanner)
{
  return obelus_layer_reading_fail (reading, reading->n_rows, OBELUS_ERROR_INVALID_INPUT, error, "%s, but here is %s",
                                    what, obelus_json_scanner_describe (scanner));
}

/* Keys */

static ObelusReadColumn *
get_column (ObelusLayerReading *reading, guint key)
{
  return reading->columns->pdata[key - N_FIXED_KEYS];
}

/* A name as errors may show it: short, and of characters that do no harm. */
static char *
make_presentable (const char *name, gsize length)
{
  g_autofree char *copy = g_strndup (name, MIN (length, 40));

  for (char *p = copy; *p != '\0'; p++)
    if (!g_ascii_isprint (*p))
      *p = '?';
  return g_steal_pointer (&copy);
}

static gboolean
add_column (ObelusLayerReading *reading, const char *name, gsize length, guint *key, GError **error)
{
  g_autofree char *copy = g_strndup (name, length);
  const ObelusSchemaColumn *core
      = reading->schema != NULL ? obelus_schema_layer_find_column (reading->schema, copy) : NULL;
  gboolean is_sound
      = strlen (copy) == length
        && (core != NULL
            || (reading->schema != NULL ? obelus_schema_is_vendor_name (copy) : obelus_schema_is_name (copy)));

  if (!is_sound)
    {
      g_autofree char *shown = make_presentable (name, length);
      const char *rule = reading->schema != NULL ? "is not one of this layer's columns; columns of one's own are named "
                                                   "vendor.name, in lower case"
                                                 : "is no name for a column; names are words in lower case";
      return obelus_layer_reading_fail (reading, reading->n_rows, OBELUS_ERROR_INVALID_INPUT, error, "'%s' %s", shown,
                                        rule);
    }
  if (reading->columns->len == OBELUS_RECORD_MAX_COLUMNS)
    return obelus_layer_reading_fail (reading, reading->n_rows, OBELUS_ERROR_TOO_LARGE, error,
                                      "the layer has more than %d columns; split it into several layers",
                                      OBELUS_RECORD_MAX_COLUMNS);

  g_ptr_array_add (reading->columns, obelus_read_column_new (name, length, core));
  *key = N_FIXED_KEYS + reading->columns->len - 1;
  return TRUE;
}

static gboolean
find_key (ObelusLayerReading *reading, const ObelusJsonSlice *name, guint *key, GError **error)
{
  for (guint i = 0; i < N_FIXED_KEYS; i++)
    if (name->length == fixed_keys[i].quoted_length - 2 && memcmp (name->text, fixed_keys[i].name, name->length) == 0)
      {
        *key = i;
        return TRUE;
      }

  for (guint i = 0; i < reading->columns->len; i++)
    {
      const ObelusReadColumn *column = reading->columns->pdata[i];

      if (column->name_length == name->length && memcmp (column->name, name->text, name->length) == 0)
        {
          *key = N_FIXED_KEYS + i;
          return TRUE;
        }
    }
  return add_column (reading, name->text, name->length, key, error);
}

/* Reads the key at the cursor: compares it with the one that stood at the same place in the row before, and only looks
 * it up if it differs. */
static inline gboolean
read_key (ObelusLayerReading *reading, ObelusJsonScanner *scanner, guint place, guint *key, GError **error)
{
  if (G_LIKELY (place < reading->order->len))
    {
      guint expected = g_array_index (reading->order, guint, place);
      gboolean is_fixed = expected < N_FIXED_KEYS;
      const char *quoted = is_fixed ? fixed_keys[expected].quoted : get_column (reading, expected)->quoted;
      gsize length = is_fixed ? fixed_keys[expected].quoted_length : get_column (reading, expected)->quoted_length;

      if ((gsize) (scanner->end - scanner->cursor) >= length && memcmp (scanner->cursor, quoted, length) == 0)
        {
          scanner->cursor += length;
          *key = expected;
          return TRUE;
        }
    }

  ObelusJsonSlice name;

  if (!obelus_json_scan_string (scanner, &name, error) || !find_key (reading, &name, key, error))
    return FALSE;
  if (place < reading->order->len)
    g_array_index (reading->order, guint, place) = *key;
  else
    g_array_append_val (reading->order, *key);
  return TRUE;
}

/* Values */

static gboolean
read_offset (ObelusLayerReading *reading, ObelusJsonScanner *scanner, guint key, gint64 *offset, GError **error)
{
  ObelusJsonNumber number = { 0 };
  char c = obelus_json_peek (scanner);

  if (c != '-' && !g_ascii_isdigit (c))
    {
      g_autofree char *what = g_strdup_printf ("'%s' must be an integer", fixed_keys[key].name);
      return fail_here (reading, error, what, scanner);
    }
  if (!obelus_json_scan_number (scanner, &number, error))
    return FALSE;
  if (number.kind != OBELUS_JSON_NUMBER_INTEGER)
    return obelus_layer_reading_fail (reading, reading->n_rows, OBELUS_ERROR_INVALID_INPUT, error,
                                      "'%s' must be an integer, without fraction or exponent", fixed_keys[key].name);
  *offset = number.integer;
  return TRUE;
}

static gboolean
convert_span (ObelusLayerReading *reading, Row *row, GError **error)
{
  g_autofree char *problem
      = obelus_span_reader_convert (&reading->spans, row->start, row->end, &row->byte_start, &row->byte_end);

  row->is_converted = TRUE;
  return problem == NULL
         || obelus_layer_reading_fail (reading, reading->n_rows, OBELUS_ERROR_INVALID_LAYER, error, "%s", problem);
}

static gboolean
check_text (ObelusLayerReading *reading, ObelusJsonScanner *scanner, const Row *row, GError **error)
{
  ObelusJsonSlice text;

  if (!obelus_json_scan_string (scanner, &text, error))
    return FALSE;
  if (text.length == row->byte_end - row->byte_start
      && memcmp (text.text, reading->spans.text + row->byte_start, text.length) == 0)
    return TRUE;
  return obelus_layer_reading_fail (reading, reading->n_rows, OBELUS_ERROR_INVALID_LAYER, error,
                                    "its 'text' is not what stands from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT
                                    ", counted in %s; see that 'offsets' says what the offsets count",
                                    row->start, row->end, obelus_span_reader_get_unit_name (&reading->spans));
}

static gboolean
read_text (ObelusLayerReading *reading, ObelusJsonScanner *scanner, Row *row, GError **error)
{
  ObelusJsonSlice text;

  if (obelus_json_peek (scanner) != '"')
    return fail_here (reading, error, "'text' must be a string", scanner);
  if (row->has_key[KEY_START] && row->has_key[KEY_END])
    {
      if (!row->is_converted && !convert_span (reading, row, error))
        return FALSE;
      return check_text (reading, scanner, row, error);
    }
  row->later_text = scanner->cursor;
  return obelus_json_scan_string (scanner, &text, error);
}

static gboolean
append_cell (ObelusLayerReading *reading, ObelusReadColumn *column, ObelusReadCell cell, GError **error)
{
  if (obelus_read_column_append (column, reading->n_rows, cell))
    return TRUE;
  return obelus_layer_reading_fail (reading, reading->n_rows, OBELUS_ERROR_NO_MEMORY, error,
                                    "no memory for more cells; split the document");
}

static const char *
describe_kind (ObelusCellKind kind)
{
  return kind == OBELUS_CELLS_STRING ? "strings" : kind == OBELUS_CELLS_REAL ? "reals" : "integers";
}

static gboolean
fail_mixed (ObelusLayerReading *reading, const ObelusReadColumn *column, ObelusCellKind kind, GError **error)
{
  return obelus_layer_reading_fail (reading, reading->n_rows, OBELUS_ERROR_INVALID_INPUT, error,
                                    "column '%s' has %s in rows before and %s here; a column holds one kind",
                                    column->name, describe_kind (column->kind), describe_kind (kind));
}

static gboolean
read_string_cell (ObelusLayerReading *reading, ObelusJsonScanner *scanner, ObelusReadColumn *column, GError **error)
{
  ObelusJsonSlice slice;

  if (!obelus_json_scan_string (scanner, &slice, error))
    return FALSE;
  if (column->kind == OBELUS_CELLS_NONE)
    column->kind = OBELUS_CELLS_STRING;
  else if (column->kind != OBELUS_CELLS_STRING)
    return fail_mixed (reading, column, OBELUS_CELLS_STRING, error);

  gint32 index = obelus_layer_builder_intern (reading->builder, slice.text, (gssize) slice.length);

  return append_cell (reading, column, (ObelusReadCell){ .string = index }, error);
}

/* Integers stay integers until a real comes along. */
static gboolean
read_number_cell (ObelusLayerReading *reading, ObelusJsonScanner *scanner, ObelusReadColumn *column, GError **error)
{
  ObelusJsonNumber number;

  if (!obelus_json_scan_number (scanner, &number, error))
    return FALSE;
  if (number.kind == OBELUS_JSON_NUMBER_HUGE)
    return obelus_layer_reading_fail (reading, reading->n_rows, OBELUS_ERROR_INVALID_INPUT, error,
                                      "column '%s' has a number that neither 64-bit integers nor doubles can hold",
                                      column->name);

  ObelusCellKind kind = number.kind == OBELUS_JSON_NUMBER_INTEGER ? OBELUS_CELLS_INTEGER : OBELUS_CELLS_REAL;

  if (column->kind == OBELUS_CELLS_NONE)
    column->kind = kind;
  else if (column->kind == OBELUS_CELLS_STRING)
    return fail_mixed (reading, column, kind, error);
  else if (column->kind == OBELUS_CELLS_INTEGER && kind == OBELUS_CELLS_REAL)
    obelus_read_column_widen (column);

  ObelusReadCell cell = { 0 };

  if (column->kind == OBELUS_CELLS_INTEGER)
    cell.integer = number.integer;
  else
    cell.real = number.real;
  return append_cell (reading, column, cell, error);
}

static gboolean
read_cell (ObelusLayerReading *reading, ObelusJsonScanner *scanner, ObelusReadColumn *column, GError **error)
{
  char c = obelus_json_peek (scanner);

  if (G_UNLIKELY (column->last_row == reading->n_rows))
    return obelus_layer_reading_fail (reading, reading->n_rows, OBELUS_ERROR_INVALID_INPUT, error,
                                      "'%s' is there twice; remove one", column->name);
  column->last_row = reading->n_rows;

  if (c == '"')
    return read_string_cell (reading, scanner, column, error);
  if (c == '-' || g_ascii_isdigit (c))
    return read_number_cell (reading, scanner, column, error);
  if (c == 'n')
    return obelus_json_scan_value (scanner, 0, NULL, error); /* null is missing, as an absent key is */

  g_autofree char *what = g_strdup_printf ("column '%s' must hold a string or a number", column->name);
  return fail_here (reading, error, what, scanner);
}

static gboolean
read_value (ObelusLayerReading *reading, ObelusJsonScanner *scanner, guint key, Row *row, GError **error)
{
  if (key >= N_FIXED_KEYS)
    return read_cell (reading, scanner, get_column (reading, key), error);

  if (row->has_key[key])
    return obelus_layer_reading_fail (reading, reading->n_rows, OBELUS_ERROR_INVALID_INPUT, error,
                                      "'%s' is there twice; remove one", fixed_keys[key].name);
  row->has_key[key] = TRUE;
  if (key == KEY_TEXT)
    return read_text (reading, scanner, row, error);
  return read_offset (reading, scanner, key, key == KEY_START ? &row->start : &row->end, error);
}

/* Rows */

static gboolean
finish_row (ObelusLayerReading *reading, ObelusJsonScanner *scanner, Row *row, GError **error)
{
  for (guint key = KEY_START; key <= KEY_END; key++)
    if (!row->has_key[key])
      return obelus_layer_reading_fail (reading, reading->n_rows, OBELUS_ERROR_INVALID_INPUT, error,
                                        "there is no '%s'; every row needs one", fixed_keys[key].name);

  if (!row->is_converted && !convert_span (reading, row, error))
    return FALSE;
  if (row->later_text != NULL)
    {
      const char *here = scanner->cursor;

      scanner->cursor = row->later_text;
      if (!check_text (reading, scanner, row, error))
        return FALSE;
      scanner->cursor = here;
    }

  obelus_layer_builder_append (reading->builder, row->byte_start, row->byte_end);
  reading->n_rows++;
  return TRUE;
}

static gboolean
read_row (ObelusLayerReading *reading, ObelusJsonScanner *scanner, GError **error)
{
  Row row = { 0 };
  gboolean first = TRUE;
  ObelusJsonStep step;

  if (obelus_json_peek (scanner) != '{')
    return fail_here (reading, error, "a row must be an object", scanner);
  scanner->cursor++;

  for (guint place = 0; (step = obelus_json_next_member (scanner, &first, error)) == OBELUS_JSON_ITEM; place++)
    {
      guint key;

      if (!read_key (reading, scanner, place, &key, error) || !obelus_json_scan_colon (scanner, error)
          || !read_value (reading, scanner, key, &row, error))
        return FALSE;
    }
  return step == OBELUS_JSON_END && finish_row (reading, scanner, &row, error);
}

static gboolean
read_rows (ObelusLayerReading *reading, ObelusJsonScanner *scanner, GError **error)
{
  gboolean first = TRUE;
  ObelusJsonStep step;

  if (!obelus_json_enter (scanner, '[', "a layer", error))
    return FALSE;
  while ((step = obelus_json_next_element (scanner, &first, error)) == OBELUS_JSON_ITEM)
    {
      if (reading->n_rows == OBELUS_NO_ROW - 1)
        return obelus_layer_reading_fail (reading, reading->n_rows, OBELUS_ERROR_TOO_LARGE, error,
                                          "a layer cannot have more rows; split the document");
      if (obelus_is_cancelled_at (reading->n_rows))
        return obelus_fail_cancelled (error);
      if (!read_row (reading, scanner, error))
        return FALSE;
    }
  return step == OBELUS_JSON_END;
}

ObelusLayerReading *
obelus_layer_reading_new (const char *name, ObelusJsonScanner *scanner, ObelusDocument *document, ObelusOffsetUnit unit,
                          GError **error)
{
  ObelusLayerReading *reading = g_new0 (ObelusLayerReading, 1);

  reading->name = g_strdup (name);
  reading->schema = obelus_schema_find_layer (name);
  reading->builder = obelus_layer_builder_new (name);
  reading->columns = g_ptr_array_new_with_free_func (obelus_read_column_free);
  reading->order = g_array_new (FALSE, FALSE, sizeof (guint));
  obelus_span_reader_init (&reading->spans, document, unit);

  if (!read_rows (reading, scanner, error))
    g_clear_pointer (&reading, obelus_layer_reading_free);
  return reading;
}

void
obelus_layer_reading_free (ObelusLayerReading *reading)
{
  g_free (reading->name);
  obelus_layer_builder_unref (reading->builder);
  g_ptr_array_unref (reading->columns);
  g_array_unref (reading->order);
  g_free (reading);
}

const char *
obelus_layer_reading_get_name (ObelusLayerReading *reading)
{
  return reading->name;
}

ObelusLayerReading *
obelus_layer_readings_find (GPtrArray *readings, const char *name)
{
  for (guint i = 0; i < readings->len; i++)
    if (strcmp (obelus_layer_reading_get_name (readings->pdata[i]), name) == 0)
      return readings->pdata[i];
  return NULL;
}

/* Types */

gboolean
obelus_layer_reading_declare (ObelusLayerReading *reading, const char *name, ObelusColumnType type, const char *target,
                              GError **error)
{
  ObelusJsonSlice slice = { name, strlen (name) };
  guint key;

  if (!find_key (reading, &slice, &key, error))
    return FALSE;
  if (key < N_FIXED_KEYS || get_column (reading, key)->core != NULL)
    {
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_INPUT,
                   "layer '%s': 'types' has '%s', whose type is fixed; leave it out", reading->name, name);
      return FALSE;
    }

  ObelusReadColumn *column = get_column (reading, key);

  column->is_declared = TRUE;
  column->declared_type = type;
  column->declared_target = g_strdup (target);
  return TRUE;
}
