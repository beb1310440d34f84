/* Which of a text's phrases are its key phrases. */
#include "choice.h"

#include <obelus/obelus-context.h>

#include <stdlib.h>

/* A phrase stands for a part of it that is judged better, if it has so large a share of the part's places and score. */
#define FULLER_PLACES 0.6
#define FULLER_SCORE 0.5

#define JUDGED_AT_ONCE 64 /* divides what lies between two looks at cancellation */

/* A phrase's words by their numbers */
typedef struct
{
  guint32 words[MOST_NAME_WORDS];
  guint n_words;
} WordList;

static void
list_words (const FeatureText *text, guint32 number, WordList *list)
{
  const Phrase *phrase = &text->phrases->phrases[number];

  list->n_words = 0;
  for (guint32 at = phrase->first; at <= phrase->last && list->n_words < MOST_NAME_WORDS; at++)
    if (text->words->tokens[at].word != NO_WORD)
      list->words[list->n_words++] = text->words->tokens[at].word;
}

static guint
count_common (const WordList *a, const WordList *b)
{
  guint n = 0;

  for (guint i = 0; i < a->n_words; i++)
    for (guint j = 0; j < b->n_words; j++)
      if (a->words[i] == b->words[j])
        {
          n++;
          break;
        }
  return n;
}

static gboolean
say_nearly_the_same (const WordList *a, const WordList *b)
{
  const guint n_common = count_common (a, b), fewer = MIN (a->n_words, b->n_words);

  if (n_common >= fewer)
    return TRUE;
  return a->words[a->n_words - 1] == b->words[b->n_words - 1] && 2 * n_common > fewer;
}

/* The best first; of equals the one whose first place is earlier, then the longer one. */
static gint
compare_candidates (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const KeyPhrase *x = a, *y = b;
  const Phrases *phrases = user_data;
  const Phrase *p = &phrases->phrases[x->phrase], *q = &phrases->phrases[y->phrase];

  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  if (p->first != q->first)
    return p->first < q->first ? -1 : 1;
  return p->last > q->last ? -1 : p->last < q->last;
}

/* Drops all but the best MOST_CANDIDATES, when there are twice as many. */
static void
keep_best (GArray *candidates, const Phrases *phrases)
{
  g_array_sort_with_data (candidates, compare_candidates, (gpointer) phrases);
  g_array_set_size (candidates, MIN (candidates->len, MOST_CANDIDATES));
}

static gboolean
judge (const LearnGbdt *trees, const FeatureText *text, gint32 least_score, GArray *candidates)
{
  float values[JUDGED_AT_ONCE][N_FEATURES];
  gint32 scores[JUDGED_AT_ONCE];
  const guint32 n_phrases = text->phrases->n_phrases;

  for (guint32 first = 0; first < n_phrases; first += JUDGED_AT_ONCE)
    {
      const guint32 n = MIN (n_phrases - first, JUDGED_AT_ONCE);
      if (obelus_is_cancelled_at (first))
        return FALSE;
      for (guint32 k = 0; k < n; k++)
        features_fill (text, &text->phrases->phrases[first + k], values[k]);
      learn_gbdt_judge (trees, values[0], n, scores);
      for (guint32 k = 0; k < n; k++)
        {
          const KeyPhrase candidate = { first + k, scores[k] };
          if (candidate.score >= least_score)
            g_array_append_val (candidates, candidate);
        }
      if (candidates->len >= 2 * MOST_CANDIDATES)
        keep_best (candidates, text->phrases);
    }
  keep_best (candidates, text->phrases);
  return TRUE;
}

/* Whether no chosen phrase says nearly what the words say. */
static gboolean
is_new (const GArray *chosen_lists, const WordList *list)
{
  for (guint i = 0; i < chosen_lists->len; i++)
    if (say_nearly_the_same (&g_array_index (chosen_lists, WordList, i), list))
      return FALSE;
  return TRUE;
}

/* The longer phrase that a candidate is mostly a part of, if it is judged well too: the fuller form says more, unless a
 * chosen phrase says that. Sets @list to the words of what is returned. */
static guint
find_fuller (const FeatureText *text, const GArray *candidates, guint at, const GArray *chosen_lists, WordList *list)
{
  const KeyPhrase *part = &g_array_index (candidates, KeyPhrase, at);
  const guint32 n = text->phrases->phrases[part->phrase].n;
  WordList other;

  if (text->phrases->phrases[part->phrase].n_longer < n * FULLER_PLACES)
    return at;
  for (guint i = at + 1; i < candidates->len; i++)
    {
      const KeyPhrase *candidate = &g_array_index (candidates, KeyPhrase, i);
      if (candidate->score < part->score * FULLER_SCORE)
        break;
      if (text->phrases->phrases[candidate->phrase].n < n * FULLER_PLACES)
        continue;
      list_words (text, candidate->phrase, &other);
      if (other.n_words > list->n_words && count_common (list, &other) == list->n_words
          && is_new (chosen_lists, &other))
        {
          *list = other;
          return i;
        }
    }
  return at;
}

gboolean
choice_make (const LearnGbdt *trees, const FeatureText *text, guint32 n_wanted, gint32 least_score, GArray *chosen)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (KeyPhrase));
  g_autoptr (GArray) lists = g_array_new (FALSE, FALSE, sizeof (WordList));

  g_array_set_size (chosen, 0);
  if (!judge (trees, text, least_score, candidates))
    return FALSE;
  for (guint i = 0; i < candidates->len && chosen->len < n_wanted; i++)
    {
      KeyPhrase candidate = g_array_index (candidates, KeyPhrase, i);
      WordList list;

      if (obelus_is_cancelled_at (i))
        return FALSE;
      list_words (text, candidate.phrase, &list);
      if (!is_new (lists, &list))
        continue;
      const guint fuller = find_fuller (text, candidates, i, lists, &list);
      candidate.phrase = g_array_index (candidates, KeyPhrase, fuller).phrase;
      g_array_append_val (chosen, candidate);
      g_array_append_val (lists, list);
    }
  return TRUE;
}
