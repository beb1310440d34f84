/* Options: what may be assigned, what it becomes, what is said about the rest. */
#define OBELUS_STATIC
#include <obelus/obelus-plugin.h>

#include "component-private.h"
#include "option-set-private.h"
#include "registry-private.h"

#include <glib/gstdio.h>

static gboolean
do_nothing (ObelusContext *context G_GNUC_UNUSED, ObelusDocument *document G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

static const ObelusOption options[] = {
  OBELUS_OPTION_FLAG ("fold", FALSE, "Whether case is folded"),
  OBELUS_OPTION_INTEGER ("count", 1, 100, 7, "How many"),
  OBELUS_OPTION_INTEGER ("any-count", -9007199254740992.0, 9007199254740992.0, 0, "How many of any"),
  OBELUS_OPTION_REAL ("min-score", 0, 1, 0.5, "Least score"),
  OBELUS_OPTION_REAL ("weight", 0.25, G_MAXDOUBLE, 1, "Weight"),
  OBELUS_OPTION_CHOICE ("mode", "fast|exact|both", "exact", "Way of working"),
  OBELUS_OPTION_TEXT ("query", NULL, "What is looked for"),
  OBELUS_OPTION_LIST ("labels", "PER, ORG", "Labels kept"),
  OBELUS_OPTION_LIST ("empty", NULL, "Nothing"),
  OBELUS_OPTION_FILE ("names", NULL, "File of names"),
  OBELUS_OPTION_FILE ("words", "no-such-words.txt", "File of words"),
  OBELUS_OPTION_MODEL ("model", NULL, "Model"),
  OBELUS_OPTION_END,
};

static const ObelusProcessorClass sample = {
  .name = "sample",
  .summary = "Has options of every type",
  .options = options,
  .process = do_nothing,
};

static const ObelusProcessorClass bare = { .name = "bare", .summary = "Has no options", .process = do_nothing };

static const ObelusProcessorClass *const processors[] = { &sample, &bare, NULL };

OBELUS_PLUGIN (samples, .processors = processors)

typedef struct
{
  ObelusRegistry *registry;
  ObelusOptionSet *set;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const ObelusPlugin *const plugins[] = { &samples_LTX_obelus_plugin, NULL };

  fixture->registry = obelus_registry_new_for_plugins (plugins);
  g_assert_cmpuint (obelus_registry_get_n_broken (fixture->registry), ==, 0);
  fixture->set = obelus_option_set_new (obelus_registry_find (fixture->registry, OBELUS_COMPONENT_PROCESSOR, "sample"));
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  obelus_option_set_unref (fixture->set);
  g_object_unref (fixture->registry);
}

static void
assign (Fixture *fixture, const char *name, const char *value)
{
  g_autofree char *problem = obelus_option_set_assign (fixture->set, name, value);

  g_assert_cmpstr (problem, ==, NULL);
}

static void
test_defaults (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *const *labels = obelus_option_set_get_list (fixture->set, "labels");

  g_assert_false (obelus_option_set_get_flag (fixture->set, "fold"));
  g_assert_cmpint (obelus_option_set_get_integer (fixture->set, "count"), ==, 7);
  g_assert_cmpfloat (obelus_option_set_get_real (fixture->set, "min-score"), ==, 0.5);
  g_assert_cmpuint (obelus_option_set_get_choice (fixture->set, "mode"), ==, 1);
  g_assert_cmpstr (obelus_option_set_get_text (fixture->set, "mode"), ==, "exact");
  g_assert_cmpstr (obelus_option_set_get_text (fixture->set, "query"), ==, NULL);
  g_assert_cmpstr (labels[0], ==, "PER");
  g_assert_cmpstr (labels[1], ==, "ORG");
  g_assert_cmpstr (labels[2], ==, NULL);
  g_assert_cmpstr (obelus_option_set_get_list (fixture->set, "empty")[0], ==, NULL);
  g_assert_null (obelus_option_set_get_file (fixture->set, "names", NULL));
  g_assert_null (obelus_option_set_get_model (fixture->set, "model"));
  g_assert_false (obelus_option_set_is_assigned (fixture->set, "count"));
}

static void
test_flags (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *const yes[] = { "yes", "true", "on", "1" };
  const char *const no[] = { "no", "false", "off", "0" };

  for (guint i = 0; i < G_N_ELEMENTS (yes); i++)
    {
      assign (fixture, "fold", yes[i]);
      g_assert_true (obelus_option_set_get_flag (fixture->set, "fold"));
      assign (fixture, "fold", no[i]);
      g_assert_false (obelus_option_set_get_flag (fixture->set, "fold"));
    }

  /* Set by hand, even if to the default. */
  g_assert_true (obelus_option_set_is_assigned (fixture->set, "fold"));
}

static void
test_numbers (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assign (fixture, "count", "100");
  g_assert_cmpint (obelus_option_set_get_integer (fixture->set, "count"), ==, 100);
  assign (fixture, "any-count", "-9007199254740992");
  g_assert_cmpint (obelus_option_set_get_integer (fixture->set, "any-count"), ==, -(G_GINT64_CONSTANT (1) << 53));
  assign (fixture, "min-score", "1e-3");
  g_assert_cmpfloat (obelus_option_set_get_real (fixture->set, "min-score"), ==, 0.001);
  assign (fixture, "min-score", ".25");
  g_assert_cmpfloat (obelus_option_set_get_real (fixture->set, "min-score"), ==, 0.25);
}

typedef struct
{
  const char *value;
  const char *items; /* with | between */
} ListCase;

static const ListCase list_cases[] = {
  { "PER", "PER" },
  { "PER,ORG", "PER|ORG" },
  { " PER , ORG ", "PER|ORG" },
  { "New York,Paris", "New York|Paris" },
  { "\"a, b\", c", "a, b|c" },
  { "a\\,b,c\\\\", "a,b|c\\" },
  { "\"\",x", "|x" },
  { "\" x \"", " x " },
  { "say \"hi, you\" twice", "say hi, you twice" },
  { "\"a\\\"b\"", "a\"b" },
  { "trailing\\ ", "trailing " },
};

static void
test_lists (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  for (guint i = 0; i < G_N_ELEMENTS (list_cases); i++)
    {
      g_autofree char *items = NULL;

      g_test_message ("%s", list_cases[i].value);
      assign (fixture, "labels", list_cases[i].value);
      items = g_strjoinv ("|", (char **) obelus_option_set_get_list (fixture->set, "labels"));
      g_assert_cmpstr (items, ==, list_cases[i].items);
    }

  assign (fixture, "labels", " ");
  g_assert_cmpstr (obelus_option_set_get_list (fixture->set, "labels")[0], ==, NULL);
}

typedef struct
{
  const char *name;
  const char *value;
  const char *problem;
} BadCase;

static const BadCase bad_cases[] = {
  { "min_score", "1", "has no option 'min_score'; did you mean 'min-score'?" },
  { "zebra", "1",
    "has no option 'zebra'; it has fold, count, any-count, min-score, weight, mode, query, labels, empty, names, "
    "words, "
    "model" },
  { "min-score", "high", "option 'min-score' must be a number from 0 to 1, not 'high'" },
  { "min-score", "1.01", "option 'min-score' must be a number from 0 to 1, not '1.01'" },
  { "min-score", "0.5x", "option 'min-score' must be a number from 0 to 1, not '0.5x'" },
  { "min-score", " 0.5", "option 'min-score' must be a number from 0 to 1, not ' 0.5'" },
  { "min-score", "0x1", "option 'min-score' must be a number from 0 to 1, not '0x1'" },
  { "min-score", "nan", "option 'min-score' must be a number from 0 to 1, not 'nan'" },
  { "min-score", "0,5", "option 'min-score' must be a number from 0 to 1, not '0,5'; did you mean '0.5'?" },
  { "min-score", "-", "option 'min-score' must be a number from 0 to 1, not '-'" },
  { "min-score", "", "option 'min-score' must be a number from 0 to 1, and has no value" },
  { "weight", "0", "option 'weight' must be a number of at least 0.25, not '0'" },
  { "weight", "1e999", "option 'weight' must be a number of at least 0.25, not '1e999'" },
  { "count", "0", "option 'count' must be a whole number from 1 to 100, not '0'" },
  { "count", "7.0", "option 'count' must be a whole number from 1 to 100, not '7.0'" },
  { "count", "7 ", "option 'count' must be a whole number from 1 to 100, not '7 '; did you mean '7'?" },
  { "count", "99999999999999999999",
    "option 'count' must be a whole number from 1 to 100, not '99999999999999999999'" },
  { "any-count", "many", "option 'any-count' must be a whole number, not 'many'" },
  { "fold", "perhaps", "option 'fold' must be yes or no, not 'perhaps'" },
  { "mode", "exakt", "option 'mode' must be one of fast, exact, both, not 'exakt'; did you mean 'exact'?" },
  { "mode", "slow", "option 'mode' must be one of fast, exact, both, not 'slow'" },
  { "labels", "a,,b", "option 'labels' has an empty item; take out the comma or write \"\" for it" },
  { "labels", "a,", "option 'labels' has an empty item; take out the comma or write \"\" for it" },
  { "labels", "\"a", "option 'labels' has a quote that is not closed; add the second \"" },
  { "labels", "a\\", "option 'labels' ends with a backslash; write \\\\ for one" },
  { "query", "\xff", "option 'query' must be valid UTF-8" },
  { "names", "", "option 'names' must name a file" },
  { "mode", "two\nlines", "option 'mode' must be one of fast, exact, both, not 'two lines'" },
};

static void
test_problems (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      g_autofree char *problem = obelus_option_set_assign (fixture->set, bad_cases[i].name, bad_cases[i].value);

      g_test_message ("case %u: %s", i, bad_cases[i].name);
      g_assert_cmpstr (problem, ==, bad_cases[i].problem);
    }

  /* What was refused left no trace. */
  test_defaults (fixture, NULL);
}

static void
test_long_values_are_cut (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *value = g_strnfill (1000000, 'x');
  g_autofree char *problem = obelus_option_set_assign (fixture->set, "min-score", value);

  g_assert_cmpuint (strlen (problem), <, 200);
  g_assert_true (g_str_has_suffix (problem, "xxx…'"));
}

static void
test_no_options_at_all (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  ObelusComponent *component = obelus_registry_find (fixture->registry, OBELUS_COMPONENT_PROCESSOR, "bare");
  g_autoptr (ObelusOptionSet) set = obelus_option_set_new (component);
  g_autofree char *problem = obelus_option_set_assign (set, "min-score", "1");

  g_assert_cmpstr (problem, ==, "has no option 'min-score'; it has no options at all");
}

static void
test_to_line (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *nothing = obelus_option_set_to_line (fixture->set);
  g_autofree char *line = NULL;

  g_assert_cmpstr (nothing, ==, "");

  assign (fixture, "query", "peace ! talks");
  assign (fixture, "count", "3");
  assign (fixture, "count", "4");
  line = obelus_option_set_to_line (fixture->set);
  g_assert_cmpstr (line, ==, "count=4 query=\"peace ! talks\"");
}

static void
test_undeclared_is_critical (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_test_expect_message ("obelus", G_LOG_LEVEL_CRITICAL, "*asks for its option 'zebra', which it does not declare*");
  g_assert_cmpfloat (obelus_option_set_get_real (fixture->set, "zebra"), ==, 0.0);
  g_test_assert_expected_messages ();

  g_test_expect_message ("obelus", G_LOG_LEVEL_CRITICAL, "*asks for its option 'count' as another type*");
  g_assert_cmpstr (obelus_option_set_get_text (fixture->set, "count"), ==, NULL);
  g_test_assert_expected_messages ();
}

/* Files */

static void
test_files (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *folder = g_dir_make_tmp ("obelus-options-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "names.txt", NULL);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  const char *found;
  GBytes *bytes;

  g_assert_true (g_file_set_contents (path, "Ada\n", -1, NULL));
  assign (fixture, "names", "names.txt");
  assign (fixture, "words", path);

  obelus_option_set_locate (fixture->set, fixture->registry, folder, NULL, problems);
  g_assert_cmpuint (problems->len, ==, 0);
  obelus_option_set_open (fixture->set, &error);
  g_assert_no_error (error);

  bytes = obelus_option_set_get_file (fixture->set, "names", &found);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "Ada\n", 4);
  g_assert_cmpstr (found, ==, path);
  g_assert_nonnull (obelus_option_set_get_file (fixture->set, "words", NULL));

  g_remove (path);
  g_rmdir (folder);
}

static void
test_missing_files (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  assign (fixture, "names", "/no/such/names.txt");
  assign (fixture, "model", "zebra.obm");
  obelus_option_set_locate (fixture->set, fixture->registry, "/no/such/folder", NULL, problems);

  /* One problem for each, in the order of declaration. */
  g_assert_cmpuint (problems->len, ==, 3);
  g_assert_cmpstr (problems->pdata[0], ==,
                   "option 'names' names '/no/such/names.txt', which does not exist; correct the path");
  g_assert_true (g_str_has_prefix (problems->pdata[1],
                                   "needs 'no-such-words.txt' for its option 'words', which is not in "
                                   "/no/such/folder, "));
  g_assert_true (g_str_has_suffix (problems->pdata[1], "; install it or name another with words=PATH"));
  g_assert_true (g_str_has_prefix (problems->pdata[2], "option 'model' names 'zebra.obm', which is not in "));

  g_assert_false (obelus_option_set_open (fixture->set, &error));
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_NOT_FOUND);
}

/* A default is not taken from the folder where somebody happens to work, an assigned name is. */
static void
test_working_folder (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *before = g_get_current_dir ();
  g_autofree char *folder = g_dir_make_tmp ("obelus-options-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "no-such-words.txt", NULL);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  g_assert_true (g_file_set_contents (path, "word\n", -1, NULL));
  g_assert_cmpint (g_chdir (folder), ==, 0);

  obelus_option_set_locate (fixture->set, fixture->registry, NULL, NULL, problems);
  g_assert_cmpuint (problems->len, ==, 1);

  g_ptr_array_set_size (problems, 0);
  assign (fixture, "words", "no-such-words.txt");
  obelus_option_set_locate (fixture->set, fixture->registry, NULL, NULL, problems);
  g_assert_cmpuint (problems->len, ==, 0);

  g_assert_cmpint (g_chdir (before), ==, 0);
  g_remove (path);
  g_rmdir (folder);
}

static void
test_bad_model (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *folder = g_dir_make_tmp ("obelus-options-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "no.obm", NULL);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "no model", -1, NULL));
  assign (fixture, "model", path);
  assign (fixture, "words", path);
  obelus_option_set_locate (fixture->set, fixture->registry, NULL, NULL, problems);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_false (obelus_option_set_open (fixture->set, &error));
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_MODEL);
  g_assert_nonnull (strstr (error->message, "no.obm"));

  g_remove (path);
  g_rmdir (folder);
}

#define ADD(path, function) g_test_add ("/option-set/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("defaults", test_defaults);
  ADD ("flags", test_flags);
  ADD ("numbers", test_numbers);
  ADD ("lists", test_lists);
  ADD ("problems", test_problems);
  ADD ("long-values-are-cut", test_long_values_are_cut);
  ADD ("no-options-at-all", test_no_options_at_all);
  ADD ("to-line", test_to_line);
  ADD ("undeclared-is-critical", test_undeclared_is_critical);
  ADD ("files", test_files);
  ADD ("missing-files", test_missing_files);
  ADD ("working-folder", test_working_folder);
  ADD ("bad-model", test_bad_model);
  return g_test_run ();
}
