/* Cleaning, reading and choosing, on texts written for it and split by a few lines of code. */
#include "../clean.h"
#include "../ranker.h"
#include "../training.h"
#include "split-text.h"

#include <string.h>

/* The chosen sentences in text order, a line each. */
static char *
choose (Desk *desk, const char *bytes, Budget budget, Preference preference)
{
  g_autoptr (SplitText) text = split_text (bytes);
  GString *lines = g_string_new (NULL);
  article_read (desk->article, &text->input);
  ranker_choose (desk->ranker, desk->article, &budget, &preference);
  const GArray *sorted = desk->ranker->choice.sorted;
  for (guint i = 0; i < sorted->len; i++)
    {
      const Candidate *candidate = article_get_candidate (desk->article, g_array_index (sorted, guint32, i));
      g_string_append_len (lines, bytes + candidate->start, candidate->end - candidate->start);
      g_string_append_c (lines, '\n');
    }
  return g_string_free (lines, FALSE);
}

static void
test_what_leads_in_is_left_off (void)
{
  static const char *const cases[][2] = {
    { "LONDON, England (CNN) -- The ferry sank.", "The ferry sank." },
    { "(CNN) The ferry sank.", "The ferry sank." },
    { "(CNN)The ferry sank.", "The ferry sank." },
    { "PARIS (Reuters) - The ferry sank.", "The ferry sank." },
    { "OSLO \xe2\x80\x94 The ferry sank.", "The ferry sank." },
    { "* The ferry sank.", "The ferry sank." },
    { "\xe2\x80\xa2 The ferry sank.", "The ferry sank." },
    { "<p class=lead>The ferry sank.</p", "The ferry sank." },
    { "<br/> <p>The <b>ferry</b> sank.</p>\n", "The <b>ferry</b> sank." },
    /* and these stay as they are */
    { "<b>", "<b>" },
    { "a < b and b > c", "a < b and b > c" },
    { "The ferry (built in 1970) sank.", "The ferry (built in 1970) sank." },
    { "The Blue Star (a ferry) - sank.", "The Blue Star (a ferry) - sank." },
    { "NATO said the ferry sank.", "NATO said the ferry sank." },
    { "Anna Berg - a sailor - saw it.", "Anna Berg - a sailor - saw it." },
    { "(CNN)", "(CNN)" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint32 length = strlen (cases[i][0]);
      guint32 start = clean_find_start (cases[i][0], 0, length);
      g_autofree char *left = g_strndup (cases[i][0] + start, clean_find_end (cases[i][0], start, length) - start);
      g_assert_cmpstr (left, ==, cases[i][1]);
    }
}

static void
test_asides_are_told_from_prose (void)
{
  static const char *const asides[] = {
    "By Ann Lee",
    "By Ann Lee and Bo Grey for the Herald",
    "PUBLISHED: 05:30 EST, 2 December 2013",
    "11:29, 2 December 2013",
    "Scroll down for video.",
    "Click here to read our full report.",
    "The writer's colleague Bo Grey contributed to this report.",
    "Copyright 2014 The Harbour Herald. All rights reserved.",
    "Advertisement",
  };
  static const char *const prose[] = {
    "By Tuesday the water had reached the bridge.",
    "By then Ann Lee had left.",
    "Copyright law has changed little in forty years.",
    "Advertisement revenue fell by a fifth.",
    "The train left at 05:30 and arrived at 07:45, half an hour late.",
    "She clicked here and there, and scrolled down a little.",
  };
  for (guint i = 0; i < G_N_ELEMENTS (asides); i++)
    if (!clean_is_aside (asides[i], 0, strlen (asides[i])))
      g_error ("not seen as an aside: %s", asides[i]);
  for (guint i = 0; i < G_N_ELEMENTS (prose); i++)
    if (clean_is_aside (prose[i], 0, strlen (prose[i])))
      g_error ("taken for an aside: %s", prose[i]);
}

static void
test_title_and_byline_are_not_chosen (void)
{
  Desk desk;
  desk_init (&desk);
  g_autofree char *lead
      = choose (&desk,
                "Ferry line closes after ninety years\n\nBy Ann Lee\n\nThe last boat left on Sunday. Crowds "
                "came to see it go.\n",
                (Budget){ .n_sentences = 2 }, (Preference){ .method = RANKER_LEAD });
  g_assert_cmpstr (lead, ==, "The last boat left on Sunday.\nCrowds came to see it go.\n");
  desk_clear (&desk);
}

static void
test_captions_are_not_chosen_but_speeches_are (void)
{
  Desk desk;
  desk_init (&desk);
  g_autofree char *story
      = choose (&desk,
                "Big day: The couple at the church. The wedding drew a crowd. It rained at noon. The choir "
                "sang. Ann Lee (left) held the umbrella. Nobody minded.",
                (Budget){ .n_sentences = 4 }, (Preference){ .method = RANKER_LEAD });
  g_assert_cmpstr (story, ==, "The wedding drew a crowd.\nIt rained at noon.\nThe choir sang.\nNobody minded.\n");
  g_autofree char *play = choose (&desk, "Anna: The boat is late. Bo: It always is. Anna: Then let us walk.",
                                  (Budget){ .n_sentences = 1 }, (Preference){ .method = RANKER_LEAD });
  g_assert_cmpstr (play, ==, "Anna: The boat is late.\n");
  g_autofree char *speech
      = choose (&desk, "Mr Grey said: We shall see. The room was silent. All went home. The end came.",
                (Budget){ .n_sentences = 1 }, (Preference){ .method = RANKER_LEAD });
  g_assert_cmpstr (speech, ==, "Mr Grey said: We shall see.\n");
  desk_clear (&desk);
}

static void
test_any_text_has_an_answer (void)
{
  static const char *const cases[][2] = {
    { "", "" },
    { "   \n\n  ", "" },
    { "... !!! ---", "" },
    { "Stop.", "Stop.\n" },
    { "Only a title", "Only a title\n" },
    { "By Ann Lee", "By Ann Lee\n" },
    { "milk\neggs\nflour", "milk\neggs\nflour\n" },
    { "Again. Again. Again.", "Again.\n" },
  };
  Desk desk;
  desk_init (&desk);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *lead
          = choose (&desk, cases[i][0], (Budget){ .n_sentences = 3 }, (Preference){ .method = RANKER_LEAD });
      g_assert_cmpstr (lead, ==, cases[i][1]);
    }
  desk_clear (&desk);
}

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
    .extract_weight = 1.0,
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
      = choose (&desk,
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
              = choose (&desk, report, (Budget){ .n_words = n_words }, (Preference){ .trees = lessons.trees });
          g_assert_cmpuint (count_words (text), <=, n_words);
          g_assert_cmpuint (count_words (text), >, n_words / 2);
        }
      g_autofree char *seven
          = choose (&desk, report, (Budget){ .n_sentences = 7 }, (Preference){ .trees = lessons.trees });
      g_assert_cmpuint (desk.ranker->choice.sorted->len, ==, 7);
      /* No sentence fits, and still there is one. */
      g_autofree char *least = choose (&desk, report, (Budget){ .n_words = 2 }, (Preference){ .trees = lessons.trees });
      g_assert_cmpuint (desk.ranker->choice.sorted->len, ==, 1);
    }
  desk_clear (&desk);
  lessons_clear (&lessons);
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clean/what-leads-in-is-left-off", test_what_leads_in_is_left_off);
  g_test_add_func ("/clean/asides-are-told-from-prose", test_asides_are_told_from_prose);
  g_test_add_func ("/article/title-and-byline-are-not-chosen", test_title_and_byline_are_not_chosen);
  g_test_add_func ("/article/captions-are-not-chosen-but-speeches-are", test_captions_are_not_chosen_but_speeches_are);
  g_test_add_func ("/article/any-text-has-an-answer", test_any_text_has_an_answer);
  g_test_add_func ("/ranker/learns-what-summaries-have", test_learns_what_summaries_have);
  g_test_add_func ("/ranker/training-gives-equal-bytes", test_training_gives_equal_bytes);
  g_test_add_func ("/ranker/budgets-hold", test_budgets_hold);
  g_test_add_func ("/ranker/query-leans-towards-its-words", test_query_leans_towards_its_words);
  return g_test_run ();
}
