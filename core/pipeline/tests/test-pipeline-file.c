/* Pipeline files: what they mean. What is wrong with faulty ones is in tests/pipelines. */
#include "key-file-private.h"
#include "pipeline-file-private.h"

#include <obelus/obelus-error.h>

#include <glib/gstdio.h>
#include <string.h>

static char *
show_problems (ObelusProblemList *problems)
{
  GString *shown = g_string_new (NULL);

  obelus_problem_list_sort (problems);
  for (guint i = 0; i < obelus_problem_list_get_n_problems (problems); i++)
    {
      g_autofree char *line = obelus_problem_list_format (problems, i);
      g_string_append_printf (shown, "%s%s", i == 0 ? "" : "\n", line);
    }

  return g_string_free (shown, FALSE);
}

static char *
show_file (const ObelusPipelineFile *file)
{
  GString *shown = g_string_new (NULL);

  g_string_append_printf (shown, "<%s>", file->name);
  for (guint i = 0; i < file->specs->len; i++)
    {
      const ObelusStageSpec *spec = g_ptr_array_index (file->specs, i);
      g_string_append_printf (shown, " %s:%s@%u", spec->name, spec->component, spec->component_place.line);
      for (guint j = 0; j < spec->settings->len; j++)
        {
          const ObelusStageSetting *setting = &g_array_index (spec->settings, ObelusStageSetting, j);
          g_string_append_printf (shown, "(%s=%s@%u)", setting->name, setting->value, setting->name_place.line);
        }
    }

  return g_string_free (shown, FALSE);
}

static void
test_meaning (void)
{
  static const struct
  {
    const char *data;
    const char *meaning;
  } cases[] = {
    { "[Pipeline]\nStages = tokenize; entities; summarize\n",
      "<> tokenize:tokenize@2 entities:entities@2 summarize:summarize@2" },
    { "[Pipeline]\nName = News of the day\nStages=a;b;\n", "<News of the day> a:a@3 b:b@3" },
    { "# why\n\n[Pipeline]\n Stages = names \n\n[Stage names]\nUse = entities\n# strict\nmin-score = "
      "0.6\nwhen=language:en\n",
      "<> names:entities@7(min-score=0.6@9)(when=language:en@10)" },
    { "[Stage a]\nx = 1\n[Pipeline]\nStages = a", "<> a:a@4(x=1@2)" },
    { "\xef\xbb\xbf[Pipeline]\r\nStages = a\r\n[Stage a]\r\nquery = peace ! talks # all\r\n",
      "<> a:a@2(query=peace ! talks # all@4)" },
    { "[Pipeline]\nStages=a\n[Stage a]\nx = \" kept \"\ny = 'tis so\nz = \"a\" and \"b\"\nempty =\n",
      "<> a:a@2(x= kept @4)(y='tis so@5)(z=\"a\" and \"b\"@6)(empty=@7)" },
    { "[ Pipeline ]\nStages=a\n[Stage   a ]\nx==\n", "<> a:a@2(x==@4)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ObelusProblemList) problems = obelus_problem_list_new ("p", OBELUS_NOTATION_FILE);
      g_autoptr (ObelusPipelineFile) file
          = obelus_pipeline_file_parse (cases[i].data, strlen (cases[i].data), problems);
      g_autofree char *wrong = show_problems (problems);
      g_autofree char *meaning = show_file (file);
      g_assert_cmpstr (wrong, ==, "");
      g_assert_cmpstr (meaning, ==, cases[i].meaning);
    }
}

static void
test_nul_byte (void)
{
  static const char data[] = "[Pipeline]\nStages = a\0b\n";
  g_autoptr (ObelusProblemList) problems = obelus_problem_list_new ("p", OBELUS_NOTATION_FILE);
  g_autoptr (ObelusPipelineFile) file = obelus_pipeline_file_parse (data, sizeof data - 1, problems);
  g_autofree char *wrong = show_problems (problems);

  g_assert_cmpuint (file->specs->len, ==, 0);
  g_assert_true (
      g_str_has_suffix (wrong, "p:2: this line is not text (it has a NUL at byte 11); is this a pipeline file?"));
}

/* Comments and blank lines are kept as they are, so that a program that edits a file can write them again. */
static void
test_comments_are_kept (void)
{
  static const char data[] = "# first\n\n[Pipeline]\n  # second\nStages = a";
  g_autoptr (ObelusProblemList) problems = obelus_problem_list_new ("p", OBELUS_NOTATION_FILE);
  g_autoptr (GPtrArray) lines = obelus_key_file_parse (data, strlen (data), problems);
  static const struct
  {
    ObelusKeyFileLineKind kind;
    const char *value;
  } expected[] = {
    { OBELUS_KEY_FILE_COMMENT, "# first" },    { OBELUS_KEY_FILE_COMMENT, "" }, { OBELUS_KEY_FILE_SECTION, NULL },
    { OBELUS_KEY_FILE_COMMENT, "  # second" }, { OBELUS_KEY_FILE_KEY, "a" },
  };

  g_assert_cmpuint (lines->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < lines->len; i++)
    {
      const ObelusKeyFileLine *line = g_ptr_array_index (lines, i);
      g_assert_cmpint (line->kind, ==, expected[i].kind);
      g_assert_cmpstr (line->value, ==, expected[i].value);
      g_assert_cmpuint (line->place.line, ==, i + 1);
    }
}

/* Bytes that no person would write must not crash the reader or hide from it that something is wrong. */
static void
test_garbage (void)
{
  static const char alphabet[] = "[]=#;\n\r \"'\\aPS\xff\0";
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  for (guint i = 0; i < 20000; i++)
    {
      char data[48];
      gsize length = (gsize) g_rand_int_range (random, 0, sizeof data);
      for (gsize j = 0; j < length; j++)
        data[j] = alphabet[g_rand_int_range (random, 0, sizeof alphabet)];

      g_autoptr (ObelusProblemList) problems = obelus_problem_list_new ("p", OBELUS_NOTATION_FILE);
      g_autoptr (ObelusPipelineFile) file = obelus_pipeline_file_parse (data, length, problems);
      g_assert_cmpuint (obelus_problem_list_get_n_problems (problems), >, 0);
      g_assert_cmpuint (file->specs->len, ==, 0);
    }
}

static void
test_load (void)
{
  g_autofree char *folder = g_dir_make_tmp ("obelus-XXXXXX", NULL);
  g_autofree char *missing = g_build_filename (folder, "missing.pipeline", NULL);
  g_autofree char *huge = g_build_filename (folder, "huge.pipeline", NULL);
  g_autofree char *zeros = g_malloc0 (2 * 1024 * 1024);
  static const ObelusError codes[] = { OBELUS_ERROR_IO, OBELUS_ERROR_NOT_FOUND, OBELUS_ERROR_TOO_LARGE };
  const char *const paths[] = { folder, missing, huge };

  g_assert_true (g_file_set_contents (huge, zeros, 2 * 1024 * 1024, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (obelus_pipeline_file_load (paths[i], &error));
      g_assert_error (error, OBELUS_ERROR, (gint) codes[i]);
    }

  g_assert_cmpint (g_remove (huge), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pipeline-file/meaning", test_meaning);
  g_test_add_func ("/pipeline-file/nul-byte", test_nul_byte);
  g_test_add_func ("/pipeline-file/comments-are-kept", test_comments_are_kept);
  g_test_add_func ("/pipeline-file/garbage", test_garbage);
  g_test_add_func ("/pipeline-file/load", test_load);
  return g_test_run ();
}
