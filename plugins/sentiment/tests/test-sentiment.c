/* The plugin through a host: scores of the shipped model, the reader of ratings, training and evaluation. */
#include <obelus/obelus.h>

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static ObelusRegistry *registry;

/* Runs a pipeline on a text that has a layer already; @layer may be NULL. */
static ObelusDocument *
process_layer (const char *line, const char *text, gssize length, ObelusLayerBuilder *layer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, line);
  ObelusDocument *document = obelus_document_new ("d", text, length, &error);

  g_assert_no_error (error);
  if (layer != NULL)
    obelus_document_commit (document, layer, &error);
  g_assert_no_error (error);
  obelus_pipeline_prepare (pipeline, &error);
  g_assert_no_error (error);
  obelus_pipeline_process (pipeline, document, NULL, &error);
  g_assert_no_error (error);
  return document;
}

static ObelusDocument *
process (const char *line, const char *text, gssize length)
{
  return process_layer (line, text, length, NULL);
}

static double
get_real (ObelusLayer *layer, const char *column, guint32 row)
{
  gint number = obelus_layer_find_column (layer, column);

  g_assert_cmpint (number, >=, 0);
  return obelus_layer_get_reals (layer, (guint) number)[row];
}

static const char *
get_string (ObelusLayer *layer, const char *column, guint32 row)
{
  gint number = obelus_layer_find_column (layer, column);

  g_assert_cmpint (number, >=, 0);
  return obelus_layer_get_string (layer, (guint) number, row, NULL);
}

/* What holds for every row: a finite score within range, shares that add up. */
static void
check_row (ObelusLayer *layer, guint32 row)
{
  double score = get_real (layer, "score", row), positive = get_real (layer, "positive", row),
         neutral = get_real (layer, "neutral", row), negative = get_real (layer, "negative", row);

  g_assert_true (score >= -1.0 && score <= 1.0);
  g_assert_true (positive >= 0.0 && neutral >= 0.0 && negative >= 0.0);
  g_assert_cmpfloat_with_epsilon (positive + neutral + negative, 1.0, 1e-9);
}

/* What holds for the rows of a text without names: the document first, then sentences, labels that agree with scores.
 */
static void
check_rows (ObelusDocument *document)
{
  ObelusLayer *layer = obelus_document_get_layer (document, "sentiment");
  guint32 length;

  obelus_document_get_text (document, &length);
  g_assert_nonnull (layer);
  g_assert_cmpuint (obelus_layer_get_n_rows (layer), >=, 1);
  g_assert_cmpuint (obelus_layer_get_starts (layer)[0], ==, 0);
  g_assert_cmpuint (obelus_layer_get_ends (layer)[0], ==, length);
  for (guint32 row = 0; row < obelus_layer_get_n_rows (layer); row++)
    {
      double score = get_real (layer, "score", row);
      const char *label = get_string (layer, "label", row);

      check_row (layer, row);
      g_assert_cmpstr (get_string (layer, "unit", row), ==, row == 0 ? "document" : "sentence");
      if (g_str_equal (label, "positive"))
        g_assert_cmpfloat (score, >, 0.0);
      else if (g_str_equal (label, "negative"))
        g_assert_cmpfloat (score, <, 0.0);
      else
        g_assert_cmpstr (label, ==, "neutral");
    }
}

static double
score (const char *text)
{
  g_autoptr (ObelusDocument) document = process ("sentiment", text, -1);

  check_rows (document);
  return get_real (obelus_document_get_layer (document, "sentiment"), "score", 0);
}

static void
test_scores (void)
{
  g_assert_cmpfloat (score ("I love this kettle, it is the best I ever had!"), >, 0.4);
  g_assert_cmpfloat (score ("What an awful, useless kettle. I hate it."), <, -0.4);
  g_assert_cmpfloat (fabs (score ("The meeting takes place on Tuesday in the town hall.")), <, 0.2);
  g_assert_cmpfloat (score ("I do not like this kettle."), <, 0.0);
  g_assert_cmpfloat (score ("The room was dirty but the staff were wonderful."), >,
                     score ("The staff were wonderful but the room was dirty."));
  g_assert_cmpfloat (score ("The walk was good."), <, score ("The walk was really good!!!"));
  g_assert_cmpfloat (score ("so happy today \360\237\230\200"), >, 0.2);
  g_assert_cmpfloat (score ("train cancelled again :("), <, -0.1);
}

/* Scores names, given as pairs of first and last byte, in a text. */
static ObelusDocument *
process_targets (const char *text, guint32 (*spans)[2], guint n_spans)
{
  g_autoptr (ObelusLayerBuilder) entities = obelus_layer_builder_new ("entity");

  for (guint i = 0; i < n_spans; i++)
    obelus_layer_builder_append (entities, spans[i][0], spans[i][1]);
  return process_layer ("sentiment", text, -1, entities);
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

/* Sums the evidence of each row of a document's sentiment: what is found must be the log-odds of its score, and no word
 * may lie outside of the text that is explained. */
static void
check_evidence (ObelusDocument *document)
{
  ObelusLayer *layer = obelus_document_get_layer (document, "sentiment");
  ObelusLayer *evidence = obelus_document_get_layer (document, "obelus.sentiment-evidence");
  guint32 n_rows = obelus_layer_get_n_rows (layer);
  g_autofree double *sums = g_new0 (double, n_rows);

  g_assert_nonnull (evidence);
  gint explains = obelus_layer_find_column (evidence, "explains");
  g_assert_cmpint (explains, >=, 0);
  for (guint32 i = 0; i < obelus_layer_get_n_rows (evidence); i++)
    {
      guint32 row = obelus_layer_get_references (evidence, (guint) explains)[i];
      sums[row] += get_real (evidence, "share", i);
      if (g_str_equal (get_string (layer, "unit", row), "target"))
        continue;
      g_assert_cmpuint (obelus_layer_get_starts (evidence)[i], >=, obelus_layer_get_starts (layer)[row]);
      g_assert_cmpuint (obelus_layer_get_ends (evidence)[i], <=, obelus_layer_get_ends (layer)[row]);
    }
  for (guint32 row = 0; row < n_rows; row++)
    {
      double found = get_real (layer, "score", row);
      if (!g_str_equal (get_string (layer, "unit", row), "target"))
        g_assert_cmpfloat_with_epsilon (tanh (sums[row] / 2.0), found, 1e-4);
      else
        {
          double positive = get_real (layer, "positive", row), negative = get_real (layer, "negative", row);
          double share = (positive + negative) / (1.0 + exp (-sums[row]));
          g_assert_cmpfloat_with_epsilon (share, positive, 1e-4);
        }
    }
}

/* The share of a piece of the text in the score of a row; 0 if nothing is said of it */
static double
find_share (ObelusDocument *document, guint32 explained, const char *piece)
{
  ObelusLayer *evidence = obelus_document_get_layer (document, "obelus.sentiment-evidence");
  gint explains = obelus_layer_find_column (evidence, "explains");
  const char *text = obelus_document_get_text (document, NULL);

  for (guint32 i = 0; i < obelus_layer_get_n_rows (evidence); i++)
    {
      guint32 start = obelus_layer_get_starts (evidence)[i], end = obelus_layer_get_ends (evidence)[i];
      if (obelus_layer_get_references (evidence, (guint) explains)[i] == explained
          && g_str_equal (get_string (evidence, "kind", i), "word") && end - start == strlen (piece)
          && memcmp (text + start, piece, end - start) == 0)
        return get_real (evidence, "share", i);
    }
  return 0.0;
}

static void
test_explain_words (void)
{
  g_autoptr (ObelusDocument) document
      = process ("sentiment explain=yes", "The staff were wonderful but the soup was not very good.", -1);

  check_evidence (document);
  for (guint32 row = 0; row < 2; row++)
    {
      g_assert_cmpfloat (find_share (document, row, "wonderful"), >, 0.2);
      g_assert_cmpfloat (find_share (document, row, "not very good"), <, -0.1);
      g_assert_cmpfloat (fabs (find_share (document, row, "staff")), <, 0.1);
    }

  /* Without being asked nothing is explained. */
  g_autoptr (ObelusDocument) plain = process ("sentiment", "A good day.", -1);
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
      g_autoptr (ObelusDocument) document = process ("sentiment explain=yes", text->str, (gssize) text->len);
      g_autoptr (ObelusDocument) whole = process ("sentiment explain=yes sentences=no", text->str, (gssize) text->len);
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
  g_autoptr (ObelusDocument) document = process_layer ("sentiment explain=yes", text, -1, entities);
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
      g_autoptr (ObelusDocument) document = process ("sentiment explain=yes", texts[i], -1);
      check_evidence (document);
    }
}

/* A pipeline line with a list of one's own in a file of a temporary folder */
typedef struct
{
  char *folder, *path, *line;
} OwnList;

static void
own_list_init (OwnList *list, const char *content, gssize length, const char *options)
{
  g_autoptr (GError) error = NULL;

  list->folder = g_dir_make_tmp ("obelus-XXXXXX", &error);
  g_assert_no_error (error);
  list->path = g_build_filename (list->folder, "own.tsv", NULL);
  g_file_set_contents (list->path, content, length, &error);
  g_assert_no_error (error);
  list->line = g_strdup_printf ("sentiment lexicon='%s' %s", list->path, options);
}

static void
own_list_clear (OwnList *list)
{
  g_unlink (list->path);
  g_rmdir (list->folder);
  g_free (list->folder);
  g_free (list->path);
  g_free (list->line);
}

static double
score_by_list (const OwnList *list, const char *text)
{
  g_autoptr (ObelusDocument) document = process (list->line, text, -1);

  check_rows (document);
  check_evidence (document);
  return get_real (obelus_document_get_layer (document, "sentiment"), "score", 0);
}

static void
test_lexicon (void)
{
  static const char content[] = "\xef\xbb\xbfword\trating\r\n"
                                "# what the workshop says\r\n"
                                "\r\n"
                                "zorby\t0.9\r\n"
                                "Sick \t 0.7\r\n"
                                "piece of cake\t+0.8\r\n"
                                "piece\t-0.4\r\n"
                                "no brainer\t0.6\r\n"
                                "can't complain\t.5\r\n"
                                "\360\237\253\240\t-0.8\r\n"
                                "good\t-1\r\n"
                                "good\t0";
  OwnList list;

  own_list_init (&list, content, -1, "explain=yes");
  g_assert_cmpfloat (score_by_list (&list, "This phone is zorby."), >, 0.3);
  g_assert_cmpfloat (score_by_list (&list, "This phone is not zorby."), <, -0.1);
  g_assert_cmpfloat (score_by_list (&list, "the new record is SICK"), >, 0.2);
  g_assert_cmpfloat (score_by_list (&list, "The exam was a piece of cake."), >, 0.2);
  g_assert_cmpfloat (score_by_list (&list, "The exam was not a piece of cake."), <, -0.1);
  g_assert_cmpfloat (score_by_list (&list, "The exam was a piece of paper."), <, -0.1);
  g_assert_cmpfloat (score_by_list (&list, "It is a no brainer."), >, 0.2);
  g_assert_cmpfloat (score_by_list (&list, "We can\342\200\231t complain."), >, 0.1);
  g_assert_cmpfloat (score_by_list (&list, "here we go \360\237\253\240"), <, -0.2);
  /* Of two lines for a word the last counts. */
  g_assert_cmpfloat (fabs (score_by_list (&list, "That was good.")), <, 0.15);
  g_assert_cmpfloat (score_by_list (&list, "What a wonderful day!"), ==, score ("What a wonderful day!"));

  /* A phrase that begins at the edge of a window, where nothing follows, is looked for within it only. */
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < 3000; i++)
    g_string_append (text, i % 7 == 0 ? "piece of " : "no ");
  score_by_list (&list, text->str);

  g_autoptr (ObelusDocument) document = process (list.line, "It was a piece of cake.", -1);
  g_assert_cmpfloat (find_share (document, 0, "piece of cake"), >, 0.5);
  own_list_clear (&list);
}

/* A name is masked even where the list rates it. */
static void
test_lexicon_names (void)
{
  static const char text[] = "The unions praised Tom Reed for an honest decision.";
  static const char *const lists[] = { "union\t0", "Reed\t-1", "Tom Reed\t-1\ntom\t1" };
  double scores[G_N_ELEMENTS (lists)];

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (ObelusLayerBuilder) entities = obelus_layer_builder_new ("entity");
      OwnList list;
      obelus_layer_builder_append (entities, 19, 27);
      own_list_init (&list, lists[i], -1, "sentences=no");
      g_autoptr (ObelusDocument) document = process_layer (list.line, text, -1, entities);
      ObelusLayer *layer = obelus_document_get_layer (document, "sentiment");
      g_assert_cmpstr (get_string (layer, "unit", 1), ==, "target");
      scores[i] = get_real (layer, "score", 1);
      g_assert_cmpfloat (scores[i], ==, scores[0]);
      own_list_clear (&list);
    }
  g_assert_cmpfloat (scores[0], >, 0.2);
}

static void
test_lexicon_hostile (void)
{
  static const struct
  {
    const char *content;
    gssize length;
    const char *problem; /* NULL if there is nothing wrong */
  } lists[] = {
    { "", 0, NULL },
    { "\n\n#\n# x\n", -1, NULL },
    { "one\t0.1\ntwo", -1, "own.tsv:2: it has 1 column" },
    { "one\t0.1\t2", -1, "own.tsv:1: it has 3 columns" },
    { "one\tmuch", -1, "is no number" },
    { "one\tnan", -1, "is no number" },
    { "one\t1e999", -1, "is no number" },
    { "one\t0.1x", -1, "is no number" },
    { "one\t", -1, "is no number" },
    { "one\t-3.2", -1, "is not from -1 to 1" },
    { "\t0.5", -1, "has no word" },
    { "...\t0.5", -1, "has no word" },
    { "@ann\t0.5", -1, "@names" },
    { "see https://example.org\t0.5", -1, "addresses" },
    { "a b c d e f g h i\t0.5", -1, "longer than 8 words" },
    { "one\0two\t0.5", 11, "control character U+0000" },
    { "caf\xe9\t0.5", -1, "not valid UTF-8" },
    { "\xff\xfeo\0", 4, "is UTF-16" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint skips = 0; skips < 2; skips++)
      {
        g_autoptr (GError) error = NULL;
        OwnList list;
        own_list_init (&list, lists[i].content, lists[i].length, skips ? "bad-lines=skip" : "");
        g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, list.line);
        gboolean is_fine = lists[i].problem == NULL || (skips && strstr (lists[i].problem, "UTF-16") == NULL);

        g_assert_true (obelus_pipeline_prepare (pipeline, &error) == is_fine);
        if (!is_fine && strstr (error->message, lists[i].problem) == NULL)
          g_error ("expected '%s' in: %s", lists[i].problem, error->message);
        own_list_clear (&list);
      }
}

/* Long lines, many words, words that all begin the same */
static void
test_lexicon_large (void)
{
  g_autoptr (GString) content = g_string_new (NULL);
  OwnList list;

  for (guint i = 0; i < 200000; i++)
    g_string_append_printf (content, "not not not x%u\t0.2\n", i);
  for (guint i = 0; i < 1 << 20; i++)
    g_string_append (content, "long ");
  own_list_init (&list, content->str, (gssize) content->len, "bad-lines=skip explain=yes");
  g_string_truncate (content, 0);
  for (guint i = 0; i < 1 << 17; i++)
    g_string_append (content, "not ");
  score_by_list (&list, content->str);
  own_list_clear (&list);
}

/* A small gold set of this project: two broken pieces of the model would show here. */
static void
test_gold (void)
{
  static const struct
  {
    const char *text;
    gint sign;
  } gold[] = {
    { "The soup was delicious and the waiter could not have been kinder.", 1 },
    { "A beautiful, moving film with a brilliant ending.", 1 },
    { "Thank you all so much, this made my week!", 1 },
    { "The new heater works perfectly and was easy to set up.", 1 },
    { "Our guide was friendly, patient and very funny.", 1 },
    { "I am really pleased with how the garden turned out.", 1 },
    { "Great value, I would buy it again.", 1 },
    { "omg best concert everrr <3", 1 },
    { "The volunteers were praised for their courage.", 1 },
    { "No problems at all, it just works.", 1 },
    { "The plot is dull, the jokes are stale and nobody seems to care.", -1 },
    { "The battery died after two days and the shop refused a refund.", -1 },
    { "I am so tired of these stupid delays.", -1 },
    { "The screen is scratched and the sound is terrible.", -1 },
    { "This was a complete waste of money.", -1 },
    { "Never again, the room smelled and the bed was broken.", -1 },
    { "ugh worst morning ever :(", -1 },
    { "The song is boring and far too long.", -1 },
    { "He was rude to everybody and lied about the price.", -1 },
    { "The medicine did not help and made me sick.", -1 },
  };
  guint right = 0;

  for (guint i = 0; i < G_N_ELEMENTS (gold); i++)
    {
      double found = score (gold[i].text);
      if (found * gold[i].sign > 0.0)
        right++;
      else
        g_test_message ("%+.3f for: %s", found, gold[i].text);
    }
  g_assert_cmpuint (right, >=, 18);
}

static void
test_plain_news_is_moderate (void)
{
  static const char story[]
      = "Flood closes the valley road\n\n"
        "Two people died and eleven were injured on Sunday when the river left its banks near the old mill, the county "
        "said. About 300 residents were taken to a school in the next town. The road through the valley will stay "
        "closed "
        "until Thursday, according to a spokeswoman. Engineers are measuring the water level every hour. The railway "
        "runs "
        "every second train. On Monday the council will discuss how the dam is to be repaired and what it will cost. "
        "The "
        "last flood of this kind was in 1987. Farmers were asked to move their cattle to higher ground. The weather "
        "service expects less rain from Tuesday. A telephone line for relatives was opened on Sunday evening.";

  double calm = score (story);
  double hateful
      = score ("I hate them, these disgusting liars are the worst people alive. What a horrible, pathetic mess!");
  g_assert_cmpfloat (calm, >, -0.4);
  g_assert_cmpfloat (calm, <, 0.1);
  g_assert_cmpfloat (hateful, <, calm - 0.2);
}

static void
test_texts_without_words (void)
{
  static const char *const texts[] = { "", " ", "\n\n", "12 34", "...", "?!?!", "\303\227\303\267" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpfloat (fabs (score (texts[i])), <, 0.3);

  /* Scripts that the model knows nothing of are neutral. */
  g_assert_cmpfloat (score ("\320\255\321\202\320\276 \320\277\320\273\320\276\321\205\320\276."), ==, 0.0);
  g_assert_cmpfloat (score ("\351\235\236\345\270\270\345\245\275\343\200\202"), ==, 0.0);
  g_autoptr (ObelusDocument) zeros = process ("sentiment", "good\0bad", 8);
  check_rows (zeros);
}

static void
test_other_language (void)
{
  g_autoptr (ObelusLayerBuilder) languages = obelus_layer_builder_new ("language");
  guint code = obelus_layer_builder_add_column (languages, "code", OBELUS_COLUMN_STRING);

  obelus_layer_builder_set_string (languages, code, obelus_layer_builder_append (languages, 0, 28), "de", -1);
  g_autoptr (ObelusDocument) document = process_layer ("sentiment", "Das ist der Tod und die Not.", -1, languages);
  ObelusLayer *layer = obelus_document_get_layer (document, "sentiment");
  g_assert_cmpfloat (get_real (layer, "score", 0), ==, 0.0);
  g_assert_cmpfloat (get_real (layer, "neutral", 0), ==, 1.0);
}

static void
test_options (void)
{
  g_autoptr (ObelusDocument) strict = process ("sentiment min-positive=1 min-negative=1", "A good day. A bad day.", -1);
  g_autoptr (ObelusDocument) short_form = process ("sentiment sentences=no", "A good day. A bad day.", -1);
  ObelusLayer *layer = obelus_document_get_layer (strict, "sentiment");

  g_assert_cmpuint (obelus_layer_get_n_rows (layer), ==, 3);
  for (guint32 row = 0; row < 3; row++)
    g_assert_cmpstr (get_string (layer, "label", row), ==, "neutral");
  g_assert_cmpuint (obelus_layer_get_n_rows (obelus_document_get_layer (short_form, "sentiment")), ==, 1);
}

/* A domain is another reading of the same score. */
static void
test_domains (void)
{
  static const char text[] = "A good day, said the minister. The police arrested two men, and it was bad.";
  g_autoptr (ObelusDocument) general = process ("sentiment", text, -1);
  ObelusLayer *expected = obelus_document_get_layer (general, "sentiment");

  for (guint i = 0; i < 3; i++)
    {
      static const char *const lines[]
          = { "sentiment domain=news", "sentiment domain=social", "sentiment domain=reviews" };
      g_autoptr (ObelusDocument) document = process (lines[i], text, -1);
      ObelusLayer *layer = obelus_document_get_layer (document, "sentiment");
      gboolean differ = FALSE;

      check_rows (document);
      g_assert_cmpuint (obelus_layer_get_n_rows (layer), ==, obelus_layer_get_n_rows (expected));
      for (guint32 row = 0; row < obelus_layer_get_n_rows (layer); row++)
        {
          g_assert_cmpfloat (get_real (layer, "score", row), ==, get_real (expected, "score", row));
          differ |= get_real (layer, "neutral", row) != get_real (expected, "neutral", row);
        }
      g_assert_true (differ);
    }
}

/* Hostile text costs no more a byte than plain text does, within a generous factor. */
static void
test_hostile_texts (void)
{
  static const char *const parts[]
      = { "not ", "good!!!! ", "aaaa", ":", "n't", "@a", "http://", "\360\237\230\200", "(:", "''''", "not only but " };
  const gsize size = 1 << 20;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (GString) text = g_string_sized_new (size + 16);
      while (text->len < size)
        g_string_append (text, parts[i]);

      gint64 begin = g_get_monotonic_time ();
      g_autoptr (ObelusDocument) document = process ("sentiment explain=yes", text->str, (gssize) text->len);
      double seconds = (g_get_monotonic_time () - begin) / 1e6;
      check_rows (document);
      check_evidence (document);
      if (seconds > 8.0)
        {
          g_test_message ("1 MB of '%s' took %.1f s", parts[i], seconds);
          g_test_fail ();
        }
    }
}

static GPtrArray *
make_sources (const char *text)
{
  GPtrArray *sources = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  g_ptr_array_add (sources, obelus_source_new_for_bytes ("gold.tsv", bytes));
  return sources;
}

static char *
evaluate (const char *reader, const char *text, GError **error)
{
  g_autoptr (GPtrArray) sources = make_sources (text);
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, "sentiment");

  return obelus_runner_evaluate (pipeline, "sentiment", reader, sources, NULL, NULL, NULL, error);
}

static GBytes *
train (const char *line, const char *text, GError **error)
{
  g_autoptr (GPtrArray) sources = make_sources (text);

  return obelus_runner_train (registry, line, "ratings", sources, "{}", NULL, NULL, NULL, error);
}

static void
assert_report (const char *reader, const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *report = evaluate (reader, text, &error);

  g_assert_no_error (error);
  if (strstr (report, expected) == NULL)
    {
      g_test_message ("expected '%s' in: %s", expected, report);
      g_test_fail ();
    }
}

static void
test_ratings (void)
{
  /* id, mean, text */
  assert_report ("ratings", "1\t3.5\tA wonderful, happy day.\n2\t-3.1\tA horrible, sad day.\n3\t0.1\tA day in May.\n",
                 "texts         3\n");
  assert_report ("ratings", "1\t3.5\tA wonderful, happy day.\n2\t-3.1\tA horrible, sad day.\n", "correlation   1.0000");
  /* text, 0 or 1 */
  assert_report ("ratings", "a wonderful happy day\t1\r\na horrible sad day\t0\r\n", "accuracy of the sign  1.0000");
  /* 0, 1, 2 */
  assert_report ("ratings", "2\ta wonderful happy day\n0\ta horrible sad day\n1\tthe table\n", "macro-F1");
  /* a header, words for labels */
  assert_report ("ratings",
                 "label\ttopic\ttext\nPositive\tx\tA wonderful happy day.\nnegative\ty\tA horrible sad day.\n",
                 "accuracy of the sign  1.0000");
  /* a scale of one's own */
  assert_report ("ratings lowest=1 highest=5", "5\tA wonderful happy day.\n1\tA horrible sad day.\n", "correlation");
}

static void
test_bad_ratings (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *report = evaluate ("ratings", "4\tA happy day.\n1\tA sad day.\n", &error);

  g_assert_null (report);
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "lowest="));
}

/* A tiny model learns what its texts say, and learns the same bytes twice. */
static void
test_train (void)
{
  static const char *const good[] = { "glad", "bright", "sweet", "warm" }, *const bad[]
                                                                           = { "grim", "cold", "sour", "dark" };
  static const char *const things[] = { "house", "soup", "song", "garden", "street", "summer", "book", "letter" };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 256; i++)
    {
      gboolean is_good = i % 2 == 0;
      const char *feeling = (is_good ? good : bad)[i / 2 % 4], *thing = things[i / 8 % 8];
      g_string_append_printf (text, "%d\t", is_good);
      switch (i / 64)
        {
        case 0:
          g_string_append_printf (text, "the %s is %s", thing, feeling);
          break;
        case 1:
          g_string_append_printf (text, "what a %s %s", feeling, thing);
          break;
        case 2:
          g_string_append_printf (text, "%s so %s today", thing, feeling);
          break;
        default:
          g_string_append_printf (text, "my %s felt %s", thing, feeling);
        }
      g_string_append_c (text, '\n');
    }

  g_autoptr (GBytes) model = train ("sentiment iterations=30", text->str, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) twin = train ("sentiment iterations=30", text->str, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (model, twin));
}

static void
test_train_needs_texts (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) model = train ("sentiment", "1\tfine\n0\tbad\n", &error);

  g_assert_null (model);
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "at least 100"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  registry = obelus_registry_new (NULL);

  g_test_add_func ("/sentiment/scores", test_scores);
  g_test_add_func ("/sentiment/gold", test_gold);
  g_test_add_func ("/sentiment/targets/swap", test_targets_swap);
  g_test_add_func ("/sentiment/targets/sides", test_targets_sides);
  g_test_add_func ("/sentiment/targets/odd", test_targets_odd);
  g_test_add_func ("/sentiment/explain/words", test_explain_words);
  g_test_add_func ("/sentiment/explain/lengths", test_explain_lengths);
  g_test_add_func ("/sentiment/explain/targets", test_explain_targets);
  g_test_add_func ("/sentiment/explain/nothing", test_explain_nothing);
  g_test_add_func ("/sentiment/lexicon/own", test_lexicon);
  g_test_add_func ("/sentiment/lexicon/names", test_lexicon_names);
  g_test_add_func ("/sentiment/lexicon/hostile", test_lexicon_hostile);
  g_test_add_func ("/sentiment/lexicon/large", test_lexicon_large);
  g_test_add_func ("/sentiment/plain-news", test_plain_news_is_moderate);
  g_test_add_func ("/sentiment/without-words", test_texts_without_words);
  g_test_add_func ("/sentiment/other-language", test_other_language);
  g_test_add_func ("/sentiment/options", test_options);
  g_test_add_func ("/sentiment/domains", test_domains);
  g_test_add_func ("/sentiment/hostile", test_hostile_texts);
  g_test_add_func ("/sentiment/ratings", test_ratings);
  g_test_add_func ("/sentiment/bad-ratings", test_bad_ratings);
  g_test_add_func ("/sentiment/train", test_train);
  g_test_add_func ("/sentiment/train-needs-texts", test_train_needs_texts);

  int result = g_test_run ();
  g_clear_object (&registry);
  return result;
}
