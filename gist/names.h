/* The names in a document, each once, with how often it is said. */
#pragma once

#include "feelings.h"
#include "frame.h"
#include "name-kinds.h"

#include <obelus/obelus-plugin.h>

typedef struct
{
  char *text;
  LearnNameKind kind;
  guint count;   /* in the text itself, without its frame */
  guint32 first; /* the row of its first mention */
  Feeling feeling;
  /* Readers are shown neither adjectives of places that are named as well, as `Australian` beside `Australia`, nor who
   * only wrote the text or took its pictures. */
  gboolean is_told;
} Name;

/* The names of a document, with whose each row of its layers is: a Name, or %NULL for rows of which nothing is shown.
 */
typedef struct
{
  GPtrArray *all;       /* of Name; most frequent first, of equals the one said first */
  gpointer *of_entity;  /* for each row of the entity layer */
  gpointer *of_mention; /* and of the mention layer; what is a row of the entity layer as well has none here */
} Names;

/* Counts who and what is named: the rows of an entity layer, each for what the layer of mentions (nullable) says it is
 * a mention of. Names that differ only in case are one, and a name called two kinds is what it is called most often.
 * What stands in the frame of the text counts for nothing. What a layer of sentiment (nullable) says of the other rows
 * is added up. %NULL if there is no memory for it. */
Names *names_count (const Frame *frame, ObelusLayer *entities, ObelusLayer *mentions, ObelusLayer *sentiment);
void names_free (Names *names);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Names, names_free)
