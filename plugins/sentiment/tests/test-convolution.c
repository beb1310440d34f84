/* The convolution, without a host: what tables add up to, and what is learned from words in their order. */
#include "../convolution-fit.h"
#include "few-words.h"

#include <math.h>
#include <string.h>

#define N_ROWS (SENTIMENT_FIRST_WORD_ROW + 20)

typedef struct
{
  SentimentConvolutionRow rows[N_ROWS];
  SentimentFilters filters;
  SentimentConvolution convolution;
} Tables;

/* Tables of chance; the first row adds nothing. */
static void
tables_init (Tables *tables, GRand *random)
{
  memset (tables, 0, sizeof *tables);
  for (guint row = 1; row < N_ROWS; row++)
    for (guint place = 0; place < SENTIMENT_FILTER_WIDTH; place++)
      for (guint filter = 0; filter < SENTIMENT_N_FILTERS; filter++)
        tables->rows[row].places[place][filter] = (gint8) g_rand_int_range (random, -127, 128);
  for (guint filter = 0; filter < SENTIMENT_N_FILTERS; filter++)
    {
      tables->filters.biases[filter] = (gint16) g_rand_int_range (random, -300, 100);
      tables->filters.weights[filter] = g_rand_double_range (random, -1.0, 1.0);
    }
  tables->convolution = (SentimentConvolution){ tables->rows, N_ROWS, &tables->filters };
}

/* Words of chance, some with a row that no table has */
static void
draw_words (SentimentWord *words, gsize n, GRand *random)
{
  for (gsize i = 0; i < n; i++)
    words[i] = (SentimentWord){ .kind = (guint8) g_rand_int_range (random, 0, 9),
                                .run = (guint8) g_rand_int_range (random, 0, 6),
                                .entry = { .row = (guint16) g_rand_int_range (random, 0, N_ROWS + 5),
                                           .rating = (gint8) g_rand_int_range (random, -128, 128) } };
}

/* What a filter makes of the words that end at word i, row by row */
static gint
sum_place (const Tables *tables, const SentimentWord *words, gsize i, guint filter)
{
  gint sum = tables->filters.biases[filter];

  for (gsize place = 0; place < SENTIMENT_FILTER_WIDTH && place <= i; place++)
    {
      guint16 row = sentiment_get_convolution_row (&words[i - place]);
      sum += row < N_ROWS ? tables->rows[row].places[place][filter] : 0;
    }
  return sum;
}

/* However a piece is cut into windows, maxima are those of its places one after the other. */
static void
test_maxima (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  Tables tables;
  SentimentWord words[40];

  for (guint round = 0; round < 200; round++)
    {
      gsize n = (gsize) g_rand_int_range (random, 0, 41), done = 0;
      SentimentConvolved convolved = { 0 };
      guint32 lasts[SENTIMENT_N_FILTERS] = { 0 };
      double value = 0.0;

      tables_init (&tables, random);
      draw_words (words, n, random);
      while (done < n)
        {
          gsize window = (gsize) g_rand_int_range (random, 1, (gint32) (n - done + 1));
          sentiment_convolution_add (&tables.convolution, &convolved, words + done, window, lasts, (guint32) done);
          done += window;
        }
      for (guint filter = 0; filter < SENTIMENT_N_FILTERS; filter++)
        {
          gint highest = 0;
          for (gsize i = 0; i < n; i++)
            highest = MAX (highest, sum_place (&tables, words, i, filter));
          g_assert_cmpint (convolved.highest[filter], ==, highest);
          if (highest > 0)
            g_assert_cmpint (sum_place (&tables, words, lasts[filter], filter), ==, highest);
          value += tables.filters.weights[filter] * highest;
        }
      g_assert_cmpfloat (sentiment_convolution_get_value (&tables.convolution, &convolved), ==, value);
    }
}

/* A model without tables makes nothing of anything. */
static void
test_none (void)
{
  const SentimentConvolution none = { 0 };
  SentimentConvolved convolved = { 0 };
  SentimentWord words[3] = { 0 };

  sentiment_convolution_add (&none, &convolved, words, 3, NULL, 0);
  g_assert_cmpfloat (sentiment_convolution_get_value (&none, &convolved), ==, 0.0);
}

typedef struct
{
  FewWords few;
  SentimentConvolutionFit *fit;
  SentimentWordRows *rows;
} Lesson;

/* Words in pairs whose order alone says what is felt */
static void
lesson_init (Lesson *lesson)
{
  static const char *const texts[] = { "fog sun", "sun fog", "hill lake", "lake hill" };
  g_autoptr (GHashTable) counts = g_hash_table_new (g_int64_hash, g_int64_equal);

  few_words_init (&lesson->few);
  lesson->fit = sentiment_convolution_fit_new ();
  for (guint i = 0; i < 4000; i++)
    sentiment_convolution_fit_add (lesson->fit, &lesson->few.lexicon, i % 7 == 0 ? "one" : "other",
                                   SENTIMENT_GOLD_POLARITY, i % 2 == 0 ? 1.0 : -1.0, 1.0, i % 3, texts[i % 4],
                                   (guint32) strlen (texts[i % 4]));
  sentiment_convolution_fit_count (lesson->fit, counts);
  g_assert_cmpuint (g_hash_table_size (counts), ==, G_N_ELEMENTS (few_words));
  lesson->rows = sentiment_word_rows_new (lesson->few.slots, lesson->few.n_slots, lesson->few.vectors, counts);
  g_assert_cmpuint (sentiment_word_rows_get_n (lesson->rows), ==, SENTIMENT_FIRST_WORD_ROW + G_N_ELEMENTS (few_words));
  sentiment_convolution_fit_take_rows (lesson->fit, &lesson->few.lexicon, lesson->rows);
}

static void
lesson_clear (Lesson *lesson)
{
  sentiment_convolution_fit_free (lesson->fit);
  sentiment_word_rows_free (lesson->rows);
  few_words_clear (&lesson->few);
}

static double
judge (const Lesson *lesson, const SentimentConvolutionTables *tables, const char *text)
{
  const SentimentConvolution convolution
      = { (const SentimentConvolutionRow *) (gpointer) tables->rows->data, tables->rows->len, &tables->filters };
  SentimentConvolved convolved = { 0 };
  SentimentWord words[8];
  guint32 position = 0;

  gsize n = sentiment_scan_words (&lesson->few.lexicon, text, &position, (guint32) strlen (text), words, 8);
  sentiment_convolution_add (&convolution, &convolved, words, n, NULL, 0);
  return sentiment_convolution_get_value (&convolution, &convolved);
}

static void
test_fit (void)
{
  Lesson lesson, again;

  lesson_init (&lesson);
  lesson_init (&again);
  g_autoptr (SentimentConvolutionTables) tables = sentiment_convolution_fit_solve (lesson.fit, -1);
  g_autoptr (SentimentConvolutionTables) twin = sentiment_convolution_fit_solve (again.fit, -1);
  g_autoptr (SentimentConvolutionTables) part = sentiment_convolution_fit_solve (lesson.fit, 1);

  g_assert_cmpfloat (judge (&lesson, tables, "fog sun") - judge (&lesson, tables, "sun fog"), >, 1.0);
  g_assert_cmpfloat (judge (&lesson, tables, "hill lake") - judge (&lesson, tables, "lake hill"), >, 1.0);

  gsize size = tables->rows->len * sizeof (SentimentConvolutionRow);
  g_assert_cmpmem (tables->rows->data, size, twin->rows->data, size);
  g_assert_cmpmem (&tables->filters, sizeof tables->filters, &twin->filters, sizeof twin->filters);
  g_assert_cmpint (memcmp (tables->rows->data, part->rows->data, size), !=, 0);
  /* Padding adds nothing. */
  static const SentimentConvolutionRow nothing;
  g_assert_cmpmem (tables->rows->data, sizeof nothing, &nothing, sizeof nothing);
  lesson_clear (&lesson);
  lesson_clear (&again);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sentiment/convolution/maxima", test_maxima);
  g_test_add_func ("/sentiment/convolution/none", test_none);
  g_test_add_func ("/sentiment/convolution/fit", test_fit);
  return g_test_run ();
}
