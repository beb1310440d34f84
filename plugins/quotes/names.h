/* Who could speak: the names of people, organisations and places, and whom they stand for. */
#pragma once

#include "name-kinds.h"

#include <obelus/obelus-plugin.h>

typedef struct
{
  guint32 start; /* first, so that names can be looked up by it */
  guint32 end;
  guint32 row; /* of the layer `entity`: where the same is named most fully */
  LearnNameKind kind;
} SpokenName;

/* In the order of the text; none overlaps another. */
typedef struct
{
  SpokenName *names;
  guint32 n;
  guint8 *genders; /* LearnGender, a row of the layer `entity`: what titles tell of the one that is named there */
} SpokenNames;

/* Reads the layers of names and, if it is not NULL, of mentions, which are names too where the first has none. Returns
 * FALSE with an error if memory could not be had, or if the work was cancelled. */
gboolean spoken_names_read (SpokenNames *names, ObelusContext *context, const char *text, ObelusLayer *entities,
                            ObelusLayer *mentions, GError **error);
void spoken_names_clear (SpokenNames *names);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SpokenNames, spoken_names_clear)
