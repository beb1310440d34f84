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

LearnGender
learn_title_find_before (const char *text, guint32 start)
{
  enum
  {
    LONGEST_TITLE = 16,
  };
  guint32 end = start;
  gboolean is_title;

  while (end > 0 && start - end < 3 && (text[end - 1] == ' ' || text[end - 1] == '\n'))
    end--;
  if (end == start)
    return LEARN_GENDER_UNKNOWN;
  guint32 first = end;
  while (first > 0 && end - first < LONGEST_TITLE && (g_ascii_isalpha (text[first - 1]) || text[first - 1] == '.'))
    first--;

  return learn_title_read (text + first, end - first, &is_title);
}
