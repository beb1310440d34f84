/* Phrases and what is counted of them, word by word: which there are, the word graph against a plain walk, limits. */
#include "../analysis.h"
#include "../match.h"
#include "../word-graph.h"
#include "random.h"

#include <string.h>

/* A text whose words are `word` or `word/TAG`, with a sentence a line. */
typedef struct
{
  ObelusDocument *document;
  StopWords *stop_words;
  TextInput input;
} Case;

static void
case_init (Case *test, const char *marked)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (ObelusLayerBuilder) tokens = obelus_layer_builder_new ("token");
  g_autoptr (ObelusLayerBuilder) sentences = obelus_layer_builder_new ("sentence");
  g_autoptr (GError) error = NULL;
  const gboolean has_tags = strchr (marked, '/') != NULL;
  const guint upos = has_tags ? obelus_layer_builder_add_column (tokens, "upos", OBELUS_COLUMN_STRING) : 0;
  guint32 sentence = 0;

  /* By bytes: a text of many words is read here too. */
  for (const char *at = marked; *at != '\0';)
    {
      const char *end = at, *tag = NULL;
      for (; *end != '\0' && *end != ' ' && *end != '\n'; end++)
        tag = *end == '/' ? end : tag;
      const gsize length = (gsize) ((tag == NULL ? end : tag) - at);
      const guint32 row = obelus_layer_builder_append (tokens, (guint32) text->len, (guint32) (text->len + length));
      if (tag != NULL)
        obelus_layer_builder_set_string (tokens, upos, row, tag + 1, end - tag - 1);
      g_string_append_len (text, at, (gssize) length);
      if (*end != ' ')
        {
          obelus_layer_builder_append (sentences, sentence, (guint32) text->len);
          sentence = (guint32) text->len + 1;
        }
      g_string_append_c (text, ' ');
      at = *end == '\0' ? end : end + 1;
    }

  *test = (Case){ .document = obelus_document_new ("a", text->str, (gssize) text->len, &error) };
  g_assert_no_error (error);
  g_assert_true (obelus_document_commit (test->document, tokens, &error));
  g_assert_true (obelus_document_commit (test->document, sentences, &error));
  test->stop_words = stop_words_new ();
  test->input = (TextInput){
    .text = obelus_document_get_text (test->document, NULL),
    .tokens = obelus_document_get_layer (test->document, "token"),
    .sentences = obelus_document_get_layer (test->document, "sentence"),
    .stop_words = test->stop_words,
    .uses_tags = TRUE,
  };
}

static void
case_clear (Case *test)
{
  g_object_unref (test->document);
  stop_words_free (test->stop_words);
}

typedef struct
{
  const Case *test;
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
  Case test;
  case_init (&test, marked);
  g_autoptr (Words) words = words_new (NULL);
  Listing listing = { &test, g_string_new (NULL) };

  g_assert_true (words_read (words, &test.input));
  g_assert_true (phrases_visit (words, names, n_names, show_place, &listing));
  case_clear (&test);
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
  Case test;
  case_init (&test, "Student/NOUN loans/NOUN rose/VERB\nThe/DET student/NOUN loan/NOUN fell/VERB\nnew/ADJ student/NOUN "
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
  case_clear (&test);
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
  Case test;
  case_init (&test,
             "harbour plan splits town council\ncouncil wants harbour harbour walls\nships need walls and the town "
             "needs ships\nlighthouse keeper left town harbour");
  g_autoptr (Words) words = words_new (NULL);
  g_assert_true (words_read (words, &test.input));
  g_autofree double *places = g_new0 (double, words->n_words);

  g_assert_true (word_graph_rank (words));
  walk_plainly (words, places);
  for (guint32 i = 0; i < words->n_words; i++)
    g_assert_cmpfloat_with_epsilon ((double) words_get (words, i)->place / (double) WORD_GRAPH_UNIT, places[i], 1e-6);
  case_clear (&test);
}

static void
test_tables_have_limits (void)
{
  g_autoptr (GString) text = g_string_new ("harbour");
  Case test;
  for (guint i = 0; i < MOST_WORDS + 50000; i++)
    g_string_append_printf (text, " w%uq", i * 7919u);
  for (guint i = 0; i < 1000; i++)
    g_string_append (text, " harbour\nlighthouse");
  case_init (&test, text->str);
  g_autoptr (Analysis) analysis = analysis_new (NULL);

  g_assert_true (analysis_read (analysis, &test.input, NULL));
  g_assert_cmpuint (analysis->words->n_words, ==, MOST_WORDS);
  g_assert_cmpuint (analysis->phrases->n_phrases, <=, MOST_PHRASES);
  g_assert_cmpuint (analysis->phrases->capacity, <=, MOST_PHRASES);
  g_assert_cmpuint (find_phrase (analysis->phrases, "harbour")->n, ==, 1001);
  case_clear (&test);
}

/* The table is full many times over behind the phrase's last place. */
static void
test_what_recurs_is_not_forgotten (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  LearnRandom random = { 1 };
  Case test;
  for (guint i = 0; i < 600000; i++)
    {
      if (i >= PROTECTED_TOKENS && i < PROTECTED_TOKENS + 10)
        g_string_append (text, "zebra crossing\n");
      g_string_append_printf (text, "w%uq%c", learn_random_below (&random, 4096), i % 16 == 15 ? '\n' : ' ');
    }
  case_init (&test, text->str);
  g_autoptr (Analysis) analysis = analysis_new (NULL);

  g_assert_true (analysis_read (analysis, &test.input, NULL));
  g_assert_cmpuint (find_phrase (analysis->phrases, "zebra crossing")->n, ==, 10);
  case_clear (&test);
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
  g_test_add_func ("/phrases/hyphens", test_hyphens_are_no_words);
  g_test_add_func ("/phrases/names", test_names_are_phrases_whatever_they_hold);
  g_test_add_func ("/phrases/sentences", test_sentences_divide_phrases);
  g_test_add_func ("/phrases/counts", test_counts_are_over_all_forms);
  g_test_add_func ("/phrases/graph", test_the_graph_is_that_of_a_plain_walk);
  g_test_add_func ("/phrases/limits", test_tables_have_limits);
  g_test_add_func ("/phrases/recurring", test_what_recurs_is_not_forgotten);
  g_test_add_func ("/phrases/matches", test_matches);
  g_test_add_func ("/phrases/scores", test_scores);
  return g_test_run ();
}
