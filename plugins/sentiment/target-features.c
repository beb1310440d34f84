/* Hashes what is said around a name: words by side and distance (Vo and Zhang, IJCAI 2015), runs that touch the name.
 */
#include "target-features.h"

/* A word of these distances is near, close by, or far. */
#define NEAR 3
#define CLOSE 8

/* Numbers that keep the kinds of features apart; the first are those of rows, twice as many with negation */
enum
{
  FEATURE_ROW = 101,
  FEATURE_BESIDE = FEATURE_ROW + 2 * SENTIMENT_N_ROWS,
  FEATURE_BESIDE_STEMS,
  FEATURE_BESIDE_CLUSTERS,
  FEATURE_AROUND,
  FEATURE_AROUND_CLUSTERS,
};

gboolean
sentiment_context_includes (SentimentContext learned, SentimentContext context)
{
  switch (learned)
    {
    case SENTIMENT_CONTEXT_LEFT:
      return context <= SENTIMENT_CONTEXT_FAR_LEFT;
    case SENTIMENT_CONTEXT_RIGHT:
      return context >= SENTIMENT_CONTEXT_NEAR_RIGHT && context <= SENTIMENT_CONTEXT_FAR_RIGHT;
    case SENTIMENT_CONTEXT_BESIDE_LEFT:
      return context <= SENTIMENT_CONTEXT_CLOSE_LEFT;
    case SENTIMENT_CONTEXT_BESIDE_RIGHT:
      return context == SENTIMENT_CONTEXT_NEAR_RIGHT || context == SENTIMENT_CONTEXT_CLOSE_RIGHT;
    case SENTIMENT_CONTEXT_ANYWHERE:
      return context != SENTIMENT_CONTEXT_CLAUSE;
    default:
      return learned == context;
    }
}

static guint64
hash_row (SentimentRow row, guint64 sign, guint64 value)
{
  return sentiment_mix (value, FEATURE_ROW + 2 * row + sign);
}

guint64
sentiment_target_hash_vector (guint64 word)
{
  return hash_row (SENTIMENT_ROW_VECTOR, 0, word);
}

void
sentiment_target_hash_words (const SentimentWord *words, gsize n_words, SentimentTargetKeys *keys)
{
  guint negation_left = 0;

  for (gsize i = 0; i < n_words; i++)
    {
      const SentimentWord *word = &words[i], *before = i > 0 ? &words[i - 1] : NULL;
      gboolean is_name = word->hash == SENTIMENT_NAME_SYMBOL;
      /* A name of several words is one. */
      if (is_name && before != NULL && before->hash == SENTIMENT_NAME_SYMBOL)
        {
          keys[i] = keys[i - 1];
          continue;
        }

      if (sentiment_is_boundary (word))
        negation_left = 0;
      guint64 sign = negation_left > 0;
      negation_left -= negation_left > 0;
      if (sentiment_is_negator (words, n_words, i))
        negation_left = SENTIMENT_NEGATION_REACH;

      keys[i] = (SentimentTargetKeys){ { hash_row (SENTIMENT_ROW_WORD, sign, word->hash) } };
      if (is_name)
        continue;
      keys[i].rows[SENTIMENT_ROW_STEM] = hash_row (SENTIMENT_ROW_STEM, sign, word->stem);
      if (word->entry.cluster != 0)
        keys[i].rows[SENTIMENT_ROW_CLUSTER] = hash_row (SENTIMENT_ROW_CLUSTER, sign, word->entry.cluster);
      if (before != NULL)
        keys[i].rows[SENTIMENT_ROW_PAIR] = hash_row (SENTIMENT_ROW_PAIR, 0, sentiment_mix (before->stem, word->stem));
      if (word->kind == SENTIMENT_WORD)
        keys[i].rows[SENTIMENT_ROW_VECTOR] = sentiment_target_hash_vector (word->hash);
    }
}

SentimentContext
sentiment_target_window_get_context (const SentimentTargetWindow *window, guint32 i)
{
  gboolean is_left = i < window->target;
  guint32 distance = is_left ? window->target - i : i - window->target;
  guint band = distance <= NEAR ? 0 : distance <= CLOSE ? 1 : 2;

  return (is_left ? SENTIMENT_CONTEXT_NEAR_LEFT : SENTIMENT_CONTEXT_NEAR_RIGHT) + band;
}

static guint64
get_cluster (const SentimentWord *word)
{
  if (word->entry.cluster != 0)
    return word->entry.cluster;
  return word->hash == SENTIMENT_NAME_SYMBOL ? SENTIMENT_NAME_SYMBOL : word->kind + 100000u;
}

/* Runs of up to three words that touch the target on one side */
static SentimentTargetRun *
add_beside (SentimentTargetRun *next, const SentimentTargetWindow *window, gboolean to_the_right)
{
  guint64 run = to_the_right, stems = to_the_right, clusters = to_the_right;

  for (guint32 distance = 1; distance <= 3; distance++)
    {
      gint64 i = (gint64) window->target + (to_the_right ? 1 : -1) * (gint64) distance;
      if (i < 0 || i >= window->n_words)
        {
          *next++ = (SentimentTargetRun){ sentiment_mix (run, FEATURE_BESIDE), window->target };
          break;
        }
      const SentimentWord *word = &window->words[i];
      run = sentiment_mix (run, word->hash);
      stems = sentiment_mix (stems, word->stem);
      clusters = sentiment_mix (clusters, get_cluster (word));
      *next++ = (SentimentTargetRun){ sentiment_mix (run, FEATURE_BESIDE), (guint32) i };
      *next++ = (SentimentTargetRun){ sentiment_mix (stems, FEATURE_BESIDE_STEMS), (guint32) i };
      *next++ = (SentimentTargetRun){ sentiment_mix (clusters, FEATURE_BESIDE_CLUSTERS), (guint32) i };
    }
  return next;
}

gsize
sentiment_target_list_runs (const SentimentTargetWindow *window, SentimentTargetRun *runs)
{
  SentimentTargetRun *next = add_beside (add_beside (runs, window, FALSE), window, TRUE);
  guint32 target = window->target;

  if (target > 0 && target + 1 < window->n_words)
    {
      const SentimentWord *before = &window->words[target - 1], *after = &window->words[target + 1];
      guint64 around = sentiment_mix (before->hash, after->hash);
      guint64 clusters = sentiment_mix (get_cluster (before), get_cluster (after));
      *next++ = (SentimentTargetRun){ sentiment_mix (around, FEATURE_AROUND), target };
      *next++ = (SentimentTargetRun){ sentiment_mix (clusters, FEATURE_AROUND_CLUSTERS), target };
    }
  return (gsize) (next - runs);
}

/* What is learned of each row; vectors are learned of by their numbers. */
static const SentimentContext by_side[] = { SENTIMENT_CONTEXT_LEFT, SENTIMENT_CONTEXT_RIGHT };

gsize
sentiment_target_list_features (const SentimentTargetWindow *window, const SentimentTargetKeys *keys,
                                SentimentTargetFeature *features)
{
  SentimentTargetFeature *next = features;
  SentimentTargetRun runs[SENTIMENT_TARGET_RUNS];

  for (guint32 i = 0; i < window->n_words; i++)
    {
      if (i == window->target)
        continue;
      const guint64 *rows = keys[window->places[i]].rows;
      SentimentContext context = sentiment_target_window_get_context (window, i);
      SentimentContext side = by_side[i > window->target];

      *next++ = (SentimentTargetFeature){ rows[SENTIMENT_ROW_WORD], context };
      if (rows[SENTIMENT_ROW_STEM] != 0)
        {
          *next++ = (SentimentTargetFeature){ rows[SENTIMENT_ROW_STEM], side };
          *next++ = (SentimentTargetFeature){ rows[SENTIMENT_ROW_STEM], SENTIMENT_CONTEXT_ANYWHERE };
          if (i >= window->clause_start && i < window->clause_end)
            *next++ = (SentimentTargetFeature){ rows[SENTIMENT_ROW_STEM], SENTIMENT_CONTEXT_CLAUSE };
        }
      if (rows[SENTIMENT_ROW_CLUSTER] != 0)
        {
          *next++ = (SentimentTargetFeature){ rows[SENTIMENT_ROW_CLUSTER], context };
          *next++ = (SentimentTargetFeature){ rows[SENTIMENT_ROW_CLUSTER], SENTIMENT_CONTEXT_ANYWHERE };
        }
      if (rows[SENTIMENT_ROW_PAIR] != 0 && sentiment_target_window_has_row (window, i, SENTIMENT_ROW_PAIR))
        *next++ = (SentimentTargetFeature){ rows[SENTIMENT_ROW_PAIR], side };
    }

  gsize n_runs = sentiment_target_list_runs (window, runs);
  for (gsize i = 0; i < n_runs; i++)
    *next++ = (SentimentTargetFeature){ runs[i].hash, SENTIMENT_CONTEXT_RUN };
  return (gsize) (next - features);
}
