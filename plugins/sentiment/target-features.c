/* Lists what is said around a name as hashed features: words by side and distance (Vo and Zhang, IJCAI 2015), runs that
 * touch the name. */
#include "targets.h"

/* A word of these distances is near, close by, or far. */
#define NEAR 3
#define CLOSE 8

/* Numbers that keep the kinds of features apart */
enum
{
  FEATURE_WORD = 101, /* by side and distance */
  FEATURE_STEM,       /* by side */
  FEATURE_ANY,        /* wherever it stands */
  FEATURE_CLUSTER,    /* by side and distance */
  FEATURE_ANY_CLUSTER,
  FEATURE_PAIR, /* by side */
  FEATURE_CLAUSE,
  FEATURE_BESIDE, /* runs of words that touch the target */
  FEATURE_BESIDE_STEMS,
  FEATURE_BESIDE_CLUSTERS,
  FEATURE_AROUND,
};

typedef struct
{
  guint64 *features;
  guint8 *places;
  gsize n;
} Features;

static void
emit (Features *features, guint64 kind, guint64 value, guint32 place)
{
  if (features->places != NULL)
    features->places[features->n] = (guint8) place;
  features->features[features->n++] = sentiment_mix (value, kind);
}

static guint64
get_cluster (const SentimentWord *word)
{
  if (word->entry.cluster != 0)
    return word->entry.cluster;
  return word->hash == SENTIMENT_NAME_SYMBOL ? SENTIMENT_NAME_SYMBOL : word->kind + 100000u;
}

/* Runs of up to three words that touch the target on one side */
static void
emit_beside (Features *features, const SentimentTargetWindow *window, gboolean to_the_right)
{
  guint64 run = to_the_right, stems = to_the_right, clusters = to_the_right;

  for (guint32 distance = 1; distance <= 3; distance++)
    {
      gint64 i = (gint64) window->target + (to_the_right ? 1 : -1) * (gint64) distance;
      if (i < 0 || i >= window->n_words)
        {
          emit (features, FEATURE_BESIDE, run, window->target);
          break;
        }
      const SentimentWord *word = &window->words[i];
      run = sentiment_mix (run, word->hash);
      stems = sentiment_mix (stems, word->stem);
      clusters = sentiment_mix (clusters, get_cluster (word));
      emit (features, FEATURE_BESIDE, run, (guint32) i);
      emit (features, FEATURE_BESIDE_STEMS, stems, (guint32) i);
      emit (features, FEATURE_BESIDE_CLUSTERS, clusters, (guint32) i);
    }
}

gsize
sentiment_target_list_features (const SentimentTargetWindow *window, guint64 *hashes, guint8 *places)
{
  Features features = { hashes, places, 0 };
  const SentimentWord *words = window->words;
  guint32 target = window->target, clause_start, clause_end;
  guint negation_left = 0;

  sentiment_target_window_find_clause (window, &clause_start, &clause_end);
  for (guint32 i = 0; i < window->n_words; i++)
    {
      const SentimentWord *word = &words[i];
      if (sentiment_is_boundary (word))
        negation_left = 0;
      guint64 sign = negation_left > 0 ? 1 : 0;
      if (negation_left > 0)
        negation_left--;
      if (sentiment_is_negator (words, window->n_words, i))
        negation_left = SENTIMENT_NEGATION_REACH;
      if (i == target)
        continue;

      guint64 side = i < target ? 0 : 1;
      guint32 distance = i < target ? target - i : i - target;
      guint64 band = distance <= NEAR ? 0 : distance <= CLOSE ? 1 : 2;
      guint64 where = side << 1 | sign, place = band << 2 | where;

      emit (&features, FEATURE_WORD + (place << 8), word->hash, i);
      if (word->hash == SENTIMENT_NAME_SYMBOL)
        continue;
      emit (&features, FEATURE_STEM + (where << 8), word->stem, i);
      emit (&features, FEATURE_ANY + (sign << 8), word->stem, i);
      if (word->entry.cluster != 0)
        {
          emit (&features, FEATURE_CLUSTER + (place << 8), word->entry.cluster, i);
          emit (&features, FEATURE_ANY_CLUSTER + (sign << 8), word->entry.cluster, i);
        }
      if (i > 0 && i - 1 != target)
        emit (&features, FEATURE_PAIR + (side << 8), sentiment_mix (words[i - 1].stem, word->stem), i);
      if (i >= clause_start && i < clause_end)
        emit (&features, FEATURE_CLAUSE + (sign << 8), word->stem, i);
    }

  emit_beside (&features, window, FALSE);
  emit_beside (&features, window, TRUE);
  if (target > 0 && target + 1 < window->n_words)
    {
      emit (&features, FEATURE_AROUND, sentiment_mix (words[target - 1].hash, words[target + 1].hash), target);
      emit (&features, FEATURE_AROUND + 256,
            sentiment_mix (get_cluster (&words[target - 1]), get_cluster (&words[target + 1])), target);
    }
  return features.n;
}
