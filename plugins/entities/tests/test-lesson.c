/* Learning from sentences made up by rule, and tagging others made by the same rule. */
#include "../example.h"
#include "../label-map.h"
#include "../labels.h"
#include "../lesson.h"
#include "../scorer.h"
#include "../tagger.h"
#include "random.h"

#include <string.h>

static const char *const types[] = { "PER", "LOC", NULL };
static const char *const first_names[] = { "Ada", "Boris", "Clara", "Dmitri", "Elena", "Farid", "Grete", "Hugo" };
static const char *const last_names[] = { "Marlow", "Okafor", "Petrov", "Quist", "Rossi", "Sato", "Tamm", "Ueda" };
static const char *const towns[] = { "Arlen", "Brockton", "Castera", "Dunmore", "Estwick", "Fallow", "Gartside" };
static const char *const verbs[] = { "visited", "left", "praised", "missed", "painted", "loved" };

typedef struct
{
  GString *text;
  GArray *starts;
  GArray *ends;
  GByteArray *labels;
  LearnSentence sentence;
} Made;

static void
add_word (Made *made, const char *word, guint8 label)
{
  guint32 start = (guint32) made->text->len + (made->text->len > 0 ? 1 : 0);
  if (made->text->len > 0)
    g_string_append_c (made->text, ' ');
  g_string_append (made->text, word);
  guint32 end = (guint32) made->text->len;
  g_array_append_val (made->starts, start);
  g_array_append_val (made->ends, end);
  g_byte_array_append (made->labels, &label, 1);
  made->sentence.n++;
}

static Made
make_empty (void)
{
  return (Made){
    g_string_new (NULL), g_array_new (FALSE, FALSE, 4), g_array_new (FALSE, FALSE, 4), g_byte_array_new (), { 0, 0 }
  };
}

static void
clear_made (Made *made)
{
  g_string_free (made->text, TRUE);
  g_array_unref (made->starts);
  g_array_unref (made->ends);
  g_byte_array_unref (made->labels);
}

static LearnTokens
get_tokens (const Made *made)
{
  return (LearnTokens){ made->text->str, (const guint32 *) (gpointer) made->starts->data,
                        (const guint32 *) (gpointer) made->ends->data, made->starts->len };
}

/* «Ada Marlow visited Arlen last week .» */
static Made
make_sentence (LearnRandom *random)
{
  Made made = make_empty ();
  gboolean has_two = learn_random_below (random, 2) == 0;
  const char *first = first_names[learn_random_below (random, G_N_ELEMENTS (first_names))];

  add_word (&made, first, entity_label (0, has_two ? ENTITY_BEGIN : ENTITY_UNIT));
  if (has_two)
    add_word (&made, last_names[learn_random_below (random, G_N_ELEMENTS (last_names))], entity_label (0, ENTITY_LAST));
  add_word (&made, verbs[learn_random_below (random, G_N_ELEMENTS (verbs))], ENTITY_OUTSIDE);
  add_word (&made, towns[learn_random_below (random, G_N_ELEMENTS (towns))], entity_label (1, ENTITY_UNIT));
  add_word (&made, "last", ENTITY_OUTSIDE);
  add_word (&made, "week", ENTITY_OUTSIDE);
  add_word (&made, ".", ENTITY_OUTSIDE);

  return made;
}

/* Adds sentences to a lesson, some of them without what would have been labelled as places. */
static void
add_sentences (EntityLesson *lesson, LearnRandom *random, guint n, double unlabelled_share, guint whole, guint half)
{
  for (guint i = 0; i < n; i++)
    {
      Made made = make_sentence (random);
      LearnTokens tokens = get_tokens (&made);
      gboolean is_half = learn_random_below (random, 100) < unlabelled_share * 100;
      for (guint32 k = 0; is_half && k < made.labels->len; k++)
        if (made.labels->data[k] == entity_label (1, ENTITY_UNIT))
          made.labels->data[k] = ENTITY_OUTSIDE;
      entity_lesson_add (lesson, is_half ? half : whole, &tokens, &made.sentence, 1, made.labels->data);
      clear_made (&made);
    }
}

/* If @doubts, scores are fitted to a source in which every second place is none. */
static GBytes *
learn (double unlabelled_share, gboolean doubts)
{
  const char *clusters = "visited 1 1 1 1\nleft 1 1 1 1\narlen 2 2 2 2\nbrockton 2 2 2 2\n";
  const char *gazetteers = "Ada\tfirst\nBoris\tfirst\nArlen on Sea\ttown\n";
  const char *const hidden[] = { "LOC", NULL };
  g_autoptr (EntityLesson) lesson = entity_lesson_new (types);
  g_autoptr (ObelusModelBuilder) builder = obelus_model_builder_new ("entities");
  g_autoptr (GBytes) cluster_bytes = g_bytes_new_static (clusters, strlen (clusters));
  g_autoptr (GBytes) gazetteer_bytes = g_bytes_new_static (gazetteers, strlen (gazetteers));
  g_autoptr (GError) error = NULL;
  LearnRandom random = { 11 };
  guint whole = entity_lesson_add_source (lesson, 1.0, FALSE), half = entity_lesson_add_source (lesson, 1.0, FALSE);

  add_sentences (lesson, &random, 400, unlabelled_share, whole, half);
  if (doubts)
    {
      guint kept = entity_lesson_add_source (lesson, 1.0, TRUE);
      add_sentences (lesson, &random, 200, 0.5, kept, kept);
    }

  const EntityPlan plan = {
    .chain = {
        .n_epochs = 6,
        .n_averaged = 2,
        .rate = 0.2f,
        .decay = 1.0f,
        .dropout = 0.3f,
        .group_dropout = 0.2f,
        .seed = 1,
    },
    .features = ENTITY_FEATURES_ALL,
    .case_copies = 0.1,
    .prune = 0.02,
    .min_count = 2,
    .max_words = 1000,
    .clusters = cluster_bytes,
    .gazetteers = gazetteer_bytes,
    .hidden = hidden,
  };
  g_assert_true (entity_lesson_learn (lesson, &plan, builder, NULL, &error));
  g_assert_no_error (error);

  return obelus_model_builder_finish (builder);
}

typedef struct
{
  ObelusModel *file;
  EntityModel *model;
  EntityTagger *tagger;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const double *unlabelled_share = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = learn (*unlabelled_share, FALSE);

  fixture->file = obelus_model_new_from_bytes ("made", bytes, &error);
  g_assert_no_error (error);
  fixture->model = entity_model_new (fixture->file, &error);
  g_assert_no_error (error);
  fixture->tagger = entity_tagger_new (fixture->model);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  (void) data;
  entity_tagger_free (fixture->tagger);
  entity_model_free (fixture->model);
  g_object_unref (fixture->file);
}

/* Counts the names that are found just as they were made. */
static double
measure_recall (Fixture *fixture)
{
  LearnRandom random = { 99 };
  guint n_right = 0, n_made = 0;

  for (guint i = 0; i < 100; i++)
    {
      Made made = make_sentence (&random);
      LearnTokens tokens = get_tokens (&made);
      guint32 n_spans;
      const EntitySpan *spans = entity_tagger_tag (fixture->tagger, &tokens, &made.sentence, 1, &n_spans);
      for (guint32 k = 0; k < n_spans; k++)
        {
          g_assert_cmpfloat (spans[k].score, >, 0.0f);
          g_assert_cmpfloat (spans[k].score, <=, 1.0f);
          EntityPart part = spans[k].n == 1 ? ENTITY_UNIT : ENTITY_BEGIN;
          n_right += made.labels->data[spans[k].first] == entity_label (spans[k].type, part) ? 1 : 0;
        }
      n_made += 2;
      clear_made (&made);
    }

  return (double) n_right / n_made;
}

static void
test_names_are_learned (Fixture *fixture, gconstpointer data)
{
  (void) data;
  g_assert_cmpfloat (measure_recall (fixture), >, 0.99);
}

static void
test_hidden_types_are_not_unlearned (Fixture *fixture, gconstpointer data)
{
  (void) data;
  g_assert_cmpfloat (measure_recall (fixture), >, 0.97);
}

static void
test_learning_repeats_itself (void)
{
  g_autoptr (GBytes) once = learn (0.2, TRUE);
  g_autoptr (GBytes) twice = learn (0.2, TRUE);
  g_assert_true (g_bytes_equal (once, twice));
}

/* Tags a sentence with a model and returns the score of its place. */
static float
score_place (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusModel) file = obelus_model_new_from_bytes ("made", bytes, &error);
  g_assert_no_error (error);
  g_autoptr (EntityModel) model = entity_model_new (file, &error);
  g_assert_no_error (error);
  g_autoptr (EntityTagger) tagger = entity_tagger_new (model);
  LearnRandom random = { 3 };
  Made made = make_sentence (&random);
  LearnTokens tokens = get_tokens (&made);
  guint32 n_spans;

  const EntitySpan *spans = entity_tagger_tag (tagger, &tokens, &made.sentence, 1, &n_spans);
  g_assert_cmpuint (n_spans, ==, 2);
  clear_made (&made);

  return spans[1].score;
}

static void
test_scores_are_fitted (void)
{
  g_autoptr (GBytes) plain = learn (0.0, FALSE);
  g_autoptr (GBytes) fitted = learn (0.0, TRUE);

  /* of people all are right, of places half, and the model gives the same to both */
  g_assert_cmpfloat (score_place (plain), >, 0.95f);
  g_assert_cmpfloat (score_place (fitted), >, 0.65f);
  g_assert_cmpfloat (score_place (fitted), <, 0.85f);
}

/* Sums that are made once and added give what all features give one by one. */
static void
test_short_cuts_change_nothing (Fixture *fixture, gconstpointer data)
{
  (void) data;
  g_autoptr (LearnScan) scan = learn_scan_new (&fixture->model->lexicon, TRUE);
  g_autoptr (EntityScorer) scorer = entity_scorer_new (fixture->model);
  guint n_lanes = fixture->model->chain.n_lanes, n_labels = fixture->model->chain.n_labels;
  g_autofree gint16 *scores = g_new (gint16, LEARN_STRETCH * n_lanes);
  LearnRandom random = { 17 };

  for (guint i = 0; i < 330; i++)
    {
      Made made = make_sentence (&random);
      for (guint k = 0; k < i; k++) /* new words, so that the memory has to forget, some of them twice */
        {
          g_autofree char *word = g_strdup_printf ("%cord%u-%u", i % 2 == 0 ? 'W' : 'w', i, k % 150);
          add_word (&made, word, ENTITY_OUTSIDE);
        }
      LearnTokens tokens = get_tokens (&made);
      LearnStretch stretch;
      guint32 first, n;
      g_assert_true (learn_scan_begin (scan, &tokens, &made.sentence, 1));
      learn_scan_enter_sentence (scan, 0);
      g_assert_true (learn_scan_next_stretch (scan, &stretch, &first, &n));
      entity_scorer_score (scorer, &stretch, learn_scan_get_memory (scan), n, scores);
      for (guint32 place = 0; place < n; place++)
        {
          gint16 plain[LEARN_CHAIN_MAX_LABELS];
          entity_scorer_score_plainly (fixture->model, &stretch, place, plain);
          g_assert_cmpmem (plain, n_labels * sizeof *plain, scores + place * n_lanes, n_labels * sizeof *plain);
        }
      clear_made (&made);
    }
  g_assert_cmpuint (learn_scan_get_memory (scan)->age, >, 1);
}

/* What an abbreviation stands for is marked from its first word to its last, and so is the abbreviation. */
static void
test_definitions_are_marked (Fixture *fixture, gconstpointer data)
{
  (void) data;
  static const char *const words[] = { "The", "Red", "Cross", "of", "Dune", "(", "RCD", ")", "(", "UN", ")" };
  static const guint8 marks[]
      = { LEARN_MARK_NONE, LEARN_MARK_FIRST, LEARN_MARK_INSIDE, LEARN_MARK_INSIDE, LEARN_MARK_LAST, LEARN_MARK_NONE,
          LEARN_MARK_UNIT, LEARN_MARK_NONE,  LEARN_MARK_NONE,   LEARN_MARK_NONE,   LEARN_MARK_NONE };
  g_autoptr (LearnScan) scan = learn_scan_new (&fixture->model->lexicon, TRUE);
  Made made = make_empty ();
  LearnStretch stretch;
  guint32 first, n;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    add_word (&made, words[i], ENTITY_OUTSIDE);
  LearnTokens tokens = get_tokens (&made);
  g_assert_true (learn_scan_begin (scan, &tokens, &made.sentence, 1));
  learn_scan_enter_sentence (scan, 0);
  g_assert_true (learn_scan_next_stretch (scan, &stretch, &first, &n));
  g_assert_cmpmem (stretch.definitions, n, marks, sizeof marks);
  clear_made (&made);
}

/* A text of one endless sentence, out of which names must still be found, with time in proportion. */
static void
test_long_sentences (Fixture *fixture, gconstpointer data)
{
  (void) data;
  LearnRandom random = { 5 };
  Made made = make_empty ();
  guint n_names = 0;
  for (guint i = 0; i < 100000; i++)
    if (i % 10 == 3)
      {
        add_word (&made, first_names[learn_random_below (&random, G_N_ELEMENTS (first_names))], ENTITY_OUTSIDE);
        n_names++;
      }
    else
      add_word (&made,
                i % 10 == 4   ? "visited"
                : i % 10 == 5 ? towns[i % G_N_ELEMENTS (towns)]
                              : "week",
                ENTITY_OUTSIDE);

  LearnTokens tokens = get_tokens (&made);
  guint32 n_spans, n_people = 0;
  const EntitySpan *spans = entity_tagger_tag (fixture->tagger, &tokens, &made.sentence, 1, &n_spans);
  for (guint32 k = 0; k < n_spans; k++)
    n_people += spans[k].type == 0 ? 1 : 0;
  g_assert_cmpuint (n_people, >, n_names * 9 / 10);
  for (guint32 k = 1; k < n_spans; k++)
    g_assert_cmpuint (spans[k].first, >=, spans[k - 1].first + spans[k - 1].n);
  clear_made (&made);
}

static void
test_strange_tokens (Fixture *fixture, gconstpointer data)
{
  (void) data;
  static const char *const words[] = { "",         "(",       "((((((((((((((((",
                                       "Ἀθῆναι",   "東京都",  "Москва",
                                       "İSTANBUL", "ﬁne",     "\xf0\x9f\x98\x80",
                                       "@",        "@x",      "#",
                                       "-",        "--",      "a-",
                                       "-a",       "1,000.5", "\xe2\x80\x99s" };
  Made made = make_empty ();
  guint32 n_spans;
  LearnTokens tokens = get_tokens (&made);

  g_assert_nonnull (entity_tagger_tag (fixture->tagger, &tokens, &made.sentence, 0, &n_spans));
  g_assert_cmpuint (n_spans, ==, 0);
  for (guint i = 0; i < 2000; i++)
    add_word (&made, words[i * 7 % G_N_ELEMENTS (words)], ENTITY_OUTSIDE);
  tokens = get_tokens (&made);
  g_assert_nonnull (entity_tagger_tag (fixture->tagger, &tokens, &made.sentence, 1, &n_spans));
  clear_made (&made);
}

static void
test_handles_are_names_on_request (Fixture *fixture, gconstpointer data)
{
  (void) data;
  for (guint handles = 0; handles < 2; handles++)
    {
      Made made = make_empty ();
      guint32 n_spans, n_handles = 0;
      add_word (&made, "@", ENTITY_OUTSIDE);
      add_word (&made, "Ada", ENTITY_OUTSIDE);
      add_word (&made, "visited", ENTITY_OUTSIDE);
      add_word (&made, "Arlen", ENTITY_OUTSIDE);
      LearnTokens tokens = get_tokens (&made);
      entity_tagger_set_handles (fixture->tagger, handles == 1);
      const EntitySpan *spans = entity_tagger_tag (fixture->tagger, &tokens, &made.sentence, 1, &n_spans);
      for (guint32 k = 0; k < n_spans; k++)
        n_handles += spans[k].first <= 1 ? 1 : 0;
      g_assert_cmpuint (n_handles, ==, handles);
      clear_made (&made);
    }
}

/* Words with their labels after division: `Jean/B -/I Marc/L`. */
static void
test_words_are_divided (void)
{
  const guint8 person = entity_label (0, ENTITY_UNIT), place = entity_label (1, ENTITY_UNIT);
  static const char *const names[] = { "B", "I", "L", "U" };
  Made made = make_empty ();

  add_word (&made, "Jean-Marc", person);
  add_word (&made, "left", ENTITY_OUTSIDE);
  add_word (&made, "Oslo-based", place);
  add_word (&made, "pro-Arlen", ENTITY_OUTSIDE);
  add_word (&made, "by-standers", ENTITY_OUTSIDE);
  add_word (&made, "New", entity_label (1, ENTITY_BEGIN));
  add_word (&made, "Aix-les-Bains", entity_label (1, ENTITY_LAST));
  add_word (&made, "1996-08-30", ENTITY_OUTSIDE);
  add_word (&made, "6-3", ENTITY_OUTSIDE);
  add_word (&made, "Ober-Dune", ENTITY_UNKNOWN);
  add_word (&made, "-x", ENTITY_OUTSIDE);
  add_word (&made, "-", ENTITY_OUTSIDE);
  LearnTokens tokens = get_tokens (&made);
  EntityExample *example = entity_example_new (0, &tokens, &made.sentence, 1, made.labels->data);
  EntityExample *copy = entity_example_copy_divided (example);
  g_autoptr (GString) shown = g_string_new (NULL);

  g_assert_nonnull (copy);
  for (guint32 i = 0; i < copy->n; i++)
    {
      guint8 label = copy->labels[i];
      g_string_append_printf (shown, "%.*s%s%s ", (int) (copy->ends[i] - copy->starts[i]), copy->text + copy->starts[i],
                              label == ENTITY_OUTSIDE ? "" : "/",
                              label == ENTITY_OUTSIDE   ? ""
                              : label == ENTITY_UNKNOWN ? "?"
                                                        : names[entity_label_get_part (label)]);
    }
  g_assert_cmpstr (shown->str, ==,
                   "Jean/B -/I Marc/L left Oslo/? -/? based/? pro/? -/? Arlen/? by - standers New/B Aix/I -/I les/I "
                   "-/I Bains/L 1996-08-30 6 - 3 Ober/? -/? Dune/? -x - ");
  g_assert_cmpuint (copy->sentences[0].n, ==, copy->n);
  entity_example_free (copy);
  entity_example_free (example);
  clear_made (&made);
}

static void
test_labels_are_renamed (void)
{
  const char *const renamed[] = { "person:PER", "product:", "a:b:c", NULL };
  const char *const wrong[] = { "person", NULL };
  const char *bad = NULL;
  g_autoptr (EntityLabelMap) map = entity_label_map_new (renamed, &bad);

  g_assert_cmpstr (entity_label_map_find (map, "person"), ==, "PER");
  g_assert_cmpstr (entity_label_map_find (map, "product"), ==, NULL);
  g_assert_cmpstr (entity_label_map_find (map, "a:b"), ==, "c");
  g_assert_cmpstr (entity_label_map_find (map, "LOC"), ==, "LOC");
  g_assert_null (entity_label_map_new (wrong, &bad));
  g_assert_cmpstr (bad, ==, "person");
}

int
main (int argc, char **argv)
{
  static const double none = 0.0, some = 0.5;
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/entities/lesson/learned", Fixture, &none, set_up, test_names_are_learned, tear_down);
  g_test_add ("/entities/lesson/hidden", Fixture, &some, set_up, test_hidden_types_are_not_unlearned, tear_down);
  g_test_add_func ("/entities/lesson/repeats", test_learning_repeats_itself);
  g_test_add_func ("/entities/lesson/scores-are-fitted", test_scores_are_fitted);
  g_test_add ("/entities/scorer/short-cuts", Fixture, &none, set_up, test_short_cuts_change_nothing, tear_down);
  g_test_add ("/entities/scan/definitions", Fixture, &none, set_up, test_definitions_are_marked, tear_down);
  g_test_add ("/entities/tagger/long", Fixture, &none, set_up, test_long_sentences, tear_down);
  g_test_add ("/entities/tagger/strange", Fixture, &none, set_up, test_strange_tokens, tear_down);
  g_test_add ("/entities/tagger/handles", Fixture, &none, set_up, test_handles_are_names_on_request, tear_down);
  g_test_add_func ("/entities/example/divided", test_words_are_divided);
  g_test_add_func ("/entities/label-map", test_labels_are_renamed);

  return g_test_run ();
}
