/* The sentences chosen so far, how many more may be, and how another stands beside them. */
#include "choice.h"

#include <math.h>
#include <string.h>

/* At most so many of the chosen sentences that hold a word are looked at, the newest: what keeps the time linear when
 * thousands are chosen from a long report. */
#define MOST_POSTINGS 12

/* How much is asked for is told as a share of the text. Not as a number of sentences: whole collections have three, and
 * the trees would take four for another task. But three sentences of a text shorter than this are no extract either. */
#define LEAST_LENGTH 20

typedef struct
{
  guint32 place; /* in the order of choice */
  guint32 next;  /* the word's posting before, + 1 */
} Posting;

void
choice_init (Choice *choice)
{
  choice->chosen = g_array_new (FALSE, FALSE, sizeof (guint32));
  choice->scores = g_array_new (FALSE, FALSE, sizeof (float));
  choice->sorted = g_array_new (FALSE, FALSE, sizeof (guint32));
  choice->covering = g_array_new (FALSE, FALSE, sizeof (guint32));
  choice->masses = g_array_new (FALSE, FALSE, sizeof (float));
  choice->heads = g_array_new (FALSE, FALSE, sizeof (guint32));
  choice->postings = g_array_new (FALSE, FALSE, sizeof (Posting));
  choice->overlaps = g_array_new (FALSE, TRUE, sizeof (float));
}

void
choice_clear (Choice *choice)
{
  g_array_unref (choice->chosen);
  g_array_unref (choice->scores);
  g_array_unref (choice->sorted);
  g_array_unref (choice->covering);
  g_array_unref (choice->masses);
  g_array_unref (choice->heads);
  g_array_unref (choice->postings);
  g_array_unref (choice->overlaps);
}

static void
clear_words (GArray *array, guint n)
{
  g_array_set_size (array, n);
  if (n > 0)
    memset (array->data, 0, (gsize) n * 4);
}

/* About how many sentences there is room for, if they are as long as the text's are on average. */
static float
estimate_wanted (const Article *article, const Budget *budget)
{
  guint32 n = article->candidates->len;
  double wanted = budget->n_sentences > 0 ? MIN (budget->n_sentences, n) : n, n_bytes = 0.0;

  if (budget->n_words > 0 && article->n_words > 0)
    wanted = MIN (wanted, (double) budget->n_words * n / article->n_words);
  for (guint32 i = 0; budget->n_bytes > 0 && i < n; i++)
    n_bytes += article_get_candidate (article, i)->end - article_get_candidate (article, i)->start + 1;
  if (n_bytes > 0.0)
    wanted = MIN (wanted, budget->n_bytes * n / n_bytes);
  return (float) MAX (wanted, 1.0);
}

void
choice_begin (Choice *choice, const Article *article, const FeatureTable *table, Budget budget)
{
  choice->article = article;
  choice->table = table;
  choice->budget = budget;
  choice->n_wanted = estimate_wanted (article, &budget);
  g_array_set_size (choice->chosen, 0);
  g_array_set_size (choice->scores, 0);
  g_array_set_size (choice->sorted, 0);
  g_array_set_size (choice->postings, 0);
  g_array_set_size (choice->overlaps, 0);
  clear_words (choice->covering, article->vocabulary->len);
  clear_words (choice->masses, article->vocabulary->len);
  clear_words (choice->heads, article->vocabulary->len);
  choice->n_words = 0;
  choice->n_bytes = 0;
  choice->covered_mass = 0.0;
}

/* How many of the chosen stand before a candidate. */
static guint32
count_before (const Choice *choice, guint32 candidate)
{
  const guint32 *sorted = (const guint32 *) (gconstpointer) choice->sorted->data;
  guint32 low = 0, high = choice->sorted->len;
  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      if (sorted[middle] < candidate)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

gboolean
choice_holds (const Choice *choice, guint32 candidate)
{
  guint32 place = count_before (choice, candidate);
  return place < choice->sorted->len && g_array_index (choice->sorted, guint32, place) == candidate;
}

gboolean
choice_fits (const Choice *choice, guint32 index)
{
  const Candidate *candidate = article_get_candidate (choice->article, index);
  const Budget *budget = &choice->budget;
  guint32 n_bytes = candidate->end - candidate->start + (choice->chosen->len > 0 ? 1 : 0);
  return (budget->n_words == 0 || choice->n_words + candidate->n_words <= budget->n_words)
         && (budget->n_bytes == 0 || choice->n_bytes + n_bytes <= budget->n_bytes);
}

gboolean
choice_is_full (const Choice *choice)
{
  guint32 n = choice->chosen->len;
  return n == choice->article->candidates->len || (choice->budget.n_sentences > 0 && n >= choice->budget.n_sentences);
}

void
choice_add (Choice *choice, guint32 index, float score)
{
  const Article *article = choice->article;
  const Candidate *candidate = article_get_candidate (article, index);
  const guint32 *words = article_get_words (article, candidate);
  float norm = g_array_index (choice->table->norms, float, index);
  guint32 place = choice->chosen->len;
  float none = 0.0f;

  for (guint32 k = 0; k < candidate->n_content; k++)
    {
      const Word *word = article_get_word (article, words[k]);
      guint32 *covering = &g_array_index (choice->covering, guint32, words[k]);
      if ((*covering)++ == 0)
        choice->covered_mass += (double) word->weight * word->n_sentences;
      g_array_index (choice->masses, float, words[k]) += norm > 0.0f ? word->weight / norm : 0.0f;
      guint32 *head = &g_array_index (choice->heads, guint32, words[k]);
      Posting posting = { place, *head };
      g_array_append_val (choice->postings, posting);
      *head = choice->postings->len;
    }
  guint32 before = count_before (choice, index);
  g_array_insert_val (choice->sorted, before, index);
  g_array_append_val (choice->chosen, index);
  g_array_append_val (choice->scores, score);
  g_array_append_val (choice->overlaps, none);
  choice->n_words += candidate->n_words;
  choice->n_bytes += candidate->end - candidate->start + (place > 0 ? 1 : 0);
}

float
choice_find_nearest (Choice *choice, guint32 index)
{
  const Candidate *candidate = article_get_candidate (choice->article, index);
  float norm = g_array_index (choice->table->norms, float, index);
  const guint32 *words = article_get_words (choice->article, candidate);
  const Posting *postings = (const Posting *) (gconstpointer) choice->postings->data;
  float *overlaps = (float *) (gpointer) choice->overlaps->data;
  float largest = 0.0f;

  for (guint32 k = 0; k < candidate->n_content; k++)
    {
      float weight = article_get_word (choice->article, words[k])->weight;
      guint32 at = g_array_index (choice->heads, guint32, words[k]);
      for (guint n = 0; at != 0 && n < MOST_POSTINGS; n++, at = postings[at - 1].next)
        {
          guint32 place = postings[at - 1].place;
          overlaps[place] += weight * weight;
          float other = g_array_index (choice->table->norms, float, g_array_index (choice->chosen, guint32, place));
          float cosine = norm * other > 0.0f ? overlaps[place] / (norm * other) : 0.0f;
          largest = MAX (largest, cosine);
        }
    }
  for (guint32 k = 0; k < candidate->n_content; k++)
    {
      guint32 at = g_array_index (choice->heads, guint32, words[k]);
      for (guint n = 0; at != 0 && n < MOST_POSTINGS; n++, at = postings[at - 1].next)
        overlaps[postings[at - 1].place] = 0.0f;
    }
  return largest;
}

void
choice_compute (Choice *choice, guint32 index, float *f)
{
  const Article *article = choice->article;
  const Candidate *candidate = article_get_candidate (article, index);
  const guint32 *words = article_get_words (article, candidate);
  const guint32 *sorted = (const guint32 *) (gconstpointer) choice->sorted->data;
  float norm = g_array_index (choice->table->norms, float, index);
  guint32 n_chosen = choice->chosen->len;
  double weight = 0.0, covered = 0.0, new_mass = 0.0, cosines = 0.0;
  guint32 n_new_names = 0;

  for (guint32 k = 0; k < candidate->n_content; k++)
    {
      const Word *word = article_get_word (article, words[k]);
      gboolean is_covered = g_array_index (choice->covering, guint32, words[k]) > 0;
      weight += word->weight;
      covered += is_covered ? word->weight : 0.0f;
      new_mass += is_covered ? 0.0 : (double) word->weight * word->n_sentences;
      cosines += (double) g_array_index (choice->masses, float, words[k]) * word->weight;
      n_new_names += word->is_name && !is_covered ? 1 : 0;
    }

  guint32 place = count_before (choice, index);
  guint32 before = place > 0 ? index - sorted[place - 1] : G_MAXUINT16;
  guint32 after = place < n_chosen ? sorted[place] - index : G_MAXUINT16;
  guint32 words_then = choice->n_words + candidate->n_words;
  double total = choice->table->total_mass;
  guint n = 0;

  f[n++] = n_chosen;
  f[n++] = n_chosen == 0 ? 0.0f : choice_find_nearest (choice, index);
  f[n++] = n_chosen == 0 || norm <= 0.0f ? 0.0f : (float) (cosines / norm / n_chosen);
  f[n++] = weight > 0.0 ? (float) (covered / weight) : 0.0f;
  f[n++] = total > 0.0 ? (float) (new_mass / total) : 0.0f;
  f[n++] = total > 0.0 && candidate->n_words > 0 ? (float) (new_mass / total / candidate->n_words) : 0.0f;
  f[n++] = total > 0.0 ? (float) ((new_mass + choice->covered_mass) / total) : 0.0f;
  f[n++] = MIN (before, 64);
  f[n++] = MIN (after, 64);
  f[n++] = place;
  f[n++] = choice->n_words;
  f[n++] = words_then;
  f[n++] = (float) words_then / (n_chosen + 1);
  f[n++] = n_chosen == 0 ? -1.0f : (float) choice->n_words / n_chosen - candidate->n_words;
  f[n++] = n_new_names;
  f[n++] = candidate->leans ? 1 + (before != 1) : 0;
  f[n++] = n_chosen == 0 ? -1.0f : (float) sorted[0];
  f[n++] = choice->n_wanted / (float) MAX (article->candidates->len, LEAST_LENGTH);
  f[n++] = (float) n_chosen / choice->n_wanted;
  g_assert (n == N_DYNAMIC_FEATURES);
}
