/* The classic methods beside what their papers say, written out with whole matrices. */
#include "../ranker.h"
#include "split-text.h"

#include <math.h>
#include <string.h>

/* Sentences of random words, some of which are said far more often than others, some twice in a sentence. */
static char *
make_text (GRand *rand, guint n_sentences, guint n_words)
{
  GString *bytes = g_string_new (NULL);
  for (guint i = 0; i < n_sentences; i++)
    {
      guint length = 1 + g_rand_int_range (rand, 0, 14);
      g_string_append (bytes, "Word");
      for (guint k = 0; k < length; k++)
        g_string_append_printf (bytes, " k%ux", (guint) (n_words * pow (g_rand_double (rand), 3.0)));
      g_string_append (bytes, ". ");
    }
  return g_string_free (bytes, FALSE);
}

/* How often each sentence says each word: rows of sentences. */
static double *
make_matrix (const Article *article)
{
  guint n_words = article->vocabulary->len;
  double *matrix = g_new0 (double, (gsize) article->candidates->len *n_words);
  for (guint i = 0; i < article->candidates->len; i++)
    {
      const Candidate *candidate = article_get_candidate (article, i);
      for (guint k = 0; k < candidate->n_content; k++)
        matrix[i * n_words + article_get_words (article, candidate)[k]] = article_get_counts (article, candidate)[k];
    }
  return matrix;
}

static double
get_idf (const Article *article, const double *matrix, guint word)
{
  guint n = 0;
  for (guint i = 0; i < article->candidates->len; i++)
    n += matrix[i * article->vocabulary->len + word] > 0.0;
  return n == 0 ? 0.0 : log ((article->candidates->len + 1.0) / n);
}

static double
get_similarity (const Article *article, const double *matrix, guint a, guint b, GraphKind kind)
{
  guint n_words = article->vocabulary->len;
  double sum = 0.0, square_a = 0.0, square_b = 0.0, shared = 0.0;
  for (guint w = 0; w < n_words; w++)
    {
      double idf = get_idf (article, matrix, w), x = matrix[a * n_words + w], y = matrix[b * n_words + w];
      sum += x * y * idf * idf;
      square_a += x * x * idf * idf;
      square_b += y * y * idf * idf;
      shared += x > 0.0 && y > 0.0;
    }
  if (kind == GRAPH_LEXRANK)
    return a == b || sum / sqrt (square_a * square_b) > 0.1 ? 1.0 : 0.0;
  double lengths
      = log (article_get_candidate (article, a)->n_words) + log (article_get_candidate (article, b)->n_words);
  return a == b || lengths <= 0.0 ? 0.0 : shared / lengths;
}

/* PageRank on the whole matrix, for far longer than needed. */
static double *
walk (const double *joined, guint n)
{
  double *ranks = g_new (double, n), *degrees = g_new0 (double, n), *next = g_new (double, n);
  for (guint i = 0; i < n; i++)
    {
      ranks[i] = 1.0;
      for (guint j = 0; j < n; j++)
        degrees[i] += joined[i * n + j];
    }
  for (guint step = 0; step < 400; step++)
    {
      for (guint i = 0; i < n; i++)
        {
          next[i] = 0.15;
          for (guint j = 0; j < n; j++)
            next[i] += degrees[j] > 0.0 ? 0.85 * joined[j * n + i] / degrees[j] * ranks[j] : 0.0;
        }
      memcpy (ranks, next, n * sizeof *ranks);
    }
  g_free (degrees);
  g_free (next);
  return ranks;
}

static void
test_graph_as_in_the_papers (gconstpointer data)
{
  GraphKind kind = GPOINTER_TO_INT (data);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  Desk desk;
  desk_init (&desk);
  for (guint round = 0; round < 12; round++)
    {
      g_autofree char *bytes = make_text (rand, 2 + 4 * round, 20 + 10 * round);
      g_autoptr (SplitText) text = split_text (bytes);
      article_read (desk.article, &text->input);
      guint n = desk.article->candidates->len;
      g_autofree double *matrix = make_matrix (desk.article);
      g_autofree double *joined = g_new (double, n *n);
      for (guint i = 0; i < n; i++)
        for (guint j = 0; j < n; j++)
          joined[i * n + j] = get_similarity (desk.article, matrix, i, j, kind);
      g_autofree double *expected = walk (joined, n);
      g_autofree float *ranks = g_new (float, n);
      sentence_graph_rank (&desk.ranker->graph, desk.article, kind, ranks);
      for (guint i = 0; i < n; i++)
        g_assert_cmpfloat_with_epsilon (ranks[i], expected[i], 2e-3);
    }
  desk_clear (&desk);
}

static void
test_centroid_as_in_mead (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (8);
  g_autofree char *bytes = make_text (rand, 40, 90);
  g_autoptr (SplitText) text = split_text (bytes);
  Desk desk;
  desk_init (&desk);
  article_read (desk.article, &text->input);
  guint n = desk.article->candidates->len, n_words = desk.article->vocabulary->len;
  g_autofree double *matrix = make_matrix (desk.article);
  g_autofree double *expected = g_new0 (double, n);
  double largest = 0.0;
  for (guint i = 0; i < n; i++)
    {
      for (guint w = 0; w < n_words; w++)
        {
          double count = 0.0;
          for (guint j = 0; j < n; j++)
            count += matrix[j * n_words + w];
          double value = count * get_idf (desk.article, matrix, w);
          expected[i] += matrix[i * n_words + w] > 0.0 && value >= 3.0 ? value : 0.0;
        }
      largest = MAX (largest, expected[i]);
    }
  g_assert_cmpfloat (largest, >, 0.0);
  for (guint i = 0; i < n; i++)
    {
      expected[i] += largest * (n - i) / n;
      for (guint w = 0; w < n_words; w++)
        expected[i] += matrix[i * n_words + w] * matrix[w];
    }

  g_autofree float *scores = g_new (float, n);
  centroid_score (&desk.ranker->centroid, desk.article, scores);
  for (guint i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (scores[i], expected[i], 1e-3 * expected[i]);
  desk_clear (&desk);
}

/* The next sentence of SumBasic, all of them weighed anew. */
static guint
choose_basic (const double *matrix, guint n, guint n_words, double *probabilities, const gboolean *chosen)
{
  gint top = -1, best = -1;
  double best_mean = -1.0;
  for (guint w = 0; w < n_words; w++)
    for (guint i = 0; i < n; i++)
      if (!chosen[i] && matrix[i * n_words + w] > 0.0 && (top < 0 || probabilities[w] > probabilities[top]))
        top = w;
  for (guint i = 0; i < n; i++)
    {
      double sum = 0.0, count = 0.0;
      for (guint w = 0; w < n_words; w++)
        if (matrix[i * n_words + w] > 0.0)
          {
            sum += probabilities[w];
            count += 1.0;
          }
      if (!chosen[i] && matrix[i * n_words + top] > 0.0 && sum / count > best_mean)
        {
          best = i;
          best_mean = sum / count;
        }
    }
  for (guint w = 0; w < n_words; w++)
    if (matrix[best * n_words + w] > 0.0)
      probabilities[w] *= probabilities[w];
  return best;
}

static void
test_sum_basic_as_in_the_paper (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);
  g_autofree char *bytes = make_text (rand, 60, 150);
  g_autoptr (SplitText) text = split_text (bytes);
  Desk desk;
  desk_init (&desk);
  article_read (desk.article, &text->input);
  guint n = desk.article->candidates->len, n_words = desk.article->vocabulary->len, n_chosen = 8;
  g_autofree double *matrix = make_matrix (desk.article);
  g_autofree double *probabilities = g_new0 (double, n_words);
  g_autofree gboolean *chosen = g_new0 (gboolean, n);
  double total = 0.0;
  for (gsize at = 0; at < (gsize) n * n_words; at++)
    {
      probabilities[at % n_words] += matrix[at];
      total += matrix[at];
    }
  for (guint w = 0; w < n_words; w++)
    probabilities[w] /= total;

  ranker_choose (desk.ranker, desk.article, &(Budget){ .n_sentences = n_chosen },
                 &(Preference){ .method = RANKER_SUMBASIC });
  g_assert_cmpuint (desk.ranker->choice.chosen->len, ==, n_chosen);
  for (guint k = 0; k < n_chosen; k++)
    {
      guint best = choose_basic (matrix, n, n_words, probabilities, chosen);
      g_assert_cmpuint (g_array_index (desk.ranker->choice.chosen, guint32, k), ==, best);
      chosen[best] = TRUE;
    }
  desk_clear (&desk);
}

/* Whatever the method: nothing twice, text order, no more than there is room for, and all of it if there is. */
static void
test_every_method_keeps_its_budget (void)
{
  static const guint sizes[] = { 1, 2, 30, 700 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (10);
  Desk desk;
  desk_init (&desk);
  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    for (RankerMethod method = RANKER_LEAD; method <= RANKER_CENTROID; method++)
      {
        g_autofree char *bytes = make_text (rand, sizes[s], 200);
        g_autoptr (SplitText) text = split_text (bytes);
        const Budget budgets[]
            = { { .n_sentences = 5 }, { .n_words = 40 }, { .n_bytes = 300 }, { .n_words = 1 }, { 0 } };
        article_read (desk.article, &text->input);
        for (guint b = 0; b < G_N_ELEMENTS (budgets); b++)
          {
            ranker_choose (desk.ranker, desk.article, &budgets[b], &(Preference){ .method = method });
            const GArray *sorted = desk.ranker->choice.sorted;
            guint n_words = 0, n_bytes = sorted->len - 1;
            g_assert_cmpuint (sorted->len, >=, 1);
            for (guint i = 0; i < sorted->len; i++)
              {
                guint32 index = g_array_index (sorted, guint32, i);
                const Candidate *candidate = article_get_candidate (desk.article, index);
                if (i > 0)
                  g_assert_cmpuint (index, >, g_array_index (sorted, guint32, i - 1));
                n_words += candidate->n_words;
                n_bytes += candidate->end - candidate->start;
              }
            if (budgets[b].n_sentences > 0)
              g_assert_cmpuint (sorted->len, <=, budgets[b].n_sentences);
            if (budgets[b].n_words > 0 && sorted->len > 1)
              g_assert_cmpuint (n_words, <=, budgets[b].n_words);
            if (budgets[b].n_bytes > 0 && sorted->len > 1)
              g_assert_cmpuint (n_bytes, <=, budgets[b].n_bytes);
            if (b == 4 && method != RANKER_LEXRANK && method != RANKER_CENTROID)
              g_assert_cmpuint (sorted->len, ==, desk.article->candidates->len);
          }
      }
  desk_clear (&desk);
}

static void
test_near_duplicates_are_passed_over (void)
{
  static const char bytes[] = "The harbour master closed the northern pier on Monday. "
                              "The harbour master closed the northern pier Monday morning. "
                              "Fishing crews lost two days of work.";
  static const RankerMethod methods[] = { RANKER_LEXRANK, RANKER_CENTROID };
  g_autoptr (SplitText) text = split_text (bytes);
  Desk desk;
  desk_init (&desk);
  article_read (desk.article, &text->input);
  for (guint m = 0; m < G_N_ELEMENTS (methods); m++)
    {
      ranker_choose (desk.ranker, desk.article, &(Budget){ .n_sentences = 2 }, &(Preference){ .method = methods[m] });
      const GArray *sorted = desk.ranker->choice.sorted;
      g_assert_cmpuint (sorted->len, ==, 2);
      g_assert_cmpuint (g_array_index (sorted, guint32, 1), ==, 2);
    }
  desk_clear (&desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/classic/lexrank-as-in-the-paper", GINT_TO_POINTER (GRAPH_LEXRANK),
                        test_graph_as_in_the_papers);
  g_test_add_data_func ("/classic/textrank-as-in-the-paper", GINT_TO_POINTER (GRAPH_TEXTRANK),
                        test_graph_as_in_the_papers);
  g_test_add_func ("/classic/centroid-as-in-mead", test_centroid_as_in_mead);
  g_test_add_func ("/classic/sum-basic-as-in-the-paper", test_sum_basic_as_in_the_paper);
  g_test_add_func ("/classic/every-method-keeps-its-budget", test_every_method_keeps_its_budget);
  g_test_add_func ("/classic/near-duplicates-are-passed-over", test_near_duplicates_are_passed_over);
  return g_test_run ();
}
