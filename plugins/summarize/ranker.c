/* The ranker: chooses sentences one after another, each beside those already chosen. */
#include "ranker.h"

#include <obelus/obelus-context.h>
#include <string.h>

/* Texts of up to so many sentences are judged anew whole after each choice; of longer ones only the few that looked
 * best before, so that a summary of thousands of sentences takes time in proportion. */
#define MOST_EXACT 256
#define N_FRESH 24
#define JUDGED_AT_ONCE 256 /* divides what lies between two looks at cancellation */

typedef struct
{
  float score;
  guint32 candidate;
} Entry;

Ranker *
ranker_new (void)
{
  Ranker *ranker = g_new0 (Ranker, 1);
  feature_table_init (&ranker->table);
  choice_init (&ranker->choice);
  ranker->scores = g_array_new (FALSE, FALSE, sizeof (float));
  ranker->rows = g_array_new (FALSE, FALSE, sizeof (guint8));
  ranker->asked = g_array_new (FALSE, FALSE, sizeof (guint32));
  ranker->sums = g_array_new (FALSE, FALSE, sizeof (gint32));
  ranker->heap = g_array_new (FALSE, FALSE, sizeof (Entry));
  return ranker;
}

void
ranker_free (Ranker *ranker)
{
  feature_table_clear (&ranker->table);
  choice_clear (&ranker->choice);
  g_array_unref (ranker->scores);
  g_array_unref (ranker->rows);
  g_array_unref (ranker->asked);
  g_array_unref (ranker->sums);
  g_array_unref (ranker->heap);
  g_free (ranker);
}

static void
bin_candidates (Ranker *ranker, const Article *article, const LearnGbdt *trees)
{
  guint32 n = article->candidates->len;
  g_array_set_size (ranker->rows, (gsize) n * N_FEATURES);
  for (guint32 i = 0; i < n && !obelus_is_cancelled_at (i); i++)
    learn_gbdt_bin_range (trees, feature_table_get_row (&ranker->table, i), 0, N_STATIC_FEATURES,
                          &g_array_index (ranker->rows, guint8, (gsize) i * N_FEATURES));
}

/* What of the query a sentence says, 0 … 1. */
static float
match_query (const Article *article, const Candidate *candidate, guint32 n_query)
{
  const guint32 *words = article_get_words (article, candidate);
  guint32 n = 0;
  for (guint32 k = 0; k < candidate->n_content; k++)
    n += article_get_word (article, words[k])->in_query;
  return (float) n / n_query;
}

/* Has the trees judge the candidates in `asked` beside what is chosen; leaves their answers in `sums`. */
static void
judge_candidates (Ranker *ranker, const LearnGbdt *trees)
{
  guint n = ranker->asked->len;
  const guint8 *places[JUDGED_AT_ONCE];

  g_array_set_size (ranker->sums, n);
  memset (ranker->sums->data, 0, n * sizeof (gint32));
  for (guint first = 0; first < n && !obelus_is_cancelled_at (first); first += JUDGED_AT_ONCE)
    {
      guint n_places = MIN (n - first, JUDGED_AT_ONCE);
      for (guint k = 0; k < n_places; k++)
        {
          guint32 index = g_array_index (ranker->asked, guint32, first + k);
          guint8 *row = &g_array_index (ranker->rows, guint8, (gsize) index * N_FEATURES);
          float values[N_FEATURES];
          choice_compute (&ranker->choice, index, values + N_STATIC_FEATURES);
          learn_gbdt_bin_range (trees, values, N_STATIC_FEATURES, N_DYNAMIC_FEATURES, row);
          places[k] = row;
        }
      learn_gbdt_predict_many (trees, places, n_places, &g_array_index (ranker->sums, gint32, first));
    }
}

/* What the kth of the candidates asked for is worth, preferences included. */
static float
score_candidate (const Ranker *ranker, const Article *article, const Preference *preference, guint k)
{
  guint32 index = g_array_index (ranker->asked, guint32, k);
  const Candidate *candidate = article_get_candidate (article, index);
  float score = (float) (g_array_index (ranker->sums, gint32, k) / LEARN_GBDT_UNIT);
  gboolean follows = index > 0 && choice_holds (&ranker->choice, index - 1);

  if (preference->n_query > 0)
    score += preference->query_weight * match_query (article, candidate, preference->n_query);
  if (candidate->leans && index > 0 && !follows)
    score -= preference->leaning_cost;
  if ((candidate->starts_quoted && !follows) || candidate->ends_quoted)
    score -= preference->quotation_cost;
  return score;
}

static gboolean
fits (const Ranker *ranker, const Article *article, const Budget *budget, guint32 candidate)
{
  return budget->n_words == 0
         || ranker->choice.n_words + article_get_candidate (article, candidate)->n_words <= budget->n_words;
}

static gboolean
is_full (const Ranker *ranker, const Article *article, const Budget *budget)
{
  guint32 n = ranker->choice.chosen->len;
  return n == article->candidates->len || (budget->n_sentences > 0 && n >= budget->n_sentences);
}

static void
take (Ranker *ranker, guint32 candidate, float score)
{
  choice_add (&ranker->choice, candidate);
  g_array_append_val (ranker->scores, score);
}

/* The first sentences that fit, in text order. */
static void
choose_lead (Ranker *ranker, const Article *article, const Budget *budget)
{
  guint32 n = article->candidates->len;
  for (guint32 i = 0; i < n && !is_full (ranker, article, budget); i++)
    if (fits (ranker, article, budget, i) || i == 0)
      take (ranker, i, 1.0f - (float) i / n);
    else
      break;
}

/* Judges every sentence anew before each choice. */
static void
choose_exactly (Ranker *ranker, const Article *article, const Budget *budget, const Preference *preference)
{
  guint32 n = article->candidates->len;
  while (!is_full (ranker, article, budget))
    {
      g_array_set_size (ranker->asked, 0);
      for (guint32 i = 0; i < n; i++)
        if (fits (ranker, article, budget, i) && !choice_holds (&ranker->choice, i))
          g_array_append_val (ranker->asked, i);
      if (ranker->asked->len == 0 && ranker->choice.chosen->len > 0)
        return;
      if (ranker->asked->len == 0) /* not even one fits: the best is taken all the same */
        for (guint32 i = 0; i < n; i++)
          g_array_append_val (ranker->asked, i);

      judge_candidates (ranker, preference->trees);
      guint best = 0;
      float best_score = score_candidate (ranker, article, preference, 0);
      for (guint k = 1; k < ranker->asked->len; k++)
        {
          float score = score_candidate (ranker, article, preference, k);
          if (score > best_score)
            {
              best = k;
              best_score = score;
            }
        }
      take (ranker, g_array_index (ranker->asked, guint32, best), best_score);
    }
}

/* A heap with the best on top; of equals the one that stands first. */

static gboolean
comes_before (const Entry *a, const Entry *b)
{
  return a->score > b->score || (a->score == b->score && a->candidate < b->candidate);
}

static void
sift_down (Entry *heap, guint n, guint place)
{
  for (;;)
    {
      guint best = place, child = 2 * place + 1;
      for (guint c = child; c < n && c < child + 2; c++)
        if (comes_before (&heap[c], &heap[best]))
          best = c;
      if (best == place)
        return;
      Entry entry = heap[place];
      heap[place] = heap[best];
      heap[best] = entry;
      place = best;
    }
}

static void
push_entry (GArray *heap, Entry entry)
{
  g_array_append_val (heap, entry);
  Entry *entries = (Entry *) (gpointer) heap->data;
  for (guint place = heap->len - 1; place > 0 && comes_before (&entries[place], &entries[(place - 1) / 2]);
       place = (place - 1) / 2)
    {
      Entry other = entries[(place - 1) / 2];
      entries[(place - 1) / 2] = entries[place];
      entries[place] = other;
    }
}

static Entry
pop_entry (GArray *heap)
{
  Entry *entries = (Entry *) (gpointer) heap->data;
  Entry top = entries[0];
  entries[0] = entries[heap->len - 1];
  g_array_set_size (heap, heap->len - 1);
  sift_down (entries, heap->len, 0);
  return top;
}

/* Judges anew only the sentences that looked best when they were last judged. */
static void
choose_lazily (Ranker *ranker, const Article *article, const Budget *budget, const Preference *preference)
{
  guint32 n = article->candidates->len;
  g_array_set_size (ranker->asked, 0);
  for (guint32 i = 0; i < n; i++)
    g_array_append_val (ranker->asked, i);
  judge_candidates (ranker, preference->trees);
  g_array_set_size (ranker->heap, n);
  Entry *entries = (Entry *) (gpointer) ranker->heap->data;
  for (guint32 i = 0; i < n; i++)
    entries[i] = (Entry){ score_candidate (ranker, article, preference, i), i };
  for (guint32 place = n / 2; place-- > 0;)
    sift_down (entries, n, place);

  Entry best_of_all = entries[0];
  while (!is_full (ranker, article, budget) && !obelus_is_cancelled_at (0))
    {
      g_array_set_size (ranker->asked, 0);
      while (ranker->asked->len < N_FRESH && ranker->heap->len > 0)
        {
          Entry entry = pop_entry (ranker->heap);
          if (fits (ranker, article, budget, entry.candidate))
            g_array_append_val (ranker->asked, entry.candidate);
        }
      if (ranker->asked->len == 0)
        break;

      Entry fresh[N_FRESH];
      guint best = 0;
      judge_candidates (ranker, preference->trees);
      for (guint k = 0; k < ranker->asked->len; k++)
        {
          fresh[k]
              = (Entry){ score_candidate (ranker, article, preference, k), g_array_index (ranker->asked, guint32, k) };
          if (comes_before (&fresh[k], &fresh[best]))
            best = k;
        }
      take (ranker, fresh[best].candidate, fresh[best].score);
      for (guint k = 0; k < ranker->asked->len; k++)
        if (k != best)
          push_entry (ranker->heap, fresh[k]);
    }
  if (ranker->choice.chosen->len == 0)
    take (ranker, best_of_all.candidate, best_of_all.score);
}

void
ranker_choose (Ranker *ranker, const Article *article, const Budget *budget, const Preference *preference)
{
  feature_table_compute (&ranker->table, article);
  choice_begin (&ranker->choice, article, &ranker->table);
  g_array_set_size (ranker->scores, 0);

  if (article->candidates->len == 0)
    return;
  if (preference->trees == NULL)
    {
      choose_lead (ranker, article, budget);
      return;
    }
  bin_candidates (ranker, article, preference->trees);
  if (article->candidates->len <= MOST_EXACT)
    choose_exactly (ranker, article, budget, preference);
  else
    choose_lazily (ranker, article, budget, preference);
}
