/* Looks at the words around a name. The recipe follows work on sentiment towards targets in tweets and news: words by
 * side and distance (Vo and Zhang, IJCAI 2015), ratings that fade with distance (Ding, Liu and Yu, WSDM 2008). */
#include "targets.h"

#include <string.h>

/* A word of these distances is near, close by, or far. */
#define NEAR 3
#define CLOSE 8

#define N_REACHES SENTIMENT_TARGET_REACHES
#define N_SIDES 2

/* How far ratings carry, in words */
static const double reaches[N_REACHES] = { 3.0, 8.0, 25.0 };

enum
{
  LEFT,
  RIGHT
};

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

static void
make_symbol (SentimentWord *word, guint64 hash)
{
  word->hash = word->stem = hash;
  word->entry = sentiment_entry_unknown;
  word->kind = SENTIMENT_REFERENCE;
  word->flags = 0;
  word->run = 1;
}

/* Hashes of what stands for a target and for another name */
#define TARGET_SYMBOL G_GUINT64_CONSTANT (0x7461726765740001)
#define NAME_SYMBOL G_GUINT64_CONSTANT (0x6e616d6500000001)

static gboolean
is_capitalised (const SentimentWord *word)
{
  return word->kind == SENTIMENT_WORD && (word->flags & (SENTIMENT_CAPITALIZED | SENTIMENT_CAPITALS)) != 0;
}

void
sentiment_mask_names (const SentimentWord *words, gsize n_words, const guint32 *starts, const guint32 *ends,
                      gsize n_names, guint8 *masked)
{
  gsize next = 0, n_capitalised = 0, n_others = 0;
  guint32 reached = 0;

  for (gsize i = 0; i < n_words; i++)
    {
      for (; next < n_names && starts[next] < words[i].end; next++)
        reached = MAX (reached, ends[next]);
      masked[i] = words[i].start < reached;
      if (!masked[i] && words[i].kind == SENTIMENT_WORD)
        {
          n_others++;
          n_capitalised += is_capitalised (&words[i]);
        }
    }

  /* In a headline capitals tell nothing. */
  if (n_capitalised * 2 > n_others)
    return;
  gboolean begins = TRUE;
  for (gsize i = 0; i < n_words; i++)
    {
      if (!begins && !masked[i] && is_capitalised (&words[i]) && words[i].entry.role == SENTIMENT_ROLE_NONE)
        masked[i] = TRUE;
      begins = words[i].kind == SENTIMENT_QUOTE || words[i].kind == SENTIMENT_STOP
               || words[i].kind == SENTIMENT_EXCLAMATION || words[i].kind == SENTIMENT_QUESTION;
    }
}

/* Adds the next word of a side, farther from the target than those before; another name once for all its words. Returns
 * FALSE if there is no more room. */
static gboolean
add_word (SentimentWord *side, guint32 *n, const SentimentWord *word, gboolean is_masked)
{
  if (is_masked && *n > 0 && side[*n - 1].hash == NAME_SYMBOL)
    return TRUE;
  if (*n == SENTIMENT_TARGET_REACH)
    return FALSE;

  side[*n] = *word;
  if (is_masked)
    make_symbol (&side[*n], NAME_SYMBOL);
  (*n)++;
  return TRUE;
}

gboolean
sentiment_target_window_init (SentimentTargetWindow *window, const SentimentWord *words, gsize n_words,
                              const guint8 *masked, SentimentSpan target)
{
  SentimentWord left[SENTIMENT_TARGET_REACH];
  guint32 n_left = 0, n_right = 0;

  /* The first word that ends behind the target's start, by halves. */
  gsize first = 0, above = n_words;
  while (first < above)
    {
      gsize middle = first + (above - first) / 2;
      if (words[middle].end <= target.start)
        first = middle + 1;
      else
        above = middle;
    }
  gsize last = first;
  while (last < n_words && words[last].start < target.end)
    last++;
  if (last == first)
    return FALSE;

  gsize i = first;
  while (i > 0 && add_word (left, &n_left, &words[i - 1], masked[i - 1]))
    i--;
  window->begins = i == 0;
  for (guint32 k = 0; k < n_left; k++)
    window->words[k] = left[n_left - 1 - k];
  window->target = n_left;
  window->words[n_left] = words[first];
  window->words[n_left].end = words[last - 1].end;
  make_symbol (&window->words[n_left], TARGET_SYMBOL);

  SentimentWord *right = &window->words[n_left + 1];
  for (i = last; i < n_words && add_word (right, &n_right, &words[i], masked[i]); i++)
    ;
  window->n_words = n_left + 1 + n_right;
  return TRUE;
}

/* The clause around the target: words from @first to before @last */
static void
find_clause (const SentimentTargetWindow *window, guint32 *first, guint32 *last)
{
  *first = window->target;
  *last = window->target + 1;
  while (*first > 0 && !sentiment_is_boundary (&window->words[*first - 1])
         && window->words[*first - 1].kind != SENTIMENT_QUOTE)
    (*first)--;
  while (*last < window->n_words && !sentiment_is_boundary (&window->words[*last])
         && window->words[*last].kind != SENTIMENT_QUOTE)
    (*last)++;
}

static void
add_signed (SentimentSides *sides, double rating)
{
  if (rating > 0.0)
    sides->positive += rating;
  else
    sides->negative += rating;
}

/* Words that tell what the target beside them does: prepositions before it, the genitive behind it */
static const char *const role_forms[] = { "by", "against", "for", "to", "with", "of", "from", "about", "'s" };

enum
{
  GENITIVE = G_N_ELEMENTS (role_forms) - 1,
  N_PREPOSITIONS = GENITIVE,
};

/* Their hashes, computed once */
static const guint64 *
get_role_hashes (void)
{
  static guint64 hashes[G_N_ELEMENTS (role_forms)];
  static gsize is_ready;

  if (g_once_init_enter (&is_ready))
    {
      for (guint i = 0; i < G_N_ELEMENTS (role_forms); i++)
        hashes[i] = sentiment_hash_form (role_forms[i], strlen (role_forms[i]));
      g_once_init_leave (&is_ready, 1);
    }
  return hashes;
}

static gboolean
is_form (const SentimentWord *word, guint64 hash)
{
  return word != NULL && word->kind == SENTIMENT_WORD && word->hash == hash;
}

/* What the target does in its sentence, as far as words beside it tell */
static double *
add_roles (const SentimentTargetWindow *window, guint32 clause_start, guint32 clause_end, double *next)
{
  const SentimentWord *words = window->words;
  guint32 target = window->target, n_quotes_before = 0, n_quotes = 0;

  for (guint32 i = 0; i < window->n_words; i++)
    if (words[i].kind == SENTIMENT_QUOTE)
      {
        n_quotes++;
        n_quotes_before += i < target;
      }
  const SentimentWord *before = target > 0 ? &words[target - 1] : NULL;
  const SentimentWord *after = target + 1 < window->n_words ? &words[target + 1] : NULL;
  gboolean has_preposition = FALSE;
  const guint64 *hashes = get_role_hashes ();

  *next++ = n_quotes_before % 2;
  *next++ = n_quotes > 0;
  *next++ = before != NULL && before->entry.role == SENTIMENT_ROLE_REPORT;
  *next++ = after != NULL && after->entry.role == SENTIMENT_ROLE_REPORT;
  for (guint i = 0; i < N_PREPOSITIONS; i++)
    {
      gboolean is_here = is_form (before, hashes[i]);
      has_preposition |= is_here;
      *next++ = is_here;
    }
  *next++ = target == 0 && window->begins;
  /* An agent more often than not: first in its clause, with words behind it. */
  *next++ = target == clause_start && clause_end > target + 1;
  *next++ = target > clause_start && !has_preposition;
  *next++ = target + 1 == window->n_words || sentiment_is_boundary (after);
  *next++ = is_form (after, hashes[GENITIVE]);
  *next++ = sentiment_squash (clause_end - clause_start, 100.0);
  *next++ = sentiment_squash (window->n_words, 400.0);
  return next;
}

void
sentiment_target_sums_init (SentimentTargetSums *sums, const SentimentTargetWindow *window)
{
  memset (sums, 0, sizeof *sums);
  find_clause (window, &sums->clause_start, &sums->clause_end);
}

void
sentiment_target_sums_add (SentimentTargetSums *sums, const SentimentTargetWindow *window, guint32 i,
                           const double ratings[SENTIMENT_N_LEXICONS])
{
  guint side = i < window->target ? LEFT : RIGHT;
  guint32 distance = i < window->target ? window->target - i : i - window->target;

  for (guint lexicon = 0; lexicon < SENTIMENT_N_LEXICONS; lexicon++)
    {
      double rating = ratings[lexicon];
      if (rating == 0.0)
        continue;
      for (guint reach = 0; reach < N_REACHES; reach++)
        add_signed (&sums->faded[lexicon][side][reach], rating * reaches[reach] / (reaches[reach] + distance));
      if (i >= sums->clause_start && i < sums->clause_end)
        add_signed (&sums->clause[lexicon], rating);
      add_signed (&sums->whole[lexicon], rating);
    }

  /* By either list that people made */
  double rating = ratings[0] + ratings[1];
  if (rating != 0.0 && (sums->distances[side] == 0 || distance < sums->distances[side]))
    {
      sums->distances[side] = distance;
      sums->nearest[side] = rating / sqrt (distance);
    }
}

void
sentiment_target_sums_measure (const SentimentTargetSums *sums, const SentimentTargetWindow *window, double *measures)
{
  double *next = measures;

  for (guint lexicon = 0; lexicon < SENTIMENT_N_LEXICONS; lexicon++)
    {
      for (guint side = 0; side < N_SIDES; side++)
        for (guint reach = 0; reach < N_REACHES; reach++)
          {
            *next++ = sentiment_squash (sums->faded[lexicon][side][reach].positive, 9.0);
            *next++ = sentiment_squash (sums->faded[lexicon][side][reach].negative, 9.0);
          }
      *next++ = sentiment_squash (sums->clause[lexicon].positive, 9.0);
      *next++ = sentiment_squash (sums->clause[lexicon].negative, 9.0);
      *next++ = sentiment_squash (sums->whole[lexicon].positive + sums->whole[lexicon].negative, 15.0);
    }
  double total = 0.0;
  for (guint lexicon = 0; lexicon < SENTIMENT_N_LEXICONS; lexicon++)
    total += sums->whole[lexicon].positive + sums->whole[lexicon].negative;
  *next++ = sentiment_squash (total, 60.0);
  *next++ = sums->nearest[LEFT];
  *next++ = sums->nearest[RIGHT];
  double mass = 0.0;
  for (guint lexicon = 0; lexicon < SENTIMENT_N_LEXICONS; lexicon++)
    mass += sums->whole[lexicon].positive - sums->whole[lexicon].negative;
  *next++ = mass / (mass + 9.0);
  next = add_roles (window, sums->clause_start, sums->clause_end, next);
  g_assert (next == measures + SENTIMENT_TARGET_MEASURES);
}

void
sentiment_target_measure (const SentimentTargetWindow *window, double *measures)
{
  SentimentTargetSums sums;
  double ratings[SENTIMENT_N_LEXICONS];
  gsize first;

  sentiment_target_sums_init (&sums, window);
  for (guint32 i = 0; i < window->n_words; i++)
    if (sentiment_compose_ratings (window->words, window->n_words, i, ratings, &first))
      sentiment_target_sums_add (&sums, window, i, ratings);
  sentiment_target_sums_measure (&sums, window, measures);
}

gboolean
sentiment_target_window_is_name (const SentimentTargetWindow *window, guint32 i)
{
  return i == window->target || window->words[i].hash == NAME_SYMBOL;
}

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
  return word->entry.cluster != 0    ? word->entry.cluster
         : word->hash == NAME_SYMBOL ? NAME_SYMBOL
                                     : word->kind + 100000u;
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

  find_clause (window, &clause_start, &clause_end);
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

      guint64 side = i < target ? LEFT : RIGHT;
      guint32 distance = i < target ? target - i : i - target;
      guint64 band = distance <= NEAR ? 0 : distance <= CLOSE ? 1 : 2;
      guint64 where = side << 1 | sign, place = band << 2 | where;

      emit (&features, FEATURE_WORD + (place << 8), word->hash, i);
      if (word->hash == NAME_SYMBOL)
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
