/* Filters over the words beside a target, without a host: what tables add up to, what is refused, and what is learned
 * of words by their side and distance. */
#include "../target-filters-fit.h"
#include "few-words.h"

#include <math.h>
#include <string.h>

#define N_ROWS (SENTIMENT_FIRST_WORD_ROW + 20)
#define N_FILTERS SENTIMENT_N_TARGET_FILTERS

typedef struct
{
  SentimentTargetFilterRow rows[N_ROWS];
  SentimentTargetFilterConstants constants;
} Tables;

/* Tables of chance */
static void
tables_init (Tables *tables, GRand *random)
{
  memset (tables, 0, sizeof *tables);
  tables->constants.regression_share = 0.75;
  tables->constants.share = 0.5;
  for (guint row = 1; row < N_ROWS; row++)
    for (guint filter = 0; filter < N_FILTERS; filter++)
      tables->rows[row].filters[filter] = (gint8) g_rand_int_range (random, -127, 128);
  for (guint side = 0; side < SENTIMENT_N_TARGET_SIDES; side++)
    for (guint filter = 0; filter < N_FILTERS; filter++)
      {
        for (guint band = 0; band < SENTIMENT_N_TARGET_BANDS; band++)
          tables->constants.biases[side][band][filter] = (gint16) g_rand_int_range (random, -200, 50);
        for (guint class = 0; class < SENTIMENT_N_CLASSES; class ++)
          tables->constants.weights[side][filter][class] = g_rand_double_range (random, -1.0, 1.0);
      }
  for (guint class = 0; class < SENTIMENT_N_CLASSES; class ++)
    tables->constants.intercepts[class] = g_rand_double_range (random, -1.0, 1.0);
}

/* Words of chance around a target, some with a row that no table has */
static void
draw_window (SentimentTargetWindow *window, GRand *random)
{
  memset (window, 0, sizeof *window);
  window->n_words = (guint32) g_rand_int_range (random, 1, 2 * SENTIMENT_TARGET_REACH + 2);
  window->target = (guint32) g_rand_int_range (random, 0, (gint32) window->n_words);
  for (guint32 i = 0; i < window->n_words; i++)
    window->words[i] = (SentimentWord){ .kind = (guint8) g_rand_int_range (random, 0, 9),
                                        .run = (guint8) g_rand_int_range (random, 0, 6),
                                        .entry = { .row = (guint16) g_rand_int_range (random, 0, N_ROWS + 5),
                                                   .rating = (gint8) g_rand_int_range (random, -128, 128) } };
}

/* What a filter makes of word @i */
static gint
add_up (const Tables *tables, const SentimentTargetWindow *window, guint32 i, guint side, guint filter)
{
  guint32 distance = i < window->target ? window->target - i : i - window->target;
  guint16 row = i == window->target ? 0 : sentiment_get_convolution_row (&window->words[i]);

  return tables->constants.biases[side][sentiment_get_target_band (distance)][filter]
         + (row < N_ROWS ? tables->rows[row].filters[filter] : 0);
}

static void
test_maxima (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  g_autofree Tables *tables = g_new (Tables, 1);
  g_autofree SentimentTargetWindow *window = g_new (SentimentTargetWindow, 1);

  for (guint round = 0; round < 300; round++)
    {
      SentimentTargetMaxima maxima;
      double values[SENTIMENT_N_CLASSES], wanted[SENTIMENT_N_CLASSES], sum = 0.0;
      double shares[2 * SENTIMENT_TARGET_REACH + 1] = { 0 };

      tables_init (tables, random);
      draw_window (window, random);
      const SentimentTargetFilters filters = { tables->rows, N_ROWS, &tables->constants };
      sentiment_target_filters_find (&filters, window, &maxima);
      memcpy (wanted, tables->constants.intercepts, sizeof wanted);
      for (guint side = 0; side < SENTIMENT_N_TARGET_SIDES; side++)
        for (guint filter = 0; filter < N_FILTERS; filter++)
          {
            gint highest = 0;
            for (guint32 i = 0; i < window->n_words; i++)
              if (side == 0 ? i <= window->target : i >= window->target)
                highest = MAX (highest, add_up (tables, window, i, side, filter));
            g_assert_cmpint (maxima.highest[side][filter], ==, highest);
            for (guint class = 0; class < SENTIMENT_N_CLASSES; class ++)
              wanted[class] += tables->constants.weights[side][filter][class] * highest;
          }
      sentiment_target_filters_judge (&filters, &maxima, values);
      for (guint class = 0; class < SENTIMENT_N_CLASSES; class ++)
        g_assert_cmpfloat (values[class], ==, wanted[class]);

      /* What words have of it is all of it. */
      sentiment_target_filters_share (&filters, window, &maxima, 2.0, shares);
      for (guint32 i = 0; i < window->n_words; i++)
        sum += shares[i];
      double lean = values[SENTIMENT_CLASS_POSITIVE] - tables->constants.intercepts[SENTIMENT_CLASS_POSITIVE]
                    - values[SENTIMENT_CLASS_NEGATIVE] + tables->constants.intercepts[SENTIMENT_CLASS_NEGATIVE];
      g_assert_cmpfloat_with_epsilon (sum, 2.0 * lean, 1e-6);
    }
}

/* The filters of a model with these sections, of which either may be left out */
static gboolean
load (SentimentTargetFilters *filters, const Tables *tables, guint n_rows, guint n_constants)
{
  g_autoptr (ObelusModelBuilder) builder = obelus_model_builder_new ("sentiment");
  g_autoptr (GError) error = NULL;

  if (n_rows > 0)
    obelus_model_builder_add_section (builder, "target-filters", tables->rows, n_rows * sizeof *tables->rows);
  if (n_constants > 0)
    obelus_model_builder_add_section (builder, "target-filter-constants", &tables->constants, sizeof tables->constants);
  g_autoptr (GBytes) bytes = obelus_model_builder_finish (builder);
  g_autoptr (ObelusModel) model = obelus_model_new_from_bytes ("made", bytes, &error);
  g_assert_no_error (error);
  gboolean is_sound = sentiment_target_filters_init (filters, model, &error);
  g_assert_true (is_sound == (error == NULL));
  return is_sound;
}

static void
test_models (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (6);
  g_autofree Tables *tables = g_new (Tables, 1);
  SentimentTargetFilters filters;

  tables_init (tables, random);
  g_assert_true (load (&filters, tables, N_ROWS, 1));
  g_assert_cmpuint (filters.n_rows, ==, N_ROWS);
  g_assert_true (load (&filters, tables, 0, 0));
  g_assert_cmpuint (filters.n_rows, ==, 0);

  g_assert_false (load (&filters, tables, N_ROWS, 0));
  g_assert_false (load (&filters, tables, SENTIMENT_FIRST_WORD_ROW - 1, 1));
  tables->constants.weights[1][3][2] = NAN;
  g_assert_false (load (&filters, tables, N_ROWS, 1));
  tables_init (tables, random);
  tables->constants.biases[1][7][N_FILTERS - 1] = SENTIMENT_MOST_BIAS + 1;
  g_assert_false (load (&filters, tables, N_ROWS, 1));
  tables_init (tables, random);
  tables->constants.share = -0.1;
  g_assert_false (load (&filters, tables, N_ROWS, 1));
}

/* A model without filters finds nothing. */
static void
test_none (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autofree SentimentTargetWindow *window = g_new (SentimentTargetWindow, 1);
  const SentimentTargetFilters none = { 0 };
  static const SentimentTargetMaxima nothing;
  SentimentTargetMaxima maxima;

  draw_window (window, random);
  sentiment_target_filters_find (&none, window, &maxima);
  g_assert_cmpmem (&maxima, sizeof maxima, &nothing, sizeof nothing);
}

/* A sentence, where its target starts, which is of two letters, and what is said of it */
typedef struct
{
  const char *text;
  guint32 start;
  double shares[SENTIMENT_N_CLASSES];
} Case;

/* The same words on the other side or further away say something else. */
static const Case cases[] = {
  { "fog Xy hill", 4, { 1.0, 0.0, 0.0 } },  { "hill Xy fog", 5, { 0.0, 0.0, 1.0 } },
  { "hill Xy hill", 5, { 0.0, 1.0, 0.0 } }, { "lake Xy hill hill hill hill hill fog", 5, { 0.0, 1.0, 0.0 } },
  { "sun Xy lake", 4, { 0.2, 0.1, 0.7 } },
};

static void
find_window (const FewWords *few, const Case *item, SentimentTargetWindow *window)
{
  SentimentWord words[SENTIMENT_WINDOW];
  gsize n_words;

  g_assert_true (sentiment_target_window_find (window, &few->lexicon, item->text, (guint32) strlen (item->text),
                                               (SentimentSpan){ item->start, item->start + 2 }, words, &n_words));
}

static GBytes *
learn (const FewWords *few, double weight)
{
  g_autoptr (SentimentTargetFiltersFit) fit = sentiment_target_filters_fit_new ();
  g_autoptr (ObelusModelBuilder) builder = obelus_model_builder_new ("sentiment");
  g_autoptr (GHashTable) counts = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autofree SentimentTargetWindow *window = g_new (SentimentTargetWindow, 1);

  for (guint i = 0; i < 3000; i++)
    {
      const Case *item = &cases[i % G_N_ELEMENTS (cases)];
      find_window (few, item, window);
      sentiment_target_filters_fit_add (fit, "here", item->shares, weight, window);
    }
  sentiment_target_filters_fit_count (fit, counts);
  g_autoptr (SentimentWordRows) rows = sentiment_word_rows_new (few->slots, few->n_slots, few->vectors, counts);
  sentiment_target_filters_fit_solve (fit, &few->lexicon, rows, 0.5, builder);
  return obelus_model_builder_finish (builder);
}

static void
test_fit (void)
{
  FewWords few, other;
  SentimentTargetFilters filters;
  g_autoptr (GError) error = NULL;
  g_autofree SentimentTargetWindow *window = g_new (SentimentTargetWindow, 1);

  few_words_init (&few);
  few_words_init (&other);
  g_autoptr (GBytes) bytes = learn (&few, 1.0), again = learn (&other, 1.0);
  g_assert_true (g_bytes_equal (bytes, again));

  g_autoptr (ObelusModel) model = obelus_model_new_from_bytes ("made", bytes, &error);
  g_assert_no_error (error);
  g_assert_true (sentiment_target_filters_init (&filters, model, &error));
  g_assert_cmpuint (filters.n_rows, ==, SENTIMENT_FIRST_WORD_ROW + G_N_ELEMENTS (few_words));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SentimentTargetMaxima maxima;
      double values[SENTIMENT_N_CLASSES];
      find_window (&few, &cases[i], window);
      sentiment_target_filters_find (&filters, window, &maxima);
      sentiment_target_filters_judge (&filters, &maxima, values);
      for (guint class = 0; class < SENTIMENT_N_CLASSES; class ++)
        for (guint second = 0; second < SENTIMENT_N_CLASSES; second++)
          if (cases[i].shares[class] > 0.6 && second != class)
            g_assert_cmpfloat (values[class] - values[second], >, 0.5);
    }
  few_words_clear (&few);
  few_words_clear (&other);
}

/* Where nothing counts, there is nothing to learn. */
static void
test_weightless (void)
{
  FewWords few;
  SentimentTargetFilters filters;
  g_autoptr (GError) error = NULL;

  few_words_init (&few);
  g_autoptr (GBytes) bytes = learn (&few, 0.0);
  g_autoptr (ObelusModel) model = obelus_model_new_from_bytes ("made", bytes, &error);
  g_assert_no_error (error);
  g_assert_true (sentiment_target_filters_init (&filters, model, &error));
  g_assert_cmpuint (filters.n_rows, ==, 0);
  few_words_clear (&few);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sentiment/target-filters/maxima", test_maxima);
  g_test_add_func ("/sentiment/target-filters/models", test_models);
  g_test_add_func ("/sentiment/target-filters/none", test_none);
  g_test_add_func ("/sentiment/target-filters/fit", test_fit);
  g_test_add_func ("/sentiment/target-filters/weightless", test_weightless);
  return g_test_run ();
}
