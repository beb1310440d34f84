/* The plugin through a host: what is felt for names, and which words made a score. */
#include "host.h"

#include <math.h>
#include <string.h>

/* Scores names, given as pairs of first and last byte, in a text. */
static ObelusDocument *
process_targets (const char *text, guint32 (*spans)[2], guint n_spans)
{
  g_autoptr (ObelusLayerBuilder) entities = obelus_layer_builder_new ("entity");

  for (guint i = 0; i < n_spans; i++)
    obelus_layer_builder_append (entities, spans[i][0], spans[i][1]);
  return test_process_layer ("sentiment", text, -1, entities);
}

/* The scores of the targets of a pattern in which @ stands for the first name and & for the second. */
static void
score_pattern (const char *pattern, const char *first, const char *second, double *scores, guint n_targets)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint32 spans[8][2];
  guint n = 0, n_found = 0;

  for (const char *at = pattern; *at != '\0'; at++)
    if (*at == '@' || *at == '&')
      {
        spans[n][0] = (guint32) text->len;
        g_string_append (text, *at == '@' ? first : second);
        spans[n++][1] = (guint32) text->len;
      }
    else
      g_string_append_c (text, *at);

  g_autoptr (ObelusDocument) document = process_targets (text->str, spans, n);
  ObelusLayer *layer = obelus_document_get_layer (document, "sentiment");
  gint target = obelus_layer_find_column (layer, "target");
  g_assert_cmpint (target, >=, 0);
  for (guint32 row = 0; row < obelus_layer_get_n_rows (layer); row++)
    if (g_str_equal (get_string (layer, "unit", row), "target"))
      {
        g_assert_cmpuint (obelus_layer_get_references (layer, (guint) target)[row], ==, n_found);
        g_assert_cmpuint (obelus_layer_get_starts (layer)[row], ==, spans[n_found][0]);
        g_assert_cmpuint (obelus_layer_get_ends (layer)[row], ==, spans[n_found][1]);
        scores[n_found++] = get_real (layer, "score", row);
      }
  g_assert_cmpuint (n_found, ==, n);
  g_assert_cmpuint (n_found, ==, n_targets);
}

/* What is said decides, never who is named: names of one word and of many, with words of feeling in them, in other
 * scripts and letter cases give the same scores. */
static void
test_targets_swap (void)
{
  static const char *const patterns[] = {
    "The unions praised @ for a brave and honest decision.",
    "@ betrayed the voters and lied to &.",
    "Critics accuse @ of cruelty, but & called the plan wonderful.",
    "\"A disgrace,\" @ said of &.",
    "It was a good day; @ and & met in the hall.",
    "It is not @ nor & who never won, but nobody said so.",
  };
  static const char *const names[] = {
    "Ann",
    "Grace Hope Loveless",
    "Evil Corp. Ltd",
    "\303\211lo\303\257se de la Tour",
    "IBM",
    "\320\230\320\262\320\260\320\275",
    "x",
    "killer bee 7",
    "Only No But",
  };

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      guint n_targets = strchr (patterns[i], '&') != NULL ? 2 : 1;
      double expected[2], scores[2];
      score_pattern (patterns[i], "Alice Moreau", "Tom Reed", expected, n_targets);
      for (guint k = 0; k < G_N_ELEMENTS (names); k++)
        {
          score_pattern (patterns[i], names[k], names[(k + 3) % G_N_ELEMENTS (names)], scores, n_targets);
          for (guint t = 0; t < n_targets; t++)
            g_assert_cmpfloat (scores[t], ==, expected[t]);
        }
    }
}

static void
test_targets_sides (void)
{
  double scores[2];

  score_pattern ("The unions praised @ for a brave and honest decision.", "Alice Moreau", "", scores, 1);
  g_assert_cmpfloat (scores[0], >, 0.2);
  score_pattern ("@ betrayed his voters and lied about the money.", "Alice Moreau", "", scores, 1);
  g_assert_cmpfloat (scores[0], <, -0.2);
  score_pattern ("@ arrived at the station on Tuesday.", "Alice Moreau", "", scores, 1);
  g_assert_cmpfloat (fabs (scores[0]), <, 0.3);
}

/* Names that overlap, are empty, cover the text or hold no word get a row like any other. */
static void
test_targets_odd (void)
{
  guint32 spans[][2] = { { 0, 26 }, { 0, 5 }, { 2, 2 }, { 5, 6 }, { 6, 13 }, { 24, 26 } };
  g_autoptr (ObelusDocument) document = process_targets ("Angry  people . . shout !!", spans, G_N_ELEMENTS (spans));
  ObelusLayer *layer = obelus_document_get_layer (document, "sentiment");
  guint n_targets = 0;

  for (guint32 row = 0; row < obelus_layer_get_n_rows (layer); row++)
    {
      check_row (layer, row);
      n_targets += g_str_equal (get_string (layer, "unit", row), "target");
    }
  g_assert_cmpuint (n_targets, ==, G_N_ELEMENTS (spans));
}

static void
test_targets_are_left_out (void)
{
  g_autoptr (ObelusLayerBuilder) entities = obelus_layer_builder_new ("entity");

  obelus_layer_builder_append (entities, 0, 3);
  g_autoptr (ObelusDocument) document
      = test_process_layer ("sentiment targets=no", "Ann betrayed his voters.", -1, entities);
  check_rows (document);
}

static void
test_explain_words (void)
{
  g_autoptr (ObelusDocument) document
      = test_process ("sentiment explain=yes", "The staff were wonderful but the soup was not very good.", -1);

  check_evidence (document);
  for (guint32 row = 0; row < 2; row++)
    {
      g_assert_cmpfloat (find_share (document, row, "wonderful"), >, 0.2);
      g_assert_cmpfloat (find_share (document, row, "not very good"), <, -0.1);
      g_assert_cmpfloat (fabs (find_share (document, row, "staff")), <, 0.1);
    }

  /* Without being asked nothing is explained. */
  g_autoptr (ObelusDocument) plain = test_process ("sentiment", "A good day.", -1);
  g_assert_null (obelus_document_get_layer (plain, "obelus.sentiment-evidence"));
}

/* Short texts are explained by words, long ones by sentences, those between by both. */
static void
test_explain_lengths (void)
{
  for (guint n_sentences = 0; n_sentences <= 60; n_sentences += 5)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      for (guint i = 0; i < n_sentences; i++)
        g_string_append (text, i % 3 == 0 ? "The soup was not good. " : "We loved the garden! ");
      g_autoptr (ObelusDocument) document = test_process ("sentiment explain=yes", text->str, (gssize) text->len);
      g_autoptr (ObelusDocument) whole
          = test_process ("sentiment explain=yes sentences=no", text->str, (gssize) text->len);
      check_evidence (document);
      check_evidence (whole);
      if (n_sentences > 0 && n_sentences <= 15)
        g_assert_cmpfloat (find_share (whole, 0, "not good"), <, 0.0);
      if (n_sentences >= 45)
        g_assert_cmpfloat (find_share (whole, 0, "not good"), ==, 0.0);
    }
}

/* A name is no reason for what is felt towards it, nor is any other name; rows are found again in the layer's order
 * when names are longer than sentences. */
static void
test_explain_targets (void)
{
  static const char text[] = "Loveless betrayed his voters. Reed, said Grace, is wonderful. Good. Bad day.";
  guint32 spans[][2] = { { 0, 8 }, { 30, 34 }, { 41, 46 }, { 62, 75 }, { 62, 66 }, { 68, 71 } };
  g_autoptr (ObelusLayerBuilder) entities = obelus_layer_builder_new ("entity");

  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    obelus_layer_builder_append (entities, spans[i][0], spans[i][1]);
  g_autoptr (ObelusDocument) document = test_process_layer ("sentiment explain=yes", text, -1, entities);
  ObelusLayer *layer = obelus_document_get_layer (document, "sentiment");
  check_evidence (document);
  for (guint32 row = 0; row < obelus_layer_get_n_rows (layer); row++)
    if (g_str_equal (get_string (layer, "unit", row), "target"))
      {
        g_assert_cmpfloat (find_share (document, row, "Loveless"), ==, 0.0);
        g_assert_cmpfloat (find_share (document, row, "Reed"), ==, 0.0);
        g_assert_cmpfloat (find_share (document, row, "Grace"), ==, 0.0);
        if (obelus_layer_get_ends (layer)[row] == 8)
          g_assert_cmpfloat (find_share (document, row, "betrayed"), <, -0.1);
        if (obelus_layer_get_ends (layer)[row] == 34)
          g_assert_cmpfloat (find_share (document, row, "wonderful"), >, 0.1);
      }
}

/* What feels nothing has nothing to explain. */
static void
test_explain_nothing (void)
{
  static const char *const texts[] = { "", " ", "12 34", "?!?!", "\351\235\236\345\270\270\345\245\275\343\200\202" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (ObelusDocument) document = test_process ("sentiment explain=yes", texts[i], -1);
      check_evidence (document);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sentiment/targets/swap", test_targets_swap);
  g_test_add_func ("/sentiment/targets/sides", test_targets_sides);
  g_test_add_func ("/sentiment/targets/odd", test_targets_odd);
  g_test_add_func ("/sentiment/targets/left-out", test_targets_are_left_out);
  g_test_add_func ("/sentiment/explain/words", test_explain_words);
  g_test_add_func ("/sentiment/explain/lengths", test_explain_lengths);
  g_test_add_func ("/sentiment/explain/targets", test_explain_targets);
  g_test_add_func ("/sentiment/explain/nothing", test_explain_nothing);

  return g_test_run ();
}
