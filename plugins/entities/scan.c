/* Scanning documents. */
#include "scan.h"

#include "hash.h"

#include <string.h>

/* How often a word is written in small letters, and capitalised where that means something. */
typedef struct
{
  guint64 lower; /* 0 in an empty place */
  guint32 n_lower;
  guint32 n_capitalized;
  guint32 n_tokens;
  guint32 tokens[ENTITY_MAX_OTHERS + 1]; /* the first that are capitalised inside a sentence */
} WordCount;

struct _EntityScan
{
  const EntityLexicon *lexicon;
  EntityMemory *memory;

  /* the document */
  const EntityTokens *tokens;
  const EntitySentence *sentences;
  guint32 n_sentences;
  gboolean is_tweet;
  guint32 n_reserved;
  guint8 *casings;   /* EntityCasing a token */
  guint32 *count_of; /* place in counts a token */
  WordCount *counts;
  guint32 n_counts;  /* places, a power of two */
  guint32 n_counted; /* words */

  /* the sentence */
  EntitySentence sentence;
  EntitySentenceCasing sentence_casing;
  guint32 next;

  /* the stretch, with ENTITY_REACH more on each side */
  const EntityWord *words[ENTITY_STRETCH + 2 * ENTITY_REACH];
  guint8 elsewhere[ENTITY_STRETCH + 2 * ENTITY_REACH];
  guint32 marks[ENTITY_STRETCH + 2 * ENTITY_REACH];
  EntityOthers others[ENTITY_STRETCH];
};

EntityScan *
entity_scan_new (const EntityLexicon *lexicon)
{
  EntityScan *scan = g_new0 (EntityScan, 1);
  scan->lexicon = lexicon;
  scan->memory = entity_memory_new (lexicon);

  return scan;
}

void
entity_scan_free (EntityScan *scan)
{
  if (scan == NULL)
    return;
  g_free (scan->memory);
  g_free (scan->casings);
  g_free (scan->count_of);
  g_free (scan->counts);
  g_free (scan);
}

static guint32
find_count (const WordCount *counts, guint32 n_counts, guint64 lower)
{
  guint32 place = learn_hash_scale (lower, n_counts);

  while (counts[place].lower != 0 && counts[place].lower != lower)
    place = (place + 1) & (n_counts - 1);

  return place;
}

/* Doubles the table; the places that tokens remember are found again. */
static gboolean
grow_counts (EntityScan *scan, guint32 n_tokens)
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
clear_counts (EntityScan *scan, guint32 n_tokens)
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
reserve_tokens (EntityScan *scan, guint32 n)
{
  if (n <= scan->n_reserved && scan->n_reserved / 8 <= MAX (n, 65536))
    return TRUE;

  g_free (scan->casings);
  g_free (scan->count_of);
  scan->casings = g_try_malloc (MAX (n, 256));
  scan->count_of = g_try_malloc_n (MAX (n, 256), sizeof *scan->count_of);
  scan->n_reserved = scan->casings != NULL && scan->count_of != NULL ? MAX (n, 256) : 0;

  return scan->n_reserved > 0;
}

/* Only words that stand where their writing is a choice are counted: not in headlines, not at the start of a sentence.
 */
static void
count_casings (EntityScan *scan)
{
  for (guint32 s = 0; s < scan->n_sentences; s++)
    {
      EntitySentence sentence = scan->sentences[s];
      if (entity_sentence_find_casing (scan->casings + sentence.first, sentence.n) != ENTITY_SENTENCE_NORMAL)
        continue;
      for (guint32 i = sentence.first; i < sentence.first + sentence.n; i++)
        {
          WordCount *count = &scan->counts[scan->count_of[i]];
          count->n_lower += scan->casings[i] == ENTITY_CASING_LOWER ? 1 : 0;
          if (scan->casings[i] <= ENTITY_CASING_LOWER || i == sentence.first)
            continue;
          if (count->n_tokens <= ENTITY_MAX_OTHERS && i + 1 < sentence.first + sentence.n)
            count->tokens[count->n_tokens++] = i;
          count->n_capitalized++;
        }
    }
}

gboolean
entity_scan_begin (EntityScan *scan, const EntityTokens *tokens, const EntitySentence *sentences, guint32 n_sentences)
{
  scan->tokens = tokens;
  scan->sentences = sentences;
  scan->n_sentences = n_sentences;
  scan->is_tweet = FALSE;
  if (!reserve_tokens (scan, tokens->n) || !clear_counts (scan, tokens->n))
    return FALSE;

  for (guint32 i = 0; i < tokens->n; i++)
    {
      const char *text = tokens->text + tokens->starts[i];
      entity_memory_make_room (scan->memory, 1);
      const EntityWord *word
          = &scan->memory->words[entity_memory_find (scan->memory, text, tokens->ends[i] - tokens->starts[i])];

      scan->casings[i] = word->casing;
      scan->count_of[i] = find_count (scan->counts, scan->n_counts, word->lower);
      if (scan->counts[scan->count_of[i]].lower == 0)
        {
          scan->counts[scan->count_of[i]].lower = word->lower;
          if (++scan->n_counted > scan->n_counts / 2 && !grow_counts (scan, i + 1))
            return FALSE;
        }
      scan->is_tweet = scan->is_tweet || entity_word_is_tweet_mark (text, tokens->ends[i] - tokens->starts[i]);
    }
  count_casings (scan);

  return TRUE;
}

void
entity_scan_enter_sentence (EntityScan *scan, guint32 sentence)
{
  scan->sentence = scan->sentences[sentence];
  scan->sentence_casing = entity_sentence_find_casing (scan->casings + scan->sentence.first, scan->sentence.n);
  scan->next = 0;
}

/* What is known of a word's writing elsewhere: everywhere but here. */
static guint8
look_elsewhere (EntityScan *scan, guint32 token)
{
  const WordCount *count = &scan->counts[scan->count_of[token]];
  guint32 n_lower = count->n_lower, n_capitalized = count->n_capitalized;

  if (scan->sentence_casing == ENTITY_SENTENCE_NORMAL)
    {
      n_lower -= scan->casings[token] == ENTITY_CASING_LOWER ? 1 : 0;
      n_capitalized -= scan->casings[token] > ENTITY_CASING_LOWER && token > scan->sentence.first ? 1 : 0;
    }

  return ENTITY_ELSEWHERE (n_lower, n_capitalized);
}

static const EntityWord *
get_word (EntityScan *scan, guint32 token)
{
  const EntityTokens *tokens = scan->tokens;

  return &scan->memory->words[entity_memory_find (scan->memory, tokens->text + tokens->starts[token],
                                                  tokens->ends[token] - tokens->starts[token])];
}

/* Finds what is around a capitalised word where else it stands in the document. */
static void
find_others (EntityScan *scan, guint32 token, EntityOthers *others)
{
  const WordCount *count = &scan->counts[scan->count_of[token]];

  others->n = 0;
  if (scan->casings[token] <= ENTITY_CASING_LOWER)
    return;
  for (guint i = 0; i < count->n_tokens && others->n < ENTITY_MAX_OTHERS; i++)
    if (count->tokens[i] != token)
      {
        others->before[others->n] = get_word (scan, count->tokens[i] - 1);
        others->after[others->n] = get_word (scan, count->tokens[i] + 1);
        others->n++;
      }
}

/* Finds how long the names are that begin at a place, a length a list; returns the lists, as bits. */
static guint
measure_names (EntityScan *scan, const EntityWord *const *words, guint32 n, guint32 *lengths)
{
  guint lists = words[0]->lists, all_lists = 0;
  gboolean goes_on = words[0]->goes_on;
  guint64 hash = entity_lexicon_hash_name (0, words[0]->lower);

  for (guint32 length = 1;; length++)
    {
      all_lists |= lists;
      for (guint list = 0; lists >> list != 0; list++)
        if ((lists >> list & 1) != 0)
          lengths[list] = length;
      if (!goes_on || length == n || length == ENTITY_MAX_NAME)
        return all_lists;
      hash = entity_lexicon_hash_name (hash, words[length]->lower);
      lists = entity_lexicon_find_name (scan->lexicon, hash, &goes_on);
    }
}

/* Marks the longest names of each list, leftmost first. */
static void
mark_names (EntityScan *scan, guint32 n)
{
  const EntityWord *const *words = scan->words + ENTITY_REACH;
  guint32 *marks = scan->marks + ENTITY_REACH;
  guint32 free_from[ENTITY_MAX_LISTS] = { 0 };

  memset (scan->marks, 0, (n + 2 * ENTITY_REACH) * sizeof *scan->marks);
  for (guint32 first = 0; first < n; first++)
    {
      if (words[first]->lists == 0 && !words[first]->goes_on)
        continue;
      guint32 lengths[ENTITY_MAX_LISTS] = { 0 };
      guint lists = measure_names (scan, words + first, n - first, lengths);

      for (guint list = 0; lists >> list != 0; list++)
        {
          if (lengths[list] == 0 || first < free_from[list])
            continue;
          free_from[list] = first + lengths[list];
          for (guint32 i = first; i < free_from[list]; i++)
            {
              guint32 mark = lengths[list] == 1        ? ENTITY_MARK_UNIT
                             : i == first              ? ENTITY_MARK_FIRST
                             : i + 1 < free_from[list] ? ENTITY_MARK_INSIDE
                                                       : ENTITY_MARK_LAST;
              marks[i] |= mark << 3 * list;
            }
        }
    }
}

/* A long sentence is cut behind a word that is hardly ever in the middle of a name. */
static guint32
choose_length (EntityScan *scan, guint32 first)
{
  guint32 left = scan->sentence.n - scan->next;
  if (left <= ENTITY_STRETCH)
    return left;

  for (guint32 n = ENTITY_STRETCH; n > ENTITY_STRETCH / 2; n--)
    if (scan->casings[first + n - 1] == ENTITY_CASING_LOWER || scan->casings[first + n - 1] == ENTITY_CASING_NONE)
      return n;

  return ENTITY_STRETCH;
}

gboolean
entity_scan_next_stretch (EntityScan *scan, EntityStretch *stretch, guint32 *first, guint32 *n)
{
  if (scan->next >= scan->sentence.n)
    return FALSE;

  *first = scan->sentence.first + scan->next;
  *n = choose_length (scan, *first);

  entity_memory_make_room (scan->memory, *n * (1 + 2 * ENTITY_MAX_OTHERS) + 2 * ENTITY_REACH);
  for (guint32 i = 0; i < *n + 2 * ENTITY_REACH; i++)
    {
      gssize at = (gssize) scan->next + i - ENTITY_REACH;
      gboolean is_inside = at >= 0 && at < (gssize) scan->sentence.n;
      guint32 token = scan->sentence.first + (guint32) at;

      if (is_inside)
        scan->words[i] = get_word (scan, token);
      else
        scan->words[i] = &scan->memory->words[at < 0 ? ENTITY_MEMORY_BEFORE : ENTITY_MEMORY_BEHIND];
      scan->elsewhere[i] = is_inside ? look_elsewhere (scan, token) : ENTITY_ELSEWHERE (0, 0);
    }
  for (guint32 i = 0; i < *n; i++)
    find_others (scan, *first + i, &scan->others[i]);
  mark_names (scan, *n);

  *stretch = (EntityStretch){
    .words = scan->words + ENTITY_REACH,
    .elsewhere = scan->elsewhere + ENTITY_REACH,
    .marks = scan->marks + ENTITY_REACH,
    .others = scan->others,
    .sentence_casing = scan->sentence_casing,
    .is_tweet = scan->is_tweet,
    .is_sentence_start = scan->next == 0,
  };
  scan->next += *n;

  return TRUE;
}

const EntityMemory *
entity_scan_get_memory (const EntityScan *scan)
{
  return scan->memory;
}
