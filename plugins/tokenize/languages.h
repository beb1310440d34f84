/* The profiles of all languages, each read when a text first needs it. */
#pragma once

#include "profile.h"

typedef struct _Languages Languages;

Languages *languages_new (const CharacterTable *characters);
void languages_free (Languages *languages);

/* Takes a profile over, in place of the one for its language. Only before texts are divided. */
void languages_replace (Languages *languages, Profile *profile);

/* The profile for a BCP 47 code (`de-CH`). NULL for English, which has rules of its own, and
 * where there is no language. Safe from any thread. */
const Profile *languages_find (const Languages *languages, const char *code);

/* The profile for a text whose language nobody told, by its first words. */
const Profile *languages_guess (const Languages *languages, const char *text, guint32 length);

/* Whether a code could be one of BCP 47. */
gboolean language_is_code (const char *code);
