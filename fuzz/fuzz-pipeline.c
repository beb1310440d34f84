/* Pipelines, in both notations: any bytes are a pipeline or have problems with a place in them. */
#include "fuzz.h"

#include "condition-private.h"
#include "pipeline-file-private.h"
#include "stage-line-private.h"

#include <string.h>

static const char *const seeds[] = {
  "tokenize ! entities min-score=0.6 ! summarize query=\"peace ! \\\"talks\\\"\" when=language:en",
  "a 'b c'=d ! e f='g h'",
  "# news\n[Pipeline]\nName = News\nStages = tokenize; names; summarize\n\n[Stage names]\nUse = entities\nmin-score = "
  "0.6\n",
  "[Pipeline]\nStages = a; b\n[Stage a]\nwhen = not-language:en,pt-BR and meta:source=\"a, b\",wire\n[Stage b]\n"
  "when = meta:title and not-meta:raw=yes\n",
  "language ! a when='language:en, de' ! b when='not-language:en and meta:k=v'",
  "[Pipeline]\r\nStages = a; a; b\r\n[Stage b]\r\nquery = \"two words\"\r\nquery = again\r\n",
};

GBytes *
fuzz_get_seed (guint n)
{
  return n < G_N_ELEMENTS (seeds) ? g_bytes_new_static (seeds[n], strlen (seeds[n])) : NULL;
}

/* Each problem is a short sentence for people, at a place that the text has. */
static void
check_problems (ObelusProblemList *problems, const uint8_t *data, size_t size)
{
  guint n_lines = 1, line = 1, column = 0;
  for (size_t i = 0; i < size; i++)
    n_lines += data[i] == '\n';

  obelus_problem_list_sort (problems);
  g_assert_cmpuint (obelus_problem_list_get_n_problems (problems), <=, OBELUS_MAX_PROBLEMS + 1);
  for (guint i = 0; i < obelus_problem_list_get_n_problems (problems); i++)
    {
      const ObelusProblem *problem = obelus_problem_list_get_problem (problems, i);
      g_assert_true (g_utf8_validate (problem->message, -1, NULL));
      g_assert_cmpuint (strlen (problem->message), <, 1000);
      g_assert_nonnull (problem->code);
      if (problem->line == 0)
        continue;
      g_assert_cmpuint (problem->line, <=, n_lines);
      g_assert_cmpuint (problem->column, <=, size + 1);
      g_assert_cmpuint (problem->end_column, <=, size + 2);
      g_assert_cmpuint (problem->column, <=, problem->end_column);
      g_assert_true (problem->line > line || (problem->line == line && problem->column >= column));
      line = problem->line;
      column = problem->column;
    }
}

/* Conditions are told apart in every way that planning asks for. */
static void
check_condition (const char *text)
{
  g_autofree char *problem = NULL;
  g_autofree char *suggestion = NULL;
  g_autoptr (ObelusCondition) condition = obelus_condition_parse (text, &problem, &suggestion);
  g_autoptr (GPtrArray) itself = g_ptr_array_new ();

  g_assert_true ((condition == NULL) == (problem != NULL));
  if (condition == NULL)
    return;
  g_ptr_array_add (itself, condition);
  g_assert_true (obelus_condition_is_possible (condition));
  g_assert_true (obelus_condition_is_covered (condition, itself));
}

static void
check_specs (GPtrArray *specs)
{
  for (guint i = 0; i < specs->len; i++)
    {
      const ObelusStageSpec *spec = g_ptr_array_index (specs, i);
      for (guint j = 0; j < spec->settings->len; j++)
        check_condition (g_array_index (spec->settings, ObelusStageSetting, j).value);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *line = g_strndup ((const char *) data, size);
  g_autoptr (ObelusProblemList) line_problems = obelus_problem_list_new ("pipeline", OBELUS_NOTATION_LINE);
  g_autoptr (ObelusProblemList) file_problems = obelus_problem_list_new ("fuzz.pipeline", OBELUS_NOTATION_FILE);

  g_autoptr (GPtrArray) specs = obelus_stage_line_parse (line, line_problems);
  g_assert_nonnull (specs);
  check_specs (specs);
  check_problems (line_problems, data, size);

  g_autoptr (ObelusPipelineFile) file = obelus_pipeline_file_parse ((const char *) data, size, file_problems);
  g_assert_nonnull (file);
  check_specs (file->specs);
  check_problems (file_problems, data, size);
  return 0;
}
