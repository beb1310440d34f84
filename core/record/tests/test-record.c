/* Records: what is written and read again is identical, and what is wrong is named. */
#include "random-document.h"

#include <math.h>
#include <obelus/obelus.h>
#include <string.h>

static char *
write_record (ObelusDocument *document, ObelusOffsetUnit unit, guint indent)
{
  GString *output = g_string_new (NULL);

  obelus_record_append (output, document, unit, NULL, indent, NULL);
  g_assert_cmpuint (strlen (output->str), ==, output->len);
  return g_string_free (output, FALSE);
}

static ObelusDocument *
read_record (const char *json)
{
  g_autoptr (GError) error = NULL;
  ObelusDocument *document = obelus_record_parse (json, strlen (json), NULL, &error);

  if (error != NULL)
    g_error ("%s\n%s", error->message, json);
  g_assert_nonnull (document);
  return document;
}

static void
assert_refused (const char *json, gint code, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusDocument) document = obelus_record_parse (json, strlen (json), NULL, &error);

  if (document != NULL)
    g_error ("%s\nwas read but should be refused with '%s'", json, message);
  g_assert_error (error, OBELUS_ERROR, code);
  if (strstr (error->message, message) == NULL)
    g_error ("%s\nis refused with '%s', not '%s'", json, error->message, message);
}

static ObelusDocument *
make_sample (void)
{
  g_autoptr (GError) error = NULL;
  ObelusDocument *document = obelus_document_new ("sample", "Zoë met 李 🙂.", -1, &error);
  g_autoptr (ObelusLayerBuilder) sentences = obelus_layer_builder_new ("sentence");
  g_autoptr (ObelusLayerBuilder) entities = obelus_layer_builder_new ("entity");
  g_autoptr (ObelusLayerBuilder) mentions = obelus_layer_builder_new ("mention");

  g_assert_no_error (error);
  obelus_document_set_metadata (document, "source", "a\0b", 3);
  obelus_document_set_metadata_json (document, "pages", "[ 1,2 ]");

  obelus_layer_builder_append (sentences, 0, 18);
  obelus_document_commit (document, sentences, &error);
  g_assert_no_error (error);

  guint score = obelus_layer_builder_add_column (entities, "score", OBELUS_COLUMN_REAL);
  guint label = obelus_layer_builder_add_column (entities, "label", OBELUS_COLUMN_STRING);
  obelus_layer_builder_append (entities, 0, 4);
  obelus_layer_builder_append (entities, 9, 12);
  obelus_layer_builder_set_string (entities, label, 0, "PER", -1);
  obelus_layer_builder_set_string (entities, label, 1, "PER", -1);
  obelus_layer_builder_set_real (entities, score, 1, 1.0);
  obelus_document_commit (document, entities, &error);
  g_assert_no_error (error);

  guint entity = obelus_layer_builder_add_reference (mentions, "entity", "entity");
  obelus_layer_builder_set_reference (mentions, entity, obelus_layer_builder_append (mentions, 13, 17), 1);
  obelus_document_commit (document, mentions, &error);
  g_assert_no_error (error);
  return document;
}

static void
test_a_record_reads_like_the_manual (void)
{
  g_autoptr (ObelusDocument) document = make_sample ();
  g_autofree char *line = write_record (document, OBELUS_OFFSET_CODEPOINT, 0);

  g_assert_cmpstr (line, ==,
                   "{\"id\": \"sample\", \"text\": \"Zoë met 李 🙂.\", \"offsets\": \"codepoint\", "
                   "\"meta\": {\"source\": \"a\\u0000b\", \"pages\": [1, 2]}, \"layers\": {"
                   "\"sentence\": [{\"start\": 0, \"end\": 12, \"text\": \"Zoë met 李 🙂.\"}], "
                   "\"entity\": [{\"start\": 0, \"end\": 3, \"text\": \"Zoë\", \"label\": \"PER\"}, "
                   "{\"start\": 8, \"end\": 9, \"text\": \"李\", \"label\": \"PER\", \"score\": 1.0}], "
                   "\"mention\": [{\"start\": 10, \"end\": 11, \"text\": \"🙂\", \"entity\": 1}]}}");
}

static void
test_offsets_count_what_was_asked_for (void)
{
  g_autoptr (ObelusDocument) document = make_sample ();
  g_autofree char *bytes = write_record (document, OBELUS_OFFSET_BYTE, 0);
  g_autofree char *utf16 = write_record (document, OBELUS_OFFSET_UTF16, 0);

  g_assert_nonnull (strstr (bytes, "\"offsets\": \"byte\""));
  g_assert_nonnull (strstr (bytes, "{\"start\": 13, \"end\": 17, \"text\": \"🙂\""));
  g_assert_nonnull (strstr (utf16, "\"offsets\": \"utf16\""));
  g_assert_nonnull (strstr (utf16, "{\"start\": 10, \"end\": 12, \"text\": \"🙂\""));
}

static void
test_indented_records_are_for_people (void)
{
  g_autoptr (ObelusDocument) document = make_sample ();
  g_autofree char *text = write_record (document, OBELUS_OFFSET_CODEPOINT, 2);

  g_assert_cmpstr (text, ==,
                   "{\n"
                   "  \"id\": \"sample\",\n"
                   "  \"text\": \"Zoë met 李 🙂.\",\n"
                   "  \"offsets\": \"codepoint\",\n"
                   "  \"meta\": {\n"
                   "    \"source\": \"a\\u0000b\",\n"
                   "    \"pages\": [1, 2]\n"
                   "  },\n"
                   "  \"layers\": {\n"
                   "    \"sentence\": [\n"
                   "      {\"start\": 0, \"end\": 12, \"text\": \"Zoë met 李 🙂.\"}\n"
                   "    ],\n"
                   "    \"entity\": [\n"
                   "      {\"start\": 0, \"end\": 3, \"text\": \"Zoë\", \"label\": \"PER\"},\n"
                   "      {\"start\": 8, \"end\": 9, \"text\": \"李\", \"label\": \"PER\", \"score\": 1.0}\n"
                   "    ],\n"
                   "    \"mention\": [\n"
                   "      {\"start\": 10, \"end\": 11, \"text\": \"🙂\", \"entity\": 1}\n"
                   "    ]\n"
                   "  }\n"
                   "}");
}

static void
test_chosen_layers_can_be_read_alone (void)
{
  static const char *const all_but_entity[] = { "mention", "sentence", NULL };
  g_autoptr (ObelusDocument) document = make_sample ();
  g_autoptr (GString) output = g_string_new (NULL);

  obelus_record_append (output, document, OBELUS_OFFSET_CODEPOINT, all_but_entity, 0, NULL);
  g_assert_null (strstr (output->str, "\"entity\""));

  g_autoptr (ObelusDocument) read = read_record (output->str);
  g_assert_cmpuint (obelus_document_get_n_layers (read), ==, 2);
}

static void
assert_documents_equal (ObelusDocument *one, ObelusDocument *other)
{
  guint32 length, other_length;
  const char *text = obelus_document_get_text (one, &length);
  const char *other_text = obelus_document_get_text (other, &other_length);

  g_assert_cmpmem (text, length, other_text, other_length);
  g_assert_cmpstr (obelus_document_get_id (one), ==, obelus_document_get_id (other));
  g_assert_cmpuint (obelus_document_get_n_metadata (one), ==, obelus_document_get_n_metadata (other));
  g_assert_cmpuint (obelus_document_get_n_layers (one), ==, obelus_document_get_n_layers (other));

  for (guint i = 0; i < obelus_document_get_n_layers (one); i++)
    {
      ObelusLayer *layer = obelus_document_get_nth_layer (one, i);
      ObelusLayer *other_layer = obelus_document_get_nth_layer (other, i);

      g_assert_cmpstr (obelus_layer_get_name (layer), ==, obelus_layer_get_name (other_layer));
      g_assert_cmpuint (obelus_layer_get_n_rows (layer), ==, obelus_layer_get_n_rows (other_layer));
      g_assert_cmpuint (obelus_layer_get_n_columns (layer), ==, obelus_layer_get_n_columns (other_layer));
      g_assert_true (g_bytes_equal (obelus_layer_get_start_bytes (layer), obelus_layer_get_start_bytes (other_layer)));
      g_assert_true (g_bytes_equal (obelus_layer_get_end_bytes (layer), obelus_layer_get_end_bytes (other_layer)));

      for (guint j = 0; j < obelus_layer_get_n_columns (layer); j++)
        {
          gint k = obelus_layer_find_column (other_layer, obelus_layer_get_column_name (layer, j));

          g_assert_cmpint (k, >=, 0);
          g_assert_cmpint (obelus_layer_get_column_type (layer, j), ==,
                           obelus_layer_get_column_type (other_layer, (guint) k));
          g_assert_cmpstr (obelus_layer_get_column_target (layer, j), ==,
                           obelus_layer_get_column_target (other_layer, (guint) k));
          for (guint32 row = 0; row < obelus_layer_get_n_rows (layer); row++)
            {
              g_assert_cmpint (obelus_layer_has_value (layer, j, row), ==,
                               obelus_layer_has_value (other_layer, (guint) k, row));
              if (obelus_layer_get_column_type (layer, j) == OBELUS_COLUMN_STRING)
                {
                  gsize size = 0, other_size = 0;
                  const char *cell = obelus_layer_get_string (layer, j, row, &size);
                  const char *other_cell = obelus_layer_get_string (other_layer, (guint) k, row, &other_size);

                  g_assert_cmpmem (cell, size, other_cell, other_size);
                }
            }
          if (obelus_layer_get_column_type (layer, j) != OBELUS_COLUMN_STRING)
            g_assert_true (g_bytes_equal (obelus_layer_get_column_bytes (layer, j),
                                          obelus_layer_get_column_bytes (other_layer, (guint) k)));
        }
    }
}

/* The property that the format promises: documents of chance come back as they were, and as the same bytes. */
static void
test_what_is_written_and_read_is_identical (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (23);

  for (guint i = 0; i < 400; i++)
    {
      g_autoptr (ObelusDocument) document = make_random_document (random);

      for (ObelusOffsetUnit unit = OBELUS_OFFSET_BYTE; unit <= OBELUS_OFFSET_UTF16; unit++)
        {
          guint indent = i % 3;
          g_autofree char *written = write_record (document, unit, indent);
          g_autoptr (ObelusDocument) read = read_record (written);
          g_autofree char *again = write_record (read, unit, indent);

          g_assert_cmpstr (written, ==, again);
          assert_documents_equal (document, read);
        }
    }
}

static void
test_a_real_stays_real (void)
{
  g_autoptr (ObelusDocument) document
      = read_record ("{\"text\": \"ab\", \"layers\": {\"acme.x\": [{\"start\": 0, \"end\": 1, \"whole\": 1.0, "
                     "\"mixed\": 3, \"n\": 3}, "
                     "{\"start\": 1, \"end\": 2, \"whole\": -0.0, \"mixed\": 1e0, \"n\": -9223372036854775808}]}}");
  ObelusLayer *layer = obelus_document_get_layer (document, "acme.x");
  gint whole = obelus_layer_find_column (layer, "whole");
  gint mixed = obelus_layer_find_column (layer, "mixed");
  gint n = obelus_layer_find_column (layer, "n");

  g_assert_cmpfloat (obelus_layer_get_reals (layer, (guint) whole)[0], ==, 1.0);
  g_assert_true (signbit (obelus_layer_get_reals (layer, (guint) whole)[1]));
  g_assert_cmpfloat (obelus_layer_get_reals (layer, (guint) mixed)[0], ==, 3.0);
  g_assert_cmpfloat (obelus_layer_get_reals (layer, (guint) mixed)[1], ==, 1.0);
  g_assert_cmpint (obelus_layer_get_integers (layer, (guint) n)[1], ==, G_MININT64);

  g_autofree char *written = write_record (document, OBELUS_OFFSET_CODEPOINT, 0);
  g_assert_nonnull (strstr (written, "\"mixed\": 3.0, \"n\": 3, \"whole\": 1.0"));
  g_assert_nonnull (strstr (written, "\"whole\": -0.0"));
}

/* Keys in any order, spaces anywhere, text of rows before their spans: as others may write it. */
static void
test_records_of_others_are_read (void)
{
  g_autoptr (ObelusDocument) document = read_record (" {\n\"layers\" : { \"mention\" : [ { \"entity\" : 0 , \"text\" : "
                                                     "\"\\u00e9\" , \"end\" : 1 , \"start\" : 0 } ] ,\r\n"
                                                     "\"entity\":[{\"start\":0,\"end\":1,\"label\":null}]},\t\"text\":"
                                                     "\"\\u00e9t\\u00e9\",\"author\":\"A\",\"year\":1999,"
                                                     "\"meta\":{\"tags\":[\"x\"]},\"id\":17,\"offsets\":\"utf16\"} ");
  ObelusLayer *mentions = obelus_document_get_layer (document, "mention");
  gsize length;

  g_assert_cmpstr (obelus_document_get_id (document), ==, "17");
  g_assert_cmpstr (obelus_document_get_text (document, NULL), ==, "été");
  g_assert_cmpstr (obelus_document_get_metadata (document, "author", &length), ==, "A");
  g_assert_cmpstr (obelus_document_get_metadata (document, "year", NULL), ==, "1999");
  g_assert_cmpstr (obelus_document_get_metadata (document, "tags", NULL), ==, "[\"x\"]");
  g_assert_cmpuint (obelus_layer_get_ends (mentions)[0], ==, 2);
  g_assert_cmpuint (obelus_layer_get_references (mentions, 0)[0], ==, 0);
  g_assert_cmpint (obelus_layer_find_column (obelus_document_get_layer (document, "entity"), "label"), ==, -1);

  g_autofree char *written = write_record (document, OBELUS_OFFSET_CODEPOINT, 0);
  g_assert_nonnull (strstr (written, "\"meta\": {\"author\": \"A\", \"year\": 1999, \"tags\": [\"x\"]}"));
}

static void
test_a_text_is_enough (void)
{
  g_autoptr (ObelusDocument) document = read_record ("{\"text\": \"\"}");
  g_autofree char *written = write_record (document, OBELUS_OFFSET_CODEPOINT, 0);

  g_assert_cmpstr (written, ==,
                   "{\"id\": \"\", \"text\": \"\", \"offsets\": \"codepoint\", \"meta\": {}, \"layers\": {}}");
}

static void
test_nul_is_a_character (void)
{
  g_autoptr (ObelusDocument) document = read_record (
      "{\"text\": \"a\\u0000b\", \"layers\": {\"token\": [{\"start\": 0, \"end\": 3, \"text\": \"a\\u0000b\", "
      "\"norm\": \"\\u0000\"}]}}");
  ObelusLayer *tokens = obelus_document_get_layer (document, "token");
  guint32 length;
  gsize size;

  g_assert_cmpmem (obelus_document_get_text (document, &length), 3, "a\0b", 3);
  g_assert_cmpuint (length, ==, 3);
  g_assert_cmpmem (obelus_layer_get_string (tokens, 0, 0, &size), 1, "\0", 1);
  g_assert_cmpuint (size, ==, 1);
}

static void
test_types_are_said_where_cells_do_not_show_them (void)
{
  static const char record[]
      = "{\"id\": \"\", \"text\": \"ab\", \"offsets\": \"codepoint\", \"meta\": {}, "
        "\"types\": {\"acme.clause\": {\"note\": \"string\", \"subject\": \"reference token\"}}, "
        "\"layers\": {\"acme.clause\": [{\"start\": 0, \"end\": 2, \"text\": \"ab\", \"n\": 1, \"subject\": 1}], "
        "\"token\": [{\"start\": 0, \"end\": 1, \"text\": \"a\"}, {\"start\": 1, \"end\": 2, \"text\": \"b\"}]}}";
  g_autoptr (ObelusDocument) document = read_record (record);
  ObelusLayer *clauses = obelus_document_get_layer (document, "acme.clause");
  gint subject = obelus_layer_find_column (clauses, "subject");
  gint note = obelus_layer_find_column (clauses, "note");

  g_assert_cmpstr (obelus_layer_get_column_target (clauses, (guint) subject), ==, "token");
  g_assert_cmpint (obelus_layer_get_column_type (clauses, (guint) note), ==, OBELUS_COLUMN_STRING);

  g_autofree char *written = write_record (document, OBELUS_OFFSET_CODEPOINT, 0);
  g_assert_cmpstr (written, ==, record);
}

/* Errors */

#define ROWS(rows) "{\"text\": \"naïve été\", \"layers\": {\"entity\": [" rows "]}}"

static void
test_bad_records_say_where (void)
{
  static const struct
  {
    const char *json;
    const char *message;
  } cases[] = {
    { "", "line 1, column 1: a record must be an object, but here is the end" },
    { "[]", "line 1, column 1: a record must be an object, but here is a list" },
    { "{\"text\": \"a\"", "line 1, column 13: expected ',' or '}'" },
    { "{\"text\": \"a\"} x", "line 1, column 15: something stands behind the end" },
    { "{\"text\": \"a\"}{}", "line 1, column 14: something stands behind the end" },
    { "{\n\"text\": 5}", "line 2, column 9: 'text' must be a string, but here is a number" },
    { "{\"text\": null}", "'text' must be a string, but here is null" },
    { "{\"id\": \"x\"}", "the record has no 'text'" },
    { "{\"id\": \"x\", \"error\": {\"code\": \"failed\"}}", "a document that failed before" },
    { "{\"text\": \"a\", \"text\": \"b\"}", "line 1, column 15: 'text' is there twice" },
    { "{\"text\": \"a\", \"id\": 1.5}", "line 1, column 21: 'id' must be a string or an integer" },
    { "{\"text\": \"a\", \"id\": true}", "'id' must be a string, but here is the word 'true'" },
    { "{\"text\": \"a\", \"id\": \"a\\u0000\"}", "'id' must not hold U+0000" },
    { "{\"text\": \"a\", \"k\\u0000\": 1}", "a key must not hold U+0000" },
    { "{\"text\": \"a\", \"offsets\": \"chars\"}", "'offsets' must be \"byte\", \"codepoint\" or \"utf16\"" },
    { "{\"text\": \"a\", \"offsets\": 8}", "'offsets' must be a string" },
    { "{\"text\": \"a\", \"meta\": []}", "'meta' must be an object, but here is a list" },
    { "{\"text\": \"a\", \"meta\": {\"a\": 1}, \"a\": 2}", "line 1, column 33: this key is there twice" },
    { "{\"text\": \"a\", \"layers\": []}", "'layers' must be an object" },
    { "{\"text\": \"a\", \"layers\": {\"token\": {}}}", "a layer must be a list" },
    { "{\"text\": \"a\", \"layers\": {\"tokens\": []}}", "the core has no layer of this name" },
    { "{\"text\": \"a\", \"layers\": {\"Acme.X\": []}}", "the core has no layer of this name" },
    { "{\"text\": \"a\", \"layers\": {\"token\": [], \"token\": []}}", "layer 'token' is there twice" },
    { "{\"text\": \"\\ud800\"}", "half of a surrogate pair" },
    { "{\"text\": \"\xc3\"}", "byte 0xC3 is not UTF-8" },
    { ROWS ("5"), "layer 'entity', row 0: a row must be an object, but here is a number" },
    { ROWS ("{\"start\": 0}"), "layer 'entity', row 0: there is no 'end'" },
    { ROWS ("{\"end\": 0}"), "layer 'entity', row 0: there is no 'start'" },
    { ROWS ("{\"start\": \"0\", \"end\": 1}"), "row 0: 'start' must be an integer, but here is a string" },
    { ROWS ("{\"start\": 0.0, \"end\": 1}"), "row 0: 'start' must be an integer, without fraction" },
    { ROWS ("{\"start\": 0, \"end\": 99999999999999999999}"), "row 0: 'end' must be an integer" },
    { ROWS ("{\"start\": 0, \"end\": 1, \"start\": 0}"), "row 0: 'start' is there twice" },
    { ROWS ("{\"start\": 0, \"end\": 1, \"label\": \"A\", \"label\": \"A\"}"), "row 0: 'label' is there twice" },
    { ROWS ("{\"start\": 0, \"end\": 1}, {\"start\": 1, \"end\": 2, \"kind\": \"A\"}"),
      "layer 'entity', row 1: 'kind' is not one of this layer's columns" },
    { ROWS ("{\"start\": 0, \"end\": 1, \"label\": 5}"), "row 0: column 'label' holds strings" },
    { ROWS ("{\"start\": 0, \"end\": 1, \"label\": true}"), "row 0: column 'label' must hold a string or a number" },
    { ROWS ("{\"start\": 0, \"end\": 1, \"label\": [\"A\"]}"), "column 'label' must hold a string or a number, but" },
    { ROWS ("{\"start\": 0, \"end\": 1, \"score\": \"high\"}"), "row 0: column 'score' holds numbers" },
    { ROWS ("{\"start\": 0, \"end\": 1, \"score\": 1e999}"), "that neither 64-bit integers nor doubles can hold" },
    { ROWS ("{\"start\": 0, \"end\": 1, \"acme.a\": 1}, {\"start\": 0, \"end\": 1, \"acme.a\": \"x\"}"),
      "row 1: column 'acme.a' has integers in rows before and strings here" },
    { ROWS ("{\"start\": 0, \"end\": 1, \"text\": 5}"), "row 0: 'text' must be a string" },
    { "{\"text\": \"a\", \"layers\": {\"summary\": [{\"start\": 0, \"end\": 1, \"rank\": 1.5}]}}",
      "layer 'summary', row 0: column 'rank' holds integers" },
    { "{\"text\": \"a\", \"layers\": {\"token\": [{\"start\": 0, \"end\": 1, \"head\": -1}]}}",
      "layer 'token', row 0: column 'head' holds references" },
    { "{\"text\": \"a\", \"types\": {\"acme.x\": {\"y\": \"real\"}}}",
      "belongs to a layer that the record does not have" },
    { "{\"text\": \"a\", \"types\": {\"acme.x\": {\"y\": \"float\"}}, \"layers\": {\"acme.x\": []}}",
      "layer 'acme.x': the type of 'y' must be \"integer\"" },
    { "{\"text\": \"a\", \"types\": {\"token\": {\"form\": \"string\"}}, \"layers\": {\"token\": []}}",
      "layer 'token': 'types' has 'form', whose type is fixed" },
    { "{\"text\": \"a\", \"types\": {\"acme.x\": {\"y\": \"real\", \"y\": \"real\"}}, \"layers\": {\"acme.x\": []}}",
      "the type of 'y' is there twice" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused (cases[i].json, OBELUS_ERROR_INVALID_INPUT, cases[i].message);
}

/* "naïve été": n0 a1 ï2-3 v4 e5 space6 é7-8 t9 é10-11, 12 bytes, 9 code points. */
static void
test_spans_that_lie_are_named (void)
{
  static const struct
  {
    const char *json;
    const char *message;
  } cases[] = {
    { ROWS ("{\"start\": 0, \"end\": 10}"), "layer 'entity', row 0: 'end' is 10, beyond the text's 9 code points" },
    { ROWS ("{\"start\": 0, \"end\": 1}, {\"start\": 4, \"end\": 2}"),
      "layer 'entity', row 1: the span from 4 to 2 is none" },
    { ROWS ("{\"start\": -1, \"end\": 2}"), "layer 'entity', row 0: the span from -1 to 2 is none" },
    { ROWS ("{\"start\": 0, \"end\": 2, \"text\": \"nai\"}"),
      "layer 'entity', row 0: its 'text' is not what stands from 0" },
    { ROWS ("{\"text\": \"nai\", \"start\": 0, \"end\": 3}"),
      "layer 'entity', row 0: its 'text' is not what stands from 0" },
    { "{\"text\": \"é\", \"offsets\": \"byte\", \"layers\": {\"entity\": [{\"start\": 0, \"end\": 1}]}}",
      "layer 'entity', row 0: the span from 0 to 1 begins or ends inside a character, counted in bytes" },
    { "{\"text\": \"\xf0\x9f\x98\x80\", \"offsets\": \"utf16\", \"layers\": {\"entity\": [{\"start\": 1, \"end\": "
      "2}]}}",
      "layer 'entity', row 0: the span from 1 to 2 begins or ends inside a character, counted in UTF-16 units" },
    { ROWS ("{\"start\": 4, \"end\": 5}, {\"start\": 2, \"end\": 3}"), "layer 'entity', row 1:" },
    { "{\"text\": \"a\", \"layers\": {\"mention\": [{\"start\": 0, \"end\": 1, \"entity\": 0}]}}",
      "layer 'mention', row 0: column 'entity' refers to rows of layer 'entity', which the record does not have" },
    { "{\"text\": \"a\", \"layers\": {\"entity\": [], \"mention\": [{\"start\": 0, \"end\": 1, \"entity\": 0}]}}",
      "layer 'mention', row 0: column 'entity' refers to row 0 of layer 'entity'" },
    { "{\"text\": \"a\", \"layers\": {\"token\": [{\"start\": 0, \"end\": 1, \"head\": 1}]}}",
      "layer 'token', row 0:" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused (cases[i].json, OBELUS_ERROR_INVALID_LAYER, cases[i].message);
}

static void
test_the_id_is_known_after_an_error (void)
{
  static const char *const cases[][2] = {
    { "{\"id\": \"a\", \"text\": 5}", "a" },
    { "{\"text\": 5, \"id\": \"b\"}", "b" },
    { "{\"text\": \"x\", \"layers\": {\"nothing\": []}, \"id\": 7}", "7" },
    { "{\"text\": \"x\", \"id\": \"c\", \"z\"", "c" },
    { "{\"text\" \"x\", \"id\": \"c\"}", NULL },
    { "[]", NULL },
    { "{\"id\": []}", NULL },
    { "{\"id\": \"d\", \"text\": \"x\"}", "d" },
    { "{\"text\": \"x\"}", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = NULL;
      g_autoptr (ObelusDocument) document = obelus_record_parse (cases[i][0], strlen (cases[i][0]), &id, NULL);

      g_assert_cmpstr (id, ==, cases[i][1]);
    }
}

static void
test_failures_are_records (void)
{
  const ObelusFailure whole = { "a\xff", "invalid-layer", "row 3 \"x\"", "entities", "acme", 17 };
  const ObelusFailure bare = { "b", "io", "no such file", "", "", OBELUS_NO_OFFSET };
  g_autoptr (GString) output = g_string_new (NULL);

  obelus_record_append_failure (output, &whole, 0);
  g_assert_cmpstr (
      output->str, ==,
      "{\"id\": \"a\xef\xbf\xbd\", \"error\": {\"code\": \"invalid-layer\", \"message\": \"row 3 \\\"x\\\"\", "
      "\"stage\": \"entities\", \"plugin\": \"acme\", \"offset\": 17}}");
  g_string_truncate (output, 0);
  obelus_record_append_failure (output, &bare, 2);
  g_assert_cmpstr (
      output->str, ==,
      "{\n  \"id\": \"b\",\n  \"error\": {\n    \"code\": \"io\",\n    \"message\": \"no such file\"\n  }\n}");
}

/* Rows that all span the whole text would make a record of quadratic size if each repeated its text. */
static void
test_records_do_not_explode (void)
{
  enum
  {
    LENGTH = 100000,
    N_ROWS = 20000
  };
  g_autofree char *text = g_strnfill (LENGTH, 'x');
  g_autoptr (ObelusDocument) document = obelus_document_new ("a", text, LENGTH, NULL);
  g_autoptr (ObelusLayerBuilder) builder = obelus_layer_builder_new ("acme.deep");

  for (guint i = 0; i < N_ROWS; i++)
    obelus_layer_builder_append (builder, 0, LENGTH);
  g_assert_true (obelus_document_commit (document, builder, NULL));

  g_autofree char *written = write_record (document, OBELUS_OFFSET_CODEPOINT, 0);
  g_assert_cmpuint (strlen (written), <, 10 * LENGTH);

  g_autoptr (ObelusDocument) read = read_record (written);
  g_autofree char *again = write_record (read, OBELUS_OFFSET_CODEPOINT, 0);
  g_assert_cmpstr (written, ==, again);
}

/* The first bytes of a record, and records with one byte changed, are refused or read, never more. */
static void
test_damage_is_survived (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (29);
  g_autoptr (ObelusDocument) document = make_sample ();
  g_autofree char *written = write_record (document, OBELUS_OFFSET_UTF16, 0);
  gsize length = strlen (written);

  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *cut = g_memdup2 (written, i); /* exactly so long, for the sanitizer to see */
      g_autoptr (ObelusDocument) read = obelus_record_parse (cut, i, NULL, NULL);
      g_assert_null (read);
    }
  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *changed = g_memdup2 (written, length);
      g_autofree char *id = NULL;

      changed[g_rand_int_range (random, 0, (gint32) length)] = (char) g_rand_int (random);
      g_autoptr (ObelusDocument) read = obelus_record_parse (changed, length, &id, NULL);
      if (read != NULL)
        {
          g_autofree char *again = write_record (read, OBELUS_OFFSET_CODEPOINT, 0);
          g_autoptr (ObelusDocument) twice = read_record (again);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/reads-like-the-manual", test_a_record_reads_like_the_manual);
  g_test_add_func ("/record/offsets-count-what-was-asked-for", test_offsets_count_what_was_asked_for);
  g_test_add_func ("/record/indented-ones-are-for-people", test_indented_records_are_for_people);
  g_test_add_func ("/record/chosen-layers-can-be-read-alone", test_chosen_layers_can_be_read_alone);
  g_test_add_func ("/record/what-is-written-and-read-is-identical", test_what_is_written_and_read_is_identical);
  g_test_add_func ("/record/a-real-stays-real", test_a_real_stays_real);
  g_test_add_func ("/record/those-of-others-are-read", test_records_of_others_are_read);
  g_test_add_func ("/record/a-text-is-enough", test_a_text_is_enough);
  g_test_add_func ("/record/nul-is-a-character", test_nul_is_a_character);
  g_test_add_func ("/record/types-are-said-where-cells-do-not-show-them",
                   test_types_are_said_where_cells_do_not_show_them);
  g_test_add_func ("/record/bad-ones-say-where", test_bad_records_say_where);
  g_test_add_func ("/record/spans-that-lie-are-named", test_spans_that_lie_are_named);
  g_test_add_func ("/record/the-id-is-known-after-an-error", test_the_id_is_known_after_an_error);
  g_test_add_func ("/record/failures-are-records", test_failures_are_records);
  g_test_add_func ("/record/records-do-not-explode", test_records_do_not_explode);
  g_test_add_func ("/record/damage-is-survived", test_damage_is_survived);
  return g_test_run ();
}
