/* Contractions (`du` for `de le`) and pronouns that are written onto a verb (`dámelo`, `chama-se`). */
#include "contractions.h"

#include <string.h>

/* In bytes: longer words are no verbs with pronouns. */
#define LONGEST_WORD 48

/* A verb in small letters, and the pronouns behind it. */
typedef struct
{
  char letters[2 * LONGEST_WORD + 8];
  gsize verb_length;
  const char *pronouns[2];
  guint n_pronouns;
} Verb;

/* The word without its accents, which it may have got from the pronouns: `dá-me-lo` but `da`. */
static gunichar
strip_accent (gunichar c)
{
  switch (c)
    {
    case 0xE1:
      return 'a';
    case 0xE9:
      return 'e';
    case 0xED:
      return 'i';
    case 0xF3:
      return 'o';
    case 0xFA:
      return 'u';
    default:
      return c;
    }
}

static gboolean
has_acute (const char *letters, gsize length)
{
  for (const char *at = letters; at < letters + length; at = g_utf8_next_char (at))
    if (strip_accent (g_utf8_get_char (at)) != g_utf8_get_char (at))
      return TRUE;

  return FALSE;
}

static gboolean
ends_with (const char *letters, gsize length, const char *end)
{
  gsize size = strlen (end);

  return length > size && memcmp (letters + length - size, end, size) == 0;
}

/* The longest pronoun at the end of a word. */
static const char *
find_pronoun (const Profile *profile, const char *letters, gsize length)
{
  const char *best = NULL;

  for (guint i = 0; i < profile->pronouns->len; i++)
    {
      const char *pronoun = g_ptr_array_index (profile->pronouns, i);
      if (ends_with (letters, length, pronoun) && (best == NULL || strlen (pronoun) > strlen (best)))
        best = pronoun;
    }

  return best;
}

static gboolean
ends_like_verb (const Profile *profile, const char *letters, gsize length)
{
  for (guint i = 0; i < profile->verb_endings->len; i++)
    if (ends_with (letters, length, g_ptr_array_index (profile->verb_endings, i)))
      return TRUE;

  return FALSE;
}

/* Divides `dámelo` into `dá`, `me` and `lo`. */
static gboolean
divide_verb (const Profile *profile, Verb *verb)
{
  const char *last = find_pronoun (profile, verb->letters, verb->verb_length);
  if (last == NULL)
    return FALSE;

  gsize length = verb->verb_length - strlen (last);
  if (profile->hyphens_pronouns)
    {
      /* `chama-se`: the hyphen says so. */
      if (length < 3 || verb->letters[length - 1] != '-')
        return FALSE;
      verb->verb_length = length - 1;
      verb->pronouns[0] = last;
      verb->n_pronouns = 1;
      return memchr (verb->letters, '-', verb->verb_length) == NULL;
    }

  const char *first = find_pronoun (profile, verb->letters, length);
  gsize shorter = first != NULL ? length - strlen (first) : 0;
  /* With two pronouns the accent is written, on whatever form of the verb. */
  gboolean has_two = first != NULL && shorter >= 2
                     && (ends_like_verb (profile, verb->letters, shorter) || has_acute (verb->letters, shorter));
  if (has_two)
    {
      verb->verb_length = shorter;
      verb->pronouns[0] = first;
      verb->pronouns[1] = last;
      verb->n_pronouns = 2;
      return TRUE;
    }
  if (!ends_like_verb (profile, verb->letters, length))
    return FALSE;
  verb->verb_length = length;
  verb->pronouns[0] = last;
  verb->n_pronouns = 1;

  return TRUE;
}

static gboolean
find_verb (const Profile *profile, const guchar *word, gsize length, Verb *verb)
{
  verb->verb_length = 0;
  if (profile->pronouns->len == 0 || length < 4 || length > LONGEST_WORD
      || (profile->pronoun_ends[word[length - 1] / 32] >> word[length - 1] % 32 & 1) == 0)
    return FALSE;

  for (const guchar *at = word; at < word + length; at = (const guchar *) g_utf8_next_char ((const char *) at))
    verb->verb_length += (gsize) g_unichar_to_utf8 (g_unichar_tolower (g_utf8_get_char ((const char *) at)),
                                                    verb->letters + verb->verb_length);

  return divide_verb (profile, verb);
}

gboolean
contraction_is_one (const Profile *profile, const guchar *word, gsize length, gboolean *is_doubtful)
{
  guint32 bits = profile_look_up (profile, word, length);
  Verb verb;

  *is_doubtful = (bits & PROFILE_DOUBTFUL) != 0;
  if (bits >> PROFILE_CONTRACTION_SHIFT != 0)
    return TRUE;

  return (bits & PROFILE_NO_PRONOUN) == 0 && find_verb (profile, word, length, &verb);
}

typedef enum
{
  CAPITALS_NONE,
  CAPITALS_FIRST,
  CAPITALS_ALL,
} Capitals;

static Capitals
find_capitals (const guchar *word, gsize length)
{
  const char *at = (const char *) word, *end = at + length;
  gboolean has_lower = FALSE;

  if (!g_unichar_isupper (g_utf8_get_char (at)))
    return CAPITALS_NONE;
  at = g_utf8_next_char (at);
  if (at == end)
    return CAPITALS_FIRST; /* `À`: a sentence's first letter */
  for (; at < end && !has_lower; at = g_utf8_next_char (at))
    has_lower = g_unichar_islower (g_utf8_get_char (at));

  return has_lower ? CAPITALS_FIRST : CAPITALS_ALL;
}

static void
append_form (GString *forms, const char *form, gsize length, Capitals capitals)
{
  for (const char *at = form; at < form + length; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      gboolean is_capital = capitals == CAPITALS_ALL || (capitals == CAPITALS_FIRST && at == form);
      g_string_append_unichar (forms, is_capital ? g_unichar_toupper (c) : c);
    }
  g_string_append_c (forms, '\0');
}

guint
contraction_write_forms (const Profile *profile, const guchar *word, gsize length, GString *forms)
{
  guint32 number = profile_look_up (profile, word, length) >> PROFILE_CONTRACTION_SHIFT;
  Capitals capitals = find_capitals (word, length);
  guint n_forms = 0;

  g_string_truncate (forms, 0);
  if (number != 0)
    {
      for (const char *at = g_ptr_array_index (profile->contractions, number - 1); *at != '\0';)
        {
          gsize size = strcspn (at, " ");
          append_form (forms, at, size, n_forms == 0 || capitals == CAPITALS_ALL ? capitals : CAPITALS_NONE);
          n_forms++;
          at += size + (at[size] == ' ');
        }
      return n_forms;
    }

  Verb verb;
  if (!find_verb (profile, word, length, &verb))
    return 0;

  /* The letters of the verb itself, whose accent goes where only the pronouns asked for it. */
  g_autoptr (GString) stem = g_string_new (NULL);
  for (const char *at = verb.letters; at < verb.letters + verb.verb_length; at = g_utf8_next_char (at))
    g_string_append_unichar (stem,
                             profile->hyphens_pronouns ? g_utf8_get_char (at) : strip_accent (g_utf8_get_char (at)));
  append_form (forms, stem->str, stem->len, capitals);
  for (guint i = 0; i < verb.n_pronouns; i++)
    append_form (forms, verb.pronouns[i], strlen (verb.pronouns[i]),
                 capitals == CAPITALS_ALL ? CAPITALS_ALL : CAPITALS_NONE);

  return 1 + verb.n_pronouns;
}
