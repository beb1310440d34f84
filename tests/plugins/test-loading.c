/* Loading modules: what a registry finds where, and in what order. */
#include <obelus/obelus.h>

#include <dlfcn.h>
#include <glib/gstdio.h>
#include <string.h>

static const char *
get_folder (void)
{
  const char *folder = g_getenv ("OBELUS_TEST_PLUGINS");

  g_assert_nonnull (folder);
  return folder;
}

static ObelusRegistry *
read_folders (const char *first, const char *second)
{
  const char *const path[] = { first, second, NULL };

  return obelus_registry_new (path);
}

static ObelusComponent *
find (ObelusRegistry *registry, const char *name)
{
  return obelus_registry_find (registry, OBELUS_COMPONENT_PROCESSOR, name);
}

static void
test_declarations (void)
{
  g_autoptr (ObelusRegistry) registry = read_folders (get_folder (), NULL);
  g_autofree char *path = g_build_filename (get_folder (), "shout." G_MODULE_SUFFIX, NULL);
  ObelusComponent *shout = find (registry, "shout");
  const ObelusOption *options;
  guint n_options;

  g_assert_nonnull (shout);
  g_assert_cmpint (obelus_component_get_kind (shout), ==, OBELUS_COMPONENT_PROCESSOR);
  g_assert_cmpstr (obelus_component_get_name (shout), ==, "shout");
  g_assert_cmpstr (obelus_component_get_summary (shout), ==, "Mark sentences written in capitals");
  g_assert_cmpstr (obelus_component_get_needs (shout), ==, "sentence");
  g_assert_cmpstr (obelus_component_get_gives (shout), ==, "acme.shout");
  g_assert_cmpstr (obelus_component_get_plugin_name (shout), ==, "shout");
  g_assert_cmpstr (obelus_component_get_plugin_version (shout), ==, "1.0");
  g_assert_cmpstr (obelus_component_get_plugin_license (shout), ==, "MIT");
  g_assert_cmpstr (obelus_component_get_plugin_path (shout), ==, path);

  options = obelus_component_get_options (shout, &n_options);
  g_assert_cmpuint (n_options, ==, 1);
  g_assert_cmpstr (options[0].name, ==, "threshold");
  g_assert_cmpfloat (options[0].number, ==, 0.5);
}

static void
test_cxx (void)
{
  g_autoptr (ObelusRegistry) registry = read_folders (get_folder (), NULL);
  ObelusComponent *shout = find (registry, "shout-cxx");

  g_assert_nonnull (shout);
  /* The identifier is shout_cxx. */
  g_assert_cmpstr (obelus_component_get_plugin_name (shout), ==, "shout-cxx");
  g_assert_cmpuint (obelus_registry_get_n_broken (registry), ==, 0);
}

static void
test_order (void)
{
  g_autoptr (ObelusRegistry) registry = read_folders (get_folder (), NULL);

  g_assert_cmpuint (obelus_registry_get_n_components (registry), ==, 2);
  g_assert_cmpstr (obelus_component_get_name (obelus_registry_get_component (registry, 0)), ==, "shout");
  g_assert_cmpstr (obelus_component_get_name (obelus_registry_get_component (registry, 1)), ==, "shout-cxx");
  g_assert_null (find (registry, "shou"));
  g_assert_null (obelus_registry_find (registry, OBELUS_COMPONENT_READER, "shout"));
  g_assert_cmpstr (obelus_registry_suggest (registry, OBELUS_COMPONENT_PROCESSOR, "shuot"), ==, "shout");
  g_assert_cmpstr (obelus_registry_suggest (registry, OBELUS_COMPONENT_READER, "shuot"), ==, NULL);
}

/* Modules do not see each other, nor does the program see into them. */
static void
test_local (void)
{
  g_autoptr (ObelusRegistry) registry = read_folders (get_folder (), NULL);

  g_assert_nonnull (find (registry, "shout"));
  g_assert_null (dlsym (RTLD_DEFAULT, "obelus_plugin"));
}

/* What a component points to outlives the registry that opened the module. */
static void
test_resident (void)
{
  g_autoptr (ObelusRegistry) registry = read_folders (get_folder (), NULL);
  g_autoptr (ObelusComponent) shout = g_object_ref (find (registry, "shout"));

  g_clear_object (&registry);
  g_assert_cmpstr (obelus_component_get_summary (shout), ==, "Mark sentences written in capitals");
}

static gpointer
count_components (gpointer data G_GNUC_UNUSED)
{
  guint n = 0;

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (ObelusRegistry) registry = read_folders (get_folder (), NULL);
      n += obelus_registry_get_n_components (registry);
    }

  return GUINT_TO_POINTER (n);
}

/* Nobody should, but a program with two users of the library may. */
static void
test_threads (void)
{
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("registry", count_components, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (threads[i])), ==, 2 * 20);
}

/* Running what was loaded */

#define TEXT "HELP ME! Not you. STOP it NOW."

static ObelusDocument *
make_document (void)
{
  g_autoptr (ObelusLayerBuilder) sentences = obelus_layer_builder_new ("sentence");
  ObelusDocument *document = obelus_document_new ("calls", TEXT, -1, NULL);
  g_autoptr (GError) error = NULL;

  obelus_layer_builder_append (sentences, 0, 8);
  obelus_layer_builder_append (sentences, 9, 17);
  obelus_layer_builder_append (sentences, 18, 30);
  obelus_document_commit (document, sentences, &error);
  g_assert_no_error (error);
  return document;
}

/* @line is the pipeline; @starts (ending with −1) are the shouts expected in @layer. */
static void
assert_shouts (const char *line, const char *layer, const int *starts)
{
  g_autoptr (ObelusRegistry) registry = read_folders (get_folder (), NULL);
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, line);
  g_autoptr (ObelusDocument) document = make_document ();
  g_autoptr (GError) error = NULL;
  ObelusLayer *shouts;
  guint32 n = 0;

  obelus_pipeline_provide (pipeline, "sentence");
  obelus_pipeline_process (pipeline, document, NULL, &error);
  g_assert_no_error (error);

  shouts = obelus_document_get_layer (document, layer);
  g_assert_nonnull (shouts);
  for (; starts[n] >= 0; n++)
    {
      g_assert_cmpuint (n, <, obelus_layer_get_n_rows (shouts));
      g_assert_cmpint ((int) obelus_layer_get_starts (shouts)[n], ==, starts[n]);
    }
  g_assert_cmpuint (obelus_layer_get_n_rows (shouts), ==, n);
}

static void
test_run (void)
{
  /* Of the letters in "STOP it NOW" 7 of 9 are capitals. */
  assert_shouts ("shout", "acme.shout", (const int[]){ 0, 18, -1 });
  assert_shouts ("shout threshold=0.8", "acme.shout", (const int[]){ 0, -1 });
  assert_shouts ("shout threshold=1", "acme.shout", (const int[]){ -1 });
}

static void
test_run_cxx (void)
{
  assert_shouts ("shout-cxx", "acme.shout-cxx", (const int[]){ 0, 18, -1 });
  assert_shouts ("shout ! shout-cxx threshold=0.8", "acme.shout-cxx", (const int[]){ 0, -1 });
}

static void
test_run_without_need (void)
{
  g_autoptr (ObelusRegistry) registry = read_folders (get_folder (), NULL);
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, "shout");
  g_autoptr (ObelusDocument) document = obelus_document_new ("bare", TEXT, -1, NULL);
  g_autoptr (GError) error = NULL;

  /* Sentences were promised and did not come. */
  obelus_pipeline_provide (pipeline, "sentence");
  g_assert_false (obelus_pipeline_process (pipeline, document, NULL, &error));
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_NOT_FOUND);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "it needs layer 'sentence', which the document does not have"));
  g_assert_nonnull (strstr (error->message, "shout"));
}

/* Places to put modules */

typedef struct
{
  char *folder;
  GPtrArray *made; /* paths to remove, the last first */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  fixture->folder = g_dir_make_tmp ("obelus-loading-XXXXXX", NULL);
  fixture->made = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (fixture->made, g_strdup (fixture->folder));
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  for (guint i = fixture->made->len; i > 0; i--)
    g_assert_cmpint (g_remove (fixture->made->pdata[i - 1]), ==, 0);
  g_ptr_array_unref (fixture->made);
  g_free (fixture->folder);
}

static const char *
make_folder (Fixture *fixture, const char *name)
{
  char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  g_ptr_array_add (fixture->made, path);
  return path;
}

static const char *
copy_shout (Fixture *fixture, const char *folder, const char *name)
{
  g_autofree char *from = g_build_filename (get_folder (), "shout." G_MODULE_SUFFIX, NULL);
  char *to = g_build_filename (folder, name, NULL);
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (from, &contents, &length, NULL));
  g_assert_true (g_file_set_contents (to, contents, (gssize) length, NULL));
  g_ptr_array_add (fixture->made, to);
  return to;
}

static void
test_first_wins (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *one = make_folder (fixture, "one");
  const char *two = make_folder (fixture, "two");
  const char *first = copy_shout (fixture, one, "zebra." G_MODULE_SUFFIX);
  const char *second = copy_shout (fixture, two, "ant." G_MODULE_SUFFIX);
  g_autofree char *reason = NULL;
  g_autoptr (ObelusRegistry) registry = read_folders (one, two);

  g_assert_cmpstr (obelus_component_get_plugin_path (find (registry, "shout")), ==, first);
  g_assert_cmpuint (obelus_registry_get_n_broken (registry), ==, 1);
  g_assert_cmpstr (obelus_registry_get_broken_path (registry, 0), ==, second);
  reason
      = g_strdup_printf ("plugin 'shout' is already taken from %s, which is found before %s; remove or rename one of "
                         "them",
                         first, second);
  g_assert_cmpstr (obelus_registry_get_broken_reason (registry, 0), ==, reason);
}

/* As an installed plugin is by the one that its author builds. */
static void
test_a_folder_hides_those_behind (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *one = make_folder (fixture, "one");
  const char *two = make_folder (fixture, "two");
  const char *first = copy_shout (fixture, one, "shout." G_MODULE_SUFFIX);
  copy_shout (fixture, two, "shout." G_MODULE_SUFFIX);
  g_autoptr (ObelusRegistry) registry = read_folders (one, two);

  g_assert_cmpstr (obelus_component_get_plugin_path (find (registry, "shout")), ==, first);
  g_assert_cmpuint (obelus_registry_get_n_broken (registry), ==, 0);
}

static void
test_within_a_folder_by_name (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *b = copy_shout (fixture, fixture->folder, "b." G_MODULE_SUFFIX);
  const char *a = copy_shout (fixture, fixture->folder, "a." G_MODULE_SUFFIX);
  g_autoptr (ObelusRegistry) registry = read_folders (fixture->folder, NULL);

  g_assert_cmpstr (obelus_component_get_plugin_path (find (registry, "shout")), ==, a);
  g_assert_cmpstr (obelus_registry_get_broken_path (registry, 0), ==, b);
}

/* The same module is no rival of itself. */
static void
test_same_file_twice (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *module = copy_shout (fixture, fixture->folder, "a." G_MODULE_SUFFIX);
  char *link = g_build_filename (fixture->folder, "b." G_MODULE_SUFFIX, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (link);
  g_autofree char *again = g_strconcat (fixture->folder, "/../", strrchr (fixture->folder, '/') + 1, "/", NULL);
  g_autoptr (ObelusRegistry) registry = NULL;

  g_assert_true (g_file_make_symbolic_link (file, module, NULL, NULL));
  g_ptr_array_add (fixture->made, link);

  registry = read_folders (fixture->folder, again);
  g_assert_nonnull (find (registry, "shout"));
  g_assert_cmpuint (obelus_registry_get_n_broken (registry), ==, 0);
}

static void
test_other_files (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const names[] = { "README.md", "shout.so.1", ".hidden.so", "so" };
  g_autoptr (ObelusRegistry) registry = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    copy_shout (fixture, fixture->folder, names[i]);

  registry = read_folders (fixture->folder, NULL);
  g_assert_cmpuint (obelus_registry_get_n_components (registry), ==, 0);
  g_assert_cmpuint (obelus_registry_get_n_broken (registry), ==, 0);
}

static void
test_missing_folder (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *nowhere = g_build_filename (fixture->folder, "nowhere", NULL);
  g_autoptr (ObelusRegistry) registry = read_folders (nowhere, get_folder ());

  g_assert_nonnull (find (registry, "shout"));
  g_assert_cmpuint (obelus_registry_get_n_broken (registry), ==, 0);
}

static void
test_file_for_folder (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *module = copy_shout (fixture, fixture->folder, "a." G_MODULE_SUFFIX);
  g_autoptr (ObelusRegistry) registry = read_folders (module, get_folder ());

  g_assert_nonnull (find (registry, "shout"));
  g_assert_cmpstr (obelus_registry_get_broken_path (registry, 0), ==, module);
  g_assert_cmpstr (obelus_registry_get_broken_reason (registry, 0), ==,
                   "it is a file and no folder with plugins; take it from the search path");
}

static void
test_relative_folder (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *before = g_get_current_dir ();
  const char *folder = make_folder (fixture, "here");
  const char *module = copy_shout (fixture, folder, "a." G_MODULE_SUFFIX);
  g_autoptr (ObelusRegistry) registry = NULL;
  g_autofree char *real = NULL;
  g_autofree char *expected = NULL;

  g_assert_cmpint (g_chdir (fixture->folder), ==, 0);
  real = g_get_current_dir ();
  registry = read_folders ("./here", NULL);
  g_assert_cmpint (g_chdir (before), ==, 0);

  expected = g_build_filename (real, "here", strrchr (module, '/') + 1, NULL);
  g_assert_cmpstr (obelus_component_get_plugin_path (find (registry, "shout")), ==, expected);
}

static void
test_environment (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *empty = make_folder (fixture, "empty");
  g_autofree char *value = g_strdup_printf ("::%s:%s:", empty, get_folder ());
  g_autoptr (ObelusRegistry) registry = NULL;

  g_setenv ("OBELUS_PLUGIN_PATH", value, TRUE);
  registry = obelus_registry_new (NULL);
  g_setenv ("OBELUS_PLUGIN_PATH", "", TRUE);

  g_assert_nonnull (find (registry, "shout"));
}

static void
test_user_data (void)
{
  g_autofree char *obelus = g_build_filename (g_get_user_data_dir (), "obelus", NULL);
  g_autofree char *folder = g_build_filename (obelus, "plugins", NULL);
  g_autofree char *path = g_build_filename (folder, "shout." G_MODULE_SUFFIX, NULL);
  g_autofree char *from = g_build_filename (get_folder (), "shout." G_MODULE_SUFFIX, NULL);
  g_autoptr (ObelusRegistry) registry = NULL;
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_get_contents (from, &contents, &length, NULL));
  g_assert_true (g_file_set_contents (path, contents, (gssize) length, NULL));

  registry = obelus_registry_new (NULL);
  g_assert_cmpstr (obelus_component_get_plugin_path (find (registry, "shout")), ==, path);

  /* The user's own plugin stands behind what was asked for. */
  g_clear_object (&registry);
  registry = read_folders (get_folder (), NULL);
  g_assert_cmpstr (obelus_component_get_plugin_path (find (registry, "shout")), ==, from);

  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_assert_cmpint (g_rmdir (obelus), ==, 0);
}

#define ADD(path, function) g_test_add ("/loading/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *user_data = g_dir_make_tmp ("obelus-user-XXXXXX", NULL);
  int status;

  g_test_init (&argc, &argv, NULL);
  /* Before GLib asks for it, which it does once. */
  g_setenv ("XDG_DATA_HOME", user_data, TRUE);
  g_test_add_func ("/loading/declarations", test_declarations);
  g_test_add_func ("/loading/cxx", test_cxx);
  g_test_add_func ("/loading/order", test_order);
  g_test_add_func ("/loading/user-data", test_user_data);
  g_test_add_func ("/loading/local", test_local);
  g_test_add_func ("/loading/resident", test_resident);
  g_test_add_func ("/loading/threads", test_threads);
  g_test_add_func ("/loading/run", test_run);
  g_test_add_func ("/loading/run-cxx", test_run_cxx);
  g_test_add_func ("/loading/run-without-need", test_run_without_need);
  ADD ("first-wins", test_first_wins);
  ADD ("a-folder-hides-those-behind", test_a_folder_hides_those_behind);
  ADD ("within-a-folder-by-name", test_within_a_folder_by_name);
  ADD ("same-file-twice", test_same_file_twice);
  ADD ("other-files", test_other_files);
  ADD ("missing-folder", test_missing_folder);
  ADD ("file-for-folder", test_file_for_folder);
  ADD ("relative-folder", test_relative_folder);
  ADD ("environment", test_environment);
  status = g_test_run ();
  g_rmdir (user_data);
  return status;
}
