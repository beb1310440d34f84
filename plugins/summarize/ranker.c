/* The ranker: chooses sentences one after another, each beside those already chosen. */
#include "ranker.h"

#include <obelus/obelus-context.h>
#include <string.h>

/* Texts of up to so many sentences are judged anew whole after each choice; of longer ones only the few that looked
 * best before, so that a summary of thousands of sentences takes time in proportion. */
#define MOST_EXACT 256 /* divides what lies between two looks at cancellation */
#define N_FRESH 24

/* Of two sentences whose words are nearer than this the classic methods leave out the one that ranks lower: the
 * reranker of MEAD, which LexRank's authors used as well. */
#define NEAREST 0.7f

/* What has fewer words than this greets, calls or swears; beside two long sentences it is dear to trees that learned
 * from scores by length, and to no reader. */
#define LEAST_WORDS 4

/* Sentences of one story may share as much as this before they repeat each other. */
#define LEAST_REPEATED 0.3f

Ranker *
ranker_new (void)
{
  Ranker *ranker = g_new0 (Ranker, 1);
  feature_table_init (&ranker->table);
  choice_init (&ranker->choice);
  sentence_graph_init (&ranker->graph);
  centroid_init (&ranker->centroid);
  sum_basic_init (&ranker->basic);
  reasons_init (&ranker->reasons);
  ranker->ranks = g_array_new (FALSE, FALSE, sizeof (float));
  ranker->batch = learn_gbdt_batch_new ();
  ranker->asked = g_array_new (FALSE, FALSE, sizeof (guint32));
  ranker->sums = g_array_new (FALSE, FALSE, sizeof (gint32));
  ranker->nearest = g_array_new (FALSE, FALSE, sizeof (float));
  ranker->heap = g_array_new (FALSE, FALSE, sizeof (Scored));
  return ranker;
}

void
ranker_free (Ranker *ranker)
{
  feature_table_clear (&ranker->table);
  choice_clear (&ranker->choice);
  sentence_graph_clear (&ranker->graph);
  centroid_clear (&ranker->centroid);
  sum_basic_clear (&ranker->basic);
  reasons_clear (&ranker->reasons);
  g_array_unref (ranker->ranks);
  learn_gbdt_batch_free (ranker->batch);
  g_array_unref (ranker->asked);
  g_array_unref (ranker->sums);
  g_array_unref (ranker->nearest);
  g_array_unref (ranker->heap);
  g_free (ranker);
}

/* What a sentence gains by what of the query it says. */
static float
weigh_query (const Article *article, const Candidate *candidate, const Preference *preference)
{
  if (preference->n_query == 0)
    return 0.0f;
  const guint32 *words = article_get_words (article, candidate);
  guint32 n = 0;
  for (guint32 k = 0; k < candidate->n_content; k++)
    n += article_get_word (article, words[k])->in_query;
  return preference->query_weight * n / preference->n_query;
}

/* Begins a batch with candidates: its rows are those of `asked` from @first on. */
static void
begin_batch (Ranker *ranker, const LearnGbdt *trees, guint first, guint n)
{
  learn_gbdt_batch_begin (ranker->batch, trees, n, N_STATIC_FEATURES);
  for (guint row = 0; row < n; row++)
    learn_gbdt_batch_set (ranker->batch, row, 0,
                          feature_table_get_row (&ranker->table, g_array_index (ranker->asked, guint32, first + row)),
                          N_STATIC_FEATURES);
}

/* Tells the batch how a candidate stands beside what is chosen now. */
static void
place_beside_chosen (Ranker *ranker, guint row, guint32 candidate, float *nearest)
{
  float values[N_FEATURES];
  choice_compute (&ranker->choice, candidate, values + N_STATIC_FEATURES);
  learn_gbdt_batch_set (ranker->batch, row, N_STATIC_FEATURES, values + N_STATIC_FEATURES, N_DYNAMIC_FEATURES);
  *nearest = values[FEATURE_NEAREST];
}

/* Has the trees judge the candidates in `asked` beside what is chosen; leaves their answers in `sums`. */
static void
judge_candidates (Ranker *ranker, const LearnGbdt *trees)
{
  guint n = ranker->asked->len;
  g_array_set_size (ranker->sums, n);
  g_array_set_size (ranker->nearest, n);
  memset (ranker->sums->data, 0, n * sizeof (gint32));
  for (guint first = 0; first < n && !obelus_is_cancelled_at (first); first += MOST_EXACT)
    {
      guint n_rows = MIN (n - first, MOST_EXACT);
      begin_batch (ranker, trees, first, n_rows);
      for (guint row = 0; row < n_rows; row++)
        place_beside_chosen (ranker, row, g_array_index (ranker->asked, guint32, first + row),
                             &g_array_index (ranker->nearest, float, first + row));
      learn_gbdt_batch_predict (ranker->batch, &g_array_index (ranker->sums, gint32, first));
    }
}

/* Whether a candidate begins with part of a name that no chosen sentence has. */
static gboolean
names_unknown (const Choice *choice, const Candidate *candidate)
{
  return candidate->short_name > 0 && g_array_index (choice->covering, guint32, candidate->short_name - 1) == 0;
}

/* What a candidate is worth that was judged in a row, preferences included. */
static float
score_candidate (const Ranker *ranker, const Article *article, const Preference *preference, guint32 index, guint row)
{
  const Candidate *candidate = article_get_candidate (article, index);
  float score = (float) (g_array_index (ranker->sums, gint32, row) / LEARN_GBDT_UNIT);
  gboolean follows = index > 0 && choice_holds (&ranker->choice, index - 1);

  score += weigh_query (article, candidate, preference);
  score -= preference->repeating_cost * MAX (g_array_index (ranker->nearest, float, row) - LEAST_REPEATED, 0.0f);
  if (candidate->leans ? index > 0 && !follows : names_unknown (&ranker->choice, candidate))
    score -= preference->leaning_cost;
  if ((candidate->starts_quoted && !follows) || candidate->ends_quoted || candidate->is_run_together
      || candidate->is_scene || candidate->asks || candidate->n_words < LEAST_WORDS)
    score -= preference->blemish_cost;
  return score;
}

/* Takes one of the candidates in `asked`. */
static void
take (Ranker *ranker, const Article *article, const Preference *preference, guint32 index, float score)
{
  if (preference->explains)
    reasons_add (&ranker->reasons, preference->trees, &ranker->choice, ranker->asked, index,
                 weigh_query (article, article_get_candidate (article, index), preference));
  choice_add (&ranker->choice, index, score);
}

/* The first sentences that fit, in text order. */
static void
choose_lead (Ranker *ranker, guint32 n)
{
  for (guint32 i = 0; i < n && !choice_is_full (&ranker->choice); i++)
    if (i == 0 || choice_fits (&ranker->choice, i))
      choice_add (&ranker->choice, i, 1.0f - (float) i / n);
    else
      break;
}

/* The sentences that one of the classic methods ranks highest. */
static void
choose_by_rank (Ranker *ranker, const Article *article, RankerMethod method)
{
  guint32 n = article->candidates->len;
  g_array_set_size (ranker->ranks, n);
  float *ranks = (float *) (gpointer) ranker->ranks->data;
  if (method == RANKER_CENTROID)
    centroid_score (&ranker->centroid, article, ranks);
  else
    sentence_graph_rank (&ranker->graph, article, method == RANKER_LEXRANK ? GRAPH_LEXRANK : GRAPH_TEXTRANK, ranks);

  g_array_set_size (ranker->heap, n);
  for (guint32 i = 0; i < n; i++)
    g_array_index (ranker->heap, Scored, i) = (Scored){ ranks[i], i };
  best_first_arrange (ranker->heap);
  while (ranker->heap->len > 0 && !choice_is_full (&ranker->choice) && !obelus_is_cancelled_at (0))
    {
      Scored best = best_first_pop (ranker->heap);
      gboolean is_first = ranker->choice.chosen->len == 0;
      if (is_first
          || (choice_fits (&ranker->choice, best.index)
              && (method == RANKER_TEXTRANK || choice_find_nearest (&ranker->choice, best.index) <= NEAREST)))
        choice_add (&ranker->choice, best.index, best.score);
    }
}

/* Leaves in `asked` the candidates that may be chosen next. */
static void
ask_for_open (Ranker *ranker, guint32 n)
{
  guint n_open = 0;
  g_array_set_size (ranker->asked, n);
  for (guint32 i = 0; i < n; i++)
    if (choice_fits (&ranker->choice, i) && !choice_holds (&ranker->choice, i))
      g_array_index (ranker->asked, guint32, n_open++) = i;
  g_array_set_size (ranker->asked, n_open);
}

static void
ask_for_all (Ranker *ranker, guint32 n)
{
  g_array_set_size (ranker->asked, n);
  for (guint32 i = 0; i < n; i++)
    g_array_index (ranker->asked, guint32, i) = i;
}

/* Judges every sentence anew before each choice. Each keeps its row, so that the trees look at most of it only once. */
static void
choose_exactly (Ranker *ranker, const Article *article, const Preference *preference)
{
  guint32 n = article->candidates->len;
  g_array_set_size (ranker->sums, n);
  g_array_set_size (ranker->nearest, n);
  ask_for_all (ranker, n);
  begin_batch (ranker, preference->trees, 0, n);
  while (!choice_is_full (&ranker->choice) && !obelus_is_cancelled_at (0))
    {
      ask_for_open (ranker, n);
      if (ranker->asked->len == 0 && ranker->choice.chosen->len > 0)
        return;
      if (ranker->asked->len == 0) /* not even one fits: the best is taken all the same */
        ask_for_all (ranker, n);
      for (guint k = 0; k < ranker->asked->len; k++)
        {
          guint32 index = g_array_index (ranker->asked, guint32, k);
          place_beside_chosen (ranker, index, index, &g_array_index (ranker->nearest, float, index));
        }
      learn_gbdt_batch_predict (ranker->batch, (gint32 *) (gpointer) ranker->sums->data);

      guint32 best = 0;
      float best_score = 0.0f;
      for (guint k = 0; k < ranker->asked->len; k++)
        {
          guint32 index = g_array_index (ranker->asked, guint32, k);
          float score = score_candidate (ranker, article, preference, index, index);
          if (k == 0 || score > best_score)
            {
              best = index;
              best_score = score;
            }
        }
      take (ranker, article, preference, best, best_score);
    }
}

/* Judges anew only the sentences that looked best when they were last judged. */
static void
choose_lazily (Ranker *ranker, const Article *article, const Preference *preference)
{
  guint32 n = article->candidates->len;
  ask_for_all (ranker, n);
  judge_candidates (ranker, preference->trees);
  g_array_set_size (ranker->heap, n);
  for (guint32 i = 0; i < n; i++)
    g_array_index (ranker->heap, Scored, i) = (Scored){ score_candidate (ranker, article, preference, i, i), i };
  best_first_arrange (ranker->heap);

  Scored best_of_all = g_array_index (ranker->heap, Scored, 0);
  while (!choice_is_full (&ranker->choice) && !obelus_is_cancelled_at (0))
    {
      g_array_set_size (ranker->asked, 0);
      while (ranker->asked->len < N_FRESH && ranker->heap->len > 0)
        {
          Scored entry = best_first_pop (ranker->heap);
          if (choice_fits (&ranker->choice, entry.index))
            g_array_append_val (ranker->asked, entry.index);
        }
      if (ranker->asked->len == 0)
        break;

      Scored fresh[N_FRESH];
      guint best = 0;
      judge_candidates (ranker, preference->trees);
      for (guint k = 0; k < ranker->asked->len; k++)
        {
          guint32 index = g_array_index (ranker->asked, guint32, k);
          fresh[k] = (Scored){ score_candidate (ranker, article, preference, index, k), index };
          if (scored_comes_before (&fresh[k], &fresh[best]))
            best = k;
        }
      take (ranker, article, preference, fresh[best].index, fresh[best].score);
      for (guint k = 0; k < ranker->asked->len; k++)
        if (k != best)
          best_first_push (ranker->heap, fresh[k]);
    }
  if (ranker->choice.chosen->len == 0)
    {
      g_array_set_size (ranker->asked, 0);
      g_array_append_val (ranker->asked, best_of_all.index);
      take (ranker, article, preference, best_of_all.index, best_of_all.score);
    }
}

void
ranker_choose (Ranker *ranker, const Article *article, const Budget *budget, const Preference *preference)
{
  feature_table_compute (&ranker->table, article);
  choice_begin (&ranker->choice, article, &ranker->table, *budget);
  if (article->candidates->len == 0)
    return;

  switch (preference->method)
    {
    case RANKER_LEARNED:
      if (preference->explains)
        reasons_begin (&ranker->reasons, article, &ranker->table);
      if (article->candidates->len <= MOST_EXACT)
        choose_exactly (ranker, article, preference);
      else
        choose_lazily (ranker, article, preference);
      break;
    case RANKER_LEAD:
      choose_lead (ranker, article->candidates->len);
      break;
    case RANKER_SUMBASIC:
      sum_basic_choose (&ranker->basic, article, &ranker->choice);
      if (ranker->choice.chosen->len == 0) /* not a word of content in it */
        choose_lead (ranker, 1);
      break;
    case RANKER_LEXRANK:
    case RANKER_TEXTRANK:
    case RANKER_CENTROID:
      choose_by_rank (ranker, article, preference->method);
      break;
    }
}
