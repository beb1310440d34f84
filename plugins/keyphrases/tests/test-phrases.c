/* Phrases and what is counted of them, word by word: which there are, the word graph against a plain walk, limits. */
#include "../analysis.h"
#include "../fold.h"
#include "../match.h"
#include "../roles.h"
#include "../word-graph.h"
#include "marked-text.h"
#include "random.h"

#include <string.h>

typedef struct
{
  const MarkedText *test;
  GString *shown;
} Listing;

static gboolean
show_place (const Place *place, gpointer user_data)
{
  Listing *listing = user_data;
  const guint32 start = obelus_layer_get_starts (listing->test->input.tokens)[place->first];
  const guint32 end = obelus_layer_get_ends (listing->test->input.tokens)[place->last];

  g_string_append_printf (listing->shown, "%s%.*s%s", listing->shown->len == 0 ? "" : "; ", (int) (end - start),
                          listing->test->input.text + start, place->is_whole ? "!" : "");
  return TRUE;
}

static char *
list_phrases (const char *marked, const NameSpan *names, guint32 n_names)
{
  MarkedText test;
  marked_text_init (&test, marked);
  g_autoptr (Words) words = words_new (NULL);
  Listing listing = { &test, g_string_new (NULL) };

  g_assert_true (words_read (words, &test.input));
  g_assert_true (phrases_visit (words, names, n_names, show_place, &listing));
  marked_text_clear (&test);
  return g_string_free (listing.shown, FALSE);
}

static void
assert_phrases (const char *marked, const char *expected)
{
  g_autofree char *shown = list_phrases (marked, NULL, 0);
  g_assert_cmpstr (shown, ==, expected);
}

static void
test_tags_tell_noun_phrases (void)
{
  assert_phrases ("The/DET new/ADJ harbour/NOUN opened/VERB", "new harbour!; harbour");
  assert_phrases ("Oslo/PROPN is/AUX cold/ADJ", "Oslo!");
  assert_phrases ("twelve/NUM angry/ADJ swans/NOUN", "angry swans!; swans");
  assert_phrases ("World/PROPN War/PROPN 2/NUM veterans/NOUN", "World; World War; World War 2 veterans!; War; "
                                                               "War 2 veterans; veterans");
}

/* Whatever the tagger says of them, participles before nouns are adjectives; behind auxiliaries they are verbs. */
static void
test_participles_are_adjectives (void)
{
  assert_phrases ("a/DET swimming/VERB pool/NOUN", "swimming pool!; pool");
  assert_phrases ("is/AUX selling/VERB cars/NOUN", "cars!");
  assert_phrases ("a/DET sold/VERB car/NOUN", "car!");
}

static void
test_days_begin_no_phrase (void)
{
  assert_phrases ("Tue/PROPN Jan/PROPN", "");
  assert_phrases ("Black/ADJ Friday/PROPN", "Black Friday!");
  assert_phrases ("the/DET jan/NOUN sun/NOUN", "jan; jan sun!; sun");
}

static void
test_stop_words_divide_texts_without_tags (void)
{
  assert_phrases ("the harbour of Oslo , and ships", "harbour!; Oslo!; ships!");
  assert_phrases ("der Hafen ist für die Schiffe von Kiel und nicht für die der Dänen",
                  "Hafen!; Schiffe!; Kiel!; Dänen!");
}

static void
test_hyphens_are_no_words (void)
{
  g_assert_cmpuint (phrase_hash ("second-language learners"), ==, phrase_hash ("second language learner"));
  g_assert_cmpuint (phrase_hash ("Second Languages"), ==, phrase_hash ("second language"));
  g_assert_cmpuint (phrase_hash ("language second"), !=, phrase_hash ("second language"));
  g_assert_cmpuint (phrase_hash (" - "), ==, 0);
}

static void
test_names_are_phrases_whatever_they_hold (void)
{
  const NameSpan bank = { 1, 3, LEARN_NAME_ORGANIZATION }, mayor = { 1, 2, LEARN_NAME_PERSON };
  g_autofree char *with_stop_word = list_phrases ("the Bank of England acted", &bank, 1);
  g_autofree char *not_cut = list_phrases ("mayor Ingrid Solberg wins", &mayor, 1);

  g_assert_cmpstr (with_stop_word, ==, "Bank!; England; acted; Bank of England!");
  g_assert_cmpstr (not_cut, ==,
                   "mayor; mayor Ingrid Solberg; Ingrid; Ingrid Solberg; Ingrid Solberg wins; Solberg; wins");
}

static void
test_sentences_divide_phrases (void)
{
  assert_phrases ("harbour/NOUN\nplan/NOUN", "harbour!; plan!");
}

/* A text whose first token spans it all where @is_whole, with its words as tokens behind that. */
static void
overlapping_init (MarkedText *test, const char *text, gboolean is_whole)
{
  g_autoptr (ObelusLayerBuilder) tokens = obelus_layer_builder_new ("token");
  g_autoptr (ObelusLayerBuilder) sentences = obelus_layer_builder_new ("sentence");
  const guint32 length = (guint32) strlen (text);

  if (is_whole)
    obelus_layer_builder_append (tokens, 0, length);
  for (const char *at = text; *at != '\0';)
    {
      const gsize n = strcspn (at, " ");
      obelus_layer_builder_append (tokens, (guint32) (at - text), (guint32) (at - text + n));
      at += n + (at[n] == '\0' ? 0 : 1);
    }
  obelus_layer_builder_append (sentences, 0, length);
  marked_text_init_layers (test, text, length, tokens, sentences);
}

static void
test_overlapping_tokens_are_read_once (void)
{
  MarkedText test;
  overlapping_init (&test, "harbour plan town council", TRUE);
  g_autoptr (Words) words = words_new (NULL);

  g_assert_true (words_read (words, &test.input));
  g_assert_cmpuint (words->n_words, ==, 1);
  for (guint32 at = 1; at < words->n_tokens; at++)
    g_assert_cmpuint (words->tokens[at].word, ==, NO_WORD);
  marked_text_clear (&test);
}

static gint
guess_language (const char *text, gboolean is_whole)
{
  MarkedText test;
  Roles roles;
  overlapping_init (&test, text, is_whole);
  g_assert_true (roles_init (&roles, &test.input));
  roles_clear (&roles);
  marked_text_clear (&test);

  return roles.language;
}

static void
test_languages_are_guessed_by_words (void)
{
  /* Letters of two bytes, which do not fill the room for a word to its end. */
  g_autoptr (GString) long_word = g_string_new ("der die das ");
  for (guint i = 0; i < LONGEST_WORD; i++)
    g_string_append (long_word, "я");

  g_assert_cmpint (guess_language ("der die das und ist nicht", FALSE), ==, stop_words_find_language ("de"));
  g_assert_cmpint (guess_language ("der die das und ist nicht", TRUE), ==, stop_words_find_language ("en"));
  g_assert_cmpint (guess_language (long_word->str, FALSE), ==, stop_words_find_language ("de"));
}

static const Phrase *
find_phrase (const Phrases *phrases, const char *text)
{
  for (guint32 i = 0; i < phrases->n_phrases; i++)
    if (phrases->phrases[i].hash == phrase_hash (text))
      return &phrases->phrases[i];
  g_error ("there is no phrase '%s'", text);
}

static void
test_counts_are_over_all_forms (void)
{
  MarkedText test;
  marked_text_init (&test,
                    "Student/NOUN loans/NOUN rose/VERB\nThe/DET student/NOUN loan/NOUN fell/VERB\nnew/ADJ student/NOUN "
                    "loans/NOUN and/CCONJ a/DET loan/NOUN");
  g_autoptr (Analysis) analysis = analysis_new (NULL);
  g_assert_true (analysis_read (analysis, &test.input, NULL));

  const Phrase *loan = find_phrase (analysis->phrases, "student loan");
  g_assert_cmpuint (loan->n, ==, 3);
  g_assert_cmpuint (loan->n_whole, ==, 2);
  g_assert_cmpuint (loan->n_article, ==, 1);
  g_assert_cmpuint (loan->n_sentences, ==, 3);
  g_assert_cmpuint (loan->n_longer, ==, 1);
  g_assert_cmpuint (find_phrase (analysis->phrases, "loan")->n, ==, 4);
  g_assert_cmpuint (find_phrase (analysis->phrases, "loan")->n_longer, ==, 3);
  marked_text_clear (&test);
}

/* The walk as it is defined: a matrix of all pairs within reach. */
static void
walk_plainly (const Words *words, double *places)
{
  enum
  {
    REACH = 4,
    N_ROUNDS = 12
  };
  const guint32 n = words->n_words;
  g_autofree double *ties = g_new0 (double, (gsize) n *n);
  g_autofree double *starts = g_new0 (double, n);
  g_autofree double *next = g_new0 (double, n);
  g_autoptr (GArray) sequence = g_array_new (FALSE, FALSE, sizeof (guint32));
  double total = 0.0;

  for (guint32 at = 0; at < words->n_tokens; at++)
    if (words->tokens[at].word != NO_WORD && (words->tokens[at].flags & TOKEN_INSIDE) != 0)
      g_array_append_val (sequence, words->tokens[at].word);
  for (guint i = 0; i < sequence->len; i++)
    {
      const guint32 word = g_array_index (sequence, guint32, i);
      starts[word] += 1.0 / (i + 1);
      total += 1.0 / (i + 1);
      for (guint j = i > REACH ? i - REACH : 0; j < sequence->len && j <= i + REACH; j++)
        if (j != i)
          ties[word * n + g_array_index (sequence, guint32, j)] += 1.0;
    }
  for (guint32 i = 0; i < n; i++)
    places[i] = starts[i] /= total;
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      for (guint32 i = 0; i < n; i++)
        {
          next[i] = starts[i] / 7.0;
          for (guint32 j = 0; j < n; j++)
            {
              double degree = 0.0;
              for (guint32 k = 0; k < n; k++)
                degree += ties[j * n + k];
              if (degree > 0.0)
                next[i] += 6.0 / 7.0 * places[j] * ties[j * n + i] / degree;
            }
        }
      memcpy (places, next, n * sizeof *places);
    }
}

static void
test_the_graph_is_that_of_a_plain_walk (void)
{
  MarkedText test;
  marked_text_init (
      &test, "harbour plan splits town council\ncouncil wants harbour harbour walls\nships need walls and the town "
             "needs ships\nlighthouse keeper left town harbour");
  g_autoptr (Words) words = words_new (NULL);
  g_assert_true (words_read (words, &test.input));
  g_autofree double *places = g_new0 (double, words->n_words);

  g_assert_true (word_graph_rank (words));
  walk_plainly (words, places);
  for (guint32 i = 0; i < words->n_words; i++)
    g_assert_cmpfloat_with_epsilon ((double) words_get (words, i)->place / (double) WORD_GRAPH_UNIT, places[i], 1e-6);
  marked_text_clear (&test);
}

static void
test_tables_have_limits (void)
{
  g_autoptr (GString) text = g_string_new ("harbour");
  MarkedText test;
  for (guint i = 0; i < MOST_WORDS + 50000; i++)
    g_string_append_printf (text, " w%uq", i * 7919u);
  for (guint i = 0; i < 1000; i++)
    g_string_append (text, " harbour\nlighthouse");
  marked_text_init (&test, text->str);
  g_autoptr (Analysis) analysis = analysis_new (NULL);

  g_assert_true (analysis_read (analysis, &test.input, NULL));
  g_assert_cmpuint (analysis->words->n_words, ==, MOST_WORDS);
  g_assert_cmpuint (analysis->phrases->n_phrases, <=, MOST_PHRASES);
  g_assert_cmpuint (analysis->phrases->capacity, <=, MOST_PHRASES);
  g_assert_cmpuint (find_phrase (analysis->phrases, "harbour")->n, ==, 1001);
  marked_text_clear (&test);
}

/* The table is full many times over behind the phrase's last place. */
static void
test_what_recurs_is_not_forgotten (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  LearnRandom random = { 1 };
  MarkedText test;
  for (guint i = 0; i < 600000; i++)
    {
      if (i >= PROTECTED_TOKENS && i < PROTECTED_TOKENS + 10)
        g_string_append (text, "zebra crossing\n");
      g_string_append_printf (text, "w%uq%c", learn_random_below (&random, 4096), i % 16 == 15 ? '\n' : ' ');
    }
  marked_text_init (&test, text->str);
  g_autoptr (Analysis) analysis = analysis_new (NULL);

  g_assert_true (analysis_read (analysis, &test.input, NULL));
  g_assert_cmpuint (find_phrase (analysis->phrases, "zebra crossing")->n, ==, 10);
  marked_text_clear (&test);
}

static void
test_matches (void)
{
  g_autofree char *exact = match_normalize ("  Second-Language  Learners' ", -1, FALSE);
  g_autofree char *stemmed = match_normalize ("Second-Language Learners", -1, TRUE);
  g_autofree char *russian = match_normalize ("Новая ГАВАНЬ", -1, TRUE);

  g_assert_cmpstr (exact, ==, "second language learners");
  g_assert_cmpstr (stemmed, ==, "second languag learner");
  g_assert_cmpstr (russian, ==, "новая гавань");
}

static void
test_scores (void)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autoptr (GPtrArray) gold = g_ptr_array_new ();
  const char *bank[] = { "bank of england", "bank", NULL }, *rate[] = { "interest rate", NULL },
             *other[] = { "x", NULL };
  g_ptr_array_add (gold, bank);
  g_ptr_array_add (gold, rate);
  g_ptr_array_add (gold, other);
  g_ptr_array_add (found, (gpointer) "bank");
  g_ptr_array_add (found, (gpointer) "bank of england");
  g_ptr_array_add (found, (gpointer) "gold");
  g_ptr_array_add (found, (gpointer) "interest rate");

  /* The bank counts once, however often it is found. */
  const MatchScore all = match_score (found, 10, gold);
  g_assert_cmpfloat_with_epsilon (all.precision, 0.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (all.recall, 2.0 / 3.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (all.f1, 4.0 / 7.0, 1e-9);
  const MatchScore first = match_score (found, 1, gold);
  g_assert_cmpfloat_with_epsilon (first.precision, 1.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (first.f1, 0.5, 1e-9);
  g_ptr_array_set_size (found, 0);
  g_assert_cmpfloat_with_epsilon (match_score (found, 5, gold).f1, 0.0, 1e-9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phrases/tags", test_tags_tell_noun_phrases);
  g_test_add_func ("/phrases/stop-words", test_stop_words_divide_texts_without_tags);
  g_test_add_func ("/phrases/participles", test_participles_are_adjectives);
  g_test_add_func ("/phrases/days", test_days_begin_no_phrase);
  g_test_add_func ("/phrases/hyphens", test_hyphens_are_no_words);
  g_test_add_func ("/phrases/names", test_names_are_phrases_whatever_they_hold);
  g_test_add_func ("/phrases/sentences", test_sentences_divide_phrases);
  g_test_add_func ("/phrases/overlaps", test_overlapping_tokens_are_read_once);
  g_test_add_func ("/phrases/languages", test_languages_are_guessed_by_words);
  g_test_add_func ("/phrases/counts", test_counts_are_over_all_forms);
  g_test_add_func ("/phrases/graph", test_the_graph_is_that_of_a_plain_walk);
  g_test_add_func ("/phrases/limits", test_tables_have_limits);
  g_test_add_func ("/phrases/recurring", test_what_recurs_is_not_forgotten);
  g_test_add_func ("/phrases/matches", test_matches);
  g_test_add_func ("/phrases/scores", test_scores);
  return g_test_run ();
}
