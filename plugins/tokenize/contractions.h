/* Words that are written for several, and the forms of those. */
#pragma once

#include "profile.h"

/* Whether a word divides into forms, for all that its letters say. *@is_doubtful: only if what stands before it says so
 * too. */
gboolean contraction_is_one (const Profile *profile, const guchar *word, gsize length, gboolean *is_doubtful);

/* Writes the forms of such a word, each followed by a NUL, and returns how many there are. They begin with a capital,
 * or consist of capitals, as the word does. */
guint contraction_write_forms (const Profile *profile, const guchar *word, gsize length, GString *forms);
