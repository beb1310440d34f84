/* Which profile each paragraph of a text is divided by. */
#pragma once

#include "languages.h"

#include <obelus/obelus-plugin.h>

typedef struct
{
  const Profile *whole;
  const Profile **others; /* a paragraph's each, or NULL where all are like the whole */
} ParagraphProfiles;

/* All paragraphs are in one language. */
void paragraph_profiles_set (ParagraphProfiles *profiles, const Profile *whole);

/* Each is in the language that the layer `language` tells for most of it. Returns FALSE if memory could not be had. */
gboolean paragraph_profiles_find (ParagraphProfiles *profiles, const Languages *languages, ObelusLayer *layer,
                                  const Spans *paragraphs);

/* Leaves nothing to be freed. */
void paragraph_profiles_reset (ParagraphProfiles *profiles);

/* NULL: the rules for English. */
static inline const Profile *
paragraph_profiles_get (const ParagraphProfiles *profiles, guint32 paragraph)
{
  return profiles->others != NULL ? profiles->others[paragraph] : profiles->whole;
}
