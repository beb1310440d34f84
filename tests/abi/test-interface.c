/* A plugin that was compiled against the first headers of its interface runs with the core of today. */
#include <obelus/obelus.h>

#include <glib/gstdio.h>

typedef struct
{
  char *folder;
  char *path;
  ObelusRegistry *registry;
} Fixture;

/* Who may write to a source tree is its owner's affair, and not that of the plugin. */
static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *contents = NULL;
  gsize length;

  fixture->folder = g_dir_make_tmp ("obelus-interface-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "interface-1." G_MODULE_SUFFIX, NULL);
  g_assert_true (g_file_get_contents (g_getenv ("OBELUS_TEST_COMPILED"), &contents, &length, NULL));
  g_assert_true (g_file_set_contents (fixture->path, contents, (gssize) length, NULL));

  const char *const folders[] = { fixture->folder, NULL };
  fixture->registry = obelus_registry_new (folders);
  for (guint i = 0; i < obelus_registry_get_n_broken (fixture->registry); i++)
    g_error ("%s", obelus_registry_get_broken_reason (fixture->registry, i));
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_object_unref (fixture->registry);
  g_assert_cmpint (g_remove (fixture->path), ==, 0);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
test_declarations (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  ObelusComponent *component = obelus_registry_find (fixture->registry, OBELUS_COMPONENT_PROCESSOR, "first-words");
  const ObelusOption *options;
  guint n_options;

  g_assert_nonnull (component);
  g_assert_cmpstr (obelus_component_get_plugin_name (component), ==, "interface-1");
  g_assert_cmpstr (obelus_component_get_plugin_license (component), ==, "MIT");
  g_assert_cmpstr (obelus_component_get_gives (component), ==, "acme.word");
  g_assert_cmpint (obelus_component_get_rank (component), ==, -3);

  options = obelus_component_get_options (component, &n_options);
  g_assert_cmpuint (n_options, ==, 6);
  g_assert_cmpfloat (options[0].number, ==, 4);
  g_assert_cmpstr (options[2].choices, ==, "kept|upper");
  g_assert_cmpstr (options[5].text, ==, "a,b");
}

static gboolean
run (Fixture *fixture, const char *line, ObelusDocument *document, GError **error)
{
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (fixture->registry, line);

  return obelus_pipeline_process (pipeline, document, NULL, error);
}

static void
test_run (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusDocument) document = obelus_document_new ("a", "The harbour is an old one", -1, &error);

  g_assert_true (run (fixture, "first-words letters=upper least=3", document, &error));
  g_assert_no_error (error);

  ObelusLayer *words = obelus_document_get_layer (document, "acme.word");
  g_assert_cmpuint (obelus_layer_get_n_rows (words), ==, 4);
  guint form = (guint) obelus_layer_find_column (words, "form");
  guint length = (guint) obelus_layer_find_column (words, "length");
  guint share = (guint) obelus_layer_find_column (words, "share");
  g_assert_cmpuint (obelus_layer_get_starts (words)[1], ==, 4);
  g_assert_cmpuint (obelus_layer_get_ends (words)[1], ==, 11);
  g_assert_cmpstr (obelus_layer_get_string (words, form, 1, NULL), ==, "HARBOUR");
  g_assert_cmpint (obelus_layer_get_integers (words, length)[1], ==, 7);
  g_assert_cmpfloat (obelus_layer_get_reals (words, share)[3], ==, 0.25);
}

static void
test_failure (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusDocument) document = obelus_document_new ("a", "The harbour", -1, NULL);

  g_assert_false (run (fixture, "first-words refuse=true", document, &error));
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_FAILED);
  g_assert_nonnull (g_strstr_len (error->message, -1, "refused as was asked for"));
}

#define ADD(path, function) g_test_add ("/interface-1/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("declarations", test_declarations);
  ADD ("run", test_run);
  ADD ("failure", test_failure);
  return g_test_run ();
}
