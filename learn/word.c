/* Hashing words: forms, shapes, affixes, clusters. */
#include "word.h"

#include "hash.h"
#include "lexicon.h"

#include <string.h>

#define MAX_CHARACTERS (LEARN_WORD_MAX_BYTES / 4)
#define MAX_RUN 4

/* A word, character by character. */
typedef struct
{
  guint n;
  gunichar lower[MAX_CHARACTERS]; /* lower-cased, digits as 0 */
  guint8
      classes[MAX_CHARACTERS]; /* 'X' capital, 'x' small, 'a' letter without case, '0' digit, 'u' other, else ASCII */
} Spelling;

static gunichar
next_character (const char **text, const char *end)
{
  const guint8 *p = (const guint8 *) *text;
  guint length = p[0] < 0x80 ? 1 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
  length = MIN (length, (guint) (end - *text));
  *text += length;

  switch (length)
    {
    case 1:
      return p[0];
    case 2:
      return (p[0] & 0x1fu) << 6 | (p[1] & 0x3fu);
    case 3:
      return (p[0] & 0x0fu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
    default:
      return (p[0] & 0x07u) << 18 | (p[1] & 0x3fu) << 12 | (p[2] & 0x3fu) << 6 | (p[3] & 0x3fu);
    }
}

static guint8
classify (gunichar c, gunichar *lower)
{
  *lower = c;
  if (c < 0x80)
    {
      if (c >= 'a' && c <= 'z')
        return 'x';
      if (c >= 'A' && c <= 'Z')
        {
          *lower = c + 32;
          return 'X';
        }
      if (c >= '0' && c <= '9')
        {
          *lower = '0';
          return '0';
        }
      return (guint8) c;
    }

  if (g_unichar_isdigit (c))
    {
      *lower = '0';
      return '0';
    }
  if (!g_unichar_isalpha (c))
    return c == 0x2019 ? '\'' : 'u';
  if (g_unichar_isupper (c) || g_unichar_istitle (c))
    {
      *lower = g_unichar_tolower (c);
      return 'X';
    }

  return g_unichar_islower (c) ? 'x' : 'a';
}

static void
spell (Spelling *spelling, const char *text, guint32 length)
{
  const char *end = text + length;

  spelling->n = 0;
  while (text < end && spelling->n < MAX_CHARACTERS)
    {
      gunichar c = next_character (&text, end);
      spelling->classes[spelling->n] = classify (c, &spelling->lower[spelling->n]);
      spelling->n++;
    }
}

static guint64
hash_characters (const gunichar *characters, guint n, guint64 seed)
{
  guint64 h = learn_hash_mix (seed, n);
  guint i = 0;

  /* three characters of 21 bits a step */
  for (; i + 3 <= n; i += 3)
    h = learn_hash_mix (h, (guint64) characters[i] | (guint64) characters[i + 1] << 21
                               | (guint64) characters[i + 2] << 42);
  for (guint shift = 0; i < n; i++, shift += 21)
    h = learn_hash_mix (h, (guint64) characters[i] << shift);

  return h;
}

static LearnCasing
find_casing (const Spelling *spelling)
{
  guint n_upper = 0, n_lower = 0;

  for (guint i = 0; i < spelling->n; i++)
    {
      n_upper += spelling->classes[i] == 'X' ? 1 : 0;
      n_lower += spelling->classes[i] == 'x' ? 1 : 0;
    }
  if (n_upper == 0)
    return n_lower == 0 ? LEARN_CASING_NONE : LEARN_CASING_LOWER;
  if (n_lower == 0)
    return LEARN_CASING_UPPER;

  return n_upper == 1 && spelling->classes[0] == 'X' ? LEARN_CASING_CAPITALIZED : LEARN_CASING_MIXED;
}

guint64
learn_word_hash_lower (const char *text, guint32 length, LearnCasing *casing)
{
  Spelling spelling;

  spell (&spelling, text, length);
  *casing = find_casing (&spelling);

  return hash_characters (spelling.lower, spelling.n, 1);
}

void
learn_word_hash_kin (const char *text, guint32 length, guint64 *kin)
{
  static const struct
  {
    guint n_less;
    const char *more;
  } changes[LEARN_N_KIN] = {
    [LEARN_KIN_WITHOUT_ONE] = { 1, "" },  [LEARN_KIN_WITHOUT_TWO] = { 2, "" },  [LEARN_KIN_WITHOUT_THREE] = { 3, "" },
    [LEARN_KIN_WITHOUT_FOUR] = { 4, "" }, [LEARN_KIN_E_FOR_THREE] = { 3, "e" }, [LEARN_KIN_Y_FOR_THREE] = { 3, "y" },
    [LEARN_KIN_WITH_S] = { 0, "s" },      [LEARN_KIN_WITH_D] = { 0, "d" },      [LEARN_KIN_WITH_ED] = { 0, "ed" },
    [LEARN_KIN_WITH_ING] = { 0, "ing" },  [LEARN_KIN_WITH_LY] = { 0, "ly" },
  };
  Spelling spelling;
  gunichar kept[4];

  spell (&spelling, text, length);
  for (guint i = 0; i < LEARN_N_KIN; i++)
    {
      guint n_more = (guint) strlen (changes[i].more), n_left = spelling.n - MIN (changes[i].n_less, spelling.n);

      kin[i] = 0;
      if (n_left < 2 || n_left + n_more > MAX_CHARACTERS)
        continue;
      memcpy (kept, spelling.lower + n_left, MIN (n_more, MAX_CHARACTERS - n_left) * sizeof *kept);
      for (guint k = 0; k < n_more; k++)
        spelling.lower[n_left + k] = (guchar) changes[i].more[k];
      kin[i] = hash_characters (spelling.lower, n_left + n_more, 1);
      memcpy (spelling.lower + n_left, kept, n_more * sizeof *kept);
    }
}

static void
hash_shapes (LearnWord *word, const Spelling *spelling)
{
  guint64 shape = 2, long_shape = 3;
  guint run = 0;

  for (guint i = 0; i < spelling->n; i++)
    {
      run = i > 0 && spelling->classes[i] == spelling->classes[i - 1] ? run + 1 : 1;
      if (run == 1)
        shape = learn_hash_mix (shape, spelling->classes[i]);
      if (run <= MAX_RUN)
        long_shape = learn_hash_mix (long_shape, spelling->classes[i]);
    }
  word->shape = shape;
  word->long_shape = long_shape;
}

static void
hash_affixes (LearnWord *word, const Spelling *spelling)
{
  guint64 prefix = 4, suffix = 5;

  for (guint i = 0; i < LEARN_N_AFFIXES; i++)
    {
      if (i >= spelling->n)
        {
          word->prefixes[i] = word->suffixes[i] = 0;
          continue;
        }
      prefix = learn_hash_mix (prefix, spelling->lower[i]);
      suffix = learn_hash_mix (suffix, spelling->lower[spelling->n - 1 - i]);
      word->prefixes[i] = prefix;
      word->suffixes[i] = suffix;
    }
}

/* Words that the clusters lack are looked up without # and @ before them, then by what is behind their last hyphen. */
static void
find_clusters (LearnWord *word, const Spelling *spelling, const LearnLexicon *lexicon)
{
  guint16 ids[LEARN_N_CLUSTERS];
  gboolean found = learn_lexicon_find_clusters (lexicon, word->lower, ids);

  guint first = 0;
  while (first < spelling->n && (spelling->lower[first] == '#' || spelling->lower[first] == '@'))
    first++;
  if (!found && first > 0 && first < spelling->n)
    found
        = learn_lexicon_find_clusters (lexicon, hash_characters (spelling->lower + first, spelling->n - first, 1), ids);

  guint hyphen = spelling->n;
  while (hyphen > 0 && spelling->lower[hyphen - 1] != '-')
    hyphen--;
  if (!found && hyphen > 1 && hyphen < spelling->n)
    found = learn_lexicon_find_clusters (lexicon, hash_characters (spelling->lower + hyphen, spelling->n - hyphen, 1),
                                         ids);

  for (guint i = 0; i < LEARN_N_CLUSTERS; i++)
    word->clusters[i] = found ? learn_hash_mix (6 + i, ids[i]) : 0;
}

void
learn_word_init (LearnWord *word, const char *text, guint32 length, const LearnLexicon *lexicon)
{
  Spelling spelling;
  gboolean goes_on;

  spell (&spelling, text, length);
  word->casing = (guint8) find_casing (&spelling);
  word->lower = hash_characters (spelling.lower, spelling.n, 1);
  word->exact = learn_word_hash_exact (text, length);
  hash_shapes (word, &spelling);
  hash_affixes (word, &spelling);
  find_clusters (word, &spelling, lexicon);
  word->lists = learn_lexicon_find_name (lexicon, learn_lexicon_hash_name (0, word->lower), &goes_on);
  word->goes_on = goes_on ? 1 : 0;
}

void
learn_word_init_boundary (LearnWord *word, guint side)
{
  *word = (LearnWord){
    .lower = learn_hash_mix (10, side),
    .shape = learn_hash_mix (11, side),
  };
}

gboolean
learn_word_is_tweet_mark (const char *text, guint32 length)
{
  if (length < 2)
    return FALSE;
  if (text[0] == '@' || text[0] == '#')
    return TRUE;

  return length > 7 && (memcmp (text, "http://", 7) == 0 || memcmp (text, "https:/", 7) == 0);
}
