/* Layers and their builders: rows, cells, order, look-ups against plain scans. */
#include "document-private.h"
#include "layer-builder-private.h"

#include <obelus/obelus-error.h>

#include <math.h>
#include <string.h>

static ObelusDocument *
make_document (const char *text)
{
  g_autoptr (GError) error = NULL;
  ObelusDocument *document = obelus_document_new ("test", text, -1, &error);
  g_assert_no_error (error);
  return document;
}

static ObelusLayer *
commit (ObelusDocument *document, ObelusLayerBuilder *builder)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_strdup (obelus_layer_builder_get_layer_name (builder));
  obelus_document_commit (document, builder, &error);
  g_assert_no_error (error);
  return obelus_document_get_layer (document, name);
}

static void
assert_refused (ObelusDocument *document, ObelusLayerBuilder *builder, const char *message)
{
  g_autoptr (GError) error = NULL;
  guint n_layers = obelus_document_get_n_layers (document);
  g_assert_false (obelus_document_commit (document, builder, &error));
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_LAYER);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_cmpuint (obelus_document_get_n_layers (document), ==, n_layers);
}

static void
test_every_type_reads_back (void)
{
  g_autoptr (ObelusDocument) document = make_document ("Ada met Bob in Rome.");
  g_autoptr (ObelusLayerBuilder) places = obelus_layer_builder_new ("acme.place");
  guint visits = obelus_layer_builder_add_column (places, "visits", OBELUS_COLUMN_INTEGER);
  guint area = obelus_layer_builder_add_column (places, "area", OBELUS_COLUMN_REAL);
  guint country = obelus_layer_builder_add_column (places, "country", OBELUS_COLUMN_STRING);
  guint near = obelus_layer_builder_add_reference (places, "near", "acme.place");

  g_assert_cmpuint (obelus_layer_builder_append (places, 0, 3), ==, 0);
  g_assert_cmpuint (obelus_layer_builder_append (places, 15, 19), ==, 1);
  obelus_layer_builder_set_integer (places, visits, 1, -7);
  obelus_layer_builder_set_real (places, area, 1, 1285.5);
  obelus_layer_builder_set_string (places, country, 1, "It\0aly", 6);
  obelus_layer_builder_set_reference (places, near, 1, 0);
  ObelusLayer *layer = commit (document, places);

  gsize length;
  g_assert_cmpstr (obelus_layer_get_name (layer), ==, "acme.place");
  g_assert_cmpuint (obelus_layer_get_n_rows (layer), ==, 2);
  g_assert_cmpuint (obelus_layer_get_starts (layer)[1], ==, 15);
  g_assert_cmpuint (obelus_layer_get_ends (layer)[1], ==, 19);
  g_assert_cmpint (obelus_layer_get_integers (layer, visits)[1], ==, -7);
  g_assert_cmpfloat (obelus_layer_get_reals (layer, area)[1], ==, 1285.5);
  const char *string = obelus_layer_get_string (layer, country, 1, &length);
  g_assert_cmpmem (string, length, "It\0aly", 6);
  g_assert_cmpuint (obelus_layer_get_references (layer, near)[1], ==, 0);
  g_assert_cmpstr (obelus_layer_get_column_target (layer, near), ==, "acme.place");

  for (guint column = visits; column <= near; column++)
    {
      g_assert_false (obelus_layer_has_value (layer, column, 0));
      g_assert_true (obelus_layer_has_value (layer, column, 1));
    }
  g_assert_null (obelus_layer_get_string (layer, country, 0, NULL));
  g_assert_cmpuint (obelus_layer_get_references (layer, near)[0], ==, OBELUS_NO_ROW);
  g_assert_null (obelus_layer_get_integers (layer, area));
}

static void
test_columns_without_gaps_have_no_bitmap (void)
{
  g_autoptr (ObelusDocument) document = make_document ("abc");
  g_autoptr (ObelusLayerBuilder) builder = obelus_layer_builder_new ("acme.x");
  guint full = obelus_layer_builder_add_column (builder, "full", OBELUS_COLUMN_INTEGER);
  guint gaps = obelus_layer_builder_add_column (builder, "gaps", OBELUS_COLUMN_INTEGER);

  for (guint32 row = 0; row < 3; row++)
    obelus_layer_builder_set_integer (builder, full, obelus_layer_builder_append (builder, row, row + 1), row);
  obelus_layer_builder_set_integer (builder, gaps, 1, 5);
  ObelusLayer *layer = commit (document, builder);

  g_assert_null (obelus_layer_get_validity_bytes (layer, full));
  const guint8 *bitmap = g_bytes_get_data (obelus_layer_get_validity_bytes (layer, gaps), NULL);
  g_assert_cmphex (bitmap[0], ==, 0x02);
}

static void
test_core_columns_without_values_are_left_out (void)
{
  g_autoptr (ObelusDocument) document = make_document ("abc");
  g_autoptr (ObelusLayerBuilder) tokens = obelus_layer_builder_new ("token");
  obelus_layer_builder_add_column (tokens, "form", OBELUS_COLUMN_STRING);
  obelus_layer_builder_append (tokens, 0, 3);

  g_assert_cmpint (obelus_layer_find_column (commit (document, tokens), "form"), ==, -1);
}

static void
test_equal_strings_have_equal_indices (void)
{
  g_autoptr (ObelusDocument) document = make_document ("abcd");
  g_autoptr (ObelusLayerBuilder) builder = obelus_layer_builder_new ("entity");
  guint label = obelus_layer_builder_add_column (builder, "label", OBELUS_COLUMN_STRING);
  static const char *const labels[] = { "PER", "LOC", "PER", "" };

  for (guint32 i = 0; i < 4; i++)
    obelus_layer_builder_set_string (builder, label, obelus_layer_builder_append (builder, i, i + 1), labels[i], -1);
  ObelusLayer *layer = commit (document, builder);

  const gint32 *indices = obelus_layer_get_string_indices (layer, label);
  g_assert_cmpint (indices[0], ==, indices[2]);
  g_assert_cmpint (indices[0], !=, indices[1]);
  g_assert_cmpuint (obelus_layer_get_vocabulary_size (layer, label), ==, 3);
  g_assert_cmpint (obelus_layer_find_vocabulary_index (layer, label, "LOC"), ==, indices[1]);
  g_assert_cmpint (obelus_layer_find_vocabulary_index (layer, label, "ORG"), ==, -2);
}

/* Each case builds one faulty layer over "naïve" (6 bytes; ï at 2 and 3). */
static void
test_faulty_layers_are_refused (void)
{
  static const struct
  {
    const char *layer;
    guint32 spans[2][2];
    guint n_spans;
    const char *message;
  } cases[] = {
    { "token", { { 3, 2 } }, 1, "layer 'token', row 0: ends at byte 2, before its start at byte 3" },
    { "token", { { 0, 7 } }, 1, "layer 'token', row 0: ends at byte 7, beyond the text's 6 bytes" },
    { "token", { { 3, 4 } }, 1, "layer 'token', row 0: starts at byte 3, inside a character" },
    { "token", { { 0, 3 } }, 1, "layer 'token', row 0: ends at byte 3, inside a character" },
    { "token",
      { { 4, 6 }, { 0, 2 } },
      2,
      "layer 'token', row 1: [0, 2) must stand before row 0, which is [4, 6): append rows by start, longer ones first, "
      "or call obelus_layer_builder_sort ()" },
    { "token",
      { { 0, 2 }, { 0, 4 } },
      2,
      "layer 'token', row 1: [0, 4) must stand before row 0, which is [0, 2): append rows by start, longer ones first, "
      "or call obelus_layer_builder_sort ()" },
    { "tokens",
      { { 0, 2 } },
      1,
      "layer 'tokens': this is neither a core layer nor a name like 'vendor.name' in lower case" },
    { "Acme.X",
      { { 0, 2 } },
      1,
      "layer 'Acme.X': this is neither a core layer nor a name like 'vendor.name' in lower case" },
    { "acme.",
      { { 0, 2 } },
      1,
      "layer 'acme.': this is neither a core layer nor a name like 'vendor.name' in lower case" },
  };
  g_autoptr (ObelusDocument) document = make_document ("naïve");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ObelusLayerBuilder) builder = obelus_layer_builder_new (cases[i].layer);
      for (guint j = 0; j < cases[i].n_spans; j++)
        obelus_layer_builder_append (builder, cases[i].spans[j][0], cases[i].spans[j][1]);
      assert_refused (document, builder, cases[i].message);
    }
}

static void
test_legal_oddities_are_accepted (void)
{
  static const guint32 starts[] = { 0, 0, 0, 2, 6 }, ends[] = { 6, 6, 0, 2, 6 };
  g_autoptr (ObelusDocument) document = make_document ("naïve");
  g_autoptr (ObelusLayerBuilder) builder = obelus_layer_builder_new ("acme.odd");

  obelus_layer_builder_append_spans (builder, starts, ends, G_N_ELEMENTS (starts));
  ObelusLayer *layer = commit (document, builder);

  g_assert_cmpmem (obelus_layer_get_starts (layer), sizeof starts, starts, sizeof starts);
  g_assert_cmpmem (obelus_layer_get_ends (layer), sizeof ends, ends, sizeof ends);
}

static void
test_empty_layers_are_layers (void)
{
  g_autoptr (ObelusDocument) document = make_document ("");
  g_autoptr (ObelusLayerBuilder) builder = obelus_layer_builder_new ("entity");
  ObelusRowIter iter;
  guint32 row;

  ObelusLayer *layer = commit (document, builder);
  g_assert_cmpuint (obelus_layer_get_n_rows (layer), ==, 0);
  g_assert_nonnull (obelus_layer_get_starts (layer));
  obelus_layer_find_covering (layer, 0, 0, &iter);
  g_assert_false (obelus_row_iter_next (&iter, &row));
}

static void
test_faulty_cells_are_refused (void)
{
  g_autoptr (ObelusDocument) document = make_document ("abc");
  guint column;

  g_autoptr (ObelusLayerBuilder) wrong_type = obelus_layer_builder_new ("entity");
  column = obelus_layer_builder_add_column (wrong_type, "score", OBELUS_COLUMN_REAL);
  obelus_layer_builder_append (wrong_type, 0, 1);
  obelus_layer_builder_set_string (wrong_type, column, 0, "high", -1);
  assert_refused (document, wrong_type, "layer 'entity': row 0: column 'score' is real and was given a string");

  g_autoptr (ObelusLayerBuilder) no_row = obelus_layer_builder_new ("entity");
  column = obelus_layer_builder_add_column (no_row, "score", OBELUS_COLUMN_REAL);
  obelus_layer_builder_set_real (no_row, column, 4, 1.0);
  assert_refused (document, no_row,
                  "layer 'entity': row 4: column 'score' was given a value but there are only 0 rows");

  g_autoptr (ObelusLayerBuilder) infinite = obelus_layer_builder_new ("entity");
  column = obelus_layer_builder_add_column (infinite, "score", OBELUS_COLUMN_REAL);
  obelus_layer_builder_append (infinite, 0, 1);
  obelus_layer_builder_append (infinite, 1, 2);
  obelus_layer_builder_set_real (infinite, column, 1, INFINITY);
  assert_refused (document, infinite, "layer 'entity', row 1: column 'score' is not a finite number");

  g_autoptr (ObelusLayerBuilder) wrong_core_type = obelus_layer_builder_new ("entity");
  obelus_layer_builder_add_column (wrong_core_type, "label", OBELUS_COLUMN_INTEGER);
  assert_refused (document, wrong_core_type, "layer 'entity': column 'label' is string, not integer");

  g_autoptr (ObelusLayerBuilder) unknown = obelus_layer_builder_new ("entity");
  obelus_layer_builder_add_column (unknown, "colour", OBELUS_COLUMN_STRING);
  assert_refused (document, unknown,
                  "layer 'entity': there is no core column 'colour'; a column of one's own is named 'vendor.colour'");

  g_autoptr (ObelusLayerBuilder) reserved = obelus_layer_builder_new ("acme.x");
  obelus_layer_builder_add_column (reserved, "start", OBELUS_COLUMN_INTEGER);
  assert_refused (document, reserved, "layer 'acme.x': a column cannot be called 'start': every row has that already");

  g_autoptr (ObelusLayerBuilder) not_utf8 = obelus_layer_builder_new ("entity");
  column = obelus_layer_builder_add_column (not_utf8, "label", OBELUS_COLUMN_STRING);
  obelus_layer_builder_append (not_utf8, 0, 1);
  obelus_layer_builder_set_string (not_utf8, column, 0, "P\xFF", -1);
  assert_refused (document, not_utf8, "layer 'entity': a string of 2 bytes is not valid UTF-8 at byte 1");

  g_autoptr (ObelusLayerBuilder) not_interned = obelus_layer_builder_new ("entity");
  column = obelus_layer_builder_add_column (not_interned, "label", OBELUS_COLUMN_STRING);
  obelus_layer_builder_append (not_interned, 0, 1);
  obelus_layer_builder_set_string_index (not_interned, column, 0, 3);
  assert_refused (document, not_interned,
                  "layer 'entity': row 0: column 'label' was given string 3, which was not interned");

  g_autoptr (ObelusLayerBuilder) no_target = obelus_layer_builder_new ("mention");
  obelus_layer_builder_add_reference (no_target, "entity", "entity");
  assert_refused (document, no_target, "layer 'mention': column 'entity' refers to layer 'entity', which is not there");

  g_autoptr (ObelusLayerBuilder) wrong_target = obelus_layer_builder_new ("mention");
  obelus_layer_builder_add_reference (wrong_target, "entity", "token");
  assert_refused (document, wrong_target, "layer 'mention': column 'entity' refers to layer 'entity', not to 'token'");

  g_autoptr (ObelusLayerBuilder) beyond = obelus_layer_builder_new ("token");
  column = obelus_layer_builder_add_reference (beyond, "head", "token");
  obelus_layer_builder_append (beyond, 0, 1);
  obelus_layer_builder_set_reference (beyond, column, 0, 1);
  assert_refused (document, beyond,
                  "layer 'token', row 0: column 'head' refers to row 1 of layer 'token', which has 1 rows");
}

static void
test_a_layer_cannot_be_made_twice (void)
{
  g_autoptr (ObelusDocument) document = make_document ("abc");
  g_autoptr (ObelusLayerBuilder) first = obelus_layer_builder_new ("entity");
  g_autoptr (ObelusLayerBuilder) second = obelus_layer_builder_new ("entity");

  commit (document, first);
  assert_refused (document, second,
                  "layer 'entity': it is already there, made by the reader; revise it or choose another name");
  assert_refused (document, first, "layer 'entity': this builder was committed before");
}

static void
test_sorting_moves_cells_and_references_along (void)
{
  g_autoptr (ObelusDocument) document = make_document ("abcdefghij");
  g_autoptr (ObelusLayerBuilder) builder = obelus_layer_builder_new ("acme.tree");
  guint name = obelus_layer_builder_add_column (builder, "name", OBELUS_COLUMN_STRING);
  guint parent = obelus_layer_builder_add_reference (builder, "parent", "acme.tree");
  static const struct
  {
    guint32 start, end;
    const char *name;
  } rows[] = { { 5, 6, "leaf" }, { 0, 2, "short" }, { 0, 10, "root" }, { 0, 2, "second" }, { 5, 6, "" } };

  for (guint32 i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      obelus_layer_builder_append (builder, rows[i].start, rows[i].end);
      if (*rows[i].name != '\0')
        obelus_layer_builder_set_string (builder, name, i, rows[i].name, -1);
      obelus_layer_builder_set_reference (builder, parent, i, i == 2 ? OBELUS_NO_ROW : 2);
    }
  obelus_layer_builder_sort (builder);
  ObelusLayer *layer = commit (document, builder);

  static const char *const sorted[] = { "root", "short", "second", "leaf", NULL };
  for (guint32 row = 0; row < G_N_ELEMENTS (sorted); row++)
    {
      g_assert_cmpstr (obelus_layer_get_string (layer, name, row, NULL), ==, sorted[row]);
      g_assert_cmpuint (obelus_layer_get_references (layer, parent)[row], ==, row == 0 ? OBELUS_NO_ROW : 0);
    }
}

/* Look-ups against plain scans, on layers flat, nested and overlapping. */
static void
check_lookups (ObelusLayer *layer, guint32 length)
{
  const guint32 *starts = obelus_layer_get_starts (layer), *ends = obelus_layer_get_ends (layer);
  guint32 n = obelus_layer_get_n_rows (layer);

  for (guint round = 0; round < 300; round++)
    {
      guint32 start = (guint32) g_test_rand_int_range (0, (gint32) length + 1);
      guint32 end = (guint32) g_test_rand_int_range ((gint32) start, (gint32) length + 1);
      ObelusRowIter covered, covering, at;
      guint32 row, first, n_starting = 0;

      obelus_layer_find_covered (layer, start, end, &covered);
      obelus_layer_find_covering (layer, start, end, &covering);
      obelus_layer_find_at (layer, start, &at);
      for (guint32 i = 0; i < n; i++)
        {
          if (starts[i] >= start && ends[i] <= end)
            {
              g_assert_true (obelus_row_iter_next (&covered, &row));
              g_assert_cmpuint (row, ==, i);
            }
          if (starts[i] <= start && ends[i] >= end)
            {
              g_assert_true (obelus_row_iter_next (&covering, &row));
              g_assert_cmpuint (row, ==, i);
            }
          if (starts[i] <= start && start < ends[i])
            {
              g_assert_true (obelus_row_iter_next (&at, &row));
              g_assert_cmpuint (row, ==, i);
            }
          n_starting += starts[i] >= start && starts[i] < end;
        }
      g_assert_false (obelus_row_iter_next (&covered, &row));
      g_assert_false (obelus_row_iter_next (&covering, &row));
      g_assert_false (obelus_row_iter_next (&at, &row));
      g_assert_cmpuint (obelus_layer_find_starting (layer, start, end, &first), ==, n_starting);
      if (n_starting > 0)
        g_assert_true (starts[first] >= start && (first == 0 || starts[first - 1] < start));
    }
}

static void
test_lookups_agree_with_scans (void)
{
  enum
  {
    LENGTH = 400
  };
  char text[LENGTH + 1];
  memset (text, 'x', LENGTH);
  text[LENGTH] = '\0';

  for (guint round = 0; round < 40; round++)
    {
      g_autoptr (ObelusDocument) document = make_document (text);
      g_autoptr (ObelusLayerBuilder) flat = obelus_layer_builder_new ("token");
      g_autoptr (ObelusLayerBuilder) nested = obelus_layer_builder_new ("acme.span");
      for (guint32 at = 0; at < LENGTH;)
        {
          guint32 end = at + (guint32) g_test_rand_int_range (0, 9);
          end = MIN (end, LENGTH);
          obelus_layer_builder_append (flat, at, end);
          at = end + (guint32) g_test_rand_int_range (1, 4);
        }
      guint n = (guint) g_test_rand_int_range (0, 300);
      for (guint i = 0; i < n; i++)
        {
          guint32 start = (guint32) g_test_rand_int_range (0, LENGTH + 1);
          gint32 reach = g_test_rand_bit () ? 6 : LENGTH;
          guint32 end = start + (guint32) g_test_rand_int_range (0, reach);
          obelus_layer_builder_append (nested, start, MIN (end, LENGTH));
        }
      obelus_layer_builder_sort (nested);
      check_lookups (commit (document, flat), LENGTH);
      check_lookups (commit (document, nested), LENGTH);
    }
}

static void
test_layers_outlive_their_document (void)
{
  ObelusDocument *document = make_document ("abc");
  g_autoptr (ObelusLayerBuilder) builder = obelus_layer_builder_new ("token");
  obelus_layer_builder_append (builder, 0, 3);
  g_autoptr (ObelusLayer) layer = g_object_ref (commit (document, builder));

  g_object_unref (document);
  g_assert_cmpuint (obelus_layer_get_ends (layer)[0], ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layer/types", test_every_type_reads_back);
  g_test_add_func ("/layer/bitmap", test_columns_without_gaps_have_no_bitmap);
  g_test_add_func ("/layer/core-columns", test_core_columns_without_values_are_left_out);
  g_test_add_func ("/layer/vocabulary", test_equal_strings_have_equal_indices);
  g_test_add_func ("/layer/faulty-spans", test_faulty_layers_are_refused);
  g_test_add_func ("/layer/oddities", test_legal_oddities_are_accepted);
  g_test_add_func ("/layer/empty", test_empty_layers_are_layers);
  g_test_add_func ("/layer/faulty-cells", test_faulty_cells_are_refused);
  g_test_add_func ("/layer/twice", test_a_layer_cannot_be_made_twice);
  g_test_add_func ("/layer/sort", test_sorting_moves_cells_and_references_along);
  g_test_add_func ("/layer/lookups", test_lookups_agree_with_scans);
  g_test_add_func ("/layer/lifetime", test_layers_outlive_their_document);
  return g_test_run ();
}
