/* Reads lists of words and phrases that are rated by hand, and finds these in texts. */
#include "phrases.h"
#include "measures.h"
#include "optional-section.h"

#include <math.h>
#include <string.h>

/* Of a phrase, in bytes */
#define MAX_BYTES 1024

/* No list of opinion words rates more strongly. */
#define MAX_OPINION 40

/* Sets the hashes of phrases apart from those of words. */
#define PHRASE G_GUINT64_CONSTANT (0x6f776e0000000001)

enum
{
  IS_WHOLE = 1 << 0,
  GOES_ON = 1 << 1,      /* the beginning of a longer phrase */
  IS_BEGINNING = 1 << 2, /* one word that is a phrase, or the first two of one */
};

/* What a list says, in its order */
typedef struct
{
  guint64 hash;
  SentimentPhrase phrase;
} Entry;

enum
{
  COLUMN_PHRASE,
  COLUMN_RATING,
  N_COLUMNS
};

/* The bit that tells whether a phrase begins with words of this hash: of a fingerprint, of which the lowest bit is
 * always set. Most words begin none, and this says so from memory that is near. */
static inline guint32
find_bit (guint64 hash)
{
  return (guint32) (hash >> 33) % (G_N_ELEMENTS (((SentimentPhrases *) NULL)->beginnings) * 64);
}

/* The slot of a hash, or a free one */
static inline const SentimentPhrase *
find_slot (const SentimentPhrases *phrases, guint64 hash)
{
  guint32 fingerprint = (guint32) (hash >> 32) | 1;
  guint32 i = (guint32) hash & phrases->mask;

  while (phrases->slots[i].fingerprint != 0 && phrases->slots[i].fingerprint != fingerprint)
    i = (i + 1) & phrases->mask;
  return &phrases->slots[i];
}

/* Adds the beginnings of a phrase and the phrase itself; NULL, or what is wrong with it. */
static char *
add_phrase (const SentimentLexicon *lexicon, const LearnField *phrase, SentimentPhrase whole, GArray *entries)
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
      Entry entry = { hash, { .flags = GOES_ON } };
      if (i + 1 == n_words)
        entry.phrase = whole;
      if (i == 1 || n_words == 1)
        entry.phrase.flags |= IS_BEGINNING;
      g_array_append_val (entries, entry);
    }
  return NULL;
}

/* Reads a rating or the name of a role; NULL, or what is wrong with it. */
static char *
read_rating (const LearnField *field, SentimentPhrase *phrase)
{
  static const struct
  {
    const char *name;
    SentimentRole role;
  } roles[] = { { "negator", SENTIMENT_ROLE_NEGATOR },
                { "booster", SENTIMENT_ROLE_BOOSTER },
                { "dampener", SENTIMENT_ROLE_DAMPENER } };
  double rating;

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (learn_field_is (field, roles[i].name))
      {
        phrase->role = (guint8) roles[i].role;
        return NULL;
      }
  if (!learn_field_read_number (field, &rating))
    return g_strdup ("its second column, the rating, is no number; write one from -1 to 1, such as 0.6, or negator, "
                     "booster or dampener");
  if (fabs (rating) > 1.0)
    return g_strdup ("its rating is not from -1 to 1; divide all ratings by the largest that there may be");
  phrase->rating = (gint8) lround (rating * 100.0);
  return NULL;
}

/* Adds one line; NULL, or what is wrong with it. */
static char *
add_line (const SentimentLexicon *lexicon, const LearnField *line, GArray *entries)
{
  LearnField fields[N_COLUMNS];
  SentimentPhrase phrase = { .flags = IS_WHOLE };
  char *problem = learn_line_find_bad_bytes (line);

  if (problem != NULL)
    return problem;
  guint n = learn_line_cut (line, fields, N_COLUMNS);
  if (n != N_COLUMNS)
    return g_strdup_printf ("it has %u column%s; write a word or phrase, a tab, and a rating", n, n == 1 ? "" : "s");
  problem = read_rating (&fields[COLUMN_RATING], &phrase);
  return problem != NULL ? problem : add_phrase (lexicon, &fields[COLUMN_PHRASE], phrase, entries);
}

static gboolean
is_heading (const LearnField *line)
{
  LearnField fields[N_COLUMNS];

  return learn_line_cut (line, fields, N_COLUMNS) == N_COLUMNS
         && (learn_field_is (&fields[COLUMN_RATING], "rating") || learn_field_is (&fields[COLUMN_RATING], "score"));
}

/* Makes a table in which a hash comes once. Returns NULL if there is no memory. */
static SentimentPhrase *
make_table (const GArray *entries, gsize *n_slots)
{
  gsize size = 16;

  while (size * 3 < (gsize) entries->len * 4)
    size *= 2;
  SentimentPhrase *slots = size > G_MAXUINT32 ? NULL : g_try_new0 (SentimentPhrase, size);
  if (slots == NULL)
    return NULL;
  const SentimentPhrases table = { .slots = slots, .mask = (guint32) (size - 1) };
  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);
      SentimentPhrase *slot = slots + (find_slot (&table, entry->hash) - slots);
      guint8 flags = slot->flags | entry->phrase.flags;
      if ((entry->phrase.flags & IS_WHOLE) != 0)
        *slot = entry->phrase;
      slot->fingerprint = (guint32) (entry->hash >> 32) | 1;
      slot->flags = flags;
    }
  *n_slots = size;
  return slots;
}

SentimentPhrase *
sentiment_phrases_read (const SentimentLexicon *lexicon, const char *name, GBytes *list, LearnBadLines *bad,
                        gsize *n_slots, GError **error)
{
  const SentimentLexicon words = { .slots = lexicon->slots, .mask = lexicon->mask };
  gsize length;
  const char *data = g_bytes_get_data (list, &length);
  LearnLines lines;
  LearnField line;
  GError *reason = NULL;

  /* A word takes two bytes at least; the array grows by doubling, and the table is up to four times as large as need
   * be. */
  if (!learn_lines_begin (&lines, name, data, length, error)
      || !obelus_memory_check (length * 3 * sizeof (Entry), error))
    return NULL;

  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  while (learn_lines_next (&lines, &line, &reason))
    {
      if (lines.number == 1 && is_heading (&line))
        continue;
      g_autofree char *problem = add_line (&words, &line, entries);
      if (problem != NULL)
        learn_bad_lines_add (bad, &lines, problem);
    }
  if (reason != NULL)
    {
      g_propagate_error (error, reason);
      return NULL;
    }

  SentimentPhrase *slots = make_table (entries, n_slots);
  if (slots == NULL)
    g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_NO_MEMORY, "there is not enough memory for the words of '%s'", name);
  return slots;
}

void
sentiment_phrases_init (SentimentPhrases *phrases, const SentimentPhrase *slots, gsize n_slots)
{
  *phrases = (SentimentPhrases){ .slots = slots, .mask = n_slots > 0 ? (guint32) (n_slots - 1) : 0 };
  for (gsize i = 0; i < n_slots; i++)
    if ((slots[i].flags & IS_BEGINNING) != 0)
      {
        guint32 bit = find_bit ((guint64) slots[i].fingerprint << 32);
        phrases->beginnings[bit / 64] |= G_GUINT64_CONSTANT (1) << bit % 64;
      }
}

gboolean
sentiment_phrases_load (SentimentPhrases *phrases, ObelusContext *context, const char *option,
                        const SentimentLexicon *lexicon, GError **error)
{
  const char *path;
  GBytes *list = obelus_context_get_file (context, option, &path);
  LearnBadLines bad;
  gsize n_slots = 0;

  sentiment_phrases_init (phrases, NULL, 0);
  if (list == NULL)
    return TRUE;
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = g_filename_display_name (name);
  learn_bad_lines_init (&bad);
  g_autofree SentimentPhrase *slots = sentiment_phrases_read (lexicon, shown, list, &bad, &n_slots, error);
  gboolean done = slots != NULL && learn_bad_lines_settle (&bad, context, error);
  learn_bad_lines_clear (&bad);
  if (done)
    sentiment_phrases_init (phrases, g_steal_pointer (&slots), n_slots);
  return done;
}

gboolean
sentiment_phrases_init_from_model (SentimentPhrases *phrases, ObelusModel *model, GError **error)
{
  gsize n_slots;

  sentiment_phrases_init (phrases, NULL, 0);
  if (!learn_model_has_section (model, "phrases"))
    return TRUE;
  const SentimentPhrase *slots = obelus_model_get_section (model, "phrases", sizeof *slots, &n_slots, error);
  if (slots == NULL)
    return FALSE;

  /* A search ends at a free slot, so there must be one. */
  gboolean has_free_slot = FALSE, is_sound = TRUE;
  for (gsize i = 0; i < n_slots; i++)
    {
      has_free_slot |= slots[i].fingerprint == 0;
      is_sound &= slots[i].role < SENTIMENT_N_ROLES;
    }
  if (n_slots > G_MAXUINT32 || (n_slots & (n_slots - 1)) != 0 || !has_free_slot || !is_sound)
    return obelus_model_fail (model, "phrases",
                              "is no table whose size is a power of two, with a free slot and roles "
                              "that there are",
                              error);
  sentiment_phrases_init (phrases, slots, n_slots);
  return TRUE;
}

/* How many words the longest phrase that begins here has; 0 if none does. Sets what it is and its hash. */
static inline gsize
match (const SentimentPhrases *phrases, const SentimentWord *words, gsize n_words, const SentimentPhrase **matched,
       guint64 *matched_hash)
{
  guint64 hash = words[0].hash;
  gsize n_matched = 0;

  for (gsize n = 1;; n++)
    {
      const SentimentPhrase *slot = find_slot (phrases, hash);
      if ((slot->flags & IS_WHOLE) != 0)
        {
          n_matched = n;
          *matched = slot;
          *matched_hash = hash;
        }
      if ((slot->flags & GOES_ON) == 0 || n == n_words)
        return n_matched;
      hash = sentiment_mix (hash, words[n].hash);
    }
}

/* Makes one word of @n words. */
static SentimentWord
join (const SentimentWord *words, gsize n, const SentimentPhrase *phrase, guint64 hash)
{
  SentimentWord word = words[0];

  for (gsize i = 1; i < n; i++)
    word.flags &= words[i].flags | (guint8) ~SENTIMENT_CAPITALS;
  word.end = words[n - 1].end;
  word.kind = n == 1 ? word.kind : SENTIMENT_WORD;
  word.hash = word.stem = sentiment_mix (hash, PHRASE);
  word.entry = (SentimentEntry){ .fingerprint = 1,
                                 .rating = phrase->rating,
                                 .opinion = CLAMP (phrase->rating, -MAX_OPINION, MAX_OPINION),
                                 .induced = phrase->rating,
                                 .role = phrase->role };
  if (n == 1 && phrase->role == SENTIMENT_ROLE_NONE)
    word.entry.role = words[0].entry.role;
  return word;
}

static inline gboolean
is_beginning (const SentimentPhrases *phrases, guint64 hash)
{
  guint32 bit = find_bit (hash);

  return phrases->beginnings[bit / 64] >> bit % 64 & 1;
}

/* Whether a phrase may begin here */
static inline gboolean
may_begin (const SentimentPhrases *phrases, const SentimentWord *words, gsize n_words)
{
  gboolean is_pair = n_words > 1 && is_beginning (phrases, sentiment_mix (words[0].hash, words[1].hash));

  return is_pair | is_beginning (phrases, words[0].hash);
}

gsize
sentiment_phrases_apply (const SentimentPhrases *phrases, SentimentWord *words, gsize n_words)
{
  gsize n = 0;

  while (n < n_words && !may_begin (phrases, words + n, n_words - n))
    n++;
  for (gsize i = n; i < n_words;)
    {
      const SentimentPhrase *phrase = NULL;
      guint64 hash = 0;
      gsize left = n_words - i, n_matched = 0;
      if (may_begin (phrases, words + i, left))
        n_matched = match (phrases, words + i, left, &phrase, &hash);
      if (n_matched > 0)
        words[n] = join (words + i, n_matched, phrase, hash);
      else if (n < i)
        words[n] = words[i];
      n++;
      i += MAX (n_matched, 1);
    }
  return n;
}
