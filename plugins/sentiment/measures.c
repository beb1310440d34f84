/* Composes the ratings of words and gathers n-grams: negation, emphasis, contrast. */
#include "measures.h"
#include "ngrams.h"

#include <string.h>

/* How the words around change a rating: means of the experiments in Hutto and Gilbert (2014), section 3.3 */
#define BOOST 0.293
#define CAPITALS_BOOST 0.733
#define NEGATION -0.74
#define EXCLAMATION_BOOST 0.292
#define QUESTION_BOOST 0.18
#define MOST_QUESTIONS_BOOST 0.96
#define BEFORE_CONTRAST 0.5
#define AFTER_CONTRAST 1.5
#define COMPOSED_SCALE 15.0

/* Hundredths in the table of words to VADER's scale of ±4 */
#define RATING_UNIT 0.04

/* Words whose ratings a negator reaches */
#define NEGATION_REACH 3

/* How far before "fell" that stands which fell, in words */
#define FALL_REACH 2

static const double boost_decay[NEGATION_REACH] = { 1.0, 0.95, 0.9 };

gboolean
sentiment_is_boundary (const SentimentWord *word)
{
  return (word->kind >= SENTIMENT_COMMA && word->kind <= SENTIMENT_QUESTION)
         || word->entry.role == SENTIMENT_ROLE_CONTRAST;
}

gboolean
sentiment_is_negator (const SentimentWord *words, gsize n_words, gsize i)
{
  switch (words[i].entry.role)
    {
    case SENTIMENT_ROLE_NEGATOR:
      return i + 1 >= n_words || words[i + 1].entry.role != SENTIMENT_ROLE_ONLY;
    case SENTIMENT_ROLE_NO:
      return TRUE;
    case SENTIMENT_ROLE_LEAST:
      return i == 0
             || (words[i - 1].entry.role != SENTIMENT_ROLE_AT && words[i - 1].entry.role != SENTIMENT_ROLE_BOOSTER);
    default:
      return FALSE;
    }
}

/* Whether it is said of word i that it is less: "crime fell", "the crime rate fell" */
static gboolean
is_said_to_fall (const SentimentWord *words, gsize n_words, gsize i)
{
  for (gsize k = i + 1; k < n_words && k <= i + FALL_REACH && !sentiment_is_boundary (&words[k]); k++)
    if (words[k].entry.role == SENTIMENT_ROLE_FALL)
      return TRUE;
  return FALSE;
}

/* What the words before word i, back to the last boundary, do to its rating */
typedef struct
{
  double boost;
  double factor;
  gsize first; /* the farthest that does anything; i if none does */
} Surroundings;

static Surroundings
look_back (const SentimentWord *words, gsize n_words, gsize i)
{
  Surroundings around = { 0.0, 1.0, i };

  for (gsize k = 1; k <= NEGATION_REACH && k <= i; k++)
    {
      const SentimentWord *before = &words[i - k];
      if (sentiment_is_boundary (before))
        break;
      if (before->entry.role == SENTIMENT_ROLE_BOOSTER)
        around.boost += BOOST * boost_decay[k - 1];
      else if (before->entry.role == SENTIMENT_ROLE_DAMPENER)
        around.boost -= BOOST * boost_decay[k - 1];
      else if (sentiment_is_negator (words, n_words, i - k))
        around.factor *= NEGATION;
      else
        continue;
      around.first = i - k;
    }
  if (is_said_to_fall (words, n_words, i))
    around.factor *= NEGATION;
  return around;
}

static double
get_rating (const SentimentEntry *entry, guint lexicon)
{
  gint8 hundredths = lexicon == 0 ? entry->rating : lexicon == 1 ? entry->opinion : entry->induced;

  return hundredths * RATING_UNIT;
}

static double
apply (double rating, const Surroundings *around, double emphasis)
{
  double changed = rating + (rating > 0.0 ? 1.0 : -1.0) * (around->boost + emphasis);

  /* Dampening takes the strength away but never turns a feeling round. */
  if (changed * rating < 0.0)
    changed = 0.0;
  return changed * around->factor;
}

static gboolean
is_rated (const SentimentWord *word)
{
  return word->entry.rating != 0 || word->entry.opinion != 0 || word->entry.induced != 0;
}

/* What people say of a word: its rating, or else whether it is in a list of opinions */
static gint
get_feeling (const SentimentWord *word)
{
  return word->entry.rating != 0 ? word->entry.rating : word->entry.opinion;
}

/* Whether a word turns what follows and says nothing itself: "no" before a word of feeling, "avoid" before a bad one */
static gboolean
is_silent_at (const SentimentWord *words, gsize n_words, gsize i)
{
  const SentimentEntry *entry = &words[i].entry;

  if (entry->role == SENTIMENT_ROLE_NO)
    return i + 1 < n_words && get_feeling (&words[i + 1]) != 0;
  if (entry->role == SENTIMENT_ROLE_FALL)
    {
      for (gsize k = 1; k <= FALL_REACH && k <= i && !sentiment_is_boundary (&words[i - k]); k++)
        if (get_feeling (&words[i - k]) != 0)
          return TRUE;
      return FALSE;
    }
  if (entry->role != SENTIMENT_ROLE_NEGATOR)
    return FALSE;
  for (gsize k = i + 1; k < n_words && k <= i + NEGATION_REACH && !sentiment_is_boundary (&words[k]); k++)
    if (get_feeling (&words[k]) < 0)
      return TRUE;
  return FALSE;
}

static void
rate (const SentimentWord *words, gsize n_words, gsize i, const Surroundings *around, double emphasis,
      double ratings[SENTIMENT_N_LEXICONS])
{
  const SentimentEntry *entry = &words[i].entry;
  gboolean is_silent = is_silent_at (words, n_words, i);

  for (guint lexicon = 0; lexicon < SENTIMENT_N_LEXICONS; lexicon++)
    {
      double rating = is_silent ? 0.0 : get_rating (entry, lexicon);
      ratings[lexicon] = rating == 0.0 ? 0.0 : apply (rating, around, emphasis);
    }
}

gboolean
sentiment_compose_ratings (const SentimentWord *words, gsize n_words, gsize i, double ratings[SENTIMENT_N_LEXICONS],
                           gsize *first)
{
  if (!is_rated (&words[i]))
    return FALSE;

  Surroundings around = look_back (words, n_words, i);
  rate (words, n_words, i, &around, 0.0, ratings);
  *first = around.first;
  return TRUE;
}

static void
add_rating (SentimentSums *sums, guint lexicon, double rating, const SentimentRated *rated)
{
  if (rating > 0.0)
    sums->lexicon[lexicon].positive += rating;
  else
    sums->lexicon[lexicon].negative += rating;
  sums->lexicon[lexicon].highest = MAX (sums->lexicon[lexicon].highest, rating);
  sums->lexicon[lexicon].lowest = MIN (sums->lexicon[lexicon].lowest, rating);
  sums->lexicon[lexicon].late += rated->late ? rating : 0.0;
  sums->lexicon[lexicon].before += rated->before ? rating : 0.0;
  sums->lexicon[lexicon].after += rated->after ? rating : 0.0;
}

static inline void
add_rated (SentimentSums *sums, const SentimentRated *rated)
{
  for (guint lexicon = 0; lexicon < SENTIMENT_N_LEXICONS; lexicon++)
    if (rated->ratings[lexicon] != 0.0)
      add_rating (sums, lexicon, rated->ratings[lexicon], rated);

  double rating = rated->ratings[0];
  if (rating == 0.0)
    return;
  sums->composed += rating * (rated->before ? BEFORE_CONTRAST : rated->after ? AFTER_CONTRAST : 1.0);
  sums->n_positive += rating > 0.0 ? rating + 1.0 : 0.0;
  sums->n_negative += rating < 0.0 ? 1.0 - rating : 0.0;
  if (rated->is_emoticon && rating > 0.0)
    sums->emoticons_positive += rating;
  else if (rated->is_emoticon)
    sums->emoticons_negative += rating;
}

void
sentiment_sums_add_rated (SentimentSums *sums, const SentimentRated *rated)
{
  add_rated (sums, rated);
}

void
sentiment_sums_clear_ratings (SentimentSums *sums)
{
  memset (sums->lexicon, 0, sizeof sums->lexicon);
  sums->composed = 0.0;
  sums->emoticons_positive = sums->emoticons_negative = 0.0;
  sums->n_positive = sums->n_negative = 0.0;
}

static void
count_word (SentimentSums *sums, const SentimentWord *word)
{
  switch ((SentimentWordKind) word->kind)
    {
    case SENTIMENT_NUMBER:
      sums->numbers++;
      sums->n_words++;
      break;
    case SENTIMENT_EMOTICON:
      sums->emoticons++;
      sums->n_words++;
      break;
    case SENTIMENT_WORD:
      sums->n_words++;
      break;
    case SENTIMENT_REFERENCE:
      sums->references++;
      break;
    case SENTIMENT_COMMA:
      sums->commas++;
      break;
    case SENTIMENT_STOP:
      sums->stops++;
      sums->ellipses += word->run > 1 ? 1 : 0;
      break;
    case SENTIMENT_EXCLAMATION:
      sums->exclamations += word->run;
      break;
    case SENTIMENT_QUESTION:
      sums->questions += word->run;
      break;
    case SENTIMENT_QUOTE:
      sums->quotes++;
      break;
    }

  sums->roles[word->entry.role < SENTIMENT_N_ROLES ? word->entry.role : 0]++;
  sums->capitals += (word->flags & SENTIMENT_CAPITALS) != 0;
  sums->capitalized += (word->flags & SENTIMENT_CAPITALIZED) != 0;
  sums->lengthened += (word->flags & SENTIMENT_LENGTHENED) != 0;
  sums->hashtags += (word->flags & SENTIMENT_HASHTAG) != 0;
}

/* Notes where the @n n-grams that end at word i stand, which begin at @first in a list. */
static void
note_places (SentimentDetails *details, gsize i, gsize first, gsize n)
{
  gsize n_single = n - 2 * MIN (i, 2);

  for (gsize k = 0; k < n; k++)
    {
      details->lasts[first + k] = (guint16) i;
      details->widths[first + k] = k < n_single ? 1 : k < n_single + 2 ? 2 : 3;
    }
}

gsize
sentiment_sums_add (SentimentSums *sums, const SentimentWord *words, gsize n_words, guint64 *ngrams,
                    SentimentDetails *details)
{
  gsize n_ngrams = 0, last_contrast = n_words, n_capitals = 0;
  guint negation_left = 0;

  for (gsize i = 0; i < n_words; i++)
    {
      if (words[i].entry.role == SENTIMENT_ROLE_CONTRAST && i > 0)
        last_contrast = i;
      n_capitals += (words[i].flags & SENTIMENT_CAPITALS) != 0;
    }
  sums->has_contrast |= last_contrast < n_words;
  /* Where everything is in capitals they stress nothing. */
  gboolean capitals_stress = n_capitals > 0 && n_capitals * 2 < n_words;
  if (details != NULL)
    details->n_rated = 0;

  for (gsize i = 0; i < n_words; i++)
    {
      const SentimentWord *word = &words[i];

      count_word (sums, word);
      if (sentiment_is_boundary (word))
        negation_left = 0;
      gsize n = sentiment_list_ngrams (words, i, negation_left > 0, ngrams + n_ngrams);
      if (details != NULL)
        note_places (details, i, n_ngrams, n);
      n_ngrams += n;

      if (is_rated (word))
        {
          Surroundings around = look_back (words, n_words, i);
          double emphasis = capitals_stress && (word->flags & SENTIMENT_CAPITALS) != 0 ? CAPITALS_BOOST : 0.0;
          SentimentRated rated = {
            .first = (guint16) around.first,
            .word = (guint16) i,
            .late = i * 3 >= n_words * 2,
            .before = last_contrast < n_words && i < last_contrast,
            .after = last_contrast < n_words && i > last_contrast,
            .is_emoticon = word->kind == SENTIMENT_EMOTICON,
          };

          rate (words, n_words, i, &around, emphasis, rated.ratings);
          sums->negated += around.factor < 0.0;
          add_rated (sums, &rated);
          if (details != NULL)
            details->rated[details->n_rated++] = rated;
        }

      if (negation_left > 0)
        negation_left--;
      if (sentiment_is_negator (words, n_words, i))
        negation_left = SENTIMENT_NEGATION_REACH;
    }

  return n_ngrams;
}

double
sentiment_sums_compose (const SentimentSums *sums)
{
  double emphasis = EXCLAMATION_BOOST * MIN (sums->exclamations, 4);

  if (sums->questions > 3)
    emphasis += MOST_QUESTIONS_BOOST;
  else if (sums->questions > 1)
    emphasis += QUESTION_BOOST * sums->questions;

  double sum = sums->composed;
  if (sum > 0.0)
    sum += emphasis;
  else if (sum < 0.0)
    sum -= emphasis;
  return sentiment_squash (sum, COMPOSED_SCALE);
}

void
sentiment_sums_measure (const SentimentSums *sums, double *measures)
{
  double n_words = MAX (sums->n_words, 1);
  double root = sqrt (n_words);
  double composed = sentiment_sums_compose (sums);
  double *next = measures;

  for (guint i = 0; i < SENTIMENT_N_LEXICONS; i++)
    {
      double sum = sums->lexicon[i].positive + sums->lexicon[i].negative;
      double mass = sums->lexicon[i].positive - sums->lexicon[i].negative;
      *next++ = sums->lexicon[i].positive / root;
      *next++ = sums->lexicon[i].negative / root;
      *next++ = sentiment_squash (sum, COMPOSED_SCALE);
      *next++ = sums->lexicon[i].highest;
      *next++ = sums->lexicon[i].lowest;
      *next++ = sums->lexicon[i].late / root;
      *next++ = sums->lexicon[i].before / root;
      *next++ = sums->lexicon[i].after / root;
      *next++ = sum / (mass + 1.0);
    }

  double total = 0.0;
  for (guint i = 0; i < SENTIMENT_N_LEXICONS; i++)
    total += sums->lexicon[i].positive + sums->lexicon[i].negative;
  *next++ = sentiment_squash (total, 4.0 * COMPOSED_SCALE);
  *next++ = sentiment_squash (total, 1.0);

  double rated = sums->n_positive + sums->n_negative + n_words;
  *next++ = composed;
  *next++ = composed * fabs (composed);
  *next++ = sums->n_positive / rated;
  *next++ = sums->n_negative / rated;
  *next++ = sentiment_squash (sums->emoticons_positive, 4.0);
  *next++ = sentiment_squash (sums->emoticons_negative, 4.0);

  const guint32 counts[]
      = { sums->exclamations, sums->questions,  sums->ellipses, sums->quotes,    sums->capitals, sums->lengthened,
          sums->hashtags,     sums->references, sums->numbers,  sums->emoticons, sums->negated,  sums->commas };
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    *next++ = counts[i] / (counts[i] + 2.0);
  for (guint i = 1; i < SENTIMENT_N_ROLES; i++)
    *next++ = sums->roles[i] / (sums->roles[i] + 2.0);

  double news = (sums->roles[SENTIMENT_ROLE_REPORT] + sums->quotes)
                / (root + sums->roles[SENTIMENT_ROLE_REPORT] + sums->quotes);
  double modal = sums->roles[SENTIMENT_ROLE_MODAL] / (sums->roles[SENTIMENT_ROLE_MODAL] + 1.0);
  *next++ = 1.0 / root;
  *next++ = sums->capitalized / n_words;
  *next++ = composed * news;
  *next++ = composed * modal;
  *next++ = composed * (sums->capitalized / n_words);
  *next++ = composed / root;

  g_assert (next == measures + SENTIMENT_N_MEASURES);
}

double
sentiment_sums_get_evidence (const SentimentSums *sums)
{
  double mass = 0.0;

  for (guint i = 0; i < SENTIMENT_N_LEXICONS; i++)
    mass += sums->lexicon[i].positive - sums->lexicon[i].negative;
  return mass / (mass + SENTIMENT_N_LEXICONS);
}

double
sentiment_sums_get_familiarity (const SentimentSums *sums)
{
  double signs = (double) sums->roles[SENTIMENT_ROLE_FIRST_PERSON] + sums->roles[SENTIMENT_ROLE_SECOND_PERSON]
                 + sums->exclamations + sums->emoticons + sums->hashtags + sums->references + sums->lengthened;

  return signs / (signs + 2.0);
}
