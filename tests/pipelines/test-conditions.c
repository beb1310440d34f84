/* Conditions: which documents a stage runs for, and how planning compares them. */
#include "../test-registry.h"

#include <string.h>

/* A document with what conditions look at. The text says which language it is in, or not. */
typedef struct
{
  const char *text;
  const char *source; /* metadata; NULL for none */
  const char *title;
} Sample;

static const Sample samples[] = {
  { "en: a", NULL, NULL },
  { "en-GB: a", "wire", NULL },
  { "EN-us: a", "blog", "War and Peace" },
  { "eng: a", "wire", "" },
  { "de: a", "blog", NULL },
  { "pt-BR: a", "wire", "a, b" },
  { "pt: a", NULL, "a" },
  { "a", NULL, NULL },
  { "a", "wire", "War and Peace" },
  { "de-AT: a", "wire,blog", NULL },
};

/* Whether a stage that has @condition runs for the sample. */
static gboolean
runs_for (const char *condition, const Sample *sample)
{
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new (registry);
  g_autofree char *when = g_strconcat ("when=", condition, NULL);
  const char *const options[] = { when, NULL };
  g_autoptr (GError) error = NULL;

  obelus_pipeline_add_stage (pipeline, "language", NULL);
  obelus_pipeline_add_stage (pipeline, "tokenize", options);
  g_autoptr (ObelusDocument) document = obelus_document_new ("d", sample->text, -1, &error);
  g_assert_no_error (error);
  if (sample->source != NULL)
    obelus_document_set_metadata (document, "source", sample->source, -1);
  if (sample->title != NULL)
    obelus_document_set_metadata (document, "title", sample->title, -1);

  g_assert_true (obelus_pipeline_process (pipeline, document, NULL, &error));
  g_assert_no_error (error);
  return obelus_document_get_layer (document, "token") != NULL;
}

/* For each sample `+` if the stage runs for it. */
static void
test_documents (void)
{
  static const struct
  {
    const char *condition;
    const char *runs;
  } cases[] = {
    { "language:en", "+++-------" },
    { "language:EN", "+++-------" },
    { "language:en-GB", "-+--------" },
    { "language:en,pt-BR", "+++--+----" },
    { "language: en , de ", "+++-+----+" },
    { "not-language:en", "---+++++++" },
    { "not-language:en,de", "---+-+++"
                            "+-" },
    { "meta:source", "-+++++--++" },
    { "not-meta:source", "+-----++--" },
    { "meta:source=wire", "-+-+-+--+-" },
    { "meta:source=wire,blog", "-+++++--+-" },
    { "meta:source=\"wire,blog\"", "---------+" },
    { "not-meta:source=wire", "+-+-+-++-+" },
    { "meta:title=\"War and Peace\"", "--+-----+-" },
    { "meta:title=\"a, b\"", "-----+----" },
    { "meta:title", "--++-++-+-" },
    { "language:en and meta:source", "-++-------" },
    { "language:en and not-meta:source=wire", "+-+-------" },
    { "not-language:en and meta:source=wire and not-meta:title", "----------" },
    { "not-language:en and meta:source and not-meta:title", "----+----+" },
    { "meta:nothing", "----------" },
    { "not-meta:nothing", "++++++++++" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char runs[G_N_ELEMENTS (samples) + 1] = "";
      for (guint j = 0; j < G_N_ELEMENTS (samples); j++)
        runs[j] = runs_for (cases[i].condition, &samples[j]) ? '+' : '-';
      g_test_message ("%s", cases[i].condition);
      g_assert_cmpstr (runs, ==, cases[i].runs);
    }
}

static guint
count_problems (const char *line)
{
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, line);

  return obelus_pipeline_check (pipeline);
}

/* What planning finds about two conditions, held against trying them on documents. */
static void
test_comparisons (void)
{
  static const char *const conditions[] = {
    "language:en",
    "language:en-GB,pt",
    "not-language:en",
    "not-language:en-GB,de",
    "meta:source",
    "not-meta:source=wire",
    "meta:source=wire,blog",
    "language:en and meta:source=wire",
    "not-language:de and not-meta:title",
  };

  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++)
    for (guint j = 0; j < G_N_ELEMENTS (conditions); j++)
      {
        g_autofree char *twice
            = g_strdup_printf ("language ! tokenize when='%s' ! split when='%s'", conditions[i], conditions[j]);
        g_autofree char *needing
            = g_strdup_printf ("language ! tokenize when='%s' ! names when='%s'", conditions[i], conditions[j]);
        gboolean overlap = FALSE, gap = FALSE;

        for (guint k = 0; k < G_N_ELEMENTS (samples); k++)
          {
            gboolean first = runs_for (conditions[i], &samples[k]);
            gboolean second = runs_for (conditions[j], &samples[k]);
            overlap |= first && second;
            gap |= second && !first;
          }

        /* A document that shows it is enough; that there is none among the samples is no proof. */
        g_test_message ("'%s' and '%s'", conditions[i], conditions[j]);
        if (overlap)
          g_assert_cmpuint (count_problems (twice), ==, 1);
        if (gap)
          g_assert_cmpuint (count_problems (needing), ==, 1);
        if (i == j)
          g_assert_cmpuint (count_problems (needing), ==, 0);
      }
}

/* Stages that together run for every document, each for its own. */
static void
test_partitions (void)
{
  static const char *const lines[] = {
    "language ! tokenize when=language:en ! split when=not-language:en ! names",
    "language ! tokenize when=language:en,de-AT ! split when='not-language:en and not-language:de-AT' ! names",
    "tokenize when=meta:source ! split when=not-meta:source ! names",
    "tokenize when=meta:source=wire ! split when='meta:source and not-meta:source=wire' ! tokenize "
    "when=not-meta:source "
    "! names",
    "language ! tokenize when='language:en and meta:source' ! split when='language:en and not-meta:source' ! tokenize "
    "when=not-language:en ! names",
    "language ! tokenize when=not-language:en-GB ! names when=language:en-US,de",
    "language ! tokenize when=meta:source ! names when='meta:source=wire and language:en'",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, lines[i]);
      g_autofree char *explanation = obelus_pipeline_explain (pipeline);
      g_test_message ("%s", explanation);
      g_assert_cmpuint (obelus_pipeline_check (pipeline), ==, 0);
    }
}

/* Only a condition on the language takes the stage that finds it. */
static void
test_what_is_added (void)
{
  static const char *const lines[][2] = {
    { "tokenize when=language:en", "language ! tokenize when=language:en" },
    { "tokenize when='meta:source and not-language:en'",
      "language ! tokenize when=\"meta:source and not-language:en\"" },
    { "tokenize when=meta:source", "tokenize when=meta:source" },
    { "tokenize when='meta:title=\"War and Peace\"'", "tokenize when='meta:title=\"War and Peace\"'" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, lines[i][0]);
      g_autofree char *plan = obelus_pipeline_to_line (pipeline);
      g_assert_cmpuint (obelus_pipeline_check (pipeline), ==, 0);
      g_assert_cmpstr (plan, ==, lines[i][1]);

      g_autoptr (ObelusPipeline) again = obelus_pipeline_new_from_line (registry, plan);
      g_autofree char *same = obelus_pipeline_to_line (again);
      g_assert_cmpstr (same, ==, plan);
    }
}

int
main (int argc, char **argv)
{
  test_registry_init (&argc, &argv);

  g_test_add_func ("/conditions/documents", test_documents);
  g_test_add_func ("/conditions/comparisons", test_comparisons);
  g_test_add_func ("/conditions/partitions", test_partitions);
  g_test_add_func ("/conditions/what-is-added", test_what_is_added);
  return test_registry_run ();
}
