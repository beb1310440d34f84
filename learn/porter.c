/* Porter's stemmer, as the toolkit behind `rouge-score` has it. */
#include "porter.h"

#include <string.h>

typedef struct
{
  char *bytes;
  gsize length;
} Word;

/* A suffix and what takes its place if what stands before it is long enough. */
typedef struct
{
  const char *suffix;
  const char *replacement;
} Rule;

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

static gboolean
ends_with (const Word *word, const char *suffix)
{
  gsize length = strlen (suffix);
  return word->length >= length && memcmp (word->bytes + word->length - length, suffix, length) == 0;
}

/* Puts @replacement, which is never longer, where @suffix stands. */
static void
replace (Word *word, const char *suffix, const char *replacement)
{
  gsize length = strlen (replacement);
  word->length -= strlen (suffix);
  memcpy (word->bytes + word->length, replacement, length);
  word->length += length;
}

/* The first rule whose suffix fits decides, applied or not. */
static void
apply_rules (Word *word, const Rule *rules, guint least_measure)
{
  for (; rules->suffix != NULL; rules++)
    if (ends_with (word, rules->suffix))
      {
        if (measure (word->bytes, word->length - strlen (rules->suffix)) >= least_measure)
          replace (word, rules->suffix, rules->replacement);
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
    { "ational", "ate" }, { "tional", "tion" }, { "enci", "ence" }, { "anci", "ance" }, { "izer", "ize" },
    { "bli", "ble" },     { "alli", "al" },     { "entli", "ent" }, { "eli", "e" },     { "ousli", "ous" },
    { "ization", "ize" }, { "ation", "ate" },   { "ator", "ate" },  { "alism", "al" },  { "iveness", "ive" },
    { "fulness", "ful" }, { "ousness", "ous" }, { "aliti", "al" },  { "iviti", "ive" }, { "biliti", "ble" },
    { "fulli", "ful" },   { NULL, NULL },
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
    { "icate", "ic" }, { "ative", "" }, { "alize", "al" }, { "iciti", "ic" },
    { "ical", "ic" },  { "ful", "" },   { "ness", "" },    { NULL, NULL },
  };
  apply_rules (word, rules, 1);
}

static void
strip_last_suffix (Word *word)
{
  static const Rule rules[] = {
    { "al", "" },  { "ance", "" },  { "ence", "" }, { "er", "" },  { "ic", "" },     { "able", "" }, { "ible", "" },
    { "ant", "" }, { "ement", "" }, { "ment", "" }, { "ent", "" }, { "ion", "ion" }, { "ou", "" },   { "ism", "" },
    { "ate", "" }, { "iti", "" },   { "ous", "" },  { "ive", "" }, { "ize", "" },    { NULL, NULL },
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
    { "skies", "sky" },      { "sky", "sky" },         { "dying", "die" },        { "lying", "lie" },
    { "tying", "tie" },      { "news", "news" },       { "innings", "inning" },   { "inning", "inning" },
    { "outings", "outing" }, { "outing", "outing" },   { "cannings", "canning" }, { "canning", "canning" },
    { "howe", "howe" },      { "proceed", "proceed" }, { "exceed", "exceed" },    { "succeed", "succeed" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (word->length == strlen (words[i].suffix) && ends_with (word, words[i].suffix))
      {
        replace (word, words[i].suffix, words[i].replacement);
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
