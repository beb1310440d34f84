/* The Arrow C Data Interface: exported structs walked as a consumer walks them, against the layer's own getters. */
#include "arrow-private.h"

#include <obelus/obelus-document.h>
#include <obelus/obelus-record.h>

#include <string.h>

static ObelusDocument *
parse_document (const char *record)
{
  g_autoptr (GError) error = NULL;
  ObelusDocument *document = obelus_record_parse (record, strlen (record), NULL, &error);

  g_assert_no_error (error);
  return document;
}

/* Every kind of column; "name" and "town" share a vocabulary. */
static const char *const places
    = "{\"text\":\"Ada met Bob in Rome.\",\"types\":{\"acme.place\":{\"near\":\"reference acme.place\"}},"
      "\"layers\":{\"acme.place\":["
      "{\"start\":0,\"end\":3,\"visits\":-7,\"name\":\"\\u0391\",\"town\":\"x\\u0000y\"},"
      "{\"start\":8,\"end\":11,\"area\":1285.5,\"near\":0,\"town\":\"\"},"
      "{\"start\":15,\"end\":19,\"visits\":9007199254740993,\"area\":0.25,\"near\":1,\"name\":\"x\\u0000y\"}]}}";

static ObelusLayer *
parse_places (void)
{
  g_autoptr (ObelusDocument) document = parse_document (places);

  return g_object_ref (obelus_document_get_layer (document, "acme.place"));
}

static void export(ObelusLayer *layer, struct ArrowSchema *schema, struct ArrowArray *array)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (obelus_layer_export_arrow (layer, schema, array, &error));
  g_assert_no_error (error);
}

static guint
find_child (const struct ArrowSchema *schema, const char *name)
{
  for (gint64 i = 0; i < schema->n_children; i++)
    if (g_str_equal (schema->children[i]->name, name))
      return (guint) i;
  g_error ("no child '%s'", name);
}

/* The length of a string of a dictionary; its start is returned. */
static const char *
get_string (const struct ArrowSchema *schema, const struct ArrowArray *array, gint32 index, gsize *length)
{
  const gint32 *small = array->dictionary->buffers[1];
  const gint64 *large = array->dictionary->buffers[1];
  gboolean is_large = g_str_equal (schema->dictionary->format, "U");
  gint64 start = is_large ? large[index] : small[index];

  g_assert_cmpint (index, >=, 0);
  g_assert_cmpint (index, <, array->dictionary->length);
  *length = (gsize) ((is_large ? large[index + 1] : small[index + 1]) - start);
  return (const char *) array->dictionary->buffers[2] + start;
}

static gboolean
is_valid (const struct ArrowArray *array, gint64 row)
{
  const guint8 *validity = array->buffers[0];

  return validity == NULL || (validity[row / 8] >> (row % 8) & 1) != 0;
}

/* Holds one column against the layer, cell by cell. */
static void
assert_same_column (ObelusLayer *layer, guint column, const struct ArrowSchema *schema, const struct ArrowArray *array)
{
  g_assert_cmpstr (schema->name, ==, obelus_layer_get_column_name (layer, column));
  g_assert_cmpint (schema->flags, ==, ARROW_FLAG_NULLABLE);
  g_assert_cmpint (array->length, ==, obelus_layer_get_n_rows (layer));
  g_assert_cmpint (array->offset, ==, 0);
  g_assert_cmpint (array->n_buffers, ==, 2);
  g_assert_cmpint (array->null_count, ==, obelus_layer_get_validity_bytes (layer, column) == NULL ? 0 : -1);

  for (guint32 row = 0; row < obelus_layer_get_n_rows (layer); row++)
    {
      gsize length, other_length;

      g_assert_cmpint (is_valid (array, row), ==, obelus_layer_has_value (layer, column, row));
      if (!is_valid (array, row))
        continue;
      switch (obelus_layer_get_column_type (layer, column))
        {
        case OBELUS_COLUMN_INTEGER:
          g_assert_cmpstr (schema->format, ==, "l");
          g_assert_cmpint (((const gint64 *) array->buffers[1])[row], ==,
                           obelus_layer_get_integers (layer, column)[row]);
          break;
        case OBELUS_COLUMN_REAL:
          g_assert_cmpstr (schema->format, ==, "g");
          g_assert_cmpfloat (((const double *) array->buffers[1])[row], ==,
                             obelus_layer_get_reals (layer, column)[row]);
          break;
        case OBELUS_COLUMN_REFERENCE:
          g_assert_cmpstr (schema->format, ==, "I");
          g_assert_cmpuint (((const guint32 *) array->buffers[1])[row], ==,
                            obelus_layer_get_references (layer, column)[row]);
          break;
        case OBELUS_COLUMN_STRING:
          {
            g_assert_cmpstr (schema->format, ==, "i");
            const char *string = obelus_layer_get_string (layer, column, row, &length);
            const char *other = get_string (schema, array, ((const gint32 *) array->buffers[1])[row], &other_length);
            g_assert_cmpmem (string, length, other, other_length);
          }
          break;
        default:
          g_assert_not_reached ();
        }
    }
}

static void
assert_same_layer (ObelusLayer *layer, const struct ArrowSchema *schema, const struct ArrowArray *array)
{
  guint n_columns = obelus_layer_get_n_columns (layer);
  gsize size = (gsize) obelus_layer_get_n_rows (layer) * sizeof (guint32);

  g_assert_cmpstr (schema->format, ==, "+s");
  g_assert_cmpstr (schema->name, ==, obelus_layer_get_name (layer));
  g_assert_cmpint (schema->n_children, ==, n_columns + 2);
  g_assert_cmpint (array->n_children, ==, n_columns + 2);
  g_assert_cmpint (array->n_buffers, ==, 1);
  g_assert_null (array->buffers[0]);
  g_assert_cmpint (array->length, ==, obelus_layer_get_n_rows (layer));

  g_assert_cmpstr (schema->children[0]->name, ==, "start");
  g_assert_cmpstr (schema->children[0]->format, ==, "I");
  g_assert_cmpmem (array->children[0]->buffers[1], size, obelus_layer_get_starts (layer), size);
  g_assert_cmpstr (schema->children[1]->name, ==, "end");
  g_assert_cmpmem (array->children[1]->buffers[1], size, obelus_layer_get_ends (layer), size);
  for (guint i = 0; i < n_columns; i++)
    assert_same_column (layer, i, schema->children[i + 2], array->children[i + 2]);
}

static void
test_every_type (void)
{
  g_autoptr (ObelusLayer) layer = parse_places ();
  struct ArrowSchema schema;
  struct ArrowArray array;

  export(layer, &schema, &array);
  assert_same_layer (layer, &schema, &array);

  guint visits = find_child (&schema, "visits"), near = find_child (&schema, "near"),
        town = find_child (&schema, "town");
  g_assert_cmpint (((const gint64 *) array.children[visits]->buffers[1])[2], ==, G_GINT64_CONSTANT (9007199254740993));
  gsize length;
  const char *string = get_string (schema.children[town], array.children[town],
                                   ((const gint32 *) array.children[town]->buffers[1])[0], &length);
  g_assert_cmpmem (string, length, "x\0y", 3);

  /* one pair: its number, then key and value behind their lengths */
  const char *metadata = schema.children[near]->metadata;
  gint32 numbers[2];
  memcpy (numbers, metadata, sizeof numbers);
  g_assert_cmpint (numbers[0], ==, 1);
  g_assert_cmpmem (metadata + 8, numbers[1], "obelus.target", 13);
  g_assert_cmpmem (metadata + 25, 10, "acme.place", 10);
  g_assert_null (schema.children[visits]->metadata);

  schema.release (&schema);
  array.release (&array);
}

static void
test_nothing_is_copied_a_row (void)
{
  g_autoptr (ObelusLayer) layer = parse_places ();
  struct ArrowSchema schema;
  struct ArrowArray array;

  export(layer, &schema, &array);
  g_assert_true (array.children[0]->buffers[1] == obelus_layer_get_starts (layer));
  g_assert_true (array.children[1]->buffers[1] == obelus_layer_get_ends (layer));
  for (guint i = 0; i < obelus_layer_get_n_columns (layer); i++)
    {
      GBytes *validity = obelus_layer_get_validity_bytes (layer, i);
      g_assert_true (array.children[i + 2]->buffers[1]
                     == g_bytes_get_data (obelus_layer_get_column_bytes (layer, i), NULL));
      g_assert_true (array.children[i + 2]->buffers[0]
                     == (validity != NULL ? g_bytes_get_data (validity, NULL) : NULL));
    }
  guint name = find_child (&schema, "name"), town = find_child (&schema, "town");
  g_assert_true (array.children[name]->dictionary->buffers[2] == array.children[town]->dictionary->buffers[2]);

  schema.release (&schema);
  array.release (&array);
}

static void
test_arrays_outlive_the_layer (void)
{
  ObelusLayer *layer = parse_places ();
  struct ArrowSchema schema;
  struct ArrowArray array;

  export(layer, &schema, &array);
  g_object_add_weak_pointer (G_OBJECT (layer), (gpointer *) &layer);
  g_object_unref (layer);
  g_assert_null (layer);
  schema.release (&schema);
  g_assert_cmpuint (((const guint32 *) array.children[0]->buffers[1])[2], ==, 15);
  array.release (&array);
}

static void
test_release_marks_what_is_released (void)
{
  g_autoptr (ObelusLayer) layer = parse_places ();
  struct ArrowSchema schema;
  struct ArrowArray array;

  for (guint schema_first = 0; schema_first < 2; schema_first++)
    {
      export(layer, &schema, &array);
      if (schema_first)
        schema.release (&schema);
      array.release (&array);
      if (!schema_first)
        schema.release (&schema);

      /* by these a consumer knows that there is nothing to release again */
      g_assert_null (schema.release);
      g_assert_null (array.release);
    }
}

static void
test_children_move_out (void)
{
  g_autoptr (ObelusLayer) layer = parse_places ();
  struct ArrowSchema schema, moved_schema;
  struct ArrowArray array, moved, dictionary, whole;

  export(layer, &schema, &array);
  guint town = find_child (&schema, "town");
  moved = *array.children[town];
  array.children[town]->release = NULL;
  dictionary = *moved.dictionary;
  moved.dictionary->release = NULL;
  moved_schema = *schema.children[town];
  schema.children[town]->release = NULL;
  whole = array;
  array.release = NULL;

  schema.release (&schema);
  whole.release (&whole);
  g_assert_null (whole.release);
  g_assert_cmpstr (moved_schema.name, ==, "town");
  g_assert_cmpstr (moved_schema.dictionary->format, ==, "u");
  gint32 index = ((const gint32 *) moved.buffers[1])[0];
  moved.release (&moved);
  g_assert_cmpmem ((const char *) dictionary.buffers[2] + ((const gint32 *) dictionary.buffers[1])[index], 3, "x\0y",
                   3);
  dictionary.release (&dictionary);
  moved_schema.release (&moved_schema);
}

static void
test_empty_layer (void)
{
  g_autoptr (ObelusDocument) document
      = parse_document ("{\"text\":\"\",\"types\":{\"acme.a\":{\"s\":\"string\",\"n\":\"reference acme.a\"}},"
                        "\"layers\":{\"acme.a\":[]}}");
  ObelusLayer *layer = obelus_document_get_layer (document, "acme.a");
  struct ArrowSchema schema;
  struct ArrowArray array;

  export(layer, &schema, &array);
  assert_same_layer (layer, &schema, &array);
  g_assert_cmpint (schema.n_children, ==, 4);
  guint strings = find_child (&schema, "s");
  g_assert_cmpint (array.children[strings]->null_count, ==, 0);
  g_assert_cmpint (array.children[strings]->dictionary->length, ==, 0);
  g_assert_cmpint (((const gint32 *) array.children[strings]->dictionary->buffers[1])[0], ==, 0);
  schema.release (&schema);
  array.release (&array);
}

static void
test_columns_without_a_value (void)
{
  g_autoptr (ObelusDocument) document
      = parse_document ("{\"text\":\"abc\",\"types\":{\"acme.a\":{\"s\":\"string\",\"n\":\"reference acme.a\","
                        "\"i\":\"integer\",\"r\":\"real\"}},\"layers\":{\"acme.a\":[{\"start\":0,\"end\":1},"
                        "{\"start\":1,\"end\":2},{\"start\":2,\"end\":3}]}}");
  ObelusLayer *layer = obelus_document_get_layer (document, "acme.a");
  struct ArrowSchema schema;
  struct ArrowArray array;

  export(layer, &schema, &array);
  assert_same_layer (layer, &schema, &array);
  g_assert_cmpint (schema.n_children, ==, 6);
  for (guint i = 2; i < 6; i++)
    {
      g_assert_nonnull (array.children[i]->buffers[0]);
      for (gint64 row = 0; row < 3; row++)
        g_assert_false (is_valid (array.children[i], row));
    }
  schema.release (&schema);
  array.release (&array);
}

static void
test_large_dictionary (void)
{
  g_autoptr (ObelusLayer) layer = parse_places ();
  g_autoptr (GError) error = NULL;
  struct ArrowSchema schema;
  struct ArrowArray array;

  /* The strings are "Α", "x\0y" and "": five bytes. */
  for (gsize limit = 4; limit <= 5; limit++)
    {
      g_assert_true (obelus_arrow_export (layer, limit, &schema, &array, &error));
      g_assert_no_error (error);
      guint town = find_child (&schema, "town");
      g_assert_cmpstr (schema.children[town]->dictionary->format, ==, limit == 4 ? "U" : "u");
      assert_same_layer (layer, &schema, &array);
      schema.release (&schema);
      array.release (&array);
    }
}

/* An export costs the same for any number of rows: millions of them are shared and not touched. */
static void
test_many_rows (void)
{
  const guint32 n_rows = 3000000;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strnfill (n_rows, 'a');
  g_autoptr (ObelusDocument) document = obelus_document_new ("many", text, n_rows, &error);
  g_assert_no_error (error);
  g_autoptr (ObelusLayerBuilder) builder = obelus_layer_builder_new ("acme.letter");
  obelus_layer_builder_reserve (builder, n_rows);
  guint number = obelus_layer_builder_add_column (builder, "number", OBELUS_COLUMN_INTEGER);
  for (guint32 row = 0; row < n_rows; row++)
    {
      obelus_layer_builder_append (builder, row, row + 1);
      if (row % 3 != 0)
        obelus_layer_builder_set_integer (builder, number, row, (gint64) row * row);
    }
  g_assert_true (obelus_document_commit (document, builder, &error));
  ObelusLayer *layer = obelus_document_get_layer (document, "acme.letter");
  struct ArrowSchema schema;
  struct ArrowArray array;

  export(layer, &schema, &array);
  assert_same_layer (layer, &schema, &array);
  schema.release (&schema);

  /* thousands of exports at once hold one set of buffers */
  g_autofree struct ArrowArray *arrays = g_new0 (struct ArrowArray, 2000);
  for (guint i = 0; i < 2000; i++)
    {
      export(layer, &schema, &arrays[i]);
      schema.release (&schema);
      g_assert_true (arrays[i].children[2]->buffers[1] == array.children[2]->buffers[1]);
    }
  for (guint i = 0; i < 2000; i++)
    arrays[i].release (&arrays[i]);
  array.release (&array);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/arrow/every-type", test_every_type);
  g_test_add_func ("/arrow/nothing-is-copied-a-row", test_nothing_is_copied_a_row);
  g_test_add_func ("/arrow/arrays-outlive-the-layer", test_arrays_outlive_the_layer);
  g_test_add_func ("/arrow/release-marks-what-is-released", test_release_marks_what_is_released);
  g_test_add_func ("/arrow/children-move-out", test_children_move_out);
  g_test_add_func ("/arrow/empty-layer", test_empty_layer);
  g_test_add_func ("/arrow/columns-without-a-value", test_columns_without_a_value);
  g_test_add_func ("/arrow/large-dictionary", test_large_dictionary);
  g_test_add_func ("/arrow/many-rows", test_many_rows);
  return g_test_run ();
}
