/* The parts of the tagger, each held against a plain way to the same result. */
#include "../classes.h"
#include "../lesson.h"
#include "../path.h"
#include "../scorer.h"
#include "../tagger.h"
#include "random.h"

#include <string.h>

/* Labels */

static void
test_labels_are_the_commonest_and_one_of_each (void)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  TagLabels labels;

  g_hash_table_insert (counts, (gpointer) "NOUN/NN", GUINT_TO_POINTER (100));
  g_hash_table_insert (counts, (gpointer) "NOUN/NNS", GUINT_TO_POINTER (50));
  g_hash_table_insert (counts, (gpointer) "NOUN/FW", GUINT_TO_POINTER (40));
  g_hash_table_insert (counts, (gpointer) "X", GUINT_TO_POINTER (1));
  tag_labels_choose (&labels, counts, 3);

  g_assert_cmpuint (labels.n, ==, 3);
  g_assert_cmpint (tag_labels_find (&labels, "X"), >=, 0);
  g_assert_cmpstr (labels.names[tag_labels_find (&labels, "NOUN/NNS")], ==, "NOUN/NNS");
  g_assert_cmpstr (labels.names[tag_labels_find (&labels, "NOUN/FW")], ==, "NOUN/NN");
  g_assert_cmpint (tag_labels_find (&labels, "VERB/VB"), ==, -1);
  g_assert_cmpuint (tag_labels_select (&labels, "X", NULL), ==, (guint64) 1 << tag_labels_find (&labels, "X"));
  tag_labels_clear (&labels);
}

/* Classes */

static void
test_classes_leave_out_the_part (void)
{
  g_autoptr (TagClassCounter) counter = tag_class_counter_new ();

  for (guint i = 0; i < 8; i++)
    tag_class_counter_add (counter, 0, 77, 5);
  tag_class_counter_add (counter, 1, 77, 9);
  tag_class_counter_add (counter, 1, 88, 3);

  g_assert_cmpuint (tag_class_get_first (tag_class_counter_find (counter, 0, 77)), ==, 9);
  g_assert_cmpuint (tag_class_get_first (tag_class_counter_find (counter, 1, 77)), ==, 5);
  g_assert_cmpuint (tag_class_counter_find (counter, 1, 88), ==, 0);
  g_assert_cmpuint (tag_class_counter_find (counter, 2, 99), ==, 0);

  g_autoptr (GArray) words = tag_class_counter_compile (counter, 2);
  LearnWordTable table;
  g_assert_cmpstr (learn_word_table_read (&table, (guint64 *) (gpointer) words->data, words->len), ==, NULL);
  g_assert_cmpuint (tag_classes_find (&table, 77), ==, tag_class_counter_find (counter, 2, 77));
  g_assert_cmpuint (tag_classes_find (&table, 88), ==, 0);
}

/* Scripts */

static void
assert_script (TagCase letters, const char *old, const char *new, const char *form, const char *lemma)
{
  TagScript script = { letters, old, new, (guint8) strlen (old), (guint8) strlen (new) };
  g_autoptr (GString) made = g_string_new (NULL);

  tag_script_apply (&script, form, strlen (form), made);
  g_assert_cmpstr (made->str, ==, lemma);
}

static void
test_scripts_make_lemmas (void)
{
  assert_script (TAG_CASE_LOWER, "ies", "y", "Ponies", "pony");
  assert_script (TAG_CASE_KEPT, "s", "", "Smiths", "Smith");
  assert_script (TAG_CASE_TITLE, "", "", "ÉMILE", "Émile");
  assert_script (TAG_CASE_LOWER, "ies", "y", "cats", "cats"); /* does not fit */
  assert_script (TAG_CASE_LOWER, "s", "", "s", "s");          /* would leave nothing */
  assert_script (TAG_CASE_LOWER, "", "", "", "");
}

static void
test_damaged_scripts_are_refused (void)
{
  static const guint8 cut[] = { TAG_CASE_LOWER, 3, 1, 'i', 'e' };
  static const guint8 case_of_none[] = { TAG_N_CASES, 0, 0 };
  static const guint8 no_text[] = { TAG_CASE_LOWER, 1, 0, 0xc3 };
  static const guint16 beyond[] = { 1, 7 };
  TagLemmas lemmas = { 0 };

  g_assert_nonnull (tag_lemmas_read_scripts (&lemmas, cut, sizeof cut));
  g_assert_nonnull (tag_lemmas_read_scripts (&lemmas, case_of_none, sizeof case_of_none));
  g_assert_nonnull (tag_lemmas_read_scripts (&lemmas, no_text, sizeof no_text));
  g_assert_nonnull (tag_lemmas_read_choices (&lemmas, beyond, 2, 1));
  g_assert_nonnull (tag_lemmas_read_choices (&lemmas, beyond, 1, 1));
  tag_lemmas_clear (&lemmas);
}

/* A model of a made-up language */

typedef struct
{
  GString *text;
  GArray *starts;
  GArray *ends;
  GPtrArray *upos;
  GPtrArray *lemmas;
  LearnSentence sentence;
} Made;

static void
add_word (Made *made, const char *word, const char *upos, const char *lemma)
{
  if (made->text->len > 0)
    g_string_append_c (made->text, ' ');
  guint32 start = (guint32) made->text->len, end = start + (guint32) strlen (word);
  g_string_append (made->text, word);
  g_array_append_val (made->starts, start);
  g_array_append_val (made->ends, end);
  g_ptr_array_add (made->upos, (gpointer) upos);
  g_ptr_array_add (made->lemmas, g_strdup (lemma));
  made->sentence.n++;
}

static Made
make_sentence (LearnRandom *random)
{
  static const char *const stems[] = { "grib", "sned", "molp", "vorb", "dalp", "fenk", "jurt", "klim" };
  static const char *const small[] = { "the", "a", "some" };
  Made made = { g_string_new (NULL), g_array_new (FALSE, FALSE, 4),           g_array_new (FALSE, FALSE, 4),
                g_ptr_array_new (),  g_ptr_array_new_with_free_func (g_free), { 0, 0 } };

  for (guint i = 0; i < 4; i++)
    {
      const char *stem = stems[learn_random_below (random, 8)], *article = small[learn_random_below (random, 3)];
      g_autofree char *plural = g_strconcat (stem, "s", NULL), *past = g_strconcat (stem, "ed", NULL);
      add_word (&made, article, "DET", article);
      add_word (&made, plural, "NOUN", stem);
      add_word (&made, past, "VERB", stem);
    }

  return made;
}

static void
clear_made (Made *made)
{
  g_string_free (made->text, TRUE);
  g_array_unref (made->starts);
  g_array_unref (made->ends);
  g_ptr_array_unref (made->upos);
  g_ptr_array_unref (made->lemmas);
}

static LearnTokens
get_tokens (const Made *made)
{
  return (LearnTokens){ made->text->str, (const guint32 *) (gpointer) made->starts->data,
                        (const guint32 *) (gpointer) made->ends->data, made->starts->len };
}

typedef struct
{
  ObelusModel *file;
  TagModel *model;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TagLesson) lesson = tag_lesson_new ();
  g_autoptr (ObelusModelBuilder) builder = obelus_model_builder_new ("tag");
  g_autoptr (GError) error = NULL;
  LearnRandom random = { 5 };
  TagPlan plan = {
    .chain = { .n_epochs = 4, .n_averaged = 2, .rate = 0.2f, .decay = 0.1f, .dropout = 0.1f, .seed = 1 },
    .min_count = 1,
    .max_labels = 48,
    .n_parts = 4,
    .max_words = 10,
  };

  (void) data;
  for (guint i = 0; i < 60; i++)
    {
      Made made = make_sentence (&random);
      LearnTokens tokens = get_tokens (&made);
      g_autofree const char **no_xpos = g_new0 (const char *, tokens.n);
      tag_lesson_add (lesson, 1.0, &tokens, &made.sentence, 1, (const char *const *) made.upos->pdata, no_xpos,
                      (const char *const *) made.lemmas->pdata);
      clear_made (&made);
    }
  tag_lesson_learn (lesson, &plan, builder, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) bytes = obelus_model_builder_finish (builder);
  fixture->file = obelus_model_new_from_bytes ("made", bytes, &error);
  g_assert_no_error (error);
  fixture->model = tag_model_new (fixture->file, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  (void) data;
  tag_model_free (fixture->model);
  g_object_unref (fixture->file);
}

static void
test_sentences_are_tagged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TagTagger) tagger = tag_tagger_new (fixture->model);
  LearnRandom random = { 99 };
  TagStretchLabels stretch;
  Made made = make_sentence (&random);
  LearnTokens tokens = get_tokens (&made);

  (void) data;
  g_assert_true (tag_tagger_begin (tagger, &tokens, &made.sentence, 1));
  tag_tagger_enter_sentence (tagger, 0);
  g_assert_true (tag_tagger_next (tagger, &stretch));
  g_assert_cmpuint (stretch.n, ==, tokens.n);
  for (guint32 i = 0; i < stretch.n; i++)
    g_assert_cmpstr (fixture->model->labels.names[stretch.labels[i]], ==, g_ptr_array_index (made.upos, i));
  g_assert_false (tag_tagger_next (tagger, &stretch));
  clear_made (&made);
}

/* Where no token is sure, sums that are made once and added give what all features give one by one, whatever was
 * remembered and forgotten. */
static void
test_short_cuts_change_nothing (Fixture *fixture, gconstpointer data)
{
  TagModel *model = fixture->model;
  g_autoptr (LearnScan) scan = learn_scan_new (&model->lexicon, FALSE);
  const LearnMemory *memory = learn_scan_get_memory (scan);
  g_autofree gint16 *scores = g_new (gint16, LEARN_STRETCH * model->n_lanes);
  TagClass classes[LEARN_STRETCH + 2 * LEARN_REACH];
  TagKin kin[LEARN_STRETCH];
  LearnRandom random = { 17 };

  (void) data;
  model->sure = G_MAXINT16;
  g_autoptr (TagScorer) scorer = tag_scorer_new (model, memory);
  for (guint i = 0; i < 330; i++)
    {
      Made made = make_sentence (&random);
      for (guint k = 0; k < i; k++)
        {
          g_autofree char *word = g_strdup_printf ("%cord%u-%u", i % 2 == 0 ? 'W' : 'w', i, k % 150);
          add_word (&made, word, "X", word);
        }
      LearnTokens tokens = get_tokens (&made);
      TagStretch stretch = { .classes = classes + LEARN_REACH, .verbs = model->verbs, .stops = model->stops };
      guint32 first;
      g_assert_true (learn_scan_begin (scan, &tokens, &made.sentence, 1));
      learn_scan_enter_sentence (scan, 0);
      g_assert_true (learn_scan_next_stretch (scan, &stretch.words, &first, &stretch.n));
      for (guint32 k = 0; k < stretch.n + 2 * LEARN_REACH; k++)
        classes[k] = tag_scorer_get_class (scorer, stretch.words.words[(gssize) k - LEARN_REACH]);
      for (guint32 k = 0; k < stretch.n; k++)
        tag_kin_find (&model->classes, stretch.classes[k], tokens.text + tokens.starts[first + k],
                      tokens.ends[first + k] - tokens.starts[first + k], &kin[k]);
      stretch.kin = kin;
      tag_scorer_score (scorer, &stretch, stretch.n, scores);
      for (guint32 place = 0; place < stretch.n; place++)
        {
          gint16 plain[TAG_MAX_LABELS];
          tag_scorer_score_plainly (model, &stretch, place, plain);
          g_assert_cmpmem (plain, model->labels.n * sizeof *plain, scores + place * model->n_lanes,
                           model->labels.n * sizeof *plain);
        }
      clear_made (&made);
    }
  g_assert_cmpuint (memory->age, >, 1);
}

/* The best sum over all ways, without backs and without leaving anything out. */
static gint32
find_best_sum (const TagModel *model, const gint16 *scores, guint32 n)
{
  gint32 sums[TAG_MAX_LABELS], next[TAG_MAX_LABELS], best = G_MININT32;

  for (guint label = 0; label < model->labels.n; label++)
    sums[label] = scores[label];
  for (guint32 place = 1; place < n; place++)
    {
      for (guint to = 0; to < model->labels.n; to++)
        {
          next[to] = G_MININT32;
          for (guint from = 0; from < model->labels.n; from++)
            next[to] = MAX (next[to], sums[from] + model->pairs[from * model->labels.n + to]);
          next[to] += scores[place * model->n_lanes + to];
        }
      memcpy (sums, next, sizeof sums);
    }
  for (guint label = 0; label < model->labels.n; label++)
    best = MAX (best, sums[label]);

  return best;
}

static void
test_the_path_is_the_best (Fixture *fixture, gconstpointer data)
{
  TagModel *model = fixture->model;
  guint n_lanes = model->n_lanes;
  g_autofree gint16 *scores = g_new (gint16, LEARN_STRETCH * n_lanes);
  guint8 labels[LEARN_STRETCH];
  LearnRandom random = { 23 };

  (void) data;
  model->margin = G_MAXINT16;
  g_autoptr (TagPath) path = tag_path_new (model, LEARN_STRETCH);
  for (guint round = 0; round < 200; round++)
    {
      guint32 n = 1 + learn_random_below (&random, round % 20 == 0 ? LEARN_STRETCH : 12);
      for (guint32 i = 0; i < n * n_lanes; i++)
        scores[i] = (gint16) (i % n_lanes < model->labels.n ? (gint) learn_random_below (&random, 400) - 200 : -20000);
      tag_path_find (path, scores, n, labels);

      gint32 sum = scores[labels[0]];
      for (guint32 i = 1; i < n; i++)
        sum += scores[i * n_lanes + labels[i]] + model->pairs[labels[i - 1] * model->labels.n + labels[i]];
      g_assert_cmpint (sum, ==, find_best_sum (model, scores, n));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tag/labels", test_labels_are_the_commonest_and_one_of_each);
  g_test_add_func ("/tag/classes", test_classes_leave_out_the_part);
  g_test_add_func ("/tag/scripts", test_scripts_make_lemmas);
  g_test_add_func ("/tag/scripts/damaged", test_damaged_scripts_are_refused);
  g_test_add ("/tag/tagger", Fixture, NULL, set_up, test_sentences_are_tagged, tear_down);
  g_test_add ("/tag/scorer/short-cuts", Fixture, NULL, set_up, test_short_cuts_change_nothing, tear_down);
  g_test_add ("/tag/path", Fixture, NULL, set_up, test_the_path_is_the_best, tear_down);

  return g_test_run ();
}
