/* The plugin run by the host: rows, options, training and scoring. */
#include "../../../tests/plugin-host.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define STORY                                                                                                        \
  "Ferry line closes after ninety years\n\nBy Ann Lee\n\nHARBOUR TOWN (Herald) -- The last ferry left Harbour Town " \
  "on Sunday "                                                                                                       \
  "evening, ninety years after the line was founded. Hundreds of people stood on the quay to see it go.\n\nThe "     \
  "company said "                                                                                                    \
  "that the new bridge had taken three quarters of its passengers within two years. It will sell both "              \
  "boats.\n\nFishermen "                                                                                             \
  "fear that the island will be cut off when storms close the bridge. \"In January nobody will cross,\" said Bo "    \
  "Grey, who "                                                                                                       \
  "has worked on the boats since 1988. The council promised to look for another operator before winter.\n"

static guint32
count_rows (ObelusDocument *document)
{
  return obelus_layer_get_n_rows (obelus_document_get_layer (document, "summary"));
}

static void
test_lead_is_cleaned (void)
{
  g_autoptr (ObelusDocument) document = test_process ("tokenize ! summarize method=lead sentences=2", STORY, -1);
  g_autofree char *rows = test_show_rows (document, "summary");
  g_assert_cmpstr (rows, ==,
                   "The last ferry left Harbour Town on Sunday evening, ninety years after the line was founded. | "
                   "Hundreds of people stood on the quay to see it go.");
}

/* A heading that is marked as one stays one beside a table, whose rows are more lines than there are sentences. */
static void
test_headings_beside_tables (void)
{
  g_autoptr (ObelusDocument) document
      = test_process ("tokenize ! summarize method=lead sentences=2",
                      "# Quay wall gives way\n\nPart of the wall at Tarn fell on Friday.\n\n"
                      "boat\tdamage\nEllida\thull\nVega\tmast\n",
                      -1);
  g_autofree char *rows = test_show_rows (document, "summary");
  g_assert_true (g_str_has_prefix (rows, "Part of the wall at Tarn fell on Friday."));
}

static void
test_rows_refer_to_their_sentences (void)
{
  g_autoptr (ObelusDocument) document = test_process ("summarize", STORY, -1);
  ObelusLayer *summary = obelus_document_get_layer (document, "summary");
  ObelusLayer *sentences = obelus_document_get_layer (document, "sentence");
  guint32 n = obelus_layer_get_n_rows (summary);
  const guint32 *references
      = obelus_layer_get_references (summary, (guint) obelus_layer_find_column (summary, "sentence"));
  const gint64 *ranks = obelus_layer_get_integers (summary, (guint) obelus_layer_find_column (summary, "rank"));
  gint64 ranks_seen = 0;

  g_assert_cmpuint (n, ==, 3);
  for (guint32 row = 0; row < n; row++)
    {
      g_assert_cmpuint (references[row], <, obelus_layer_get_n_rows (sentences));
      g_assert_cmpuint (obelus_layer_get_starts (summary)[row], >=,
                        obelus_layer_get_starts (sentences)[references[row]]);
      g_assert_cmpuint (obelus_layer_get_ends (summary)[row], <=, obelus_layer_get_ends (sentences)[references[row]]);
      if (row > 0)
        g_assert_cmpuint (references[row], >, references[row - 1]);
      ranks_seen |= 1 << ranks[row];
    }
  g_assert_cmpint (ranks_seen, ==, 1 << 1 | 1 << 2 | 1 << 3);
}

static void
test_the_news_is_in_the_summary (void)
{
  g_autoptr (ObelusDocument) document = test_process ("summarize", STORY, -1);
  g_autofree char *rows = test_show_rows (document, "summary");
  g_assert_nonnull (strstr (rows, "The last ferry left"));
  g_assert_null (strstr (rows, "By Ann Lee"));
  g_assert_null (strstr (rows, "Herald"));
  g_assert_null (strstr (rows, "Ferry line closes"));
}

/* The numbers of the sentences that a summary chooses. */
static char *
show_choice (const char *text)
{
  g_autoptr (ObelusDocument) document = test_process ("summarize sentences=4", text, -1);
  ObelusLayer *summary = obelus_document_get_layer (document, "summary");
  const guint32 *sentences
      = obelus_layer_get_references (summary, (guint) obelus_layer_find_column (summary, "sentence"));
  GString *shown = g_string_new (NULL);

  for (guint32 row = 0; row < obelus_layer_get_n_rows (summary); row++)
    g_string_append_printf (shown, "%u ", sentences[row]);
  return g_string_free (shown, FALSE);
}

/* What a page writes for a mark, and its tags, are no words. */
static void
test_marks_of_pages_are_no_words (void)
{
  g_auto (GStrv) parts = g_strsplit (STORY, "\"", -1);
  g_autofree char *references = g_strjoinv ("&quot;", parts);
  g_auto (GStrv) blocks = g_strsplit (references, "\n\n", -1);
  g_autofree char *page = g_strjoinv ("</p>\n\n<p>", blocks);
  g_autofree char *plain_choice = show_choice (STORY), *page_choice = show_choice (page);

  g_assert_cmpstr (page_choice, ==, plain_choice);
}

static void
test_budgets (void)
{
  g_autoptr (ObelusDocument) one = test_process ("summarize sentences=1", STORY, -1);
  g_assert_cmpuint (count_rows (one), ==, 1);
  g_autoptr (ObelusDocument) words = test_process ("summarize sentences=1 words=60", STORY, -1);
  g_assert_cmpuint (count_rows (words), >, 1);
  g_autoptr (ObelusDocument) all = test_process ("summarize ratio=1", STORY, -1);
  g_assert_cmpuint (count_rows (all), ==, 7);
  g_autoptr (ObelusDocument) least = test_process ("summarize words=1", STORY, -1);
  g_assert_cmpuint (count_rows (least), ==, 1);

  g_autoptr (ObelusDocument) bytes = test_process ("summarize bytes=200", STORY, -1);
  ObelusLayer *rows = obelus_document_get_layer (bytes, "summary");
  guint32 n = obelus_layer_get_n_rows (rows), length = n - 1;
  g_assert_cmpuint (n, >, 1);
  for (guint32 row = 0; row < n; row++)
    length += obelus_layer_get_ends (rows)[row] - obelus_layer_get_starts (rows)[row];
  g_assert_cmpuint (length, <=, 200);
}

static void
test_every_sentence_has_its_reasons (void)
{
  g_autoptr (ObelusDocument) silent = test_process ("summarize", STORY, -1);
  g_assert_null (obelus_document_get_layer (silent, "obelus.summary-reason"));

  g_autoptr (ObelusDocument) document = test_process ("summarize explain=yes query=fishermen", STORY, -1);
  ObelusLayer *summary = obelus_document_get_layer (document, "summary");
  ObelusLayer *reasons = obelus_document_get_layer (document, "obelus.summary-reason");
  guint share = (guint) obelus_layer_find_column (reasons, "share");
  guint reason = (guint) obelus_layer_find_column (reasons, "reason");
  const guint32 *chosen = obelus_layer_get_references (reasons, (guint) obelus_layer_find_column (reasons, "sentence"));
  const guint32 *sentences
      = obelus_layer_get_references (summary, (guint) obelus_layer_find_column (summary, "sentence"));
  guint n_explained = 0, n_asked_for = 0;
  for (guint32 row = 0; row < obelus_layer_get_n_rows (reasons); row++)
    {
      double value = obelus_layer_get_reals (reasons, share)[row];
      gboolean is_first = row == 0 || chosen[row] != chosen[row - 1];
      guint32 first;
      g_assert_cmpuint (obelus_layer_find_starting (summary, obelus_layer_get_starts (reasons)[row],
                                                    obelus_layer_get_ends (reasons)[row], &first),
                        ==, 1);
      g_assert_cmpuint (sentences[first], ==, chosen[row]);
      g_assert_cmpfloat (value, !=, 0.0);
      n_explained += is_first;
      if (!is_first)
        g_assert_cmpfloat (fabs (value), <=, fabs (obelus_layer_get_reals (reasons, share)[row - 1]));
      if (g_str_equal (obelus_layer_get_string (reasons, reason, row, NULL), "query"))
        {
          g_assert_cmpfloat (value, ==, 1.5); /* all of the query */
          n_asked_for++;
        }
    }
  g_assert_cmpuint (n_explained, ==, obelus_layer_get_n_rows (summary));
  g_assert_cmpuint (n_asked_for, ==, 1);
}

static void
test_query (void)
{
  g_autoptr (ObelusDocument) document = test_process ("summarize sentences=1 query='storms and fishermen'", STORY, -1);
  g_autofree char *rows = test_show_rows (document, "summary");
  g_assert_nonnull (strstr (rows, "Fishermen fear"));
}

static void
test_texts_of_any_kind (void)
{
  static const struct
  {
    const char *text;
    gssize length;
    guint32 n_rows;
  } cases[] = {
    { "", 0, 0 },
    { " \n\n ", 4, 0 },
    { "!!! ??? ...", -1, 0 },
    { "Stop.", -1, 1 },
    { "Only a title", -1, 1 },
    { "a\0b", 3, 1 },
    { "\xe2\x80\x9c", -1, 0 },
    { "By Ann Lee", -1, 1 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ObelusDocument) document = test_process ("summarize", cases[i].text, cases[i].length);
      g_assert_cmpuint (count_rows (document), ==, cases[i].n_rows);
    }
}

/* A refrain by the thousand is said once. */
static void
test_repeated_sentences_are_said_once (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < 3000; i++)
    g_string_append (text, i % 2 == 0 ? "The bell rang over the water. " : "Nobody came to the door. ");
  g_autoptr (ObelusDocument) document = test_process ("summarize sentences=10", text->str, (gssize) text->len);
  g_assert_cmpuint (count_rows (document), ==, 2);
}

/* Training and scoring through the host, on records made here */

static GPtrArray *
make_records (void)
{
  static const char *const others[]
      = { "The weather stayed mild for most of the week.", "Shops along the quay opened as usual.",
          "A dog slept under the bench near the gate.", "Two gardeners were trimming the long hedge." };
  GString *lines = g_string_new (NULL);
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *news
          = g_strdup_printf ("Exactly %u boats reached harbour number %u before noon.", 10 + i, i % 7);
      g_string_append (lines, "{\"text\": \"");
      for (guint k = 0; k < 4; k++)
        g_string_append_printf (lines, "%s %s", others[(i + k) % 4], k == i % 4 ? news : "");
      g_string_append_printf (lines, "\", \"summary\": \"%s\"}\n", news);
    }
  GPtrArray *sources = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (sources, obelus_source_new_for_bytes ("lessons.jsonl", g_string_free_to_bytes (lines)));
  return sources;
}

static GBytes *
train (ObelusRegistry *registry)
{
  g_autoptr (GPtrArray) sources = make_records ();
  g_autoptr (GError) error = NULL;
  GBytes *model = obelus_runner_train (registry, "summarize trees=30 leaf-rows=5", "jsonl", sources, "{}", NULL, NULL,
                                       NULL, &error);
  g_assert_no_error (error);
  return model;
}

/* The figure of one column in a line of the report. */
static double
read_figure (const char *report, const char *line)
{
  const char *place = strstr (report, line);
  g_assert_nonnull (place);
  return g_ascii_strtod (place + strlen (line), NULL);
}

static void
test_trains_and_scores (void)
{
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);
  g_autoptr (GBytes) model = train (registry);
  g_autoptr (GBytes) again = train (registry);
  g_autoptr (GError) error = NULL;
  g_assert_true (g_bytes_equal (model, again));

  g_autofree char *folder = g_dir_make_tmp ("obelus-XXXXXX", &error);
  g_assert_no_error (error);
  g_autofree char *path = g_build_filename (folder, "lessons.obm", NULL);
  gsize length;
  gconstpointer data = g_bytes_get_data (model, &length);
  g_file_set_contents (path, data, (gssize) length, &error);
  g_assert_no_error (error);

  g_autofree char *line = g_strdup_printf ("summarize sentences=1 model='%s'", path);
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, line);
  g_autoptr (GPtrArray) sources = make_records ();
  g_autofree char *report = obelus_runner_evaluate (pipeline, "summaries", "jsonl", sources, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (read_figure (report, "\nsummary"), ==, 100.0);
  g_assert_cmpfloat (read_figure (report, "\nlead, cleaned"), <, 50.0);
  g_assert_cmpfloat (read_figure (report, "\ndocuments"), ==, 60.0);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_several_references (void)
{
  static const struct
  {
    const char *evaluator;
    double score;
  } cases[] = { { "summaries", 100.0 }, { "summaries references=best", 100.0 }, { "summaries references=mean", 50.0 } };
  static const char record[] = "{\"text\": \"The boat left. It rained.\", \"summary1\": \"Nobody saw anything\", "
                               "\"summary2\": \"The boat left.\"}\n";
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, "summarize method=lead sentences=1");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr (GBytes) bytes = g_bytes_new_static (record, sizeof record - 1);
      g_autoptr (GError) error = NULL;
      g_ptr_array_add (sources, obelus_source_new_for_bytes ("two.jsonl", bytes));
      g_autofree char *report
          = obelus_runner_evaluate (pipeline, cases[i].evaluator, "jsonl", sources, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpfloat (read_figure (report, "\nsummary"), ==, cases[i].score);
    }
}

static void
test_a_text_without_reference_is_told (void)
{
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, "summarize method=lead");
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) record = g_bytes_new_static ("{\"text\": \"One. Two.\"}\n", 22);
  g_autoptr (GError) error = NULL;
  g_ptr_array_add (sources, obelus_source_new_for_bytes ("plain.jsonl", record));
  char *report = obelus_runner_evaluate (pipeline, "summaries", "jsonl", sources, NULL, NULL, NULL, &error);
  g_assert_null (report);
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_INPUT);
  g_assert_nonnull (strstr (error->message, "'summary'"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/summarize/lead-is-cleaned", test_lead_is_cleaned);
  g_test_add_func ("/summarize/rows-refer-to-their-sentences", test_rows_refer_to_their_sentences);
  g_test_add_func ("/summarize/the-news-is-in-the-summary", test_the_news_is_in_the_summary);
  g_test_add_func ("/summarize/marks-of-pages", test_marks_of_pages_are_no_words);
  g_test_add_func ("/summarize/budgets", test_budgets);
  g_test_add_func ("/summarize/query", test_query);
  g_test_add_func ("/summarize/every-sentence-has-its-reasons", test_every_sentence_has_its_reasons);
  g_test_add_func ("/summarize/headings-beside-tables", test_headings_beside_tables);
  g_test_add_func ("/summarize/texts-of-any-kind", test_texts_of_any_kind);
  g_test_add_func ("/summarize/repeated-sentences-are-said-once", test_repeated_sentences_are_said_once);
  g_test_add_func ("/summarize/trains-and-scores", test_trains_and_scores);
  g_test_add_func ("/summarize/several-references", test_several_references);
  g_test_add_func ("/summarize/a-text-without-reference-is-told", test_a_text_without_reference_is_told);
  return g_test_run ();
}
