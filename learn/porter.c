/* Porter's stemmer, as the toolkit behind `rouge-score` has it. */
#include "porter.h"

#include <string.h>

typedef struct
{
  char *bytes;
  gsize length;
} Word;

/* A suffix and what takes its place if what stands before it is long enough. A list of them ends with one that is
 * empty. */
typedef struct
{
  const char *suffix;
  const char *replacement;
  guint8 length;
  guint8 replacement_length;
  char ending[2]; /* the suffix's last two letters */
} Rule;

#define RULE(suffix, replacement)                                   \
  {                                                                 \
    suffix, replacement, sizeof suffix - 1, sizeof replacement - 1, \
    {                                                               \
      suffix[sizeof suffix - 3], suffix[sizeof suffix - 2]          \
    }                                                               \
  }

static gboolean
is_vowel_letter (char c)
{
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* A `y` is a consonant at the start and after a vowel. In a run of them the kinds take turns. */
static gboolean
is_consonant (const char *word, gsize place)
{
  if (is_vowel_letter (word[place]))
    return FALSE;
  if (word[place] != 'y')
    return TRUE;

  gsize first = place;
  while (first > 0 && word[first] == 'y')
    first--;
  gboolean consonant = !is_vowel_letter (word[first]);
  return (place - first) % 2 == 0 ? consonant : !consonant;
}

/* Porter's m: how often a vowel is followed by a consonant. */
static guint
measure (const char *word, gsize length)
{
  guint n = 0;
  gboolean before = TRUE; /* whether the letter before is a consonant */
  for (gsize i = 0; i < length; i++)
    {
      gboolean consonant = is_vowel_letter (word[i]) ? FALSE : word[i] == 'y' ? (i == 0 || !before) : TRUE;
      n += consonant && !before && i > 0 ? 1 : 0;
      before = consonant;
    }
  return n;
}

static gboolean
has_vowel (const char *word, gsize length)
{
  gboolean before = FALSE;
  for (gsize i = 0; i < length; i++)
    {
      gboolean consonant = is_vowel_letter (word[i]) ? FALSE : word[i] == 'y' ? !before : TRUE;
      if (!consonant)
        return TRUE;
      before = consonant;
    }
  return FALSE;
}

/* Whether it ends consonant, vowel, consonant, the last not w, x or y; or is just vowel and consonant. */
static gboolean
ends_short (const char *word, gsize length)
{
  if (length == 2)
    return !is_consonant (word, 0) && is_consonant (word, 1);
  return length >= 3 && is_consonant (word, length - 3) && !is_consonant (word, length - 2)
         && is_consonant (word, length - 1) && strchr ("wxy", word[length - 1]) == NULL;
}

static inline gboolean
ends_with (const Word *word, const char *suffix)
{
  gsize length = strlen (suffix);
  return word->length >= length && memcmp (word->bytes + word->length - length, suffix, length) == 0;
}

/* Puts the replacement, which is never longer, where the suffix stands. */
static void
replace (Word *word, const Rule *rule)
{
  word->length -= rule->length;
  memcpy (word->bytes + word->length, rule->replacement, rule->replacement_length);
  word->length += rule->replacement_length;
}

static gboolean
fits (const Word *word, const Rule *rule)
{
  return word->length >= rule->length
         && memcmp (word->bytes + word->length - rule->length, rule->suffix, rule->length) == 0;
}

/* The first rule whose suffix fits decides, applied or not. The last two letters seldom fit, and the rest need not be
 * looked at then. */
static void
apply_rules (Word *word, const Rule *rules, guint least_measure)
{
  if (word->length < 2)
    return;
  const char before = word->bytes[word->length - 2], last = word->bytes[word->length - 1];

  for (; rules->length > 0; rules++)
    if (rules->ending[1] == last && rules->ending[0] == before && fits (word, rules))
      {
        if (measure (word->bytes, word->length - rules->length) >= least_measure)
          replace (word, rules);
        return;
      }
}

static void
strip_plural (Word *word)
{
  if (word->length == 4 && ends_with (word, "ies"))
    word->length -= 1;
  else if (ends_with (word, "sses") || ends_with (word, "ies"))
    word->length -= 2;
  else if (ends_with (word, "s") && !ends_with (word, "ss"))
    word->length -= 1;
}

/* After `ed` or `ing` has gone: gives back an `e`, or takes one of two equal consonants. */
static void
mend_stem (Word *word)
{
  if (ends_with (word, "at") || ends_with (word, "bl") || ends_with (word, "iz"))
    {
      word->bytes[word->length++] = 'e';
      return;
    }
  gsize n = word->length;
  if (n >= 2 && word->bytes[n - 1] == word->bytes[n - 2] && is_consonant (word->bytes, n - 1))
    {
      if (strchr ("lsz", word->bytes[n - 1]) == NULL)
        word->length -= 1;
    }
  else if (measure (word->bytes, n) == 1 && ends_short (word->bytes, n))
    word->bytes[word->length++] = 'e';
}

static void
strip_tense (Word *word)
{
  if (ends_with (word, "ied"))
    word->length -= word->length == 4 ? 1 : 2;
  else if (ends_with (word, "eed"))
    word->length -= measure (word->bytes, word->length - 3) > 0 ? 1 : 0;
  else
    for (guint i = 0; i < 2; i++)
      {
        const char *suffix = i == 0 ? "ed" : "ing";
        gsize length = strlen (suffix);
        if (ends_with (word, suffix) && has_vowel (word->bytes, word->length - length))
          {
            word->length -= length;
            mend_stem (word);
            return;
          }
      }
}

static void
turn_y_to_i (Word *word)
{
  gsize n = word->length;
  if (n > 2 && word->bytes[n - 1] == 'y' && is_consonant (word->bytes, n - 2))
    word->bytes[n - 1] = 'i';
}

static void
map_double_suffixes (Word *word)
{
  static const Rule rules[] = {
    RULE ("ational", "ate"), RULE ("tional", "tion"),
    RULE ("enci", "ence"),   RULE ("anci", "ance"),
    RULE ("izer", "ize"),    RULE ("bli", "ble"),
    RULE ("alli", "al"),     RULE ("entli", "ent"),
    RULE ("eli", "e"),       RULE ("ousli", "ous"),
    RULE ("ization", "ize"), RULE ("ation", "ate"),
    RULE ("ator", "ate"),    RULE ("alism", "al"),
    RULE ("iveness", "ive"), RULE ("fulness", "ful"),
    RULE ("ousness", "ous"), RULE ("aliti", "al"),
    RULE ("iviti", "ive"),   RULE ("biliti", "ble"),
    RULE ("fulli", "ful"),   { 0 },
  };

  if (ends_with (word, "alli") && measure (word->bytes, word->length - 4) > 0)
    word->length -= 2;
  /* Its own condition: the `l` counts to the stem. No suffix of the table ends like it. */
  if (ends_with (word, "logi"))
    word->length -= measure (word->bytes, word->length - 3) > 0 ? 1 : 0;
  else
    apply_rules (word, rules, 1);
}

static void
strip_simple_suffixes (Word *word)
{
  static const Rule rules[] = {
    RULE ("icate", "ic"), RULE ("ative", ""), RULE ("alize", "al"), RULE ("iciti", "ic"),
    RULE ("ical", "ic"),  RULE ("ful", ""),   RULE ("ness", ""),    { 0 },
  };
  apply_rules (word, rules, 1);
}

static void
strip_last_suffix (Word *word)
{
  static const Rule rules[] = {
    RULE ("al", ""),   RULE ("ance", ""),   RULE ("ence", ""), RULE ("er", ""),    RULE ("ic", ""),
    RULE ("able", ""), RULE ("ible", ""),   RULE ("ant", ""),  RULE ("ement", ""), RULE ("ment", ""),
    RULE ("ent", ""),  RULE ("ion", "ion"), RULE ("ou", ""),   RULE ("ism", ""),   RULE ("ate", ""),
    RULE ("iti", ""),  RULE ("ous", ""),    RULE ("ive", ""),  RULE ("ize", ""),   { 0 },
  };

  /* `ion` goes after `s` and `t`, which belong to the stem that is measured. */
  if (ends_with (word, "sion") || ends_with (word, "tion"))
    word->length -= measure (word->bytes, word->length - 3) > 1 ? 3 : 0;
  else
    apply_rules (word, rules, 2);
}

static void
tidy_end (Word *word)
{
  gsize n = word->length;
  if (n > 0 && word->bytes[n - 1] == 'e')
    {
      guint m = measure (word->bytes, n - 1);
      if (m > 1 || (m == 1 && !ends_short (word->bytes, n - 1)))
        word->length -= 1;
    }
  n = word->length;
  if (ends_with (word, "ll") && measure (word->bytes, n - 1) > 1)
    word->length -= 1;
}

/* Words whose stem NLTK lists. */
static gboolean
stem_irregular (Word *word)
{
  static const Rule words[] = {
    RULE ("skies", "sky"),      RULE ("sky", "sky"),         RULE ("dying", "die"),        RULE ("lying", "lie"),
    RULE ("tying", "tie"),      RULE ("news", "news"),       RULE ("innings", "inning"),   RULE ("inning", "inning"),
    RULE ("outings", "outing"), RULE ("outing", "outing"),   RULE ("cannings", "canning"), RULE ("canning", "canning"),
    RULE ("howe", "howe"),      RULE ("proceed", "proceed"), RULE ("exceed", "exceed"),    RULE ("succeed", "succeed"),
  };
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (word->length == words[i].length && fits (word, &words[i]))
      {
        replace (word, &words[i]);
        return TRUE;
      }
  return FALSE;
}

gsize
learn_porter_stem (char *word, gsize length)
{
  Word stem = { word, length };
  if (stem_irregular (&stem) || length <= 2)
    return stem.length;

  strip_plural (&stem);
  strip_tense (&stem);
  turn_y_to_i (&stem);
  map_double_suffixes (&stem);
  strip_simple_suffixes (&stem);
  strip_last_suffix (&stem);
  tidy_end (&stem);
  return stem.length;
}
