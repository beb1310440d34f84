/* The reader of profiles: sections of words. */
#include "profile.h"

#include <string.h>

/* What a section's words are. */
typedef struct
{
  const char *name;
  guint32 bits;
} Section;

static const Section word_sections[] = {
  { "before names", WORD_TITLE },
  { "abbreviations", WORD_ABBREVIATION },
  { "before numbers", WORD_BEFORE_NUMBER },
  { "ordinary words too", WORD_ORDINARY },
  { "sentence starters", WORD_STARTER },
  { "verbs of speech", WORD_SPEECH },
  { "elisions", PROFILE_ELISION },
  { "inversions", PROFILE_INVERSION },
  { "whole", PROFILE_WHOLE },
  { "before ordinals", PROFILE_BEFORE_ORDINAL },
  { "after ordinals", PROFILE_AFTER_ORDINAL },
  { "no contraction after", PROFILE_KEEPER },
  { "no pronouns", PROFILE_NO_PRONOUN },
};

typedef enum
{
  SECTION_NONE,
  SECTION_SETTINGS,
  SECTION_WORDS,
  SECTION_CONTRACTIONS,
  SECTION_VERB_ENDINGS,
  SECTION_PRONOUNS,
} SectionKind;

typedef struct
{
  Profile *profile;
  SectionKind section;
  guint32 bits; /* of the section's words */
  char *problem;
} Parser;

static void
find_section (Parser *parser, const char *name)
{
  static const struct
  {
    const char *name;
    SectionKind kind;
  } others[] = {
    { "settings", SECTION_SETTINGS },
    { "contractions", SECTION_CONTRACTIONS },
    { "verb endings", SECTION_VERB_ENDINGS },
    { "pronouns", SECTION_PRONOUNS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (strcmp (name, others[i].name) == 0)
      {
        parser->section = others[i].kind;
        return;
      }
  for (guint i = 0; i < G_N_ELEMENTS (word_sections); i++)
    if (strcmp (name, word_sections[i].name) == 0)
      {
        parser->section = SECTION_WORDS;
        parser->bits = word_sections[i].bits;
        return;
      }
  parser->problem = g_strdup_printf ("there is no section [%s]", name);
}

/* `ordinals = yes` */
static void
read_setting (Parser *parser, const char *key, const char *value)
{
  Profile *profile = parser->profile;
  const struct
  {
    const char *key;
    gboolean *setting;
  } settings[] = {
    { "joined-hyphens", &profile->joins_hyphens },
    { "joined-ranges", &profile->joins_ranges },
    { "spaced-thousands", &profile->joins_thousands },
    { "joined-marks", &profile->joins_marks },
    { "ordinals", &profile->has_ordinals },
    { "hyphened-pronouns", &profile->hyphens_pronouns },
  };

  if (strcmp (key, "language") == 0)
    {
      g_free (profile->language);
      profile->language = g_ascii_strdown (value, -1);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    if (strcmp (key, settings[i].key) == 0)
      {
        *settings[i].setting = strcmp (value, "yes") == 0;
        if (!*settings[i].setting && strcmp (value, "no") != 0)
          parser->problem = g_strdup_printf ("'%s' is '%s', which is neither yes nor no", key, value);
        return;
      }
  parser->problem = g_strdup_printf ("there is no setting '%s'", key);
}

/* Of these, what the rules for sentences ask for. The table of words has all. */
#define USED_BY_SENTENCES (WORD_STARTER | WORD_SPEECH)

/* The rules that are shared by all languages look words up without regard to the case of ASCII only. */
static void
add_to_lexicon (Lexicon *lexicon, const char *word, guint flags)
{
  g_autofree char *lower = g_utf8_strdown (word, -1);
  lexicon_add (lexicon, lower, strlen (lower), flags);

  gunichar first = g_utf8_get_char (lower);
  if (first >= 0x80 && g_unichar_toupper (first) != first)
    {
      char capital[8] = { 0 };
      g_unichar_to_utf8 (g_unichar_toupper (first), capital);
      g_autofree char *capitalised = g_strconcat (capital, g_utf8_next_char (lower), NULL);
      lexicon_add (lexicon, capitalised, strlen (capitalised), flags);
    }
}

static void
add_word (Parser *parser, const char *word, guint32 bits)
{
  if (word[0] == '-' && bits == WORD_BEFORE_NUMBER && word[1] != '\0')
    {
      g_ptr_array_add (parser->profile->endings, g_strdup (word + 1));
      return;
    }
  if (!word_facts_add (&parser->profile->words, word, strlen (word), bits))
    {
      parser->problem = g_strdup_printf ("'%s' is longer than a word may be", word);
      return;
    }
  gsize begin = strcspn (word, "'-");
  if ((bits & PROFILE_WHOLE) != 0 && begin > 0)
    word_facts_add (&parser->profile->words, word, begin, PROFILE_BEGINS_WHOLE);
  if ((bits & USED_BY_SENTENCES) != 0)
    add_to_lexicon (parser->profile->rules->lexicon, word, bits & USED_BY_SENTENCES);
}

/* `im = in dem`, `des ? de les` */
static void
read_contraction (Parser *parser, char **words, guint n_words)
{
  GPtrArray *contractions = parser->profile->contractions;
  gboolean is_doubtful = n_words > 1 && strcmp (words[1], "?") == 0;

  if (n_words < 4 || !(is_doubtful || strcmp (words[1], "=") == 0))
    parser->problem = g_strdup ("a contraction looks like 'im = in dem', or 'des ? de les' if it is a word as well");
  else if (profile_look_up (parser->profile, (const guchar *) words[0], strlen (words[0])) >> PROFILE_CONTRACTION_SHIFT
           != 0)
    parser->problem = g_strdup_printf ("'%s' is a contraction already", words[0]);
  else if (contractions->len == PROFILE_LARGEST_N_CONTRACTIONS)
    parser->problem = g_strdup_printf ("there are more than %u contractions", PROFILE_LARGEST_N_CONTRACTIONS);
  else
    {
      g_ptr_array_add (contractions, g_strjoinv (" ", words + 2));
      add_word (parser, words[0],
                contractions->len << PROFILE_CONTRACTION_SHIFT | (is_doubtful ? PROFILE_DOUBTFUL : 0));
    }
}

static void
add_pronoun (Profile *profile, const char *pronoun)
{
  guchar last = (guchar) pronoun[strlen (pronoun) - 1], capital = (guchar) g_ascii_toupper ((gchar) last);

  g_ptr_array_add (profile->pronouns, g_strdup (pronoun));
  profile->pronoun_ends[last / 32] |= 1u << last % 32;
  profile->pronoun_ends[capital / 32] |= 1u << capital % 32;
}

static void
read_line (Parser *parser, char *line)
{
  line = g_strstrip (line);
  if (line[0] == '\0' || line[0] == '#')
    return;

  gsize length = strlen (line);
  if (line[0] == '[' && line[length - 1] == ']')
    {
      line[length - 1] = '\0';
      find_section (parser, line + 1);
      return;
    }

  g_auto (GStrv) pieces = g_strsplit_set (line, " \t", -1);
  guint n_words = 0;
  for (guint i = 0; pieces[i] != NULL; i++)
    if (pieces[i][0] != '\0')
      {
        char *piece = pieces[i];
        pieces[i] = pieces[n_words];
        pieces[n_words++] = piece;
      }
  /* What was empty stands behind the words now, and is freed with them. */
  g_autofree char **words = g_new0 (char *, n_words + 1);
  memcpy (words, pieces, n_words * sizeof *words);

  switch (parser->section)
    {
    case SECTION_NONE:
      parser->problem = g_strdup ("stands before the first section; begin with [settings]");
      return;
    case SECTION_SETTINGS:
      if (n_words != 3 || strcmp (words[1], "=") != 0)
        parser->problem = g_strdup ("a setting looks like 'ordinals = yes'");
      else
        read_setting (parser, words[0], words[2]);
      return;
    case SECTION_CONTRACTIONS:
      read_contraction (parser, words, n_words);
      return;
    case SECTION_WORDS:
      for (guint i = 0; i < n_words && parser->problem == NULL; i++)
        add_word (parser, words[i], parser->bits);
      return;
    case SECTION_VERB_ENDINGS:
      for (guint i = 0; i < n_words; i++)
        g_ptr_array_add (parser->profile->verb_endings, g_strdup (words[i]));
      return;
    case SECTION_PRONOUNS:
      for (guint i = 0; i < n_words; i++)
        add_pronoun (parser->profile, words[i]);
      return;
    }
}

static Profile *
profile_new (const CharacterTable *characters)
{
  Profile *profile = g_new0 (Profile, 1);

  profile->rules = rules_new_bare (characters);
  word_facts_init (&profile->words);
  profile->endings = g_ptr_array_new_with_free_func (g_free);
  profile->contractions = g_ptr_array_new_with_free_func (g_free);
  profile->verb_endings = g_ptr_array_new_with_free_func (g_free);
  profile->pronouns = g_ptr_array_new_with_free_func (g_free);
  profile->joins_marks = profile->joins_hyphens = TRUE;

  return profile;
}

Profile *
profile_parse (const char *text, gsize length, const CharacterTable *characters, char **problem)
{
  Parser parser = { .profile = profile_new (characters) };
  guint n_lines = 0;

  for (const char *line = text; line < text + length && parser.problem == NULL; n_lines++)
    {
      const char *feed = memchr (line, '\n', length - (gsize) (line - text));
      gsize size = feed != NULL ? (gsize) (feed - line) : length - (gsize) (line - text);
      g_autofree char *copy = g_strndup (line, size);

      if (!g_utf8_validate (copy, -1, NULL))
        parser.problem = g_strdup ("is not UTF-8");
      else
        read_line (&parser, copy);
      line += size + 1;
    }
  if (parser.problem == NULL && parser.profile->language == NULL)
    parser.problem = g_strdup ("nothing says which language it is for; write 'language = …' under [settings]");
  if (parser.problem == NULL)
    return parser.profile;

  *problem = g_strdup_printf ("line %u: %s", n_lines, parser.problem);
  g_free (parser.problem);
  profile_free (parser.profile);

  return NULL;
}

void
profile_free (Profile *profile)
{
  g_free (profile->language);
  rules_free (profile->rules);
  word_facts_clear (&profile->words);
  g_ptr_array_unref (profile->endings);
  g_ptr_array_unref (profile->contractions);
  g_ptr_array_unref (profile->verb_endings);
  g_ptr_array_unref (profile->pronouns);
  g_free (profile);
}

guint32
profile_find_ending (const Profile *profile, const guchar *word, gsize length)
{
  for (guint i = 0; i < profile->endings->len; i++)
    {
      const char *ending = g_ptr_array_index (profile->endings, i);
      gsize size = strlen (ending);
      if (length > size && memcmp (word + length - size, ending, size) == 0)
        return WORD_BEFORE_NUMBER;
    }

  return 0;
}
