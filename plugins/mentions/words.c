/* Taking names apart. */
#include "words.h"

#include <string.h>

/* Of what is too long for a name so much is compared: rows of others may each be the rest of a text. */
#define MAX_COMPARED_BYTES 1600

/* In bytes; shorter words with the endings of `Republican` are often something else. */
#define SHORTEST_MEMBER 5

/* What stands behind a company's name in registers only. */
static const char *const legal_forms[]
    = { "inc", "incorporated", "corp", "corporation", "co",   "company", "ltd",   "limited",  "plc",
        "llc", "llp",          "lp",   "ag",          "gmbh", "se",      "sa",    "spa",      "nv",
        "bv",  "ab",           "oy",   "asa",         "kg",   "kgaa",    "group", "holdings", "holding" };

/* Words that begin what a name is *of*. */
static const char *const prepositions[]
    = { "of", "for", "and", "in", "on", "to", "at", "&", "the", "de", "du", "des", "für", "von" };

/* What alone says no name. */
static const char *const general_words[] = {
  "bank",     "university", "ministry",  "department",    "council",    "court",   "house",   "national",    "united",
  "federal",  "central",    "royal",     "international", "american",   "british", "general", "new",         "first",
  "world",    "european",   "institute", "committee",     "commission", "office",  "party",   "association", "society",
  "supreme",  "high",       "state",     "city",          "north",      "south",   "east",    "west",        "northern",
  "southern", "eastern",    "western",   "great",         "public",     "the",     "bureau",  "agency",      "college",
  "school",   "museum",     "union",     "club",          "church",     "army",    "police",  "air"
};

static gboolean
is_among (const char *word, const char *const *list, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (strcmp (word, list[i]) == 0)
      return TRUE;

  return FALSE;
}

gboolean
name_is_initial (const char *word)
{
  return *word != '\0' && *g_utf8_next_char (word) == '\0';
}

guint
name_count_full_words (const NameWords *words)
{
  guint n = 0;

  for (guint i = 0; i < words->n_words; i++)
    n += !name_is_initial (words->words[i]);

  return n;
}

/* Case-folded and without the marks on Latin letters, which one text may write and leave out (`Mourão`, `Mourao`), so
 * that equal names have equal bytes. Marks of other scripts make other letters. */
static char *
fold (const char *text, gsize length)
{
  g_autofree char *folded = g_utf8_casefold (text, (gssize) length);
  g_autofree char *parts = g_utf8_normalize (folded, -1, G_NORMALIZE_NFD);
  if (parts == NULL)
    return g_strndup (text, length);

  g_autoptr (GString) plain = g_string_sized_new (length);
  gboolean is_on_latin = FALSE;
  for (const char *at = parts; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar character = g_utf8_get_char (at);
      const gboolean is_mark = character >= 0x300 && character <= 0x36f;
      if (!is_mark)
        is_on_latin = character < 0x80;
      if (!is_mark || !is_on_latin)
        g_string_append_unichar (plain, character);
    }
  return g_utf8_normalize (plain->str, (gssize) plain->len, G_NORMALIZE_NFC);
}

static gboolean
is_possessive (const char *text, gsize length)
{
  return (length > 2 && (memcmp (text + length - 2, "'s", 2) == 0))
         || (length > 4 && memcmp (text + length - 4, "\xe2\x80\x99s", 4) == 0);
}

static gboolean
is_space (gunichar character)
{
  return g_unichar_isspace (character) || character == 0xa0;
}

static gboolean
is_acronym (const char *word, gsize length)
{
  guint n = 0;

  for (gsize i = 0; i < length; i++)
    if (g_ascii_isupper (word[i]))
      n++;
    else if (!g_ascii_isdigit (word[i]) && word[i] != '.' && word[i] != '&')
      return FALSE;

  return n >= 2;
}

/* A word without the full stops of abbreviations: `U.S.` is `us`. */
static char *
fold_word (const char *word, gsize length)
{
  g_autoptr (GString) letters = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    if (word[i] != '.' && word[i] != ',')
      g_string_append_c (letters, word[i]);

  return fold (letters->str, letters->len);
}

/* `J.K.` is two initials. */
static gboolean
is_run_of_initials (const char *word, gsize length)
{
  if (length < 4 || length % 2 != 0)
    return FALSE;
  for (gsize i = 0; i < length; i += 2)
    if (!g_ascii_isupper (word[i]) || word[i + 1] != '.')
      return FALSE;

  return TRUE;
}

/* Adds a word; FALSE if there are too many. */
static gboolean
add_word (NameWords *words, const char *word, gsize length)
{
  g_autofree char *folded = fold_word (word, length);

  if (*folded == '\0')
    return TRUE;
  if (words->n_words == NAME_MAX_WORDS)
    return FALSE;
  words->capital[words->n_words] = g_unichar_isupper (g_utf8_get_char (word)) || g_ascii_isdigit (*word);
  words->words[words->n_words++] = g_steal_pointer (&folded);

  return TRUE;
}

static void
drop_words (NameWords *words)
{
  while (words->n_words > 0)
    g_clear_pointer (&words->words[--words->n_words], g_free);
}

static void
take_apart (NameWords *words, const char *text, gsize length, LearnNameKind kind)
{
  const char *end = text + length;

  for (const char *at = text; at < end;)
    {
      while (at < end && is_space (g_utf8_get_char (at)))
        at = g_utf8_next_char (at);
      const char *word = at;
      while (at < end && !is_space (g_utf8_get_char (at)))
        at = g_utf8_next_char (at);
      gsize word_length = (gsize) (at - word);
      gboolean is_title = FALSE, fits = TRUE;
      if (word_length == 0)
        break;

      if (kind == LEARN_NAME_PERSON && words->n_words == 0)
        {
          LearnGender gender = learn_title_read (word, word_length, &is_title);
          words->gender = gender != LEARN_GENDER_UNKNOWN ? gender : words->gender;
        }
      /* An article is no part of an organisation's or a place's name. */
      gboolean is_article = kind != LEARN_NAME_PERSON && words->n_words == 0 && word_length == 3
                            && g_ascii_strncasecmp (word, "the", 3) == 0 && at < end;
      if (is_title && at < end)
        continue;
      if (kind == LEARN_NAME_PERSON && is_run_of_initials (word, word_length))
        for (gsize i = 0; i < word_length && fits; i += 2)
          fits = add_word (words, word + i, 1);
      else if (!is_article)
        fits = add_word (words, word, word_length);
      if (!fits)
        {
          drop_words (words);
          return;
        }
    }
}

void
name_words_read (NameWords *words, const char *text, gsize length, LearnNameKind kind)
{
  *words = (NameWords){ 0 };
  if (is_possessive (text, length))
    length -= text[length - 2] == '\'' ? 2 : 4;
  if (length > NAME_MAX_BYTES)
    {
      words->whole = g_strndup (text, MIN (length, MAX_COMPARED_BYTES));
      return;
    }
  words->is_acronym = is_acronym (text, length);
  take_apart (words, text, length, kind);

  /* What an organisation is registered as does not tell it from another. */
  while (kind == LEARN_NAME_ORGANIZATION && words->n_words > 1
         && is_among (words->words[words->n_words - 1], legal_forms, G_N_ELEMENTS (legal_forms)))
    g_clear_pointer (&words->words[--words->n_words], g_free);

  if (words->n_words == 0)
    {
      words->whole = fold (text, length);
      return;
    }
  g_autoptr (GString) whole = g_string_new (NULL);
  for (guint i = 0; i < words->n_words; i++)
    g_string_append_printf (whole, "%s%s", i > 0 ? " " : "", words->words[i]);
  words->whole = g_string_free (g_steal_pointer (&whole), FALSE);
}

void
name_words_clear (NameWords *words)
{
  drop_words (words);
  g_clear_pointer (&words->whole, g_free);
}

char *
name_make_acronym (const NameWords *words, gboolean all_words)
{
  g_autoptr (GString) letters = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < words->n_words; i++)
    if (all_words || words->capital[i])
      {
        g_string_append_unichar (letters, g_utf8_get_char (words->words[i]));
        n++;
      }

  return n >= 2 ? g_string_free (g_steal_pointer (&letters), FALSE) : NULL;
}

gboolean
name_is_abbreviation (const char *short_form, gsize short_length, const char *long_form, gsize long_length)
{
  gsize at = long_length;

  if (short_length >= long_length || long_length > NAME_MAX_BYTES)
    return FALSE;
  for (gsize i = short_length; i-- > 0;)
    {
      char letter = g_ascii_tolower (short_form[i]);
      if (letter == '.')
        continue;
      if (!g_ascii_isalnum (letter))
        return FALSE;
      do
        {
          if (at == 0)
            return FALSE;
          at--;
        }
      while (g_ascii_tolower (long_form[at]) != letter
             || (i == 0 && at > 0 && long_form[at - 1] != ' ' && long_form[at - 1] != '-'));
    }

  return TRUE;
}

gboolean
name_may_end_before (const NameWords *words, guint from)
{
  gboolean says_something = FALSE;

  if (is_among (words->words[from], prepositions, G_N_ELEMENTS (prepositions))
      || is_among (words->words[from - 1], prepositions, G_N_ELEMENTS (prepositions)))
    return FALSE;
  for (guint i = 0; i < from; i++)
    says_something |= !is_among (words->words[i], general_words, G_N_ELEMENTS (general_words));

  return says_something;
}

gboolean
name_ends_as_team (const NameWords *words)
{
  /* What clubs call themselves beside their town, and are called alone. */
  static const char *const names[] = {
    "united", "city",   "rovers",    "town",   "wanderers", "rangers", "athletic", "albion", "county",  "villa",
    "palace", "forest", "wednesday", "argyle", "hotspur",   "celtic",  "arsenal",  "orient", "thistle", "hearts",
  };
  /* Words in the plural that firms and offices end with; other teams end with those (`Lakers`). */
  static const char *const firms[] = {
    "airlines",        "airways",     "associates", "brothers",     "communications",
    "electronics",     "enterprises", "foods",      "holdings",     "industries",
    "laboratories",    "motors",      "news",       "nations",      "partners",
    "pharmaceuticals", "products",    "properties", "records",      "resources",
    "securities",      "services",    "sons",       "sports",       "states",
    "stores",          "studios",     "systems",    "technologies", "times",
    "ventures",        "works",       "affairs",    "arts",         "sciences",
    "robotics",        "police",
  };

  if (words->n_words < 2)
    return FALSE;
  const char *last = words->words[words->n_words - 1];
  const gsize length = strlen (last);
  if (is_among (last, names, G_N_ELEMENTS (names)))
    return TRUE;
  return words->n_words <= 3 && length > 4 && last[length - 1] == 's' && last[length - 2] != 's'
         && !is_among (last, firms, G_N_ELEMENTS (firms));
}

gsize
name_measure_member (const NameWords *words)
{
  static const char *const endings[] = { "an", "at", "ist", "ive", "ite" };
  gsize length = strlen (words->whole);

  if (length > 1 && words->whole[length - 1] == 's')
    length--;
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      const gsize n = strlen (endings[i]);
      if (length >= SHORTEST_MEMBER && memcmp (words->whole + length - n, endings[i], n) == 0)
        return length;
    }

  return 0;
}
