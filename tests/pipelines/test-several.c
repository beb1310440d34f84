/* Several stages for one layer: the same processor more than once, taggers that revise what others found, and ranks. */
#include "../test-registry.h"

#include <string.h>

/* `PER:Ada Lovelace`, then `>` and the number of the name for each mention. */
static char *
show_names (ObelusDocument *document)
{
  const char *text = obelus_document_get_text (document, NULL);
  ObelusLayer *names = obelus_document_get_layer (document, "entity");
  ObelusLayer *mentions = obelus_document_get_layer (document, "mention");
  GString *shown = g_string_new (NULL);

  for (guint32 i = 0; names != NULL && i < obelus_layer_get_n_rows (names); i++)
    {
      gsize length;
      const char *label
          = obelus_layer_get_string (names, (guint) obelus_layer_find_column (names, "label"), i, &length);
      guint32 start = obelus_layer_get_starts (names)[i], end = obelus_layer_get_ends (names)[i];
      g_string_append_printf (shown, "%s%.*s:%.*s", i == 0 ? "" : " ", (int) length, label, (int) (end - start),
                              text + start);
    }
  for (guint32 i = 0; mentions != NULL && i < obelus_layer_get_n_rows (mentions); i++)
    g_string_append_printf (
        shown, " >%u",
        obelus_layer_get_references (mentions, (guint) obelus_layer_find_column (mentions, "entity"))[i]);

  return g_string_free (shown, FALSE);
}

static void
check_names (ObelusPipeline *pipeline, const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusDocument) document = obelus_document_new ("d", text, -1, &error);
  g_assert_no_error (error);

  obelus_pipeline_process (pipeline, document, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *names = show_names (document);
  g_assert_cmpstr (names, ==, expected);
}

static void
test_revisions (void)
{
  static const char text[] = "en: Dr Ada met Bob at Yale";
  static const struct
  {
    const char *line;
    const char *names;
  } cases[] = {
    { "names letters=AB", "MISC:Ada MISC:Bob" },
    /* The same processor twice: the second keeps what the first found. */
    { "names letters=A label=PER ! names letters=ABY label=ORG", "PER:Ada ORG:Bob ORG:Yale" },
    { "names letters=Y label=ORG ! names letters=AB label=PER", "PER:Ada PER:Bob ORG:Yale" },
    { "names letters=A label=A ! names letters=B label=B ! names letters=Y label=Y", "A:Ada B:Bob Y:Yale" },
    /* One that only revises, before and behind others. */
    { "names letters=A label=PER ! titles", "PER:Dr Ada" },
    { "names letters=A label=PER ! titles ! names letters=DY label=ORG", "PER:Dr Ada ORG:Yale" },
    { "names letters=A label=PER ! names letters=BD label=ORG ! titles", "PER:Dr Ada ORG:Dr ORG:Bob" },
    { "titles", "MISC:Dr Ada MISC:Dr MISC:Bob MISC:Yale" }, /* a tagger is added for it */
    /* References follow: the names before which others were put have other numbers now. */
    { "names letters=BY ! mentions", "MISC:Bob MISC:Yale >0 >1" },
    { "names letters=BY ! mentions ! names letters=A", "MISC:Ada MISC:Bob MISC:Yale >1 >2" },
    { "names letters=Y ! mentions ! names letters=B ! names letters=A ! titles", "MISC:Dr Ada MISC:Bob MISC:Yale >2" },
    /* A revision for some documents only. */
    { "language ! names letters=B ! names letters=A when=language:en ! names letters=Y when=not-language:en",
      "MISC:Ada MISC:Bob" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, cases[i].line);
      g_test_message ("%s", cases[i].line);
      check_names (pipeline, text, cases[i].names);
    }
}

/* A file gives both a name, and each its options. */
static void
test_twice_in_a_file (void)
{
  static const char data[] = "[Pipeline]\n"
                             "Stages = language; people; places; german\n"
                             "[Stage people]\n"
                             "Use = names\n"
                             "letters = AB\n"
                             "label = PER\n"
                             "# everywhere but in German, where nouns are capitalised\n"
                             "[Stage places]\n"
                             "Use = names\n"
                             "letters = CDEFGHIJKLMNOPQRSTUVWXYZ\n"
                             "label = LOC\n"
                             "when = not-language:de\n"
                             "[Stage german]\n"
                             "Use = names\n"
                             "letters = Y\n"
                             "label = LOC\n"
                             "when = language:de\n";
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_data (registry, "n.pipeline", data, -1);

  g_assert_cmpuint (obelus_pipeline_check (pipeline), ==, 0);
  check_names (pipeline, "en: Ada in Wien", "PER:Ada LOC:Wien");
  check_names (pipeline, "de: Ada und Wein in Yale", "PER:Ada LOC:Yale");
  check_names (pipeline, "Ada in Wien", "PER:Ada LOC:Wien");

  g_autofree char *explanation = obelus_pipeline_explain (pipeline);
  g_assert_cmpstr (explanation, ==,
                   "5 stages, 1 of them added\n"
                   "\n"
                   "  1  language  named on line 2\n"
                   "               makes language, language.code\n"
                   "  2  tokenize  added: stage 'people' needs sentence\n"
                   "               makes sentence, token\n"
                   "               rather than mood (plugin workshop, rank 0) or split (plugin workshop, rank -5); its "
                   "own rank is 0\n"
                   "  3  people    named on line 2, runs names, letters=AB label=PER\n"
                   "               reads sentence, token from tokenize\n"
                   "               makes entity, entity.label\n"
                   "  4  places    named on line 2, runs names, letters=CDEFGHIJKLMNOPQRSTUVWXYZ label=LOC, "
                   "when=not-language:de\n"
                   "               reads sentence, token from tokenize; entity, entity.label from people\n"
                   "               revises entity, entity.label\n"
                   "  5  german    named on line 2, runs names, letters=Y label=LOC, when=language:de\n"
                   "               reads sentence, token from tokenize; entity, entity.label from people\n"
                   "               revises entity, entity.label\n");
}

/* Whoever reads the layer reads what the last one made of it; a stage between sees what was there before it. */
static void
test_statistics_are_a_stage_s_own (void)
{
  g_autoptr (ObelusPipeline) pipeline
      = obelus_pipeline_new_from_line (registry, "names letters=A ! names letters=B when=meta:more");
  ObelusStageStatistics first, second;

  check_names (pipeline, "Ada Bob", "MISC:Ada");
  check_names (pipeline, "Ada Bob", "MISC:Ada");
  g_assert_cmpuint (obelus_pipeline_get_n_stages (pipeline), ==, 3);
  g_assert_cmpstr (obelus_pipeline_get_stage_name (pipeline, 1), ==, "names");
  g_assert_cmpstr (obelus_pipeline_get_stage_name (pipeline, 2), ==, "names-2");
  obelus_pipeline_get_statistics (pipeline, 1, &first);
  obelus_pipeline_get_statistics (pipeline, 2, &second);
  g_assert_cmpuint (first.documents, ==, 2);
  g_assert_cmpuint (second.documents, ==, 0);
}

/* A stage that revises is not planned twice for whoever wants its layer. */
static void
test_wanted_layers (void)
{
  static const char *const cases[][2] = {
    { "", "tokenize ! names" },
    { "names letters=A", "tokenize ! names letters=A" },
    { "names letters=A ! names letters=B", "tokenize ! names letters=A ! names letters=B" },
    { "names ! titles", "tokenize ! names ! titles" },
    { "titles ! titles", "tokenize ! names ! titles ! titles" },
    { "summarize", "tokenize ! names ! summarize" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, cases[i][0]);
      obelus_pipeline_require (pipeline, "entity?", "the test", TRUE);
      g_autofree char *plan = obelus_pipeline_to_line (pipeline);
      g_assert_cmpuint (obelus_pipeline_check (pipeline), ==, 0);
      g_assert_cmpstr (plan, ==, cases[i][1]);
    }
}

/* The highest rank is taken where nobody was named; whoever was named is taken whatever its rank is. */
static void
test_ranks (void)
{
  g_autoptr (ObelusPipeline) added = obelus_pipeline_new_from_line (registry, "names");
  g_autoptr (ObelusPipeline) named = obelus_pipeline_new_from_line (registry, "split ! names");
  g_autofree char *added_plan = obelus_pipeline_to_line (added);
  g_autofree char *named_plan = obelus_pipeline_to_line (named);
  g_autofree char *explanation = obelus_pipeline_explain (named);

  g_assert_cmpstr (added_plan, ==, "tokenize ! names");
  g_assert_cmpstr (named_plan, ==, "split ! names");
  g_assert_null (strstr (explanation, "rather than"));
}

int
main (int argc, char **argv)
{
  test_registry_init (&argc, &argv);

  g_test_add_func ("/several/revisions", test_revisions);
  g_test_add_func ("/several/twice-in-a-file", test_twice_in_a_file);
  g_test_add_func ("/several/statistics", test_statistics_are_a_stage_s_own);
  g_test_add_func ("/several/wanted-layers", test_wanted_layers);
  g_test_add_func ("/several/ranks", test_ranks);
  return test_registry_run ();
}
