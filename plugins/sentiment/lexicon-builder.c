/* Gathers what is known of words: ratings, opinion words, emoji, words used alike, and the parts that words play. */
#include "lexicon-builder.h"
#include "lines.h"
#include "roles.h"
#include "words.h"

#include <math.h>
#include <string.h>

/* Hundredths: a rating of 4 is 100. Lists of opinion words give no strength; theirs is that of a usual rating. */
#define HUNDREDTHS_A_POINT 25.0
#define OPINION 40

/* Carrying over: how many ordinary words one cluster's mean stands against, at each level */
#define CLUSTER_PRIOR 6.0
#define MAX_LEVELS 4
#define INDUCED_GAIN 1.6
#define INDUCED_THRESHOLD 6.0

struct _SentimentLexiconBuilder
{
  GHashTable *numbers; /* hash → number in entries, plus one */
  GArray *hashes;      /* guint64 */
  GArray *entries;     /* SentimentEntry */
};

static SentimentEntry *
get_entry (SentimentLexiconBuilder *builder, guint64 hash, gboolean add)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (builder->numbers, &hash));

  if (number == 0)
    {
      SentimentEntry entry = { .fingerprint = (guint32) (hash >> 32) | 1 };
      if (!add)
        return NULL;
      g_array_append_val (builder->hashes, hash);
      g_array_append_val (builder->entries, entry);
      number = builder->entries->len;
      g_hash_table_insert (builder->numbers, g_memdup2 (&hash, sizeof hash), GUINT_TO_POINTER (number));
    }
  return &g_array_index (builder->entries, SentimentEntry, number - 1);
}

SentimentLexiconBuilder *
sentiment_lexicon_builder_new (void)
{
  SentimentLexiconBuilder *builder = g_new0 (SentimentLexiconBuilder, 1);

  builder->numbers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  builder->hashes = g_array_new (FALSE, FALSE, sizeof (guint64));
  builder->entries = g_array_new (FALSE, FALSE, sizeof (SentimentEntry));

  for (const SentimentRoleWords *roles = sentiment_role_words; roles->words != NULL; roles++)
    {
      g_auto (GStrv) words = g_strsplit (roles->words, " ", -1);
      for (char **word = words; *word != NULL; word++)
        {
          guint64 hash = sentiment_hash_form (*word, strlen (*word));
          if (hash != 0)
            get_entry (builder, hash, TRUE)->role = (guint8) roles->role;
        }
    }
  return builder;
}

void
sentiment_lexicon_builder_free (SentimentLexiconBuilder *builder)
{
  g_hash_table_unref (builder->numbers);
  g_array_unref (builder->hashes);
  g_array_unref (builder->entries);
  g_free (builder);
}

static guint
add_means (SentimentLexiconBuilder *builder, GBytes *means, gboolean are_induced)
{
  gsize size, length;
  const char *at = g_bytes_get_data (means, &size), *end = at + size, *line;
  guint n_unused = 0;

  while (learn_line_read (&at, end, &line, &length))
    {
      const char *tab = memchr (line, '\t', length);
      guint64 hash = tab == NULL ? 0 : sentiment_hash_form (line, tab - line);
      g_autofree char *number = tab == NULL ? NULL : g_strndup (tab + 1, MIN (length - (tab + 1 - line), 32));
      double mean = number == NULL ? NAN : g_ascii_strtod (number, NULL);
      if (hash == 0 || !(fabs (mean) <= 4.0))
        {
          n_unused++;
          continue;
        }
      gint8 hundredths = (gint8) lround (mean * HUNDREDTHS_A_POINT);
      SentimentEntry *entry = get_entry (builder, hash, TRUE);
      if (are_induced)
        entry->induced = hundredths;
      else
        entry->rating = hundredths;
    }
  return n_unused;
}

guint
sentiment_lexicon_builder_add_ratings (SentimentLexiconBuilder *builder, GBytes *ratings)
{
  return add_means (builder, ratings, FALSE);
}

guint
sentiment_lexicon_builder_add_induced (SentimentLexiconBuilder *builder, GBytes *ratings)
{
  return add_means (builder, ratings, TRUE);
}

guint
sentiment_lexicon_builder_add_opinions (SentimentLexiconBuilder *builder, GBytes *words, gboolean positive)
{
  gsize size, length;
  const char *at = g_bytes_get_data (words, &size), *end = at + size, *line;
  guint n_unused = 0;

  while (learn_line_read (&at, end, &line, &length))
    {
      if (length == 0 || line[0] == ';')
        continue;
      guint64 hash = sentiment_hash_form (line, length);
      if (hash == 0)
        {
          n_unused++;
          continue;
        }
      SentimentEntry *entry = get_entry (builder, hash, TRUE);
      /* A word in both lists says nothing. */
      entry->opinion = (entry->opinion < 0) == positive && entry->opinion != 0 ? 0 : positive ? OPINION : -OPINION;
    }
  return n_unused;
}

guint
sentiment_lexicon_builder_add_emoji (SentimentLexiconBuilder *builder, GBytes *names)
{
  gsize size, length;
  const char *at = g_bytes_get_data (names, &size), *end = at + size, *line;
  guint n_unused = 0;

  while (learn_line_read (&at, end, &line, &length))
    {
      const char *tab = memchr (line, '\t', length);
      guint64 hash = tab == NULL ? 0 : sentiment_hash_form (line, tab - line);
      if (hash == 0)
        {
          n_unused++;
          continue;
        }

      g_autofree char *name = g_strndup (tab + 1, length - (tab + 1 - line));
      g_auto (GStrv) words = g_strsplit_set (name, " -:", -1);
      gint rating = 0;
      for (char **word = words; *word != NULL; word++)
        {
          guint64 word_hash = sentiment_hash_form (*word, strlen (*word));
          const SentimentEntry *entry = word_hash == 0 ? NULL : get_entry (builder, word_hash, FALSE);
          rating += entry == NULL ? 0 : entry->rating;
        }
      if (rating != 0)
        get_entry (builder, hash, TRUE)->rating = (gint8) CLAMP (rating, -100, 100);
    }
  return n_unused;
}

/* What a word of a clustering file is in */
typedef struct
{
  guint64 hash;
  guint levels[MAX_LEVELS]; /* coarse to fine */
  gboolean is_common;
} Placed;

typedef struct
{
  double sum, count;
} Tally;

static gboolean
parse_placed (const char *line, gsize length, Placed *placed)
{
  const char *end = line + length, *at = line;
  guint n = 0;

  while (at < end && *at != '\t' && *at != ' ')
    at++;
  placed->hash = sentiment_hash_form (line, at - line);
  if (placed->hash == 0)
    return FALSE;
  while (at < end && n < MAX_LEVELS)
    {
      guint number = 0;
      for (at++; at < end && g_ascii_isdigit (*at) && number < G_MAXUINT16; at++)
        number = number * 10 + (guint) (*at - '0');
      if (number >= G_MAXUINT16)
        return FALSE;
      placed->levels[n++] = number;
    }
  return n == MAX_LEVELS;
}

/* The rating that people gave a word, from whichever list has it */
static double
get_known (const SentimentEntry *entry)
{
  return entry == NULL ? 0.0 : entry->rating != 0 ? entry->rating : entry->opinion;
}

guint
sentiment_lexicon_builder_add_clusters (SentimentLexiconBuilder *builder, GBytes *clusters, guint max_words)
{
  gsize size, length;
  const char *at = g_bytes_get_data (clusters, &size), *end = at + size, *line;
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Placed));
  g_autoptr (GArray) tallies = g_array_new (FALSE, TRUE, sizeof (Tally));
  guint n_unused = 0;

  g_array_set_size (tallies, MAX_LEVELS * G_MAXUINT16);

  for (guint rank = 0; learn_line_read (&at, end, &line, &length); rank++)
    {
      Placed placed = { .is_common = rank < max_words };
      if (!parse_placed (line, length, &placed))
        {
          n_unused++;
          continue;
        }
      const SentimentEntry *entry = get_entry (builder, placed.hash, FALSE);
      double known = get_known (entry);
      if (!placed.is_common && known == 0.0)
        continue;
      g_array_append_val (all, placed);
      for (guint level = 0; level < MAX_LEVELS; level++)
        {
          Tally *tally = &g_array_index (tallies, Tally, level * G_MAXUINT16 + placed.levels[level]);
          tally->sum += known;
          tally->count += 1.0;
        }
    }

  for (guint i = 0; i < all->len; i++)
    {
      const Placed *placed = &g_array_index (all, Placed, i);
      SentimentEntry *entry = get_entry (builder, placed->hash, TRUE);
      double known = get_known (entry), mean = 0.0;

      /* Each level's mean leans on the one above it; the word itself is left out, so that a rated word looks like one
       * that is not. */
      for (guint level = 0; level < MAX_LEVELS; level++)
        {
          const Tally *tally = &g_array_index (tallies, Tally, level * G_MAXUINT16 + placed->levels[level]);
          mean = (tally->sum - known + CLUSTER_PRIOR * mean) / (tally->count - 1.0 + CLUSTER_PRIOR);
        }

      double induced = INDUCED_GAIN * mean;
      induced = fabs (induced) <= INDUCED_THRESHOLD ? 0.0 : induced - copysign (INDUCED_THRESHOLD, induced);
      entry->induced = (gint8) lround (CLAMP (induced, -100.0, 100.0));
      entry->cluster = (guint16) (placed->levels[MAX_LEVELS - 1] + 1);
    }
  return n_unused;
}

SentimentEntry *
sentiment_lexicon_builder_finish (SentimentLexiconBuilder *builder, gsize *n_slots)
{
  gsize size = 16;

  while (size < builder->entries->len * 2)
    size *= 2;

  SentimentEntry *slots = g_new0 (SentimentEntry, size);
  for (guint i = 0; i < builder->entries->len; i++)
    {
      gsize slot = (guint32) g_array_index (builder->hashes, guint64, i) & (size - 1);
      while (slots[slot].fingerprint != 0)
        slot = (slot + 1) & (size - 1);
      slots[slot] = g_array_index (builder->entries, SentimentEntry, i);
    }
  *n_slots = size;
  return slots;
}
