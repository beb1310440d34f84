/* The plugin through a host: scores of the shipped model, the reader of ratings, training and evaluation. */
#include "../../../tests/cpu-time.h"
#include "host.h"

#include <math.h>
#include <string.h>

static ObelusRegistry *registry;

static void
test_scores (void)
{
  g_assert_cmpfloat (score ("I love this kettle, it is the best I ever had!"), >, 0.4);
  g_assert_cmpfloat (score ("What an awful, useless kettle. I hate it."), <, -0.4);
  g_assert_cmpfloat (fabs (score ("The meeting takes place on Tuesday in the town hall.")), <, 0.2);
  g_assert_cmpfloat (score ("I do not like this kettle."), <, 0.0);
  g_assert_cmpfloat (score ("The room was dirty but the staff were wonderful."), >,
                     score ("The staff were wonderful but the room was dirty."));
  g_assert_cmpfloat (score ("The walk was good."), <, score ("The walk was really good."));
  g_assert_cmpfloat (score ("The walk was good."), <, score ("The walk was good!!!"));
  g_assert_cmpfloat (score ("so happy today"), <, score ("so happy today \360\237\230\200"));
  g_assert_cmpfloat (score ("train cancelled again"), >, score ("train cancelled again :("));
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

/* What is said by more than one word, or by none */
static void
test_idioms_and_emoji (void)
{
  static const struct
  {
    const char *better, *worse;
  } pairs[] = {
    { "I can't recommend this hotel enough.", "I can't recommend this hotel." },
    { "The garden is to die for.", "The garden is dying." },
    { "You can't go wrong with these boots.", "These boots are wrong." },
    { "The talk was anything but boring.", "The talk was boring." },
    { "It could have been worse.", "It was worse." },
    { "The part works like a charm.", "The part leaves a lot to be desired." },
    { "\360\237\221\215", "\360\237\221\216" },                       /* thumbs up, down */
    { "home again \360\237\245\260", "home again \360\237\230\241" }, /* hearts, an angry face */
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (score (pairs[i].better) < score (pairs[i].worse) + 0.2)
      g_error ("%.3f for '%s', %.3f for '%s'", score (pairs[i].better), pairs[i].better, score (pairs[i].worse),
               pairs[i].worse);
  g_assert_cmpfloat (score ("\360\237\221\215\360\237\217\275"), >, 0.1); /* of any skin */
}

/* Less of what is bad is good. */
static void
test_less_of_it (void)
{
  static const struct
  {
    const char *better, *worse;
  } pairs[] = {
    { "Crime dropped last year.", "Crime rose last year." },
    { "The pills eased the pain.", "The pills caused the pain." },
    { "The dike prevented a disaster.", "The dike caused a disaster." },
    { "There were fewer complaints.", "There were more complaints." },
    { "My new room is less noisy.", "My new room is more noisy." },
    { "The new bike is more comfortable.", "The new bike is less comfortable." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (score (pairs[i].better) < score (pairs[i].worse) + 0.1)
      g_error ("%.3f for '%s', %.3f for '%s'", score (pairs[i].better), pairs[i].better, score (pairs[i].worse),
               pairs[i].worse);
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
    g_assert_cmpfloat (score (texts[i]), ==, 0.0);

  /* Scripts that the model knows nothing of are neutral. */
  g_assert_cmpfloat (score ("\320\255\321\202\320\276 \320\277\320\273\320\276\321\205\320\276."), ==, 0.0);
  g_assert_cmpfloat (score ("\351\235\236\345\270\270\345\245\275\343\200\202"), ==, 0.0);
  g_autoptr (ObelusDocument) zeros = test_process ("sentiment", "good\0bad", 8);
  check_rows (zeros);
}

static void
test_other_language (void)
{
  g_autoptr (ObelusLayerBuilder) languages = obelus_layer_builder_new ("language");
  guint code = obelus_layer_builder_add_column (languages, "code", OBELUS_COLUMN_STRING);

  obelus_layer_builder_set_string (languages, code, obelus_layer_builder_append (languages, 0, 28), "de", -1);
  g_autoptr (ObelusDocument) document = test_process_layer ("sentiment", "Das ist der Tod und die Not.", -1, languages);
  ObelusLayer *layer = obelus_document_get_layer (document, "sentiment");
  g_assert_cmpfloat (get_real (layer, "score", 0), ==, 0.0);
  g_assert_cmpfloat (get_real (layer, "neutral", 0), ==, 1.0);
}

static void
test_options (void)
{
  static const char text[] = "A good day. A bad day.";
  g_autoptr (ObelusDocument) usual = test_process ("sentiment", text, -1);
  g_autoptr (ObelusDocument) strict = test_process ("sentiment min-positive=1 min-negative=1", text, -1);
  g_autoptr (ObelusDocument) short_form = test_process ("sentiment sentences=no", text, -1);
  ObelusLayer *layer = obelus_document_get_layer (usual, "sentiment");

  g_assert_cmpuint (obelus_layer_get_n_rows (layer), ==, 3);
  g_assert_cmpstr (get_string (layer, "label", 1), ==, "positive");
  g_assert_cmpstr (get_string (layer, "label", 2), ==, "negative");
  layer = obelus_document_get_layer (strict, "sentiment");
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
  g_autoptr (ObelusDocument) general = test_process ("sentiment", text, -1);
  ObelusLayer *expected = obelus_document_get_layer (general, "sentiment");

  for (guint i = 0; i < 3; i++)
    {
      static const char *const lines[]
          = { "sentiment domain=news", "sentiment domain=social", "sentiment domain=reviews" };
      g_autoptr (ObelusDocument) document = test_process (lines[i], text, -1);
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

/* The CPU seconds that a text of one part, again and again, takes; its rows are checked as well. */
static double
measure_part (const char *part, gsize size)
{
  g_autoptr (GString) text = g_string_sized_new (size + 16);
  while (text->len < size)
    g_string_append (text, part);

  double begun = test_get_cpu_seconds ();
  g_autoptr (ObelusDocument) document = test_process ("sentiment explain=yes", text->str, (gssize) text->len);
  double seconds = test_get_cpu_seconds () - begun;
  check_rows (document);
  check_evidence (document);

  return seconds;
}

static void
test_hostile_texts (void)
{
  static const char *const parts[]
      = { "not ", "good!!!! ", "aaaa", ":", "n't", "@a", "http://", "\360\237\230\200", "(:", "''''", "not only but " };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const double small = measure_part (parts[i], 1 << 17), large = measure_part (parts[i], 1 << 20);
      test_assert_linear (parts[i], 8.0, small, large);
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
  assert_report ("ratings", "2\ta wonderful happy day\n0\ta horrible sad day\n1\tthe table\n", "macro-F1      1.0000");
  /* a header, words for labels */
  assert_report ("ratings",
                 "label\ttopic\ttext\nPositive\tx\tA wonderful happy day.\nnegative\ty\tA horrible sad day.\n",
                 "accuracy of the sign  1.0000");
}

/* What is read where people say what the columns, their numbers and their bytes are, as records. */
static void
test_ratings_as_told (void)
{
  static const char rows[] = "1\t2\tA day.\tA caf\xe9 is a longer text\n",
                    header[] = "text\tlabel\tmood\nA day.\t1\t2\n";
  static const struct
  {
    const char *options, *input, *expected;
  } cases[] = {
    { "value=2 text=3", rows, "\"text\": \"A day.\"" },
    { "value=2 encoding=windows-1252", rows, "\"text\": \"A café is a longer text\"" },
    { "value=2", rows, "\"text\": \"A caf\xef\xbf\xbd is a longer text\"" },
    { "value=2 invalid=reject", rows, "not valid UTF-8" },
    { "value=mood", header, "\"score\": -0.5" },
    { "value=label", header, "\"score\": -1.0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *reader = g_strdup_printf ("ratings lowest=1 highest=5 %s", cases[i].options);
      const TestRoute route
          = { .name = "gold.tsv", .reader = reader, .writer = "jsonl layers=sentiment", .n_threads = 1 };
      g_autofree char *records = test_run_route (&route, cases[i].input, strlen (cases[i].input), NULL);
      if (strstr (records, cases[i].expected) == NULL)
        g_error ("with %s there is no '%s' in: %s", cases[i].options, cases[i].expected, records);
    }
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

/* Whether a model knows of targets that is trained on texts and on targets with scores, and @neutral beside these */
static gboolean
learns_targets (const char *neutral)
{
  g_autoptr (GString) text = g_string_new ("score\tneutral\ttarget-start\ttarget-end\ttext\n");
  g_autoptr (GError) error = NULL;
  gboolean has_rows = FALSE;

  for (guint i = 0; i < 120; i++)
    g_string_append_printf (text, "%s\t\t\t\t%s soup and %u plates\n", i % 2 == 0 ? "0.5" : "-0.5",
                            i % 2 == 0 ? "warm" : "sour", i);
  for (guint i = 0; i < 120; i++)
    g_string_append_printf (text, "%s\t%s\t4\t7\tFor Ida %s soup\n", i % 2 == 0 ? "0.5" : "-0.5", neutral,
                            i % 2 == 0 ? "warm" : "sour");
  g_autoptr (GBytes) bytes = train ("sentiment iterations=5", text->str, &error);
  g_assert_no_error (error);
  g_autoptr (ObelusModel) model = obelus_model_new_from_bytes ("made", bytes, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < obelus_model_get_n_sections (model); i++)
    has_rows |= g_str_equal (obelus_model_get_section_name (model, i, NULL), "target-rows");
  return has_rows;
}

/* What a teacher says of targets is for filters, which need vectors of words. */
static void
test_train_targets (void)
{
  g_assert_true (learns_targets (""));
  g_assert_false (learns_targets ("0.2"));
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

/* Sentences that somebody else found may hold others. */
static void
test_shared_words_are_read_once (void)
{
  static const char record[] = "{\"text\": \"This is wonderful. It is a wonderful boat.\", \"layers\": {\"sentence\": ["
                               "{\"start\": 0, \"end\": 42}, {\"start\": 19, \"end\": 42}]}}";
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusDocument) document = obelus_record_parse (record, sizeof record - 1, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, "sentiment");
  obelus_pipeline_provide (pipeline, "sentence");
  obelus_pipeline_process (pipeline, document, NULL, &error);
  g_assert_no_error (error);

  ObelusLayer *layer = obelus_document_get_layer (document, "sentiment");
  g_assert_cmpuint (obelus_layer_get_n_rows (layer), ==, 3);
  g_assert_cmpfloat (get_real (layer, "score", 1), >, 0.2);
  g_assert_cmpuint (obelus_layer_get_starts (layer)[2], ==, 19);
  g_assert_cmpfloat (get_real (layer, "score", 2), ==, 0.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  registry = obelus_registry_new (NULL);

  g_test_add_func ("/sentiment/scores", test_scores);
  g_test_add_func ("/sentiment/gold", test_gold);
  g_test_add_func ("/sentiment/idioms-and-emoji", test_idioms_and_emoji);
  g_test_add_func ("/sentiment/less-of-it", test_less_of_it);
  g_test_add_func ("/sentiment/plain-news", test_plain_news_is_moderate);
  g_test_add_func ("/sentiment/without-words", test_texts_without_words);
  g_test_add_func ("/sentiment/other-language", test_other_language);
  g_test_add_func ("/sentiment/options", test_options);
  g_test_add_func ("/sentiment/domains", test_domains);
  g_test_add_func ("/sentiment/hostile", test_hostile_texts);
  g_test_add_func ("/sentiment/shared-words", test_shared_words_are_read_once);
  g_test_add_func ("/sentiment/ratings", test_ratings);
  g_test_add_func ("/sentiment/ratings/told", test_ratings_as_told);
  g_test_add_func ("/sentiment/bad-ratings", test_bad_ratings);
  g_test_add_func ("/sentiment/train", test_train);
  g_test_add_func ("/sentiment/train-targets", test_train_targets);
  g_test_add_func ("/sentiment/train-needs-texts", test_train_needs_texts);

  int result = g_test_run ();
  g_clear_object (&registry);
  return result;
}
