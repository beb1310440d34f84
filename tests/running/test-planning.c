/* Planning, checking and explaining pipelines. */
#include <obelus/obelus.h>

#include <glib/gstdio.h>
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
    { "check ! check", "check ! check" },
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
test_faulty_lines (void)
{
  static const struct
  {
    const char *line;
    const char *problems;
  } cases[] = {
    { "wrods", "pipeline:1:1: no processor is called 'wrods'; did you mean 'words'?" },
    { "show", "pipeline:1:1: 'show' is the name of a writer, not of a processor" },
    { "translate", "pipeline:1:1: no processor is called 'translate'; there are check, egg, guess, hen, lone, mood, "
                   "names, old-words, "
                   "shorten, tag, unready, words" },
    { "names min_score=0.5", "pipeline:1:7: stage 'names' has no option 'min_score'; did you mean 'min-score'?" },
    { "names min-score=high",
      "pipeline:1:7: stage 'names' option 'min-score' must be a number from 0 to 1, not 'high'" },
    { "names min-score=2", "pipeline:1:7: stage 'names' option 'min-score' must be a number from 0 to 1, not '2'" },
    { "words min-length=1.5",
      "pipeline:1:7: stage 'words' option 'min-length' must be a whole number from 1 to 100, not '1.5'" },
    { "words mode=odd", "pipeline:1:7: stage 'words' option 'mode' must be one of plain, fancy, not 'odd'" },
    { "nmaes min-scor=1 ! words mode=odd",
      "pipeline:1:1: no processor is called 'nmaes'; did you mean 'names'?\n"
      "pipeline:1:1: stage 'nmaes' needs 'sentence', for which stage 'words' comes too late; move 'words' before it\n"
      "pipeline:1:7: stage 'nmaes' has no option 'min-scor'; did you mean 'min-score'?\n"
      "pipeline:1:26: stage 'words' option 'mode' must be one of plain, fancy, not 'odd'" },
    { "names ! words",
      "pipeline:1:1: stage 'names' needs 'sentence', for which stage 'words' comes too late; move 'words' "
      "before it" },
    { "lone",
      "pipeline:1:1: stage 'lone' needs 'probe.nothing', and no processor gives it; install a plugin that does" },
    { "egg", "pipeline:1:1: stage 'egg' needs 'probe.hen'; processor 'hen' gives it, but needs 'probe.egg', which no "
             "processor gives; install a plugin that does" },
    { "words ! words",
      "pipeline:1:9: stage 'words-2' makes 'sentence', which stage 'words' has made already; remove one "
      "of them, or give each a 'when' of its own\n"
      "pipeline:1:9: stage 'words-2' makes 'token', which stage 'words' has made already; remove one of "
      "them, or give each a 'when' of its own" },
    { "words ! names ! names",
      "pipeline:1:17: stage 'names-2' makes 'entity', which stage 'names' has made already; remove "
      "one of them, or give each a 'when' of its own" },
    { "words when=english",
      "pipeline:1:7: stage 'words' cannot run when 'english'; write when=language:CODE, for example "
      "when=language:en" },
    { "words when=language:",
      "pipeline:1:7: stage 'words' has when=language: without a code; write when=language:CODE, for "
      "example when=language:en" },
    { "words when=language:e_n",
      "pipeline:1:7: stage 'words' cannot run when the language is 'e_n', which is no language "
      "code; write one such as en or pt-BR" },
    { "words when=language:en ! guess", "pipeline:1:1: stage 'words' with when=language:en needs 'language', for which "
                                        "stage 'guess' comes too late; move 'guess' before it" },
    { "guess ! words when=language:en ! names",
      "pipeline:1:34: stage 'names' needs 'sentence' for all its documents, but stage 'words' gives it only "
      "when=language:en; give 'names' a 'when' that fits, or take it from 'words'\n"
      "pipeline:1:34: stage 'names' needs 'token' for all its documents, but stage 'words' gives it only "
      "when=language:en; give 'names' a 'when' that fits, or take it from 'words'" },
    { "guess ! words when=language:en ! old-words when=language:en-GB",
      "pipeline:1:34: stage 'old-words' makes 'sentence', which stage 'words' has made already; remove one of them, or "
      "give each a 'when' of its own\n"
      "pipeline:1:34: stage 'old-words' makes 'token', which stage 'words' has made already; remove one of them, or "
      "give "
      "each a 'when' of its own" },
    { "words colour=red", "pipeline:1:7: stage 'words' has no option 'colour'; it has min-length, mode" },
    { "words ! mood",
      "pipeline:1:9: stage 'mood' makes 'sentence', which stage 'words' has made already; remove one of "
      "them, or give each a 'when' of its own" },
    { "names list=there-is-no-such-file", NULL }, /* names the folder the test runs in */
    { "a b ! ! c",
      "pipeline:1:1: no processor is called 'a'; there are check, egg, guess, hen, lone, mood, names, "
      "old-words, shorten, tag, unready, words\n"
      "pipeline:1:3: 'b' is not an option of stage 'a'; write NAME=VALUE, or '!' before the next stage\n"
      "pipeline:1:7: a stage is missing before '!'; name one, or put quotes around a '!' that is part of a "
      "value\n"
      "pipeline:1:9: no processor is called 'c'; there are check, egg, guess, hen, lone, mood, names, "
      "old-words, shorten, tag, unready, words" },
    /* What an unknown stage may give is not missed. */
    { "frobnicate ! lone", "pipeline:1:1: no processor is called 'frobnicate'; there are check, egg, guess, hen, lone, "
                           "mood, names, old-words, "
                           "shorten, tag, unready, words" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, cases[i].line);
      g_autofree char *problems = show_problems (pipeline);
      g_autoptr (GError) error = NULL;

      if (cases[i].problems != NULL)
        g_assert_cmpstr (problems, ==, cases[i].problems);
      else
        g_assert_cmpuint (obelus_pipeline_check (pipeline), ==, 1);
      g_assert_false (obelus_pipeline_prepare (pipeline, &error));
      g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_PIPELINE);
      g_assert_cmpstr (error->message, ==, problems);
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
      "pipeline: the test needs 'probe.egg'; processor 'egg' gives it, but needs 'probe.hen', which no processor "
      "gives; "
      "install a plugin that does" },
    { "", "sentiment", "",
      "pipeline: the test needs 'sentiment'; processor 'mood' gives it, but 'sentence' as well, which is made already; "
      "let "
      "one stage make both" },
    { "words", "entity", "token",
      "pipeline:1:1: stage 'words' makes 'token', which the documents bring along; remove the stage" },
    { "guess ! names when=language:en", "entity", "",
      "pipeline:1:9: the test needs 'entity' for all documents, but stage 'names' gives it only when=language:en; take "
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
test_faulty_files (void)
{
  static const struct
  {
    const char *data;
    const char *problems;
  } cases[] = {
    { "[Pipeline]\nStages = words; names\n\n[Stage names]\n# strict\n\nmin_score = 0.6\n",
      "news.pipeline:7: stage 'names' has no option 'min_score'; did you mean 'min-score'?" },
    { "[Pipeline]\nStages = wrods\n", "news.pipeline:2: no processor is called 'wrods'; did you mean 'words'?" },
    { "[Pipeline]\nStages = all\n[Stage all]\nUse = wrods\n",
      "news.pipeline:4: no processor is called 'wrods'; did you mean 'words'?" },
    { "[Pipeline]\nStages = a; b\n[Stage a]\nUse = words\n[Stage b]\nUse = words\n",
      "news.pipeline:6: stage 'b' makes 'sentence', which stage 'a' has made already; remove one of them, or give each "
      "a "
      "'when' of its own\n"
      "news.pipeline:6: stage 'b' makes 'token', which stage 'a' has made already; remove one of them, or give each a "
      "'when' of its own" },
    { "[Pipeline]\nStages = names; words\n[Stage names]\nwhen = dutch\nmin-score = 7\n[Stage tokens]\n[Colour]\n",
      "news.pipeline:2: stage 'names' needs 'sentence', for which stage 'words' comes too late; move 'words' before "
      "it\n"
      "news.pipeline:4: stage 'names' cannot run when 'dutch'; write when=language:CODE, for example when=language:en\n"
      "news.pipeline:5: stage 'names' option 'min-score' must be a number from 0 to 1, not '7'\n"
      "news.pipeline:6: Stages does not list 'tokens'; add it there or remove this section\n"
      "news.pipeline:7: there is no section [Colour]; a pipeline file has [Pipeline] and [Stage NAME]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ObelusPipeline) pipeline
          = obelus_pipeline_new_from_data (registry, "news.pipeline", cases[i].data, -1);
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
      "  2  who      named on line 5, runs names, min-score=0.25\n"
      "              reads sentence, token from words\n"
      "              makes entity, entity.label\n"
      "  3  shorten  named on line 3\n"
      "              reads sentence, token from words; entity from who\n"
      "              makes summary\n"
      "\n"
      "Then writer 'digest' reads summary from shorten; entity from who.\n"
      "Nothing gives keyphrase, which writer 'digest' reads where it is there.\n");
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
  g_test_init (&argc, &argv, NULL);
  const char *const path[] = { g_getenv ("OBELUS_TEST_PLUGINS"), NULL };
  registry = obelus_registry_new (path);
  g_assert_cmpuint (obelus_registry_get_n_broken (registry), ==, 0);

  g_test_add_func ("/planning/plans", test_plans);
  g_test_add_func ("/planning/plan-again", test_plan_again);
  g_test_add_func ("/planning/requirements", test_requirements);
  g_test_add_func ("/planning/faulty-lines", test_faulty_lines);
  g_test_add_func ("/planning/faulty-requirements", test_faulty_requirements);
  g_test_add_func ("/planning/faulty-files", test_faulty_files);
  g_test_add_func ("/planning/file", test_file);
  g_test_add_func ("/planning/built-by-hand", test_built_by_hand);
  g_test_add_func ("/planning/explanation", test_explanation);
  g_test_add_func ("/planning/explanation-of-problems", test_explanation_of_problems);
  g_test_add_func ("/planning/unready", test_unready);
  int status = g_test_run ();
  g_object_unref (registry);
  return status;
}
