/* Looks at the words around a name. The recipe follows work on sentiment towards targets in tweets and news: words by
 * side and distance (Vo and Zhang, IJCAI 2015), ratings that fade with distance (Ding, Liu and Yu, WSDM 2008). */
#include "targets.h"

#include <string.h>

#define N_REACHES SENTIMENT_TARGET_REACHES
#define N_SIDES 2

/* How far ratings carry, in words */
static const double reaches[N_REACHES] = { 3.0, 8.0, 25.0 };

enum
{
  LEFT,
  RIGHT
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

/* The hash of what stands for a target */
#define TARGET_SYMBOL G_GUINT64_CONSTANT (0x7461726765740001)

static gboolean
is_capitalised (const SentimentWord *word)
{
  return word->kind == SENTIMENT_WORD && (word->flags & (SENTIMENT_CAPITALIZED | SENTIMENT_CAPITALS)) != 0;
}

void
sentiment_mask_names (SentimentWord *words, gsize n_words, const guint32 *starts, const guint32 *ends, gsize n_names)
{
  gsize next = 0, n_capitalised = 0, n_others = 0;
  guint32 reached = 0;

  for (gsize i = 0; i < n_words; i++)
    {
      for (; next < n_names && starts[next] < words[i].end; next++)
        reached = MAX (reached, ends[next]);
      if (words[i].start < reached)
        make_symbol (&words[i], SENTIMENT_NAME_SYMBOL);
      n_others += words[i].kind == SENTIMENT_WORD;
      n_capitalised += is_capitalised (&words[i]);
    }

  /* In a headline capitals tell nothing. */
  if (n_capitalised * 2 > n_others)
    return;
  gboolean begins = TRUE;
  for (gsize i = 0; i < n_words; i++)
    {
      if (!begins && is_capitalised (&words[i]) && words[i].entry.role == SENTIMENT_ROLE_NONE)
        make_symbol (&words[i], SENTIMENT_NAME_SYMBOL);
      begins = words[i].kind == SENTIMENT_QUOTE || words[i].kind == SENTIMENT_STOP
               || words[i].kind == SENTIMENT_EXCLAMATION || words[i].kind == SENTIMENT_QUESTION;
    }
}

/* The next word of a side, away from the target: a name of several words is one. Returns @end if there is no more. */
static gsize
skip_word (const SentimentWord *words, gsize i, gsize end, gint step)
{
  gboolean is_name = words[i].hash == SENTIMENT_NAME_SYMBOL;

  do
    i += (gsize) step;
  while (is_name && i != end && words[i].hash == SENTIMENT_NAME_SYMBOL);
  return i;
}

static void
find_clause (SentimentTargetWindow *window)
{
  guint32 first = window->target, last = window->target + 1;

  while (first > 0 && !sentiment_is_boundary (&window->words[first - 1])
         && window->words[first - 1].kind != SENTIMENT_QUOTE)
    first--;
  while (last < window->n_words && !sentiment_is_boundary (&window->words[last])
         && window->words[last].kind != SENTIMENT_QUOTE)
    last++;
  window->clause_start = first;
  window->clause_end = last;
}

gboolean
sentiment_target_window_init (SentimentTargetWindow *window, const SentimentWord *words, gsize n_words,
                              SentimentSpan target)
{
  guint16 left[SENTIMENT_TARGET_REACH];
  guint32 n_left = 0, n = 0;

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
  for (; i > 0 && n_left < SENTIMENT_TARGET_REACH; i = skip_word (words, i - 1, (gsize) -1, -1) + 1)
    left[n_left++] = (guint16) (i - 1);
  window->begins = i == 0;
  for (; n < n_left; n++)
    window->places[n] = left[n_left - 1 - n];
  window->target = n;
  window->places[n++] = (guint16) first;
  for (i = last; i < n_words && n - window->target <= SENTIMENT_TARGET_REACH; i = skip_word (words, i, n_words, 1))
    window->places[n++] = (guint16) i;
  window->n_words = n;

  for (i = 0; i < n; i++)
    window->words[i] = words[window->places[i]];
  window->words[n_left].end = words[last - 1].end;
  make_symbol (&window->words[n_left], TARGET_SYMBOL);
  find_clause (window);
  return TRUE;
}

gboolean
sentiment_target_window_find (SentimentTargetWindow *window, const SentimentLexicon *lexicon, const char *text,
                              guint32 length, SentimentSpan target, SentimentWord *words, gsize *n_words)
{
  guint32 position = 0;
  gboolean found = FALSE;

  while (!found && position < length)
    {
      *n_words = sentiment_scan_words (lexicon, text, &position, length, words, SENTIMENT_WINDOW);
      sentiment_mask_names (words, *n_words, &target.start, &target.end, 1);
      found = sentiment_target_window_init (window, words, *n_words, target);
    }
  return found;
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
add_roles (const SentimentTargetWindow *window, double *next)
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
  *next++ = target == window->clause_start && window->clause_end > target + 1;
  *next++ = target > window->clause_start && !has_preposition;
  *next++ = target + 1 == window->n_words || sentiment_is_boundary (after);
  *next++ = is_form (after, hashes[GENITIVE]);
  *next++ = sentiment_squash (window->clause_end - window->clause_start, 100.0);
  *next++ = sentiment_squash (window->n_words, 400.0);
  return next;
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
      if (i >= window->clause_start && i < window->clause_end)
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
  next = add_roles (window, next);
  g_assert (next == measures + SENTIMENT_TARGET_MEASURES);
}

void
sentiment_target_measure (const SentimentTargetWindow *window, double *measures)
{
  SentimentTargetSums sums = { 0 };
  double ratings[SENTIMENT_N_LEXICONS];
  gsize first;

  for (guint32 i = 0; i < window->n_words; i++)
    if (sentiment_compose_ratings (window->words, window->n_words, i, ratings, &first))
      sentiment_target_sums_add (&sums, window, i, ratings);
  sentiment_target_sums_measure (&sums, window, measures);
}

gboolean
sentiment_target_window_is_name (const SentimentTargetWindow *window, guint32 i)
{
  return i == window->target || window->words[i].hash == SENTIMENT_NAME_SYMBOL;
}
