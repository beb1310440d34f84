/* What the evaluator `@name@` promises. */
#include <obelus/obelus.h>

#include <string.h>

/* The report on what a pipeline makes of gold records. */
static char *
evaluate (const char *line, const char *gold)
{
  g_autoptr (GError) error = @null@;
  g_autoptr (GBytes) bytes = g_bytes_new (gold, strlen (gold));
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (@null@);
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, line);
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (sources, obelus_source_new_for_bytes ("gold", bytes));
  char *report = obelus_runner_evaluate (pipeline, "@name@", "jsonl", sources, @null@, @null@, @null@, &error);
  g_assert_no_error (error);
  return report;
}

static void
test_right_sentences_count (void)
{
  g_autofree char *report = evaluate ("tokenize", "{\"text\": \"It rained. It poured.\", \"layers\": {\"sentence\": ["
                                                  "{\"start\": 0, \"end\": 10}, {\"start\": 11, \"end\": 21}]}}\n");

  g_assert_cmpstr (report, ==, "sentences 2\nprecision 1.0000\nrecall    1.0000\nf1        1.0000\n");
}

static void
test_missed_and_invented_sentences_cost (void)
{
  /* The gold has one sentence where two are found, and one of two others is the same. */
  g_autofree char *report = evaluate ("tokenize", "{\"text\": \"It rained. It poured. We left.\", \"layers\": {"
                                                  "\"sentence\": [{\"start\": 0, \"end\": 21}, "
                                                  "{\"start\": 22, \"end\": 30}]}}\n");

  g_assert_cmpstr (report, ==, "sentences 2\nprecision 0.3333\nrecall    0.5000\nf1        0.4000\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, @null@);
  g_test_add_func ("/@name@/right-sentences-count", test_right_sentences_count);
  g_test_add_func ("/@name@/missed-and-invented-sentences-cost", test_missed_and_invented_sentences_cost);
  return g_test_run ();
}
