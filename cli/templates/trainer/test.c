/* What the trainer and the processor `@name@` promise. The model was learned from sample.txt when this was built. */
#include <obelus/obelus.h>

#include <string.h>

static ObelusLayer *
mark (const char *text)
{
  g_autoptr (GError) error = @null@;
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (@null@);
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, "@name@");
  g_autoptr (ObelusDocument) document = obelus_document_new ("test", text, -1, &error);

  g_assert_no_error (error);
  obelus_pipeline_process (pipeline, document, @null@, &error);
  g_assert_no_error (error);

  ObelusLayer *layer = obelus_document_get_layer (document, "@name@.unknown");
  g_assert_nonnull (layer);
  return OBELUS_LAYER (g_object_ref (layer));
}

static GBytes *
train (const char *trainer, const char *text)
{
  g_autoptr (GError) error = @null@;
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (@null@);
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (sources, obelus_source_new_for_bytes ("sample", bytes));
  GBytes *model = obelus_runner_train (registry, trainer, "text", sources, @null@, @null@, @null@, @null@, &error);
  g_assert_no_error (error);
  return model;
}

static void
test_unknown_words_are_marked (void)
{
  g_autoptr (ObelusLayer) marks = mark ("The harbour qwertzed in 12 tugs.");

  g_assert_cmpuint (obelus_layer_get_n_rows (marks), ==, 1);
  g_assert_cmpuint (obelus_layer_get_starts (marks)[0], ==, strlen ("The harbour "));
}

static void
test_rare_words_can_be_left_out (void)
{
  g_autoptr (GError) error = @null@;
  g_autoptr (GBytes) bytes = train ("@name@ min-count=2", "Ships came. More ships went.");
  g_autoptr (ObelusModel) model = obelus_model_new_from_bytes ("test", bytes, &error);
  gsize length;

  g_assert_no_error (error);
  const char *words = (const char *) obelus_model_get_section (model, "words", 1, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (words, length, "ships", strlen ("ships") + 1);
}

static void
test_the_same_texts_make_the_same_model (void)
{
  g_autoptr (GBytes) once = train ("@name@", "One two three four five six.");
  g_autoptr (GBytes) again = train ("@name@", "One two three four five six.");

  g_assert_true (g_bytes_equal (once, again));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, @null@);
  g_test_add_func ("/@name@/unknown-words-are-marked", test_unknown_words_are_marked);
  g_test_add_func ("/@name@/rare-words-can-be-left-out", test_rare_words_can_be_left_out);
  g_test_add_func ("/@name@/the-same-texts-make-the-same-model", test_the_same_texts_make_the_same_model);
  return g_test_run ();
}
