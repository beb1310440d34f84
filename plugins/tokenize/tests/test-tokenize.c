/* The processor and its evaluator as plugins, run by the host. */
#include "../../../tests/plugin-host.h"

#include <glib/gstdio.h>
#include <string.h>

static void
assert_rows (ObelusDocument *document, const char *layer, const char *expected)
{
  g_autofree char *shown = test_show_rows (document, layer);

  g_assert_cmpstr (shown, ==, expected);
}

static void
test_layers (void)
{
  g_autoptr (ObelusDocument) document = test_process ("tokenize", "Port news\n\nWe can't go. Anna's here.", -1);

  assert_rows (document, "paragraph", "Port news | We can't go. Anna's here.");
  assert_rows (document, "sentence", "Port news | We can't go. | Anna's here.");
  assert_rows (document, "token", "Port | news | We | ca | n't | go | . | Anna | 's | here | .");
  assert_rows (document, "multiword", "can't | Anna's");

  ObelusLayer *paragraphs = obelus_document_get_layer (document, "paragraph");
  guint kind = (guint) obelus_layer_find_column (paragraphs, "kind");
  g_assert_cmpstr (obelus_layer_get_string (paragraphs, kind, 0, NULL), ==, "title");
  g_assert_false (obelus_layer_has_value (paragraphs, kind, 1));
}

static void
test_texts_without_tokens (void)
{
  g_autoptr (ObelusDocument) empty = test_process ("tokenize", "", 0);
  g_autoptr (ObelusDocument) blank = test_process ("tokenize", " \n\n\t ", -1);

  assert_rows (empty, "token", "");
  assert_rows (empty, "multiword", "none");
  assert_rows (blank, "sentence", "");
}

static void
test_zero_bytes (void)
{
  g_autoptr (ObelusDocument) document = test_process ("tokenize", "a\0b c", 5);

  g_assert_cmpuint (obelus_layer_get_n_rows (obelus_document_get_layer (document, "token")), ==, 4);
}

static void
test_paragraphs_option (void)
{
  const char *text = "We met at the port in the\nmorning. It rained\nAll day.\n\nThen not.";
  g_autoptr (ObelusDocument) by_line = test_process ("tokenize paragraphs=line", text, -1);
  g_autoptr (ObelusDocument) by_blank = test_process ("tokenize paragraphs=blank", text, -1);

  g_assert_cmpuint (obelus_layer_get_n_rows (obelus_document_get_layer (by_line, "paragraph")), ==, 4);
  g_assert_cmpuint (obelus_layer_get_n_rows (obelus_document_get_layer (by_blank, "paragraph")), ==, 2);
}

/* Each case is its text with `|` where sentences begin. */
static void
assert_sentences (const char *line, const char *const *cases, gsize n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_auto (GStrv) parts = g_strsplit (cases[i], "|", -1);
      g_autofree char *text = g_strjoinv ("", parts);
      g_autoptr (ObelusDocument) document = test_process (line, text, -1);
      ObelusLayer *sentences = obelus_document_get_layer (document, "sentence");
      g_autoptr (GString) shown = g_string_new (text);

      for (guint32 row = obelus_layer_get_n_rows (sentences); row-- > 1;)
        g_string_insert_c (shown, obelus_layer_get_starts (sentences)[row], '|');
      g_assert_cmpstr (shown->str, ==, cases[i]);
    }
}

/* What edited prose has must come out right by rules and by the model alike. */
static void
test_sentences_of_news (void)
{
  static const char *const cases[] = {
    "LISBON, Nov. 3 (Agency) — Ministers from 27 states met on Tuesday to talk about ports. |They left without a word.",
    "(CNA) -- The mayor of Porto said he would not resign. |His party was silent.",
    "\"We have waited for this,\" said Dr. A. B. Moreno, who heads the institute. |\"It isn't perfect.\" |He smiled.",
    "The U.S. delegation, led by Mr. J. P. Hart Jr., left at 7:30 p.m. on Friday. |It had no comment.",
    "Shares of Calder Inc. fell 3.5% to $1,200.50. |However, Acme Corp. rose.",
    "\"Why now?\" Moreno asked. |The room was quiet.",
    "The talks, which began in Jan. 2019, have cost €4.5bn so far. |Nobody knows who will pay.",
    "Is that all? |Yes, it is. |We can go home now!",
    "The report (which was never printed) is 300 pages long. |Few have read it.",
  };

  assert_sentences ("tokenize", cases, G_N_ELEMENTS (cases));
  assert_sentences ("tokenize sentences=rules", cases, G_N_ELEMENTS (cases));
}

static void
test_sentences_of_other_scripts (void)
{
  static const char *const cases[] = {
    "Москва — столица России. |В 2020 г. здесь жили 12 млн. человек. |Кто там?",
    "東京は日本の首都です。|人口は約1400万人です！",
    "यह बड़ा है। |वह छोटा है।",
  };

  assert_sentences ("tokenize", cases, G_N_ELEMENTS (cases));
}

/* What the rules cannot see and the model can. */
static void
test_sentences_of_the_web (void)
{
  static const char *const by_rules[] = { "i love this place. they have the best food. will come back!" };
  static const char *const cases[] = {
    "i love this place. |they have the best food. |will come back!",
    "thanks for your note. |i will call you tomorrow. |is ten ok for you? |let me know.",
  };

  assert_sentences ("tokenize", cases, G_N_ELEMENTS (cases));
  assert_sentences ("tokenize sentences=rules", by_rules, G_N_ELEMENTS (by_rules));
}

static void
test_trainer (void)
{
  g_autoptr (GString) conllu = g_string_new (NULL);
  for (guint i = 0; i < 30; i++)
    g_string_append (conllu, "# newpar\n"
                             "1\tone\t_\t_\t_\t_\t_\t_\t_\t_\n"
                             "2\t;\t_\t_\t_\t_\t_\t_\t_\t_\n\n"
                             "1\ttwo\t_\t_\t_\t_\t_\t_\t_\t_\n"
                             "2\t.\t_\t_\t_\t_\t_\t_\t_\t_\n"
                             "3\tThree\t_\t_\t_\t_\t_\t_\t_\t_\n\n");
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);
  GBytes *models[2] = { NULL, NULL };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr (GBytes) bytes = g_bytes_new (conllu->str, conllu->len);
      g_ptr_array_add (sources, obelus_source_new_for_bytes ("gold.conllu", bytes));
      models[i] = obelus_runner_train (registry, "tokenize", "conllu", sources, NULL, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
    }
  g_assert_true (g_bytes_equal (models[0], models[1]));

  /* The model has learned what the rules would never do. */
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "obelus-test-tokenize.obm", NULL);
  g_assert_true (
      g_file_set_contents (path, g_bytes_get_data (models[0], NULL), (gssize) g_bytes_get_size (models[0]), &error));
  g_autofree char *line = g_strdup_printf ("tokenize model=\"%s\"", path);
  const char *const cases[] = { "one ; |two . Three" };
  assert_sentences (line, cases, 1);
  g_unlink (path);
  g_bytes_unref (models[0]);
  g_bytes_unref (models[1]);
}

static char *
evaluate (const char *conllu)
{
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new (registry);
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) bytes = g_bytes_new_static (conllu, strlen (conllu));
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (sources, obelus_source_new_for_bytes ("gold.conllu", bytes));
  char *report = obelus_runner_evaluate (pipeline, "tokens", "conllu", sources, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  return report;
}

static void
assert_report (const char *report, const char *name, const char *precision, const char *recall, const char *f1)
{
  g_auto (GStrv) lines = g_strsplit (report, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], name))
      {
        g_autofree char *expected = g_strdup_printf ("%-10s %9s %9s %9s", name, precision, recall, f1);
        g_assert_true (g_str_has_prefix (lines[i], expected));
        return;
      }
  g_error ("the report has no line '%s': %s", name, report);
}

/* Worked out by hand after the definition of the shared task. */
static void
test_scores (void)
{
  /* All as the rules divide it. */
  g_autofree char *right = evaluate ("1-2\tcannot\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
                                     "1\tcan\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                     "2\tnot\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                     "3\t.\t_\t_\t_\t_\t_\t_\t_\t_\n\n");
  assert_report (right, "Tokens", "100.00", "100.00", "100.00");
  assert_report (right, "Sentences", "100.00", "100.00", "100.00");
  assert_report (right, "Words", "100.00", "100.00", "100.00");

  /* The rules say `I do|n't know . It is late .` in two sentences: 8 tokens, 9 words. The gold division has one
   * sentence, the words `do` and `not` on `don't`, and `late.` in one piece: 7 tokens, 8 words. Right are the 6 tokens
   * but `late` and `.`; of the words `I do know . It is`. */
  g_autofree char *partly = evaluate ("1\tI\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                      "2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                      "2\tdo\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                      "3\tnot\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                      "4\tknow\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
                                      "5\t.\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                      "6\tIt\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                      "7\tis\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                      "8\tlate.\t_\t_\t_\t_\t_\t_\t_\t_\n\n");
  assert_report (partly, "Tokens", "75.00", "85.71", "80.00");
  assert_report (partly, "Sentences", "0.00", "0.00", "0.00");
  assert_report (partly, "Words", "66.67", "75.00", "70.59");
}

static void
test_unicode (void)
{
  g_autoptr (ObelusDocument) document
      = test_process ("tokenize rules=unicode", "  We can't, at 3.5%. \n\nДа (он)! 한국어 ab.\u0628c. ", -1);

  assert_rows (document, "token", "We | can't | , | at | 3.5 | % | . | Да | ( | он | ) | ! | 한국어 | ab.\u0628c | .");
  assert_rows (document, "sentence", "We can't, at 3.5%. | Да (он)! | 한국어 ab.\u0628c.");
  assert_rows (document, "multiword", "none");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tokenize/unicode", test_unicode);
  g_test_add_func ("/tokenize/layers", test_layers);
  g_test_add_func ("/tokenize/texts-without-tokens", test_texts_without_tokens);
  g_test_add_func ("/tokenize/zero-bytes", test_zero_bytes);
  g_test_add_func ("/tokenize/paragraphs-option", test_paragraphs_option);
  g_test_add_func ("/tokenize/sentences-of-news", test_sentences_of_news);
  g_test_add_func ("/tokenize/sentences-of-other-scripts", test_sentences_of_other_scripts);
  g_test_add_func ("/tokenize/sentences-of-the-web", test_sentences_of_the_web);
  g_test_add_func ("/tokenize/trainer", test_trainer);
  g_test_add_func ("/tokenize/scores", test_scores);

  return g_test_run ();
}
