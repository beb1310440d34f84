/* Planning, checking and explaining pipelines. */
#include "../test-registry.h"

#include <glib/gstdio.h>
#include <string.h>

static char *
show_problems (ObelusPipeline *pipeline)
{
  GString *shown = g_string_new (NULL);
  guint n_problems = obelus_pipeline_check (pipeline);

  for (guint i = 0; i < n_problems; i++)
    {
      g_autofree char *problem = obelus_pipeline_format_problem (pipeline, i);
      g_string_append_printf (shown, "%s%s", i == 0 ? "" : "\n", problem);
    }

  return g_string_free (shown, FALSE);
}

/* Each pipeline is planned as @plan says, and nothing is wrong with it. */
static void
test_plans (void)
{
  static const struct
  {
    const char *line;
    const char *plan;
  } cases[] = {
    { "", "" },
    { "words", "words" },
    { "words ! names", "words ! names" },
    { "names", "words ! names" },
    { "names min-score=0.25 ! shorten query='peace ! talks'",
      "words ! names min-score=0.25 ! shorten query=\"peace ! talks\"" },
    { "old-words ! names", "old-words ! names" },
    { "shorten", "words ! shorten" }, /* what is optional is not added */
    { "tag", "words ! tag" },
    { "words when=language:en", "guess ! words when=language:en" },
    { "guess ! words when=language:en,pt-BR ! names when=language:en",
      "guess ! words when=language:en,pt-BR ! names when=language:en" },
    { "guess ! words when=language:en ! old-words when=language:de ! names when=language:de,en-GB",
      "guess ! words when=language:en ! old-words when=language:de ! names when=language:de,en-GB" },
    { "guess ! words when=language:en ! old-words when=not-language:en ! names",
      "guess ! words when=language:en ! old-words when=not-language:en ! names" },
    { "guess ! words when=not-language:en,de ! old-words when=language:de,en ! names when=not-language:fr",
      "guess ! words when=not-language:en,de ! old-words when=language:de,en ! names when=not-language:fr" },
    { "guess ! words when=not-language:en-GB ! names when=language:en-US,de",
      "guess ! words when=not-language:en-GB ! names when=language:en-US,de" },
    { "guess ! words when=not-language:en ! names when=not-language:en,de",
      "guess ! words when=not-language:en ! names when=not-language:en,de" },
    { "guess ! words when=not-language:en,de-AT ! old-words when=language:en,de-AT ! names when=not-language:de",
      "guess ! words when=not-language:en,de-AT ! old-words when=language:en,de-AT ! names when=not-language:de" },
    { "check ! check", "check ! check" },
    { "join gap=1 ! join gap=4", "words ! names ! join gap=1 ! join gap=4" }, /* a revision needs what it revises */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, cases[i].line);
      g_autofree char *problems = show_problems (pipeline);
      g_autofree char *plan = obelus_pipeline_to_line (pipeline);
      g_assert_cmpstr (problems, ==, "");
      g_assert_cmpstr (plan, ==, cases[i].plan);
    }
}

/* The plan is a fixed point: planning what was planned changes nothing. */
static void
test_plan_again (void)
{
  g_autoptr (ObelusPipeline) first = obelus_pipeline_new_from_line (registry, "names ! shorten query='a \"b\"'");
  g_autofree char *plan = obelus_pipeline_to_line (first);
  g_autoptr (ObelusPipeline) second = obelus_pipeline_new_from_line (registry, plan);
  g_autofree char *again = obelus_pipeline_to_line (second);

  g_assert_cmpstr (again, ==, plan);
}

static void
test_requirements (void)
{
  static const struct
  {
    const char *line;
    const char *layers;
    gboolean optional_too;
    const char *provided;
    const char *plan;
  } cases[] = {
    { "", "entity", FALSE, "", "words ! names" },
    { "", "entity?", FALSE, "", "" },
    { "", "entity?", TRUE, "", "words ! names" },
    { "", "keyphrase? token", TRUE, "", "words" },
    /* A summary made after the names are known is better than one before, in whatever order they are asked for. */
    { "", "summary? entity?", TRUE, "", "words ! names ! shorten" },
    { "shorten", "entity", FALSE, "", "words ! names ! shorten" },
    { "shorten", "entity?", FALSE, "", "words ! shorten" },
    { "", "entity", FALSE, "sentence token", "names" },
    { "", "entity", FALSE, "sentence token entity", "" },
    { "names", "", FALSE, "sentence token", "names" },
    /* 'words' would make the tokens once more: the way round is taken. */
    { "", "entity", FALSE, "token", "tag ! mood ! names" },
    { "", "token.upos", FALSE, "", "words ! tag" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, cases[i].line);
      obelus_pipeline_require (pipeline, cases[i].layers, "the test", cases[i].optional_too);
      obelus_pipeline_provide (pipeline, cases[i].provided);
      g_autofree char *problems = show_problems (pipeline);
      g_autofree char *plan = obelus_pipeline_to_line (pipeline);
      g_assert_cmpstr (problems, ==, "");
      g_assert_cmpstr (plan, ==, cases[i].plan);
    }
}

static void
test_faulty_requirements (void)
{
  static const struct
  {
    const char *line;
    const char *layers;
    const char *provided;
    const char *problems;
  } cases[] = {
    { "", "keyphrase", "",
      "pipeline: the test needs 'keyphrase', and no processor gives it; install a plugin that does" },
    { "", "probe.egg", "",
      "pipeline: the test needs 'probe.egg'; processor 'egg' gives it, but needs 'probe.hen', which cannot be had "
      "before it; use documents that bring one of them along, or another processor" },
    { "", "sentiment", "",
      "pipeline: the test needs 'sentiment'; processor 'mood' gives it, but 'sentence' as well, which is made already; "
      "let "
      "one stage make both" },
    { "words", "entity", "token",
      "pipeline:1:1: stage 'words' makes 'token', which the documents bring along; remove the stage" },
    { "guess ! names when=language:en", "entity", "",
      "pipeline:1:9: the test needs 'entity' for all documents, but stage 'names' gives it only when language:en; take "
      "'when' from it" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, cases[i].line);
      obelus_pipeline_require (pipeline, cases[i].layers, "the test", FALSE);
      obelus_pipeline_provide (pipeline, cases[i].provided);
      g_autofree char *problems = show_problems (pipeline);
      g_assert_cmpstr (problems, ==, cases[i].problems);
    }
}

static void
test_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("obelus-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.pipeline", NULL);
  g_autofree char *list = g_build_filename (folder, "list.txt", NULL);
  g_autofree char *missing = g_build_filename (folder, "b.pipeline", NULL);

  g_assert_true (g_file_set_contents (list, "Ada\n", -1, NULL));
  g_assert_true (g_file_set_contents (path,
                                      "[Pipeline]\nName = Names only\nStages = who\n[Stage who]\nUse = names\n"
                                      "list = list.txt\nwhen = language:en\n",
                                      -1, NULL));

  /* Files are found beside the pipeline file. */
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_file (registry, path);
  g_autofree char *problems = show_problems (pipeline);
  g_autofree char *line = obelus_pipeline_to_line (pipeline);
  g_assert_cmpstr (problems, ==, "");
  g_assert_cmpstr (obelus_pipeline_get_name (pipeline), ==, "Names only");
  g_assert_cmpstr (line, ==, "guess ! words ! names list=list.txt when=language:en");
  g_assert_cmpuint (obelus_pipeline_get_n_stages (pipeline), ==, 3);
  g_assert_cmpstr (obelus_pipeline_get_stage_name (pipeline, 2), ==, "who");
  g_assert_cmpstr (obelus_component_get_name (obelus_pipeline_get_stage_component (pipeline, 2)), ==, "names");

  g_autoptr (ObelusPipeline) none = obelus_pipeline_new_from_file (registry, missing);
  g_autofree char *expected = g_strdup_printf ("%s: there is no such file; check its name", missing);
  g_autofree char *reported = show_problems (none);
  g_assert_cmpstr (reported, ==, expected);

  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_remove (list), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_built_by_hand (void)
{
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new (registry);
  const char *const options[] = { "min-score=0.25", NULL };
  const char *const faulty[] = { "min-score", "min-scor=1", NULL };

  obelus_pipeline_add_stage (pipeline, "words", NULL);
  obelus_pipeline_add_stage (pipeline, "names", options);
  g_assert_cmpuint (obelus_pipeline_check (pipeline), ==, 0);
  g_autofree char *line = obelus_pipeline_to_line (pipeline);
  g_assert_cmpstr (line, ==, "words ! names min-score=0.25");

  /* Adding to it plans anew. */
  obelus_pipeline_add_stage (pipeline, "tag", faulty);
  g_autofree char *problems = show_problems (pipeline);
  g_assert_cmpstr (problems, ==,
                   "pipeline: 'min-score' is not an option of stage 'tag'; write NAME=VALUE\n"
                   "pipeline: stage 'tag' has no option 'min-scor'; it has no options at all");
}

static void
test_explanation (void)
{
  static const char data[]
      = "[Pipeline]\nName = News\nStages = who; shorten\n[Stage who]\nUse = names\nmin-score = 0.25\n";
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_data (registry, "news.pipeline", data, -1);

  obelus_pipeline_require (pipeline, "summary entity? keyphrase?", "writer 'digest'", FALSE);
  g_autofree char *explanation = obelus_pipeline_explain (pipeline);
  g_assert_cmpstr (
      explanation, ==,
      "News: 3 stages, 1 of them added\n"
      "\n"
      "  1  words    added: stage 'who' needs sentence\n"
      "              makes sentence, token\n"
      "              rather than mood (plugin probe, rank 0) or old-words (plugin probe, rank -5); its own rank "
      "is 0\n"
      "  2  who      named on line 3, runs names, min-score=0.25\n"
      "              reads sentence, token from words\n"
      "              makes entity, entity.label\n"
      "  3  shorten  named on line 3\n"
      "              reads sentence, token from words; entity from who\n"
      "              makes summary\n"
      "\n"
      "Then writer 'digest' reads summary from shorten; entity from who.\n"
      "Nothing gives keyphrase, which writer 'digest' reads where it is there.\n");
}

/* One component twice, one layer of several stages: by document, and by revision. */
static void
test_explanation_of_several (void)
{
  static const char line[] = "words when=language:en ! old-words when=not-language:en ! names ! join gap=2 ! "
                             "join gap=4 when=language:de ! shorten";
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, line);
  g_autofree char *explanation = obelus_pipeline_explain (pipeline);

  g_assert_cmpstr (explanation, ==,
                   "7 stages, 1 of them added\n"
                   "\n"
                   "  1  guess      added: stage 'words' with when=language:en needs language\n"
                   "                makes language, language.code\n"
                   "  2  words      named, when=language:en\n"
                   "                makes sentence, token\n"
                   "  3  old-words  named, when=not-language:en\n"
                   "                makes sentence, token\n"
                   "  4  names      named\n"
                   "                reads sentence, token from words or old-words\n"
                   "                makes entity, entity.label\n"
                   "  5  join       named, gap=2\n"
                   "                reads entity from names\n"
                   "                revises entity, entity.label\n"
                   "  6  join-2     named, runs join, gap=4, when=language:de\n"
                   "                reads entity from join\n"
                   "                revises entity, entity.label\n"
                   "  7  shorten    named\n"
                   "                reads sentence, token from words or old-words; entity from join or join-2\n"
                   "                makes summary\n");
}

static void
test_explanation_of_problems (void)
{
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, "names ! lone x=1");
  g_autofree char *explanation = obelus_pipeline_explain (pipeline);

  g_assert_nonnull (
      strstr (explanation, "3  lone   named\n            lacks probe.nothing, which nothing before it gives\n"));
  g_assert_nonnull (strstr (explanation, "\n2 problems:\n  pipeline:1:9: stage 'lone' needs"));
}

static void
test_unready (void)
{
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, "words ! unready");
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;

  g_assert_cmpuint (obelus_pipeline_check (pipeline), ==, 0);
  g_assert_false (obelus_pipeline_prepare (pipeline, &error));
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "stage 'unready'"));
  g_assert_false (obelus_pipeline_prepare (pipeline, &again));
}

int
main (int argc, char **argv)
{
  test_registry_init (&argc, &argv);

  g_test_add_func ("/planning/plans", test_plans);
  g_test_add_func ("/planning/plan-again", test_plan_again);
  g_test_add_func ("/planning/requirements", test_requirements);
  g_test_add_func ("/planning/faulty-requirements", test_faulty_requirements);
  g_test_add_func ("/planning/file", test_file);
  g_test_add_func ("/planning/built-by-hand", test_built_by_hand);
  g_test_add_func ("/planning/explanation", test_explanation);
  g_test_add_func ("/planning/explanation-of-several", test_explanation_of_several);
  g_test_add_func ("/planning/explanation-of-problems", test_explanation_of_problems);
  g_test_add_func ("/planning/unready", test_unready);
  return test_registry_run ();
}
