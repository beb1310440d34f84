/* What the processor `@name@` promises. */
#include <obelus/obelus.h>

#include <string.h>

/* The layer that a pipeline makes of a text. */
static ObelusLayer *
mark (const char *line, const char *text)
{
  g_autoptr (GError) error = @null@;
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (@null@);
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, line);
  g_autoptr (ObelusDocument) document = obelus_document_new ("test", text, -1, &error);

  g_assert_no_error (error);
  obelus_pipeline_process (pipeline, document, @null@, &error);
  g_assert_no_error (error);

  ObelusLayer *layer = obelus_document_get_layer (document, "@name@.sentence");
  g_assert_nonnull (layer);
  return OBELUS_LAYER (g_object_ref (layer));
}

static void
test_long_sentences_are_marked (void)
{
  const char *text = "Rain fell. The old bridge, which had stood for ninety years, did not survive the night.";
  g_autoptr (ObelusLayer) marks = mark ("@name@ max-words=10", text);
  const gint column = obelus_layer_find_column (marks, "words");

  g_assert_cmpuint (obelus_layer_get_n_rows (marks), ==, 1);
  g_assert_cmpuint (obelus_layer_get_starts (marks)[0], ==, strlen ("Rain fell. "));
  g_assert_cmpint (column, >=, 0);
  g_assert_cmpint (obelus_layer_get_integers (marks, (guint) column)[0], ==, 14);
}

static void
test_short_sentences_are_left_alone (void)
{
  g_autoptr (ObelusLayer) marks = mark ("@name@", "Rain fell. Nobody was hurt.");

  g_assert_cmpuint (obelus_layer_get_n_rows (marks), ==, 0);
}

static void
test_an_empty_text_is_no_trouble (void)
{
  g_autoptr (ObelusLayer) marks = mark ("@name@", "");

  g_assert_cmpuint (obelus_layer_get_n_rows (marks), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, @null@);
  g_test_add_func ("/@name@/long-sentences-are-marked", test_long_sentences_are_marked);
  g_test_add_func ("/@name@/short-sentences-are-left-alone", test_short_sentences_are_left_alone);
  g_test_add_func ("/@name@/an-empty-text-is-no-trouble", test_an_empty_text_is_no_trouble);
  return g_test_run ();
}
