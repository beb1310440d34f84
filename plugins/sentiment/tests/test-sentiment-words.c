/* Words, measures and tables, without a host: what the scanner finds and what surroundings do to ratings. */
#include "../calibration.h"
#include "../conjugate-gradients.h"
#include "../forms.h"
#include "../lexicon-builder.h"
#include "../measures.h"
#include "../minimize.h"
#include "../model.h"
#include "../parts.h"
#include "../phrases.h"
#include "../shares-fit.h"

#include <math.h>
#include <string.h>

typedef struct
{
  SentimentEntry *slots;
  SentimentLexicon lexicon;
} Words;

static void
words_init (Words *words, const char *ratings)
{
  g_autoptr (SentimentLexiconBuilder) builder = sentiment_lexicon_builder_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (ratings, strlen (ratings));
  gsize n_slots;

  sentiment_lexicon_builder_add_ratings (builder, bytes);
  words->slots = sentiment_lexicon_builder_finish (builder, &n_slots);
  words->lexicon = (SentimentLexicon){ .slots = words->slots, .mask = (guint32) (n_slots - 1) };
}

static const char small_ratings[] = "good\t2.0\nbad\t-2.0\nfine\t1.0\n:-)\t1.5\n:(\t-1.5\n<3\t2.0\nso\t0.0\n";

/* The words of a text with `|` between, in the text's own letters */
static void
assert_words (const char *text, const char *expected)
{
  Words words;
  SentimentWord found[64];
  guint32 position = 0;
  g_autoptr (GString) shown = g_string_new (NULL);

  words_init (&words, small_ratings);
  gsize n = sentiment_scan_words (&words.lexicon, text, &position, (guint32) strlen (text), found, 64);
  for (gsize i = 0; i < n; i++)
    {
      g_string_append (shown, i > 0 ? "|" : "");
      g_string_append_len (shown, text + found[i].start, found[i].end - found[i].start);
    }
  g_assert_cmpstr (shown->str, ==, expected);
  g_assert_cmpuint (position, ==, strlen (text));
  g_free (words.slots);
}

static void
test_scan (void)
{
  assert_words ("", "");
  assert_words (" \t\n", "");
  assert_words ("We don't, can't and cannot.", "We|do|n't|,|ca|n't|and|can|not|.");
  assert_words ("It\342\200\231s Anna's, they've gone", "It|\342\200\231s|Anna|'s|,|they|'ve|gone");
  assert_words ("do n't it 's", "do|n't|it|'s");
  assert_words ("well-made 3.5 'quoted'", "well|made|3|.|5|quoted");
  assert_words ("Great!!! Really?!", "Great|!!!|Really|?|!");
  assert_words ("fine :-) or :( but <3", "fine|:-)|or|:(|but|<3");
  assert_words ("(see above): ok", "(|see|above|):|ok");
  assert_words ("see https://example.org/a?b=c now", "see|https://example.org/a?b=c|now");
  assert_words ("@ann #happy_days", "@ann|happy_days");
  assert_words ("\360\237\230\200\360\237\221\215\360\237\217\275!", "\360\237\230\200|\360\237\221\215|!");
}

static guint64
hash (const char *word)
{
  return sentiment_hash_form (word, strlen (word));
}

static void
test_normalise (void)
{
  Words words;
  SentimentWord found[16];
  guint32 position = 0;
  const char *text = "GOOD goooood sooo good";

  words_init (&words, small_ratings);
  gsize n = sentiment_scan_words (&words.lexicon, text, &position, (guint32) strlen (text), found, 8);
  g_assert_cmpuint (n, ==, 4);
  g_assert_true (found[0].hash == hash ("good"));
  g_assert_true (found[1].hash == hash ("good"));
  g_assert_true (found[2].hash == hash ("so"));
  g_assert_true ((found[0].flags & SENTIMENT_CAPITALS) != 0);
  g_assert_true ((found[1].flags & SENTIMENT_LENGTHENED) != 0);
  g_assert_true ((found[3].flags & (SENTIMENT_CAPITALS | SENTIMENT_LENGTHENED)) == 0);
  g_assert_cmpint (found[1].entry.rating, ==, 50);
  g_assert_cmpint (found[2].entry.role, ==, SENTIMENT_ROLE_BOOSTER);

  g_assert_true (hash ("two words") == 0);
  g_assert_true (hash ("") == 0);
  g_free (words.slots);
}

static void
test_stems (void)
{
  static const char *const family[] = { "loved", "loves", "loving", "love" };
  Words words;

  words_init (&words, small_ratings);
  guint64 stem = 0;
  for (guint i = 0; i < G_N_ELEMENTS (family); i++)
    {
      SentimentWord word[2];
      guint32 position = 0;
      sentiment_scan_words (&words.lexicon, family[i], &position, (guint32) strlen (family[i]), word, 2);
      if (i > 0)
        g_assert_cmphex (word[0].stem, ==, stem);
      stem = word[0].stem;
    }
  g_free (words.slots);
}

/* Net sum of the ratings in a text after its words have worked on each other */
static double
get_sum (const char *text)
{
  Words words;
  SentimentWord found[SENTIMENT_WINDOW];
  guint64 ngrams[SENTIMENT_WINDOW * SENTIMENT_NGRAMS_A_WORD];
  SentimentSums sums = { 0 };
  guint32 position = 0;

  words_init (&words, small_ratings);
  gsize n = sentiment_scan_words (&words.lexicon, text, &position, (guint32) strlen (text), found, SENTIMENT_WINDOW);
  sentiment_sums_add (&sums, found, n, ngrams, NULL);
  g_free (words.slots);
  return sums.composed;
}

static void
test_compose (void)
{
  double good = get_sum ("it is good");

  g_assert_cmpfloat_with_epsilon (good, 2.0, 1e-9);
  g_assert_cmpfloat (get_sum ("it is very good"), >, good);
  g_assert_cmpfloat (get_sum ("it is slightly good"), <, good);
  g_assert_cmpfloat (get_sum ("it is slightly good"), >, 0.0);
  g_assert_cmpfloat (get_sum ("it is not good"), <, 0.0);
  g_assert_cmpfloat (get_sum ("it is not bad"), >, 0.0);
  g_assert_cmpfloat (get_sum ("it is GOOD"), >, good);
  g_assert_cmpfloat_with_epsilon (get_sum ("IT IS GOOD"), good, 1e-9);
  /* What is said to have become less is turned as well, and the word that says so is silent. */
  g_assert_cmpfloat (get_sum ("bad things fell"), >, 0.0);
  g_assert_cmpfloat (get_sum ("good things fell"), <, 0.0);
  g_assert_cmpfloat_with_epsilon (get_sum ("good, and it fell"), good, 1e-9);
  g_assert_cmpfloat (get_sum ("it prevents bad"), >, 0.0);
  /* A clause ends what "not" reaches, and "not only" denies nothing. */
  g_assert_cmpfloat_with_epsilon (get_sum ("not here, good"), good, 1e-9);
  g_assert_cmpfloat_with_epsilon (get_sum ("not only good"), good, 1e-9);
  /* What follows "but" counts more. */
  g_assert_cmpfloat (get_sum ("good but bad"), <, 0.0);
  g_assert_cmpfloat (get_sum ("bad but good"), >, 0.0);
}

static void
test_measures_are_finite (void)
{
  static const char *const texts[] = { "", "!", "good good good", "\360\237\230\200", "0 0 0 0", "??????" };
  Words words;
  guint64 ngrams[SENTIMENT_WINDOW * SENTIMENT_NGRAMS_A_WORD];

  words_init (&words, small_ratings);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      SentimentWord found[SENTIMENT_WINDOW];
      SentimentSums sums = { 0 };
      double measures[SENTIMENT_N_MEASURES];
      guint32 position = 0;
      gsize n = sentiment_scan_words (&words.lexicon, texts[i], &position, (guint32) strlen (texts[i]), found,
                                      SENTIMENT_WINDOW);
      g_assert_cmpuint (sentiment_sums_add (&sums, found, n, ngrams, NULL), <=, n * SENTIMENT_NGRAMS_A_WORD);
      sentiment_sums_measure (&sums, measures);
      for (guint k = 0; k < SENTIMENT_N_MEASURES; k++)
        g_assert_true (isfinite (measures[k]));
    }
  g_free (words.slots);
}

static void
test_bad_lines (void)
{
  static const char ratings[] = "good\t2.0\nno tab\nhuge\t99\nnan\tnan\ntwo words\t1.0\n\nbad\t-1\n";
  g_autoptr (SentimentLexiconBuilder) builder = sentiment_lexicon_builder_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (ratings, strlen (ratings));
  gsize n_slots;

  g_assert_cmpuint (sentiment_lexicon_builder_add_ratings (builder, bytes), ==, 5);
  g_autofree SentimentEntry *slots = sentiment_lexicon_builder_finish (builder, &n_slots);
  const SentimentLexicon lexicon = { .slots = slots, .mask = (guint32) (n_slots - 1) };
  g_assert_cmpint (sentiment_lexicon_find (&lexicon, hash ("good"))->rating, ==, 50);
  g_assert_cmpint (sentiment_lexicon_find (&lexicon, hash ("bad"))->rating, ==, -25);
  g_assert_cmpint (sentiment_lexicon_find (&lexicon, hash ("huge"))->fingerprint, ==, 0);
}

/* The phrases of a model that has this table */
static gboolean
load_phrases (SentimentPhrases *phrases, const SentimentPhrase *slots, gsize n_slots, ObelusModel **model)
{
  g_autoptr (ObelusModelBuilder) builder = obelus_model_builder_new ("sentiment");
  g_autoptr (GError) error = NULL;

  obelus_model_builder_add_section (builder, "phrases", slots, n_slots * sizeof *slots);
  g_autoptr (GBytes) bytes = obelus_model_builder_finish (builder);
  *model = obelus_model_new_from_bytes ("made", bytes, &error);
  g_assert_no_error (error);
  gboolean is_sound = sentiment_phrases_init_from_model (phrases, *model, &error);
  g_assert_true (is_sound == (error == NULL));
  return is_sound;
}

static void
test_phrases_of_models (void)
{
  static const char list[] = "over the moon\t0.8\nover\t-0.1\nfar from\tnegator\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (list, strlen (list));
  g_autoptr (ObelusModel) model = NULL, full = NULL, odd = NULL, strange = NULL;
  g_autoptr (GError) error = NULL;
  SentimentPhrases phrases;
  LearnBadLines bad;
  Words words;
  gsize n_slots;

  words_init (&words, small_ratings);
  learn_bad_lines_init (&bad);
  g_autofree SentimentPhrase *slots = sentiment_phrases_read (&words.lexicon, "list", bytes, &bad, &n_slots, &error);
  g_assert_no_error (error);
  g_assert_true (load_phrases (&words.lexicon.phrases, slots, n_slots, &model));

  SentimentWord found[16];
  guint32 position = 0;
  static const char text[] = "over the top, over the moon and far from over the";
  gsize n = sentiment_scan_words (&words.lexicon, text, &position, sizeof text - 1, found, G_N_ELEMENTS (found));
  g_assert_cmpuint (n, ==, 9);
  g_assert_cmpint (found[0].entry.rating, ==, -10); /* over */
  g_assert_cmpint (found[2].entry.rating, ==, 0);   /* top */
  g_assert_cmpint (found[4].entry.rating, ==, 80);
  g_assert_cmpuint (found[4].end - found[4].start, ==, strlen ("over the moon"));
  g_assert_cmpint (found[6].entry.role, ==, SENTIMENT_ROLE_NEGATOR);

  /* Tables in which a search would not end, or that have roles of nobody */
  g_assert_false (load_phrases (&phrases, slots, n_slots - 1, &odd));
  slots[0].role = SENTIMENT_N_ROLES;
  g_assert_false (load_phrases (&phrases, slots, n_slots, &strange));
  slots[0].role = SENTIMENT_ROLE_NONE;
  for (gsize i = 0; i < n_slots; i++)
    slots[i].fingerprint |= 1;
  g_assert_false (load_phrases (&phrases, slots, n_slots, &full));
  learn_bad_lines_clear (&bad);
  g_free (words.slots);
}

/* Rosenbrock's valley: its minimum is 0 at (1, 1). */
static double
rosenbrock (const double *x, double *gradient, gpointer data)
{
  double a = 1.0 - x[0], b = x[1] - x[0] * x[0];

  (void) data;
  gradient[0] = -2.0 * a - 400.0 * x[0] * b;
  gradient[1] = 200.0 * b;
  return a * a + 100.0 * b * b;
}

static void
test_minimize (void)
{
  double x[2] = { -1.2, 1.0 };

  g_assert_cmpfloat (minimize (rosenbrock, NULL, x, 2, 200), <, 1e-6);
  g_assert_cmpfloat_with_epsilon (x[0], 1.0, 1e-2);
  g_assert_cmpfloat_with_epsilon (x[1], 1.0, 1e-2);
}

/* What is said is held against what is so, class by class; without neutral texts the other two share its part. */
static void
test_calibration (void)
{
  static const double shares[SENTIMENT_N_CLASSES] = { 0.12, 0.33, 0.55 };
  SentimentCalibration of_three = { 0 }, of_two = { 0 };
  g_autoptr (GString) report = g_string_new (NULL);

  for (guint i = 0; i < 20; i++)
    {
      SentimentClass class = i < 3    ? SENTIMENT_CLASS_NEGATIVE
                             : i < 10 ? SENTIMENT_CLASS_NEUTRAL
                                      : SENTIMENT_CLASS_POSITIVE;
      sentiment_calibration_add (&of_three, shares, class, TRUE);
      sentiment_calibration_add (&of_two, shares, class, FALSE);
    }
  sentiment_calibration_report (&of_three, report);
  g_assert_nonnull (strstr (report->str, "\n10-20 %       0.1200    0.1500    20\n"));
  g_assert_nonnull (strstr (report->str, "\n30-40 %       0.3300    0.3500    20\n"));
  g_assert_nonnull (strstr (report->str, "\n50-60 %       0.5500    0.5000    20\n"));
  g_assert_nonnull (strstr (report->str, "\ncalibration   0.0333 (ECE)\n"));

  g_string_truncate (report, 0);
  sentiment_calibration_report (&of_two, report);
  g_assert_nonnull (strstr (report->str, "\n10-20 %       0.1791    0.1500    20\n"));
  g_assert_nonnull (strstr (report->str, "\n80-90 %       0.8209    0.5000    20\n"));
}

/* Texts that are called what known shares say are found to have these shares, each domain its own. */
static void
test_shares_fit (void)
{
  const SentimentShares truth[2] = {
    { 2.0, 1.5, 0.4, 0.2, -0.2, -0.6, -0.1, 0.3, 0.0, 0.0 },
    { 1.2, 1.2, -0.2, 0.1, -0.4, -1.4, 0.1, 0.2, 0.0, 0.0 },
  };
  const guint n = 20000;
  g_autofree SentimentReading *readings = g_new0 (SentimentReading, n);
  g_autoptr (GArray) judged = g_array_new (FALSE, FALSE, sizeof (SentimentJudged));
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  SentimentShares shares[SENTIMENT_N_DOMAINS];

  for (guint i = 0; i < n; i++)
    {
      readings[i] = (SentimentReading){ .value = g_rand_double_range (random, -4.0, 4.0),
                                        .evidence = g_rand_double (random),
                                        .subjectivity = g_rand_double_range (random, -1.0, 1.0),
                                        .n_words = 9,
                                        .n_known = 5 };
      SentimentVerdict verdict = sentiment_shares_judge (&truth[i % 2], &readings[i]);
      double drawn = g_rand_double (random);
      SentimentJudged text = { .class = drawn < verdict.positive                      ? SENTIMENT_CLASS_POSITIVE
                                        : drawn < verdict.positive + verdict.negative ? SENTIMENT_CLASS_NEGATIVE
                                                                                      : SENTIMENT_CLASS_NEUTRAL,
                               .domain = i % 2 == 0 ? SENTIMENT_DOMAIN_NEWS : SENTIMENT_DOMAIN_SOCIAL,
                               .source = i % 2,
                               .reading = &readings[i] };
      g_array_append_val (judged, text);
    }
  sentiment_shares_fit (judged, 2, shares);

  for (guint i = 0; i < n; i++)
    {
      const SentimentShares *found = &shares[i % 2 == 0 ? SENTIMENT_DOMAIN_NEWS : SENTIMENT_DOMAIN_SOCIAL];
      SentimentVerdict expected = sentiment_shares_judge (&truth[i % 2], &readings[i]);
      SentimentVerdict verdict = sentiment_shares_judge (found, &readings[i]);
      g_assert_cmpfloat_with_epsilon (verdict.positive, expected.positive, 0.06);
      g_assert_cmpfloat_with_epsilon (verdict.negative, expected.negative, 0.06);
    }
  /* Nobody said what reviews are like. */
  g_assert_cmpmem (&shares[SENTIMENT_DOMAIN_REVIEWS], sizeof *shares, &shares[SENTIMENT_DOMAIN_GENERAL],
                   sizeof *shares);

  sentiment_shares_fit (g_array_set_size (judged, 0), 0, shares);
  for (guint domain = 0; domain < SENTIMENT_N_DOMAINS; domain++)
    g_assert_true (sentiment_are_sound ((const double *) &shares[domain], sizeof shares[domain] / sizeof (double)));
}

/* @result = diag (1, 2, 3, …) @x */
static void
multiply_diagonal (const double *x, double *result, gpointer n)
{
  for (gsize i = 0; i < GPOINTER_TO_SIZE (n); i++)
    result[i] = (double) (i + 1) * x[i];
}

static void
test_linear_system (void)
{
  const gsize n = 5;
  const double target[] = { 1.0, 4.0, 9.0, 16.0, 25.0 }, diagonal[] = { 1.0, 1.0, 1.0, 1.0, 1.0 };
  double x[5] = { 0.0 };

  g_assert_true (sentiment_solve_linear (multiply_diagonal, GSIZE_TO_POINTER (n), target, diagonal, x, n, 1e-9, 20));
  for (gsize i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (x[i], (double) (i + 1), 1e-6);

  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  double begun[5] = { 0.0 };
  g_cancellable_cancel (cancellable);
  g_cancellable_push_current (cancellable);
  g_assert_false (
      sentiment_solve_linear (multiply_diagonal, GSIZE_TO_POINTER (n), target, diagonal, begun, n, 1e-9, 20));
  g_cancellable_pop_current (cancellable);
}

static guint
find_part (const char *text)
{
  g_autoptr (ObelusDocument) document = obelus_document_new ("a", text, -1, NULL);

  return sentiment_find_part (document, 1000);
}

static void
test_parts (void)
{
  g_assert_cmpuint (find_part ("Very good!"), ==, find_part ("  very, GOOD"));
  g_assert_cmpuint (find_part ("Very good"), !=, find_part ("Very bad"));
  g_assert_cmpuint (find_part ("очень хорошо"), ==, find_part ("«очень — хорошо»"));
  g_assert_cmpuint (find_part ("очень хорошо"), !=, find_part ("очень плохо"));
  g_assert_cmpuint (find_part ("很好"), !=, find_part ("很坏"));
  g_assert_cmpuint (find_part (""), ==, find_part ("…"));
}

/* Letters that are read in a row make the form that they make one by one, and a beginning has the hash of its bytes. */
static void
test_forms (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint round = 0; round < 2000; round++)
    {
      SentimentForm whole, single;
      char text[80];
      guint32 length = (guint32) g_rand_int_range (random, 0, sizeof text), n = 0;
      for (guint32 i = 0; i < length; i++)
        text[i] = "aabBbsS1'"[g_rand_int_range (random, 0, 9)];
      sentiment_form_init (&whole);
      sentiment_form_init (&single);
      while (n < length)
        {
          n += sentiment_form_append_letters (&whole, text + n, length - n);
          if (n < length)
            sentiment_form_append (&whole, (guint8) text[n++]);
        }
      for (guint32 i = 0; i < length; i++)
        sentiment_form_append (&single, (guint8) text[i]);

      g_assert_cmpmem (whole.bytes, whole.length, single.bytes, single.length);
      g_assert_cmpuint (whole.n_letters, ==, single.n_letters);
      g_assert_cmpuint (whole.n_capitals, ==, single.n_capitals);
      g_assert_cmpint (whole.starts_capital, ==, single.starts_capital);
      g_assert_cmpint (whole.lengthened, ==, single.lengthened);
      g_assert_cmpint (whole.has_letter, ==, single.has_letter);
      for (gsize i = 0; i <= whole.length; i++)
        g_assert_cmpuint (sentiment_form_hash (&whole, i), ==, sentiment_hash_bytes (whole.bytes, i));
    }
}

/* Looking at eight slots together finds what looking at one after the other does. */
static void
test_ngrams (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (8);

  for (guint n = 1; n < 60; n++)
    {
      guint64 hashes[60];
      SentimentUnits units[60];
      gsize n_slots;
      for (guint i = 0; i < n; i++)
        {
          hashes[i] = (guint64) g_rand_int (random) << 32 | g_rand_int (random);
          units[i] = (SentimentUnits){ .value = (gint8) g_rand_int (random), .subjectivity = 1 };
        }
      g_autofree guint32 *slots = sentiment_ngrams_pack (hashes, units, n, &n_slots);
      for (guint i = 0; i < 200; i++)
        {
          /* One that is there, or one whose place in the table is taken */
          guint64 hash = hashes[g_rand_int_range (random, 0, (gint32) n)];
          hash ^= i % 2 * ((guint64) g_rand_int (random) << 32);
          guint32 slot = (guint32) hash & (guint32) (n_slots - 1);
          while (slots[slot] != 0 && slots[slot] >> 16 != hash >> 48)
            slot = (slot + 1) & (guint32) (n_slots - 1);
          g_assert_cmpuint (sentiment_find_ngram (slots, (guint32) (n_slots - 1), hash), ==, slot);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sentiment/words/scan", test_scan);
  g_test_add_func ("/sentiment/words/normalise", test_normalise);
  g_test_add_func ("/sentiment/words/stems", test_stems);
  g_test_add_func ("/sentiment/words/forms", test_forms);
  g_test_add_func ("/sentiment/ngrams", test_ngrams);
  g_test_add_func ("/sentiment/measures/compose", test_compose);
  g_test_add_func ("/sentiment/measures/finite", test_measures_are_finite);
  g_test_add_func ("/sentiment/lexicon/bad-lines", test_bad_lines);
  g_test_add_func ("/sentiment/lexicon/phrases-of-models", test_phrases_of_models);
  g_test_add_func ("/sentiment/minimize", test_minimize);
  g_test_add_func ("/sentiment/linear-system", test_linear_system);
  g_test_add_func ("/sentiment/parts", test_parts);
  g_test_add_func ("/sentiment/calibration", test_calibration);
  g_test_add_func ("/sentiment/shares-fit", test_shares_fit);
  return g_test_run ();
}
