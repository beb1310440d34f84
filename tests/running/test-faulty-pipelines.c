/* Everything that can be wrong with a pipeline, with what is said about it: faulty-pipelines.txt is the table. */
#include <obelus/obelus.h>

#include <string.h>

static ObelusRegistry *registry;

static char *
show_problems (ObelusPipeline *pipeline)
{
  GString *shown = g_string_new (NULL);
  guint n_problems = obelus_pipeline_check (pipeline);

  for (guint i = 0; i < n_problems; i++)
    {
      g_autofree char *problem = obelus_pipeline_format_problem (pipeline, i);
      g_string_append_printf (shown, "%s\n", problem);
    }

  return g_string_free (shown, FALSE);
}

static void
test_case (gconstpointer data)
{
  const char *text = data;
  const char *body = strchr (text, '\n') + 1, *end = strstr (body, "---\n");
  g_assert_nonnull (end);
  const char *expected = end + strlen ("---\n");
  g_autofree char *escaped = g_strndup (body, (gsize) (end - body));
  g_autofree char *source = g_strcompress (escaped);
  g_autoptr (ObelusPipeline) pipeline = NULL;
  g_autoptr (GError) error = NULL;

  if (g_str_has_prefix (text, "file: "))
    pipeline = obelus_pipeline_new_from_data (registry, "news.pipeline", source, -1);
  else
    pipeline = obelus_pipeline_new_from_line (registry, g_strchomp (source));

  g_autofree char *problems = show_problems (pipeline);
  g_assert_cmpstr (problems, ==, expected);
  g_assert_cmpstr (problems, !=, "");

  /* What cannot run does not run, and says the same. */
  g_assert_false (obelus_pipeline_prepare (pipeline, &error));
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_PIPELINE);
  g_assert_cmpstr (error->message, ==, g_strchomp (problems));
}

/* Bytes of which no pipeline is made: whatever they are, there are problems with places, soon. */
static void
assert_refused (const char *what, const GString *bytes)
{
  g_autoptr (ObelusPipeline) file = obelus_pipeline_new_from_data (registry, what, bytes->str, (gssize) bytes->len);
  g_autoptr (ObelusPipeline) line = obelus_pipeline_new_from_line (registry, bytes->str);

  g_assert_cmpuint (obelus_pipeline_check (file), >, 0);
  g_assert_cmpuint (obelus_pipeline_check (file), <=, 1001);
  g_assert_cmpuint (obelus_pipeline_check (line), <=, 1001);
  for (guint i = 0; i < obelus_pipeline_check (file); i++)
    {
      g_autofree char *problem = obelus_pipeline_format_problem (file, i);
      g_assert_true (g_utf8_validate (problem, -1, NULL));
      g_assert_true (g_str_has_prefix (problem, what));
      g_assert_cmpuint (strlen (problem), <, 4096);
    }
  for (guint i = 0; i < obelus_pipeline_check (line); i++)
    {
      g_autofree char *problem = obelus_pipeline_format_problem (line, i);
      g_assert_true (g_utf8_validate (problem, -1, NULL));
      g_assert_cmpuint (strlen (problem), <, 4096);
    }
}

static void
test_a_megabyte_of_anything (void)
{
  const gsize size = 1024 * 1024;
  GRand *random = g_rand_new_with_seed (11);
  static const char *const repeated[] = { "[",           "]",          "=",    ";",      "!",
                                          "\"",          "\n",         "\\",   "a",      "\xff",
                                          "[Stage a]\n", "a=b\n",      "a ! ", "a b=c ", "\xf0\x9f\x98\x80",
                                          "[\n",         "[Pipeline]", "x=",   "'",      "\xe2\x82" };
  static const char alphabet[] = "[]=;!\"'\\\n \tab#\xc3\xa9";

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GString) bytes = g_string_sized_new (size);
      while (bytes->len < size)
        g_string_append_c (bytes, i == 0   ? (char) g_rand_int_range (random, 0, 256)
                                  : i == 1 ? (char) g_rand_int_range (random, 1, 128)
                                           : alphabet[g_rand_int_range (random, 0, sizeof alphabet - 1)]);
      assert_refused ("random.pipeline", bytes);
    }
  for (guint i = 0; i < G_N_ELEMENTS (repeated); i++)
    for (guint begun = 0; begun < 2; begun++)
      {
        g_autoptr (GString) bytes = g_string_new (begun ? "[Pipeline]\nStages = " : "");
        while (bytes->len < size)
          g_string_append (bytes, repeated[i]);
        assert_refused ("repeated.pipeline", bytes);
      }

  g_autoptr (GString) nuls = g_string_new (NULL);
  g_string_set_size (nuls, size);
  memset (nuls->str, 0, size);
  assert_refused ("nuls.pipeline", nuls);

  /* Names that differ, of stages, sections and options. */
  g_autoptr (GString) stages = g_string_new ("[Pipeline]\nStages = x");
  g_autoptr (GString) sections = g_string_new ("[Pipeline]\nStages = words\n");
  g_autoptr (GString) unknown = g_string_new ("[Pipeline]\nStages = x");
  g_autoptr (GString) options = g_string_new ("[Pipeline]\nStages = words\n[Stage words]\n");
  g_autoptr (GString) line = g_string_new ("words");
  for (guint i = 0; i < 60000; i++)
    {
      g_string_append_printf (stages, "; a%u", i);
      g_string_append_printf (sections, "[Stage a%u]\nb = 1\n", i);
      g_string_append_printf (options, "a%u = 1\n", i);
      g_string_append_printf (line, " a%u=1", i);
    }
  g_string_append_len (unknown, stages->str + strlen ("[Pipeline]\nStages = x"), 400000);
  g_string_append_c (unknown, '\n');
  for (guint i = 0; i < 60000; i++)
    g_string_append_printf (unknown, "[a%u\n", i);
  assert_refused ("unknown.pipeline", unknown);
  assert_refused ("stages.pipeline", stages);
  assert_refused ("sections.pipeline", sections);
  assert_refused ("options.pipeline", options);
  assert_refused ("line.pipeline", line);
  g_rand_free (random);
}

/* One test for each case of the table. */
static void
add_cases (char **cases)
{
  g_assert_cmpuint (g_strv_length (cases), >, 100);
  for (guint i = 1; cases[i] != NULL; i++) /* the first says what the table is */
    {
      g_autofree char *name = g_strndup (cases[i], strcspn (cases[i], "\n"));
      g_autofree char *path = g_strdup_printf ("/faulty-pipelines/%s", g_strdelimit (name, " /", '-'));
      g_test_add_data_func (path, cases[i], test_case);
    }
}

int
main (int argc, char **argv)
{
  const char *const folders[] = { g_getenv ("OBELUS_TEST_PLUGINS"), NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL, *table = NULL;

  g_test_init (&argc, &argv, NULL);
  registry = obelus_registry_new (folders);
  path = g_test_build_filename (G_TEST_DIST, "faulty-pipelines.txt", NULL);
  g_file_get_contents (path, &table, NULL, &error);
  g_assert_no_error (error);
  g_auto (GStrv) cases = g_strsplit (table, "=== ", -1);
  add_cases (cases);
  g_test_add_func ("/faulty-pipelines/a-megabyte-of-anything", test_a_megabyte_of_anything);

  int status = g_test_run ();
  g_object_unref (registry);
  return status;
}
