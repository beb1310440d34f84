/* Reads lists of words that users rate, and finds these words. */
#include "own-words.h"
#include "measures.h"

#include <math.h>
#include <string.h>

/* Of a phrase, in bytes */
#define MAX_BYTES 1024

/* No list of opinion words rates more strongly. */
#define MAX_OPINION 40

/* Sets hashes of one's own words apart from those that a model learned. */
#define OWN_WORD G_GUINT64_CONSTANT (0x6f776e0000000001)

enum
{
  IS_RATED = 1 << 0,
  GOES_ON = 1 << 1, /* the beginning of a longer phrase */
};

/* A word or the beginning of a phrase; free where there are no flags */
typedef struct
{
  guint64 hash; /* of its words in their order */
  gint8 rating; /* hundredths */
  guint8 flags;
} Slot;

struct _SentimentOwnWords
{
  Slot *slots;
  gsize mask; /* slots − 1, slots being a power of two */
};

enum
{
  COLUMN_PHRASE,
  COLUMN_RATING,
  N_COLUMNS
};

void
sentiment_own_words_free (SentimentOwnWords *own)
{
  if (own == NULL)
    return;
  g_free (own->slots);
  g_free (own);
}

/* The slot of a hash, or a free one */
static Slot *
find_slot (const SentimentOwnWords *own, guint64 hash)
{
  gsize i = (gsize) hash & own->mask;

  while (own->slots[i].flags != 0 && own->slots[i].hash != hash)
    i = (i + 1) & own->mask;
  return &own->slots[i];
}

/* Adds the beginnings of a phrase and the phrase itself to @slots; NULL, or what is wrong with it. */
static char *
add_phrase (const SentimentLexicon *lexicon, const LearnField *phrase, gint8 rating, GArray *slots)
{
  SentimentWord words[SENTIMENT_MAX_PHRASE + 3];
  guint32 position = 0;
  gboolean has_word = FALSE;

  if (phrase->length > MAX_BYTES)
    return g_strdup_printf ("its word is longer than %d bytes; shorten it", MAX_BYTES);
  gsize n_words
      = sentiment_scan_words (lexicon, phrase->start, &position, (guint32) phrase->length, words, G_N_ELEMENTS (words));
  if (n_words > SENTIMENT_MAX_PHRASE || position < phrase->length)
    return g_strdup_printf ("its phrase is longer than %d words and marks; shorten it", SENTIMENT_MAX_PHRASE);
  for (gsize i = 0; i < n_words; i++)
    {
      if (words[i].kind == SENTIMENT_REFERENCE)
        return g_strdup ("addresses and @names have no rating of their own; remove the line");
      has_word |= words[i].kind <= SENTIMENT_EMOTICON;
    }
  if (!has_word)
    return g_strdup ("its first column has no word, emoji or known emoticon; write one or remove the line");

  guint64 hash = words[0].hash;
  for (gsize i = 0; i < n_words; i++)
    {
      hash = i == 0 ? hash : sentiment_mix (hash, words[i].hash);
      Slot slot = { .hash = hash, .flags = i + 1 < n_words ? GOES_ON : IS_RATED };
      slot.rating = i + 1 < n_words ? 0 : rating;
      g_array_append_val (slots, slot);
    }
  return NULL;
}

/* Adds one line; NULL, or what is wrong with it. */
static char *
add_line (const SentimentLexicon *lexicon, const LearnField *line, GArray *slots)
{
  LearnField fields[N_COLUMNS];
  double rating;
  char *problem = learn_line_find_bad_bytes (line);

  if (problem != NULL)
    return problem;
  guint n = learn_line_cut (line, fields, N_COLUMNS);
  if (n != N_COLUMNS)
    return g_strdup_printf ("it has %u column%s; write a word or phrase, a tab, and a rating", n, n == 1 ? "" : "s");
  if (!learn_field_read_number (&fields[COLUMN_RATING], &rating))
    return g_strdup ("its second column, the rating, is no number; write one from -1 to 1, such as 0.6");
  if (fabs (rating) > 1.0)
    return g_strdup ("its rating is not from -1 to 1; divide all ratings by the largest that there may be");
  return add_phrase (lexicon, &fields[COLUMN_PHRASE], (gint8) lround (rating * 100.0), slots);
}

static gboolean
is_heading (const LearnField *line)
{
  LearnField fields[N_COLUMNS];

  return learn_line_cut (line, fields, N_COLUMNS) == N_COLUMNS
         && (learn_field_is (&fields[COLUMN_RATING], "rating") || learn_field_is (&fields[COLUMN_RATING], "score"));
}

/* Makes a table of slots in which a hash comes once. Returns NULL if there is no memory. */
static SentimentOwnWords *
make_table (const GArray *slots)
{
  g_autoptr (SentimentOwnWords) own = g_new0 (SentimentOwnWords, 1);
  gsize size = 16;

  while (size < (gsize) slots->len * 2)
    size *= 2;
  own->slots = g_try_new0 (Slot, size);
  if (own->slots == NULL)
    return NULL;
  own->mask = size - 1;
  for (guint i = 0; i < slots->len; i++)
    {
      const Slot *slot = &g_array_index (slots, Slot, i);
      Slot *place = find_slot (own, slot->hash);
      place->hash = slot->hash;
      place->flags |= slot->flags;
      if ((slot->flags & IS_RATED) != 0)
        place->rating = slot->rating;
    }
  return g_steal_pointer (&own);
}

SentimentOwnWords *
sentiment_own_words_new (const SentimentLexicon *lexicon, const char *name, GBytes *list, LearnBadLines *bad,
                         GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (list, &length);
  LearnLines lines;
  LearnField line;
  GError *reason = NULL;

  /* A word takes two bytes at least; the array grows by doubling, and the table is up to four times as large as need
   * be. */
  if (!learn_lines_begin (&lines, name, data, length, error)
      || !obelus_memory_check (length * 3 * sizeof (Slot), error))
    return NULL;

  g_autoptr (GArray) slots = g_array_new (FALSE, FALSE, sizeof (Slot));
  while (learn_lines_next (&lines, &line, &reason))
    {
      if (lines.number == 1 && is_heading (&line))
        continue;
      g_autofree char *problem = add_line (lexicon, &line, slots);
      if (problem != NULL)
        learn_bad_lines_add (bad, &lines, problem);
    }
  if (reason != NULL)
    {
      g_propagate_error (error, reason);
      return NULL;
    }

  SentimentOwnWords *own = make_table (slots);
  if (own == NULL)
    g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_NO_MEMORY, "there is not enough memory for the words of '%s'", name);
  return own;
}

/* How many words the longest rated phrase that begins here has; 0 if none does */
static gsize
match (const SentimentOwnWords *own, const SentimentWord *words, gsize n_words, const Slot **matched)
{
  guint64 hash = words[0].hash;
  gsize n_matched = 0;

  for (gsize n = 1;; n++)
    {
      const Slot *slot = find_slot (own, hash);
      if ((slot->flags & IS_RATED) != 0)
        {
          n_matched = n;
          *matched = slot;
        }
      if ((slot->flags & GOES_ON) == 0 || n == n_words)
        return n_matched;
      hash = sentiment_mix (hash, words[n].hash);
    }
}

/* Makes one rated word of @n words. */
static SentimentWord
join (const SentimentWord *words, gsize n, const Slot *slot)
{
  SentimentWord word = words[0];

  for (gsize i = 1; i < n; i++)
    word.flags &= words[i].flags | (guint8) ~SENTIMENT_CAPITALS;
  word.end = words[n - 1].end;
  word.kind = n == 1 ? word.kind : SENTIMENT_WORD;
  word.hash = word.stem = sentiment_mix (slot->hash, OWN_WORD);
  word.entry = (SentimentEntry){ .fingerprint = 1,
                                 .rating = slot->rating,
                                 .opinion = CLAMP (slot->rating, -MAX_OPINION, MAX_OPINION),
                                 .induced = slot->rating,
                                 .role = n == 1 ? words[0].entry.role : SENTIMENT_ROLE_NONE };
  return word;
}

gsize
sentiment_own_words_apply (const SentimentOwnWords *own, SentimentWord *words, gsize n_words)
{
  gsize n = 0;

  for (gsize i = 0; i < n_words;)
    {
      const Slot *slot = NULL;
      gsize n_matched = match (own, words + i, n_words - i, &slot);
      SentimentWord word = n_matched > 0 ? join (words + i, n_matched, slot) : words[i];
      words[n++] = word;
      i += MAX (n_matched, 1);
    }
  return n;
}
