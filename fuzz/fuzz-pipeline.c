/* Pipelines, in both notations: any bytes are a pipeline or have problems with a place in them. */
#include "fuzz.h"

#include "pipeline-file-private.h"

#include <string.h>

static const char *const seeds[] = {
  "tokenize ! entities min-score=0.6 ! summarize query=\"peace ! \\\"talks\\\"\" when=language:en",
  "a 'b c'=d ! e f='g h'",
  "# news\n[Pipeline]\nName = News\nStages = tokenize; names; summarize\n\n[Stage names]\nUse = entities\nmin-score = "
  "0.6\n",
  "[Pipeline]\r\nStages = a; a; b\r\n[Stage b]\r\nquery = \"two words\"\r\nquery = again\r\n",
};

GBytes *
fuzz_get_seed (guint n)
{
  return n < G_N_ELEMENTS (seeds) ? g_bytes_new_static (seeds[n], strlen (seeds[n])) : NULL;
}

/* Each problem is a sentence for people, at a line that the text has. */
static void
check_problems (ObelusProblemList *problems, const uint8_t *data, size_t size)
{
  guint n_lines = 1;
  for (size_t i = 0; i < size; i++)
    n_lines += data[i] == '\n';
  for (guint i = 0; i < obelus_problem_list_get_n_problems (problems); i++)
    {
      const ObelusProblem *problem = obelus_problem_list_get_problem (problems, i);
      g_assert_true (g_utf8_validate (problem->message, -1, NULL));
      g_assert_cmpuint (problem->line, <=, n_lines);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *line = g_strndup ((const char *) data, size);
  g_autoptr (ObelusProblemList) line_problems = obelus_problem_list_new ("pipeline");
  g_autoptr (ObelusProblemList) file_problems = obelus_problem_list_new ("fuzz.pipeline");

  g_autoptr (GPtrArray) specs = obelus_stage_line_parse (line, line_problems);
  g_assert_nonnull (specs);
  check_problems (line_problems, data, size);

  g_autoptr (ObelusPipelineFile) file = obelus_pipeline_file_parse ((const char *) data, size, file_problems);
  g_assert_nonnull (file);
  check_problems (file_problems, data, size);
  return 0;
}
