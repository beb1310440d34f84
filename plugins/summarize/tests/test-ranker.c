/* Learning and choosing, on texts written for it and split by a few lines of code. */
#include "../ranker.h"
#include "../training.h"
#include "split-text.h"

#include <string.h>

/* A model that learned from texts of one kind */

static const char *const fillers[] = { "The weather stayed mild for most of the week.",
                                       "Shops along the quay opened as usual at nine.",
                                       "Several visitors took pictures of the old lighthouse.",
                                       "Coffee was served in the hall after the talk.",
                                       "A dog slept under the bench near the gate.",
                                       "Nobody could remember when the clock had stopped.",
                                       "Two gardeners were trimming the long hedge.",
                                       "The evening bus came a little late." };

/* Texts in which the sentences with a number are the summary, at places that differ. */
static GPtrArray *
make_lessons (RougeVocabulary *vocabulary, GPtrArray *keep)
{
  GPtrArray *lessons = g_ptr_array_new_with_free_func ((GDestroyNotify) training_text_free);
  for (guint t = 0; t < 120; t++)
    {
      g_autoptr (GString) bytes = g_string_new (NULL);
      g_autofree char *key = g_strdup_printf ("Exactly %u boats reached harbour number %u before noon.", 10 + t, t % 7);
      for (guint i = 0; i < 7; i++)
        g_string_append_printf (bytes, "%s ", i == (t * 5) % 7 ? key : fillers[(t + i) % 8]);
      SplitText *text = split_text (g_strdup (bytes->str));
      TrainingText *lesson = g_new0 (TrainingText, 1);
      lesson->input = text->input;
      lesson->input.text = text->input.text;
      lesson->input.sentence_starts = g_memdup2 (text->input.sentence_starts, 4 * text->input.n_sentences);
      lesson->input.sentence_ends = g_memdup2 (text->input.sentence_ends, 4 * text->input.n_sentences);
      lesson->input.token_starts = g_memdup2 (text->input.token_starts, 4 * text->input.n_tokens);
      lesson->input.token_ends = g_memdup2 (text->input.token_ends, 4 * text->input.n_tokens);
      lesson->references = g_ptr_array_new_with_free_func ((GDestroyNotify) rouge_text_free);
      g_ptr_array_add (lesson->references, rouge_text_read (vocabulary, key, strlen (key)));
      lesson->n_wanted = 2;
      lesson->weight = 1.0;
      g_ptr_array_add (lessons, lesson);
      g_ptr_array_add (keep, text);
    }
  return lessons;
}

typedef struct
{
  TrainedRanker trained;
  LearnFrequencyTable *frequencies;
  LearnGbdt *trees;
} Lessons;

static void
lessons_init (Lessons *lessons)
{
  static const TrainingSettings settings = {
    .trees = { .n_trees = 40,
               .n_leaves = 6,
               .min_leaf_rows = 10,
               .rate = 0.2,
               .feature_share = 0.5,
               .row_share = 1.0,
               .shrinkage = 1.0,
               .seed = 3 },
    .n_steps = 3,
    .n_rounds = 1,
    .replaced_share = 0.3,
  };
  g_autoptr (RougeVocabulary) vocabulary = rouge_vocabulary_new ();
  g_autoptr (GPtrArray) keep = g_ptr_array_new_with_free_func ((GDestroyNotify) split_text_free);
  g_autoptr (GPtrArray) texts = make_lessons (vocabulary, keep);
  const char *problem;
  gsize length;

  g_assert_true (ranker_train (vocabulary, texts, &settings, NULL, NULL, &lessons->trained));
  gconstpointer data = g_bytes_get_data (lessons->trained.trees, &length);
  lessons->trees = learn_gbdt_new (data, length, N_FEATURES, &problem);
  lessons->frequencies
      = learn_frequency_table_new (lessons->trained.hashes, lessons->trained.weights, lessons->trained.n_words);
  g_assert_nonnull (lessons->trees);
  g_assert_nonnull (lessons->frequencies);
}

static void
lessons_clear (Lessons *lessons)
{
  learn_gbdt_free (lessons->trees);
  learn_frequency_table_free (lessons->frequencies);
  trained_ranker_clear (&lessons->trained);
}

static void
test_learns_what_summaries_have (void)
{
  Lessons lessons;
  Desk desk;
  lessons_init (&lessons);
  desk_init (&desk);
  desk.article->frequencies = lessons.frequencies;
  g_autofree char *one
      = desk_choose (&desk,
                     "The evening bus came a little late. A dog slept under the bench near the gate. Two "
                     "gardeners were trimming the long hedge. Exactly 77 boats reached harbour number 4 before "
                     "noon. Shops along the quay opened as usual at nine.",
                     (Budget){ .n_sentences = 1 }, (Preference){ .trees = lessons.trees });
  g_assert_cmpstr (one, ==, "Exactly 77 boats reached harbour number 4 before noon.\n");
  desk_clear (&desk);
  lessons_clear (&lessons);
}

static void
test_training_gives_equal_bytes (void)
{
  Lessons one, two;
  lessons_init (&one);
  lessons_init (&two);
  g_assert_true (g_bytes_equal (one.trained.trees, two.trained.trees));
  g_assert_cmpmem (one.trained.hashes, one.trained.n_words * 4, two.trained.hashes, two.trained.n_words * 4);
  g_assert_cmpmem (one.trained.weights, one.trained.n_words, two.trained.weights, two.trained.n_words);
  lessons_clear (&one);
  lessons_clear (&two);
}

static char *
make_report (guint n_sentences)
{
  GString *report = g_string_new (NULL);
  for (guint i = 0; i < n_sentences; i++)
    {
      if (i % 9 == 4)
        g_string_append_printf (report, "Exactly %u boats reached harbour number %u before noon. ", i, i % 13);
      else
        g_string_append_printf (report, "Item %u: %s ", i * 7919 % 1000, fillers[i % 8]);
      if (i % 5 == 4)
        g_string_append (report, "\n\n");
    }
  return g_string_free (report, FALSE);
}

static guint32
count_words (const char *text)
{
  guint32 n = 0;
  for (const char *p = text; *p != '\0'; p++)
    n += g_ascii_isalnum (*p) && (p == text || !g_ascii_isalnum (p[-1])) ? 1 : 0;
  return n;
}

static void
test_budgets_hold (void)
{
  Lessons lessons;
  Desk desk;
  lessons_init (&lessons);
  desk_init (&desk);
  desk.article->frequencies = lessons.frequencies;
  for (guint n = 20; n <= 2000; n *= 10)
    {
      g_autofree char *report = make_report (n);
      for (guint32 n_words = 12; n_words <= 120; n_words += 27)
        {
          g_autofree char *text
              = desk_choose (&desk, report, (Budget){ .n_words = n_words }, (Preference){ .trees = lessons.trees });
          g_assert_cmpuint (count_words (text), <=, n_words);
          g_assert_cmpuint (count_words (text), >, n_words / 2);
        }
      g_autofree char *seven
          = desk_choose (&desk, report, (Budget){ .n_sentences = 7 }, (Preference){ .trees = lessons.trees });
      g_assert_cmpuint (desk.ranker->choice.sorted->len, ==, 7);
      /* No sentence fits, and still there is one. */
      g_autofree char *least
          = desk_choose (&desk, report, (Budget){ .n_words = 2 }, (Preference){ .trees = lessons.trees });
      g_assert_cmpuint (desk.ranker->choice.sorted->len, ==, 1);
    }
  desk_clear (&desk);
  lessons_clear (&lessons);
}

/* The trees are told how large a share of the text is asked for, in whatever unit. */
static void
test_budgets_are_compared_with_the_text (void)
{
  Desk desk;
  desk_init (&desk);
  g_autofree char *bytes = make_report (40);
  g_autoptr (SplitText) text = split_text (bytes);
  article_read (desk.article, &text->input);
  feature_table_compute (&desk.ranker->table, desk.article);
  guint32 n = desk.article->candidates->len, length = strlen (bytes);
  const Budget budgets[] = {
    { .n_sentences = n / 4 },
    { .n_words = desk.article->n_words / 4 },
    { .n_bytes = length / 4 },
    { .n_sentences = n, .n_words = desk.article->n_words / 4, .n_bytes = length },
  };
  for (guint i = 0; i < G_N_ELEMENTS (budgets); i++)
    {
      choice_begin (&desk.ranker->choice, desk.article, &desk.ranker->table, budgets[i]);
      g_assert_cmpfloat_with_epsilon (desk.ranker->choice.n_wanted, n / 4.0, 0.5);
    }
  choice_begin (&desk.ranker->choice, desk.article, &desk.ranker->table, (Budget){ .n_sentences = 1000000 });
  g_assert_cmpfloat (desk.ranker->choice.n_wanted, ==, n);
  choice_begin (&desk.ranker->choice, desk.article, &desk.ranker->table, (Budget){ .n_bytes = 1 });
  g_assert_cmpfloat (desk.ranker->choice.n_wanted, ==, 1.0);
  desk_clear (&desk);
}

static void
test_query_leans_towards_its_words (void)
{
  Lessons lessons;
  Desk desk;
  lessons_init (&lessons);
  desk_init (&desk);
  desk.article->frequencies = lessons.frequencies;
  g_autofree char *bytes = make_report (12);
  g_autoptr (SplitText) text = split_text (bytes);
  Budget budget = { .n_sentences = 1 };
  article_read (desk.article, &text->input);
  Preference preference = { .trees = lessons.trees, .query_weight = QUERY_WEIGHT };
  preference.n_query = article_mark_query (desk.article, "which gardeners trimmed hedges?");
  g_assert_cmpuint (preference.n_query, ==, 3);
  ranker_choose (desk.ranker, desk.article, &budget, &preference);
  const Candidate *candidate
      = article_get_candidate (desk.article, g_array_index (desk.ranker->choice.sorted, guint32, 0));
  g_autofree char *chosen = g_strndup (bytes + candidate->start, candidate->end - candidate->start);
  g_assert_nonnull (strstr (chosen, "hedge"));
  desk_clear (&desk);
  lessons_clear (&lessons);
}

static void
test_what_people_would_mend_costs (void)
{
  Preference mending = { .leaning_cost = 50.0f, .blemish_cost = 50.0f, .repeating_cost = 50.0f };
  Budget two = { .n_sentences = 2 };
  Lessons lessons;
  Desk desk;
  lessons_init (&lessons);
  desk_init (&desk);
  desk.article->frequencies = lessons.frequencies;
  mending.trees = lessons.trees;

  /* What was said before in nearly the same words */
  const char *twice
      = "Exactly 77 boats reached harbour number 4 before noon. A dog slept under the bench near the gate. "
        "Exactly 77 boats have reached harbour number 4. Two gardeners were trimming the long hedge.";
  g_autofree char *repeated = desk_choose (&desk, twice, two, (Preference){ .trees = lessons.trees });
  g_autofree char *once = desk_choose (&desk, twice, two, mending);
  g_assert_true (strstr (repeated, "boats reached") != NULL && strstr (repeated, "boats have") != NULL);
  g_assert_true (strstr (once, "boats reached") == NULL || strstr (once, "boats have") == NULL);

  /* Who is told only in a sentence that is left out */
  const char *stranger = "A dog slept under the bench near Bo Grey. Shops along the quay opened as usual at nine. Grey "
                         "counted 77 boats in harbour number 4. Two gardeners were trimming the long hedge.";
  g_autofree char *unknown
      = desk_choose (&desk, stranger, (Budget){ .n_sentences = 1 }, (Preference){ .trees = lessons.trees });
  g_autofree char *known = desk_choose (&desk, stranger, (Budget){ .n_sentences = 1 }, mending);
  g_assert_cmpstr (unknown, ==, "Grey counted 77 boats in harbour number 4.\n");
  g_assert_null (strstr (known, "Grey counted"));

  /* What hardly says anything */
  const char *greeting = "A dog slept under the bench near the gate. Good evening 77! Two gardeners were trimming the "
                         "long hedge. The evening bus came a little late.";
  g_autofree char *three = desk_choose (&desk, greeting, (Budget){ .n_sentences = 3 }, mending);
  g_assert_null (strstr (three, "Good evening"));
  desk_clear (&desk);
  lessons_clear (&lessons);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ranker/learns-what-summaries-have", test_learns_what_summaries_have);
  g_test_add_func ("/ranker/training-gives-equal-bytes", test_training_gives_equal_bytes);
  g_test_add_func ("/ranker/budgets-hold", test_budgets_hold);
  g_test_add_func ("/ranker/budgets-are-compared-with-the-text", test_budgets_are_compared_with_the_text);
  g_test_add_func ("/ranker/query-leans-towards-its-words", test_query_leans_towards_its_words);
  g_test_add_func ("/ranker/what-people-would-mend-costs", test_what_people_would_mend_costs);
  return g_test_run ();
}
