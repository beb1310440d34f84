/* Scanning documents. */
#include "scan.h"

#include "definition.h"
#include "keyed-hash.h"

#include <obelus/obelus-context.h>
#include <string.h>

/* Words are hashed so many tokens ahead. */
#define N_AHEAD 16

/* How often a word is written in small letters, and capitalised where that means something. */
typedef struct
{
  guint64 lower; /* 0 in an empty place */
  guint32 n_lower;
  guint32 n_capitalized;
  guint32 n_tokens;
  guint32 tokens[LEARN_MAX_OTHERS + 1]; /* the first that are capitalised inside a sentence */
} WordCount;

struct _LearnScan
{
  const LearnLexicon *lexicon;
  LearnMemory *memory;
  gboolean looks_around;

  /* the document */
  const LearnTokens *tokens;
  const LearnSentence *sentences;
  guint32 n_sentences;
  gboolean is_tweet;
  guint32 n_reserved;
  guint8 *casings;   /* LearnCasing a token */
  guint32 *count_of; /* place in counts a token */
  guint32 *numbers;  /* the memory's number of a token's word, if nothing was forgotten since age */
  guint32 age;
  WordCount *counts;
  guint32 n_counts;  /* places, a power of two */
  guint32 n_counted; /* words */

  /* the sentence */
  LearnSentence sentence;
  LearnSentenceCasing sentence_casing;
  guint32 next;

  /* the stretch, with LEARN_REACH more on each side */
  const LearnWord *words[LEARN_STRETCH + 2 * LEARN_REACH];
  guint8 elsewhere[LEARN_STRETCH + 2 * LEARN_REACH];
  guint32 marks[LEARN_STRETCH + 2 * LEARN_REACH];
  LearnOthers others[LEARN_STRETCH];
  guint8 definitions[LEARN_STRETCH];
};

LearnSentenceCasing
learn_sentence_find_casing (const guint8 *casings, guint32 n)
{
  guint32 counts[LEARN_N_CASINGS] = { 0 };

  for (guint32 i = 0; i < n; i++)
    counts[casings[i]]++;

  guint32 n_words = n - counts[LEARN_CASING_NONE];
  guint32 n_capitals = n_words - counts[LEARN_CASING_LOWER];
  if (n_words == 0)
    return LEARN_SENTENCE_EMPTY;
  if (n_capitals == 0)
    return LEARN_SENTENCE_LOWER;
  if (n_words > 1 && counts[LEARN_CASING_UPPER] * 5 >= n_words * 4)
    return LEARN_SENTENCE_UPPER;
  if (n_words > 2 && n_capitals * 10 >= n_words * 7)
    return LEARN_SENTENCE_TITLE;

  return LEARN_SENTENCE_NORMAL;
}

LearnScan *
learn_scan_new (const LearnLexicon *lexicon, gboolean looks_around)
{
  LearnScan *scan = g_new0 (LearnScan, 1);
  scan->lexicon = lexicon;
  scan->looks_around = looks_around;
  scan->memory = learn_memory_new (lexicon);
  if (scan->memory == NULL)
    {
      learn_scan_free (scan);
      return NULL;
    }

  return scan;
}

void
learn_scan_free (LearnScan *scan)
{
  if (scan == NULL)
    return;
  g_free (scan->memory);
  g_free (scan->casings);
  g_free (scan->count_of);
  g_free (scan->numbers);
  g_free (scan->counts);
  g_free (scan);
}

static guint32
find_count (const WordCount *counts, guint32 n_counts, guint64 lower)
{
  guint32 place = learn_hash_place (lower, n_counts);

  while (counts[place].lower != 0 && counts[place].lower != lower)
    place = (place + 1) & (n_counts - 1);

  return place;
}

/* Doubles the table; the places that tokens remember are found again. */
static gboolean
grow_counts (LearnScan *scan, guint32 n_tokens)
{
  guint32 n_counts = scan->n_counts * 2;
  WordCount *counts = g_try_new0 (WordCount, n_counts);
  if (counts == NULL)
    return FALSE;

  for (guint32 i = 0; i < scan->n_counts; i++)
    if (scan->counts[i].lower != 0)
      counts[find_count (counts, n_counts, scan->counts[i].lower)] = scan->counts[i];
  for (guint32 i = 0; i < n_tokens; i++)
    scan->count_of[i] = find_count (counts, n_counts, scan->counts[scan->count_of[i]].lower);

  g_free (scan->counts);
  scan->counts = counts;
  scan->n_counts = n_counts;

  return TRUE;
}

/* Empties the table, in a size that fits the document: it grows where that was too small, and what a huge document took
 * is given back at the next. */
static gboolean
clear_counts (LearnScan *scan, guint32 n_tokens)
{
  guint32 n_counts = 64;
  while (n_counts < 2 * MIN (n_tokens, 16384))
    n_counts *= 2;

  scan->n_counted = 0;
  if (n_counts == scan->n_counts)
    {
      memset (scan->counts, 0, n_counts * sizeof *scan->counts);
      return TRUE;
    }
  g_free (scan->counts);
  scan->counts = g_try_new0 (WordCount, n_counts);
  scan->n_counts = scan->counts != NULL ? n_counts : 0;

  return scan->counts != NULL;
}

/* Makes room for a document's tokens, and gives back what only a far longer one needed. */
static gboolean
reserve_tokens (LearnScan *scan, guint32 n)
{
  if (n <= scan->n_reserved && scan->n_reserved / 8 <= MAX (n, 65536))
    return TRUE;

  g_free (scan->casings);
  g_free (scan->count_of);
  g_free (scan->numbers);
  scan->casings = g_try_malloc (MAX (n, 256));
  scan->count_of = g_try_malloc_n (MAX (n, 256), sizeof *scan->count_of);
  scan->numbers = g_try_malloc_n (MAX (n, 256), sizeof *scan->numbers);
  scan->n_reserved = scan->casings != NULL && scan->count_of != NULL && scan->numbers != NULL ? MAX (n, 256) : 0;

  return scan->n_reserved > 0;
}

/* Only words that stand where their writing is a choice are counted: not in headlines, not at the start of a sentence.
 */
static void
count_casings (LearnScan *scan)
{
  for (guint32 s = 0; s < scan->n_sentences; s++)
    {
      LearnSentence sentence = scan->sentences[s];
      if (learn_sentence_find_casing (scan->casings + sentence.first, sentence.n) != LEARN_SENTENCE_NORMAL)
        continue;
      for (guint32 i = sentence.first; i < sentence.first + sentence.n; i++)
        {
          WordCount *count = &scan->counts[scan->count_of[i]];
          count->n_lower += scan->casings[i] == LEARN_CASING_LOWER ? 1 : 0;
          if (scan->casings[i] <= LEARN_CASING_LOWER || i == sentence.first)
            continue;
          if (count->n_tokens <= LEARN_MAX_OTHERS && i + 1 < sentence.first + sentence.n)
            count->tokens[count->n_tokens++] = i;
          count->n_capitalized++;
        }
    }
}

/* Hashes a word some time before it is looked up, and asks in two steps for what is looked up, so that it is there
 * then. */
static void
hash_ahead (const LearnScan *scan, guint32 token, guint64 *hashes)
{
  const LearnTokens *tokens = scan->tokens;

  if (token < tokens->n)
    {
      hashes[token % N_AHEAD]
          = learn_word_hash_exact (tokens->text + tokens->starts[token], tokens->ends[token] - tokens->starts[token]);
      learn_memory_prefetch_slot (scan->memory, hashes[token % N_AHEAD]);
    }
  if (token >= N_AHEAD / 2 && token - N_AHEAD / 2 < tokens->n)
    learn_memory_prefetch_word (scan->memory, hashes[(token - N_AHEAD / 2) % N_AHEAD]);
}

gboolean
learn_scan_begin (LearnScan *scan, const LearnTokens *tokens, const LearnSentence *sentences, guint32 n_sentences)
{
  scan->tokens = tokens;
  scan->sentences = sentences;
  scan->n_sentences = n_sentences;
  scan->is_tweet = FALSE;
  if (!reserve_tokens (scan, tokens->n) || !clear_counts (scan, tokens->n))
    return FALSE;

  guint64 hashes[N_AHEAD];
  for (guint32 i = 0; i < N_AHEAD; i++)
    hash_ahead (scan, i, hashes);
  scan->age = scan->memory->age;
  for (guint32 i = 0; i < tokens->n; i++)
    {
      if (obelus_is_cancelled_at (i))
        return FALSE;

      const char *text = tokens->text + tokens->starts[i];
      guint64 exact = hashes[i % N_AHEAD];
      hash_ahead (scan, i + N_AHEAD, hashes);
      learn_memory_make_room (scan->memory, 1);
      scan->numbers[i] = learn_memory_find_hashed (scan->memory, exact, text, tokens->ends[i] - tokens->starts[i]);
      const LearnWord *word = &scan->memory->words[scan->numbers[i]];

      scan->casings[i] = word->casing;
      scan->count_of[i] = find_count (scan->counts, scan->n_counts, word->lower);
      if (scan->counts[scan->count_of[i]].lower == 0)
        {
          scan->counts[scan->count_of[i]].lower = word->lower;
          if (++scan->n_counted > scan->n_counts / 2 && !grow_counts (scan, i + 1))
            return FALSE;
        }
      scan->is_tweet = scan->is_tweet || learn_word_is_tweet_mark (text, tokens->ends[i] - tokens->starts[i]);
    }
  count_casings (scan);

  return TRUE;
}

void
learn_scan_enter_sentence (LearnScan *scan, guint32 sentence)
{
  scan->sentence = scan->sentences[sentence];
  scan->sentence_casing = learn_sentence_find_casing (scan->casings + scan->sentence.first, scan->sentence.n);
  scan->next = 0;
}

/* What is known of a word's writing elsewhere: everywhere but here. */
static guint8
look_elsewhere (LearnScan *scan, guint32 token)
{
  const WordCount *count = &scan->counts[scan->count_of[token]];
  guint32 n_lower = count->n_lower, n_capitalized = count->n_capitalized;

  if (scan->sentence_casing == LEARN_SENTENCE_NORMAL)
    {
      n_lower -= scan->casings[token] == LEARN_CASING_LOWER ? 1 : 0;
      n_capitalized -= scan->casings[token] > LEARN_CASING_LOWER && token > scan->sentence.first ? 1 : 0;
    }

  return LEARN_ELSEWHERE (n_lower, n_capitalized);
}

static const LearnWord *
get_word (LearnScan *scan, guint32 token)
{
  const LearnTokens *tokens = scan->tokens;

  if (scan->memory->age == scan->age)
    return &scan->memory->words[scan->numbers[token]];

  return &scan->memory->words[learn_memory_find (scan->memory, tokens->text + tokens->starts[token],
                                                 tokens->ends[token] - tokens->starts[token])];
}

/* Finds what is around a capitalised word where else it stands in the document. */
static void
find_others (LearnScan *scan, guint32 token, LearnOthers *others)
{
  const WordCount *count = &scan->counts[scan->count_of[token]];

  others->n = 0;
  if (scan->casings[token] <= LEARN_CASING_LOWER)
    return;
  for (guint i = 0; i < count->n_tokens && others->n < LEARN_MAX_OTHERS; i++)
    if (count->tokens[i] != token)
      {
        others->before[others->n] = get_word (scan, count->tokens[i] - 1);
        others->after[others->n] = get_word (scan, count->tokens[i] + 1);
        others->n++;
      }
}

/* Finds how long the names are that begin at a place, a length a list; returns the lists, as bits. */
static guint
measure_names (LearnScan *scan, const LearnWord *const *words, guint32 n, guint32 *lengths)
{
  guint lists = words[0]->lists, all_lists = 0;
  gboolean goes_on = words[0]->goes_on;
  guint64 hash = learn_lexicon_hash_name (0, words[0]->lower);

  for (guint32 length = 1;; length++)
    {
      all_lists |= lists;
      for (guint list = 0; lists >> list != 0; list++)
        if ((lists >> list & 1) != 0)
          lengths[list] = length;
      if (!goes_on || length == n || length == LEARN_MAX_NAME)
        return all_lists;
      hash = learn_lexicon_hash_name (hash, words[length]->lower);
      lists = learn_lexicon_find_name (scan->lexicon, hash, &goes_on);
    }
}

/* Marks the longest names of each list, leftmost first. */
static void
mark_names (LearnScan *scan, guint32 n)
{
  const LearnWord *const *words = scan->words + LEARN_REACH;
  guint32 *marks = scan->marks + LEARN_REACH;
  guint32 free_from[LEARN_MAX_LISTS] = { 0 };

  memset (scan->marks, 0, (n + 2 * LEARN_REACH) * sizeof *scan->marks);
  for (guint32 first = 0; first < n; first++)
    {
      if (words[first]->lists == 0 && !words[first]->goes_on)
        continue;
      guint32 lengths[LEARN_MAX_LISTS] = { 0 };
      guint lists = measure_names (scan, words + first, n - first, lengths);

      for (guint list = 0; lists >> list != 0; list++)
        {
          if (lengths[list] == 0 || first < free_from[list])
            continue;
          free_from[list] = first + lengths[list];
          for (guint32 i = first; i < free_from[list]; i++)
            {
              guint32 mark = lengths[list] == 1        ? LEARN_MARK_UNIT
                             : i == first              ? LEARN_MARK_FIRST
                             : i + 1 < free_from[list] ? LEARN_MARK_INSIDE
                                                       : LEARN_MARK_LAST;
              marks[i] |= mark << 3 * list;
            }
        }
    }
}

static guint8
find_mark (guint32 place, guint32 first, guint32 end)
{
  return place > first ? (place + 1 < end ? LEARN_MARK_INSIDE : LEARN_MARK_LAST)
                       : (place + 1 < end ? LEARN_MARK_FIRST : LEARN_MARK_UNIT);
}

/* Marks abbreviations in brackets and the words that they stand for. */
static void
mark_definitions (LearnScan *scan, guint32 first, guint32 n)
{
  memset (scan->definitions, LEARN_MARK_NONE, n);
  for (guint32 bracket = first + 1; bracket + 2 < first + n; bracket++)
    {
      if (!learn_definition_has_abbreviation (scan->tokens, bracket))
        continue;
      const guint32 begin = learn_definition_find_first (scan->tokens, bracket, first);
      if (begin == bracket)
        continue;
      for (guint32 i = begin; i < bracket; i++)
        scan->definitions[i - first] = find_mark (i, begin, bracket);
      scan->definitions[bracket + 1 - first] = LEARN_MARK_UNIT;
    }
}

/* A long sentence is cut behind a word that is hardly ever in the middle of a name. */
static guint32
choose_length (LearnScan *scan, guint32 first)
{
  guint32 left = scan->sentence.n - scan->next;
  if (left <= LEARN_STRETCH)
    return left;

  for (guint32 n = LEARN_STRETCH; n > LEARN_STRETCH / 2; n--)
    if (scan->casings[first + n - 1] == LEARN_CASING_LOWER || scan->casings[first + n - 1] == LEARN_CASING_NONE)
      return n;

  return LEARN_STRETCH;
}

gboolean
learn_scan_next_stretch (LearnScan *scan, LearnStretch *stretch, guint32 *first, guint32 *n)
{
  if (scan->next >= scan->sentence.n)
    return FALSE;

  *first = scan->sentence.first + scan->next;
  *n = choose_length (scan, *first);

  learn_memory_make_room (scan->memory, *n * (1 + 2 * LEARN_MAX_OTHERS) + 2 * LEARN_REACH);
  for (guint32 i = 0; i < *n + 2 * LEARN_REACH; i++)
    {
      gssize at = (gssize) scan->next + i - LEARN_REACH;
      gboolean is_inside = at >= 0 && at < (gssize) scan->sentence.n;
      guint32 token = scan->sentence.first + (guint32) at;

      if (is_inside)
        scan->words[i] = get_word (scan, token);
      else
        scan->words[i] = &scan->memory->words[at < 0 ? LEARN_MEMORY_BEFORE : LEARN_MEMORY_BEHIND];
      scan->elsewhere[i] = is_inside ? look_elsewhere (scan, token) : LEARN_ELSEWHERE (0, 0);
    }
  for (guint32 i = 0; scan->looks_around && i < *n; i++)
    find_others (scan, *first + i, &scan->others[i]);
  if (scan->looks_around)
    mark_definitions (scan, *first, *n);
  if (scan->lexicon->names.n_homes > 0)
    mark_names (scan, *n);

  *stretch = (LearnStretch){
    .tokens = scan->tokens,
    .first = *first,
    .words = scan->words + LEARN_REACH,
    .elsewhere = scan->elsewhere + LEARN_REACH,
    .marks = scan->lexicon->names.n_homes > 0 ? scan->marks + LEARN_REACH : NULL,
    .others = scan->looks_around ? scan->others : NULL,
    .definitions = scan->looks_around ? scan->definitions : NULL,
    .sentence_casing = scan->sentence_casing,
    .is_tweet = scan->is_tweet,
    .is_sentence_start = scan->next == 0,
  };
  scan->next += *n;

  return TRUE;
}

const LearnMemory *
learn_scan_get_memory (const LearnScan *scan)
{
  return scan->memory;
}
