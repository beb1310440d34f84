/* Labels and titles of names. */
#include "name-kinds.h"

#include <string.h>

typedef struct
{
  const char *word;
  LearnGender gender;
} Title;

static const Title titles[] = {
  { "mr", LEARN_GENDER_MAN },
  { "mister", LEARN_GENDER_MAN },
  { "sir", LEARN_GENDER_MAN },
  { "lord", LEARN_GENDER_MAN },
  { "king", LEARN_GENDER_MAN },
  { "prince", LEARN_GENDER_MAN },
  { "mrs", LEARN_GENDER_WOMAN },
  { "ms", LEARN_GENDER_WOMAN },
  { "miss", LEARN_GENDER_WOMAN },
  { "madam", LEARN_GENDER_WOMAN },
  { "madame", LEARN_GENDER_WOMAN },
  { "dame", LEARN_GENDER_WOMAN },
  { "lady", LEARN_GENDER_WOMAN },
  { "queen", LEARN_GENDER_WOMAN },
  { "princess", LEARN_GENDER_WOMAN },
  { "herr", LEARN_GENDER_MAN },
  { "frau", LEARN_GENDER_WOMAN },
  { "monsieur", LEARN_GENDER_MAN },
  { "mx", LEARN_GENDER_UNKNOWN },
  { "dr", LEARN_GENDER_UNKNOWN },
  { "doctor", LEARN_GENDER_UNKNOWN },
  { "prof", LEARN_GENDER_UNKNOWN },
  { "professor", LEARN_GENDER_UNKNOWN },
  { "rev", LEARN_GENDER_UNKNOWN },
  { "reverend", LEARN_GENDER_UNKNOWN },
  { "president", LEARN_GENDER_UNKNOWN },
  { "chancellor", LEARN_GENDER_UNKNOWN },
  { "minister", LEARN_GENDER_UNKNOWN },
  { "premier", LEARN_GENDER_UNKNOWN },
  { "senator", LEARN_GENDER_UNKNOWN },
  { "sen", LEARN_GENDER_UNKNOWN },
  { "rep", LEARN_GENDER_UNKNOWN },
  { "representative", LEARN_GENDER_UNKNOWN },
  { "gov", LEARN_GENDER_UNKNOWN },
  { "governor", LEARN_GENDER_UNKNOWN },
  { "mayor", LEARN_GENDER_UNKNOWN },
  { "judge", LEARN_GENDER_UNKNOWN },
  { "justice", LEARN_GENDER_UNKNOWN },
  { "general", LEARN_GENDER_UNKNOWN },
  { "gen", LEARN_GENDER_UNKNOWN },
  { "colonel", LEARN_GENDER_UNKNOWN },
  { "col", LEARN_GENDER_UNKNOWN },
  { "captain", LEARN_GENDER_UNKNOWN },
  { "capt", LEARN_GENDER_UNKNOWN },
  { "major", LEARN_GENDER_UNKNOWN },
  { "lieutenant", LEARN_GENDER_UNKNOWN },
  { "lt", LEARN_GENDER_UNKNOWN },
  { "sergeant", LEARN_GENDER_UNKNOWN },
  { "sgt", LEARN_GENDER_UNKNOWN },
  { "officer", LEARN_GENDER_UNKNOWN },
  { "detective", LEARN_GENDER_UNKNOWN },
  { "inspector", LEARN_GENDER_UNKNOWN },
  { "insp", LEARN_GENDER_UNKNOWN },
  { "superintendent", LEARN_GENDER_UNKNOWN },
  { "supt", LEARN_GENDER_UNKNOWN },
  { "commissioner", LEARN_GENDER_UNKNOWN },
  { "sheriff", LEARN_GENDER_UNKNOWN },
  { "admiral", LEARN_GENDER_UNKNOWN },
  { "commander", LEARN_GENDER_UNKNOWN },
  { "cllr", LEARN_GENDER_UNKNOWN },
  { "councillor", LEARN_GENDER_UNKNOWN },
  { "councilman", LEARN_GENDER_MAN },
  { "councilwoman", LEARN_GENDER_WOMAN },
  { "congressman", LEARN_GENDER_MAN },
  { "congresswoman", LEARN_GENDER_WOMAN },
  { "archbishop", LEARN_GENDER_UNKNOWN },
  { "ambassador", LEARN_GENDER_UNKNOWN },
  { "pope", LEARN_GENDER_UNKNOWN },
  { "bishop", LEARN_GENDER_UNKNOWN },
  { "cardinal", LEARN_GENDER_UNKNOWN },
  { "coach", LEARN_GENDER_UNKNOWN },
};

LearnNameKind
learn_name_classify (const char *label)
{
  static const struct
  {
    const char *label;
    LearnNameKind kind;
  } kinds[] = {
    { "PER", LEARN_NAME_PERSON },
    { "PERSON", LEARN_NAME_PERSON },
    { "ORG", LEARN_NAME_ORGANIZATION },
    { "ORGANIZATION", LEARN_NAME_ORGANIZATION },
    { "ORGANISATION", LEARN_NAME_ORGANIZATION },
    { "LOC", LEARN_NAME_PLACE },
    { "LOCATION", LEARN_NAME_PLACE },
    { "GPE", LEARN_NAME_PLACE },
    { "FAC", LEARN_NAME_PLACE },
  };

  for (guint i = 0; label != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_ascii_strcasecmp (label, kinds[i].label) == 0)
      return kinds[i].kind;

  return LEARN_NAME_OTHER;
}

LearnGender
learn_title_read (const char *word, gsize length, gboolean *is_title)
{
  *is_title = FALSE;
  if (length > 0 && word[length - 1] == '.')
    length--;
  /* `general` is a word, `General` may be a title. */
  if (length == 0 || !g_ascii_isupper (*word))
    return LEARN_GENDER_UNKNOWN;
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (strlen (titles[i].word) == length && g_ascii_strncasecmp (word, titles[i].word, length) == 0)
      {
        *is_title = TRUE;
        return titles[i].gender;
      }

  return LEARN_GENDER_UNKNOWN;
}

/* The gender that a word such as `husband` tells of whoever is named behind it, in apposition: `father-of-two Ann`.
 * A `chairman` may be either. */
static LearnGender
read_relation (const char *word, gsize length)
{
  static const Title relations[] = {
    { "father", LEARN_GENDER_MAN },
    { "mother", LEARN_GENDER_WOMAN },
    { "dad", LEARN_GENDER_MAN },
    { "mum", LEARN_GENDER_WOMAN },
    { "mom", LEARN_GENDER_WOMAN },
    { "husband", LEARN_GENDER_MAN },
    { "wife", LEARN_GENDER_WOMAN },
    { "son", LEARN_GENDER_MAN },
    { "daughter", LEARN_GENDER_WOMAN },
    { "brother", LEARN_GENDER_MAN },
    { "sister", LEARN_GENDER_WOMAN },
    { "uncle", LEARN_GENDER_MAN },
    { "aunt", LEARN_GENDER_WOMAN },
    { "grandfather", LEARN_GENDER_MAN },
    { "grandmother", LEARN_GENDER_WOMAN },
    { "grandson", LEARN_GENDER_MAN },
    { "granddaughter", LEARN_GENDER_WOMAN },
    { "widow", LEARN_GENDER_WOMAN },
    { "widower", LEARN_GENDER_MAN },
    { "businesswoman", LEARN_GENDER_WOMAN },
    { "spokeswoman", LEARN_GENDER_WOMAN },
    { "chairwoman", LEARN_GENDER_WOMAN },
    { "actress", LEARN_GENDER_WOMAN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (relations); i++)
    if (strlen (relations[i].word) == length && g_ascii_strncasecmp (word, relations[i].word, length) == 0)
      return relations[i].gender;

  return LEARN_GENDER_UNKNOWN;
}

/* Where the word before @end begins, no further in front than @longest. */
static guint32
find_word_start (const char *text, guint32 end, guint32 longest)
{
  guint32 first = end;

  while (first > 0 && end - first < longest
         && (g_ascii_isalpha (text[first - 1]) || text[first - 1] == '.' || text[first - 1] == '-'))
    first--;
  return first;
}

/* The gender that `ex-wife` or `father-of-two` tells. */
static LearnGender
read_relation_word (const char *word, gsize length)
{
  const gsize prefix = length > 3 && g_ascii_strncasecmp (word, "ex-", 3) == 0 ? 3 : 0;
  const char *hyphen = memchr (word + prefix, '-', length - prefix);

  return read_relation (word + prefix, hyphen != NULL ? (gsize) (hyphen - word) - prefix : length - prefix);
}

LearnGender
learn_title_find_before (const char *text, guint32 start)
{
  enum
  {
    LONGEST_TITLE = 24,
  };
  guint32 end = start;
  gboolean is_title;

  while (end > 0 && start - end < 3 && (text[end - 1] == ' ' || text[end - 1] == '\n'))
    end--;
  if (end == start)
    return LEARN_GENDER_UNKNOWN;
  /* `his daughter, Ann` */
  const gboolean has_comma = end > 0 && text[end - 1] == ',';
  end -= has_comma ? 1 : 0;
  const guint32 first = find_word_start (text, end, LONGEST_TITLE);
  const LearnGender gender = learn_title_read (text + first, end - first, &is_title);

  if (is_title)
    return has_comma ? LEARN_GENDER_UNKNOWN : gender;
  return read_relation_word (text + first, end - first);
}
