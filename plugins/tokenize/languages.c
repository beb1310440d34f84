/* From codes of languages to their profiles. */
#include "languages.h"

#include "language-code.h"
#include "language-guess.h"

#include <string.h>

typedef struct
{
  const char *language;
  const char *text;
} Source;

/* Made of the files in profiles/. The one called `und` is for all languages that have none of their own. */
static const Source sources[] = {
#include "profiles.inc"
};

struct _Languages
{
  CharacterTable characters;
  LanguageGuess *guess;
  Profile *replacement;                      /* an operator's own */
  Profile *profiles[G_N_ELEMENTS (sources)]; /* read atomically, made under the lock */
  GMutex lock;
};

Languages *
languages_new (const CharacterTable *characters)
{
  Languages *languages = g_new0 (Languages, 1);

  languages->characters = *characters;
  languages->guess = language_guess_new ();
  g_mutex_init (&languages->lock);

  return languages;
}

void
languages_free (Languages *languages)
{
  g_clear_pointer (&languages->replacement, profile_free);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    g_clear_pointer (&languages->profiles[i], profile_free);
  language_guess_free (languages->guess);
  g_mutex_clear (&languages->lock);
  g_free (languages);
}

void
languages_replace (Languages *languages, Profile *profile)
{
  g_clear_pointer (&languages->replacement, profile_free);
  languages->replacement = profile;
}

static const Profile *
read_source (const Languages *constant, guint source)
{
  /* What is shared by threads is constant to them but for this. */
  Languages *languages = (Languages *) constant;
  Profile *profile = g_atomic_pointer_get (&languages->profiles[source]);

  if (profile != NULL)
    return profile;

  g_mutex_lock (&languages->lock);
  profile = languages->profiles[source];
  if (profile == NULL)
    {
      char *problem = NULL;
      profile = profile_parse (sources[source].text, strlen (sources[source].text), &languages->characters, &problem);
      if (profile == NULL)
        g_error ("profile of '%s', %s", sources[source].language, problem);
      g_atomic_pointer_set (&languages->profiles[source], profile);
    }
  g_mutex_unlock (&languages->lock);

  return profile;
}

const Profile *
languages_find (const Languages *languages, const char *code)
{
  if (languages->replacement != NULL && learn_language_code_matches (code, languages->replacement->language))
    return languages->replacement;
  if (learn_language_code_matches (code, "en") || !learn_language_code_is_known (code))
    return NULL;

  guint other = 0;
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      if (learn_language_code_matches (code, sources[i].language))
        return read_source (languages, i);
      if (strcmp (sources[i].language, LEARN_LANGUAGE_UNKNOWN) == 0)
        other = i;
    }

  return read_source (languages, other);
}

const Profile *
languages_guess (const Languages *languages, const char *text, guint32 length)
{
  return languages_find (languages, language_guess (languages->guess, text, length));
}

gboolean
language_is_code (const char *code)
{
  gsize length = strcspn (code, "-_");

  /* Languages have codes of two or three letters; longer words are their names, which nothing would know. */
  if ((length < 2 || length > 3) && g_ascii_strcasecmp (code, "auto") != 0)
    return FALSE;
  for (gsize i = 0; code[i] != '\0'; i++)
    if (!g_ascii_isalnum (code[i]) && code[i] != '-' && code[i] != '_')
      return FALSE;
    else if (i < length && !g_ascii_isalpha (code[i]))
      return FALSE;

  return TRUE;
}
